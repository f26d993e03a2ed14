#include "core/services/phantom.h"

#include <algorithm>
#include <cmath>

#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

struct Means {
  std::map<int, double> mean;
  std::map<int, std::int64_t> count;
};

Means means(const PhantomCase& made) {
  const auto image = volume::toFloat(made.image), labels = volume::toFloat(made.labels);
  Means result;
  for (std::size_t i = 0; i < image.size(); ++i) {
    result.mean[static_cast<int>(labels[i])] += image[i];
    ++result.count[static_cast<int>(labels[i])];
  }
  for (auto& [label, sum] : result.mean) sum /= static_cast<double>(result.count[label]);
  return result;
}

TEST(Phantom, IsAPureFunctionOfSeedAndNumber) {
  const auto one = makePhantom(PhantomModality::Mr, 3, 7), two = makePhantom(PhantomModality::Mr, 3, 7);
  EXPECT_EQ(one.image.data, two.image.data);
  EXPECT_EQ(one.labels.data, two.labels.data);
  EXPECT_NE(volume::voxelsHash(one.image), volume::voxelsHash(makePhantom(PhantomModality::Mr, 3, 8).image));
  EXPECT_NE(volume::voxelsHash(one.image), volume::voxelsHash(makePhantom(PhantomModality::Mr, 4, 7).image));
}

TEST(Phantom, EveryPatientHasEveryLabelInPlausibleSize) {
  for (int number = 1; number <= 12; ++number)
    for (const auto modality : {PhantomModality::Ct, PhantomModality::Mr}) {
      const auto made = makePhantom(modality, 1, number);
      EXPECT_EQ(made.image.extent, made.labels.extent);
      EXPECT_EQ(made.image.worldFromVoxel, made.labels.worldFromVoxel);
      const auto spacing = made.image.worldFromVoxel.spacing();
      const double millilitre = spacing[0] * spacing[1] * spacing[2] / 1000;
      auto counts = means(made).count;
      EXPECT_GT(static_cast<double>(counts[1]) * millilitre, 10) << number;  // liver
      EXPECT_LT(static_cast<double>(counts[1]) * millilitre, 60) << number;
      EXPECT_GT(static_cast<double>(counts[2]) * millilitre, 1) << number;  // kidneys
      EXPECT_GE(counts[3], 5) << number;                                    // lesion
      EXPECT_GT(counts[0], made.image.extent.voxels() / 2) << number;
    }
}

TEST(Phantom, CtIsInHounsfieldUnits) {
  const auto made = makePhantom(PhantomModality::Ct, 1, 1);
  EXPECT_EQ(made.image.offset, -1024);
  EXPECT_EQ(volume::orientationLetters(made.image.worldFromVoxel), "LPS");
  auto m = means(made).mean;
  EXPECT_GT(m[1], 40);
  EXPECT_LT(m[1], 140);
  EXPECT_LT(m[3], m[1]);  // lesions are darker than the liver
}

TEST(Phantom, MrVariesInGainBetweenPatientsAndIsStoredAsRas) {
  double least = 1e9, most = 0;
  for (int number = 1; number <= 8; ++number) {
    const auto made = makePhantom(PhantomModality::Mr, 1, number);
    EXPECT_EQ(volume::orientationLetters(made.image.worldFromVoxel), "RAS");
    const double liver = means(made).mean[1];
    least = std::min(least, liver);
    most = std::max(most, liver);
  }
  EXPECT_GT(most, 2 * least);
}

TEST(Phantom, T2ShowsTheSamePatientOnTheSameGridInOtherSignals) {
  for (int number = 1; number <= 4; ++number) {
    const auto t1 = makePhantom(PhantomModality::Mr, 1, number), t2 = makePhantom(PhantomModality::MrT2, 1, number);
    EXPECT_EQ(t1.image.worldFromVoxel, t2.image.worldFromVoxel);
    EXPECT_EQ(t1.labels.data, t2.labels.data);
    const auto first = means(t1).mean, second = means(t2).mean;
    EXPECT_GT(second.at(2), 1.5 * second.at(1)) << number;  // kidneys stand out of the liver
    EXPECT_GT(second.at(3), 1.3 * second.at(1)) << number;  // and lesions
    EXPECT_LT(first.at(2), 1.3 * first.at(1)) << number;    // where T1 shows both alike
  }
}

class BrickExporter final : public ports::Exporter {  // stands in for NIfTI
 public:
  [[nodiscard]] std::string id() const override { return "brick"; }
  base::Status write(const std::filesystem::path& file, const volume::Volume&) override {
    files.push_back(file);
    return {};
  }
  std::vector<std::filesystem::path> files;
};

TEST(Phantom, CohortDescribesItselfAsADecathlonFolder) {
  test::TemporaryFolder folder;
  BrickExporter nifti;
  int ct = 0;
  const auto dicom = [&](const std::filesystem::path&, const volume::Volume&, int) -> base::Status {
    ++ct;
    return {};
  };
  const auto cohort = writePhantomCohort(folder.path(), 3, 1, nifti, dicom, {});
  ASSERT_TRUE(cohort) << cohort.error().message;
  EXPECT_EQ(nifti.files.size(), 9u);
  const auto table = base::readFile(cohort->mrT2 / "labels.csv");
  ASSERT_TRUE(table);
  EXPECT_EQ(*table,
            "file,patient\nphantom_001_T2.nii.gz,phantom_001\nphantom_002_T2.nii.gz,phantom_002\n"
            "phantom_003_T2.nii.gz,phantom_003\n");
  EXPECT_EQ(ct, 1);
  const auto json = base::readJson(cohort->mr / "dataset.json");
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["training"].size(), 3u);
  EXPECT_EQ((*json)["labels"]["3"], "lesion");
  EXPECT_FALSE(writePhantomCohort(folder.path(), 0, 1, nifti, dicom, {}));
}

}  // namespace
}  // namespace selvox::services
