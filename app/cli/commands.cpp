#include "app/cli/command.h"

namespace selvox::cli {

void addInit(Program&);
void addImport(Program&);
void addDatasets(Program&);
void addSeries(Program&);
void addSplit(Program&);
void addPrepare(Program&);
void addDescribe(Program&);  // methods, networks, tasks
void addPretrain(Program&);
void addFinetune(Program&);
void addRuns(Program&);
void addEvaluate(Program&);
void addCompare(Program&);
void addPredict(Program&);
void addExport(Program&);
void addDemo(Program&);
void addDoctor(Program&);
void addKey(Program&);

const std::vector<AddCommand>& commands() {
  static const std::vector<AddCommand> table{addInit,     addImport,   addDatasets, addSeries, addSplit,    addPrepare,
                                             addDescribe, addPretrain, addFinetune, addRuns,   addEvaluate, addCompare,
                                             addPredict,  addExport,   addDemo,     addDoctor, addKey};
  return table;
}

CLI::App* makeCommand(CLI::App& parent, const std::string& name, const std::string& summary, const std::string& example,
                      Common& common) {
  auto* command = parent.add_subcommand(name, summary);
  command->footer("\nExample:\n  " + example);
  command
      ->add_option("--progress", common.progress,
                   "auto (a line on a terminal), line, json (one object a line on standard error), none")
      ->check(CLI::IsMember({"auto", "line", "json", "none"}));
  return command;
}

void needsWorkspace(CLI::App* command, Common& common) {
  command->add_option("workspace", common.workspace, "Workspace folder")->required()->type_name("WS");
}

void printsData(CLI::App* command, Common& common) {
  command->add_flag("--json", common.json, "Print one JSON document");
}

}  // namespace selvox::cli
