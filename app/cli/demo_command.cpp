#include "app/cli/command.h"
#include "app/cli/demo.h"
#include "app/cli/metric_table.h"
#include "core/base/file.h"

namespace selvox::cli {

namespace {

using base::Json;

struct PhantomOptions : Common {
  std::string folder;
  int cases = 40;
  std::uint64_t seed = 1;
};

struct RunOptions : Common {
  DemoPlan plan;
};

Outcome drawOnly(const PhantomOptions& options, Console& console) {
  SELVOX_CHECK(drawPhantoms(options.folder, options.cases, options.seed, console));
  const auto folder = base::utf8(std::filesystem::absolute(base::pathFromUtf8(options.folder)));
  if (options.json) {
    console.document(
        {{"folder", folder}, {"mr", folder + "/mr"}, {"mr-t2", folder + "/mr-t2"}, {"ct", folder + "/ct"}});
  } else {
    console.text(folder);
  }
  return 0;
}

void show(const Json& result, Console& console) {
  std::vector<std::vector<std::string>> table{
      {"DICE ON THE TEST CASES", "pretrained", "from scratch", "difference, paired"}};
  for (const auto& [label, one] : result["comparison"].items())
    if (one.contains("dice"))
      table.push_back({base::valueOr<std::string>(one, "name", label), withInterval(one["dice"]["a"], 3),
                       withInterval(one["dice"]["b"], 3), withInterval(one["dice"]["difference"], 3)});
  console.text("");
  console.table(table);
  console.text("");
  console.text(
      "Mean and 95% interval over patients; both runs saw the same labels, steps and seed. One seed and few test "
      "patients: try more");
  console.text("before believing a difference whose interval holds 0.");
  console.text("Workspace: " + base::valueOr<std::string>(result, "workspace", ""));
}

Outcome whole(const RunOptions& options, Console& console) {
  SELVOX_TRY(const auto result, runDemo(options.plan, console));
  if (options.json) {
    console.document(result);
  } else {
    show(result, console);
  }
  return 0;
}

}  // namespace

void addDemo(Program& program) {
  const auto group = std::make_shared<Common>();
  auto* command =
      makeCommand(program.app, "demo", "Try Selvox without data: a phantom cohort, or the whole way in one command",
                  "selvox demo run ~/selvox-demo", *group);
  command->require_subcommand(1);
  const auto phantom = std::make_shared<PhantomOptions>();
  auto* draw = makeCommand(
      *command, "phantom",
      "Draw a cohort of made-up abdomens: MR in two sequences, the first labelled, in Decathlon layout; CT as DICOM",
      "selvox demo phantom cohort --cases 40 --seed 1", *phantom);
  draw->add_option("folder", phantom->folder, "Where to write it: FOLDER/mr, FOLDER/mr-t2 and FOLDER/ct")
      ->required()
      ->type_name("DIR");
  draw->add_option("--cases", phantom->cases, "MR patients; half as many CT patients")->check(CLI::Range(1, 10000));
  draw->add_option("--seed", phantom->seed, "Another seed, other patients")->check(seedNumber());
  printsData(draw, *phantom);
  onChosen(draw, program, phantom, drawOnly);

  const auto run = std::make_shared<RunOptions>();
  auto* all = makeCommand(
      *command, "run",
      "Import, split, pretrain, fine-tune with few labels, train the baseline, judge both; goes on where it stopped",
      "selvox demo run ~/selvox-demo --data Task04_Hippocampus", *run);
  all->add_option("folder", run->plan.folder, "Becomes the workspace")->required()->type_name("DIR");
  all->add_option("--data", run->plan.data, "A folder in Decathlon layout instead of the phantom")->type_name("FOLDER");
  all->add_option("--minutes", run->plan.minutes, "Training time of all runs together")->check(CLI::Range(0.1, 600.0));
  all->add_option("--cases", run->plan.cases, "Phantom patients")->check(CLI::Range(8, 10000));
  all->add_option("--labelled", run->plan.labelled,
                  "Training cases whose labels may be used; 0: one phantom, four cases of a folder")
      ->check(CLI::Range(0, 10000));
  all->add_option("--seed", run->plan.seed, "Of phantom, split and training")->check(seedNumber());
  printsData(all, *run);
  onChosen(all, program, run, whole);
}

}  // namespace selvox::cli
