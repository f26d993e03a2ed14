#include "app/cli/query_options.h"

#include <algorithm>
#include <set>

#include "core/services/nearest.h"

namespace selvox::cli {

namespace {

base::Status checkDatasetName(ports::Catalog& catalog, const std::string& dataset) {
  if (dataset.empty()) return {};
  SELVOX_TRY(const auto rows, catalog.datasets());
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), dataset) != names.end()) return {};
  return tl::unexpected(services::unknownName("dataset", dataset, names, "'selvox datasets WS' lists all."));
}

base::Status addFacet(const std::string& word, ports::SeriesQuery& query) {
  const auto equals = word.find('=');
  const auto facet = ports::facetFromName(word.substr(0, equals));
  if (facet && equals != std::string::npos) {
    query.facets[*facet].push_back(word.substr(equals + 1));
    return {};
  }
  std::string known;
  for (const auto one : ports::allFacets()) known += std::string(known.empty() ? "" : ", ") + ports::name(one);
  return base::fail(base::ErrorCode::InvalidArgument,
                    "--facet takes NAME=VALUE, not '" + word + "'. Names: " + known +
                        ". 'selvox facets WS' lists the values; an empty one is: not known.");
}

}  // namespace

void addQueryOptions(CLI::App* command, QueryOptions& options) {
  command->add_option("--dataset", options.query.dataset, "Only this dataset")->type_name("NAME");
  command
      ->add_option("--find", options.query.text,
                   "Only series with these words in case, patient, modality, format or label names")
      ->type_name("WORDS");
  command->add_option("--modality", options.query.modality, "Only this modality")->type_name("CT|MR|…");
  command->add_option("--split", options.query.split, "Only this part of the split")
      ->check(CLI::IsMember({"train", "val", "test", "none"}));
  command
      ->add_option("--facet", options.facets,
                   "Only this value of modality, scanner, site, body_part, spacing, rating, labelled, split or tag; of "
                   "one facet any of several")
      ->type_name("NAME=VALUE");
  command->add_option("--case", options.cases, "Only these cases")->type_name("CASE");
  command->add_option("--series", options.series, "Only these series, by id")->type_name("ID");
  command->add_option("--query", options.saved, "A query saved by 'selvox queries'; other words add to it")
      ->type_name("NAME");
}

base::Result<ports::SeriesQuery> queryOf(const services::Workspace& workspace, const QueryOptions& options) {
  SELVOX_CHECK(checkDatasetName(*workspace.catalog, options.query.dataset));
  ports::SeriesQuery query = options.query;
  if (!options.saved.empty()) {
    SELVOX_TRY(const auto saved, workspace.curation->savedQueries());
    const auto found =
        std::find_if(saved.begin(), saved.end(), [&](const auto& one) { return one.name == options.saved; });
    if (found == saved.end()) {
      std::vector<std::string> names;
      for (const auto& one : saved) names.push_back(one.name);
      return tl::unexpected(services::unknownName("query", options.saved, names, "'selvox queries WS' lists all."));
    }
    query = found->query;
    if (!options.query.dataset.empty()) query.dataset = options.query.dataset;
    if (!options.query.modality.empty()) query.modality = options.query.modality;
    if (!options.query.split.empty()) query.split = options.query.split;
    query.text += (query.text.empty() ? "" : " ") + options.query.text;
  }
  for (const auto& word : options.facets) SELVOX_CHECK(addFacet(word, query));
  return query;
}

base::Result<std::vector<std::int64_t>> chosenSeries(const services::Workspace& workspace,
                                                     const QueryOptions& options) {
  SELVOX_TRY(const auto query, queryOf(workspace, options));
  SELVOX_TRY(auto ids, workspace.catalog->seriesIds(query));
  if (!options.series.empty()) {
    const std::set<std::int64_t> wanted(options.series.begin(), options.series.end());
    std::erase_if(ids, [&](std::int64_t id) { return !wanted.contains(id); });
  }
  if (options.cases.empty()) return ids;
  SELVOX_TRY(const auto rows, workspace.curation->summaries(ids));
  std::set<std::string> missing(options.cases.begin(), options.cases.end());
  const auto wanted = missing;
  std::vector<std::int64_t> chosen;
  for (const auto& row : rows) {
    if (!wanted.contains(row.caseName)) continue;
    chosen.push_back(row.id);
    missing.erase(row.caseName);
  }
  if (missing.empty()) return chosen;
  return base::fail(base::ErrorCode::NotFound, "There is no case '" + *missing.begin() + "' among the " +
                                                   std::to_string(rows.size()) +
                                                   " series meant. 'selvox series WS' lists them.");
}

}  // namespace selvox::cli
