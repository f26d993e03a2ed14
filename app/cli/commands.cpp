#include <cmath>

#include "app/cli/command.h"
#include "core/base/text.h"

namespace selvox::cli {

void addInit(Program&);
void addImport(Program&);
void addDatasets(Program&);
void addSeries(Program&);
void addFacets(Program&);
void addQueries(Program&);
void addEdit(Program&);
void addColumns(Program&);
void addLabels(Program&);
void addVersions(Program&);
void addDuplicates(Program&);
void addSplit(Program&);
void addPrepare(Program&);
void addDescribe(Program&);  // methods, networks, tasks
void addPretrain(Program&);
void addFinetune(Program&);
void addRuns(Program&);
void addWeights(Program&);
void addEvaluate(Program&);
void addCompare(Program&);
void addCurve(Program&);
void addCrossval(Program&);
void addSearch(Program&);
void addPlan(Program&);
void addEstimate(Program&);
void addQuality(Program&);
void addRatings(Program&);
void addPredict(Program&);
void addIndex(Program&);
void addSimilar(Program&);
void addExport(Program&);
void addDemo(Program&);
void addDoctor(Program&);
void addKey(Program&);
void addDeidentify(Program&);
void addPacs(Program&);

const std::vector<AddCommand>& commands() {
  static const std::vector<AddCommand> table{
      addInit,       addImport,   addDatasets,   addSeries,  addFacets,   addQueries,  addEdit,    addColumns,
      addLabels,     addVersions, addDuplicates, addSplit,   addPrepare,  addDescribe, addWeights, addPlan,
      addEstimate,   addPretrain, addFinetune,   addRuns,    addEvaluate, addCompare,  addCurve,   addCrossval,
      addSearch,     addPredict,  addIndex,      addSimilar, addExport,   addDemo,     addDoctor,  addKey,
      addDeidentify, addPacs,     addQuality,    addRatings};
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

CLI::Validator aboveZero() {
  return {[](const std::string& word) {
            const auto number = base::toDouble(word);
            return number && std::isfinite(*number) && *number > 0 ? "" : "takes a number above 0, not '" + word + "'";
          },
          ""};
}

CLI::Validator countAbove0() {
  return {[](const std::string& word) {
            const auto number = base::toInteger(word);
            return number && *number > 0 ? "" : "takes a whole number above 0, not '" + word + "'";
          },
          ""};
}

CLI::Validator seedNumber() {
  return {[](const std::string& word) {
            const auto number = base::toInteger(word);
            return number && *number >= 0 ? "" : "takes a whole number from 0, not '" + word + "'";
          },
          ""};
}

}  // namespace selvox::cli
