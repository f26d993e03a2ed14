#include <cmath>

#include "core/services/compare_classes.h"
#include "core/services/doctor.h"
#include "core/services/evaluate.h"
#include "core/services/export.h"
#include "core/services/nearest.h"
#include "tests/services/fakes.h"

namespace selvox::services {
namespace {

using base::Json;
using test::Bench;

TEST(Nearest, PutsTheLikelySlipFirst) {
  EXPECT_EQ(nearest("mea-1", {"byol-1", "mae-1", "simclr-1"}).front(), "mae-1");
  EXPECT_EQ(nearest("MAE-1", {"mae-2", "mae-1"}).front(), "mae-1");
  EXPECT_NE(unknownName("run", "x", {}, "").message.find("nor any other run"), std::string::npos);
}

TEST(Bootstrap, AveragesWithinAPatientFirst) {
  const auto interval = bootstrapMean({{"a", 0}, {"a", 1}, {"b", 1}});
  EXPECT_DOUBLE_EQ(interval.mean, 0.75);
  EXPECT_EQ(interval.n, 2u);
  EXPECT_DOUBLE_EQ(interval.low, 0.5);
  EXPECT_DOUBLE_EQ(interval.high, 1);
}

TEST(Bootstrap, CoversAsANormalIntervalDoes) {
  std::vector<std::pair<std::string, double>> values;
  double squares = 0;
  for (int i = 0; i < 100; ++i) {
    const double value = std::sin(i * 12.9898) * 3;
    values.emplace_back("p" + std::to_string(i), value);
    squares += value * value;
  }
  const auto interval = bootstrapMean(values);
  const double error = std::sqrt(squares) / 100;  // standard error, mean near 0
  EXPECT_NEAR(interval.high - interval.mean, 1.96 * error, 0.15 * error);
  EXPECT_NEAR(interval.mean - interval.low, 1.96 * error, 0.15 * error);
  EXPECT_EQ(bootstrapMean(values).low, interval.low);  // fixed seed
  EXPECT_EQ(bootstrapMean({}).n, 0u);
}

void writeEvaluation(Bench& bench, const std::string& run, const std::vector<std::pair<std::string, double>>& dice) {
  spec::RunSpec spec;
  spec.name = run;
  spec.kind = "finetune";
  spec.task = "segmentation";
  spec.settings = Json::object();
  spec.split = Json::array();
  spec.versions = Json::object();
  Json document = {
      {"run", run}, {"split", "test"}, {"cases", Json::array()}, {"labels", {{"1", {{"name", "=organ"}}}}}};
  spec.datasets.push_back({"d", "v", 0, {1, 1, 1}});
  for (const auto& [name, value] : dice) {
    spec::CaseEntry one;
    one.caseName = name;
    one.patient = "P-" + name;
    one.role = "test";
    one.dataset = "d";
    one.image = std::string(32, 'a');
    one.voxelsHash = std::string(32, 'b');
    spec.cases.push_back(one);
    document["cases"].push_back(
        {{"case", name}, {"labels", {{"1", {{"dice", std::isfinite(value) ? Json(value) : Json()}}}}}});
  }
  const auto folder = bench.runs.create(spec);
  ASSERT_TRUE(folder);
  std::filesystem::create_directories(folder->evaluations());
  ASSERT_TRUE(base::writeJson(folder->evaluations() / "test.json", document));
}

TEST(Compare, PairsTheCasesBothRunsHaveAValueFor) {
  Bench bench;
  writeEvaluation(bench, "a", {{"x", 0.9}, {"y", 0.8}, {"z", NAN}, {"only-a", 0.1}});
  writeEvaluation(bench, "b", {{"x", 0.8}, {"y", 0.7}, {"z", 0.5}});
  const auto compared = compareRuns(bench.workspace, "a", "b", "test");
  ASSERT_TRUE(compared) << compared.error().message;
  const auto& dice = (*compared)["labels"]["1"]["dice"];
  EXPECT_EQ(dice["difference"]["n"], 2);
  EXPECT_NEAR(dice["difference"]["mean"].get<double>(), 0.1, 1e-12);
  EXPECT_NEAR(dice["difference"]["low"].get<double>(), 0.1,
              1e-12);  // every case gains the same: no spread although each varies
  EXPECT_FALSE(compareRuns(bench.workspace, "a", "none", "test"));
}

void writeQuality(Bench& bench, const std::string& run, double gain, double baseline) {
  writeEvaluation(bench, run, {{"x", 0}, {"y", 0}});
  Json document{{"run", run}, {"quality", Json::object()}, {"cases", Json::array()}};
  for (const auto& [name, psnr] : {std::pair{"x", 20.0}, std::pair{"y", 30.0}})
    document["cases"].push_back({{"case", name}, {"psnr", psnr + gain}, {"baseline", {{"nmse", baseline}}}});
  ASSERT_TRUE(base::writeJson(bench.runs.folder(run).evaluations() / "test.json", document));
}

TEST(Compare, EnhancementsOfTheSameInputOnly) {
  Bench bench;
  writeQuality(bench, "a", 3, 0.1);
  writeQuality(bench, "b", 1, 0.1);
  writeQuality(bench, "noisier", 1, 0.2);
  const auto compared = compareRuns(bench.workspace, "a", "b", "test");
  ASSERT_TRUE(compared) << compared.error().message;
  const auto& psnr = (*compared)["quality"]["psnr"];
  EXPECT_NEAR(psnr["a"]["mean"].get<double>(), 28, 1e-12);
  EXPECT_NEAR(psnr["difference"]["low"].get<double>(), 2, 1e-12);
  EXPECT_EQ(psnr["difference"]["n"], 2);
  EXPECT_FALSE((*compared)["quality"].contains("ssim"));
  const auto refused = compareRuns(bench.workspace, "a", "noisier", "test");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("different inputs"), std::string::npos) << refused.error().message;
}

Json answer(const std::string& name, const std::string& truth, double light) {
  return {{"case", name},
          {"class", truth},
          {"correct", (light >= 0.5) == (truth == "light") ? 1 : 0},
          {"log_loss", -std::log(truth == "light" ? light : 1 - light)},
          {"probabilities", {{"dark", 1 - light}, {"light", light}}}};
}

TEST(Compare, ClassifiersByTheSamePatients) {
  Json a{{"kind", "softmax"}, {"classes", {"dark", "light"}}, {"cases", Json::array()}}, b = a;
  const std::vector<std::pair<double, double>> light{{.9, .6}, {.8, .3}, {.7, .4}, {.6, .7}};
  std::map<std::string, std::string> patients;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string yes = "y" + std::to_string(i), no = "n" + std::to_string(i);
    a["cases"].push_back(answer(yes, "light", light[i].first));
    b["cases"].push_back(answer(yes, "light", light[i].second));
    a["cases"].push_back(answer(no, "dark", 0.35));
    b["cases"].push_back(answer(no, "dark", 0.35));
    patients[yes] = patients[no] = "P-" + std::to_string(i / 2);
  }
  b["cases"].push_back(answer("only-b", "dark", 0.99));
  const Json compared = compareClasses(a, b, patients);
  EXPECT_DOUBLE_EQ(compared["auc"]["a"]["mean"].get<double>(), 1.0);
  EXPECT_DOUBLE_EQ(compared["auc"]["b"]["mean"].get<double>(), 0.75);
  EXPECT_DOUBLE_EQ(compared["auc"]["difference"]["mean"].get<double>(), 0.25);
  EXPECT_EQ(compared["auc"]["difference"]["n"], 2);  // patients
  EXPECT_DOUBLE_EQ(compared["accuracy"]["difference"]["mean"].get<double>(), 0.25);
  // Either patient alone: one of its two is better answered by a.
  EXPECT_DOUBLE_EQ(compared["accuracy"]["difference"]["low"].get<double>(), 0.25);
  EXPECT_DOUBLE_EQ(compared["accuracy"]["difference"]["high"].get<double>(), 0.25);
  EXPECT_EQ(compareClasses(a, a, patients)["auc"]["difference"]["high"], 0.0);
  EXPECT_TRUE(compareClasses(a, {{"cases", Json::array()}}, patients).empty());
}

