#include "storage/catalog/rows.h"

#include <algorithm>

#include "core/base/text.h"

namespace selvox::storage::catalog {
namespace {

using base::Json;
using base::valueOr;

Json jsonFrom(const std::string& text) {
  return base::parseJson(text, "catalog").value_or(Json());
}

template <class T>
std::string mapText(const std::map<int, T>& map) {
  Json json = Json::object();
  for (const auto& [number, value] : map) json[std::to_string(number)] = value;
  return base::dumpJson(json);
}

template <class T>
std::map<int, T> mapFrom(const std::string& text) {
  std::map<int, T> map;
  const Json json = jsonFrom(text);
  if (!json.is_object()) return map;
  for (const auto& [key, value] : json.items()) {
    const auto number = base::toInteger(key);
    if (number && *number >= 0 && *number <= 65535) map[static_cast<int>(*number)] = valueOr<T>(json, key.c_str(), T{});
  }
  return map;
}

std::string statisticsText(const volume::Statistics& s) {
  return base::dumpJson({{"minimum", s.minimum},
                         {"maximum", s.maximum},
                         {"mean", s.mean},
                         {"standardDeviation", s.standardDeviation},
                         {"p0.1", s.p0_1},
                         {"p0.5", s.p0_5},
                         {"p99.5", s.p99_5},
                         {"p99.9", s.p99_9}});
}

volume::Statistics statisticsFrom(const std::string& text) {
  const Json j = jsonFrom(text);
  return {valueOr(j, "minimum", 0.0), valueOr(j, "maximum", 0.0),
          valueOr(j, "mean", 0.0),    valueOr(j, "standardDeviation", 0.0),
          valueOr(j, "p0.5", 0.0),    valueOr(j, "p99.5", 0.0),
          valueOr(j, "p0.1", 0.0),    valueOr(j, "p99.9", 0.0)};
}

volume::Affine affineFrom(const std::string& text) {
  volume::Affine affine;
  const Json json = jsonFrom(text);
  if (!json.is_array() || json.size() != 16) return affine;
  if (!std::all_of(json.begin(), json.end(), [](const Json& value) { return value.is_number(); })) return affine;
  for (std::size_t i = 0; i < 16; ++i) affine.m[i] = json[i].get<double>();
  return affine;
}

}  // namespace

const char* const kSeriesColumns =
    "s.id, d.name, s.case_name, p.name, st.name, s.modality, s.format, s.size_x, s.size_y, s.size_z, s.channels, "
    "s.stored_type, "
    "s.world_from_voxel, s.statistics, s.voxels_hash, s.attributes";

std::string textOfMap(const std::map<int, std::string>& map) {
  return mapText(map);
}
std::string textOfMap(const std::map<int, std::int64_t>& map) {
  return mapText(map);
}

void bindSeries(SQLite::Statement& statement, int first, const ports::SeriesRow& row) {
  int at = first;
  for (const std::string* text : {&row.caseName, &row.modality, &row.format}) statement.bind(at++, *text);
  for (const std::int64_t size : {row.extent.x, row.extent.y, row.extent.z}) statement.bind(at++, size);
  statement.bind(at++, row.channels);
  statement.bind(at++, row.storedType);
  statement.bind(at++, base::dumpJson(row.worldFromVoxel.m));
  for (const double spacing : row.worldFromVoxel.spacing()) statement.bind(at++, spacing);
  statement.bind(at++, statisticsText(row.statistics));
  statement.bind(at++, row.voxelsHash);
  statement.bind(at++, base::dumpJson(Json(row.attributes)));
}

ports::SeriesRow seriesFrom(SQLite::Statement& statement) {
  const auto text = [&](int column) { return statement.getColumn(column).getString(); };
  const auto number = [&](int column) { return statement.getColumn(column).getInt64(); };
  ports::SeriesRow row;
  row.id = number(0);
  row.dataset = text(1);
  row.caseName = text(2);
  row.patient = text(3);
  row.study = text(4);
  row.modality = text(5);
  row.format = text(6);
  row.extent = {number(7), number(8), number(9)};
  row.channels = static_cast<int>(number(10));
  row.storedType = text(11);
  row.worldFromVoxel = affineFrom(text(12));
  row.statistics = statisticsFrom(text(13));
  row.voxelsHash = text(14);
  const Json attributes = jsonFrom(text(15));
  if (attributes.is_object()) {
    for (const auto& [key, value] : attributes.items())
      row.attributes[key] = valueOr<std::string>(attributes, key.c_str(), "");
  }
  return row;
}

ports::LabelRow labelFrom(SQLite::Statement& statement) {
  ports::LabelRow label;
  label.id = statement.getColumn(0).getInt64();
  label.voxelsHash = statement.getColumn(1).getString();
  label.names = mapFrom<std::string>(statement.getColumn(2).getString());
  label.voxels = mapFrom<std::int64_t>(statement.getColumn(3).getString());
  return label;
}

}  // namespace selvox::storage::catalog
