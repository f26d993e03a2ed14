#include "core/base/words.h"

#include <algorithm>

namespace selvox::base {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string> pieces(std::string_view text, std::string_view separators) {
  std::vector<std::string> all;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    all.emplace_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return all;
}

}  // namespace selvox::base
