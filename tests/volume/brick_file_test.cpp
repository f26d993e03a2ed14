#include <algorithm>
#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/volume/brick_file.h"
#include "core/volume/checksum.h"
#include "tests/base/temporary.h"
#include "tests/volume/phantom.h"

using namespace selvox::volume;
using namespace selvox::base;
using selvox::test::makeVolume;
using selvox::test::TemporaryFolder;

namespace {

double wild(std::int64_t x, std::int64_t y, std::int64_t z) {
  return static_cast<double>((x * 73 + y * 151 + z * 283) % 2000 - 1000);
}

// Writes the volume and reads it back, comparing every voxel and the hash.
BrickHeader roundTrip(const Volume& v, bool lossless, double tolerance, Content content = Content::Image) {
  TemporaryFolder folder;
  BrickHeader header;
  header.content = content;
  header.lossless = lossless;
  const auto status = writeBrickFile(folder / "v.vol", header, v);
  EXPECT_TRUE(status) << status.error().message;
  const auto file = BrickFile::open(folder / "v.vol");
  EXPECT_TRUE(file) << file.error().message;
  EXPECT_TRUE(file->verify());
  const auto expected = toFloat(v), all = toFloat(file->readAll());
  std::vector<float> crop(expected.size());
  file->cropImage({0, 0, 0}, v.extent, -7, crop.data());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (std::isnan(expected[i])) continue;
    EXPECT_NEAR(all[i], expected[i], tolerance);
    EXPECT_EQ(crop[i], all[i]);
    if (::testing::Test::HasFailure()) break;
  }
  if (tolerance == 0) {
    EXPECT_EQ(voxelsHash(file->readAll()), voxelsHash(v));
    EXPECT_TRUE(file->header().lossless);
  }
  return file->header();
}

}  // namespace

TEST(Checksum, KnownValues) {
  EXPECT_EQ(xxh64("", 0), 0xEF46DB3751D8E999u);
  EXPECT_EQ(xxh64("a", 1), 0xD24EC4F1A98C6E5Bu);
  EXPECT_EQ(xxh64("abc", 3), 0x44BC2CF5AD770999u);
  const std::string long_ = "Nobody inspects the spammish repetition";
  EXPECT_EQ(xxh64(long_.data(), long_.size()), 0xFBCEA83C8A378BF1u);
}

TEST(BrickFile, RoundTripAtOddSizes) {
  for (const Extent& e : {Extent{1, 1, 1}, Extent{31, 32, 33}, Extent{64, 1, 65}, Extent{100, 37, 2}}) {
    const auto h = roundTrip(makeVolume<std::int16_t>(e, VoxelType::Int16, wild), false, 0);
    EXPECT_EQ(h.extent, e);
    EXPECT_EQ(h.type, VoxelType::Int16);
  }
}

TEST(BrickFile, HeaderKeepsGeometryStatisticsAndNormalisation) {
  TemporaryFolder folder;
  Volume v = makeVolume<std::int16_t>({5, 4, 3}, VoxelType::Int16, wild);
  v.worldFromVoxel = Affine::translation({1.5, -2.25, 1.0 / 3}) * Affine::scaling({0.7, 0.7, 5});
  BrickHeader header;
  header.nativeExtent = {50, 40, 30};
  header.nativeWorldFromVoxel = Affine::scaling({0.1, 0.2, 0.3});
  header.normalisation = {"zscore", -5.5, 7.25, 1.0 / 7, 3.5};
  header.sourceHash = "abc";
  header.prepareHash = "def";
  ASSERT_TRUE(writeBrickFile(folder / "v", header, v));
  const BrickFile file = *BrickFile::open(folder / "v");
  const BrickHeader& h = file.header();
  EXPECT_EQ(h.worldFromVoxel, v.worldFromVoxel);
  EXPECT_EQ(h.nativeExtent, header.nativeExtent);
  EXPECT_EQ(h.nativeWorldFromVoxel, header.nativeWorldFromVoxel);
  EXPECT_EQ(h.normalisation.kind, "zscore");
  EXPECT_EQ(h.normalisation.mean, 1.0 / 7);
  EXPECT_EQ(h.normalisation.clipLow, -5.5);
  EXPECT_EQ(h.sourceHash, "abc");
  EXPECT_EQ(h.prepareHash, "def");
  EXPECT_EQ(h.statistics.mean, statistics(v).mean);
  EXPECT_EQ(h.statistics.p99_5, statistics(v).p99_5);
}

