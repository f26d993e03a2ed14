#pragma once
// participants.tsv and the look-up tables of segmentations.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace selvox::plugins::bids {

struct Participants {
  std::map<std::string, std::map<std::string, std::string>> columns;  // by "sub-01", then by column
  std::vector<std::string> kept, leftOut;                             // names of columns
};

// Columns that may name people (plugins/api/FOLDERS.md) are left out, "n/a" is no value. Empty where the file cannot be
// read.
[[nodiscard]] Participants readParticipants(const std::filesystem::path& file);

// "index", "name" of a dseg.tsv: what the numbers of a segmentation mean; empty where there is none.
[[nodiscard]] std::map<int, std::string> readLookUp(const std::filesystem::path& file);

}  // namespace selvox::plugins::bids
