// selvox methods, networks, tasks: what the worker can do.

#include "app/cli/command.h"
#include "core/services/worker_call.h"

namespace selvox::cli {

namespace {

using base::Json;

struct DescribeOptions : Common {
  std::string list;  // key in the worker's description
};

std::string dimensions(const Json& unit) {
  std::string text;
  for (const auto& dim : unit.value("dims", Json::array())) text += (text.empty() ? "" : " ") + dim.dump() + "D";
  return text;
}

Outcome runDescribe(const DescribeOptions& options, Console& console) {
  SELVOX_TRY(const auto worker, workerClient());
  services::Workspace only;
  only.worker = worker.get();
  SELVOX_TRY(const auto describe, services::askWorkerJson(only, {"describe", "--json"}, console.watch()));
  const auto units = describe.value(options.list, Json::array());
  if (options.json) {
    console.document(units);
    return 0;
  }
  std::vector<std::vector<std::string>> table{{"ID", "DIMS", "SUMMARY"}};
  for (const auto& unit : units)
    table.push_back({base::valueOr<std::string>(unit, "id", ""), dimensions(unit),
                     base::valueOr<std::string>(unit, "summary", "")});
  console.table(table);
  return 0;
}

void addList(Program& program, const std::string& list, const std::string& summary) {
  const auto options = std::make_shared<DescribeOptions>();
  options->list = list;
  auto* command = makeCommand(program.app, list, summary, "selvox " + list + " --json", *options);
  printsData(command, *options);
  onChosen(command, program, options, runDescribe);
}

}  // namespace

void addDescribe(Program& program) {
  addList(program, "methods", "List the ways to learn without labels, with their settings");
  addList(program, "networks", "List the networks, with their settings");
  addList(program, "tasks", "List the tasks to fine-tune for, with their settings");
}

}  // namespace selvox::cli
