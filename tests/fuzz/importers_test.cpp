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

TEST(FuzzImporters, NrrdAndMetaImage) {
  const std::string fields =
      "type: short\ndimension: 3\nsizes: 3 2 2\nspace: RAS\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: "
      "(1,2,3)\nkinds: domain domain domain\n";
  const auto importer = plugins::makeItkImporter();
  run(*importer, "NRRD0004\n" + fields + "encoding: raw\nendian: little\nbyte skip: 0\n\n" + std::string(24, 'x'),
      "a.nrrd");
  run(*importer, "NRRD0004\n" + fields + "encoding: ascii\n\n1 2 3 4 5 6 7 8 9 10 11 12\n", "a.nrrd");
  run(*importer,
      "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = False\n"
      "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 5 6 7\nElementSpacing = 2 3 4\nDimSize = 3 2 "
      "2\nElementNumberOfChannels = 1\n"
      "ElementType = MET_SHORT\nElementDataFile = LOCAL\n" +
          std::string(24, 'x'),
      "a.mha");
}

TEST(FuzzImporters, Pictures) {
  // Grey TIFF of 4 x 2 pixels: header, pixels, directory of eight fields.
  std::string tiff("II*\0\20\0\0\0", 8);
  tiff += "abcdefgh";
  tiff += std::string("\x8\0", 2);
  const auto field = [&](int tag, int type, int count, int value) {
    for (const auto& [number, bytes] : {std::pair{tag, 2}, {type, 2}, {count, 4}, {value, 4}})
      for (int i = 0; i < bytes; ++i) tiff += static_cast<char>(number >> (8 * i));
  };
  field(256, 3, 1, 4), field(257, 3, 1, 2), field(258, 3, 1, 8), field(259, 3, 1, 1), field(262, 3, 1, 1);
  field(273, 4, 1, 8), field(278, 3, 1, 2), field(279, 4, 1, 8);
  tiff += std::string(4, '\0');
  const auto importer = plugins::makeImageImporter(plugins::bitmapReader());
  run(*importer, tiff, "a.tif");
  std::string bitmap("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\2\0\0\0\2\0\0\0\1\0\x18\0", 30);
  bitmap += std::string(24, '\0') + "abcdef" + std::string(2, '\0') + "ghijkl" + std::string(2, '\0');
  run(*importer, bitmap, "a.bmp");
}

// Descriptions and tables of layouts beside good images.
TEST(FuzzImporters, Layouts) {
  const std::string image = nifti("a.nii");
  struct Layout {
    ports::Importer& importer;
    std::vector<const char*> images;
    const char* description;
    std::string content;
  };
  test::Importers importers;
  for (
      const Layout& layout :
      {Layout{
           *importers.nnunet,
           {"imagesTr/a_0000.nii", "labelsTr/a.nii"},
           "dataset.json",
           R"({"channel_names":{"0":"T2"},"labels":{"background":0,"x":[1,2],"y":3},"numTraining":1,"file_ending":".nii"})"},
       Layout{*importers.bids,
              {"sub-01/anat/sub-01_T1w.nii", "derivatives/s/sub-01/anat/sub-01_dseg.nii"},
              "participants.tsv",
              "participant_id\tage\tsex\nsub-01\t34\tF\n"},
       Layout{*importers.bids,
              {"sub-01/anat/sub-01_T1w.nii", "derivatives/s/sub-01/anat/sub-01_dseg.nii"},
              "derivatives/s/dseg.tsv",
              "index\tname\n1\tGrey\n"}}) {
    test::TemporaryFolder folder;
    for (const char* name : layout.images) {
      std::filesystem::create_directories((folder / name).parent_path());
      put(folder / name, image);
    }
    for (int i = 0; i < inputs(); ++i) {
      base::Rng rng(7, base::Purpose::Test, 0, static_cast<std::uint64_t>(i));
      put(folder / layout.description, mutated(layout.content, rng));
      test::Recorder recorder;
      (void)layout.importer.probeFolder(folder.path());
      (void)layout.importer.scan(folder.path(), test::filesBelow(folder.path()), recorder);
    }
  }
}

// Segmentations and contours beside the good series that they refer to.
static void runLabels(const std::vector<Path>& images, const std::string& good) {
  const auto importer = plugins::makeDicomImporter();
  test::TemporaryFolder folder;
  std::vector<Path> files = images;
  files.push_back(folder / "label.dcm");
  for (int i = 0; i < inputs(); ++i) {
    base::Rng rng(8, base::Purpose::Test, 0, static_cast<std::uint64_t>(i));
    std::string bytes = good;
    for (int change = 0; change < 4; ++change)
      bytes[static_cast<std::size_t>(rng.below(bytes.size()))] = static_cast<char>(rng.next());
    put(files.back(), bytes);
    test::Recorder recorder;
    ASSERT_TRUE(importer->scan(folder.path(), files, recorder)) << "input " << i;
    ASSERT_GE(recorder.series.size(), 1U) << "input " << i;
    for (const auto& series : recorder.series)
      for (const auto& label : series.labels)
        ASSERT_EQ(label.volume.data.size(), label.volume.bytes()) << "input " << i;
  }
}

TEST(FuzzImporters, DicomContours) {
  test::TemporaryFolder folder;
  test::SliceSpec slice;
  for (int i = 0; i < slice.columns * slice.rows; ++i) slice.values.push_back(i * 11);
  test::writeSlice(folder / "a.dcm", slice);
  test::writeContours(folder / "rt.dcm", "0.2\\-1\\0\\1.2\\-1\\0\\1.2\\3\\0\\0.2\\3\\0", "CLOSED_PLANAR");
  runLabels({folder / "a.dcm"}, *base::readFile(folder / "rt.dcm"));
}

TEST(FuzzImporters, DicomSegmentations) {
  SELVOX_NEEDS_DATA("dicom_formats/seg_dcmqi");
  const Path place = data / "dicom_formats/seg_dcmqi/24x38x3";
  runLabels(test::filesBelow(place / "image"), *base::readFile(place / "seg/label.seg"));
}

TEST(FuzzImporters, RealFiles) {
  SELVOX_NEEDS_DATA("dicom_formats");
  test::Importers importers;
  int tried = 0;
  for (const auto& [folder, importer] :
       {std::pair{"dicom_formats", importers.dicom.get()}, std::pair{"nifti_odd", importers.nifti.get()},
        std::pair{"nrrd_mha", importers.itk.get()}, std::pair{"mednist", importers.image.get()}}) {
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
