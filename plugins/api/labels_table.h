#pragma once
// labels.csv in a folder of images: one row a file, with its patient and its columns of classes (FOLDERS.md).

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace selvox::plugins {

struct TableRow {
  std::string patient, modality;               // empty: the table does not say
  std::map<std::string, std::string> columns;  // classes by name of the column
};

class LabelsTable {
 public:
  // Nothing when the file cannot be read or has no column "file".
  [[nodiscard]] static std::optional<LabelsTable> read(const std::filesystem::path& table);
  // Of a file below the table's folder; null when it has no row.
  [[nodiscard]] const TableRow* find(const std::filesystem::path& file) const;
  [[nodiscard]] const std::vector<std::string>& kept() const { return kept_; }
  [[nodiscard]] const std::vector<std::string>& leftOut() const { return leftOut_; }

 private:
  std::filesystem::path folder_;
  std::map<std::string, TableRow> rows_;  // by path below the folder, with '/'
  std::vector<std::string> kept_, leftOut_;
};

// The tables of all folders from `root` down to a file, each read once.
class LabelsTables {
 public:
  explicit LabelsTables(std::filesystem::path root) : root_(root.lexically_normal()) {}
  // The row in the nearest table that has one.
  [[nodiscard]] const TableRow* find(const std::filesystem::path& file);
  // For every table read so far: what became of its columns, in words.
  [[nodiscard]] std::vector<std::pair<std::filesystem::path, std::string>> remarks() const;

 private:
  std::filesystem::path root_;
  std::map<std::filesystem::path, std::optional<LabelsTable>> tables_;  // by folder; nothing: none there
};

// A column by this name (base::plainColumn) enters no workspace unasked: it may tell who somebody is, or holds dates.
[[nodiscard]] bool staysOutside(const std::string& column);

}  // namespace selvox::plugins
