// Every file of the odd and damaged sets, one at a time, against what reference readers made of it (MANIFEST.csv), and
// the whole folders at once: each file in exactly one state.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <sstream>

#include "core/base/text.h"
#include "core/services/import_volume.h"
#include "core/services/import_walk.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::Path;
using test::Recorder;

struct Line {
  std::string path, status, info, shape, type;
  std::optional<double> low, high;
};

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      found.emplace_back();
    else if (c != '\r')
      found.back() += c;
  }
  return found;
}

std::vector<Line> manifest(const Path& data, const std::string& folder) {
  std::vector<Line> lines;
  std::ifstream stream(data / "MANIFEST.csv");
  for (std::string text; std::getline(stream, text);) {
    if (!text.starts_with(folder + "/")) continue;
    const auto c = cells(text);
    if (c.size() >= 9) lines.push_back({c[0], c[3], c[4], c[5], c[6], base::toDouble(c[7]), base::toDouble(c[8])});
  }
  return lines;
}

// Files whose outcome differs from the reference reader's on purpose.
const std::map<std::string, std::string> kRefused = {
    {"bad_crc.nii.gz", "checksum"},  // the reader of the list does not reach the trailer
    {"constant_zero.nii.gz", "every voxel"},
    {"5D_small.nii", "vectors"},
    {"SC_rgb_jpeg.dcm", "damaged"},  // stray bytes in its header
    {"test.mgz", "MGH"},
    {"tiny.mnc", "MINC"},
    {"phantom_EPI_asc_CLEAR_2_1.PAR", "PAR/REC"}};

struct Outcome {
  std::vector<ports::FoundSeries> series;
  std::string reason;  // when there is none
};

Outcome importAlone(const test::Importers& importers, const Path& file) {
  Outcome outcome;
  const auto walk = services::walk({file}, importers.all(), {}, {});
  if (!walk) return {{}, walk.error().message};
  for (const auto& passed : walk->passedOver) outcome.reason = passed.reason;
  for (const auto& group : walk->groups) {
    Recorder seen = test::scan(*group.importer, group.root, group.files);
    for (const auto* list : {&seen.quarantined, &seen.skipped})
      for (const auto& [name, reason] : *list)
        if (name == file.filename().string()) outcome.reason = reason;
    for (auto& series : seen.series) {
      const std::string problem = services::imageProblem(series.volume);
      if (problem.empty())
        outcome.series.push_back(std::move(series));
      else
        outcome.reason = problem;
    }
  }
  return outcome;
}

struct Range {
  double low = INFINITY, high = -INFINITY;
};

// Stored values for DICOM (the list ignores the rescale), real ones for NIfTI, over all volumes of the file.
Range rangeOf(const Outcome& outcome, bool stored) {
  Range range;
  for (const auto& series : outcome.series) {
    const volume::Volume& v = series.volume;
    volume::withType(v.type, [&](auto zero) {
      for (const auto value : v.as<decltype(zero)>()) {
        const double real = stored ? static_cast<double>(value) : v.scale * static_cast<double>(value) + v.offset;
        if (!std::isfinite(real)) continue;
        range.low = std::min(range.low, real);
        range.high = std::max(range.high, real);
      }
    });
  }
  return range;
}

// Product of the numbers in "(3, 38, 24)": the voxels of the file.
std::int64_t voxelsOf(const std::string& shape) {
  std::int64_t product = 1;
  std::string digits;
  for (const char c : shape + ",") {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (!digits.empty())
      product *= std::stoll(digits), digits.clear();
  }
  return product;
}

bool valuesComparable(const Line& line, const Outcome& outcome) {
  if (!line.low || !line.high) return false;
  const auto note = outcome.series.front().attributes.find("note");
  const std::string text = note == outcome.series.front().attributes.end() ? "" : note->second;
  // Colours are converted, MONOCHROME1 is turned round, a wrong sign is put right: there the list holds other numbers.
  return text.find("RGB") == std::string::npos && text.find("MONOCHROME1") == std::string::npos &&
         text.find("signed values") == std::string::npos && line.info.find("JPEG-Baseline") == std::string::npos &&
         line.path.find("examples_palette") == std::string::npos &&
         // The reference reader swaps its 27 bytes wrongly; its little-endian twin holds 52 to 176, and so do we.
         line.path.find("SC_rgb_small_odd_big_endian") == std::string::npos;
}

void check(const test::Importers& importers, const Path& data, const Line& line) {
  SCOPED_TRACE(line.path);
  const Path file = data / line.path;
  const std::string name = file.filename().string();
  const Outcome outcome = importAlone(importers, file);
  std::cout << (outcome.series.empty() ? "refused   " : "imported  ") << line.path << "  "
            << (outcome.series.empty() ? outcome.reason : "") << "\n";
  if (const auto refused = kRefused.find(name); refused != kRefused.end()) {
    EXPECT_TRUE(outcome.series.empty());
    EXPECT_NE(outcome.reason.find(refused->second), std::string::npos) << outcome.reason;
    return;
  }
  if (outcome.series.empty()) {
    EXPECT_GT(outcome.reason.size(), 10u);
    const bool image = line.status == "ok" && (name.ends_with(".nii") || name.ends_with(".nii.gz"));
    EXPECT_FALSE(image) << "readable by the reference reader: " << outcome.reason;
    return;
  }
  // 53 and 55 decode here but not there; a JPEG of a file without meta header likewise.
  if (line.status != "ok") return;
  std::int64_t voxels = 0;
  for (const auto& series : outcome.series) voxels += series.volume.extent.voxels() * series.volume.channels;
  const bool expanded = outcome.series.front().volume.channels == 3 && line.shape.find(", 3)") == std::string::npos;
  if (line.type != "rgb") {
    EXPECT_EQ(voxels, voxelsOf(line.shape) * (expanded ? 3 : 1)) << line.shape;
  }
  if (!valuesComparable(line, outcome)) return;
  const Range range = rangeOf(outcome, line.path.starts_with("dicom_formats") && !name.ends_with(".nii.gz"));
  const double slack = 1e-6 * std::max(std::abs(*line.low), std::abs(*line.high));
  EXPECT_NEAR(range.low, *line.low, slack);
  EXPECT_NEAR(range.high, *line.high, slack);
}

void checkFolder(const std::string& folder) {
  SELVOX_NEEDS_DATA(folder);
  const test::Importers importers;
  const auto lines = manifest(data, folder);
  ASSERT_GT(lines.size(), 10u);
  for (const Line& line : lines) check(importers, data, line);
}

TEST(Manifest, CorruptDerived) {
  checkFolder("corrupt_derived");
}
TEST(Manifest, NiftiOdd) {
  checkFolder("nifti_odd");
}
TEST(Manifest, DicomFormats) {
  checkFolder("dicom_formats");
}

}  // namespace
}  // namespace selvox
