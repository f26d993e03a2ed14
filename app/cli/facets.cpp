#include "app/cli/query_options.h"

namespace selvox::cli {

namespace {

using base::Json;

struct FacetsOptions : Common {
  QueryOptions which;
};

Outcome runFacets(const FacetsOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto query, queryOf(session.ports(), options.which));
  SELVOX_TRY(const auto counts, session.ports().curation->facetCounts(query));
  Json document = Json::object();
  std::vector<std::vector<std::string>> table{{"FACET", "VALUE", "SERIES"}};
  for (const auto facet : ports::allFacets()) document[ports::name(facet)] = Json::array();
  for (const auto& one : counts) {
    document[ports::name(one.facet)].push_back({{"value", one.value}, {"series", one.series}});
    table.push_back(
        {ports::name(one.facet), one.value.empty() ? "(not known)" : one.value, std::to_string(one.series)});
  }
  if (options.json) console.document(document);
  if (!options.json) console.table(table);
  return 0;
}

struct QueriesOptions : Common {
  QueryOptions which;
  std::string save, remove;
};

Outcome runQueries(const QueriesOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  auto& curation = *session.ports().curation;
  if (!options.remove.empty()) SELVOX_CHECK(curation.removeQuery(options.remove));
  if (!options.save.empty()) {
    SELVOX_TRY(const auto query, queryOf(session.ports(), options.which));
    SELVOX_CHECK(curation.saveQuery(options.save, query));
  }
  SELVOX_TRY(const auto saved, curation.savedQueries());
  Json list = Json::array();
  std::vector<std::vector<std::string>> table{{"QUERY", "SAVED", "ASKS"}};
  for (const auto& one : saved) {
    const Json query = ports::toJson(one.query);
    list.push_back({{"name", one.name}, {"created", one.created}, {"query", query}});
    table.push_back({one.name, one.created, base::dumpJson(query)});
  }
  if (options.json) console.document(list);
  if (!options.json) console.table(table);
  return 0;
}

}  // namespace

void addFacets(Program& program) {
  const auto options = std::make_shared<FacetsOptions>();
  auto* command = makeCommand(program.app, "facets", "Count series by modality, scanner, site, body part, tag, …",
                              "selvox facets WS --dataset brain --facet site=graz", *options);
  needsWorkspace(command, *options);
  addQueryOptions(command, options->which);
  printsData(command, *options);
  onChosen(command, program, options, runFacets);
}

void addQueries(Program& program) {
  const auto options = std::make_shared<QueriesOptions>();
  auto* command =
      makeCommand(program.app, "queries", "Save a query under a name, or list what is saved",
                  "selvox queries WS --save good-mr --modality MR --facet rating=4 --facet rating=5", *options);
  needsWorkspace(command, *options);
  command->add_option("--save", options->save, "Save the query of the other words under this name")->type_name("NAME");
  command->add_option("--remove", options->remove, "Remove this one")->type_name("NAME");
  addQueryOptions(command, options->which);
  printsData(command, *options);
  onChosen(command, program, options, runQueries);
}

}  // namespace selvox::cli
