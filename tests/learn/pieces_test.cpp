// Which boxes an embedding is of, and what a network gets to see of them.

#include <ATen/ATen.h>

#include "core/learn/inference/pieces.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::inference {
namespace {

using base::Json;
using volume::Extent;

constexpr Extent kScan{10, 8, 9};

// The value of a voxel tells where it is: 100 z + 10 y + x + 1; 0 outside.
void cropPlaces(const Extent& origin, const Extent& size, float* out) {
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x) {
        const std::int64_t ax = origin.x + x, ay = origin.y + y, az = origin.z + z;
        const bool inside = ax >= 0 && ay >= 0 && az >= 0 && ax < kScan.x && ay < kScan.y && az < kScan.z;
        *out++ = inside ? static_cast<float>(100 * az + 10 * ay + ax + 1) : 0.0f;
      }
}

// What the network was shown; its embedding of a window is (sum, number of voxels that are not 0).
struct Seen {
  std::vector<at::Tensor> windows;
  engine::EmbedFunction function() {
    return [this](const at::Tensor& batch) {
      windows.push_back(batch.clone());
      const at::Tensor flat = batch.flatten(1);
      return at::stack({flat.sum(1), flat.ne(0).sum(1).to(at::kFloat)}, 1);
    };
  }
};

TEST(Pieces, SlicesLieInTheMiddleOfTheirSteps) {
  const auto places = [](const std::vector<Piece>& all) {
    std::vector<std::int64_t> at;
    for (const Piece& piece : all) at.push_back(piece.place);
    return at;
  };
  EXPECT_EQ(places(slicePieces(kScan, 2, 4, 1)), (std::vector<std::int64_t>{2, 6}));
  EXPECT_EQ(places(slicePieces(kScan, 2, 1, 1)).size(), 9u);
  EXPECT_EQ(places(slicePieces(kScan, 0, 100, 1)), (std::vector<std::int64_t>{9})) << "one at least";
  const Piece thin = slicePieces(kScan, 1, 4, 1)[0], thick = slicePieces(kScan, 2, 4, 5)[0];
  EXPECT_EQ(thin.origin, (Extent{0, 2, 0}));
  EXPECT_EQ(thin.size, (Extent{10, 1, 9}));
  EXPECT_EQ(thick.origin, (Extent{0, 0, 0})) << "two on either side of slice 2";
  EXPECT_EQ(thick.size, (Extent{10, 8, 5}));
}

TEST(Pieces, BoxesOfLabelsKeepTheirMarginInMillimetres) {
  const test::TemporaryFolder folder;
  volume::Volume label;
  label.extent = kScan;
  label.type = volume::VoxelType::UInt8;
  label.worldFromVoxel = volume::Affine::scaling({1, 2, 4});
  label.data.resize(label.bytes());
  const auto set = [&](std::int64_t x, std::int64_t y, std::int64_t z, std::uint8_t number) {
    label.as<std::uint8_t>()[(z * kScan.y + y) * kScan.x + x] = number;
  };
  set(4, 3, 5, 1);
  set(6, 4, 5, 1);
  set(0, 7, 8, 3);
  volume::BrickHeader header;
  header.content = volume::Content::Label;
  header.extent = kScan;
  header.worldFromVoxel = label.worldFromVoxel;
  ASSERT_TRUE(volume::writeBrickFile(folder.path / "label.vol", header, label));
  const auto file = volume::BrickFile::open(folder.path / "label.vol");
  ASSERT_TRUE(file);
  const auto tight = labelPieces(*file, 0), wide = labelPieces(*file, 3);
  ASSERT_EQ(tight.size(), 2u);
  EXPECT_EQ(tight.at(1).origin, (Extent{4, 3, 5}));
  EXPECT_EQ(tight.at(1).size, (Extent{3, 2, 1}));
  EXPECT_EQ(wide.at(1).origin, (Extent{1, 1, 4})) << "3, 2 and 1 voxels";
  EXPECT_EQ(wide.at(1).size, (Extent{9, 6, 3}));
  EXPECT_EQ(wide.at(3).origin, (Extent{0, 5, 7}));
  EXPECT_EQ(wide.at(3).size, (Extent{4, 3, 2})) << "within the scan";
  PieceRequest request;
  request.of = "roi";
  request.label = "liver";
  const std::map<int, std::string> names{{1, "spleen"}, {3, "liver"}};
  ASSERT_EQ(piecesOf(*file, &*file, names, request, 3, {8, 8, 8}).size(), 1u);
  EXPECT_EQ(piecesOf(*file, &*file, names, request, 3, {8, 8, 8})[0].place, 3);
  EXPECT_TRUE(piecesOf(*file, nullptr, names, request, 3, {8, 8, 8}).empty());
}

