#pragma once
// Writes a volume as a DICOM series, one file a slice, explicit VR little endian. For generated scans: what is written
// here is read back by the importer voxel by voxel.

#include <filesystem>
#include <string>
#include <vector>

#include "core/volume/volume.h"

namespace selvox::plugins::dicom {

struct SeriesIdentity {
  std::string patientName, patientId;  // "Phantom^0001"
  std::string modality;                // "CT" or "MR"
  std::string description;
  std::string uidSeed;  // equal seeds give equal UIDs: the same series written twice is the same series
  double windowCentre = 40, windowWidth = 400;
};

// `volume`: int16 with integral scale 1 and any integral offset (the rescale intercept), one channel. File names follow
// no order. Returns the files in slice order.
[[nodiscard]] base::Result<std::vector<std::filesystem::path>> writeSeries(const std::filesystem::path& folder,
                                                                           const volume::Volume& volume,
                                                                           const SeriesIdentity& identity);

}  // namespace selvox::plugins::dicom
