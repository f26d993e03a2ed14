#include "core/services/crossval.h"

#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "app/cli/train.h"
#include "core/base/text.h"
#include "core/services/supervise.h"

namespace selvox::cli {

namespace {

using base::Json;

struct CrossvalOptions : Common {
  std::string dataset, task = "segmentation", arch, device = "auto", stem = "cv", val = "0.1", stratify, overrideLeak;
  std::vector<std::string> from, assignments;
  std::vector<std::uint64_t> seeds{0};
  std::uint64_t foldSeed = 0;
  int dim = 0, folds = 5;
  std::int64_t steps = 0;
  bool repeatPretraining = false;
};

std::string columnOf(const CrossvalOptions& options) {
  constexpr std::string_view kName = "task.column=";
  for (const auto& assignment : options.assignments)
    if (assignment.rfind(kName, 0) == 0) return assignment.substr(kName.size());
  return {};
}

// `stratify` gets the column that shares out the patients.
base::Result<services::Folds> foldsOf(const Session& session, const CrossvalOptions& options, std::string& stratify) {
  auto& catalog = *session.ports().catalog;
  SELVOX_TRY(const auto val, services::parseAmount("--val", options.val));
  auto column = columnOf(options);
  stratify = options.stratify == "none" ? std::string() : options.stratify;
  SELVOX_TRY(auto cases, services::foldCases(catalog, options.dataset, options.task, column, stratify));
  if (options.stratify.empty() && options.task == "classification") {  // every fold sees every class
    stratify = column;
    SELVOX_TRY(cases, services::foldCases(catalog, options.dataset, options.task, column, stratify));
  }
  if (!stratify.empty() && std::none_of(cases.begin(), cases.end(), [](const auto& one) { return !one.part.empty(); }))
    return base::fail(base::ErrorCode::NotFound, "--stratify " + stratify + ": no case of '" + options.dataset +
                                                     "' has that column. 'selvox series WS --json' shows the columns.");
  return services::makeFolds(cases, {options.dataset, options.folds, options.foldSeed, val, stratify}, base::isoNow());
}

Json foldNote(const CrossvalOptions& options, int fold) {
  return {{"fold", fold}, {"folds", options.folds}, {"stratify", options.stratify}};
}

// A run of that name goes on only where it is the run of this very fold.
base::Status ensureFoldRun(const Session& session, TrainRequest request, Console& console) {
  auto& runs = *session.ports().runs;
  std::error_code failed;
  if (std::filesystem::exists(runs.folder(request.run.name).spec(), failed)) {
    SELVOX_TRY(const auto there, services::findRun(runs, request.run.name));
    SELVOX_CHECK(
        services::checkFold(there.listing.snapshot.spec, request.run.seed, request.run.from, *request.run.split));
  }
  return ensureRun(session, std::move(request), console);
}

// The parent's pretraining again, on the training cases of this fold alone. Returns the run to start from.
base::Result<std::string> repeated(const Session& session, const CrossvalOptions& options,
                                   const services::CrossvalRun& run, const ports::SplitRow& split, Console& console) {
  const auto slash = run.arm.find('/');
  SELVOX_TRY(const auto parent, services::findRun(*session.ports().runs, run.arm.substr(0, slash)));
  const auto& its = parent.listing.snapshot.spec;
  if (its.kind != "pretrain")
    return base::fail(base::ErrorCode::InvalidArgument,
                      "'" + its.name + "' is no pretraining, so no fold can repeat it. Name a pretraining in --from.");
  TrainRequest request;
  request.run.kind = its.kind;
  request.run.method = its.method;
  request.run.arch = its.arch;
  request.run.dim = its.dim;
  request.run.seed = run.seed;
  request.run.device = options.device;
  request.run.name = run.name + "-pre";
  request.run.from = its.initFrom;
  if (its.initFrom != "scratch")
    request.run.from += its.initCheckpoint.substr(std::min(its.initCheckpoint.rfind('/'), its.initCheckpoint.size()));
  for (const auto& dataset : its.datasets) request.run.datasets.push_back({dataset.dataset, dataset.weight});
  request.run.settings = its.settings;
  request.run.settings.erase("seed");
  if (const auto& view = parent.listing.snapshot.view; view.state == "done" && view.step > 0) {
    request.run.settings["train.steps"] = view.step;
    request.run.settings["train.max_minutes"] = nullptr;
  }
  request.run.split = split;
  request.run.splitNote = foldNote(options, run.fold);
  const auto name = request.run.name;
  SELVOX_CHECK(ensureFoldRun(session, std::move(request), console));
  return slash != std::string::npos && run.arm.substr(slash) == "/best" ? name + "/best" : name;
}

TrainRequest requestOf(const CrossvalOptions& options, const services::CrossvalRun& run, const ports::SplitRow& split,
                       const std::string& from, const Json& shared) {
  TrainRequest request;
  request.run.kind = "finetune";
  request.run.task = options.task;
  request.run.arch = options.arch;
  request.run.dim = options.dim;
  request.run.device = options.device;
  request.run.from = from;
  request.run.name = run.name;
  request.run.seed = run.seed;
  request.run.datasets = {{options.dataset, 0}};
  request.run.settings = shared;
  request.run.split = split;
  request.run.splitNote = foldNote(options, run.fold);
  request.run.overrideLeak = options.overrideLeak;
  request.assignments = options.assignments;
  if (options.steps > 0) request.steps = options.steps;
  return request;
}

int digitsOf(const std::string& metric) {
  return metric == "hd95" || metric == "psnr" ? 2 : 3;
}

void showCrossval(const Json& document, Console& console) {
  const auto metric = document["metric"].get<std::string>();
  std::vector<std::vector<std::string>> table{{"FROM", "METRIC", "POOLED [95% interval]", "OVER SCRATCH, paired"}};
  const auto add = [&](const Json& arm, const std::string& title, const Json& values, const Json& gains) {
    for (const auto& [name, value] : values.items())
      if (value.is_object())
        table.push_back({arm["arm"].get<std::string>(), title + name, withInterval(value, digitsOf(name)),
                         gains.contains(name) ? withInterval(gains[name], digitsOf(name)) : "-"});
  };
  for (const auto& arm : document["arms"]) {
    add(arm, "", arm["pooled"], arm.value("gain", Json::object()));
    const Json labels = arm.value("labels", Json::object()), gains = arm.value("label_gains", Json::object());
    for (const auto& [number, label] : labels.items())
      add(arm, label["name"].get<std::string>() + " ", label, gains.value(number, Json::object()));
  }
  console.table(table);
  for (const auto& arm : document["arms"]) {
    std::string folds;
    for (const auto& fold : arm["folds"])
      folds.append(" ").append(fixedText(fold["value"]["mean"].get<double>(), digitsOf(metric)));
    const auto& spread = arm["over_folds"];
    console.text(arm["arm"].get<std::string>() + ", " + metric + " by fold:" + folds + "; mean " +
                 fixedText(spread["mean"].get<double>(), 3) + ", deviation " +
                 fixedText(base::valueOr(spread, "deviation", std::nan("")), 3));
  }
}

Outcome runCrossval(const CrossvalOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  CrossvalOptions plan = options;
  SELVOX_TRY(const auto folds, foldsOf(session, options, plan.stratify));
  for (const auto& note : folds.notes) console.note("Note: " + note);
  const auto runs = services::crossvalRuns(options.stem, options.from, options.folds, options.seeds);
  for (const auto& parent : options.from) {
    if (!options.repeatPretraining && options.overrideLeak.empty())
      SELVOX_CHECK(services::gateFolds(session.ports(), folds.splits, parent));
  }
  Json shared = Json::object(), network = Json::object();
  if (!options.from.empty()) {
    SELVOX_TRY(network, adoptNetwork(session, options.from.front(), plan.arch, plan.dim));
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& split = folds.splits[static_cast<std::size_t>(runs[i].fold - 1)];
    console.note("Run " + std::to_string(i + 1) + " of " + std::to_string(runs.size()) + ": " + runs[i].name);
    auto from = runs[i].arm;
    if (options.repeatPretraining && from != "scratch") {
      SELVOX_TRY(from, repeated(session, plan, runs[i], split, console));
    }
    auto request = requestOf(plan, runs[i], split, from, shared);
    if (runs[i].arm == "scratch") request.run.settings.update(network);  // a parent brings its own
    SELVOX_CHECK(ensureFoldRun(session, std::move(request), console));
    if (shared.empty()) {
      SELVOX_TRY(shared, sharedSettings(session, runs[i].name));
    }
    SELVOX_TRY(const auto judged, ensureJudged(session, runs[i].name, "test", console));
    (void)judged;
  }
  SELVOX_TRY(auto document, services::crossvalDocument(session.ports(), runs));
  document["dataset"] = options.dataset;
  document["task"] = options.task;
  document["fold_seed"] = options.foldSeed;
  document["stratify"] = plan.stratify;
  document["splits"] = Json::array();
  for (const auto& split : folds.splits)
    document["splits"].push_back({{"train", split.train}, {"val", split.val}, {"test", split.test}});
  if (options.json)
    console.document(document);
  else
    showCrossval(document, console);
  return 0;
}

}  // namespace

void addCrossval(Program& program) {
  const auto options = std::make_shared<CrossvalOptions>();
  auto* command = makeCommand(
      program.app, "crossval",
      "Learn a task in every fold of a cross-validation, from pretrained runs and from scratch, and pool the results",
      "selvox crossval WS --dataset hippocampus --from mae-1 --repeat-pretraining --folds 5 --seeds 0 --steps 500",
      *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", options->dataset, "Dataset with labels; its split is not used")
      ->required()
      ->type_name("NAME");
  command->add_option("--task", options->task, "What to learn")
      ->check(CLI::IsMember({"segmentation", "classification", "enhancement"}))
      ->type_name("ID");
  command->add_option("--from", options->from, "Pretrained runs, each an arm beside scratch: A,B")
      ->delimiter(',')
      ->type_name("RUN,…");
  command->add_option("--folds", options->folds, "Folds; each patient is judged in one of them")
      ->check(countAbove0())
      ->type_name("K");
  command->add_option("--fold-seed", options->foldSeed, "Another seed, other folds")->check(seedNumber());
  command->add_option("--seeds", options->seeds, "Seeds of training: 0,1,2; the folds stay the same")
      ->delimiter(',')
      ->check(seedNumber())
      ->type_name("S,…");
  command
      ->add_option("--val", options->val,
                   "Validation cases of each fold, a number or a share of what its test cases leave; 0 for none")
      ->type_name("N");
  command
      ->add_option("--stratify", options->stratify,
                   "Share out the values of this column evenly; default: of a classification its classes; or none")
      ->type_name("COLUMN");
  command->add_flag("--repeat-pretraining", options->repeatPretraining,
                    "Repeat the pretraining of each --from in every fold, on its training cases alone");
  command
      ->add_option("--override-leak", options->overrideLeak,
                   "Run although test patients occur in training; the runs record this reason")
      ->type_name("REASON");
  command->add_option("--arch", options->arch, "Network; default: that of the first of --from, else unet")
      ->type_name("ID");
  command->add_option("--dim", options->dim, "2 or 3; default: that of the first of --from, else 3")
      ->check(CLI::IsMember({2, 3}));
  command->add_option("--steps", options->steps, "Training steps of every run")->check(countAbove0());
  command->add_option("--set", options->assignments, "A setting of every run, name=value; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command->add_option("--device", options->device, "auto, cpu or cuda:N");
  command->add_option("--name", options->stem, "Runs are called NAME-fFOLD-sSEED-FROM; done ones are not run again")
      ->type_name("NAME");
  printsData(command, *options);
  onChosen(command, program, options, runCrossval);
}

}  // namespace selvox::cli