TEST(Pieces, EveryVoxelOfAVolumeIsSeen) {
  Seen seen;
  const at::Tensor row = embedPiece(wholePiece(kScan), cropPlaces, seen.function(), {3, {5, 8, 9}});
  ASSERT_EQ(seen.windows.size(), 1u);
  EXPECT_EQ(seen.windows[0].sizes().vec(), (std::vector<std::int64_t>{2, 1, 9, 8, 5}));
  EXPECT_EQ(row[1].item<double>(), 5 * 8 * 9) << "the mean over two windows that cover all";
  double sum = 0;
  for (int z = 0; z < 9; ++z)
    for (int y = 0; y < 8; ++y)
      for (int x = 0; x < 10; ++x) sum += 100 * z + 10 * y + x + 1;
  EXPECT_NEAR(row[0].item<double>(), sum / 2, 1e-6);
}

TEST(Pieces, SlicesAcrossAnyAxisStandUpright) {
  const auto shown = [](int axis) {
    Seen seen;
    const auto row = embedPiece(slicePieces(kScan, axis, 100, 1)[0], cropPlaces, seen.function(), {2, {10, 9, 1}});
    EXPECT_EQ(seen.windows.size(), 1u);
    EXPECT_EQ(seen.windows[0].sizes().vec(), (std::vector<std::int64_t>{1, 1, 9, 10}));
    return seen.windows[0][0][0];  // rows, columns; a smaller slice stands in the middle
  };
  EXPECT_EQ(shown(2)[4][7].item<float>(), 100 * 8 + 10 * 4 + 7 + 1) << "slice 8: rows y, columns x";
  EXPECT_EQ(shown(1)[4][7].item<float>(), 100 * 4 + 10 * 7 + 7 + 1) << "slice 7: rows z, columns x";
  EXPECT_EQ(shown(0)[4][5].item<float>(), 100 * 4 + 10 * 4 + 9 + 1) << "slice 9: rows z, columns y, one to the right";
}

TEST(Pieces, ARegionIsSeenAlone) {
  Seen seen;
  Piece region{{4, 3, 5}, {3, 2, 1}, 2, true, 1};
  const at::Tensor row = embedPiece(region, cropPlaces, seen.function(), {3, {6, 6, 6}});
  EXPECT_EQ(row[1].item<double>(), 6) << "what lies around it is hidden";
  EXPECT_EQ(row[0].item<double>(), 6 * 501 + 2 * (4 + 5 + 6) + 3 * (30 + 40));
  region.alone = false;
  EXPECT_GT(embedPiece(region, cropPlaces, seen.function(), {3, {6, 6, 6}})[1].item<double>(), 6);
}

TEST(Pieces, WhatOverflowsIsNothing) {
  const auto broken = [](const at::Tensor& batch) { return at::full({batch.size(0), 2}, std::nan("")); };
  EXPECT_EQ(embedPiece(wholePiece(kScan), cropPlaces, broken, {3, {8, 8, 8}}).abs().sum().item<double>(), 0);
}

TEST(Pieces, PixelsAreMeansOverCells) {
  const Extent size{40, 36, 20};
  const at::Tensor whole =
      at::arange(size.voxels(), at::kDouble).mul(0.37).sin().to(at::kFloat).view({1, 1, size.z, size.y, size.x});
  const auto crop = [&](const Extent& origin, const Extent& box, float* out) {
    const at::Tensor part =
        whole[0][0].narrow(0, origin.z, box.z).narrow(1, origin.y, box.y).narrow(2, origin.x, box.x).contiguous();
    std::copy(part.data_ptr<float>(), part.data_ptr<float>() + part.numel(), out);
  };
  const at::Tensor deep = pixelsOf(wholePiece(size), crop);
  EXPECT_TRUE(deep.allclose(at::adaptive_avg_pool3d(whole, {16, 16, 16}).flatten().to(at::kDouble), 1e-5, 1e-6));
  const at::Tensor flat = pixelsOf(slicePieces(size, 2, 20, 1)[0], crop);
  ASSERT_EQ(flat.numel(), 1024);
  EXPECT_TRUE(flat.allclose(
      at::adaptive_avg_pool2d(whole[0].narrow(1, 10, 1).squeeze(1), {32, 32}).flatten().to(at::kDouble), 1e-5, 1e-6));
  EXPECT_EQ(pixelsOf(slicePieces(size, 0, 20, 1)[0], crop).numel(), 1024);
}

TEST(Pieces, RequestsAreReadAndRefused) {
  const auto made = pieceRequest(Json{{"of", "slices"}, {"axis", "x"}, {"every", 3}, {"margin", "2.5"}});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->axis, 0);
  EXPECT_EQ(made->every, 3);
  EXPECT_EQ(made->margin, 2.5);
  EXPECT_EQ(toJson(*made)["axis"], "x");
  for (const Json& wrong : {Json{{"of", "voxels"}}, Json{{"axis", "w"}}, Json{{"every", 0}}, Json{{"every", "few"}},
                            Json{{"margin", -1}}, Json{{"margin", "wide"}}})
    EXPECT_FALSE(pieceRequest(wrong)) << wrong.dump();
}

}  // namespace
}  // namespace selvox::learn::inference
