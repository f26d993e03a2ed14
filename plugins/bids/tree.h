#pragma once
// What each file of a BIDS tree is, and which label map belongs to which image.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "plugins/bids/entities.h"

namespace selvox::plugins::bids {

struct Image {
  std::filesystem::path file;
  std::string stem, datatype;  // "anat"
  Name name;
  std::vector<std::filesystem::path> labels;
};

struct Tree {
  std::vector<Image> images;
  std::map<std::filesystem::path, std::string> orphans;  // label maps, and why they belong to no image
  std::map<std::filesystem::path, std::string> others;   // no images, and what they are
};

// 0 no … 100 certain: dataset_description.json of version and sub-XX folders, or such folders with known datatypes.
[[nodiscard]] int probe(const std::filesystem::path& folder);
[[nodiscard]] Tree arrange(const std::filesystem::path& root, const std::vector<std::filesystem::path>& files);

}  // namespace selvox::plugins::bids
