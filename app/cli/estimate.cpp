#include "core/services/estimate.h"

#include <cmath>

#include "app/cli/metric_table.h"
#include "app/cli/train_commands.h"
#include "core/base/text.h"

namespace selvox::cli {

namespace {

using base::Json;

std::string megabytes(double bytes) {
  return base::toText(std::round(bytes / 1e6)) + " MB";
}

std::string secondsText(double seconds) {
  return seconds < 90 ? fixedText(seconds, 2) + " s" : fixedText(seconds / 60, 1) + " min";
}

void showEstimate(const Json& document, Console& console) {
  const auto &estimated = document["estimated"], &measured = document["measured"], &ratio = document["ratio"];
  const auto number = [](const Json& from, const char* name) { return base::valueOr(from, name, std::nan("")); };
  console.table({{"", "ESTIMATED", "MEASURED", "RATIO"},
                 {"a step", secondsText(number(estimated, "seconds_per_step")),
                  secondsText(number(measured, "seconds_per_step")), fixedText(number(ratio, "seconds_per_step"), 2)},
                 {"memory", megabytes(number(estimated, "memory_bytes")), megabytes(number(measured, "memory_bytes")),
                  fixedText(number(ratio, "memory_bytes"), 2)}});
  const auto& run = document["run"];
  console.text(std::to_string(run["steps"].get<std::int64_t>()) + " steps: about " +
               secondsText(number(run, "seconds")) + ", and up to " + megabytes(number(run, "disk_bytes")) +
               " of checkpoints of " + megabytes(number(measured, "checkpoint_bytes")));
}

Outcome runEstimate(const TrainOptions& options, Console& console) {
  auto request = makeRequest(options, options.method.empty() ? "finetune" : "pretrain");
  if (!request) return console.wrongUsage(request.error().message);
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto launched, settle(session, std::move(*request), console));
  SELVOX_TRY(const auto document, services::estimateRun(session.ports(), launched, console.watch()));
  if (options.json)
    console.document(document);
  else
    showEstimate(document, console);
  return 0;
}

}  // namespace

void addEstimate(Program& program) {
  const auto options = std::make_shared<TrainOptions>();
  auto* command = makeCommand(program.app, "estimate",
                              "Say what a run will take, by some real steps of it: time, memory, disk; nothing is "
                              "launched",
                              "selvox estimate WS --dataset hippocampus --task segmentation --steps 2000", *options);
  addRunOptions(command, *options);
  command->add_option("--method", options->method, "Of a pretraining ('selvox methods'); else it is a fine-tuning")
      ->type_name("ID");
  options->task = "segmentation";
  command->add_option("--task", options->task, "What to learn ('selvox tasks')")->type_name("ID");
  command->add_option("--from", options->from, "Start from the weights of this run, or scratch")->type_name("RUN");
  command->add_option("--labelled", options->labelled, "Use only so many labelled training cases")->type_name("N");
  printsData(command, *options);
  onChosen(command, program, options, runEstimate);
}

}  // namespace selvox::cli
