#include "plugins/bids/tree.h"

#include <algorithm>
#include <array>

#include "core/base/file.h"
#include "core/base/json.h"
#include "plugins/api/image_names.h"

namespace selvox::plugins::bids {
namespace {

using Path = std::filesystem::path;

constexpr std::array kDatatypes = {"anat", "func", "dwi", "fmap", "perf", "pet", "ct", "micr", "mrs"};
// Entities that tell a derivative from its source, not one scan from another.
constexpr std::array kDerived = {"space", "desc", "label", "res", "den", "hemi", "atlas", "seg", "from", "to"};

bool isDatatype(const std::string& name) {
  return std::find(kDatatypes.begin(), kDatatypes.end(), name) != kDatatypes.end();
}

std::vector<Path> foldersIn(const Path& folder) {
  std::vector<Path> found;
  std::error_code ignored;
  for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored))
    if (entry->is_directory(ignored)) found.push_back(entry->path());
  std::sort(found.begin(), found.end());
  return found;
}

bool holdsDatatypes(const Path& subject) {
  for (const Path& folder : foldersIn(subject)) {
    const std::string name = base::utf8(folder.filename());
    if (isDatatype(name)) return true;
    if (!name.starts_with("ses-")) continue;
    for (const Path& inner : foldersIn(folder))
      if (isDatatype(base::utf8(inner.filename()))) return true;
  }
  return false;
}

// Why a file that is no image is passed over.
std::string whatIs(const std::string& name, const std::string& top) {
  const auto ends = [&](const char* ending) { return name.ends_with(ending); };
  if (ends(".json")) return "a sidecar of BIDS: settings of an acquisition or a description, no image; not read";
  if (ends(".bval") || ends(".bvec")) return "diffusion directions or values, no image";
  if (ends(".tsv") || ends(".tsv.gz")) return "a table of the tree, no image";
  if (top == "sourcedata" || top == "code" || top == "stimuli" || top == "phenotype")
    return "lies below " + top + "/, outside the scans of the tree: import it on its own";
  return "no image of the tree";
}

std::map<std::string, std::string> scanEntities(const Name& name) {
  auto entities = name.entities;
  for (const char* derived : kDerived) entities.erase(derived);
  return entities;
}

// The image whose whole name the label map's continues, else the one with its entities: T1w before others.
Image* sourceOf(const std::string& stem, std::vector<Image>& images, std::string& why) {
  Image* longest = nullptr;
  for (Image& image : images)
    if (stem.starts_with(image.stem + "_") && (longest == nullptr || image.stem.size() > longest->stem.size()))
      longest = &image;
  if (longest != nullptr) return longest;
  const auto wanted = scanEntities(parseName(stem));
  std::vector<Image*> fitting;
  for (Image& image : images)
    if (scanEntities(image.name) == wanted) fitting.push_back(&image);
  for (Image* image : fitting)
    if (image->name.suffix == "T1w") return image;
  if (fitting.size() == 1) return fitting.front();
  why = fitting.empty()
            ? "a label map without its scan in this tree: no image has its subject, session and other parts of its name"
            : "a label map of one of " + std::to_string(fitting.size()) +
                  " scans: its name does not say of which (none is T1w); rename it to the scan's name with _dseg or "
                  "_mask behind";
  return nullptr;
}

// Below ROOT[/derivatives/PIPELINE] a scan lies in sub-XX[/ses-YY]/datatype.
std::string datatypeOf(const Path& below) {
  std::string found;
  for (const Path& part : below.parent_path())
    if (const std::string name = base::utf8(part); !name.starts_with("sub-") && !name.starts_with("ses-")) found = name;
  return found;
}

}  // namespace

int probe(const Path& folder) {
  std::vector<Path> subjects;
  for (const Path& inner : foldersIn(folder))
    if (base::utf8(inner.filename()).starts_with("sub-")) subjects.push_back(inner);
  if (subjects.empty()) return 0;
  const bool typed = std::any_of(subjects.begin(), subjects.end(), holdsDatatypes);
  std::error_code ignored;
  const Path description = folder / "dataset_description.json";
  if (std::filesystem::is_regular_file(description, ignored)) {
    const auto json = base::readJson(description);
    if (json && json->is_object() && json->contains("BIDSVersion")) return 100;
  }
  return typed ? 85 : 0;
}

Tree arrange(const Path& root, const std::vector<Path>& files) {
  Tree tree;
  std::vector<Path> labels;
  for (const Path& file : files) {
    const Path below = file.lexically_relative(root);
    const std::string name = base::utf8(file.filename()), stem = imageStem(file), top = base::utf8(*below.begin());
    const bool raw = top.starts_with("sub-"), derived = top == "derivatives";
    if (stem.empty() || (!raw && !derived)) {
      tree.others[file] = whatIs(name, top);
    } else if (raw && derivativeRole(stem) == Role::Image) {
      tree.images.push_back({file, stem, datatypeOf(below), parseName(stem), {}});
    } else if (derivativeRole(stem) == Role::Label) {
      labels.push_back(file);
    } else if (derivativeRole(stem) == Role::Probability) {
      tree.others[file] = "probabilities of a tissue, no label map";
    } else {
      tree.others[file] = "an image that a pipeline made of the scans: import its folder on its own to use it";
    }
  }
  std::string why;
  for (const Path& label : labels) {
    if (Image* image = sourceOf(imageStem(label), tree.images, why))
      image->labels.push_back(label);
    else
      tree.orphans[label] = why;
  }
  return tree;
}

}  // namespace selvox::plugins::bids
