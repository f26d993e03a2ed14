#include "app/cli/demo.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/cli/metric_table.h"
#include "app/cli/train.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/evaluate.h"
#include "core/services/import.h"
#include "core/services/phantom.h"
#include "core/services/split.h"
#include "core/services/supervise.h"
#include "plugins/dicom/writer.h"
#include "plugins/images/images.h"

namespace selvox::cli {

using base::Json;

namespace {

// Kidneys and lesions are a hundredth of a phantom. In patches of the whole body they stay unfound for most of so short
// a run; smaller patches are drawn around them, and a quicker rate halves the wait again.
constexpr std::array kPhantomSettings = {"train.patch=32,32,32", "train.lr=0.005"};

// Every phantom was scanned in two registered sequences: to outline in one what stands out in the other takes no labels
// and teaches where organs end. With four labelled patients a phantom is learnt from scratch as well; with one it is
// not. Scans from elsewhere need not be in pairs: they are restored where parts are missing.
constexpr const char* kPhantomMethod = "cross-modality-labels";
constexpr const char* kFolderMethod = "mae";
constexpr int kPhantomLabelled = 1, kFolderLabelled = 4;

base::Status writeCt(const std::filesystem::path& folder, const volume::Volume& volume, int number,
                     std::uint64_t seed) {
  const auto id = std::to_string(number);
  plugins::dicom::SeriesIdentity who;
  who.patientName = "Phantom^" + id;
  who.patientId = "PHANTOM-" + id;
  who.modality = "CT";
  who.description = "Generated abdomen";
  who.uidSeed = "selvox phantom " + std::to_string(seed) + "/" + id;
  const auto written = plugins::dicom::writeSeries(folder, volume, who);
  if (!written) return tl::unexpected(written.error());
  return {};
}

class Demo {
 public:
  Demo(const DemoPlan& plan, Session session, Console& console)
      : plan_(plan), session_(std::move(session)), console_(console) {}

  base::Result<Json> run() {
    SELVOX_CHECK(importAll());
    SELVOX_CHECK(split());
    SELVOX_CHECK(pretrain());
    SELVOX_CHECK(finetune(kDemoFinetune, kDemoPretrain, ""));
    SELVOX_CHECK(finetune(kDemoScratch, "scratch", kDemoFinetune));
    return judge();
  }

 private:
  base::Status importAll() {
    if (!plan_.data.empty()) return import({plan_.data}, dataset_);
    const auto source = base::utf8(session_.ports().root / "source");
    SELVOX_CHECK(drawPhantoms(source, plan_.cases, plan_.seed, console_));
    SELVOX_CHECK(import({source + "/mr", source + "/mr-t2"}, dataset_));
    return import({source + "/ct"}, "phantom-ct");
  }

  base::Status import(const std::vector<std::string>& folders, const std::string& dataset) {
    services::ImportRequest request;
    request.dataset = dataset;
    for (const auto& folder : folders) request.paths.push_back(base::pathFromUtf8(folder));
    const auto& ports = session_.ports();
    const auto watch = console_.watch();
    SELVOX_TRY(const auto report, services::importFiles(request, {*ports.catalog, *ports.cache, ports.importers},
                                                        watch.progress, watch.cancel));
    SELVOX_CHECK(watch.check());
    console_.note("Imported " + dataset + ": " + std::to_string(report.imported) + " files, " +
                  std::to_string(report.skipped) + " skipped or known, " + std::to_string(report.quarantined) +
                  " quarantined");
    return {};
  }

  base::Status split() {
    auto& catalog = *session_.ports().catalog;
    SELVOX_TRY(const auto current, catalog.split(dataset_));
    if (current) return {};
    SELVOX_TRY(const auto cases, services::splitCases(catalog, dataset_));
    const auto labelled =
        static_cast<double>(std::count_if(cases.begin(), cases.end(), [](const auto& one) { return one.labelled; }));
    services::SplitRequest request;
    request.dataset = dataset_;
    request.seed = plan_.seed;
    // Parts are counted in scans, of which a patient may have several.
    const double scans = std::max(1.0, std::floor(static_cast<double>(cases.size()) / std::max(1.0, labelled)));
    request.test = {true, scans * std::min(30.0, std::max(1.0, std::floor(labelled * 0.25))), false};
    request.val = {true, scans * std::min(10.0, std::max(1.0, std::floor(labelled * 0.1))), false};
    const int few = plan_.data.empty() ? kPhantomLabelled : kFolderLabelled;
    request.labelled = {true, static_cast<double>(plan_.labelled > 0 ? plan_.labelled : few), false};
    SELVOX_TRY(const auto made, services::makeSplit(cases, request, base::isoNow()));
    console_.note("Split: " + std::to_string(made.split.train.size()) + " training cases, " +
                  std::to_string(made.split.labelled.size()) + " of them with labels, " +
                  std::to_string(made.split.val.size()) + " for validation, " + std::to_string(made.split.test.size()) +
                  " for the test");
    return catalog.storeSplit(made.split);
  }

