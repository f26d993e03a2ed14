#include "ui/pages/viewer/similar_answer.h"

#include <algorithm>

#include "core/base/json.h"
#include "ui/shell/words.h"

namespace selvox::ui {

namespace {

using base::Json;

constexpr const char* kTelling[] = {"class", "label", "diagnosis"};

QString textOf(const Json& object, const char* key) {
  return toQt(base::valueOr<std::string>(object, key, ""));
}

QList<QPair<QString, QString>> columnsOf(const Json& columns) {
  QList<QPair<QString, QString>> first, others;
  for (const auto& [name, value] : columns.items()) {
    const QPair<QString, QString> column{toQt(name), toQt(value.is_string() ? value.get<std::string>() : value.dump())};
    const bool telling =
        std::any_of(std::begin(kTelling), std::end(kTelling), [&](const char* one) { return name == one; });
    (telling ? first : others) << column;
  }
  return first + others;
}

}  // namespace

base::Result<SimilarAnswer> similarAnswer(const QByteArray& json) {
  SELVOX_TRY(const Json document, base::parseJson({json.constData(), static_cast<std::size_t>(json.size())},
                                                  "the answer of selvox similar"));
  if (!document.is_object() || !document.contains("neighbours"))
    return base::fail(base::ErrorCode::Corrupt, "selvox similar gave no list of cases.");
  SimilarAnswer answer;
  const Json index = base::valueOr(document, "index", Json::object());
  answer.kind = textOf(index, "kind");
  answer.rows = base::valueOr<std::int64_t>(index, "rows", 0);
  answer.outdated = base::valueOr(index, "outdated", false);
  answer.unindexed = base::valueOr<std::int64_t>(index, "unindexed", 0);
  for (const Json& row : base::valueOr(document, "neighbours", Json::array())) {
    if (!row.is_object()) continue;
    SimilarHit hit;
    hit.rank = base::valueOr(row, "rank", 0);
    hit.series = base::valueOr<std::int64_t>(row, "series", 0);
    hit.caseName = textOf(row, "case");
    hit.dataset = textOf(row, "dataset");
    hit.patient = textOf(row, "patient");
    hit.modality = textOf(row, "modality");
    hit.label = textOf(row, "label");
    if (hit.label.isEmpty()) hit.slice = base::valueOr<std::int64_t>(row, "place", -1);
    hit.similarity = base::valueOr(row, "similarity", 0.0);
    hit.distance = base::valueOr(row, "distance", 1.0);
    hit.columns = columnsOf(base::valueOr(row, "columns", Json::object()));
    answer.hits.push_back(std::move(hit));
  }
  return answer;
}

}  // namespace selvox::ui
