#include "core/services/crossval.h"

#include "core/services/cohort.h"
#include "core/services/judged.h"
#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using base::Json;
using test::Bench;

TEST(Crossval, EveryArmMeetsScratchInTheSameFoldWithTheSameSeed) {
  const auto runs = crossvalRuns("cv", {"mae/best", "scratch", "mae/best"}, 2, {3, 5});
  ASSERT_EQ(runs.size(), 8U);
  EXPECT_EQ(runs[0].name, "cv-f1-s3-scratch");
  EXPECT_EQ(runs[1].name, "cv-f1-s3-mae");
  EXPECT_EQ(runs[1].arm, "mae/best");
  EXPECT_EQ(runs[2].name, "cv-f2-s3-scratch");
  EXPECT_EQ(runs[7].name, "cv-f2-s5-mae");
}

spec::RunSpec specOf(const std::string& run) {
  spec::RunSpec spec;
  spec.name = run;
  spec.kind = "finetune";
  spec.task = "segmentation";
  spec.settings = Json::object();
  spec.split = Json::array();
  spec.versions = Json::object();
  spec.datasets.push_back({"d", "v", 0, {1, 1, 1}});
  return spec;
}

struct JudgedRow {
  std::string name, patient;
  double dice1, dice2, hd95;
};

void judgeFold(Bench& bench, const std::string& run, const std::vector<JudgedRow>& rows) {
  auto spec = specOf(run);
  Json document = {{"cases", Json::array()}, {"labels", {{"1", {{"name", "liver"}}}, {"2", {{"name", "lesion"}}}}}};
  for (const auto& row : rows) {
    spec::CaseEntry one;
    one.caseName = row.name;
    one.patient = row.patient;
    one.role = "test";
    one.dataset = "d";
    one.image = std::string(32, 'a');
    one.voxelsHash = std::string(32, 'b');
    spec.cases.push_back(one);
    document["cases"].push_back({{"case", row.name},
                                 {"labels",
                                  {{"1", {{"dice", row.dice1}, {"hd95", row.hd95}}},
                                   {"2", {{"dice", row.dice2 < 0 ? Json() : Json(row.dice2)}, {"hd95", nullptr}}}}}});
  }
  const auto folder = bench.runs.create(spec);
  ASSERT_TRUE(folder);
  std::filesystem::create_directories(folder->evaluations());
  ASSERT_TRUE(base::writeJson(folder->evaluations() / "test.json", document));
}

