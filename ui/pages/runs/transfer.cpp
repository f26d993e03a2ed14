#include "ui/pages/runs/transfer.h"

#include <algorithm>

#include "ui/forms/worker_words.h"

namespace selvox::ui {
namespace {

QString wordIn(const base::Json& json, const char* name) {
  return QString::fromStdString(base::valueOr<std::string>(json, name, {}));
}

QString shapeIn(const base::Json& json, const char* name) {
  return wordIn(json, name).replace('x', QStringLiteral(" × "));
}

}  // namespace

std::size_t Transfer::count(TensorState state) const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const TensorRow& row) { return row.state == state; }));
}

base::Result<Transfer> transferFromJson(const base::Json& json) {
  if (!json.is_object() || !json.contains("tensors") || !json["tensors"].is_array())
    return base::fail(base::ErrorCode::Corrupt, "The report of the start weights lists no tensors.");
  Transfer transfer;
  transfer.from = wordIn(json, "from");
  transfer.layout = wordIn(json, "layout");
  transfer.prefix = wordIn(json, "prefix");
  const auto values = base::valueOr(json, "values", base::Json::object());
  transfer.loaded = base::valueOr<std::int64_t>(values, "loaded", 0);
  transfer.all = base::valueOr<std::int64_t>(values, "all", 0);
  const auto add = [&](const base::Json& one, TensorState state, const char* reason) {
    TensorRow row{state,
                  wordIn(one, "name"),
                  shapeIn(one, "shape"),
                  wordIn(one, "source"),
                  shapeIn(one, "source_shape"),
                  workerCaption(wordIn(one, reason))};
    if (!row.name.isEmpty()) transfer.rows.push_back(std::move(row));
  };
  for (const auto& one : json["tensors"]) {
    const QString state = wordIn(one, "state");
    if (state == "matched") add(one, TensorState::Matched, "how");
    if (state == "adapted") add(one, TensorState::Adapted, "how");
    if (state == "skipped") add(one, TensorState::Skipped, "why");
  }
  for (const auto& one : base::valueOr(json, "unused", base::Json::array())) add(one, TensorState::Unused, "why");
  std::stable_sort(transfer.rows.begin(), transfer.rows.end(),
                   [](const TensorRow& a, const TensorRow& b) { return a.state < b.state; });
  return transfer;
}

}  // namespace selvox::ui
