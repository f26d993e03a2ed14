#include "plugins/api/names.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/base/file.h"

namespace selvox::plugins {
namespace {

using Path = std::filesystem::path;

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool isWordPart(char c) {
  return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

std::string lowered(std::string_view text) {
  std::string result;
  for (const char c : text) result += lower(c);
  return result;
}

std::vector<std::string> wordsOf(const std::string& stem) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : stem + "_") {
    if (isWordPart(c)) {
      word += lower(c);
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

// Word -> MR sequence. Words that only say "MR" have none.
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kMr{
    {{"mr", ""},         {"mri", ""},           {"t1", "T1"},   {"t1w", "T1"},  {"t1post", "T1C"}, {"t1c", "T1C"},
     {"t1ce", "T1C"},    {"t1gd", "T1C"},       {"t2", "T2"},   {"t2w", "T2"},  {"t2star", "T2*"}, {"t2starw", "T2*"},
     {"flair", "FLAIR"}, {"t2flair", "FLAIR"},  {"pd", "PD"},   {"pdw", "PD"},  {"adc", "ADC"},    {"dwi", "DWI"},
     {"swi", "SWI"},     {"bold", "BOLD"},      {"epi", "EPI"}, {"dir", "DIR"}, {"dce", "DCE"},    {"asl", "ASL"},
     {"mra", "MRA"},     {"mp2rage", "MP2RAGE"}}};

const std::pair<std::string_view, std::string_view>* mrWord(const std::string& word) {
  for (const auto& entry : kMr) {
    if (entry.first == word) return &entry;
  }
  return nullptr;
}

}  // namespace

std::size_t patientPrefix(std::string_view text) {
  const std::string low = lowered(text);
  const auto ends = [&](std::size_t at) { return at == low.size() || !isWordPart(low[at]); };
  if (low.starts_with("sub-")) {  // BIDS: any letters and digits
    std::size_t at = 4;
    while (at < low.size() && isWordPart(low[at])) ++at;
    return at > 4 ? at : 0;
  }
  for (const std::string_view word : {"patient", "subject", "subj", "sub", "pat"}) {
    if (!low.starts_with(word)) continue;
    std::size_t at = word.size();
    if (at < low.size() && (low[at] == '-' || low[at] == '_' || low[at] == ' ')) ++at;
    const std::size_t first = at;
    while (at < low.size() && isDigit(low[at])) ++at;
    if (at > first && ends(at)) return at;
  }
  return 0;
}

std::string patientOf(const Path& root, const Path& file, const std::string& stem) {
  const Path top = root.lexically_normal(), below = file.parent_path().lexically_normal().lexically_relative(top);
  std::vector<std::string> folders;
  if (!root.empty()) folders.push_back(base::utf8(top.filename()));
  for (const Path& part : below) folders.push_back(base::utf8(part));
  for (const std::string& name : folders) {
    if (const std::size_t length = patientPrefix(name); length > 0 && length == name.size()) return name;
  }
  return stem.substr(0, patientPrefix(stem));
}

std::string modalityOf(const std::string& stem) {
  for (const std::string& word : wordsOf(stem)) {
    if (word == "ct") return "CT";
    if (word == "pt" || word == "pet") return "PT";
    if (mrWord(word) != nullptr && word != "pd") return "MR";  // "pd" alone names too many other things
  }
  return "OT";
}

std::string sequenceOf(const std::string& stem) {
  if (modalityOf(stem) != "MR") return {};
  const bool bids = stem.starts_with("sub-");
  std::string found;
  for (const std::string& word : wordsOf(stem)) {
    const auto* entry = mrWord(word);
    if (entry == nullptr || entry->second.empty()) continue;
    if (!bids) return std::string(entry->second);
    found = entry->second;
  }
  return found;
}

bool namesHead(const std::string& stem) {
  constexpr std::array<std::string_view, 6> kHead{"head", "brain", "t1w", "mprage", "mp2rage", "skull"};
  for (const std::string& word : wordsOf(stem))
    if (std::find(kHead.begin(), kHead.end(), word) != kHead.end()) return true;
  return false;
}

}  // namespace selvox::plugins
