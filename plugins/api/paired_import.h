#pragma once
// Images with the label maps that a layout says are theirs, read and handed on: what every importer of a layout does
// once it knows the pairs.

#include "core/ports/importer.h"
#include "plugins/api/image_reader.h"

namespace selvox::plugins {

struct PairedImage {
  struct Label {
    std::filesystem::path file;
    std::map<int, std::string> names;
  };
  ports::FoundSeries series;            // all but voxels and labels; `files` holds the image
  std::vector<Label> labels;            // may be none
  std::vector<std::string> modalities;  // of the volumes of a 4-D image; empty: the series' own
  const char* volumeKey = "channel";    // attribute that numbers the volumes; its first letter marks their names
};

// Importer::read of a layout: the first volume of the first file.
[[nodiscard]] base::Result<volume::Volume> firstVolume(const ImageReader& reader,
                                                       const std::vector<std::filesystem::path>& files);

// Every file named ends in one of the sink's states.
void importPairs(const std::vector<PairedImage>& pairs, const ImageReader& reader, ports::ImportSink& sink);

}  // namespace selvox::plugins
