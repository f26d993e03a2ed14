// Writing a cohort of phantoms to disk: phantom.h.

#include <cstdio>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/services/phantom.h"

namespace selvox::services {

namespace {

std::string caseName(int number) {
  const auto digits = std::to_string(number);
  return "phantom_" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

base::Status makeFolders(const std::vector<std::filesystem::path>& folders) {
  for (const auto& folder : folders) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
      return base::fail(base::ErrorCode::Io,
                        "Cannot make the folder " + base::utf8(folder) + ": " + failed.message() + ".");
  }
  return {};
}

base::Json describeMsd(int cases) {
  base::Json labels = {{"0", "background"}}, training = base::Json::array();
  for (const auto& [number, name] : phantomLabels()) labels[std::to_string(number)] = name;
  for (int number = 1; number <= cases; ++number)
    training.push_back({{"image", "./imagesTr/" + caseName(number) + ".nii.gz"},
                        {"label", "./labelsTr/" + caseName(number) + ".nii.gz"}});
  return {{"name", "Phantom"},
          {"description", "Generated shapes, no patients"},
          {"tensorImageSize", "3D"},
          {"modality", {{"0", "MRI"}}},
          {"labels", std::move(labels)},
          {"numTraining", cases},
          {"numTest", 0},
          {"training", std::move(training)},
          {"test", base::Json::array()}};
}

std::string t2Name(int number) {
  return caseName(number) + "_T2.nii.gz";
}

// Says whose the second scans are (plugins/api/FOLDERS.md).
std::string t2Table(int cases) {
  std::string table = "file,patient\n";
  for (int number = 1; number <= cases; ++number) table += t2Name(number) + "," + caseName(number) + "\n";
  return table;
}

}  // namespace

base::Result<PhantomCohort> writePhantomCohort(const std::filesystem::path& folder, int cases, std::uint64_t seed,
                                               ports::Exporter& nifti, const DicomSeriesWriter& dicom,
                                               const Watch& watch) {
  if (cases < 1 || cases > 10000)
    return base::fail(base::ErrorCode::InvalidArgument, "A phantom cohort has 1 to 10000 cases.");
  PhantomCohort cohort{folder / "mr", folder / "mr-t2", folder / "ct", cases, cases / 2};
  SELVOX_CHECK(makeFolders({cohort.mr / "imagesTr", cohort.mr / "labelsTr", cohort.mrT2, cohort.ct}));
  const int total = cohort.mrCases + cohort.ctCases;
  for (int number = 1; number <= cohort.mrCases; ++number) {
    SELVOX_CHECK(watch.check());
    watch.tell("Drawing phantoms", number - 1, total, caseName(number));
    const auto made = makePhantom(PhantomModality::Mr, seed, number);
    const auto name = base::pathFromUtf8(caseName(number) + ".nii.gz");
    SELVOX_CHECK(nifti.write(cohort.mr / "imagesTr" / name, made.image));
    SELVOX_CHECK(nifti.write(cohort.mr / "labelsTr" / name, made.labels));
    SELVOX_CHECK(nifti.write(cohort.mrT2 / base::pathFromUtf8(t2Name(number)),
                             makePhantom(PhantomModality::MrT2, seed, number).image));
  }
  for (int number = 1; number <= cohort.ctCases; ++number) {
    SELVOX_CHECK(watch.check());
    watch.tell("Drawing phantoms", cohort.mrCases + number - 1, total, "CT " + std::to_string(number));
    SELVOX_CHECK(dicom(cohort.ct / base::pathFromUtf8("patient-" + std::to_string(number)),
                       makePhantom(PhantomModality::Ct, seed, number).image, number));
  }
  SELVOX_CHECK(base::writeFile(cohort.mrT2 / "labels.csv", t2Table(cases)));
  SELVOX_CHECK(base::writeJson(cohort.mr / "dataset.json", describeMsd(cases)));
  watch.tell("Drawing phantoms", total, total);
  return cohort;
}

}  // namespace selvox::services
