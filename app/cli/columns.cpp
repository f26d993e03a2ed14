#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/services/curate.h"

namespace selvox::cli {

namespace {

constexpr std::size_t kShown = 10;  // unmatched rows on a terminal

struct ColumnsOptions : Common {
  std::string file;
  services::ColumnsRequest request;
};

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < kShown; ++i) text += (i == 0 ? "" : ", ") + words[i];
  if (words.size() > kShown) text += " and " + std::to_string(words.size() - kShown) + " more";
  return text;
}

Outcome runColumns(const ColumnsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto table, base::readFile(base::pathFromUtf8(options.file)));
  SELVOX_TRY(const auto report, services::importColumns(session.ports(), table, options.request));
  if (options.json) {
    console.document({{"edit", report.edit.id},
                      {"changes", report.edit.changes},
                      {"rows", report.rows},
                      {"matched", report.matched},
                      {"series", report.series},
                      {"columns", report.columns},
                      {"leftOut", report.leftOut},
                      {"unmatched", report.unmatched}});
    return 0;
  }
  console.text(std::to_string(report.matched) + " of " + std::to_string(report.rows) + " rows match " +
               std::to_string(report.series) + " series; columns " + listed(report.columns) + ": " +
               std::to_string(report.edit.changes) + " values changed");
  if (!report.leftOut.empty())
    console.note("Left out, for they may name people (--columns takes them): " + listed(report.leftOut));
  if (!report.unmatched.empty())
    console.note("No " + options.request.level + " of these names: " + listed(report.unmatched));
  if (report.edit.id != 0) console.note("'selvox edit undo' takes this back.");
  return 0;
}

}  // namespace

void addColumns(Program& program) {
  auto* parent = program.app.add_subcommand("columns", "Columns of series from a table");
  parent->footer("\nExample:\n  selvox columns import WS grades.csv --level patient");
  parent->require_subcommand(1, 1);
  const auto options = std::make_shared<ColumnsOptions>();
  auto* command = makeCommand(*parent, "import", "Give series the columns of a CSV, one row a case, patient or study",
                              "selvox columns import WS grades.csv --level patient --dataset prostate", *options);
  needsWorkspace(command, *options);
  command->add_option("file", options->file, "Table: comma, semicolon or tab")->required()->type_name("FILE");
  command->add_option("--level", options->request.level, "What a row is about")
      ->check(CLI::IsMember({"case", "patient", "study", "series"}));
  command->add_option("--key", options->request.key, "Column that names it; default: the one called so, else the first")
      ->type_name("COLUMN");
  command
      ->add_option("--columns", options->request.columns,
                   "Columns to take; default: all but those that may name people")
      ->delimiter(',')
      ->type_name("A,B");
  command->add_option("--dataset", options->request.dataset, "Only series of this dataset")->type_name("NAME");
  printsData(command, *options);
  onChosen(command, program, options, runColumns);
}

}  // namespace selvox::cli
