// Classifiers by hand, probes that keep patients apart and change nothing, columns, a judged pretraining.

#include <set>

#include <ATen/ATen.h>
#include <torch/nn/module.h>

#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/classifiers.h"
#include "core/learn/engine/companions.h"
#include "core/learn/engine/probe.h"
#include "core/learn/inference/evaluate.h"
#include "core/learn/inference/few_shot.h"
#include "core/learn/inference/probe_run.h"
#include "core/learn/inference/segmenter.h"
#include "core/learn/methods/parts.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::engine {
namespace {

using Labels = std::vector<std::int64_t>;

TEST(NearestAnswers, WeighsByCosineNotByCount) {
  // Cosines to (1, 0): 1, 0.6, 0.6, 0. exp(1 / .1) = 22026 against 2 exp(.6 / .1) = 807.
  const Labelled fit{at::tensor({5.0, 0.0, 0.6, 0.8, 3.0, -4.0, 0.0, 1.0}, at::kDouble).view({4, 2}), {0, 1, 1, 1}};
  const at::Tensor query = at::tensor({2.0, 0.0}, at::kDouble).view({1, 2});
  EXPECT_EQ(nearestAnswers(fit, query, 2, 3), Labels{0});
  EXPECT_EQ(nearestAnswers(fit, query, 2, 3, 10.0), Labels{1});  // nearly a count
  EXPECT_EQ(nearestAnswers(fit, query, 2, 1, 10.0), Labels{0});
  EXPECT_EQ(nearestAnswers(fit, at::tensor({0.0, 7.0}, at::kDouble).view({1, 2}), 2, 100), Labels{1});
  EXPECT_EQ(neighbourCount(6), 6);
  EXPECT_EQ(neighbourCount(9999), 20);
  EXPECT_EQ(neighbourCount(10000), 200);
}

TEST(NearestAnswers, ALongRowIsNoNearer) {
  const Labelled fit{at::tensor({1.0, 0.0, 80.0, 60.0}, at::kDouble).view({2, 2}), {0, 1}};
  EXPECT_EQ(nearestAnswers(fit, at::tensor({2.0, 0.0}, at::kDouble).view({1, 2}), 2, 2), Labels{0});  // cosine 1, 0.8
}

// Three classes on a line of one feature among loud ones that say nothing.
Labelled cloud(std::int64_t n, std::uint64_t seed, std::int64_t features) {
  base::Rng rng(seed, base::Purpose::Test);
  Labelled made{at::empty({n, features}, at::kDouble), {}};
  for (std::int64_t i = 0; i < n; ++i) {
    made.labels.push_back(i % 3);
    for (std::int64_t f = 0; f < features; ++f) made.rows[i][f] = 50 * rng.normal();
    const double angle = 2.0944 * static_cast<double>(i % 3);
    made.rows[i][0] = std::cos(angle) + 0.1 * rng.normal();
    made.rows[i][1] = std::sin(angle) + 0.1 * rng.normal();
  }
  return made;
}

TEST(LinearAnswers, FindsWhatNeighboursCannot) {
  const Labelled fit = cloud(120, 1, 8), judge = cloud(60, 2, 8);
  EXPECT_EQ(linearAnswers(fit, judge.rows, 3), judge.labels);
  const Labels near = nearestAnswers(fit, judge.rows, 3, 20);
  std::int64_t right = 0;
  for (std::size_t i = 0; i < near.size(); ++i) right += near[i] == judge.labels[i] ? 1 : 0;
  EXPECT_LT(right, 45);
}

TEST(LinearAnswers, DoNotDependOnUnitsAndBearMoreFeaturesThanRows) {
  const Labelled fit = cloud(60, 3, 6), judge = cloud(60, 4, 6);
  const Labels answers = linearAnswers(fit, judge.rows, 3);
  const at::Tensor scale = at::tensor({1e-3, 7.0, 100.0, 1.0, 2.0, 0.5}, at::kDouble);
  EXPECT_EQ(linearAnswers({fit.rows * scale + 3, fit.labels}, judge.rows * scale + 3, 3), answers);
  // A feature that never changes while fitting says nothing, whatever it does later.
  const auto with = [](const at::Tensor& rows, double value) {
    return at::cat({rows, at::full({rows.size(0), 1}, value, at::kDouble)}, 1);
  };
  EXPECT_EQ(linearAnswers({with(fit.rows, 5), fit.labels}, with(judge.rows, 1e6), 3), answers);
  const Labelled few = cloud(12, 5, 40);
  EXPECT_EQ(linearAnswers(few, judge.rows.new_zeros({1, 40}), 3).size(), 1u);
  EXPECT_EQ(linearAnswers(few, few.rows, 3).size(), 12u);
}

// The class is the small difference of two loud features: found by a weak pull only, lost by a strong one.
TEST(LinearAnswers, PullAsHardAsTheRowsBear) {
  const auto made = [](std::uint64_t seed) {
    base::Rng rng(seed, base::Purpose::Test);
    Labelled all{at::empty({80, 2}, at::kDouble), {}};
    for (std::int64_t i = 0; i < 80; ++i) {
      const double loud = rng.normal();
      all.labels.push_back(i % 2);
      all.rows[i][0] = loud;
      all.rows[i][1] = loud + (i % 2 == 0 ? -0.1 : 0.1) + 0.01 * rng.normal();
    }
    return all;
  };
  const Labelled fit = made(6), judge = made(7);
  EXPECT_EQ(linearAnswers(fit, judge.rows, 2), judge.labels);
}

// Nearly as many features as rows: the strength that fits best answers worst, leaving one out tells.
TEST(LinearAnswers, TheStrengthIsChosenByRowsLeftOut) {
  const Labelled fit = cloud(30, 8, 28), judge = cloud(150, 9, 28);
  const Labels answers = linearAnswers(fit, judge.rows, 3);
  std::int64_t right = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) right += answers[i] == judge.labels[i] ? 1 : 0;
  EXPECT_GT(right, 140);  // 149; by the fit alone 131
}

