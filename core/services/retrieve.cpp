#include "core/services/retrieve.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/collect.h"
#include "core/services/prepare.h"
#include "core/services/similarity_files.h"
#include "core/services/staging.h"
#include "core/services/supervise.h"
#include "core/services/worker_call.h"

namespace selvox::services {

using base::ErrorCode;
using base::Json;

namespace {

namespace fs = std::filesystem;

constexpr const char* kEmbeddings = "embeddings.safetensors";
constexpr const char* kIndex = "index.safetensors";
constexpr const char* kItems = "items.json";

base::Status checkWords(const std::string& of, const std::string& features) {
  if (of != "series" && of != "slices" && of != "roi")
    return base::fail(ErrorCode::InvalidArgument, "'" + of + "' cannot be indexed. Known: series, slices, roi.");
  if (features != "encoder" && features != "raw-pixel")
    return base::fail(ErrorCode::InvalidArgument,
                      "There are no features '" + features + "'. Known: encoder, raw-pixel.");
  return {};
}

base::Status needStore(const Workspace& workspace) {
  if (workspace.similarity) return {};
  return base::fail(ErrorCode::Unsupported, "This program was built without an index of similar cases.");
}

// The scans of the datasets as they are prepared now, and the list the worker gets.
struct Gathered {
  std::vector<SimilarItem> items;
  Json list = Json::array();
};

base::Result<Gathered> gather(const Workspace& workspace, const std::vector<std::string>& datasets,
                              const std::string& now, const Watch& watch) {
  Gathered all;
  for (const auto& dataset : datasets) {
    SELVOX_TRY(const auto prepared, ensurePrepared(workspace, dataset, now, watch));
    for (const auto& entry : prepared.version.entries) {
      const SimilarItem item{entry.series, dataset, entry.caseName, entry.patient, entry.labelNames};
      const auto path = [&](const std::string& key) {
        return key.empty() ? std::string() : base::utf8(fs::absolute(workspace.cache->pathOf(key)));
      };
      all.list.push_back({{"name", entry.caseName},
                          {"image", path(entry.image)},
                          {"label", path(entry.label)},
                          {"labels", toJson(item)["labels"]}});
      all.items.push_back(item);
    }
  }
  if (all.items.empty()) return base::fail(ErrorCode::NotFound, "There is no scan to index in these datasets.");
  return all;
}

base::Status replaceFolder(const fs::path& fresh, const fs::path& target) {
  std::error_code failed;
  fs::path old = target;
  old += ".old";
  fs::remove_all(old, failed);
  if (fs::exists(target, failed)) fs::rename(target, old, failed);
  fs::rename(fresh, target, failed);
  if (failed)
    return base::fail(ErrorCode::Io,
                      "Cannot put the index in its place " + base::utf8(target) + ": " + failed.message() + ".");
  fs::remove_all(old, failed);
  return {};
}

// {of, axis, …} with the worker's words for what is missing left out.
Json askFor(const Json& pieces, const Json& list, const std::string& features, const std::string& checkpoint) {
  Json asked = pieces.is_object() ? pieces : Json::object();
  asked["list"] = list;
  asked["features"] = features;
  if (!checkpoint.empty()) asked["checkpoint"] = checkpoint;
  return asked;
}

base::Result<Json> embed(const Workspace& workspace, const events::RunFolder& run, const Json& asked,
                         const fs::path& folder, const Watch& watch) {
  SELVOX_CHECK(base::writeJson(folder / "request.json", asked));
  auto said = askWorkerJson(workspace,
                            {"embed", base::utf8(fs::absolute(run.root)), base::utf8(folder / "request.json"),
                             base::utf8(folder / kEmbeddings)},
                            watch);
  std::error_code ignored;
  fs::remove(folder / "request.json", ignored);
  return said;
}

std::string unique() {
  return std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
}

}  // namespace

fs::path similarityFolder(const fs::path& workspace, const std::string& run, const std::string& of,
                          const std::string& features) {
  return workspace / "index" / "similar" / base::pathFromUtf8(run) /
         base::pathFromUtf8(of + (features == "encoder" ? "" : "-" + features));
}

base::Status removeSimilarityIndexes(const fs::path& workspace, const std::string& run) {
  const fs::path folder = workspace / "index" / "similar" / base::pathFromUtf8(run);
  std::error_code failed;
  fs::remove_all(folder, failed);
  if (!failed) return {};
  return base::fail(ErrorCode::Io,
                    "The similarity indexes of '" + run + "' could not be removed; delete the folder by hand.",
                    base::utf8(folder) + ": " + failed.message());
}

base::Result<Json> buildSimilarityIndex(const Workspace& workspace, const IndexRequest& request, const Watch& watch) {
  SELVOX_CHECK(needStore(workspace));
  const auto of = base::valueOr<std::string>(request.pieces, "of", "series");
  SELVOX_CHECK(checkWords(of, request.features));
  SELVOX_TRY(const auto status, findRun(*workspace.runs, request.run));
  const auto& spec = status.listing.snapshot.spec;
  if (request.features == "encoder" && status.listing.snapshot.view.lastCheckpoint.empty())
    return base::fail(ErrorCode::NotFound, "Run '" + request.run + "' has no checkpoint yet (" + status.state +
                                               "). Wait for its first one.");
  auto datasets = request.datasets;
  if (datasets.empty())
    for (const auto& dataset : spec.datasets) datasets.push_back(dataset.dataset);
  SELVOX_TRY(const auto gathered, gather(workspace, datasets, request.created, watch));

  const auto target = fs::absolute(similarityFolder(workspace.root, request.run, of, request.features));
  fs::path aside = target;
  aside += ".new-" + unique();
  const TemporaryFolder fresh(aside);
  SELVOX_TRY(const auto said,
             embed(workspace, status.listing.folder,
                   askFor(request.pieces, gathered.list, request.features, request.checkpoint), fresh.path(), watch));
  SELVOX_CHECK(watch.check());
  SELVOX_TRY(const auto table, EmbeddingTable::open(fresh.path() / kEmbeddings, gathered.items.size()));
  SELVOX_TRY(const auto index,
             workspace.similarity->build(table.values(), table.dimensions(), watch.progress, watch.cancel));
  SELVOX_CHECK(index->save(fresh.path() / kIndex));
  Json pieces = request.pieces.is_object() ? request.pieces : Json::object();
  pieces["of"] = of;
  Json document{{"format", "selvox-similar"},
                {"v", 1},
                {"run", request.run},
                {"checkpoint", base::valueOr<std::string>(said, "checkpoint", "")},
                {"features", request.features},
                {"pieces", pieces},
                {"datasets", datasets},
                {"created", request.created},
                {"kind", index->kind()},
                {"rows", index->rows()},
                {"dimensions", index->dimensions()},
                {"items", Json::array()}};
  for (const auto& item : gathered.items) document["items"].push_back(toJson(item));
  SELVOX_CHECK(base::writeJson(fresh.path() / kItems, document));
  SELVOX_CHECK(watch.check());
  SELVOX_CHECK(replaceFolder(fresh.path(), target));
  document.erase("items");
  document["scans"] = gathered.items.size();
  document["empty"] = base::valueOr<std::int64_t>(said, "empty", 0);
  return document;
}

namespace {

// An index with what belongs to it, open for one question.
struct OpenIndex {
  fs::path folder;
  Json about;
  std::vector<SimilarItem> items;
  std::unique_ptr<ports::SimilarityIndex> index;
  [[nodiscard]] std::string of() const {
    return base::valueOr<std::string>(base::valueOr(about, "pieces", Json::object()), "of", "series");
  }
};

base::Result<OpenIndex> openIndex(const Workspace& workspace, const SimilarRequest& request) {
  OpenIndex open;
  open.folder = similarityFolder(workspace.root, request.run, request.of, request.features);
  std::error_code failed;
  if (!fs::exists(open.folder / kItems, failed))
    return base::fail(ErrorCode::NotFound,
                      "There is no index of run '" + request.run + "' for " + request.of +
                          " yet. Build it: selvox index WS --run " + request.run + " --of " + request.of +
                          (request.features == "encoder" ? "" : " --features " + request.features));
  SELVOX_TRY(open.about, base::readJson(open.folder / kItems));
  SELVOX_TRY(open.items, itemsFrom(open.about, open.folder / kItems));
  SELVOX_TRY(open.index, workspace.similarity->load(open.folder / kIndex));
  return open;
}

base::Result<std::size_t> itemNamed(const OpenIndex& open, const SimilarRequest& request) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < open.items.size(); ++i) {
    const auto& item = open.items[i];
    if (!request.dataset.empty() && item.dataset != request.dataset) continue;
    if (request.series > 0 ? item.series == request.series : item.caseName == request.caseName) found.push_back(i);
  }
  if (found.size() == 1) return found.front();
  const std::string wanted =
      request.series > 0 ? "series " + std::to_string(request.series) : "case '" + request.caseName + "'";
  if (found.empty())
    return base::fail(ErrorCode::NotFound, "The index of run '" + request.run + "' holds no " + wanted +
                                               ". If it is new, build the index again: selvox index WS --run " +
                                               request.run + " --of " + request.of);
  std::string ids;
  for (const auto i : found)
    ids += (ids.empty() ? "" : ", ") + std::to_string(open.items[i].series) + " (" + open.items[i].dataset + ")";
  return base::fail(
      ErrorCode::InvalidArgument,
      "Case '" + request.caseName + "' has several series; give the number of one: --series " + ids + ".");
}

