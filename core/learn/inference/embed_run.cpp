#include "core/learn/inference/embed_run.h"

#include <optional>

#include "core/base/file.h"
#include "core/base/safetensors.h"
#include "core/base/text.h"
#include "core/learn/inference/embedder.h"

namespace selvox::learn::inference {
namespace {

using base::ErrorCode;
using base::Json;

struct EmbeddedItem {
  std::string name;
  std::filesystem::path image, label;
  std::map<int, std::string> labels;
};

base::Result<std::vector<EmbeddedItem>> itemsOf(const Json& request) {
  std::vector<EmbeddedItem> items;
  for (const Json& row : base::valueOr(request, "list", Json::array())) {
    EmbeddedItem item{base::valueOr<std::string>(row, "name", ""),
                      base::pathFromUtf8(base::valueOr<std::string>(row, "image", "")),
                      base::pathFromUtf8(base::valueOr<std::string>(row, "label", "")),
                      {}};
    if (item.image.empty())
      return base::fail(ErrorCode::InvalidArgument,
                        "Entry " + std::to_string(items.size()) + " of the list names no \"image\".");
    const Json labels = base::valueOr(row, "labels", Json::object());
    for (const auto& [number, name] : labels.items())
      if (const auto value = base::toInteger(number); value && name.is_string())
        item.labels[static_cast<int>(*value)] = name.get<std::string>();
    items.push_back(std::move(item));
  }
  if (items.empty()) return base::fail(ErrorCode::InvalidArgument, "The list names no scan to embed.");
  return items;
}

struct EmbeddedRows {
  std::vector<float> values;
  std::vector<std::int64_t> item, place;
  std::size_t dimensions = 0;
  std::int64_t empty = 0;
};

base::Status embedItem(const Embedder& embedder, const EmbeddedItem& item, std::int64_t number,
                       const PieceRequest& request, EmbeddedRows& rows) {
  SELVOX_TRY(const volume::BrickFile image, volume::BrickFile::open(item.image));
  std::optional<volume::BrickFile> label;
  if (request.of == "roi" && !item.label.empty()) {
    SELVOX_TRY(volume::BrickFile opened, volume::BrickFile::open(item.label));
    label = std::move(opened);
  }
  const auto pieces = embedder.pieces(image, label ? &*label : nullptr, item.labels, request);
  rows.empty += pieces.empty() ? 1 : 0;
  for (const Piece& piece : pieces) {
    SELVOX_TRY(const std::vector<float> row, embedder.embed(image, piece));
    if (rows.dimensions == 0) rows.dimensions = row.size();
    if (row.size() != rows.dimensions)
      return base::fail(ErrorCode::Unsupported, "Flat images and volumes have no common raw-pixel features; " +
                                                    item.name + " is of the other kind than those before it.");
    rows.values.insert(rows.values.end(), row.begin(), row.end());
    rows.item.push_back(number);
    rows.place.push_back(piece.place);
  }
  return {};
}

base::Status writeRows(const std::filesystem::path& out, const EmbeddedRows& rows, const base::TensorMetadata& words) {
  const auto n = static_cast<std::int64_t>(rows.item.size()), d = static_cast<std::int64_t>(rows.dimensions);
  const base::TensorViews tensors{{"embeddings", {base::DType::F32, {n, d}, std::as_bytes(std::span(rows.values))}},
                                  {"item", {base::DType::I64, {n}, std::as_bytes(std::span(rows.item))}},
                                  {"place", {base::DType::I64, {n}, std::as_bytes(std::span(rows.place))}}};
  return base::writeSafetensors(out, tensors, words, true);
}

}  // namespace

base::Result<Json> embedList(const events::RunFolder& folder, const Json& request, const std::filesystem::path& out,
                             const base::ProgressFunction& onProgress) {
  SELVOX_TRY(const auto items, itemsOf(request));
  SELVOX_TRY(const PieceRequest pieces, pieceRequest(request));
  SELVOX_TRY(const Features features, featuresNamed(base::valueOr<std::string>(request, "features", "encoder")));
  SELVOX_TRY(const Embedder embedder,
             Embedder::load(folder, base::valueOr<std::string>(request, "checkpoint", "final"), features));
  EmbeddedRows rows;
  const auto total = static_cast<std::int64_t>(items.size());
  for (std::int64_t i = 0; i < total; ++i) {
    const EmbeddedItem& item = items[static_cast<std::size_t>(i)];
    onProgress({"Embedding", i, total, item.name});
    if (const auto status = embedItem(embedder, item, i, pieces, rows); !status)
      return base::fail(status.error().code, "Scan " + item.name + ": " + status.error().message);
  }
  onProgress({"Embedding", total, total, ""});
  if (rows.item.empty())
    return base::fail(ErrorCode::NotFound, "None of the " + std::to_string(total) +
                                               " scans has such a label, so there is no region to embed.");
  const Json asked{{"features", name(features)}, {"pieces", toJson(pieces)}};
  SELVOX_CHECK(writeRows(out, rows,
                         {{"format", "selvox-embeddings"},
                          {"version", "1"},
                          {"run", embedder.spec().name},
                          {"checkpoint", embedder.checkpointName()},
                          {"request", base::dumpJson(asked)}}));
  return Json{{"rows", rows.item.size()},
              {"dimensions", rows.dimensions},
              {"checkpoint", embedder.checkpointName()},
              {"empty", rows.empty}};
}

}  // namespace selvox::learn::inference