TEST(Export, WritesTablesThatSpreadsheetsCannotRun) {
  EXPECT_EQ(csvField("plain"), "plain");
  EXPECT_EQ(csvField("a,b"), "\"a,b\"");
  EXPECT_EQ(csvField("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(csvField("=cmd()"), "'=cmd()");
  EXPECT_EQ(csvField("-1.5"), "-1.5");
}

class NoExporter final : public ports::Exporter {
 public:
  [[nodiscard]] std::string id() const override { return "none"; }
  base::Status write(const std::filesystem::path&, const volume::Volume&) override { return {}; }
};

TEST(Export, TakesOutARunWithItsCurvesAndCases) {
  Bench bench;
  writeEvaluation(bench, "a", {{"x", 0.9}});
  auto log = events::EventWriter::open(bench.runs.folder("a").log());
  ASSERT_TRUE(log->scalar("loss/train", 1, 0.5));
  ASSERT_TRUE(log->scalar("loss/train", 2, NAN));
  NoExporter nifti;
  const auto files = exportRun(bench.workspace, nifti, "a", bench.folder / "out", true, {});
  ASSERT_TRUE(files) << files.error().message;
  EXPECT_EQ(files->size(), 5u);
  const auto scalars = *base::readFile(bench.folder / "out" / "scalars.csv");
  EXPECT_NE(scalars.find("loss/train,1,0.5,"), std::string::npos) << scalars;
  EXPECT_NE(scalars.find("loss/train,2,nan,"), std::string::npos) << scalars;
  EXPECT_EQ(*base::readFile(bench.folder / "out" / "evaluation-test.csv"), "case,label,dice\r\nx,1,0.9\r\n");
}

TEST(Doctor, FindsVoxelsThatAreGone) {
  Bench bench;
  bench.addCases("mr", 3);
  EXPECT_TRUE(healthy(checkWorkspace(bench.workspace, true, {})));
  std::filesystem::resize_file(bench.cache.pathOf(nativeKey(bench.catalog.rows[1].voxelsHash)), 100);
  const auto findings = checkWorkspace(bench.workspace, false, {});
  EXPECT_FALSE(healthy(findings));
  EXPECT_NE(toJson(findings).dump().find("mr-01"), std::string::npos);
}

}  // namespace
}  // namespace selvox::services
