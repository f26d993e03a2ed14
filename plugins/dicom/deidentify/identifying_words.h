#pragma once
// What a file says of its patient and staff, word by word: attributes that may stay must not repeat it.

#include <set>
#include <string>
#include <vector>

class DcmItem;

namespace selvox::plugins::dicom {

class IdentifyingWords {
 public:
  // Names of persons and identifying numbers, at any depth.
  explicit IdentifyingWords(DcmItem& item);
  // Whether `value` holds one of the words as a word, or one of the numbers anywhere; case does not matter.
  [[nodiscard]] bool in(const std::string& value) const;

 private:
  void collect(DcmItem& item, int depth);
  std::set<std::string> words_;
  std::vector<std::string> numbers_;
};

}  // namespace selvox::plugins::dicom
