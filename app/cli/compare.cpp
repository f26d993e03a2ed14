#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "core/services/evaluate.h"

namespace selvox::cli {

namespace {

struct CompareOptions : Common {
  std::string a, b, split = "test";
};

Outcome runCompare(const CompareOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto document, services::compareRuns(session.ports(), options.a, options.b, options.split));
  if (options.json) {
    console.document(document);
    return 0;
  }
  std::vector<std::vector<std::string>> table{
      {"LABEL", "METRIC", options.a, options.b, "DIFFERENCE, paired [95% interval]"}};
  for (const auto& [label, one] : document["labels"].items())
    for (const char* metric : {"dice", "hd95"})
      if (one.contains(metric))
        table.push_back({base::valueOr<std::string>(one, "name", label), metric, withInterval(one[metric]["a"], 3),
                         withInterval(one[metric]["b"], 3), withInterval(one[metric]["difference"], 3)});
  const auto metrics = document.value("metrics", base::Json::object());
  for (const auto& [metric, one] : metrics.items())
    table.push_back({"all classes", metric, withInterval(one["a"], 3), withInterval(one["b"], 3),
                     withInterval(one["difference"], 3)});
  const auto quality = document.value("quality", base::Json::object());
  for (const auto& [metric, one] : quality.items())
    table.push_back({"all cases", metric, withInterval(one["a"], 3), withInterval(one["b"], 3),
                     withInterval(one["difference"], 3)});
  console.table(table);
  return 0;
}

}  // namespace

void addCompare(Program& program) {
  const auto options = std::make_shared<CompareOptions>();
  auto* command = makeCommand(program.app, "compare", "Compare two judged runs over the same patients, paired",
                              "selvox compare WS seg-mae seg-scratch --split test", *options);
  needsWorkspace(command, *options);
  command->add_option("a", options->a, "First run")->required()->type_name("RUN");
  command->add_option("b", options->b, "Second run; differences are first minus second")->required()->type_name("RUN");
  command->add_option("--split", options->split, "Which cases")->check(CLI::IsMember({"train", "val", "test"}));
  printsData(command, *options);
  onChosen(command, program, options, runCompare);
}

}  // namespace selvox::cli