std::string labelName(const SimilarItem& item, std::int64_t place) {
  const auto found = item.labels.find(static_cast<int>(place));
  return found == item.labels.end() ? std::to_string(place) : found->second;
}

// Which of the rows of one scan asks: the slice nearest to `at`, the region of that name, else the one in the middle.
base::Result<std::size_t> rowAt(const EmbeddingTable& table, const std::vector<std::size_t>& rows,
                                const SimilarItem& item, const std::string& of, const std::string& at) {
  if (rows.empty())
    return base::fail(ErrorCode::NotFound, "Case '" + item.caseName + "' has no such region, so nothing is like it.");
  if (at.empty() || of == "series") return rows[rows.size() / 2];
  if (of == "roi") {
    std::string known;
    for (const auto row : rows) {
      const auto name = labelName(item, table.place(row));
      if (name == at || std::to_string(table.place(row)) == at) return row;
      known += (known.empty() ? "" : ", ") + name;
    }
    return base::fail(ErrorCode::NotFound,
                      "Case '" + item.caseName + "' has no region '" + at + "' in the index. It has: " + known + ".");
  }
  const auto slice = base::toInteger(at);
  if (!slice) return base::fail(ErrorCode::InvalidArgument, "A slice is asked for by its number, not by '" + at + "'.");
  return *std::min_element(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(table.place(a) - *slice) < std::abs(table.place(b) - *slice);
  });
}

