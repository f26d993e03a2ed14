// Real series against ITK's GDCM reader: voxel by voxel and corner by corner.

#include <algorithm>

#include <itkGDCMImageIO.h>
#include <itkImage.h>
#include <itkImageSeriesReader.h>

#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::Path;
using test::Recorder;
using ItkImage = itk::Image<float, 3>;

ItkImage::Pointer readByItk(const std::vector<Path>& files) {
  std::vector<std::string> names;
  for (const Path& file : files) names.push_back(file.string());
  const auto reader = itk::ImageSeriesReader<ItkImage>::New();
  reader->SetImageIO(itk::GDCMImageIO::New());
  reader->SetFileNames(names);
  reader->Update();
  return reader->GetOutput();
}

// The order comes from us; that it is the right one shows in the positions that ITK reads from each file.
void compare(const ports::FoundSeries& series) {
  const volume::Volume& v = series.volume;
  const auto itk = readByItk(series.files);
  const auto size = itk->GetLargestPossibleRegion().GetSize();
  ASSERT_EQ(v.extent, (volume::Extent{static_cast<std::int64_t>(size[0]), static_cast<std::int64_t>(size[1]),
                                      static_cast<std::int64_t>(size[2])}));
  const float* wanted = itk->GetBufferPointer();
  std::size_t different = 0, i = 0;
  for (std::int64_t z = 0; z < v.extent.z; ++z)
    for (std::int64_t y = 0; y < v.extent.y; ++y)
      for (std::int64_t x = 0; x < v.extent.x; ++x) different += static_cast<float>(v.valueAt(x, y, z)) != wanted[i++];
  EXPECT_EQ(different, 0u);
  for (int corner = 0; corner < 8; ++corner) {
    const volume::Vec3 voxel{corner & 1 ? static_cast<double>(v.extent.x - 1) : 0,
                             corner & 2 ? static_cast<double>(v.extent.y - 1) : 0,
                             corner & 4 ? static_cast<double>(v.extent.z - 1) : 0};
    ItkImage::PointType point;
    itk->TransformIndexToPhysicalPoint(
        ItkImage::IndexType{{static_cast<long>(voxel[0]), static_cast<long>(voxel[1]), static_cast<long>(voxel[2])}},
        point);
    const volume::Vec3 ours = v.worldFromVoxel.apply(voxel);
    for (unsigned axis = 0; axis < 3; ++axis) EXPECT_NEAR(ours[axis], point[axis], 0.01) << "corner " << corner;
  }
}

// Every slice lies where its own file says.
void expectSlicesInPlace(const ports::FoundSeries& series) {
  for (std::size_t k = 0; k < series.files.size(); ++k) {
    const auto io = itk::GDCMImageIO::New();
    io->SetFileName(series.files[k].string());
    io->ReadImageInformation();
    const volume::Vec3 ours = series.volume.worldFromVoxel.apply({0, 0, static_cast<double>(k)});
    for (unsigned axis = 0; axis < 3; ++axis) EXPECT_NEAR(ours[axis], io->GetOrigin(axis), 0.02) << k;
  }
}

Recorder importDicom(const Path& folder) {
  const auto importer = plugins::makeDicomImporter();
  std::vector<Path> files;
  for (const Path& file : test::filesBelow(folder))
    if (file.extension() == ".dcm") files.push_back(file);
  return test::scan(*importer, folder, files);
}

TEST(DicomReal, ChestCtEqualsItk) {
  SELVOX_NEEDS_DATA("ct_lidc_series");
  const Recorder seen = importDicom(data / "ct_lidc_series");
  EXPECT_TRUE(seen.quarantined.empty());
  ASSERT_EQ(seen.series.size(), 1u);
  const auto& series = seen.series[0];
  EXPECT_EQ(series.volume.extent, (volume::Extent{512, 512, 80}));
  EXPECT_EQ(series.volume.type, volume::VoxelType::UInt16);
  EXPECT_EQ(series.volume.offset, -1000);
  EXPECT_NEAR(series.volume.worldFromVoxel.spacing()[2], 1.0, 1e-6);
  EXPECT_FALSE(std::is_sorted(series.files.begin(), series.files.end()));  // names are not the order
  compare(series);
  expectSlicesInPlace(series);
}

TEST(DicomReal, ProstateStudyEqualsItk) {
  SELVOX_NEEDS_DATA("mr_prostatex_study");
  const Recorder seen = importDicom(data / "mr_prostatex_study");
  EXPECT_TRUE(seen.quarantined.empty());
  ASSERT_EQ(seen.series.size(), 7u);  // five series, the diffusion one holds three b values
  std::set<std::string> bValues;
  std::size_t files = 0;
  for (const auto& series : seen.series) {
    EXPECT_EQ(series.files.size(), 19u);
    files += series.files.size();
    if (series.attributes.at("series_number") == "6") bValues.insert(series.attributes.at("b_value"));
    compare(series);
    expectSlicesInPlace(series);
  }
  EXPECT_EQ(files, 133u);
  EXPECT_EQ(bValues, (std::set<std::string>{"50", "400", "800"}));
}

