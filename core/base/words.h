#pragma once
// Text of settings taken apart, such as "whole=1+2, core=2".

#include <string>
#include <string_view>
#include <vector>

namespace selvox::base {

[[nodiscard]] std::string_view trimmed(std::string_view text);  // without blanks at both ends
// What stands between any of the separators, trimmed; empty pieces are kept, so "" has one.
[[nodiscard]] std::vector<std::string> pieces(std::string_view text, std::string_view separators);

}  // namespace selvox::base
