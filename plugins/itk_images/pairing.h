#pragma once
// Which label maps belong to which image of one folder, by their names (plugins/api/FOLDERS.md).

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace selvox::plugins::itk_images {

struct Pairing {
  std::map<std::filesystem::path, std::vector<std::filesystem::path>> labelsOf;  // image -> its label maps, maybe none
  std::vector<std::filesystem::path> orphans;                                    // label maps without an image
};

[[nodiscard]] Pairing pairLabels(const std::vector<std::filesystem::path>& files);

// The name without the word that makes it a label map: "case" of case_mask.mha and of case.seg.nrrd; nothing for
// images.
[[nodiscard]] bool isLabelName(const std::filesystem::path& file, std::string& rest);

}  // namespace selvox::plugins::itk_images