TEST(LinearAnswers, WhereNothingIsSaidTheCommonestClassIsNamed) {
  const Labelled fit{at::ones({4, 3}, at::kDouble), {1, 0, 1, 1}};
  EXPECT_EQ(linearAnswers(fit, at::ones({1, 3}, at::kDouble), 2), Labels{1});
}

// Eight to train, four to validate, four to judge; two classes in turn.
spec::RunSpec classed(const test::Workspace& workspace, const std::string& method, int dim) {
  spec::RunSpec spec = workspace.spec(method, "unet", dim);
  for (std::size_t i = 0; i < spec.cases.size(); ++i) {
    spec.cases[i].role = i < 8 ? "train" : i < 12 ? "val" : "test";
    spec.cases[i].columns = {{"class", i % 2 == 0 ? "even" : "odd"}, {"echo_time", std::to_string(i % 3)}};
  }
  return spec;
}

Cohort cohortOf(const test::Workspace& workspace, const spec::RunSpec& spec, const std::string& role,
                const std::string& key = "patient") {
  std::vector<spec::CaseEntry> chosen;
  for (const auto& entry : spec.cases)
    if (entry.role == role) chosen.push_back(entry);
  Cohort::Options options;
  options.key = key;
  auto cohort = Cohort::open(workspace.root() / "cache", chosen, spec.datasets, options);
  EXPECT_TRUE(cohort);
  return std::move(*cohort);
}

TEST(Probe, NeverJudgesAPatientItWasFittedTo) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "noop", 2);
  spec.cases[8].patient = spec.cases[0].patient;
  spec.cases[9].columns["class"] = "unheard of";
  spec.cases[10].columns.erase("class");
  const Cohort fit = cohortOf(workspace, spec, "train"), judge = cohortOf(workspace, spec, "val");
  const auto probe = Probe::make(fit, judge, "class", 100, 1);
  ASSERT_TRUE(probe) << probe.error().message;
  EXPECT_EQ(probe->classes(), (std::vector<std::string>{"even", "odd"}));
  EXPECT_EQ(probe->fittedLabels(), (Labels{0, 1, 0, 1, 0, 1, 0, 1}));
  EXPECT_EQ(probe->judged(), (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(probe->judgedLabels(), (Labels{-1, 1}));
  EXPECT_DOUBLE_EQ(probe->accuracy({0, 1}), 0.5);
  const auto small = Probe::make(fit, judge, "class", 5, 1), again = Probe::make(fit, judge, "class", 5, 1);
  ASSERT_TRUE(small && again);
  EXPECT_EQ(small->fitted().size(), 5u);
  EXPECT_EQ(small->fitted(), again->fitted());
  EXPECT_FALSE(Probe::make(fit, judge, "site", 100, 1));
  EXPECT_FALSE(Probe::make(fit, fit, "class", 100, 1));
}

// Also by patients of training cases that the probe was not fitted to: the encoder has seen them.
TEST(Probe, LeavesOutEveryPatientOfTheTraining) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "noop", 2);
  spec.cases[8].patient = spec.cases[0].patient;
  const Cohort fit = cohortOf(workspace, spec, "train"), judge = cohortOf(workspace, spec, "val");
  std::set<std::vector<std::size_t>> drawn;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const auto probe = Probe::make(fit, judge, "class", 3, seed);
    if (!probe) continue;  // three of one class
    drawn.insert(probe->fitted());
    EXPECT_EQ(probe->judged(), (std::vector<std::size_t>{1, 2, 3})) << seed;
  }
  EXPECT_GT(drawn.size(), 1u) << "another seed, other cases";
}