TEST(BrickFile, WholeNumbersOf16BitsAreExactWhateverTheirType) {
  const auto ct = [](auto x, auto y, auto z) { return wild(x, y, z); };
  EXPECT_EQ(roundTrip(makeVolume<float>({20, 20, 5}, VoxelType::Float32, ct), false, 0).type, VoxelType::Int16);
  EXPECT_EQ(roundTrip(makeVolume<double>({20, 20, 5}, VoxelType::Float64, ct), false, 0).type, VoxelType::Int16);
  const auto high = [](auto x, auto y, auto z) { return 60000.0 + (x + y + z) % 5000; };
  EXPECT_EQ(roundTrip(makeVolume<std::uint16_t>({20, 20, 5}, VoxelType::UInt16, high), true, 0).type, VoxelType::Int16);
  EXPECT_EQ(roundTrip(makeVolume<std::int32_t>({20, 20, 5}, VoxelType::Int32, high), true, 0).type, VoxelType::Int16);
  Volume rescaled = makeVolume<std::uint16_t>({20, 20, 5}, VoxelType::UInt16, high);
  rescaled.offset = -1024;
  EXPECT_EQ(roundTrip(rescaled, true, 0).type, VoxelType::Int16);
  Volume pet = makeVolume<std::int16_t>({20, 20, 5}, VoxelType::Int16, ct);
  pet.scale = 0.0371;
  pet.offset = 0.11;
  EXPECT_EQ(roundTrip(pet, true, 0).type, VoxelType::Int16);
  Volume shiftedPet = makeVolume<std::uint16_t>({20, 20, 5}, VoxelType::UInt16, high);
  shiftedPet.scale = 0.0371;
  EXPECT_EQ(roundTrip(shiftedPet, true, 0).type, VoxelType::Float32);
  EXPECT_EQ(roundTrip(shiftedPet, false, 1e-3).type, VoxelType::Int16);
}

TEST(BrickFile, RealValuesFollowTheRuleOfOneStepIn4096) {
  const auto smooth = [](auto x, auto y, auto z) { return std::sin(0.1 * static_cast<double>(x + 2 * y + 3 * z)); };
  const Volume v = makeVolume<float>({40, 40, 10}, VoxelType::Float32, smooth);
  const auto compact = roundTrip(v, false, 2.0 / 65534);
  EXPECT_EQ(compact.type, VoxelType::Int16);
  EXPECT_FALSE(compact.lossless);
  EXPECT_EQ(roundTrip(v, true, 0).type, VoxelType::Float32);
  Volume outlier = v;
  outlier.as<float>()[17] = 1e5f;  // one step would be 1.5: nothing of the image would be left
  EXPECT_EQ(roundTrip(outlier, false, 0).type, VoxelType::Float32);
  Volume hole = v;
  hole.as<float>()[17] = std::nanf("");
  EXPECT_EQ(roundTrip(hole, false, 0).type, VoxelType::Float32);
  const Volume constant = makeVolume<float>({3, 3, 3}, VoxelType::Float32, [](auto, auto, auto) { return 0.5; });
  EXPECT_EQ(roundTrip(constant, false, 0).type, VoxelType::Int16);
}

TEST(BrickFile, LabelsAreBytesOrShortsAndNothingElse) {
  const auto labels = [](auto x, auto, auto) { return static_cast<double>(x % 4); };
  EXPECT_EQ(roundTrip(makeVolume<float>({40, 3, 3}, VoxelType::Float32, labels), false, 0, Content::Label).type,
            VoxelType::UInt8);
  const auto many = [](auto x, auto, auto) { return static_cast<double>(x * 100); };
  EXPECT_EQ(roundTrip(makeVolume<std::int32_t>({40, 3, 3}, VoxelType::Int32, many), false, 0, Content::Label).type,
            VoxelType::UInt16);
  TemporaryFolder folder;
  BrickHeader header;
  header.content = Content::Label;
  const auto half = makeVolume<float>({2, 1, 1}, VoxelType::Float32, [](auto, auto, auto) { return 0.5; });
  EXPECT_EQ(writeBrickFile(folder / "v", header, half).error().code, ErrorCode::InvalidArgument);
  const auto negative = makeVolume<std::int16_t>({2, 1, 1}, VoxelType::Int16, [](auto, auto, auto) { return -1.0; });
  EXPECT_FALSE(writeBrickFile(folder / "v", header, negative));
}

TEST(BrickFile, CropsReachBeyondTheBorder) {
  TemporaryFolder folder;
  const Volume v = makeVolume<std::int16_t>({45, 40, 35}, VoxelType::Int16, wild);
  ASSERT_TRUE(writeBrickFile(folder / "v", {}, v));
  const auto file = BrickFile::open(folder / "v");
  for (const auto& [origin, size] : {std::pair{Extent{-5, -6, -7}, Extent{60, 60, 60}},
                                     {Extent{30, 30, 30}, Extent{10, 20, 3}},
                                     {Extent{31, 0, 31}, Extent{2, 40, 2}},
                                     {Extent{-50, 0, 0}, Extent{20, 5, 5}},
                                     {Extent{45, 40, 35}, Extent{3, 3, 3}}}) {
    std::vector<float> image(static_cast<std::size_t>(size.voxels()), 1e9f);
    std::vector<std::uint16_t> label(image.size(), 9);
    file->cropImage(origin, size, -12345, image.data());
    file->cropLabel(origin, size, 77, label.data());
    std::size_t i = 0;
    for (std::int64_t z = origin.z; z < origin.z + size.z; ++z) {
      for (std::int64_t y = origin.y; y < origin.y + size.y; ++y) {
        for (std::int64_t x = origin.x; x < origin.x + size.x; ++x, ++i) {
          const bool inside = x >= 0 && y >= 0 && z >= 0 && x < 45 && y < 40 && z < 35;
          ASSERT_EQ(image[i], inside ? static_cast<float>(wild(x, y, z)) : -12345.0f);
          ASSERT_EQ(label[i], inside ? std::max(wild(x, y, z), 0.0) : 77.0);
        }
      }
    }
  }
}

