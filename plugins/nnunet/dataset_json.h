#pragma once
// dataset.json of nnU-Net.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace selvox::plugins::nnunet {

struct Dataset {
  bool second = false;                         // version 2
  std::map<int, std::string> channels;         // 0 -> "T2"
  std::map<int, std::string> labels;           // background left out
  std::map<std::string, std::string> regions;  // "whole tumor" -> "1 2 3"
  std::string fileEnding;                      // ".nii.gz"; empty: not stated
  std::optional<std::int64_t> training;        // stated number of training cases
  bool listsFiles = false;                     // paths of images elsewhere, which are not followed
};

// Nothing when the file is no description of this kind; then `why` says what is wrong with it.
[[nodiscard]] std::optional<Dataset> readDataset(const std::filesystem::path& file, std::string& why);

}  // namespace selvox::plugins::nnunet