TEST(Probe, EmbedsThreeSlicesAndLeavesTheNetworkAlone) {
  const test::Workspace workspace(3, {16, 16, 8});
  const auto spec = workspace.spec("mae", "unet", 2);
  const Cohort cohort = cohortOf(workspace, spec, "train");
  architectures::NetworkConfig config;
  config.dim = 2;
  config.settings = {{"base", 4}, {"stages", 2}};
  const auto network = architectures::build("unet", config, 1);
  ASSERT_TRUE(network) << network.error().message;
  (*network)->train(true);
  EmbedConfig embed;
  embed.dim = 2;
  embed.patch = {12, 12, 1};
  const at::Tensor rows = embedCases(**network, cohort, {0}, embed);
  EXPECT_TRUE((*network)->is_training());
  (*network)->eval();
  at::Tensor sum;
  for (const std::int64_t z : {2, 4, 6}) {
    at::Tensor image = at::empty({1, 1, 12, 12});
    cohort.cropImage(0, {2, 2, z}, {12, 12, 1}, image.data_ptr<float>());
    const at::Tensor one = methods::embed(**network, image).to(at::kDouble);
    sum = sum.defined() ? sum + one : one;
  }
  EXPECT_LT((rows - sum / 3).abs().max().item<double>(), 1e-6);
}

// In evaluation mode a row does not depend on its company, and running statistics stay. What overflows becomes 0.
TEST(Probe, EmbedsCaseByCaseBehindBatchNorm) {
  const test::Workspace workspace(4, {16, 16, 4});
  const auto spec = workspace.spec("mae", "unet", 2);
  std::vector<spec::CaseEntry> cases = spec.cases;
  const auto cohort = Cohort::open(workspace.root() / "cache", cases, spec.datasets, {});
  ASSERT_TRUE(cohort);
  architectures::NetworkConfig config;
  config.dim = 2;
  config.settings = {{"base", 4}, {"stem", "small"}};
  const auto network = architectures::build("resnet-18", config, 1);
  ASSERT_TRUE(network) << network.error().message;
  (*network)->train(true);
  EmbedConfig embed;
  embed.dim = 2;
  embed.patch = {16, 16, 1};
  std::vector<at::Tensor> before;
  for (const at::Tensor& b : (*network)->buffers()) before.push_back(b.clone());
  ASSERT_FALSE(before.empty());
  const at::Tensor alone = embedCases(**network, *cohort, {1}, embed),
                   all = embedCases(**network, *cohort, {0, 1, 2}, embed);
  EXPECT_TRUE(at::allclose(alone[0], all[1], 1e-5, 1e-6));
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(at::equal(before[i], (*network)->buffers()[i])) << i;
  {
    const at::NoGradGuard noGrad;
    for (at::Tensor& p : (*network)->parameters()) p.fill_(std::nan(""));
  }
  EXPECT_EQ(embedCases(**network, *cohort, {0}, embed).abs().sum().item<double>(), 0.0);
}

