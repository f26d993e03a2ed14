// Names of labels, and how far raters agree.
#include <cmath>

#include "app/cli/metric_table.h"
#include "app/cli/query_options.h"
#include "core/services/agreement.h"
#include "core/services/curate.h"

namespace selvox::cli {

namespace {

using base::Json;

struct LabelsOptions : Common {
  QueryOptions which;
  std::vector<std::string> names, columns;
  std::string into;
};

Outcome changed(const ports::EditRow& edit, bool json, Console& console) {
  if (json) console.document({{"edit", edit.id}, {"what", edit.what}, {"changes", edit.changes}});
  if (!json)
    console.text(edit.what + ": " + std::to_string(edit.changes) + " label maps. 'selvox edit undo' takes this back.");
  return 0;
}

Outcome renameLabels(const LabelsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto ids, chosenSeries(session.ports(), options.which));
  SELVOX_TRY(const auto edit, services::renameLabel(session.ports(), ids, options.names.front(), options.into));
  return changed(edit, options.json, console);
}

Outcome mergeLabelNames(const LabelsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto ids, chosenSeries(session.ports(), options.which));
  SELVOX_TRY(const auto edit,
             services::mergeLabels(session.ports(), ids, options.names, options.into, console.watch()));
  return changed(edit, options.json, console);
}

Json kappaOrNull(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Outcome agreeOnColumns(const Session& session, const LabelsOptions& options, const std::vector<std::int64_t>& ids,
                       Console& console) {
  if (options.columns.size() != 2) return console.wrongUsage("--columns takes two columns: reader1,reader2.");
  SELVOX_TRY(const auto made, services::columnAgreement(session.ports(), ids, options.columns[0], options.columns[1]));
  Json counts = Json::array();
  for (const auto& [pair, count] : made.counts)
    counts.push_back({{"first", pair.first}, {"second", pair.second}, {"cases", count}});
  if (options.json)
    console.document({{"columns", options.columns},
                      {"cases", made.cases},
                      {"kappa", kappaOrNull(made.kappa)},
                      {"same", made.same},
                      {"counts", std::move(counts)}});
  if (!options.json)
    console.text("kappa " + fixedText(made.kappa, 3) + ", the same answer in " + fixedText(100 * made.same, 1) +
                 "% of " + std::to_string(made.cases) + " cases");
  return 0;
}

Outcome agree(const LabelsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto ids, chosenSeries(session.ports(), options.which));
  if (!options.columns.empty()) return agreeOnColumns(session, options, ids, console);
  SELVOX_TRY(const auto all, services::mapAgreement(session.ports(), ids, console.watch()));
  if (all.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "No series here has two label maps. Two columns are compared by --columns A,B.");
  Json list = Json::array();
  std::vector<std::vector<std::string>> table{{"CASE", "MAPS", "KAPPA", "DICE"}};
  for (const auto& one : all) {
    Json dice = Json::object();
    std::string words;
    for (const auto& [label, value] : one.dice) {
      dice[label] = kappaOrNull(value);
      words += (words.empty() ? "" : "  ") + label + " " + fixedText(value, 3);
    }
    list.push_back({{"series", one.series},
                    {"dataset", one.dataset},
                    {"case", one.caseName},
                    {"maps", {one.first, one.second}},
                    {"kappa", kappaOrNull(one.kappa)},
                    {"dice", std::move(dice)}});
    table.push_back({one.caseName, std::to_string(one.first) + " and " + std::to_string(one.second),
                     fixedText(one.kappa, 3), words});
  }
  if (options.json) console.document(list);
  if (!options.json) console.table(table);
  return 0;
}

}  // namespace

void addLabels(Program& program) {
  auto* parent = program.app.add_subcommand("labels", "Rename or merge labels; agreement between raters");
  parent->footer(
      "\nExample:\n  selvox labels merge WS \"left kidney\" \"right kidney\" --into kidney --dataset abdomen");
  parent->require_subcommand(1, 1);
  const auto renamed = std::make_shared<LabelsOptions>();
  auto* rename = makeCommand(*parent, "rename", "Give a label another name in every map that has it",
                             "selvox labels rename WS lesion --to tumour --dataset liver", *renamed);
  needsWorkspace(rename, *renamed);
  rename->add_option("label", renamed->names, "Its name now")->required()->expected(1)->type_name("LABEL");
  rename->add_option("--to", renamed->into, "Its new name")->required()->type_name("LABEL");
  addQueryOptions(rename, renamed->which);
  printsData(rename, *renamed);
  onChosen(rename, program, renamed, renameLabels);

  const auto merged = std::make_shared<LabelsOptions>();
  auto* merge = makeCommand(*parent, "merge", "Make one label of several in every map that has them",
                            "selvox labels merge WS edema core --into tumour --dataset brats", *merged);
  needsWorkspace(merge, *merged);
  merge->add_option("labels", merged->names, "Their names now")->required()->type_name("LABEL");
  merge->add_option("--into", merged->into, "Name of the one they become")->required()->type_name("LABEL");
  addQueryOptions(merge, merged->which);
  printsData(merge, *merged);
  onChosen(merge, program, merged, mergeLabelNames);

  const auto agreed = std::make_shared<LabelsOptions>();
  auto* agreement = makeCommand(*parent, "agreement", "Dice and kappa between label maps of a series, or two columns",
                                "selvox labels agreement WS --columns reader1,reader2 --dataset chest", *agreed);
  needsWorkspace(agreement, *agreed);
  agreement->add_option("--columns", agreed->columns, "Two columns to compare instead")
      ->delimiter(',')
      ->type_name("A,B");
  addQueryOptions(agreement, agreed->which);
  printsData(agreement, *agreed);
  onChosen(agreement, program, agreed, agree);
}

}  // namespace selvox::cli
