// Tags, ratings and columns of many series at once, and the way back.
#include "app/cli/query_options.h"
#include "core/base/text.h"

namespace selvox::cli {

namespace {

using base::Json;
using Kind = ports::SeriesChange::Kind;

struct EditOptions : Common {
  QueryOptions which;
  std::string word;
  bool remove = false, all = false;
};

Json editJson(const ports::EditRow& edit) {
  return {{"id", edit.id},
          {"created", edit.created},
          {"what", edit.what},
          {"changes", edit.changes},
          {"undone", edit.undone}};
}

Outcome tellEdit(const ports::EditRow& edit, const char* verb, bool json, Console& console) {
  if (json) {
    console.document(editJson(edit));
  } else if (edit.id == 0) {
    console.text("Nothing to do: it was so already");
  } else {
    console.text(std::string(verb) + edit.what + " (" + std::to_string(edit.changes) +
                 (edit.changes == 1 ? " change)" : " changes)"));
  }
  return 0;
}

Outcome applyTo(const EditOptions& options, Console& console, const std::string& what,
                const ports::SeriesChange& change) {
  const auto& q = options.which.query;
  const bool choice = !q.dataset.empty() || !q.text.empty() || !q.modality.empty() || !q.split.empty() ||
                      !options.which.facets.empty() || !options.which.cases.empty() || !options.which.series.empty() ||
                      !options.which.saved.empty();
  if (!choice && !options.all)
    return console.wrongUsage("Say which series (--dataset, --find, --facet, --case, --series), or --all of them.");
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto ids, chosenSeries(session.ports(), options.which));
  if (ids.empty()) return base::fail(base::ErrorCode::NotFound, "No series is like that. Nothing was changed.");
  std::vector<ports::SeriesChange> changes;
  for (const auto id : ids) {
    changes.push_back(change);
    changes.back().target = id;
  }
  SELVOX_TRY(const auto edit, session.ports().curation->apply(what, changes));
  return tellEdit(edit, "", options.json, console);
}

Outcome tagSeries(const EditOptions& options, Console& console) {
  return applyTo(options, console, (options.remove ? "remove the tag " : "tag ") + options.word,
                 {Kind::Tag, 0, options.word, options.remove ? std::nullopt : std::optional<std::string>("1")});
}

Outcome rateSeries(const EditOptions& options, Console& console) {
  const bool none = options.word == "0" || options.word == "none";
  return applyTo(options, console, none ? "take the rating away" : "rate " + options.word,
                 {Kind::Rating, 0, "", none ? std::nullopt : std::optional<std::string>(options.word)});
}

Outcome setColumn(const EditOptions& options, Console& console) {
  const auto equals = options.word.find('=');
  if (equals == std::string::npos || equals == 0)
    return console.wrongUsage("Say the column and its value: COLUMN=VALUE. COLUMN= takes it away.");
  const std::string name = options.word.substr(0, equals), value = options.word.substr(equals + 1);
  return applyTo(options, console, "set " + name,
                 {Kind::Column, 0, name, value.empty() ? std::nullopt : std::optional<std::string>(value)});
}

Outcome undoEdit(const EditOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto edit, session.ports().curation->undo());
  return tellEdit(edit, "Undone: ", options.json, console);
}

Outcome redoEdit(const EditOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto edit, session.ports().curation->redo());
  return tellEdit(edit, "Done again: ", options.json, console);
}

Outcome listEdits(const EditOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto edits, session.ports().curation->edits());
  Json list = Json::array();
  std::vector<std::vector<std::string>> table{{"EDIT", "WHEN", "WHAT", "CHANGES", "STATE"}};
  for (const auto& edit : edits) {
    list.push_back(editJson(edit));
    table.push_back(
        {std::to_string(edit.id), edit.created, edit.what, std::to_string(edit.changes), edit.undone ? "undone" : ""});
  }
  if (options.json) console.document(list);
  if (!options.json) console.table(table);
  return 0;
}

void addEditVerb(Program& program, CLI::App& parent, const char* name, const char* summary, const std::string& example,
                 const char* word, const char* help, Outcome (*work)(const EditOptions&, Console&)) {
  const auto options = std::make_shared<EditOptions>();
  auto* command = makeCommand(parent, name, summary, example, *options);
  needsWorkspace(command, *options);
  if (word) {
    command->add_option(word, options->word, help)->required();
    addQueryOptions(command, options->which);
    command->add_flag("--all", options->all, "Every series of the workspace");
  }
  if (std::string(name) == "tag") command->add_flag("--remove", options->remove, "Take the tag away");
  printsData(command, *options);
  onChosen(command, program, options, work);
}

}  // namespace

void addEdit(Program& program) {
  auto* command = program.app.add_subcommand("edit", "Tag, rate or describe many series at once; undo and redo");
  command->footer("\nExample:\n  selvox edit tag WS motion --dataset brain --find sub-01");
  command->require_subcommand(1, 1);
  addEditVerb(program, *command, "tag", "Give series a tag", "selvox edit tag WS motion --case sub-01", "tag", "Tag",
              tagSeries);
  addEditVerb(program, *command, "rate", "Rate series from 1 to 5", "selvox edit rate WS 4 --facet tag=checked",
              "stars", "1 to 5; 0 takes the rating away", rateSeries);
  addEditVerb(program, *command, "set", "Give series a value in a column",
              "selvox edit set WS site=graz --dataset brain", "assignment", "COLUMN=VALUE; COLUMN= takes it away",
              setColumn);
  addEditVerb(program, *command, "undo", "Take back the last edit", "selvox edit undo WS", nullptr, nullptr, undoEdit);
  addEditVerb(program, *command, "redo", "Do again what was undone", "selvox edit redo WS", nullptr, nullptr, redoEdit);
  addEditVerb(program, *command, "list", "List the edits", "selvox edit list WS", nullptr, nullptr, listEdits);
}

}  // namespace selvox::cli