TEST(Probe, StandsBesideTheLossAndChangesNothing) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "mae", 2);
  spec.settings["probe.every"] = 4;
  const auto with = workspace.make("with", spec), twin = workspace.make("twin", spec);
  spec.settings["probe.column"] = "none";
  const auto without = workspace.make("without", spec);
  for (const auto& folder : {with, twin, without}) ASSERT_EQ(runFolder(folder.root), 0);
  const auto knn = test::curve(with, "probe/knn");
  std::vector<std::int64_t> steps;
  for (const auto& [step, value] : knn) {
    steps.push_back(step);
    EXPECT_TRUE(value >= 0 && value <= 1);
  }
  EXPECT_EQ(steps, (std::vector<std::int64_t>{0, 4, 8, 10}));
  EXPECT_EQ(test::curve(with, "probe/linear").size(), 4u);
  EXPECT_EQ(knn, test::curve(twin, "probe/knn"));
  EXPECT_TRUE(test::curve(without, "probe/knn").empty());
  EXPECT_EQ(test::curve(with, "loss/train"), test::curve(without, "loss/train"));
}

TEST(Probe, IsLeftOutWithoutAWordWhereThereIsNoColumn) {
  const test::Workspace workspace(5, {16, 16, 4});
  const auto folder = workspace.make("run", workspace.spec("mae", "unet", 2));
  ASSERT_EQ(runFolder(folder.root), 0);
  EXPECT_TRUE(test::curve(folder, "probe/knn").empty());
  for (const std::string& text : test::messages(folder)) EXPECT_EQ(text.find("robe"), std::string::npos) << text;
}

TEST(Probe, JudgesAFinishedPretraining) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "byol", 2);
  spec.settings["train.ema"] = 0.5;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(runFolder(folder.root), 0);
  const auto quiet = [](const base::Progress&) {};
  const auto document = inference::evaluateRun(folder, "test", "final", quiet);
  ASSERT_TRUE(document) << document.error().message;
  const base::Json& probe = (*document)["probe"];
  EXPECT_EQ(probe["column"], "class");
  EXPECT_EQ(probe["n"], 4);
  EXPECT_EQ(probe["fitted"], 8);
  EXPECT_EQ(probe["chance"], 0.5);
  EXPECT_EQ((*document)["cases"].size(), 4u);
  for (const char* name : {"knn", "linear"}) {
    double right = 0;
    for (const auto& one : (*document)["cases"]) right += one[name] == one["class"] ? 0.25 : 0;
    EXPECT_NEAR(probe[name]["accuracy"].get<double>(), right, 1e-12);
    EXPECT_LE(probe[name]["low"].get<double>(), right);
    EXPECT_GE(probe[name]["high"].get<double>(), right);
  }
  // Four of either class were fitted to: drawing one and two is possible, five is not.
  ASSERT_EQ(probe["few_shot"].size(), 2u);
  EXPECT_EQ(probe["few_shot"][1]["per_class"], 2);
  EXPECT_LE(probe["few_shot"][1]["linear"]["low"], probe["few_shot"][1]["linear"]["accuracy"]);
  // On the validation cases it is the very number that stands at the end of the curve: the averaged weights.
  const auto val = inference::evaluateRun(folder, "val", "final", quiet);
  ASSERT_TRUE(val) << val.error().message;
  EXPECT_EQ((*val)["probe"]["knn"]["accuracy"].get<double>(), test::curve(folder, "probe/knn").at(10));
  EXPECT_EQ((*val)["probe"]["linear"]["accuracy"].get<double>(), test::curve(folder, "probe/linear").at(10));
  EXPECT_FALSE(inference::evaluateRun(folder, "train", "final", quiet));
}

// Three of four training cases are even, one of three judged ones is; the other two are one patient's, and one of them
// lies among the even.
TEST(Probe, TheDocumentCountsChanceByTheTrainingAndIntervalsByPatients) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "noop", 2);
  for (std::size_t i = 0; i < spec.cases.size(); ++i) {
    spec.cases[i].role = i < 4 ? "train" : i < 7 ? "val" : "none";
    spec.cases[i].columns["class"] = i == 3 || i > 4 ? "odd" : "even";
  }
  spec.cases[6].patient = spec.cases[5].patient;
  const Cohort fit = cohortOf(workspace, spec, "train"), judge = cohortOf(workspace, spec, "val");
  const auto probe = Probe::make(fit, judge, "class", 100, 1);
  ASSERT_TRUE(probe) << probe.error().message;
  const at::Tensor known = at::tensor({1., 0., 1., 0., 1., .1, 0., 1.}, at::kDouble).view({4, 2});
  const at::Tensor asked = at::tensor({1., 0., 0., 1., 1., 0.}, at::kDouble).view({3, 2});
  const base::Json d = inference::probeDocument("run", "val", "final", "class", *probe, judge, {known, asked}, 1);
  EXPECT_NEAR(d["probe"]["chance"].get<double>(), 1.0 / 3, 1e-12);
  EXPECT_EQ(d["probe"]["patients"], 2);
  EXPECT_EQ(d["probe"]["n"], 3);
  EXPECT_NEAR(d["probe"]["knn"]["accuracy"].get<double>(), 2.0 / 3, 1e-12);
  // Drawn by patients a sample has the first alone (1), the second alone (1/2) or both, never 0.
  EXPECT_GE(d["probe"]["knn"]["low"].get<double>(), 0.5 - 1e-12);
}