// A scan from outside, embedded as the index was.
base::Result<std::vector<float>> embedInput(const Workspace& workspace, const OpenIndex& open,
                                            const SimilarRequest& request, const Watch& watch) {
  if (open.of() == "roi")
    return base::fail(ErrorCode::Unsupported,
                      "A file brings no label whose region could be looked for. Ask an index of series or slices.");
  SELVOX_TRY(const auto status, findRun(*workspace.runs, request.run));
  SELVOX_TRY(const auto recipe, prepareRecipe(workspace, status.listing));
  std::vector<ports::FoundSeries> found;
  SELVOX_TRY(const auto refused,
             collect(
                 request.input, workspace.importers, [&](auto series) { found.push_back(std::move(series)); }, watch));
  if (found.size() != 1)
    return base::fail(
        ErrorCode::InvalidArgument,
        base::utf8(request.input) + " holds " +
            (found.empty() ? "no readable scan" : std::to_string(found.size()) + " scans") +
            (found.empty() && !refused.empty() ? ": " + refused.front().second : ". Give one scan to look for."));
  const std::string modality = modalityFor(found.front(), recipe, "");
  SELVOX_TRY(const auto prepared, prepareVolume(volume::orientToLps(std::move(found.front().volume)), modality,
                                                recipe.spacing, recipe.constants));
  fs::path aside = fs::absolute(open.folder);
  aside += ".ask-" + unique();
  const TemporaryFolder temporary(aside);
  const auto image = temporary.path() / "image.vol";
  SELVOX_CHECK(volume::writeBrickFile(image, prepared.first, prepared.second));
  const Json list = Json::array({{{"name", base::utf8(request.input.filename())}, {"image", base::utf8(image)}}});
  SELVOX_TRY(const auto said, embed(workspace, status.listing.folder,
                                    askFor(base::valueOr(open.about, "pieces", Json::object()), list, request.features,
                                           base::valueOr<std::string>(open.about, "checkpoint", "")),
                                    temporary.path(), watch));
  (void)said;
  SELVOX_TRY(const auto table, EmbeddingTable::open(temporary.path() / kEmbeddings, 1));
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < table.rows(); ++i) rows.push_back(i);
  const SimilarItem item{0, "", base::utf8(request.input.filename()), "", {}};
  SELVOX_TRY(const auto row, rowAt(table, rows, item, open.of(), request.at));
  const auto values = table.row(row);
  return std::vector<float>(values.begin(), values.end());
}

