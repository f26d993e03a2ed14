#include "plugins/msd/layout.h"

#include <algorithm>
#include <set>

#include "core/base/file.h"
#include "plugins/msd/description.h"

namespace selvox::plugins::msd {
namespace {

using Path = std::filesystem::path;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool isFolder(const Path& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

bool isLabelWord(const std::string& stem) {
  const std::string word = lower(stem);
  return word == "label" || word == "labels" || word == "mask" || word == "seg" || word == "segmentation";
}

// The one image and the one label map of a folder that holds nothing else of the kind.
bool pairFolder(const Path& folder) {
  int images = 0, labels = 0, others = 0;
  std::error_code ignored;
  for (std::filesystem::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    if (ignored) return false;
    const std::string stem = niftiStem(entry->path());
    if (stem.empty()) continue;
    if (lower(stem) == "image")
      ++images;
    else if (isLabelWord(stem))
      ++labels;
    else
      ++others;
  }
  return images == 1 && labels == 1 && others == 0;
}

bool holdsNifti(const Path& folder) {
  std::error_code ignored;
  for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored))
    if (!niftiStem(entry->path()).empty()) return true;
  return false;
}

enum class Place { Image, Label, Outside };

Place placeOf(const Path& root, const Path& file) {
  const Path relative = file.lexically_relative(root);
  const std::string top = lower(base::utf8(*relative.begin()));
  const bool direct = std::distance(relative.begin(), relative.end()) == 2;
  if (direct && (top == "imagestr" || top == "imagests" || top == "images")) return Place::Image;
  if (direct && (top == "labelstr" || top == "labelsts" || top == "labels")) return Place::Label;
  if (std::distance(relative.begin(), relative.end()) == 1 && pairFolder(root)) {
    if (lower(niftiStem(file)) == "image") return Place::Image;
    if (isLabelWord(niftiStem(file))) return Place::Label;
  }
  return Place::Outside;
}

// nnU-Net numbers the channels of a case: case_0000, case_0001.
std::string withoutChannel(const std::string& stem) {
  if (stem.size() < 6 || stem[stem.size() - 5] != '_') return stem;
  const bool digits = std::all_of(stem.end() - 4, stem.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? stem.substr(0, stem.size() - 5) : stem;
}

struct Found {
  std::vector<Path> images;
  std::map<std::string, Path> labels;  // by "Tr/stem", so that training and test stay apart
  std::set<Path> all;
};

// "tr" of labelsTr, "ts" of imagesTs, "" of images.
std::string setOf(const Path& file) {
  const std::string folder = lower(base::utf8(file.parent_path().filename()));
  return folder.ends_with("tr") ? "tr" : folder.ends_with("ts") ? "ts" : "";
}

Path labelByName(const Found& found, const Path& image, bool pair) {
  if (pair && !found.labels.empty()) return found.labels.begin()->second;
  for (const std::string& stem : {niftiStem(image), withoutChannel(niftiStem(image))}) {
    const auto label = found.labels.find(setOf(image) + "/" + stem);
    if (label != found.labels.end()) return label->second;
  }
  return {};
}

Found gather(const Path& root, const std::vector<Path>& files, Layout& layout) {
  Found found;
  for (const Path& file : files) {
    found.all.insert(file.lexically_normal());
    const std::string stem = niftiStem(file);
    const Place place = stem.empty() ? Place::Outside : placeOf(root, file);
    if (place == Place::Image)
      found.images.push_back(file);
    else if (place == Place::Label)
      found.labels[setOf(file) + "/" + stem] = file;
    else if (file.filename() == "dataset.json" && file.parent_path().lexically_normal() == root.lexically_normal())
      layout.description = file;
    else
      layout.others[file] = stem.empty() ? "not an image of this dataset" : "";
  }
  return found;
}

}  // namespace

std::string niftiStem(const Path& file) {
  std::string name = base::utf8(file.filename());
  const std::string small = lower(name);
  for (const char* ending : {".nii.gz", ".nii"})
    if (small.ends_with(ending)) return name.substr(0, name.size() - std::string_view(ending).size());
  return {};
}

int probe(const Path& folder) {
  const bool training = isFolder(folder / "imagesTr");
  std::error_code ignored;
  if (training && std::filesystem::is_regular_file(folder / "dataset.json", ignored)) return 95;
  if (training && isFolder(folder / "labelsTr")) return 90;
  if (isFolder(folder / "images") && isFolder(folder / "labels") && holdsNifti(folder / "images")) return 80;
  return pairFolder(folder) ? 70 : 0;
}

Layout arrange(const Path& root, const std::vector<Path>& files) {
  Layout layout;
  const Found found = gather(root, files, layout);
  Description description;
  if (!layout.description.empty()) {
    description = readDescription(root, layout.description, found.all);
    layout.labelNames = description.labelNames;
    layout.modalities = description.modalities;
    layout.problems = description.problems;
  }
  const bool pair = pairFolder(root);
  std::set<Path> used;
  for (const Path& image : found.images) {
    Pair entry;
    entry.name = pair ? base::utf8(root.filename()) : niftiStem(image);
    entry.patient = pair ? entry.name : withoutChannel(entry.name);
    entry.image = image;
    const auto listed = description.labelOf.find(image.lexically_normal());
    entry.label = listed != description.labelOf.end() ? listed->second : labelByName(found, image, pair);
    if (!entry.label.empty()) used.insert(entry.label.lexically_normal());
    layout.pairs.push_back(std::move(entry));
  }
  for (const auto& [stem, label] : found.labels)
    if (!used.contains(label.lexically_normal())) layout.orphans.push_back(label);
  // A label that dataset.json names in an unusual place is a label, not a stray file.
  for (auto other = layout.others.begin(); other != layout.others.end();)
    other = used.contains(other->first.lexically_normal()) ? layout.others.erase(other) : std::next(other);
  std::sort(layout.pairs.begin(), layout.pairs.end(), [](const Pair& a, const Pair& b) { return a.image < b.image; });
  return layout;
}

}  // namespace selvox::plugins::msd
