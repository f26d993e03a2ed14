#include <cmath>

#include "app/cli/command.h"
#include "app/cli/planning.h"
#include "core/base/text.h"

namespace selvox::cli {

namespace {

using base::Json;

struct PlanOptions : Common {
  PlanWords words;
  bool apply = false;
};

std::string listText(const Json& values) {
  if (!values.is_array()) return base::dumpJson(values);
  std::string text;
  for (const auto& one : values) text += (text.empty() ? "" : ",") + base::dumpJson(one);
  return text;
}

std::string prepareCommand(const PlanOptions& options, const Planned& planned) {
  std::string line = "selvox prepare " + options.workspace + " --dataset " + options.words.dataset;
  if (!options.words.spacing.empty()) return line + " --spacing " + listText(Json(planned.plan.spacing));
  return planned.fingerprint.anisotropic ? line + " --anisotropic" : line;
}

std::string trainCommand(const PlanOptions& options, const Planned& planned) {
  const auto& words = options.words;
  std::string line = "selvox finetune " + options.workspace + " --dataset " + words.dataset + " --task " + words.task +
                     " --arch " + words.arch + " --dim " + std::to_string(planned.plan.dim);
  const Json settings = services::settingsJson(planned.plan);
  for (const auto& [name, value] : settings.items()) line += " --set " + name + "=" + listText(value);
  for (const auto& assignment : words.assignments)
    if (!settings.contains(assignment.substr(0, assignment.find('=')))) line += " --set " + assignment;
  return line;
}

void showPlan(const PlanOptions& options, const Planned& planned, Console& console) {
  const auto& plan = planned.plan;
  std::vector<std::vector<std::string>> table{{"WHAT", "VALUE", "BECAUSE"}};
  table.push_back({"spacing mm", listText(Json(plan.spacing)), plan.reasons.at("spacing")});
  table.push_back({"budget", planned.device, plan.reasons.at("budget")});
  const Json settings = services::settingsJson(plan);
  for (const auto& [name, value] : settings.items()) table.push_back({name, listText(value), plan.reasons.at(name)});
  const auto& f = planned.fingerprint;
  for (const auto& [modality, one] : f.intensities)
    table.push_back({"intensities of " + modality,
                     base::toText(std::round(one.p0_5)) + " to " + base::toText(std::round(one.p99_5)),
                     "0.5 and 99.5 percentiles, medians of " + std::to_string(one.series) + " series; " +
                         (modality == "CT" ? "one scale for all" : "each series has its own mean and deviation")});
  console.table(table);
  console.text(prepareCommand(options, planned));
  console.text(trainCommand(options, planned));
}

Outcome runPlan(const PlanOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  if (!session.ports().worker) {
    const auto missing = workerClient();
    if (!missing) return tl::unexpected(missing.error());
  }
  SELVOX_TRY(const auto planned, planDataset(session, options.words, console));
  if (options.apply) SELVOX_CHECK(prepareAsPlanned(session, options.words, planned, console));
  if (options.json) {
    auto document = services::toJson(planned.plan);
    document["dataset"] = options.words.dataset;
    document["arch"] = options.words.arch;
    document["device"] = planned.device;
    document["memory_gb"] = planned.memoryGb;
    document["fingerprint"] = services::toJson(planned.fingerprint);
    document["commands"] = {prepareCommand(options, planned), trainCommand(options, planned)};
    console.document(document);
  } else {
    showPlan(options, planned, console);
  }
  return 0;
}

}  // namespace

void addPlan(Program& program) {
  const auto options = std::make_shared<PlanOptions>();
  auto& words = options->words;
  auto* command = makeCommand(program.app, "plan",
                              "Plan target spacing, patch, batch and depth from a dataset and a device's memory, by "
                              "nnU-Net's rules, with the reasons",
                              "selvox plan WS --dataset hippocampus --memory-gb 24", *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", words.dataset, "Dataset to plan for")->required()->type_name("NAME");
  command->add_option("--task", words.task, "What to learn ('selvox tasks')")->type_name("ID");
  command->add_option("--arch", words.arch, "Network ('selvox networks')")->type_name("ID");
  command->add_option("--dim", words.dim, "2 or 3; default: 2 for flat images, else 3")->check(CLI::IsMember({2, 3}));
  command->add_option("--memory-gb", words.memoryGb, "Plan for a GPU with so much memory instead of this machine")
      ->check(aboveZero())
      ->type_name("GB");
  command->add_option("--device", words.device, "auto, cpu or cuda:N");
  command->add_option("--spacing", words.spacing, "Target spacing in mm instead of the planned one")
      ->delimiter(',')
      ->expected(3)
      ->type_name("X,Y,Z");
  command->add_option("--set", words.assignments, "train.patch or train.batch: the rest is planned around it")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command->add_flag("--apply", options->apply, "Prepare the dataset at the planned spacing");
  printsData(command, *options);
  onChosen(command, program, options, runPlan);
}

}  // namespace selvox::cli
