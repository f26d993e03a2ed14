#pragma once
// Which files of a folder are channels of which case, and its label map.

#include "plugins/nnunet/dataset_json.h"

namespace selvox::plugins::nnunet {

struct Case {
  std::string name, set;                          // "liver_01", "Tr"
  std::map<int, std::filesystem::path> channels;  // by number
  std::filesystem::path label;                    // empty: none
};

struct Layout {
  std::vector<Case> cases;
  std::vector<std::filesystem::path> orphans, unnumbered,
      others;  // label maps without a case; images without a channel
};

// 0 no … 100 certain.
[[nodiscard]] int probe(const std::filesystem::path& folder);
[[nodiscard]] Layout arrange(const std::filesystem::path& root, const std::vector<std::filesystem::path>& files,
                             const Dataset& dataset);
// What the files and dataset.json say differently.
[[nodiscard]] std::vector<std::string> problems(const Layout& layout, const Dataset& dataset);

}  // namespace selvox::plugins::nnunet
