// TIFF and BMP pictures byte by byte.

#include <tiffio.h>

#include <cstring>
#include <fstream>

#include "tests/plugins/support.h"

namespace selvox {
namespace {

using test::Path;

struct TiffSpec {
  std::uint32_t width = 3, height = 2;
  std::uint16_t bits = 16, samples = 1, photometric = PHOTOMETRIC_MINISBLACK, format = SAMPLEFORMAT_UINT,
                packing = COMPRESSION_NONE;
  bool tiled = false;
  int pages = 1;
};

// `data`: rows of all pages, as stored.
void writeTiff(const Path& path, const TiffSpec& spec, const std::vector<unsigned char>& data) {
  TIFF* file = TIFFOpen(path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  const std::size_t row = data.size() / spec.height / static_cast<std::size_t>(spec.pages);
  for (int page = 0; page < spec.pages; ++page) {
    TIFFSetField(file, TIFFTAG_IMAGEWIDTH, spec.width);
    TIFFSetField(file, TIFFTAG_IMAGELENGTH, spec.height);
    TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, spec.bits);
    TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, spec.samples);
    TIFFSetField(file, TIFFTAG_PHOTOMETRIC, spec.photometric);
    TIFFSetField(file, TIFFTAG_SAMPLEFORMAT, spec.format);
    TIFFSetField(file, TIFFTAG_COMPRESSION, spec.packing);
    TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
    TIFFSetField(file, TIFFTAG_XRESOLUTION, 20.0);
    TIFFSetField(file, TIFFTAG_YRESOLUTION, 40.0);
    if (spec.tiled) {
      TIFFSetField(file, TIFFTAG_TILEWIDTH, 16);
      TIFFSetField(file, TIFFTAG_TILELENGTH, 16);
      std::vector<unsigned char> tile(static_cast<std::size_t>(TIFFTileSize(file)));
      const std::size_t tileRow = tile.size() / 16, voxel = row / spec.width;
      for (std::uint32_t y = 0; y < spec.height; y += 16)
        for (std::uint32_t x = 0; x < spec.width; x += 16) {
          for (std::uint32_t dy = 0; dy < 16 && y + dy < spec.height; ++dy)
            std::memcpy(tile.data() + dy * tileRow, data.data() + (y + dy) * row + x * voxel,
                        std::min<std::size_t>(tileRow, row - x * voxel));
          ASSERT_GT(TIFFWriteTile(file, tile.data(), x, y, 0, 0), 0);
        }
    } else {
      TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, 1);
      for (std::uint32_t y = 0; y < spec.height; ++y) {
        auto copy = std::vector<unsigned char>(
            data.begin() + static_cast<std::ptrdiff_t>((static_cast<std::size_t>(page) * spec.height + y) * row),
            data.begin() + static_cast<std::ptrdiff_t>((static_cast<std::size_t>(page) * spec.height + y + 1) * row));
        ASSERT_EQ(TIFFWriteScanline(file, copy.data(), y, 0), 1);
      }
    }
    TIFFWriteDirectory(file);
  }
  TIFFClose(file);
}

class Pictures : public ::testing::Test {
 protected:
  base::Result<volume::Volume> tiff(const TiffSpec& spec, const std::vector<unsigned char>& data) {
    writeTiff(folder_ / "a.tif", spec, data);
    return importer_->read({folder_ / "a.tif"});
  }
  base::Result<volume::Volume> bytes(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return importer_->read({folder_ / name});
  }
  test::TemporaryFolder folder_;
  std::unique_ptr<ports::Importer> importer_ = plugins::makeImageImporter(plugins::bitmapReader());
};

const std::vector<unsigned char> kWords = {1, 0, 0, 1, 3, 0, 4, 0, 5, 0, 0xff, 0xff};

TEST_F(Pictures, TiffKeepsItsTypeAndSpacing) {
  for (const std::uint16_t packing : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
    const auto v = tiff({.packing = packing}, kWords);
    ASSERT_TRUE(v) << v.error().message;
    EXPECT_EQ(v->type, volume::VoxelType::UInt16);
    EXPECT_EQ(v->extent, (volume::Extent{3, 2, 1}));
    EXPECT_EQ(v->valueAt(1, 0, 0), 256);
    EXPECT_EQ(v->valueAt(2, 1, 0), 65535);
    EXPECT_NEAR(v->worldFromVoxel.spacing()[0], 0.5, 1e-6);  // 20 pixels a centimetre
    EXPECT_NEAR(v->worldFromVoxel.spacing()[1], 0.25, 1e-6);
  }
  const auto white = tiff({.photometric = PHOTOMETRIC_MINISWHITE}, kWords);
  ASSERT_TRUE(white);
  EXPECT_EQ(white->valueAt(0, 0, 0), 65534);
}

