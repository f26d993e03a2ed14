#pragma once
// Endings of image files that importers of whole layouts know, and the reader for each.

#include <string>
#include <vector>

#include "plugins/api/image_reader.h"

namespace selvox::plugins {

// "case" of case.nii.gz, case.seg.nrrd and case.png; empty when the name is of no image.
[[nodiscard]] std::string imageStem(const std::filesystem::path& file);
// "NIfTI" of case.nii.gz, as catalog rows name formats; empty when the name is of no image.
[[nodiscard]] std::string imageFormat(const std::filesystem::path& file);

struct FormatReader {
  std::string format;  // as imageFormat() names it
  ImageReader read;
};
// Asks the reader of the file's format; a format without one is an error.
[[nodiscard]] ImageReader readerByFormat(std::vector<FormatReader> readers);

}  // namespace selvox::plugins
