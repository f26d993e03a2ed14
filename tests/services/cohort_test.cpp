#include "core/services/cohort.h"

#include <algorithm>
#include <set>

#include "core/services/leak_gate.h"
#include "core/services/split.h"
#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using test::Bench;

void split(Bench& bench, const std::string& dataset, int val, int test, int labelled, std::uint64_t seed = 1) {
  const auto cases = splitCases(bench.catalog, dataset);
  SplitRequest request;
  request.dataset = dataset;
  request.seed = seed;
  request.val = {true, static_cast<double>(val), false};
  request.test = {true, static_cast<double>(test), false};
  request.labelled = {true, static_cast<double>(labelled), false};
  const auto made = makeSplit(*cases, request, "t");
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(bench.catalog.storeSplit(made->split));
}

RunRequest pretraining(const std::string& name, std::vector<CohortDataset> datasets) {
  RunRequest request;
  request.name = name;
  request.kind = "pretrain";
  request.method = "mae";
  request.datasets = std::move(datasets);
  request.created = "t";
  return request;
}

RunRequest finetuning(const std::string& name, const std::string& dataset, const std::string& from) {
  RunRequest request = pretraining(name, {{dataset, 0}});
  request.kind = "finetune";
  request.method = "";
  request.task = "segmentation";
  request.from = from;
  return request;
}

// As if the worker had trained it: a checkpoint and its event.
void finish(Bench& bench, const spec::RunSpec& spec) {
  const auto folder = bench.runs.create(spec);
  ASSERT_TRUE(folder);
  ASSERT_TRUE(base::writeFile(folder->checkpoints() / "step-00000010.safetensors", "weights of " + spec.name));
  auto log = events::EventWriter::open(folder->log());
  ASSERT_TRUE(log);
  ASSERT_TRUE(log->write("run_started", {{"step", 0}, {"steps", 10}}));
  ASSERT_TRUE(log->write("checkpoint", {{"step", 10}, {"path", "checkpoints/step-00000010.safetensors"}}));
  ASSERT_TRUE(log->write("state", {{"state", "done"}, {"step", 10}}));
}

std::map<std::string, int> roles(const spec::RunSpec& spec) {
  std::map<std::string, int> counts;
  for (const auto& one : spec.cases) {
    ++counts[one.role];
    if (one.labelled) ++counts["labelled"];
  }
  return counts;
}

