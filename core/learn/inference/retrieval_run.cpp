#include "core/learn/inference/retrieval_run.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "core/base/file.h"
#include "core/learn/inference/interval_json.h"
#include "core/learn/metrics/retrieval.h"
#include "core/spec/columns.h"

namespace selvox::learn::inference {
namespace {

using base::ErrorCode;
using base::Json;
using metrics::RetrievedQuery;

const std::vector<int> kDepths{1, 5, 10};
constexpr int kDeepest = 10;
constexpr std::size_t kShownNearest = 5;

using QueryValue = std::function<double(const RetrievedQuery&)>;

const std::vector<std::pair<std::string, QueryValue>>& queryValues() {
  static const std::vector<std::pair<std::string, QueryValue>> table{
      {"map", [](const RetrievedQuery& q) { return q.averagePrecision; }},
      {"precision_at_1", [](const RetrievedQuery& q) { return q.at[0].precision; }},
      {"precision_at_5", [](const RetrievedQuery& q) { return q.at[1].precision; }},
      {"precision_at_10", [](const RetrievedQuery& q) { return q.at[2].precision; }},
      {"recall_at_10", [](const RetrievedQuery& q) { return q.at[2].recall; }},
      {"ndcg_at_10", [](const RetrievedQuery& q) { return q.at[2].ndcg; }}};
  return table;
}

std::vector<double> placesAmong(const std::vector<std::string>& texts, const std::set<std::string>& known) {
  std::map<std::string, double> numbers;
  for (const std::string& text : known) numbers.emplace(text, static_cast<double>(numbers.size()));
  std::vector<double> all;
  for (const std::string& text : texts) all.push_back(numbers.at(text));
  return all;
}

Json intervalOver(const std::vector<RetrievedQuery>& queries, const RankedRows& rows, const QueryValue& value,
                  const std::string& onlyClass) {
  std::vector<double> values;
  std::vector<std::string> patients;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (!onlyClass.empty() && rows.classes[i] != onlyClass) continue;
    values.push_back(value(queries[i]));
    patients.push_back(rows.patients[i]);
  }
  return intervalJson(metrics::bootstrapMean(values, patients));
}

Json queryJson(const RankedRows& rows, const RetrievedQuery& query, std::size_t i) {
  Json one{{"case", rows.cases[i]},
           {"patient", rows.patients[i]},
           {"class", rows.classes[i]},
           {"place", rows.places[i]},
           {"nearest", Json::array()}};
  for (const auto& [name, value] : queryValues()) one[name] = finiteOrNull(value(query));
  for (std::size_t n = 0; n < std::min(query.nearest.size(), kShownNearest); ++n)
    one["nearest"].push_back({{"case", rows.cases[query.nearest[n]]}, {"class", rows.classes[query.nearest[n]]}});
  return one;
}

// The column asked for; else what the run learnt or was probed on; else what it would have been.
base::Result<std::string> columnAsked(const spec::RunSpec& spec, const base::Json& settings, const std::string& wish) {
  std::string column = wish;
  for (const char* setting : {"task.column", "probe.column"})
    if (column.empty() || column == spec::kNoColumn) column = base::valueOr<std::string>(settings, setting, "");
  if (column.empty() || column == spec::kNoColumn) column = spec::automaticColumn(spec.cases);
  if (column == spec::kNoColumn)
    return base::fail(ErrorCode::InvalidArgument,
                      "The run's cases have no column of classes; name one to judge by: --retrieval COLUMN.");
  SELVOX_CHECK(spec::checkColumn(spec.cases, "--retrieval", column, false));
  return column;
}

base::Status embedCase(const Embedder& embedder, const spec::CaseEntry& entry, const std::filesystem::path& root,
                       const RetrievalRequest& request, const std::string& column, RankedRows& rows) {
  SELVOX_TRY(const auto path, engine::cachePath(root, entry.image));
  const auto image = volume::BrickFile::open(path);
  if (!image) return base::fail(image.error().code, image.error().message + " Prepare the dataset again.");
  std::optional<volume::BrickFile> label;
  if (request.pieces.of == "roi" && !entry.label.empty()) {
    SELVOX_TRY(const auto labelPath, engine::cachePath(root, entry.label));
    SELVOX_TRY(volume::BrickFile opened, volume::BrickFile::open(labelPath));
    label = std::move(opened);
  }
  for (const Piece& piece :
       embedder.pieces(*image, label ? &*label : nullptr, embedder.spec().labels, request.pieces)) {
    SELVOX_TRY(const std::vector<float> row, embedder.embed(*image, piece));
    if (rows.dimensions == 0) rows.dimensions = row.size();
    if (row.size() != rows.dimensions)
      return base::fail(ErrorCode::Unsupported, "flat images and volumes have no common raw-pixel features.");
    rows.values.insert(rows.values.end(), row.begin(), row.end());
    rows.cases.push_back(entry.caseName);
    rows.patients.push_back(entry.patient.empty() ? entry.caseName : entry.patient);
    rows.classes.push_back(entry.columns.at(column));
    rows.places.push_back(piece.place);
  }
  return {};
}

}  // namespace

