#include "plugins/bids/tables.h"

#include <algorithm>
#include <optional>

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "plugins/api/labels_table.h"

namespace selvox::plugins::bids {
namespace {

constexpr std::uint64_t kLargestTable = 16u << 20;
constexpr std::size_t kLongestValue = 40, kMostColumns = 60;

// Tabs divide, nothing is quoted (BIDS, "Tabular files").
std::vector<std::vector<std::string>> readRows(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> rows;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed)) return rows;
  const auto text = base::readFile(file, kLargestTable);
  if (!text) return rows;
  std::vector<std::string> row(1);
  for (std::size_t i = text->starts_with("\xef\xbb\xbf") ? 3 : 0; i <= text->size(); ++i) {
    const char c = i < text->size() ? (*text)[i] : '\n';
    if (c == '\t') {
      row.emplace_back();
    } else if (c == '\n') {
      if (row.size() > 1 || !row.front().empty()) rows.push_back(row);
      row.assign(1, "");
    } else if (c != '\r') {
      row.back() += c;
    }
  }
  return rows;
}

std::optional<std::size_t> columnOf(const std::vector<std::string>& head, const std::string& name) {
  const auto found = std::find(head.begin(), head.end(), name);
  return found == head.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - head.begin()));
}

}  // namespace

Participants readParticipants(const std::filesystem::path& file) {
  Participants result;
  const auto rows = readRows(file);
  if (rows.empty()) return result;
  const auto id = columnOf(rows[0], "participant_id");
  if (!id) return result;
  for (std::size_t c = 0; c < std::min(rows[0].size(), kMostColumns); ++c) {
    const std::string name = base::plainColumn(rows[0][c]);
    if (c == *id) continue;
    if (name.empty() || staysOutside(name)) {
      result.leftOut.push_back(name.empty() ? "(no name)" : name);
      continue;
    }
    result.kept.push_back(name);
    for (std::size_t r = 1; r < rows.size(); ++r) {
      if (c >= rows[r].size() || *id >= rows[r].size()) continue;
      const std::string& value = rows[r][c];
      if (!value.empty() && value != "n/a" && value.size() <= kLongestValue) result.columns[rows[r][*id]][name] = value;
    }
  }
  return result;
}

std::map<int, std::string> readLookUp(const std::filesystem::path& file) {
  std::map<int, std::string> names;
  const auto rows = readRows(file);
  if (rows.empty()) return names;
  const auto index = columnOf(rows[0], "index"), name = columnOf(rows[0], "name");
  if (!index || !name) return names;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    if (std::max(*index, *name) >= rows[r].size()) continue;
    const auto number = base::toInteger(rows[r][*index]);
    if (number && *number > 0 && *number <= 65535) names[static_cast<int>(*number)] = rows[r][*name];
  }
  return names;
}

}  // namespace selvox::plugins::bids