TEST(Cohort, TakesRolesLabelsAndKeysFromTheCatalog) {
  Bench bench;
  bench.addCases("mr", 12);
  split(bench, "mr", 2, 3, 4);
  const auto spec = buildRunSpec(bench.workspace, finetuning("seg", "mr", "scratch"), {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(roles(*spec), (std::map<std::string, int>{{"train", 7}, {"val", 2}, {"test", 3}, {"labelled", 4}}));
  EXPECT_EQ(spec->labels, (std::map<int, std::string>{{1, "organ"}}));
  EXPECT_EQ(spec->initFrom, "scratch");
  EXPECT_EQ(spec->arch, "unet");
  EXPECT_EQ(spec->dim, 3);
  for (const auto& one : spec->cases) {
    EXPECT_EQ(one.image.size(), 32u);
    EXPECT_FALSE(one.labelled && one.role != "train");
  }
  ASSERT_EQ(spec->split.size(), 1u);
  EXPECT_EQ(spec->split[0]["labelled"].size(), 4u);
}

TEST(Cohort, CasesKeepTheColumnsOfTheirSeries) {
  Bench bench;
  bench.addCases("mr", 6);
  for (auto& row : bench.catalog.rows)
    row.attributes = {{"class", row.id % 2 ? "odd" : "even"}, {"sequence", "T2"}, {"window_width", "80"}};
  const auto spec = buildRunSpec(bench.workspace, pretraining("mae", {{"mr", 0}}), {});
  ASSERT_TRUE(spec) << spec.error().message;
  std::map<std::string, int> classes;
  for (const auto& one : spec->cases) {
    ++classes[one.columns.at("class")];
    EXPECT_EQ(one.sequence, "T2");
    EXPECT_FALSE(one.columns.contains("window_width"));
  }
  EXPECT_EQ(classes, (std::map<std::string, int>{{"even", 3}, {"odd", 3}}));
}

// Images without label maps: the column of classes is what they are labelled by.
void makeClasses(Bench& bench, const std::string& column = "class") {
  for (auto& row : bench.catalog.rows) {
    row.labels.clear();
    row.attributes[column] = row.id % 2 ? "odd" : "even";
  }
}

RunRequest classifying(const std::string& dataset) {
  auto request = finetuning("classes", dataset, "scratch");
  request.task = "classification";
  return request;
}

TEST(Cohort, AClassifierIsLabelledByItsColumn) {
  Bench bench;
  bench.addCases("cxr", 12);
  makeClasses(bench);
  split(bench, "cxr", 2, 3, 4);
  auto request = classifying("cxr");
  auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(roles(*spec), (std::map<std::string, int>{{"train", 7}, {"val", 2}, {"test", 3}, {"labelled", 4}}));
  EXPECT_EQ(spec->settings["task.column"], "class");
  EXPECT_TRUE(spec->labels.empty());
  std::set<std::string> before;
  for (const std::size_t count : {2u, 5u, 7u}) {  // nested, and beyond the split's own
    request.labelled = count;
    spec = buildRunSpec(bench.workspace, request, {});
    ASSERT_TRUE(spec) << spec.error().message;
    std::set<std::string> now;
    for (const auto& one : spec->cases)
      if (one.labelled) now.insert(one.caseName);
    EXPECT_EQ(now.size(), count);
    EXPECT_TRUE(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    EXPECT_EQ(spec->split[0]["labelled"].size(), count);
    before = now;
  }
  request.labelled = 8;
  EXPECT_FALSE(buildRunSpec(bench.workspace, request, {}));
}

// An image is its own label: neither label maps nor the split's labelled cases limit what is learnt from.
TEST(Cohort, AnEnhancementLearnsFromEveryTrainingImage) {
  Bench bench;
  bench.addCases("mr", 12);
  split(bench, "mr", 2, 3, 1);
  auto request = finetuning("better", "mr", "scratch");
  request.task = "enhancement";
  auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(roles(*spec), (std::map<std::string, int>{{"train", 7}, {"val", 2}, {"test", 3}, {"labelled", 7}}));
  EXPECT_TRUE(spec->labels.empty());
  request.labelled = 3;
  spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(roles(*spec)["labelled"], 3);
  request.labelled = 8;
  EXPECT_FALSE(buildRunSpec(bench.workspace, request, {}));
}

TEST(Cohort, LabelMapsDoNotLimitAClassifier) {
  Bench bench;
  bench.addCases("mr", 12);
  for (auto& row : bench.catalog.rows) row.attributes["grade"] = row.id % 3 ? "low" : "high";
  bench.catalog.rows[0].attributes.erase("grade");
  split(bench, "mr", 2, 2, 1);  // one label map may be used
  const auto spec = buildRunSpec(bench.workspace, classifying("mr"), {});
  ASSERT_TRUE(spec) << spec.error().message;
  int train = 0;
  for (const auto& one : spec->cases) {
    EXPECT_EQ(one.labelled, one.role == "train" && one.columns.count("grade") > 0) << one.caseName;
    train += one.labelled ? 1 : 0;
  }
  EXPECT_GE(train, 7);
}

TEST(Cohort, AClassifierSaysWhichColumnsThereAre) {
  Bench bench;
  bench.addCases("cxr", 8);
  makeClasses(bench, "site");
  for (auto& row : bench.catalog.rows) row.attributes["severity"] = row.id % 2 ? "mild" : "severe";
  split(bench, "cxr", 1, 1, 0);
  auto request = classifying("cxr");
  auto refused = buildRunSpec(bench.workspace, request, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("severity, site"), std::string::npos) << refused.error().message;
  request.settings["task.column"] = "severity";
  const auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(roles(*spec)["labelled"], 6);
  request.settings["task.column"] = "age";
  EXPECT_FALSE(buildRunSpec(bench.workspace, request, {}));
}

TEST(Cohort, IsAPureFunctionOfItsRequest) {
  Bench bench;
  bench.addCases("mr", 9);
  split(bench, "mr", 1, 2, 3);
  const auto one = buildRunSpec(bench.workspace, finetuning("seg", "mr", "scratch"), {});
  std::reverse(bench.catalog.rows.begin(), bench.catalog.rows.end());
  const auto two = buildRunSpec(bench.workspace, finetuning("seg", "mr", "scratch"), {});
  ASSERT_TRUE(one && two);
  EXPECT_EQ(spec::toJson(*one), spec::toJson(*two));
}

TEST(Cohort, FewerLabelsAreNested) {
  Bench bench;
  bench.addCases("mr", 16);
  split(bench, "mr", 2, 2, 12);
  auto request = finetuning("seg", "mr", "scratch");
  std::set<std::string> before;
  for (const std::size_t count : {2u, 5u, 9u}) {
    request.labelled = count;
    const auto spec = buildRunSpec(bench.workspace, request, {});
    ASSERT_TRUE(spec);
    std::set<std::string> now;
    for (const auto& one : spec->cases)
      if (one.labelled) now.insert(one.caseName);
    EXPECT_EQ(now.size(), count);
    EXPECT_TRUE(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    before = now;
  }
  request.labelled = 13;
  EXPECT_FALSE(buildRunSpec(bench.workspace, request, {}));
}

TEST(Cohort, PretrainingUsesTrainingCasesOnlyUnlessTold) {
  Bench bench;
  bench.addCases("mr", 10);
  bench.addCases("more", 4, 50);
  split(bench, "mr", 2, 3, 2);
  auto request = pretraining("mae", {{"mr", 2}, {"more", 1}});
  const auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(roles(*spec)["train"], 5 + 4);  // a dataset without a split trains whole
  ASSERT_EQ(spec->datasets.size(), 2u);
  EXPECT_EQ(spec->datasets[0].weight, 2);
  request.allCases = true;
  EXPECT_EQ(roles(*buildRunSpec(bench.workspace, request, {}))["train"], 14);
}

TEST(Cohort, AChildInheritsNetworkAndAncestry) {
  Bench bench;
  bench.addCases("mr", 8);
  split(bench, "mr", 1, 2, 2);
  auto first = pretraining("mae-1", {{"mr", 0}});
  first.arch = "resnet-18";
  first.dim = 2;
  auto parent = buildRunSpec(bench.workspace, first, {});
  ASSERT_TRUE(parent);
  parent->settings = {{"arch.stem", "small"}, {"train.lr", 0.1}};
  finish(bench, *parent);
  auto second = pretraining("mae-2", {{"mr", 0}});
  second.from = "mae-1";
  const auto child = buildRunSpec(bench.workspace, second, {});
  ASSERT_TRUE(child) << child.error().message;
  finish(bench, *child);
  const auto grandchild = buildRunSpec(bench.workspace, finetuning("seg", "mr", "mae-2"), {});
  ASSERT_TRUE(grandchild) << grandchild.error().message;
  EXPECT_EQ(grandchild->parents, (std::vector<std::string>{"mae-2", "mae-1"}));
  EXPECT_EQ(grandchild->arch, "resnet-18");
  EXPECT_EQ(grandchild->dim, 2);
  EXPECT_EQ(grandchild->settings, (base::Json{{"arch.stem", "small"}}));  // not the learning rate
  EXPECT_EQ(grandchild->initCheckpoint, "../mae-2/checkpoints/step-00000010.safetensors");
  EXPECT_EQ(grandchild->initSha256.size(), 64u);
  auto other = finetuning("seg", "mr", "mae-2");
  other.arch = "unet";
  EXPECT_FALSE(buildRunSpec(bench.workspace, other, {}));
}

TEST(Cohort, LikeCopiesTheCasesThoughTheSplitHasChanged) {
  Bench bench;
  bench.addCases("mr", 12);
  split(bench, "mr", 2, 3, 4, 1);
  auto twin = buildRunSpec(bench.workspace, finetuning("one", "mr", "scratch"), {});
  ASSERT_TRUE(twin);
  twin->settings = {{"train.steps", 77}, {"train.lr", 0.5}};
  finish(bench, *twin);
  split(bench, "mr", 2, 3, 2, 9);
  auto request = finetuning("two", "mr", "scratch");
  request.like = "one";
  const auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec::toJson(*spec)["data"], spec::toJson(*twin)["data"]);
  // The twin was given 77 steps and ended after 10: so does its baseline, without a clock.
  EXPECT_EQ(spec->settings, (base::Json{{"train.lr", 0.5}, {"train.steps", 10}, {"train.max_minutes", nullptr}}));
}

TEST(Cohort, RefusesWhatCannotWork) {
  Bench bench;
  bench.addCases("mr", 6);
  EXPECT_EQ(buildRunSpec(bench.workspace, finetuning("seg", "mr", "scratch"), {}).error().code,
            base::ErrorCode::NotFound);  // no split
  split(bench, "mr", 1, 1, 2);
  const auto unknown = buildRunSpec(bench.workspace, finetuning("seg", "mr", "mae-7"), {});
  EXPECT_EQ(unknown.error().code, base::ErrorCode::NotFound);
  EXPECT_FALSE(buildRunSpec(bench.workspace, finetuning("../seg", "mr", "scratch"), {}));
  EXPECT_FALSE(buildRunSpec(bench.workspace, pretraining("mae", {}), {}));
  EXPECT_EQ(buildRunSpec(bench.workspace, pretraining("", {{"mr", 0}}), {})->name, "mae-1");
}

TEST(Cohort, ACombinationGetsANameThatAFolderCanHave) {
  Bench bench;
  bench.addCases("mr", 6);
  auto request = pretraining("", {{"mr", 0}});
  request.method = "mae+simclr";
  const auto spec = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec->name, "mae-simclr-1");
  EXPECT_TRUE(spec::runSpecFromJson(spec::toJson(*spec)));
}

TEST(LeakGate, FindsTheTestPatientsOfAPretrainingOnEverything) {
  Bench bench;
  bench.addCases("mr", 10);
  split(bench, "mr", 2, 3, 2);
  auto everything = pretraining("mae", {{"mr", 0}});
  everything.allCases = true;
  finish(bench, *buildRunSpec(bench.workspace, everything, {}));
  auto request = finetuning("seg", "mr", "mae");
  const auto refused = buildRunSpec(bench.workspace, request, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::Refused);
  for (const auto& name : bench.catalog.splits["mr"].test)
    EXPECT_NE(refused.error().message.find("P-" + name), std::string::npos) << name;
  request.overrideLeak = "a smoke test";
  const auto run = buildRunSpec(bench.workspace, request, {});
  ASSERT_TRUE(run);
  ASSERT_EQ(run->overrides.size(), 1u);
  EXPECT_EQ(run->overrides[0].gate, "leak");
  EXPECT_EQ(run->overrides[0].reason, "a smoke test");
  EXPECT_EQ(run->overrides[0].patients.size(), 5u);
}

TEST(LeakGate, FindsTheSameScanInAnotherDatasetUnderAnotherName) {
  Bench bench;
  bench.addCases("mr", 8);
  split(bench, "mr", 1, 2, 2);
  const auto test = bench.catalog.splits["mr"].test.front();
  for (const auto& row : bench.catalog.rows)
    if (row.caseName == test) {
      auto copy = row;
      copy.id = 100;
      copy.dataset = "archive";
      copy.caseName = "renamed";
      copy.patient = "P-somebody";
      bench.catalog.rows.push_back(copy);
      break;
    }
  finish(bench, *buildRunSpec(bench.workspace, pretraining("mae", {{"archive", 0}}), {}));
  const auto refused = buildRunSpec(bench.workspace, finetuning("seg", "mr", "mae"), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::Refused);
  EXPECT_NE(refused.error().detail.find("same voxels"), std::string::npos) << refused.error().detail;
  EXPECT_NE(refused.error().detail.find("renamed"), std::string::npos);
}

TEST(LeakGate, LooksPastTheParentToItsAncestors) {
  Bench bench;
  bench.addCases("mr", 8);
  bench.addCases("other", 3, 70);
  split(bench, "mr", 1, 2, 2);
  auto everything = pretraining("old", {{"mr", 0}});
  everything.allCases = true;
  finish(bench, *buildRunSpec(bench.workspace, everything, {}));
  auto middle = pretraining("middle", {{"other", 0}});
  middle.from = "old";
  finish(bench, *buildRunSpec(bench.workspace, middle, {}));
  const auto refused = buildRunSpec(bench.workspace, finetuning("seg", "mr", "middle"), {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("of run old"), std::string::npos);
  std::filesystem::remove_all(bench.runs.folder("old").root);
  const auto unknown = buildRunSpec(bench.workspace, finetuning("seg", "mr", "middle"), {});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, base::ErrorCode::Refused);
}

TEST(LeakGate, FindsAPatientOnBothSidesOfAUnion) {
  std::vector<spec::CaseEntry> cases(2);
  cases[0].caseName = "a";
  cases[0].patient = cases[1].patient = "P-1";
  cases[0].role = "train";
  cases[1].caseName = "b";
  cases[1].role = "val";
  cases[1].voxelsHash = "x";
  const auto leaks = findLeaks(cases, {});
  ASSERT_EQ(leaks.size(), 1u);
  EXPECT_EQ(leaks[0].role, "val");
  EXPECT_FALSE(leaks[0].sameVoxels);
  cases[1].patient = "";
  cases[0].patient = "";
  EXPECT_TRUE(findLeaks(cases, {}).empty());  // nothing known is not the same patient
}

}  // namespace
}  // namespace selvox::services
