// NIfTI against ITK's reader, the exporter read back by ITK, and headers that lie.

#include <itkImage.h>
#include <itkImageFileReader.h>
#include <itkNiftiImageIO.h>

#include <cmath>
#include <cstring>
#include <fstream>

#include "plugins/images/nifti_header.h"
#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::Path;
using ItkImage = itk::Image<float, 3>;

void compareWithItk(const volume::Volume& v, const Path& file) {
  SCOPED_TRACE(file.string());
  const auto reader = itk::ImageFileReader<ItkImage>::New();
  reader->SetImageIO(itk::NiftiImageIO::New());
  reader->SetFileName(file.string());
  reader->Update();
  const ItkImage* itk = reader->GetOutput();
  const auto size = itk->GetLargestPossibleRegion().GetSize();
  ASSERT_EQ(v.extent, (volume::Extent{static_cast<std::int64_t>(size[0]), static_cast<std::int64_t>(size[1]),
                                      static_cast<std::int64_t>(size[2])}));
  const float* wanted = itk->GetBufferPointer();
  const std::vector<float> ours = volume::toFloat(v);
  std::size_t different = 0;  // ITK puts 0 where the file holds NaN
  for (std::size_t i = 0; i < ours.size(); ++i)
    different +=
        !(std::abs(ours[i] - wanted[i]) <= 1e-5f * std::abs(wanted[i]) || (std::isnan(ours[i]) && wanted[i] == 0));
  EXPECT_EQ(different, 0u);
  for (int corner = 0; corner < 8; ++corner) {
    const itk::Index<3> index{
        {corner & 1 ? v.extent.x - 1 : 0, corner & 2 ? v.extent.y - 1 : 0, corner & 4 ? v.extent.z - 1 : 0}};
    ItkImage::PointType point;
    itk->TransformIndexToPhysicalPoint(index, point);
    const volume::Vec3 place = v.worldFromVoxel.apply(
        {static_cast<double>(index[0]), static_cast<double>(index[1]), static_cast<double>(index[2])});
    for (unsigned axis = 0; axis < 3; ++axis) EXPECT_NEAR(place[axis], point[axis], 0.01) << "corner " << corner;
  }
}

TEST(Nifti, RealFilesEqualItk) {
  SELVOX_NEEDS_DATA("totalseg_examples");
  const auto importer = plugins::makeNiftiImporter();
  std::size_t compared = 0;
  for (const char* folder :
       {"totalseg_examples", "spine_multicontrast", "ct_spleen_crop", "Task04_Hippocampus/imagesTs"})
    for (const Path& file : test::filesBelow(data / folder)) {
      if (file.extension() != ".gz") continue;
      const auto ours = importer->read({file});
      ASSERT_TRUE(ours) << file << ours.error().message;
      compareWithItk(*ours, file);
      ++compared;
    }
  for (const char* name : {"nifti_odd/nibabel/anatomical.nii", "nifti_odd/nibabel/reoriented_anat_moved.nii",
                           "nifti_odd/nibabel/resampled_anat_moved.nii", "nifti_odd/nifti_reader_js/big.nii.gz"}) {
    const auto ours = importer->read({data / name});
    ASSERT_TRUE(ours) << name;
    compareWithItk(*ours, data / name);
    ++compared;
  }
  EXPECT_GT(compared, 12u);
}

TEST(Nifti, StoredTypeAndScaleAreKept) {
  SELVOX_NEEDS_DATA("nifti_odd");
  const auto importer = plugins::makeNiftiImporter();
  const Path folder = data / "nifti_odd/nibabel";
  const test::Recorder seen = test::scan(*importer, folder, {folder / "functional.nii"});
  ASSERT_EQ(seen.series.size(), 20u);  // one series a time point, one patient
  EXPECT_EQ(seen.series[3].caseName, "functional_t03");
  EXPECT_EQ(seen.series[3].patientKey, "functional");
  EXPECT_EQ(seen.series[0].volume.type, volume::VoxelType::Int16);
  EXPECT_NEAR(seen.series[0].volume.scale, 0.075407, 1e-6);
}