// Fold 1 judges patient A (two cases) and B, fold 2 judges C; one seed of mae, two of scratch in fold 1.
TEST(Crossval, PoolsCasesOverFoldsAndPairsThemWithScratch) {
  Bench bench;
  judgeFold(bench, "cv-f1-s0-scratch", {{"a1", "A", 0.2, 0.4, 6}, {"a2", "A", 0.5, 0.5, 2}, {"b", "B", 0.8, -1, 4}});
  judgeFold(bench, "cv-f1-s1-scratch", {{"a1", "A", 0.4, 0.6, 6}, {"a2", "A", 0.7, 0.7, 2}, {"b", "B", 0.6, -1, 4}});
  judgeFold(bench, "cv-f2-s0-scratch", {{"c", "C", 0.9, 0.7, 1}});
  judgeFold(bench, "cv-f1-s0-mae", {{"a1", "A", 0.4, 0.6, 5}, {"a2", "A", 0.5, 0.5, 2}, {"b", "B", 0.9, -1, 3}});
  const auto runs = crossvalRuns("cv", {"mae"}, 2, {0, 1});
  const auto document = crossvalDocument(bench.workspace, runs);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ((*document)["metric"], "dice");
  EXPECT_EQ((*document)["folds"], 2);
  EXPECT_EQ((*document)["patients"], 3);
  const auto& scratch = (*document)["arms"][0];
  ASSERT_EQ(scratch["folds"].size(), 2U);
  // A: (0.3 + 0.5 + 0.5 + 0.7) / 4; B: (0.8 + 0.6) / 2; C: 0.8
  EXPECT_NEAR(scratch["folds"][0]["value"]["mean"].get<double>(), (0.5 + 0.7) / 2, 1e-12);
  EXPECT_EQ(scratch["folds"][0]["cases"], 3);
  EXPECT_EQ(scratch["folds"][0]["runs"].size(), 2U);
  EXPECT_NEAR(scratch["pooled"]["dice"]["mean"].get<double>(), (0.5 + 0.7 + 0.8) / 3, 1e-12);
  EXPECT_EQ(scratch["pooled"]["dice"]["n"], 3);
  EXPECT_NEAR(scratch["pooled"]["hd95"]["mean"].get<double>(), (4.0 + 4.0 + 1.0) / 3, 1e-12);
  EXPECT_NEAR(scratch["over_folds"]["mean"].get<double>(), (0.6 + 0.8) / 2, 1e-12);
  EXPECT_NEAR(scratch["over_folds"]["deviation"].get<double>(), std::sqrt(0.02), 1e-12);
  EXPECT_FALSE(scratch.contains("gain"));
  EXPECT_NEAR(scratch["labels"]["2"]["dice"]["mean"].get<double>(), (0.55 + 0.7) / 2, 1e-12);
  EXPECT_EQ(scratch["labels"]["2"]["name"], "lesion");
  const auto& mae = (*document)["arms"][1];
  // A: (0.2 + 0) / 2, B: 0.1; fold 2 has no mae yet
  EXPECT_NEAR(mae["gain"]["dice"]["mean"].get<double>(), 0.1, 1e-12);
  EXPECT_EQ(mae["gain"]["dice"]["n"], 2);
  EXPECT_NEAR(mae["gain"]["hd95"]["mean"].get<double>(), (-0.5 - 1.0) / 2, 1e-12);
  EXPECT_NEAR(mae["label_gains"]["2"]["dice"]["mean"].get<double>(), 0.1, 1e-12);
  ASSERT_EQ(scratch["cases"].size(), 4U);
  EXPECT_EQ(scratch["cases"][3]["case"], "c");
  EXPECT_EQ(scratch["cases"][3]["fold"], 2);
  EXPECT_NEAR(scratch["cases"][0]["dice"].get<double>(), 0.4, 1e-12);
  EXPECT_FALSE(crossvalDocument(bench.workspace, crossvalRuns("other", {}, 2, {0})));
}

TEST(Crossval, JudgesEveryTaskByItsOwnNumbers) {
  const auto spec = specOf("x");
  const Json classes = {{"metrics", Json::object()}, {"cases", {{{"case", "a"}, {"correct", 1.0}, {"log_loss", 0.2}}}}};
  EXPECT_EQ(mainMetric(classes), "accuracy");
  EXPECT_EQ(judgedCases(classes, spec)["a"].values,
            (std::map<std::string, double>{{"accuracy", 1.0}, {"log_loss", 0.2}}));
  const Json images = {{"quality", Json::object()},
                       {"cases", {{{"case", "a"}, {"psnr", 30.5}, {"ssim", 0.9}, {"nmse", nullptr}}}}};
  EXPECT_EQ(mainMetric(images), "psnr");
  EXPECT_EQ(judgedCases(images, spec)["a"].values, (std::map<std::string, double>{{"psnr", 30.5}, {"ssim", 0.9}}));
  EXPECT_EQ(judgedCases(images, spec)["a"].patient, "a") << "unknown to the run: a patient of its own";
}