// The checkpoint's own weights are made useless: its averaged ones answer.
TEST(Probe, TheAveragedWeightsAreAsked) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "byol", 2);
  spec.settings["train.ema"] = 0.5;
  const auto folder = workspace.make("run", spec);
  ASSERT_EQ(runFolder(folder.root), 0);
  const auto quiet = [](const base::Progress&) {};
  const auto document = inference::evaluateRun(folder, "test", "final", quiet);
  ASSERT_TRUE(document) << document.error().message;
  const auto path = inference::checkpointPath(folder, "final");
  ASSERT_TRUE(path);
  const auto loaded = loadCheckpoint(*path);
  ASSERT_TRUE(loaded);
  NamedTensors tensors;
  for (const auto& [name, tensor] : loaded->tensors)
    tensors.emplace_back(name, name.starts_with("model/") ? at::zeros_like(tensor) : tensor);
  ASSERT_TRUE(saveCheckpoint(*path, loaded->info, tensors));
  const auto again = inference::evaluateRun(folder, "test", "final", quiet);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, *document);
}

TEST(FewShot, DrawsAreBalancedAndNested) {
  const std::vector<std::int64_t> labels{0, 1, 1, 0, 1, 0, 1, 1};  // 3 of class 0, 5 of class 1
  const auto two = inference::fewShotDraws(labels, 2, 2, 20, 7), one = inference::fewShotDraws(labels, 2, 1, 20, 7);
  ASSERT_EQ(two.size(), 20u);
  std::set<std::vector<std::int64_t>> different;
  for (std::size_t d = 0; d < two.size(); ++d) {
    ASSERT_EQ(two[d].size(), 4u);
    std::int64_t ones = 0;
    for (const std::int64_t i : two[d]) ones += labels[static_cast<std::size_t>(i)];
    EXPECT_EQ(ones, 2);
    EXPECT_TRUE(std::includes(two[d].begin(), two[d].end(), one[d].begin(), one[d].end()));
    different.insert(two[d]);
  }
  EXPECT_GT(different.size(), 5u);  // of 3 x 10
  EXPECT_EQ(inference::fewShotDraws(labels, 2, 2, 20, 7), two);
  EXPECT_TRUE(inference::fewShotDraws(labels, 2, 4, 20, 7).empty());
}

TEST(FewShot, AccuracyIsThatOfTheRowsDrawn) {
  // One dimension that tells the classes apart, judged rows at the same places: right with any draw.
  const test::Workspace workspace(16, {16, 16, 4});
  const auto spec = classed(workspace, "byol", 2);
  const Cohort fit = cohortOf(workspace, spec, "train"), judge = cohortOf(workspace, spec, "test");
  const auto probe = Probe::make(fit, judge, "class", 100, 1);
  ASSERT_TRUE(probe) << probe.error().message;
  const auto rowsOf = [](const std::vector<std::int64_t>& labels, bool flip) {
    at::Tensor rows = at::zeros({static_cast<std::int64_t>(labels.size()), 2}, at::kDouble);
    for (std::size_t i = 0; i < labels.size(); ++i)
      rows[static_cast<std::int64_t>(i)][flip ? 1 - labels[i] : labels[i]] = 1.0 + 0.01 * static_cast<double>(i);
    return rows;
  };
  std::vector<std::string> patients;
  for (const std::size_t i : probe->judged()) patients.push_back(judge.entry(i).patient);
  const auto right = inference::fewShots(
      *probe, {rowsOf(probe->fittedLabels(), false), rowsOf(probe->judgedLabels(), false)}, patients, 3);
  const auto wrong = inference::fewShots(
      *probe, {rowsOf(probe->fittedLabels(), false), rowsOf(probe->judgedLabels(), true)}, patients, 3);
  ASSERT_EQ(right.size(), 2u);
  for (std::size_t row = 0; row < 2; ++row) {
    for (const char* name : {"knn", "linear"}) {
      EXPECT_NEAR(right[row][name]["accuracy"].get<double>(), 1.0, 1e-12);
      EXPECT_NEAR(wrong[row][name]["accuracy"].get<double>(), 0.0, 1e-12);
    }
  }
}

