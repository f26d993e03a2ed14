#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "app/cli/train.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/label_curve.h"
#include "core/services/split.h"

namespace selvox::cli {

namespace {

using base::Json;

struct CurveOptions : Common {
  std::string dataset, task = "segmentation", arch, device = "auto", stem = "curve", split = "test", svg;
  std::vector<std::string> from, labelled{"0.01", "0.05", "0.1", "0.25", "0.5", "1.0"}, assignments;
  std::vector<std::uint64_t> seeds{0, 1, 2};
  int dim = 0;
  std::int64_t steps = 0;
};

base::Result<std::size_t> labelledCases(const Session& session, const std::string& dataset) {
  SELVOX_TRY(const auto split, session.ports().catalog->split(dataset));
  if (!split)
    return base::fail(base::ErrorCode::NotFound, "Dataset '" + dataset +
                                                     "' has no split yet. Make one: selvox split WS --dataset " +
                                                     dataset + " --train 0.7 --val 0.1 --test 0.2");
  SELVOX_TRY(const auto cases, services::splitCases(*session.ports().catalog, dataset));
  return services::labelledOrder(cases, split->train, split->seed).size();
}

// `network`: of the first parent, for scratch; a parent brings its own.
TrainRequest requestOf(const CurveOptions& options, const services::CurveRun& run, const Json& shared,
                       const Json& network) {
  TrainRequest request;
  request.run.kind = "finetune";
  request.run.task = options.task;
  request.run.arch = options.arch;
  request.run.dim = options.dim;
  request.run.device = options.device;
  request.run.from = run.arm;
  request.run.name = run.name;
  request.run.seed = run.seed;
  request.run.labelled = run.labelled;
  request.run.datasets = {{options.dataset, 0}};
  request.run.settings = shared;
  if (run.arm == "scratch") request.run.settings.update(network);
  request.assignments = options.assignments;
  if (options.steps > 0) request.steps = options.steps;
  return request;
}

void showCurve(const Json& document, Console& console) {
  std::vector<std::vector<std::string>> table{
      {"LABELLED", "FROM", "SEEDS", document["metric"] == "dice" ? "DICE" : "ACCURACY", "OVER SCRATCH, paired"}};
  for (const auto& arm : document["arms"])
    for (const auto& point : arm["points"])
      table.push_back({std::to_string(point["labelled"].get<std::size_t>()), arm["arm"].get<std::string>(),
                       std::to_string(point["runs"].size()), withInterval(point["value"], 3),
                       point.contains("gain") ? withInterval(point["gain"], 3) : "-"});
  std::stable_sort(table.begin() + 1, table.end(),
                   [](const auto& a, const auto& b) { return base::toInteger(a[0]) < base::toInteger(b[0]); });
  console.table(table);
}

Outcome runCurve(const CurveOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto available, labelledCases(session, options.dataset));
  SELVOX_TRY(const auto counts, services::curveCounts(options.labelled, available));
  // The network, dimension and settings of the first parent are those of scratch too.
  CurveOptions plan = options;
  Json network = Json::object();
  if (!options.from.empty()) {
    SELVOX_TRY(network, adoptNetwork(session, options.from.front(), plan.arch, plan.dim));
  }
  const auto runs = services::curveRuns(options.stem, options.from, counts, options.seeds);
  Json shared = Json::object();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    console.note("Run " + std::to_string(i + 1) + " of " + std::to_string(runs.size()) + ": " + runs[i].name);
    SELVOX_CHECK(ensureRun(session, requestOf(plan, runs[i], shared, network), console));
    if (shared.empty()) {
      SELVOX_TRY(shared, sharedSettings(session, runs[i].name));
    }
    SELVOX_TRY(const auto judged, ensureJudged(session, runs[i].name, options.split, console));
    (void)judged;
  }
  SELVOX_TRY(const auto document, services::curveDocument(session.ports(), runs, options.split));
  if (!options.svg.empty())
    SELVOX_CHECK(base::writeFile(base::pathFromUtf8(options.svg), services::curveSvg(document)));
  if (options.json)
    console.document(document);
  else
    showCurve(document, console);
  return 0;
}

}  // namespace

void addCurve(Program& program) {
  const auto options = std::make_shared<CurveOptions>();
  auto* command = makeCommand(
      program.app, "curve",
      "Fine-tune with few labels and with more, from pretrained runs and from scratch, and draw what labels are worth",
      "selvox curve WS --dataset hippocampus --from mae-1 --labelled 1,4,16,64 --seeds 0,1,2 --steps 500 --svg "
      "curve.svg",
      *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", options->dataset, "Dataset with labels and a split")->required()->type_name("NAME");
  command->add_option("--task", options->task, "What to learn")
      ->check(CLI::IsMember({"segmentation", "classification"}))
      ->type_name("ID");
  command->add_option("--from", options->from, "Pretrained runs, each an arm beside scratch: A,B")
      ->delimiter(',')
      ->type_name("RUN,…");
  command
      ->add_option("--labelled", options->labelled,
                   "Labelled training cases: numbers, or shares with a point; nested. Default: 1, 5, 10, 25, 50, 100 %")
      ->delimiter(',')
      ->type_name("N,…");
  command->add_option("--seeds", options->seeds, "One run of every arm and number for each")
      ->delimiter(',')
      ->check(seedNumber())
      ->type_name("S,…");
  command->add_option("--arch", options->arch, "Network; default: that of the first of --from, else unet")
      ->type_name("ID");
  command->add_option("--dim", options->dim, "2 or 3; default: that of the first of --from, else 3")
      ->check(CLI::IsMember({2, 3}));
  command->add_option("--steps", options->steps, "Training steps of every run")->check(countAbove0());
  command->add_option("--set", options->assignments, "A setting of every run, name=value; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command->add_option("--device", options->device, "auto, cpu or cuda:N");
  command->add_option("--name", options->stem, "Runs are called NAME-LABELLED-sSEED-FROM; done ones are not run again")
      ->type_name("NAME");
  command->add_option("--split", options->split, "Which cases judge")->check(CLI::IsMember({"val", "test"}));
  command->add_option("--svg", options->svg, "Draw the curve into this file")->type_name("FILE");
  printsData(command, *options);
  onChosen(command, program, options, runCurve);
}

}  // namespace selvox::cli