  base::Status pretrain() {
    TrainRequest request;
    request.run.kind = "pretrain";
    request.run.method = plan_.data.empty() ? kPhantomMethod : kFolderMethod;
    request.run.name = kDemoPretrain;
    request.run.seed = plan_.seed;
    request.run.datasets = {{dataset_, 0}};
    request.minutes = plan_.minutes * 0.4;
    if (plan_.data.empty()) request.assignments = {kPhantomSettings.begin(), kPhantomSettings.end()};
    return ensureRun(session_, std::move(request), console_);
  }

  base::Status finetune(const char* name, const char* from, const char* like) {
    TrainRequest request;
    request.run.kind = "finetune";
    request.run.task = "segmentation";
    request.run.name = name;
    request.run.from = from;
    request.run.like = like;
    request.run.seed = plan_.seed;
    request.run.datasets = {{dataset_, 0}};
    if (request.run.like.empty()) request.minutes = plan_.minutes * 0.3;
    if (request.run.like.empty() && plan_.data.empty())
      request.assignments = {kPhantomSettings.begin(), kPhantomSettings.end()};
    return ensureRun(session_, std::move(request), console_);
  }

  base::Result<Json> evaluation(const char* run) {
    if (auto known = services::readEvaluation(session_.ports(), run, "test")) return known;
    return services::evaluateRun(session_.ports(), run, "test", "", console_.watch());
  }

  base::Result<Json> judge() {
    SELVOX_TRY(const auto pretrained, evaluation(kDemoFinetune));
    SELVOX_TRY(const auto scratch, evaluation(kDemoScratch));
    SELVOX_TRY(const auto comparison, services::compareRuns(session_.ports(), kDemoFinetune, kDemoScratch, "test"));
    SELVOX_TRY(const auto mirrored, services::rescanRuns(session_.ports()));
    (void)mirrored;
    return Json{{"workspace", base::utf8(std::filesystem::absolute(session_.ports().root))},
                {"dataset", dataset_},
                {"runs", {kDemoPretrain, kDemoFinetune, kDemoScratch}},
                {"pretrained", pretrained["labels"]},
                {"scratch", scratch["labels"]},
                {"comparison", comparison["labels"]}};
  }

  const DemoPlan& plan_;
  Session session_;
  Console& console_;
  std::string dataset_ = plan_.data.empty() ? "phantom-mr" : "demo";
};

}  // namespace

base::Status drawPhantoms(const std::string& folder, int cases, std::uint64_t seed, Console& console) {
  const auto target = base::pathFromUtf8(folder);
  std::error_code failed;
  if (std::filesystem::exists(target / "mr" / "dataset.json", failed)) return {};  // written last
  const auto nifti = plugins::makeNiftiExporter();
  const auto writer = [seed](const std::filesystem::path& place, const volume::Volume& volume, int number) {
    return writeCt(place, volume, number, seed);
  };
  SELVOX_TRY(const auto cohort, services::writePhantomCohort(target, cases, seed, *nifti, writer, console.watch()));
  console.note("Drew " + std::to_string(cohort.mrCases) +
               " MR phantoms in two sequences, the first with labels (NIfTI), and " + std::to_string(cohort.ctCases) +
               " CT phantoms (DICOM) in " + folder);
  return {};
}

base::Result<Json> runDemo(const DemoPlan& plan, Console& console) {
  SELVOX_TRY(auto session, Session::create(plan.folder));
  return Demo(plan, std::move(session), console).run();
}

}  // namespace selvox::cli