// What the catalog says now: a series that was removed since is nobody's neighbour.
using Known = std::map<std::int64_t, ports::SeriesRow>;

base::Result<std::set<std::int64_t>> seriesIn(const Workspace& workspace, const std::vector<std::string>& datasets) {
  std::set<std::int64_t> all;
  for (const auto& dataset : datasets) {
    ports::SeriesQuery query;
    query.dataset = dataset;
    SELVOX_TRY(const auto ids, workspace.catalog->seriesIds(query));
    all.insert(ids.begin(), ids.end());
  }
  return all;
}

Json placeJson(const OpenIndex& open, const SimilarItem& item, std::int64_t place) {
  Json json = Json::object();
  if (open.of() == "series") return json;
  json["place"] = place;
  if (open.of() == "roi") json["label"] = labelName(item, place);
  return json;
}

Json itemJson(const OpenIndex& open, const SimilarItem& item, std::int64_t place) {
  Json json{{"case", item.caseName}, {"dataset", item.dataset}, {"patient", item.patient}, {"series", item.series}};
  json.update(placeJson(open, item, place));
  return json;
}

Json columnsOf(const ports::SeriesRow& row) {
  Json columns = Json::object();
  for (const auto& [name, value] : row.attributes)
    if (name != "window_center" && name != "window_width" && name != "series_number") columns[name] = value;
  return columns;
}

Json aboutJson(const OpenIndex& open, const std::set<std::int64_t>& now, const std::string& lastCheckpoint) {
  std::set<std::int64_t> held;
  for (const auto& item : open.items) held.insert(item.series);
  const auto unindexed = std::count_if(now.begin(), now.end(), [&](auto id) { return !held.contains(id); });
  const auto checkpoint = base::valueOr<std::string>(open.about, "checkpoint", "");
  const auto newest = base::utf8(base::pathFromUtf8(lastCheckpoint).filename());
  return {{"kind", open.index->kind()},
          {"rows", open.index->rows()},
          {"dimensions", open.index->dimensions()},
          {"checkpoint", checkpoint},
          {"created", base::valueOr<std::string>(open.about, "created", "")},
          {"datasets", base::valueOr(open.about, "datasets", Json::array())},
          {"outdated", !checkpoint.empty() && !newest.empty() && checkpoint < newest},
          {"unindexed", unindexed}};
}

}  // namespace

