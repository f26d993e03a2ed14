#include "plugins/nnunet/layout.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/text.h"
#include "plugins/api/image_names.h"

namespace selvox::plugins::nnunet {
namespace {

using Path = std::filesystem::path;

// "liver_01" and 3 of liver_01_0003; nothing without four digits behind a '_'.
std::optional<int> channelOf(const std::string& stem, std::string& name) {
  if (stem.size() < 6 || stem[stem.size() - 5] != '_') return std::nullopt;
  const std::string digits = stem.substr(stem.size() - 4);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  name = stem.substr(0, stem.size() - 5);
  return static_cast<int>(base::toInteger(digits).value_or(0));
}

// "Tr" of ROOT/imagesTr/a when `kind` is "images"; nothing elsewhere.
std::optional<std::string> setOf(const Path& root, const Path& file, const std::string& kind) {
  const Path below = file.lexically_relative(root);
  if (std::distance(below.begin(), below.end()) != 2) return std::nullopt;
  const std::string folder = base::utf8(*below.begin());
  if (!folder.starts_with(kind)) return std::nullopt;
  const std::string set = folder.substr(kind.size());
  return set == "Tr" || set == "Ts" || set == "Val" ? std::optional(set) : std::nullopt;
}

std::string shownList(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 5); ++i) text += (i > 0 ? ", " : "") + names[i];
  return names.size() > 5 ? text + ", …" : text;
}

bool firstImageIsNumbered(const Path& folder) {
  std::error_code ignored;
  std::string name;
  for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored))
    if (const std::string stem = imageStem(entry->path()); !stem.empty()) return channelOf(stem, name).has_value();
  return false;
}

}  // namespace

int probe(const Path& folder) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder / "imagesTr", ignored) ||
      !std::filesystem::is_regular_file(folder / "dataset.json", ignored))
    return 0;
  std::string why;
  const auto dataset = readDataset(folder / "dataset.json", why);
  if (!dataset) return 0;
  // Version 1 writes the Decathlon's description; there the numbers in the names decide.
  return dataset->second || firstImageIsNumbered(folder / "imagesTr") ? 100 : 0;
}

Layout arrange(const Path& root, const std::vector<Path>& files, const Dataset& dataset) {
  Layout layout;
  std::map<std::pair<std::string, std::string>, Case> cases;  // by set and name
  std::map<std::pair<std::string, std::string>, Path> labels;
  for (const Path& file : files) {
    const std::string stem = imageStem(file);
    const bool image =
        !stem.empty() && (dataset.fileEnding.empty() || base::utf8(file.filename()).ends_with(dataset.fileEnding));
    std::string name;
    if (const auto set = setOf(root, file, "images"); image && set) {
      const auto channel = channelOf(stem, name);
      if (!channel) {
        layout.unnumbered.push_back(file);
        continue;
      }
      Case& entry = cases[{*set, name}];
      entry.name = name;
      entry.set = *set;
      entry.channels[*channel] = file;
    } else if (const auto labelSet = setOf(root, file, "labels"); image && labelSet) {
      labels[{*labelSet, stem}] = file;
    } else if (file != root / "dataset.json") {
      layout.others.push_back(file);
    }
  }
  for (auto& [key, entry] : cases) {
    if (const auto label = labels.find(key); label != labels.end()) {
      entry.label = label->second;
      labels.erase(label);
    }
    layout.cases.push_back(std::move(entry));
  }
  for (const auto& [key, label] : labels) layout.orphans.push_back(label);
  return layout;
}

std::vector<std::string> problems(const Layout& layout, const Dataset& dataset) {
  std::vector<std::string> found, lacking, unlabelled;
  std::int64_t training = 0;
  for (const Case& entry : layout.cases) {
    for (const auto& [number, name] : dataset.channels)
      if (!entry.channels.contains(number)) lacking.push_back(entry.name + " (" + name + ")");
    if (entry.set != "Tr") continue;
    training += entry.label.empty() ? 0 : 1;
    if (entry.label.empty()) unlabelled.push_back(entry.name);
  }
  if (dataset.listsFiles)
    found.push_back("lists its images by path (\"dataset\"), which is not followed: names decided");
  if (!lacking.empty()) found.push_back("names channels that are not there: " + shownList(lacking));
  if (!unlabelled.empty())
    found.push_back("calls cases training cases that have no label map: " + shownList(unlabelled));
  if (dataset.training && *dataset.training != training)
    found.push_back("states " + std::to_string(*dataset.training) + " training cases, " + std::to_string(training) +
                    " are there");
  return found;
}

}  // namespace selvox::plugins::nnunet