TEST(BrickFile, ColourBecomesLuminanceAndOtherChannelCountsAreRefused) {
  TemporaryFolder folder;
  Volume rgb;
  rgb.extent = {1, 1, 1};
  rgb.channels = 3;
  rgb.type = VoxelType::UInt8;
  for (int value : {255, 0, 0}) rgb.data.push_back(static_cast<std::byte>(value));
  ASSERT_TRUE(writeBrickFile(folder / "v", {}, rgb));
  EXPECT_EQ(toFloat(BrickFile::open(folder / "v")->readAll())[0], 76.0f);  // 0.299 * 255 = 76.245
  rgb.channels = 2;
  EXPECT_EQ(writeBrickFile(folder / "w", {}, rgb).error().code, ErrorCode::InvalidArgument);
}

TEST(BrickFile, EveryTruncationAndEveryDamagedByteOfTheFrontIsRefused) {
  TemporaryFolder folder;
  ASSERT_TRUE(writeBrickFile(folder / "v", {}, makeVolume<std::int16_t>({33, 2, 2}, VoxelType::Int16, wild)));
  const std::string whole = *readFile(folder / "v");
  ASSERT_EQ(whole.size(), 3 * 4096u);
  for (std::size_t length = 0; length < whole.size(); length += length < 2000 ? 1 : 509) {
    ASSERT_TRUE(writeFile(folder / "cut", std::string_view(whole).substr(0, length)));
    ASSERT_FALSE(BrickFile::open(folder / "cut")) << length;
  }
  ASSERT_TRUE(writeFile(folder / "long", whole + "x"));
  EXPECT_FALSE(BrickFile::open(folder / "long"));
  const std::size_t front = whole.find_last_not_of('\0', 4095) + 1;
  for (std::size_t at = 0; at < front; ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    ASSERT_TRUE(writeFile(folder / "bad", damaged));
    ASSERT_FALSE(BrickFile::open(folder / "bad")) << at;
  }
  std::string damaged = whole;
  damaged[2 * 4096] = static_cast<char>(damaged[2 * 4096] ^ 1);
  ASSERT_TRUE(writeFile(folder / "brick", damaged));
  const auto opened = BrickFile::open(folder / "brick");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->verify().error().code, ErrorCode::Corrupt);
}

TEST(BrickFile, HostileLengthsAreRefusedEvenWithATrueChecksum) {
  TemporaryFolder folder;
  ASSERT_TRUE(writeBrickFile(folder / "v", {}, makeVolume<std::int16_t>({33, 2, 2}, VoxelType::Int16, wild)));
  const std::string whole = *readFile(folder / "v");
  std::uint64_t table = 0, count = 0;
  std::memcpy(&table, whole.data() + 16, 8);
  std::memcpy(&count, whole.data() + 24, 8);
  const std::size_t tableEnd = table + count * 24;
  const auto refused = [&](std::size_t at, std::uint64_t value, std::size_t bytes) {
    std::string damaged = whole;
    std::memcpy(damaged.data() + at, &value, bytes);
    const std::string covered = damaged.substr(0, 48) + damaged.substr(56, tableEnd - 56);
    const std::uint64_t sum = xxh64(covered.data(), covered.size());
    std::memcpy(damaged.data() + 48, &sum, 8);
    EXPECT_TRUE(writeFile(folder / "bad", damaged));
    const auto file = BrickFile::open(folder / "bad");
    EXPECT_FALSE(file) << at << " " << value;
    return file ? ErrorCode::Internal : file.error().code;
  };
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{4097}, ~std::uint64_t{0}, std::uint64_t{1} << 40}) {
    for (const std::size_t at : {16u, 24u, 32u, 40u}) EXPECT_EQ(refused(at, value, 8), ErrorCode::Corrupt);
    EXPECT_EQ(refused(12, value, 4), ErrorCode::Corrupt);
    for (std::size_t at = table; at + 24 <= tableEnd; at += 24) {
      EXPECT_EQ(refused(at, value, 8), ErrorCode::Corrupt);
      EXPECT_EQ(refused(at + 8, value, 8), ErrorCode::Corrupt);
    }
  }
  EXPECT_EQ(refused(8, 2, 4), ErrorCode::NewerVersion);
}

TEST(BrickFile, AFullDiskLeavesNoEntry) {
  TemporaryFolder folder;
  const Volume v = makeVolume<std::int16_t>({33, 33, 33}, VoxelType::Int16, wild);
  for (const std::uint64_t bytes : {0, 100, 5000, 70000, 80000}) {
    FaultyDisk disk(bytes);
    EXPECT_EQ(writeBrickFile(folder / "v", {}, v).error().code, ErrorCode::DiskFull);
    EXPECT_FALSE(std::filesystem::exists(folder / "v"));
  }
}
