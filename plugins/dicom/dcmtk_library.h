#pragma once
// DCMTK made ready once per process: log quiet, dictionary present, decoders registered.

#include <filesystem>
#include <string>

#include "core/base/result.h"

class DcmFileFormat;

namespace selvox::plugins::dicom {

// Errors when the data dictionary is missing (DCMDICTPATH): tags would have no names and no types.
[[nodiscard]] base::Status prepareDcmtk();

// Reads a file, with or without meta header. Values longer than 4 kB stay on disk until they are asked for.
[[nodiscard]] base::Status loadDicom(const std::filesystem::path& path, DcmFileFormat& file);

// The same up to the pixel data, which may be cut short or missing.
[[nodiscard]] base::Status loadUntilPixels(const std::filesystem::path& path, DcmFileFormat& file);

// A DICOM file by its first bytes: "DICM" at 128, or a data set that starts at byte 0.
enum class Start { Dicm, BareDataset, Nothing };
[[nodiscard]] Start startOf(const unsigned char* head, std::size_t bytes);

}  // namespace selvox::plugins::dicom
