#pragma once
// dataset.json of the Medical Segmentation Decathlon (and nnU-Net's dialect of it).

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace selvox::plugins::msd {

struct Description {
  std::map<std::filesystem::path, std::filesystem::path> labelOf;  // image -> label, absolute, normal form
  std::map<int, std::string> labelNames;
  std::vector<std::string> modalities;
  std::vector<std::string> problems;
};

// `present`: the files that are there, in normal form. Listed paths that lead out of `root` are refused.
[[nodiscard]] Description readDescription(const std::filesystem::path& root, const std::filesystem::path& file,
                                          const std::set<std::filesystem::path>& present);

}  // namespace selvox::plugins::msd