base::Result<Json> findSimilar(const Workspace& workspace, const SimilarRequest& request, const Watch& watch) {
  SELVOX_CHECK(needStore(workspace));
  SELVOX_CHECK(checkWords(request.of, request.features));
  SELVOX_TRY(const auto status, findRun(*workspace.runs, request.run));
  const int given = (request.caseName.empty() ? 0 : 1) + (request.series > 0 ? 1 : 0) + (request.input.empty() ? 0 : 1);
  if (given != 1)
    return base::fail(ErrorCode::InvalidArgument, "Say what to look for: a case, a series or a file, one of them.");
  SELVOX_TRY(const auto open, openIndex(workspace, request));
  SELVOX_TRY(const auto table, EmbeddingTable::open(open.folder / kEmbeddings, open.items.size()));
  if (static_cast<std::int64_t>(table.rows()) != open.index->rows())
    return base::fail(ErrorCode::Corrupt, "The index in " + base::utf8(open.folder) +
                                              " does not belong to its table. Build it again with: selvox index");
  std::vector<float> query;
  std::int64_t asking = -1;  // its row, where it has one
  Json queryJson;
  std::string patient;
  if (request.input.empty()) {
    SELVOX_TRY(const auto item, itemNamed(open, request));
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < table.rows(); ++i)
      if (table.item(i) == item) rows.push_back(i);
    SELVOX_TRY(const auto row, rowAt(table, rows, open.items[item], open.of(), request.at));
    asking = static_cast<std::int64_t>(row);
    query.assign(table.row(row).begin(), table.row(row).end());
    patient = open.items[item].patient;
    queryJson = itemJson(open, open.items[item], table.place(row));
  } else {
    SELVOX_TRY(query, embedInput(workspace, open, request, watch));
    queryJson = {{"input", base::utf8(fs::absolute(request.input))}};
  }
  SELVOX_TRY(const auto now, seriesIn(workspace, base::valueOr<std::vector<std::string>>(open.about, "datasets", {})));
  const auto wanted = [&](std::int64_t row) {
    const auto& item = open.items[table.item(static_cast<std::size_t>(row))];
    const bool same = !patient.empty() && item.patient == patient;
    return row != asking && now.contains(item.series) && (request.keepSamePatient || !same);
  };
  SELVOX_TRY(const auto found, open.index->search(query, request.k, wanted));
  std::vector<std::int64_t> ids;
  for (const auto& one : found) ids.push_back(open.items[table.item(static_cast<std::size_t>(one.row))].series);
  SELVOX_TRY(const auto rows, workspace.catalog->series(ids));
  Known known;
  for (const auto& row : rows) known.emplace(row.id, row);
  Json neighbours = Json::array();
  for (const auto& one : found) {
    const auto row = static_cast<std::size_t>(one.row);
    const auto& item = open.items[table.item(row)];
    Json hit = itemJson(open, item, table.place(row));
    hit["rank"] = neighbours.size() + 1;
    hit["similarity"] = one.cosine;
    hit["distance"] = 1 - one.cosine;
    if (const auto series = known.find(item.series); series != known.end()) {
      hit["modality"] = series->second.modality;
      hit["columns"] = columnsOf(series->second);
    }
    neighbours.push_back(std::move(hit));
  }
  return Json{{"run", request.run},
              {"of", request.of},
              {"features", request.features},
              {"index", aboutJson(open, now, status.listing.snapshot.view.lastCheckpoint)},
              {"query", std::move(queryJson)},
              {"keep_same_patient", request.keepSamePatient},
              {"neighbours", std::move(neighbours)}};
}

}  // namespace selvox::services