Json retrievalDocument(const RankedRows& rows, const RetrievalRequest& request) {
  const std::set<std::string> classes(rows.classes.begin(), rows.classes.end()),
      patients(rows.patients.begin(), rows.patients.end());
  const auto labels = placesAmong(rows.classes, classes), people = placesAmong(rows.patients, patients);
  const auto queries =
      metrics::retrieveEach({rows.values, rows.dimensions, labels, people}, kDepths, request.keepSamePatient);
  std::int64_t leftOut = 0;
  double chance = 0;
  for (const RetrievedQuery& query : queries) {
    const bool alone = std::isnan(query.averagePrecision);
    leftOut += alone ? 1 : 0;
    chance += alone ? 0 : query.chance;
  }
  const auto asked = static_cast<double>(static_cast<std::int64_t>(queries.size()) - leftOut);
  Json document{{"task", "retrieval"},
                {"column", request.column},
                {"of", request.pieces.of},
                {"pieces", toJson(request.pieces)},
                {"classes", classes},
                {"k", kDeepest},
                {"keep_same_patient", request.keepSamePatient},
                {"n", queries.size()},
                {"patients", patients.size()},
                {"left_out", leftOut},
                {"chance", asked > 0 ? Json(chance / asked) : Json(nullptr)},
                {"metrics", Json::object()},
                {"labels", Json::object()},
                {"cases", Json::array()}};
  for (const auto& [name, value] : queryValues()) document["metrics"][name] = intervalOver(queries, rows, value, "");
  std::size_t number = 0;
  for (const std::string& name : classes) {
    Json label{{"name", name}, {"n", std::count(rows.classes.begin(), rows.classes.end(), name)}};
    for (const auto& [metric, value] : queryValues())
      if (metric == "map" || metric == "precision_at_10") label[metric] = intervalOver(queries, rows, value, name);
    document["labels"][std::to_string(++number)] = std::move(label);
  }
  for (std::size_t i = 0; i < queries.size(); ++i) document["cases"].push_back(queryJson(rows, queries[i], i));
  return document;
}

base::Result<Json> retrievalRun(const events::RunFolder& folder, const RetrievalRequest& asked,
                                const base::ProgressFunction& onProgress) {
  SELVOX_TRY(const Embedder embedder, Embedder::load(folder, asked.checkpoint, asked.features));
  const spec::RunSpec& spec = embedder.spec();
  RetrievalRequest request = asked;
  const base::Json& settings = embedder.settings().is_object() ? embedder.settings() : spec.settings;
  SELVOX_TRY(request.column, columnAsked(spec, settings, asked.column));
  std::vector<const spec::CaseEntry*> entries;
  for (const spec::CaseEntry& entry : spec.cases)
    if (entry.role == request.split && entry.columns.contains(request.column)) entries.push_back(&entry);
  RankedRows rows;
  const auto root = engine::cacheRoot(spec, folder.root);
  const auto total = static_cast<std::int64_t>(entries.size());
  for (std::int64_t i = 0; i < total; ++i) {
    const spec::CaseEntry& entry = *entries[static_cast<std::size_t>(i)];
    onProgress({"Embedding", i, total, entry.caseName});
    if (const auto status = embedCase(embedder, entry, root, request, request.column, rows); !status)
      return base::fail(status.error().code, "Case " + entry.caseName + ": " + status.error().message);
  }
  onProgress({"Ranking", total, total, ""});
  if (rows.cases.size() < 2)
    return base::fail(ErrorCode::NotFound, "The part \"" + request.split + "\" of the run's split has " +
                                               std::to_string(rows.cases.size()) + " " + request.pieces.of + " with " +
                                               request.column +
                                               ", and two at least are compared; parts are train, val and test.");
  Json document = retrievalDocument(rows, request);
  document["run"] = spec.name;
  document["split"] = request.split;
  document["checkpoint"] = embedder.checkpointName();
  document["features"] = name(request.features);
  return document;
}

}  // namespace selvox::learn::inference