// An oblique left-handed grid with an asymmetric content.
volume::Volume phantom() {
  volume::Volume v;
  v.extent = {5, 4, 3};
  v.type = volume::VoxelType::Int16;
  v.scale = 0.5;
  v.offset = -3;
  v.data.resize(v.bytes());
  for (std::size_t i = 0; i < 60; ++i) v.as<std::int16_t>()[i] = static_cast<std::int16_t>(7 * i);
  const double c = std::cos(0.3), s = std::sin(0.3);
  v.worldFromVoxel.m = {1.5 * c, -2 * s, 0, -40, 1.5 * s, 2 * c, 0, 25, 0, 0, -3, 60, 0, 0, 0, 1};
  return v;
}

TEST(Nifti, ExportIsReadBackByItkAndByUs) {
  const test::TemporaryFolder folder;
  for (const char* name : {"a.nii", "a.nii.gz"}) {
    const volume::Volume v = phantom();
    ASSERT_TRUE(plugins::makeNiftiExporter()->write(folder / name, v));
    const auto back = plugins::makeNiftiImporter()->read({folder / name});
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->data, v.data);
    EXPECT_EQ(back->scale, 0.5);
    EXPECT_EQ(back->offset, -3);
    for (std::size_t i = 0; i < 16; ++i) EXPECT_NEAR(back->worldFromVoxel.m[i], v.worldFromVoxel.m[i], 1e-5);
    compareWithItk(*back, folder / name);
  }
}

TEST(Nifti, QformAloneSaysTheSameAsSform) {
  volume::Volume v = phantom();
  for (const double flip : {1.0, -1.0}) {
    v.worldFromVoxel(2, 2) = 3 * flip;
    std::string header = plugins::writeNiftiHeader(v, 4);
    header[254] = 0;  // sform_code
    const auto read = plugins::parseNifti(std::as_bytes(std::span(header)));
    ASSERT_TRUE(read) << read.error().message;
    for (std::size_t i = 0; i < 16; ++i) EXPECT_NEAR(read->worldFromVoxel.m[i], v.worldFromVoxel.m[i], 1e-4) << i;
  }
}

TEST(Nifti, ShearedSformIsKept) {
  volume::Volume v = phantom();
  v.worldFromVoxel(1, 2) = 0.8;
  const std::string header = plugins::writeNiftiHeader(v, 4);
  EXPECT_EQ(header[252], 0);  // no quaternion can say it
  const auto read = plugins::parseNifti(std::as_bytes(std::span(header)));
  ASSERT_TRUE(read);
  EXPECT_NEAR(read->worldFromVoxel(1, 2), 0.8, 1e-6);
}

TEST(Nifti, LyingHeadersAreRefusedWithoutMemory) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(plugins::makeNiftiExporter()->write(folder / "a.nii", phantom()));
  const std::string good = *base::readFile(folder / "a.nii");
  const auto importer = plugins::makeNiftiImporter();
  const auto refused = [&](const std::function<void(std::string&)>& change) {
    std::string bytes = good;
    change(bytes);
    std::ofstream(folder / "b.nii", std::ios::binary) << bytes;
    const auto read = importer->read({folder / "b.nii"});
    return read ? std::string() : read.error().message;
  };
  const auto put16 = [](std::string& bytes, std::size_t at, std::int16_t value) {
    std::memcpy(bytes.data() + at, &value, 2);
  };
  const auto putFloat = [](std::string& bytes, std::size_t at, float value) {
    std::memcpy(bytes.data() + at, &value, 4);
  };
  EXPECT_NE(refused([&](auto& b) { put16(b, 42, 30000), put16(b, 44, 3000); }).find("promises"), std::string::npos);
  EXPECT_NE(refused([&](auto& b) { put16(b, 42, -4); }).find("impossible size"), std::string::npos);
  EXPECT_NE(refused([&](auto& b) { put16(b, 40, 99); }).find("dimensions"), std::string::npos);
  EXPECT_NE(refused([&](auto& b) { put16(b, 70, 32), put16(b, 72, 64); }).find("complex"), std::string::npos);
  EXPECT_NE(refused([&](auto& b) { b.resize(b.size() - 1); }).find("cut short"), std::string::npos);
  EXPECT_NE(refused([&](auto& b) { putFloat(b, 108, NAN); }).find("start of the voxels"), std::string::npos);
  EXPECT_NE(refused([&](auto& b) {
              b[252] = b[254] = 0;
              putFloat(b, 80, 0);
            }).find("spacing"),
            std::string::npos);
  EXPECT_EQ(refused([](auto&) {}), "");
}

}  // namespace
}  // namespace selvox