TEST(Crossval, LabelledIsWhatTheTaskCanJudge) {
  Bench bench;
  bench.addCases("d", 4);
  bench.catalog.rows[0].labels.clear();
  bench.catalog.rows[1].attributes["class"] = "benign";
  bench.catalog.rows[2].attributes["class"] = "malignant";
  const auto count = [&](const std::string& task, std::string column) {
    const auto cases = foldCases(bench.catalog, "d", task, column, "");
    EXPECT_TRUE(cases) << cases.error().message;
    return cases ? std::count_if(cases->begin(), cases->end(), [](const auto& one) { return one.labelled; }) : -1;
  };
  EXPECT_EQ(count("segmentation", ""), 3);
  EXPECT_EQ(count("classification", ""), 2);
  EXPECT_EQ(count("enhancement", ""), 4);
  std::string column;
  ASSERT_TRUE(foldCases(bench.catalog, "d", "classification", column, "class"));
  EXPECT_EQ(column, "class");
  EXPECT_FALSE(foldCases(bench.catalog, "e", "segmentation", column, ""));
}

TEST(Crossval, ARunStoresItsFoldAndIsNotTakenForAnother) {
  Bench bench;
  bench.addCases("d", 6);
  std::string column;
  const auto cases = foldCases(bench.catalog, "d", "segmentation", column, "");
  ASSERT_TRUE(cases);
  const auto folds = makeFolds(*cases, {"d", 3, 0, *parseAmount("--val", "1"), ""}, "now");
  ASSERT_TRUE(folds);
  RunRequest request;
  request.name = "cv-f2-s0-scratch";
  request.kind = "finetune";
  request.task = "segmentation";
  request.datasets = {{"d", 0}};
  request.created = "2026-11-30T10:00:00.000Z";
  request.split = folds->splits[1];
  request.splitNote = {{"fold", 2}, {"folds", 3}};
  const auto spec = buildRunSpec(bench.workspace, request, {});  // the dataset has no split of its own
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec->split[0]["fold"], 2);
  EXPECT_EQ(spec->split[0]["test"], Json(folds->splits[1].test));
  int judged = 0;
  for (const auto& one : spec->cases) judged += one.role == "test" ? 1 : 0;
  EXPECT_EQ(judged, 2);
  EXPECT_TRUE(checkFold(*spec, 0, "scratch", folds->splits[1]));
  const auto read = spec::runSpecFromJson(spec::toJson(*spec));  // as a later launch finds it
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(checkFold(*read, 0, "scratch", folds->splits[1]));
  EXPECT_FALSE(checkFold(*spec, 0, "scratch", folds->splits[0])) << "another fold";
  EXPECT_FALSE(checkFold(*spec, 1, "scratch", folds->splits[1])) << "another seed";
  EXPECT_FALSE(checkFold(*spec, 0, "mae/best", folds->splits[1])) << "another start";
}

TEST(Crossval, RefusesAParentThatSawTheJudgedPatients) {
  Bench bench;
  bench.addCases("d", 6);
  bench.addCases("other", 2, 100);
  std::string column;
  const auto folds = makeFolds(*foldCases(bench.catalog, "d", "segmentation", column, ""), {"d", 3, 0, {}, ""}, "now");
  ASSERT_TRUE(folds);
  for (const char* dataset : {"d", "other"}) {
    RunRequest request;
    request.name = std::string("mae-") + dataset;
    request.kind = "pretrain";
    request.method = "mae";
    request.datasets = {{dataset, 0}};
    request.created = "2026-11-30T10:00:00.000Z";
    const auto spec = buildRunSpec(bench.workspace, request, {});
    ASSERT_TRUE(spec) << spec.error().message;
    ASSERT_TRUE(bench.runs.create(*spec));
  }
  const auto refused = gateFolds(bench.workspace, folds->splits, "mae-d/best");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::Refused);
  EXPECT_NE(refused.error().message.find("--repeat-pretraining"), std::string::npos);
  EXPECT_TRUE(gateFolds(bench.workspace, folds->splits, "mae-other"));
  EXPECT_TRUE(gateFolds(bench.workspace, folds->splits, "scratch"));
}

}  // namespace
}  // namespace selvox::services
