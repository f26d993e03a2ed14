#pragma once
// Small DICOM slices made by DCMTK itself.

#include <string>

#include "core/volume/affine.h"
#include "tests/plugins/support.h"

namespace selvox::test {

struct SliceSpec {
  std::string patient = "DOE^JANE", patientId = "HOSP-4711", study = "1.2.3", series = "1.2.3.1", instance;
  int columns = 4, rows = 3, instanceNumber = 1, seriesNumber = 7;
  volume::Vec3 position{0, 0, 0}, alongRow{1, 0, 0}, alongColumn{0, 1, 0};
  double rowSpacing = 2, columnSpacing = 0.5, slope = 1, intercept = 0;
  std::string photometric = "MONOCHROME2", sequenceName;
  int bitsStored = 16, highBit = 15;
  bool isSigned = true;
  std::vector<int> values;  // columns * rows, row by row
};

void writeSlice(const Path& file, const SliceSpec& spec);

// RTSTRUCT of series 1.2.3.1 with one region, number 4, called "Lièvre" in Latin-1, of one contour: "x\\y\\z\\…".
void writeContours(const Path& file, const std::string& data, const std::string& type);

}  // namespace selvox::test
