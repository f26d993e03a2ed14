#pragma once
// A data set into a file of its own: new meta header, empty preamble, written like every other file of ours.

#include <filesystem>

#include "core/base/result.h"

class DcmFileFormat;

namespace selvox::plugins::dicom {

// In the transfer syntax the data set was read in (explicit VR little endian where it was made here).
[[nodiscard]] base::Status saveDicom(DcmFileFormat& file, const std::filesystem::path& path);

}  // namespace selvox::plugins::dicom
