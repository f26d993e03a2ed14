#pragma once
// A made-up abdomen: body, liver with lesions and vessels, two kidneys, and unlabelled neighbours of like intensity
// (spleen, bowel, aorta, spine). Every patient differs in size, pose, shape, intensities and lesions; a case is a pure
// function of (seed, number, modality). For trying Selvox without data, and for tests; it is no medical image and
// proves nothing about one.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/services/workspace.h"
#include "core/volume/volume.h"

namespace selvox::services {

// MrT2 is registered with Mr: the same patient, pose and grid, other tissue signals, gain and noise.
enum class PhantomModality { Ct, Mr, MrT2 };

struct PhantomCase {
  volume::Volume image;   // int16; CT in HU with offset -1024, LPS axes; MR in units of its own, RAS axes
  volume::Volume labels;  // uint8 on the same grid
};
[[nodiscard]] PhantomCase makePhantom(PhantomModality modality, std::uint64_t seed, int number);

// 1 liver, 2 kidneys, 3 lesion
[[nodiscard]] std::map<int, std::string> phantomLabels();

// Writes one CT scan as DICOM files into a folder of its own.
using DicomSeriesWriter =
    std::function<base::Status(const std::filesystem::path& folder, const volume::Volume& volume, int number)>;

struct PhantomCohort {
  std::filesystem::path mr;    // MSD layout: dataset.json, imagesTr, labelsTr
  std::filesystem::path mrT2;  // NIfTI files and a labels.csv that names their patients, those of `mr`
  std::filesystem::path ct;    // one folder of DICOM files a patient
  int mrCases = 0, ctCases = 0;
};
// `cases` labelled MR patients, a registered second sequence of each without labels, and half as many CT patients
// without labels (other patients), in FOLDER/mr, FOLDER/mr-t2 and FOLDER/ct.
[[nodiscard]] base::Result<PhantomCohort> writePhantomCohort(const std::filesystem::path& folder, int cases,
                                                             std::uint64_t seed, ports::Exporter& nifti,
                                                             const DicomSeriesWriter& dicom, const Watch& watch);

}  // namespace selvox::services
