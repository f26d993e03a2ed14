#include "plugins/itk_images/pairing.h"

#include "core/base/file.h"
#include "plugins/itk_images/header.h"

namespace selvox::plugins::itk_images {
namespace {

using Path = std::filesystem::path;

bool isMark(char c) {
  return c == '-' || c == '_' || c == '.' || c == ' ';
}

// The image called `rest`, else the only one whose name goes on after it, else the only one there.
Path imageOf(const std::string& rest, const std::vector<Path>& images) {
  std::vector<Path> longer;
  for (const Path& image : images) {
    const std::string stem = parse::lowered(stemOf(image));
    if (stem == rest) return image;
    if (!rest.empty() && stem.size() > rest.size() && stem.starts_with(rest) && isMark(stem[rest.size()]))
      longer.push_back(image);
  }
  if (longer.size() == 1) return longer.front();
  return longer.empty() && images.size() == 1 ? images.front() : Path();
}

}  // namespace

bool isLabelName(const Path& file, std::string& rest) {
  rest = parse::lowered(stemOf(file));
  const bool slicer = parse::lowered(base::utf8(file.filename())).ends_with(".seg.nrrd");
  for (const std::string word : {"labelmap", "labels", "label", "mask", "segmentation", "seg"}) {
    if (!rest.ends_with(word) || (rest.size() > word.size() && !isMark(rest[rest.size() - word.size() - 1]))) continue;
    rest.resize(rest.size() - word.size());
    while (!rest.empty() && isMark(rest.back())) rest.pop_back();
    return true;
  }
  return slicer;
}

Pairing pairLabels(const std::vector<Path>& files) {
  Pairing pairing;
  std::map<Path, std::vector<Path>> images;  // by folder
  std::string rest;
  for (const Path& file : files) {
    if (isLabelName(file, rest)) continue;
    images[file.parent_path()].push_back(file);
    pairing.labelsOf[file];
  }
  for (const Path& file : files) {
    if (!isLabelName(file, rest)) continue;
    const Path image = imageOf(rest, images[file.parent_path()]);
    if (image.empty())
      pairing.orphans.push_back(file);
    else
      pairing.labelsOf[image].push_back(file);
  }
  return pairing;
}

}  // namespace selvox::plugins::itk_images
