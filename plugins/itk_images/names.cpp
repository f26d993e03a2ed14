#include "plugins/itk_images/names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace selvox::plugins {

std::string subjectOf(const std::string& stem) {
  if (!stem.starts_with("sub-")) return stem;
  return stem.substr(0, stem.find('_'));
}

std::string modalityOf(const std::string& stem) {
  static constexpr std::array<std::string_view, 18> kMr = {"mr",    "mri", "t1",     "t1w", "t2",      "t2w",
                                                           "flair", "adc", "dwi",    "pdw", "swi",     "t2star",
                                                           "bold",  "epi", "t1post", "t1c", "t2flair", "dir"};
  std::string word;
  const auto known = [&]() -> std::string {
    if (word == "ct") return "CT";
    if (word == "pt" || word == "pet") return "PT";
    return std::find(kMr.begin(), kMr.end(), word) != kMr.end() ? "MR" : "";
  };
  for (const char c : stem + "_") {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool capital = c >= 'A' && c <= 'Z';
    if (letter || capital) {
      word += capital ? static_cast<char>(c - 'A' + 'a') : c;
      continue;
    }
    if (std::string modality = known(); !modality.empty()) return modality;
    word.clear();
  }
  return "OT";
}

}  // namespace selvox::plugins