// Of two of each class one even case lies at 0 degrees, the other at 90, both odd ones at 15. To what lies at 0 the
// nearest is even, and the two odd ones would outvote it; the straight line between the classes says odd.
TEST(FewShot, AsManyNeighboursVoteAsThereAreOfAClass) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "byol", 2);
  for (std::size_t i = 4; i < 8; ++i) spec.cases[i].role = "none";
  spec.cases[13].columns["class"] = "even";
  const Cohort fit = cohortOf(workspace, spec, "train"), judge = cohortOf(workspace, spec, "test");
  const auto probe = Probe::make(fit, judge, "class", 100, 1);
  ASSERT_TRUE(probe) << probe.error().message;
  ASSERT_EQ(probe->fittedLabels(), (Labels{0, 1, 0, 1}));
  ASSERT_EQ(probe->judgedLabels(), (Labels{0, 0, 0, 1}));
  const double c = std::cos(0.2618), s = std::sin(0.2618);
  const at::Tensor known = at::tensor({1., 0., c, s, 0., 1., c, s}, at::kDouble).view({4, 2});
  const at::Tensor asked = at::tensor({1., 0.}, at::kDouble).view({1, 2}).expand({4, 2});
  std::vector<std::string> patients;
  for (const std::size_t i : probe->judged()) patients.push_back(judge.entry(i).patient);
  const auto table = inference::fewShots(*probe, {known, asked}, patients, 3);
  ASSERT_EQ(table.size(), 2u);
  EXPECT_NEAR(table[1]["knn"]["accuracy"].get<double>(), 0.75, 1e-12);
  EXPECT_NEAR(table[1]["linear"]["accuracy"].get<double>(), 0.25, 1e-12);
  EXPECT_EQ(probe->answer({known, asked}).nearest, (Labels{1, 1, 1, 1})) << "all four vote where all are known";
  // One of each class: even lies at 0 or at 90 degrees, as drawn.
  EXPECT_GT(table[0]["knn"]["accuracy"].get<double>(), 0.25);
  EXPECT_LT(table[0]["knn"]["accuracy"].get<double>(), 0.75);
}

TEST(Columns, SeriesArePairedByTheChosenOne) {
  const test::Workspace workspace(16, {16, 16, 4});
  auto spec = classed(workspace, "noop", 2);
  spec.cases[7].columns.erase("class");
  const Cohort cohort = cohortOf(workspace, spec, "train", "class");
  const methods::Demand demand{methods::Demand::Kind::SameKey, 1, 0, 0};
  std::set<std::size_t> seen;
  for (std::int64_t step = 0; step < 40; ++step) {
    sample::PatchRequest request;
    request.candidate = 2;
    seen.insert(drawCompanions(cohort, demand, {8, 8, 1}, request, 1, step, 0).front().candidate);
    request.candidate = 7;  // no column: nobody but itself
    EXPECT_EQ(drawCompanions(cohort, demand, {8, 8, 1}, request, 1, step, 0).front().candidate, 7u);
  }
  EXPECT_EQ(seen, (std::set<std::size_t>{0, 4, 6}));
}

TEST(Columns, SequencesTellRegisteredScansApart) {
  const test::Workspace workspace(3, {16, 16, 4});
  auto spec = workspace.spec("noop", "unet", 2);
  const char* names[] = {"T2", "FLAIR", "T1"};
  for (std::size_t i = 0; i < 3; ++i) {
    spec.cases[i].role = "train";
    spec.cases[i].patient = "P-0";
    spec.cases[i].sequence = names[i];
  }
  const Cohort cohort = cohortOf(workspace, spec, "train");
  EXPECT_EQ(registeredWith(cohort, 2), (std::vector<std::size_t>{1, 0}));  // FLAIR, T2
  EXPECT_EQ(placeOf(cohort, 1, {}, {8, 8, 1}).modality, "MR FLAIR");
}

}  // namespace
}  // namespace selvox::learn::engine