TEST_F(Pictures, TiffPagesAreSlicesAndTilesAreLaidTogether) {
  const auto pages = tiff({.height = 1, .pages = 2}, kWords);
  ASSERT_TRUE(pages) << pages.error().message;
  EXPECT_EQ(pages->extent, (volume::Extent{3, 1, 2}));
  EXPECT_EQ(pages->valueAt(0, 0, 1), 4);
  std::vector<unsigned char> many(40 * 20);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<unsigned char>(i % 251);
  const auto tiles = tiff({.width = 40, .height = 20, .bits = 8, .tiled = true}, many);
  ASSERT_TRUE(tiles) << tiles.error().message;
  ASSERT_EQ(tiles->data.size(), many.size());
  EXPECT_EQ(std::memcmp(tiles->data.data(), many.data(), many.size()), 0);
}

TEST_F(Pictures, OtherTiffsBecomeRgbOrGrey) {
  const auto colour =
      tiff({.width = 2, .height = 1, .bits = 8, .samples = 3, .photometric = PHOTOMETRIC_RGB}, {1, 2, 3, 4, 5, 6});
  ASSERT_TRUE(colour);
  EXPECT_EQ(colour->channels, 3);
  EXPECT_EQ(colour->valueAt(1, 0, 0, 2), 6);
  const auto bits = tiff({.width = 8, .height = 1, .bits = 1}, {0xa0});
  ASSERT_TRUE(bits) << bits.error().message;
  EXPECT_EQ(bits->channels, 1);
  EXPECT_EQ(bits->valueAt(0, 0, 0), 255);
  EXPECT_EQ(bits->valueAt(1, 0, 0), 0);
  EXPECT_EQ(bits->valueAt(2, 0, 0), 255);
}

TEST_F(Pictures, DamagedTiffsAreRefused) {
  writeTiff(folder_ / "a.tif", {}, kWords);
  const std::string good = *base::readFile(folder_ / "a.tif");
  for (std::size_t cut = 4; cut < good.size(); cut += 7) EXPECT_FALSE(bytes("b.tif", good.substr(0, cut))) << cut;
  EXPECT_NE(bytes("b.tif", "II*").error().message.find("first bytes"), std::string::npos);
  TIFF* file = TIFFOpen((folder_ / "c.tif").c_str(), "w");
  TIFFSetField(file, TIFFTAG_IMAGEWIDTH, 1000000);
  TIFFSetField(file, TIFFTAG_IMAGELENGTH, 1000);
  TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, 1000);
  ASSERT_EQ(TIFFWriteRawStrip(file, 0, const_cast<char*>("x"), 1), 1);
  TIFFWriteDirectory(file);
  TIFFClose(file);
  EXPECT_NE(importer_->read({folder_ / "c.tif"}).error().message.find("too short"), std::string::npos);
}

std::string bitmap(std::int32_t width, std::int32_t height, std::uint16_t bits, const std::string& data) {
  std::string head(54, '\0');
  const auto put = [&](std::size_t at, auto value) { std::memcpy(head.data() + at, &value, sizeof value); };
  head[0] = 'B', head[1] = 'M';
  put(2, static_cast<std::uint32_t>(54 + data.size())), put(10, std::uint32_t{54}), put(14, std::uint32_t{40});
  put(18, width), put(22, height), put(26, std::uint16_t{1}), put(28, bits),
      put(34, static_cast<std::uint32_t>(data.size()));
  return head + data;
}

TEST_F(Pictures, BitmapsAreReadFromTheBottom) {
  // Rows of two pixels, blue first, padded to four bytes; the last row comes first.
  const std::string rows = std::string("\1\2\3\4\5\6\0\0", 8) + std::string("\7\10\11\12\13\14\0\0", 8);
  const auto v = bytes("a.bmp", bitmap(2, 2, 24, rows));
  ASSERT_TRUE(v) << v.error().message;
  EXPECT_EQ(v->channels, 3);
  EXPECT_EQ(v->extent, (volume::Extent{2, 2, 1}));
  EXPECT_EQ(v->valueAt(0, 1, 0, 0), 3);
  EXPECT_EQ(v->valueAt(1, 0, 0, 2), 10);
  EXPECT_NE(bytes("a.bmp", bitmap(20000, 20000, 24, rows)).error().message.find("too short"), std::string::npos);
  EXPECT_NE(bytes("a.bmp", bitmap(2, 2, 4, rows)).error().message.find("kind of BMP"), std::string::npos);
  const test::Recorder seen = test::scan(*importer_, folder_.path(), {folder_ / "a.bmp"});
  EXPECT_EQ(seen.quarantined.size(), 1u);
}

}  // namespace
}  // namespace selvox
