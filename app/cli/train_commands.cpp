#include "app/cli/train_commands.h"

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/supervise.h"

namespace selvox::cli {

namespace {

void report(const services::Launched& launched, const std::string& state, const Session& session, const Common& options,
            Console& console) {
  const auto folder = base::utf8(std::filesystem::absolute(launched.folder.root));
  if (options.json) {
    base::Json document = {{"name", launched.spec.name}, {"state", state}, {"folder", folder}};
    if (const auto run = services::findRun(*session.ports().runs, launched.spec.name))
      document.update(services::toJson(*run));
    document["state"] = state;
    document["estimate"] = launched.estimate;
    console.document(document);
  } else {
    console.text(launched.spec.name + ": " + state + "  " + folder);
  }
}

// How many tensors a parent run gave; of a file it was told before the launch.
void tellTransfer(const services::Launched& launched, Console& console) {
  if (launched.spec.parents.empty()) return;
  if (const auto report = base::readJson(launched.folder.root / "transfer.json"))
    console.note(base::valueOr<std::string>(*report, "summary", ""));
}
}  // namespace

base::Result<TrainRequest> makeRequest(const TrainOptions& options, const std::string& kind) {
  TrainRequest request;
  auto& run = request.run;
  run.name = options.name;
  run.kind = kind;
  run.method = options.method;
  run.task = options.task;
  run.arch = options.arch;
  run.dim = options.dim;
  run.seed = options.seed;
  run.device = options.device;
  run.from = options.from;
  if (options.layout != "auto") run.settings["transfer.layout"] = options.layout;
  run.like = options.like;
  run.allCases = options.allCases;
  run.overrideLeak = options.overrideLeak;
  if (!options.labelled.empty()) {
    const auto count = base::toInteger(options.labelled);
    if (!count || *count < 1)
      return base::fail(base::ErrorCode::InvalidArgument,
                        "--labelled takes a number of cases of at least 1, not '" + options.labelled + "'.");
    run.labelled = static_cast<std::size_t>(*count);
  }
  if (!options.weights.empty() && options.weights.size() != options.datasets.size())
    return base::fail(base::ErrorCode::InvalidArgument, "--weights takes one number for each dataset.");
  for (std::size_t i = 0; i < options.datasets.size(); ++i)
    run.datasets.push_back({options.datasets[i], options.weights.empty() ? 0 : options.weights[i]});
  request.plan = options.plan == "auto";
  request.assignments = options.assignments;
  for (const auto& assignment : options.assignments)
    if (assignment.find('=') == std::string::npos || assignment.front() == '=')
      return base::fail(base::ErrorCode::InvalidArgument, "--set takes name=value, not '" + assignment + "'.");
  if (options.steps > 0) request.steps = options.steps;
  if (options.minutes > 0) request.minutes = options.minutes;
  return request;
}

void addRunOptions(CLI::App* command, TrainOptions& options) {
  needsWorkspace(command, options);
  command->add_option("--dataset", options.datasets, "Dataset, or several: A,B")->delimiter(',')->type_name("NAME");
  command
      ->add_option("--weights", options.weights,
                   "How often to draw from each dataset; default: square root of its size")
      ->delimiter(',')
      ->check(aboveZero())
      ->type_name("W,W");
  command
      ->add_option("--arch", options.arch,
                   "Network ('selvox networks'); default: that of --from, else the method's, else unet")
      ->type_name("ID");
  command->add_option("--dim", options.dim, "2 or 3; default: that of --from, else 3")->check(CLI::IsMember({2, 3}));
  command->add_option("--steps", options.steps, "Training steps; default: what fits into --minutes, else the engine's")
      ->check(countAbove0());
  command->add_option("--minutes", options.minutes, "Stop after this much training time")->check(aboveZero());
  command->add_option("--set", options.assignments, "A setting, name=value; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command->add_option("--seed", options.seed, "Everything random follows from it")->check(seedNumber());
  command->add_option("--device", options.device, "auto, cpu or cuda:N");
  command->add_option("--name", options.name, "Name of the run; default: the method or task and a number")
      ->type_name("RUN");
  command
      ->add_option("--like", options.like, "Copy cases, seed, network and settings of this run: the matched baseline")
      ->type_name("RUN");
  command
      ->add_option("--override-leak", options.overrideLeak,
                   "Run although test patients occur in training; the run records this reason")
      ->type_name("REASON");
  command->add_option("--layout", options.layout, "Of a file of weights: whose names it uses; auto finds out")
      ->check(CLI::IsMember({"auto", "selvox", "torchvision", "timm", "monai", "nnunet"}));
  command
      ->add_option("--plan", options.plan,
                   "auto: spacing, patch and batch by the dataset's plan ('selvox plan') where they are not set; none")
      ->check(CLI::IsMember({"auto", "none"}));
}

void addTrainOptions(CLI::App* command, TrainOptions& options) {
  addRunOptions(command, options);
  auto* detach = command->add_flag("--detach", options.detach, "Enqueue and return; 'selvox runs' shows how it goes");
  command->add_flag("--wait", options.wait, "Stay until the run has ended (the default); Ctrl+C pauses it")
      ->excludes(detach);
  printsData(command, options);
}

Outcome train(const TrainOptions& options, const std::string& kind, Console& console) {
  auto request = makeRequest(options, kind);
  if (!request) return console.wrongUsage(request.error().message);
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto launched, launch(session, std::move(*request), console));
  if (options.detach) {
    report(launched, "queued", session, options, console);
    return 0;
  }
  SELVOX_TRY(const auto state, follow(session, launched.spec.name, "", console));
  tellTransfer(launched, console);
  report(launched, state, session, options, console);
  if (state == "done" || state == "stopped" || state == "paused") return 0;
  SELVOX_TRY(const auto ended, services::findRun(*session.ports().runs, launched.spec.name));
  const auto& reason = ended.listing.snapshot.view.reason;
  return base::fail(base::ErrorCode::Internal, "Run '" + launched.spec.name + "' ended as " + state +
                                                   (reason.empty() ? "" : ": " + reason) +
                                                   ". 'selvox runs log' shows what its worker said.");
}

}  // namespace selvox::cli
