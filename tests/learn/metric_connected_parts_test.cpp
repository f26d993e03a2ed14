// Pieces and holes of small masks, counted by eye.

#include <gtest/gtest.h>

#include "core/learn/inference/label_scores.h"
#include "core/learn/inference/postprocess.h"
#include "core/learn/metrics/connected_parts.h"

namespace selvox::learn {
namespace {

using metrics::Grid;
using metrics::Touching;
using Bytes = std::vector<std::uint8_t>;

const Grid kFlat{{1, 4, 5}, {1, 1, 1}};
const Bytes kTwo{1, 1, 0, 0, 0,  //
                 0, 0, 1, 0, 0,  // touches the first row's pair by a corner
                 0, 0, 0, 0, 1,  //
                 0, 0, 0, 0, 1};

TEST(Components, TouchByFacesOrByCorners) {
  const auto faces = metrics::connectedParts(kTwo, kFlat, Touching::Faces);
  EXPECT_EQ(faces.voxels, (std::vector<std::int64_t>{2, 1, 2}));
  const auto corners = metrics::connectedParts(kTwo, kFlat, Touching::Corners);
  EXPECT_EQ(corners.voxels, (std::vector<std::int64_t>{3, 2}));
  EXPECT_EQ(corners.of[7], 1);
  EXPECT_EQ(corners.of[19], 2);
  EXPECT_EQ(corners.of[3], 0);
}

TEST(Components, RowsDoNotWrapAndSlicesJoin) {
  EXPECT_EQ(metrics::connectedParts(Bytes{0, 0, 1, 1, 0, 0}, {{1, 2, 3}, {1, 1, 1}}, Touching::Faces).voxels.size(),
            2u);
  const Bytes deep{1, 0, 0, 0, /**/ 0, 0, 0, 1};  // opposite corners of a cube
  EXPECT_EQ(metrics::connectedParts(deep, {{2, 2, 2}, {1, 1, 1}}, Touching::Corners).voxels.size(), 1u);
  EXPECT_EQ(metrics::connectedParts(deep, {{2, 2, 2}, {1, 1, 1}}, Touching::Faces).voxels.size(), 2u);
}

TEST(Components, TheLargestStays) {
  Bytes mask = kTwo;
  metrics::keepLargest(mask, kFlat);
  EXPECT_EQ(mask, (Bytes{1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(Components, AHoleHasNoWayOut) {
  const Grid grid{{1, 4, 4}, {1, 1, 1}};
  const Bytes ring{1, 1, 1, 0,  //
                   1, 0, 1, 0,  //
                   1, 1, 1, 0,  //
                   0, 0, 0, 0};
  Bytes expected(16, 0);
  expected[5] = 1;
  EXPECT_EQ(metrics::holes(ring, grid), expected);
  Bytes open = ring;
  open[1] = 0;
  EXPECT_EQ(metrics::holes(open, grid), Bytes(16, 0));
  Bytes corner = ring;
  corner[0] = 0;  // a way along a corner is none
  EXPECT_EQ(metrics::holes(corner, grid), expected);
}

TEST(Components, AFalsePositiveTouchesNoReference) {
  const Bytes ref{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(metrics::falsePositives(kTwo, ref, kFlat), 1);
  EXPECT_EQ(metrics::falsePositives(kTwo, Bytes(20, 0), kFlat), 2);
  EXPECT_EQ(metrics::falsePositives(Bytes(20, 0), ref, kFlat), 0);
}

TEST(LabelScores, AreTheUsualFigures) {
  const Grid grid{{1, 1, 6}, {1, 1, 2}};  // 2 mm along x
  const Bytes pred{1, 1, 1, 0, 0, 1}, ref{0, 1, 1, 1, 0, 0};
  const auto score = inference::scoreMasks(pred, ref, grid, 2.0);
  EXPECT_DOUBLE_EQ(score.dice, 4.0 / 7);
  EXPECT_DOUBLE_EQ(score.iou, 2.0 / 5);
  EXPECT_DOUBLE_EQ(score.volumeError, 1.0 / 3);
  EXPECT_EQ(score.falsePositives, 1);
  EXPECT_DOUBLE_EQ(score.nsd, 6.0 / 7);  // all but the far piece, which is 4 mm away
  EXPECT_TRUE(std::isnan(inference::scoreMasks(pred, Bytes(6, 0), grid, 1).volumeError));
}

const Grid kSquare{{1, 5, 5}, {1, 1, 1}};
std::vector<std::uint16_t> ringAndSpeck() {
  std::vector<std::uint16_t> v(25, 0);
  for (const int i : {0, 1, 2, 5, 7, 10, 11, 12}) v[static_cast<std::size_t>(i)] = 3;
  v[24] = 3;
  return v;
}

TEST(Postprocess, KeepsTheLargestAndFillsBackgroundAlone) {
  auto values = ringAndSpeck();
  inference::postprocess(values, 3, {true, true}, kSquare);
  EXPECT_EQ(values[24], 0);
  EXPECT_EQ(values[6], 3);
  values = ringAndSpeck();
  values[6] = 9;  // another label in the hole is no hole
  inference::postprocess(values, 3, {false, true}, kSquare);
  EXPECT_EQ(values[6], 9);
  EXPECT_EQ(values[24], 3);
}

TEST(Postprocess, TheChoiceIsWhatTheValidationCasesLike) {
  const std::map<int, std::string> labels{{3, "ring"}, {5, "absent"}};
  auto truth = ringAndSpeck();
  truth[24] = 0;
  inference::PostChoice choice;
  choice.add(ringAndSpeck(), truth, kSquare, labels);
  EXPECT_EQ(choice.plan(), (inference::PostPlan{{3, {true, false}}}));  // the hole is true
  EXPECT_DOUBLE_EQ(choice.report()["3"]["dice"].get<double>(), 1.0);
  EXPECT_DOUBLE_EQ(choice.report()["3"]["dice_before"].get<double>(), 16.0 / 17);
  EXPECT_FALSE(choice.report().contains("5"));
  EXPECT_EQ(inference::postPlanFrom(choice.report()), choice.plan());
  truth.assign(25, 0);
  truth[12] = truth[13] = 3;
  inference::PostChoice nothing;  // of equal ways the one that does less
  nothing.add(truth, truth, kSquare, labels);
  EXPECT_TRUE(nothing.plan().empty());
}

}  // namespace
}  // namespace selvox::learn
