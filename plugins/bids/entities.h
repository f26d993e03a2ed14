#pragma once
// The parts of a BIDS file name: sub-01_ses-2_acq-low_T1w.

#include <map>
#include <string>

namespace selvox::plugins::bids {

struct Name {
  std::map<std::string, std::string> entities;  // "sub" -> "01"
  std::string suffix;                           // "T1w"; also of names that only look like BIDS ("seg-manual")
};

[[nodiscard]] Name parseName(const std::string& stem);

enum class Role { Image, Label, Probability };
// What a file below derivatives/ is, by its name: masks and segmentations are label maps.
[[nodiscard]] Role derivativeRole(const std::string& stem);

}  // namespace selvox::plugins::bids
