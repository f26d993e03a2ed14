#include "core/ports/curation.h"

#include <utility>

namespace selvox::ports {

using base::Json;
using base::valueOr;

namespace {

const std::vector<std::pair<Facet, const char*>>& facetNames() {
  static const std::vector<std::pair<Facet, const char*>> table{
      {Facet::Modality, "modality"},  {Facet::Scanner, "scanner"}, {Facet::Site, "site"},
      {Facet::BodyPart, "body_part"}, {Facet::Spacing, "spacing"}, {Facet::Rating, "rating"},
      {Facet::Labelled, "labelled"},  {Facet::Split, "split"},     {Facet::Tag, "tag"}};
  return table;
}

template <class T>
Json byNumber(const std::map<int, T>& map) {
  Json json = Json::object();
  for (const auto& [number, value] : map) json[std::to_string(number)] = value;
  return json;
}

}  // namespace

const char* name(Facet facet) {
  for (const auto& [known, text] : facetNames())
    if (known == facet) return text;
  return "";
}

std::optional<Facet> facetFromName(const std::string& name) {
  for (const auto& [known, text] : facetNames())
    if (name == text) return known;
  return std::nullopt;
}

const std::vector<Facet>& allFacets() {
  static const std::vector<Facet> all = [] {
    std::vector<Facet> facets;
    for (const auto& [known, text] : facetNames()) facets.push_back(known);
    return facets;
  }();
  return all;
}

std::string labelText(const LabelRow& label) {
  return base::dumpJson(
      {{"voxelsHash", label.voxelsHash}, {"names", byNumber(label.names)}, {"voxels", byNumber(label.voxels)}});
}

Json toJson(const SeriesQuery& query) {
  Json facets = Json::object();
  for (const auto& [facet, values] : query.facets) facets[name(facet)] = values;
  Json json = {{"v", 1},
               {"dataset", query.dataset},
               {"text", query.text},
               {"modality", query.modality},
               {"split", query.split},
               {"facets", std::move(facets)}};
  if (query.labelled) json["labelled"] = *query.labelled;
  return json;
}

base::Result<SeriesQuery> queryFromJson(const Json& json) {
  if (valueOr(json, "v", 0) > 1)
    return base::fail(base::ErrorCode::NewerVersion, "This query was saved by a newer Selvox.");
  SeriesQuery query;
  query.dataset = valueOr<std::string>(json, "dataset", "");
  query.text = valueOr<std::string>(json, "text", "");
  query.modality = valueOr<std::string>(json, "modality", "");
  query.split = valueOr<std::string>(json, "split", "");
  if (json.is_object() && json.contains("labelled")) query.labelled = valueOr(json, "labelled", false);
  const Json facets = json.is_object() ? json.value("facets", Json::object()) : Json::object();
  for (const auto& [text, values] : facets.items()) {
    const auto facet = facetFromName(text);
    if (!facet)
      return base::fail(base::ErrorCode::Unsupported, "This query chooses by '" + text + "', which is no known facet.");
    query.facets[*facet] = valueOr<std::vector<std::string>>(facets, text.c_str(), {});
  }
  return query;
}

}  // namespace selvox::ports
