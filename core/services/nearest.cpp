#include "core/services/nearest.h"

#include <algorithm>
#include <numeric>

namespace selvox::services {

namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::size_t editDistance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string> nearest(const std::string& wanted, std::vector<std::string> known, std::size_t count) {
  const std::string target = lower(wanted);
  std::sort(known.begin(), known.end());
  std::stable_sort(known.begin(), known.end(), [&](const auto& a, const auto& b) {
    return editDistance(target, lower(a)) < editDistance(target, lower(b));
  });
  if (known.size() > count) known.resize(count);
  return known;
}

base::Error unknownName(const std::string& kind, const std::string& wanted, const std::vector<std::string>& known,
                        const std::string& howToList) {
  std::string message = "There is no " + kind + " named '" + wanted + "'";
  if (known.empty()) {
    message += ", nor any other " + kind + " yet. " + howToList;
  } else {
    message += ". Nearest:";
    for (const auto& name : nearest(wanted, known)) message += (message.back() == ':' ? " " : ", ") + name;
    message += ". " + howToList;
  }
  return {base::ErrorCode::NotFound, message, {}};
}

}  // namespace selvox::services