TEST(DicomReal, ShuffledFileNamesGiveTheSameVolume) {
  SELVOX_NEEDS_DATA("ct_lidc_series");
  const test::TemporaryFolder folder;
  std::vector<Path> files;
  for (const Path& file : test::filesBelow(data / "ct_lidc_series"))
    if (file.extension() == ".dcm" && files.size() < 80) files.push_back(file);
  std::size_t count = 0;
  for (const Path& file : files) {
    const std::size_t number = (++count * 31) % 83;  // each once: 83 is prime
    std::filesystem::create_symlink(file, folder / (std::to_string(number) + ".ima"));
  }
  const auto importer = plugins::makeDicomImporter();
  const auto first = importer->read(files);
  const auto second = importer->read(test::filesBelow(folder.path()));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->data, second->data);
  EXPECT_EQ(first->worldFromVoxel, second->worldFromVoxel);
}

TEST(DicomReal, EncodingsOfOneImageAgree) {
  SELVOX_NEEDS_DATA("dicom_formats/transfer_syntaxes");
  const auto importer = plugins::makeDicomImporter();
  std::map<std::string, volume::Volume> images;
  for (const Path& file : test::filesBelow(data / "dicom_formats/transfer_syntaxes")) {
    auto image = importer->read({file});
    const std::string name = file.stem().string();
    ASSERT_TRUE(image) << name << ": " << image.error().message;
    images[name.substr(name.find("_1.2.840.10008.1.2") + 18)] = std::move(*image);
  }
  const volume::Volume& plain = images.at(".1");
  const auto difference = [&](const std::string& syntax) {
    double most = 0;
    for (std::int64_t y = 0; y < 512; ++y)
      for (std::int64_t x = 0; x < 512; ++x) {
        if (plain.valueAt(x, y, 0) < -2000) continue;  // padding outside the scan circle
        most = std::max(most, std::abs(images.at(syntax).valueAt(x, y, 0) - plain.valueAt(x, y, 0)));
      }
    return most;
  };
  for (const char* lossless : {".2", ".1.99", ".5", ".4.57", ".4.70", ".4.80", ".4.90"})
    EXPECT_EQ(difference(lossless), 0) << lossless;
  EXPECT_LE(difference(".4.81"), 1);
  EXPECT_LE(difference(".4.91"), 5);
  // 53 and 55 are retired progressive encodings; DCMTK decodes them like 51.
  for (const char* extended : {".4.51", ".4.53", ".4.55"}) EXPECT_LE(difference(extended), 36.5) << extended;
  EXPECT_LE(difference(".4.50"), 65);
}

TEST(DicomReal, EnhancedFramesEqualTheirNiftiTwins) {
  SELVOX_NEEDS_DATA("dicom_formats/enhanced_mr/philips_balls");
  const Path folder = data / "dicom_formats/enhanced_mr/philips_balls";
  const auto dicom = plugins::makeDicomImporter();
  for (const char* name : {"T1", "T2", "T2-interleaved", "T2_"}) {
    Recorder seen = test::scan(*dicom, folder, {folder / (std::string(name) + ".dcm")});
    const auto twins = plugins::niftiReader()(folder / "nifti" / (std::string(name) + ".nii.gz"));
    ASSERT_TRUE(twins);
    ASSERT_EQ(seen.series.size(), twins->size()) << name;
    for (std::size_t i = 0; i < twins->size(); ++i) {
      const volume::Volume ours = volume::orientToLps(std::move(seen.series[i].volume));
      const volume::Volume twin = volume::orientToLps(std::move((*twins)[i]));
      ASSERT_EQ(ours.extent, twin.extent);
      std::size_t different = 0;
      for (std::int64_t z = 0; z < ours.extent.z; ++z)
        for (std::int64_t y = 0; y < ours.extent.y; ++y)
          for (std::int64_t x = 0; x < ours.extent.x; ++x)
            different += std::abs(ours.valueAt(x, y, z) - twin.valueAt(x, y, z)) > 0.01;
      EXPECT_EQ(different, 0u) << name << " volume " << i;
      // The twins were made from a private Philips position half a pixel (0.96 mm) aside; ours is
      // PlanePositionSequence.
      const volume::Vec3 a = ours.worldFromVoxel.apply({79, 79, 9}), b = twin.worldFromVoxel.apply({79, 79, 9});
      for (std::size_t axis = 0; axis < 3; ++axis) EXPECT_NEAR(a[axis], b[axis], 1.0) << name;
    }
  }
}

}  // namespace
}  // namespace selvox
