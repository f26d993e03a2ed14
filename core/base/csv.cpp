#include "core/base/csv.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace selvox::base {
namespace {

constexpr std::size_t kLongestColumn = 40;

char separatorOf(const std::string& text) {
  const std::string_view line = std::string_view(text).substr(0, text.find('\n'));
  char best = ',';
  for (const char c : {';', '\t'})
    if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), best)) best = c;
  return best;
}

class CsvReader {
 public:
  explicit CsvReader(const std::string& text) : text_(text), separator_(separatorOf(text)) {}

  std::vector<std::vector<std::string>> read() {
    for (std::size_t i = text_.starts_with("\xef\xbb\xbf") ? 3 : 0; i < text_.size(); ++i) {
      if (quoted_) {
        inQuotes(i);
      } else {
        outside(text_[i]);
      }
    }
    endRow();
    return std::move(rows_);
  }

 private:
  void inQuotes(std::size_t& i) {
    if (text_[i] != '"') {
      field_ += text_[i];
    } else if (i + 1 < text_.size() && text_[i + 1] == '"') {
      field_ += text_[++i];
    } else {
      quoted_ = false;
    }
  }

  void outside(char c) {
    any_ = any_ || (c != '\r' && c != '\n');
    if (c == '"')
      quoted_ = true;
    else if (c == separator_)
      row_.push_back(std::exchange(field_, {}));
    else if (c == '\n')
      endRow();
    else if (c != '\r')
      field_ += c;
  }

  void endRow() {
    row_.push_back(std::exchange(field_, {}));
    if (any_) rows_.push_back(std::move(row_));
    row_.clear();
    any_ = false;
  }

  const std::string& text_;
  char separator_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> row_;
  std::string field_;
  bool quoted_ = false, any_ = false;
};

}  // namespace

std::vector<std::vector<std::string>> parseCsv(const std::string& text) {
  return CsvReader(text).read();
}

std::string plainColumn(const std::string& heading) {
  std::string name;
  for (const char c : heading) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9'))
      name += low;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  name = name.substr(0, kLongestColumn);
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name;
}

bool mayIdentify(const std::string& column) {
  static constexpr std::array<std::string_view, 13> kParts{"name", "birth",  "dob",    "address", "phone",
                                                           "mail", "mrn",    "zip",    "postal",  "insurance",
                                                           "note", "report", "comment"};
  if (column == "id" || column.ends_with("_id") || column.starts_with("id_")) return true;
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return column.find(part) != std::string::npos; });
}

}  // namespace selvox::base
