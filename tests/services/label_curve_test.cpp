#include "core/services/label_curve.h"

#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using base::Json;
using test::Bench;

TEST(LabelCurve, CountsAreNumbersOrSharesOnceEach) {
  const auto counts = curveCounts({"0.5", "8", "1", "0.01", "1.0", "40"}, 80);
  ASSERT_TRUE(counts) << counts.error().message;
  EXPECT_EQ(*counts, (std::vector<std::size_t>{1, 8, 40, 80}));  // a hundredth of 80 is one case, half is 40
  EXPECT_FALSE(curveCounts({"81"}, 80));
  EXPECT_FALSE(curveCounts({"few"}, 80));
}

TEST(LabelCurve, EveryArmMeetsScratchWithTheSameLabelsAndSeed) {
  const auto runs = curveRuns("c", {"mae", "byol/best", "mae"}, {1, 4}, {7, 9});
  ASSERT_EQ(runs.size(), 12U);
  EXPECT_EQ(runs[0].name, "c-1-s7-scratch");
  EXPECT_EQ(runs[1].name, "c-1-s7-mae");
  EXPECT_EQ(runs[2].name, "c-1-s7-byol");
  EXPECT_EQ(runs[2].arm, "byol/best");
  EXPECT_EQ(runs[3].name, "c-4-s7-scratch");
  EXPECT_EQ(runs[6].seed, 9U);
}

// Two labels a case; Dice of the second is unknown where it is negative.
void judge(Bench& bench, const std::string& run, const std::vector<std::pair<double, double>>& dice) {
  spec::RunSpec spec;
  spec.name = run;
  spec.kind = "finetune";
  spec.task = "segmentation";
  spec.settings = Json::object();
  spec.split = Json::array();
  spec.versions = Json::object();
  spec.datasets.push_back({"d", "v", 0, {1, 1, 1}});
  Json document = {{"cases", Json::array()}};
  for (std::size_t i = 0; i < dice.size(); ++i) {
    spec::CaseEntry one;
    one.caseName = "case" + std::to_string(i);
    one.patient = "P" + std::to_string(i);
    one.role = "test";
    one.dataset = "d";
    one.image = std::string(32, 'a');
    one.voxelsHash = std::string(32, 'b');
    spec.cases.push_back(one);
    const Json second = dice[i].second < 0 ? Json() : Json(dice[i].second);
    document["cases"].push_back(
        {{"case", one.caseName}, {"labels", {{"1", {{"dice", dice[i].first}}}, {"2", {{"dice", second}}}}}});
  }
  const auto folder = bench.runs.create(spec);
  ASSERT_TRUE(folder);
  std::filesystem::create_directories(folder->evaluations());
  ASSERT_TRUE(base::writeJson(folder->evaluations() / "test.json", document));
}

TEST(LabelCurve, AveragesLabelsThenSeedsThenPatients) {
  Bench bench;
  const auto runs = curveRuns("c", {"mae"}, {1, 4}, {0, 1});
  judge(bench, "c-1-s0-scratch", {{0.2, 0.4}, {0.6, -1}});
  judge(bench, "c-1-s1-scratch", {{0.4, 0.4}, {0.4, -1}});
  judge(bench, "c-1-s0-mae", {{0.5, 0.7}, {0.8, -1}});  // 0.3 and 0.2 above
  judge(bench, "c-1-s1-mae", {{0.6, 0.6}, {0.6, -1}});  // 0.2 and 0.2
  judge(bench, "c-4-s0-mae", {{0.9, 0.9}, {0.9, 0.9}});
  const auto document = curveDocument(bench.workspace, runs, "test");
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ((*document)["metric"], "dice");
  const auto& arms = (*document)["arms"];
  ASSERT_EQ(arms.size(), 2U);
  EXPECT_EQ(arms[0]["arm"], "scratch");
  ASSERT_EQ(arms[0]["points"].size(), 1U);
  const auto& scratch = arms[0]["points"][0];
  EXPECT_NEAR(scratch["value"]["mean"].get<double>(), ((0.3 + 0.4) / 2 + (0.6 + 0.4) / 2) / 2, 1e-12);
  EXPECT_EQ(scratch["value"]["n"], 2);
  EXPECT_FALSE(scratch.contains("gain"));
  EXPECT_NEAR(scratch["runs"][1]["value"].get<double>(), 0.4, 1e-12);
  const auto& mae = arms[1]["points"][0];
  EXPECT_NEAR(mae["gain"]["mean"].get<double>(), ((0.3 + 0.2) / 2 + (0.2 + 0.2) / 2) / 2, 1e-12);
  EXPECT_NEAR(mae["gain"]["low"].get<double>(), 0.2, 1e-12);
  EXPECT_NEAR(mae["gain"]["high"].get<double>(), 0.25, 1e-12);
  ASSERT_EQ(arms[1]["points"].size(), 2U);
  EXPECT_FALSE(arms[1]["points"][1].contains("gain")) << "no scratch with four labels was judged";
  const auto svg = curveSvg(*document);
  EXPECT_NE(svg.find(">mae</text>"), std::string::npos);
  EXPECT_NE(svg.find("labelled cases"), std::string::npos);
  EXPECT_FALSE(curveDocument(bench.workspace, curveRuns("other", {}, {1}, {0}), "test"));
}

TEST(LabelCurve, PictureEscapesNames) {
  const Json interval = {{"mean", 0.5}, {"low", 0.4}, {"high", 0.6}, {"n", 3}};
  const Json document = {
      {"split", "test"},
      {"metric", "dice"},
      {"arms", {{{"arm", "a<b&c"}, {"points", {{{"labelled", 4}, {"value", interval}, {"runs", Json::array()}}}}}}}};
  const auto svg = curveSvg(document);
  EXPECT_NE(svg.find("a&lt;b&amp;c"), std::string::npos);
  EXPECT_EQ(svg.find("a<b"), std::string::npos);
}

}  // namespace
}  // namespace selvox::services
