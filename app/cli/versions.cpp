#include "app/cli/query_options.h"
#include "core/base/text.h"
#include "core/services/frozen.h"

namespace selvox::cli {

namespace {

using base::Json;

struct VersionsOptions : Common {
  QueryOptions which;
  std::string name, other;
};

Json versionJson(const services::Frozen& frozen) {
  return {{"name", frozen.name},
          {"created", frozen.created},
          {"hash", frozen.hash},
          {"series", frozen.series.size()},
          {"query", ports::toJson(frozen.query)}};
}

Outcome listVersions(const VersionsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  Json list = Json::array();
  std::vector<std::vector<std::string>> table{{"VERSION", "FROZEN", "SERIES", "HASH"}};
  for (const auto& name : services::frozenNames(session.ports().root)) {
    const auto frozen = services::loadFrozen(session.ports().root, name);
    if (!frozen) {
      console.note(frozen.error().message);
      continue;
    }
    list.push_back(versionJson(*frozen));
    table.push_back({name, frozen->created, std::to_string(frozen->series.size()), frozen->hash.substr(0, 12)});
  }
  if (options.json) console.document(list);
  if (!options.json) console.table(table);
  return 0;
}

Outcome freezeVersion(const VersionsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto query, queryOf(session.ports(), options.which));
  SELVOX_TRY(const auto ids, chosenSeries(session.ports(), options.which));
  SELVOX_TRY(const auto frozen, services::freeze(session.ports(), options.name, query, ids, base::isoNow()));
  if (options.json) console.document(versionJson(frozen));
  if (!options.json)
    console.text(frozen.name + ": " + std::to_string(frozen.series.size()) + " series, " + frozen.hash.substr(0, 12));
  return 0;
}

Json namesOf(const std::vector<services::FrozenSeries>& series) {
  Json list = Json::array();
  for (const auto& one : series)
    list.push_back({{"series", one.series}, {"dataset", one.dataset}, {"case", one.caseName}});
  return list;
}

Outcome diffVersions(const VersionsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto before, services::loadFrozen(session.ports().root, options.name));
  SELVOX_TRY(const auto after, services::loadFrozen(session.ports().root, options.other));
  const auto difference = services::compareFrozen(before, after);
  Json changed = Json::array();
  for (const auto& change : difference.changed)
    changed.push_back({{"series", change.after.series},
                       {"dataset", change.after.dataset},
                       {"case", change.after.caseName},
                       {"what", change.what}});
  if (options.json) {
    console.document({{"before", before.name},
                      {"after", after.name},
                      {"added", namesOf(difference.added)},
                      {"removed", namesOf(difference.removed)},
                      {"changed", std::move(changed)}});
    return 0;
  }
  for (const auto& one : difference.added) console.text("+ " + one.dataset + " " + one.caseName);
  for (const auto& one : difference.removed) console.text("- " + one.dataset + " " + one.caseName);
  for (const auto& change : difference.changed) {
    std::string what;
    for (const auto& one : change.what) what += (what.empty() ? "" : ", ") + one;
    console.text("~ " + change.after.dataset + " " + change.after.caseName + ": " + what);
  }
  console.text(std::to_string(difference.added.size()) + " added, " + std::to_string(difference.removed.size()) +
               " removed, " + std::to_string(difference.changed.size()) + " changed");
  return 0;
}

}  // namespace

void addVersions(Program& program) {
  auto* parent = program.app.add_subcommand("versions", "Freeze series under a name; list and compare what is frozen");
  parent->footer("\nExample:\n  selvox versions freeze WS brain-1 --dataset brain --facet rating=5");
  parent->require_subcommand(1, 1);
  const auto listed = std::make_shared<VersionsOptions>();
  auto* list = makeCommand(*parent, "list", "List the frozen versions", "selvox versions list WS", *listed);
  needsWorkspace(list, *listed);
  printsData(list, *listed);
  onChosen(list, program, listed, listVersions);

  const auto frozen = std::make_shared<VersionsOptions>();
  auto* freeze = makeCommand(*parent, "freeze", "Freeze the series of a query, with their hashes, for good",
                             "selvox versions freeze WS brain-1 --query good-mr", *frozen);
  needsWorkspace(freeze, *frozen);
  freeze->add_option("name", frozen->name, "Name of the version")->required()->type_name("NAME");
  addQueryOptions(freeze, frozen->which);
  printsData(freeze, *frozen);
  onChosen(freeze, program, frozen, freezeVersion);

  const auto compared = std::make_shared<VersionsOptions>();
  auto* diff = makeCommand(*parent, "diff", "What one version has and another has not",
                           "selvox versions diff WS brain-1 brain-2", *compared);
  needsWorkspace(diff, *compared);
  diff->add_option("before", compared->name, "The older one")->required()->type_name("NAME");
  diff->add_option("after", compared->other, "The newer one")->required()->type_name("NAME");
  printsData(diff, *compared);
  onChosen(diff, program, compared, diffVersions);
}

}  // namespace selvox::cli
