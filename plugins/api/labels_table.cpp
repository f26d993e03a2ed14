#include "plugins/api/labels_table.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/csv.h"
#include "core/base/file.h"
#include "core/base/words.h"

namespace selvox::plugins {
namespace {

using Path = std::filesystem::path;

constexpr std::size_t kLargestTable = 64u << 20;  // bytes
constexpr std::size_t kMostClasses = 100, kLongestValue = 40;

template <std::size_t N>
bool isOneOf(const std::string& name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 5> kFile{"file", "filename", "file_name", "path", "image"};
constexpr std::array<std::string_view, 7> kPatient{"patient",    "patient_id",     "patientid", "subject",
                                                   "subject_id", "participant_id", "pid"};

std::string withSlashes(const Path& path) {
  const auto text = path.lexically_normal().generic_u8string();
  return {text.begin(), text.end()};
}

// "./a\b.png" -> "a/b.png"
std::string plainPath(std::string text) {
  std::replace(text.begin(), text.end(), '\\', '/');
  return withSlashes(base::pathFromUtf8(text));
}

bool isModality(const std::string& text) {
  return text.size() >= 2 && text.size() <= 16 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Short values that repeat: at most 100 of them, each on two rows on average.
bool holdsClasses(const std::vector<std::vector<std::string>>& rows, std::size_t column) {
  std::set<std::string> values;
  std::size_t filled = 0;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const std::string value = column < rows[r].size() ? std::string(base::trimmed(rows[r][column])) : "";
    if (value.empty()) continue;
    if (value.size() > kLongestValue) return false;
    ++filled;
    values.insert(value);
  }
  return !values.empty() && values.size() <= kMostClasses && filled >= 2 * values.size();
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

bool staysOutside(const std::string& column) {
  return base::mayIdentify(column) || column.find("date") != std::string::npos;
}

std::optional<LabelsTable> LabelsTable::read(const Path& table) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(table, failed) || std::filesystem::file_size(table, failed) > kLargestTable)
    return std::nullopt;
  std::ifstream stream(table, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  const auto rows = base::parseCsv(text);
  if (rows.empty()) return std::nullopt;
  LabelsTable result;
  result.folder_ = table.parent_path().lexically_normal();
  std::vector<std::string> names;
  std::size_t file = rows[0].size(), patient = file, modality = file;
  std::vector<std::size_t> classes;
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    names.push_back(base::plainColumn(rows[0][c]));
    if (file == rows[0].size() && isOneOf(names[c], kFile))
      file = c;
    else if (patient == rows[0].size() && isOneOf(names[c], kPatient))
      patient = c;
    else if (names[c] == "modality")
      modality = c;
    else if (!names[c].empty() && !staysOutside(names[c]) && holdsClasses(rows, c))
      classes.push_back(c), result.kept_.push_back(names[c]);
    else
      result.leftOut_.push_back(names[c].empty() ? "(no name)" : names[c]);
  }
  if (file == rows[0].size()) return std::nullopt;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const auto value = [&](std::size_t c) {
      return std::string(c < rows[r].size() ? base::trimmed(rows[r][c]) : std::string_view());
    };
    if (value(file).empty()) continue;
    TableRow& row = result.rows_[plainPath(value(file))];
    row.patient = value(patient);
    if (isModality(value(modality))) row.modality = value(modality);
    for (const std::size_t c : classes)
      if (!value(c).empty()) row.columns[names[c]] = value(c);
  }
  return result;
}

const TableRow* LabelsTable::find(const Path& file) const {
  const auto found = rows_.find(withSlashes(file.lexically_normal().lexically_relative(folder_)));
  return found == rows_.end() ? nullptr : &found->second;
}

const TableRow* LabelsTables::find(const Path& file) {
  for (Path folder = file.parent_path().lexically_normal(); !folder.empty(); folder = folder.parent_path()) {
    auto known = tables_.find(folder);
    if (known == tables_.end()) known = tables_.emplace(folder, LabelsTable::read(folder / "labels.csv")).first;
    if (known->second)
      if (const TableRow* row = known->second->find(file)) return row;
    if (folder == root_ || root_.empty() || folder == folder.parent_path()) break;
  }
  return nullptr;
}

std::vector<std::pair<Path, std::string>> LabelsTables::remarks() const {
  std::vector<std::pair<Path, std::string>> result;
  for (const auto& [folder, table] : tables_) {
    if (!table) continue;
    std::string text = table->kept().empty() ? "no column of it was kept" : "columns kept: " + joined(table->kept());
    if (!table->leftOut().empty())
      text += "; left out, for they hold no classes or may name people: " + joined(table->leftOut());
    result.emplace_back(folder / "labels.csv", text);
  }
  return result;
}

}  // namespace selvox::plugins
