// Format plugins over seeded mutations of good files, through the whole reader: any bytes in, no crash, no exception,
// no hang, and every file ends in exactly one state.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

#include "core/base/rng.h"
#include "tests/plugins/dicom_writer.h"
#include "tests/plugins/numpy_files.h"
#include "tests/plugins/support.h"

using namespace selvox;

namespace {

using test::Path;

int inputs() {  // an hour's worth by SELVOX_FUZZ_INPUTS
  const char* given = std::getenv("SELVOX_FUZZ_INPUTS");
  return given != nullptr ? std::max(std::atoi(given), 1) : 400;
}

// Headers are short and voxels long: most changes go to the front.
std::string mutated(std::string bytes, base::Rng& rng) {
  for (std::uint64_t change = 0, changes = 1 + rng.below(6); change < changes && !bytes.empty(); ++change) {
    const bool front = rng.chance(0.8);
    const auto span = std::max<std::size_t>(front ? std::min<std::size_t>(bytes.size(), 700) : bytes.size(), 1);
    const auto at = static_cast<std::size_t>(rng.below(span));
    switch (rng.below(6)) {
      case 0:
        bytes[at] = static_cast<char>(rng.next());
        break;
      case 1:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << rng.below(8)));
        break;
      case 2:
        bytes[at] = static_cast<char>(0xff);
        break;
      case 3:
        if (rng.chance(0.2)) bytes.resize(at);
        break;
      case 4:
        bytes.insert(at, bytes.substr(static_cast<std::size_t>(rng.below(bytes.size())),
                                      static_cast<std::size_t>(rng.below(64))));
        break;
      default:
        bytes.erase(at, static_cast<std::size_t>(1 + rng.below(16)));
        break;
    }
  }
  return bytes;
}

void put(const Path& file, const std::string& bytes) {  // base::writeFile waits for the disk
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void run(ports::Importer& importer, const std::string& good, const std::string& name) {
  test::TemporaryFolder folder;
  const Path file = folder / name;
  for (int i = 0; i < inputs(); ++i) {
    base::Rng rng(5, base::Purpose::Test, 0, static_cast<std::uint64_t>(i));
    put(file, mutated(good, rng));
    test::Recorder recorder;
    ASSERT_TRUE(importer.scan(folder.path(), {file}, recorder)) << "input " << i;
    std::size_t states = recorder.quarantined.size() + recorder.skipped.size();
    for (const auto& series : recorder.series) {
      states = std::max<std::size_t>(states, series.files.size());
      const auto& volume = series.volume;
      ASSERT_EQ(volume.data.size(), volume.bytes()) << "input " << i;
      ASSERT_GT(volume.extent.voxels(), 0) << "input " << i;
    }
    ASSERT_EQ(states, 1U) << "input " << i;
    (void)importer.read({file});
  }
}

volume::Volume smallVolume() {
  volume::Volume made;
  made.extent = {5, 4, 3};
  made.type = volume::VoxelType::Int16;
  made.data.resize(made.bytes());
  for (std::size_t i = 0; i < 60; ++i) made.as<std::int16_t>()[i] = static_cast<std::int16_t>(i * 7);
  return made;
}

std::string nifti(const char* name) {
  test::TemporaryFolder folder;
  const auto exporter = plugins::makeNiftiExporter();
  EXPECT_TRUE(exporter->write(folder / name, smallVolume()));
  return *base::readFile(folder / name);
}

}  // namespace

TEST(FuzzImporters, Nifti) {
  run(*plugins::makeNiftiImporter(), nifti("a.nii"), "a.nii");
}

TEST(FuzzImporters, PackedNifti) {
  run(*plugins::makeNiftiImporter(), nifti("a.nii.gz"), "a.nii.gz");
}

TEST(FuzzImporters, Dicom) {
  test::TemporaryFolder folder;
  test::SliceSpec slice;
  slice.instance = "1.2.3.1.1";
  for (int i = 0; i < slice.columns * slice.rows; ++i) slice.values.push_back(i * 11);
  test::writeSlice(folder / "a.dcm", slice);
  run(*plugins::makeDicomImporter(), *base::readFile(folder / "a.dcm"), "a.dcm");
}

TEST(FuzzImporters, Png) {
  // 2 x 2 grey, 8 bits, stored (not compressed) deflate.
  static constexpr unsigned char kPng[] = {
      0x89, 'P', 'N', 'G',  0x0d, 0x0a, 0x1a, 0x0a, 0,    0,    0,    13,   'I',  'H',  'D',  'R',  0,    0,    0,
      2,    0,   0,   0,    2,    8,    0,    0,    0,    0,    0x57, 0xdd, 0x52, 0xf8, 0,    0,    0,    17,   'I',
      'D',  'A', 'T', 0x78, 0x01, 0x01, 6,    0,    0xf9, 0xff, 0,    10,   20,   0,    30,   40,   0x01, 0x36, 0x00,
      0x65, 0,   0,   0,    0,    0,    0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82};
  run(*plugins::makeImageImporter(), std::string(reinterpret_cast<const char*>(kPng), sizeof kPng), "a.png");
}

TEST(FuzzImporters, Numpy) {
  const std::string images = test::npy("|u1", "(2, 2, 2)", "12345678");
  run(*plugins::makeNumpyImporter(), images, "a.npy");
  run(*plugins::makeNumpyImporter(),
      test::npz({{"train_images", images}, {"train_labels", test::npy("|u1", "(2, 1)", "12")}}), "a.npz");
}

TEST(FuzzImporters, RealFiles) {
  SELVOX_NEEDS_DATA("dicom_formats");
  test::Importers importers;
  int tried = 0;
  for (const auto& [folder, importer] :
       {std::pair{"dicom_formats", importers.dicom.get()}, std::pair{"nifti_odd", importers.nifti.get()},
        std::pair{"mednist", importers.image.get()}}) {
    for (const Path& file : test::filesBelow(data / folder)) {
      if (std::filesystem::file_size(file) > 200000 || ++tried % (importer == importers.image.get() ? 60 : 6) != 0)
        continue;
      const std::string good = *base::readFile(file);
      test::TemporaryFolder place;
      for (int i = 0; i < inputs() / 20; ++i) {
        base::Rng rng(6, base::Purpose::Test, static_cast<std::uint64_t>(tried), static_cast<std::uint64_t>(i));
        const Path copy = place / base::utf8(file.filename());
        put(copy, mutated(good, rng));
        test::Recorder recorder;
        ASSERT_TRUE(importer->scan(place.path(), {copy}, recorder)) << file << " input " << i;
        ASSERT_GE(recorder.series.size() + recorder.quarantined.size() + recorder.skipped.size(), 1U)
            << file << " input " << i;
      }
    }
  }
}
