#include "core/services/similarity_files.h"

#include <algorithm>
#include <cstring>

#include "core/base/file.h"
#include "core/base/text.h"

namespace selvox::services {
namespace {

using base::Json;

tl::unexpected<base::Error> damaged(const std::filesystem::path& file, const std::string& why) {
  return base::fail(base::ErrorCode::Corrupt,
                    base::utf8(file) + " is damaged: " + why + ". Build the index again with: selvox index");
}

}  // namespace

base::Result<EmbeddingTable> EmbeddingTable::open(const std::filesystem::path& file, std::size_t items) {
  SELVOX_TRY(auto opened, base::SafetensorsFile::open(file));
  SELVOX_CHECK(opened.verify());
  EmbeddingTable table(std::move(opened));
  const auto* values = table.file_.find("embeddings");
  const auto* item = table.file_.find("item");
  const auto* place = table.file_.find("place");
  const auto is = [](const base::TensorView* view, base::DType type, std::size_t axes) {
    return view != nullptr && view->dtype == type && view->shape.size() == axes;
  };
  if (!is(values, base::DType::F32, 2) || !is(item, base::DType::I64, 1) || !is(place, base::DType::I64, 1))
    return damaged(file, "it holds no table of embeddings");
  const std::int64_t rows = values->shape[0];
  if (rows < 1 || values->shape[1] < 1 || item->shape[0] != rows || place->shape[0] != rows)
    return damaged(file, "its columns differ in length");
  if (reinterpret_cast<std::uintptr_t>(values->bytes.data()) % alignof(float) != 0)
    return damaged(file, "its numbers are not aligned");
  table.dimensions_ = static_cast<std::size_t>(values->shape[1]);
  const auto copied = [](const base::TensorView& view) {
    std::vector<std::int64_t> numbers(view.bytes.size() / sizeof(std::int64_t));
    std::memcpy(numbers.data(), view.bytes.data(), numbers.size() * sizeof(std::int64_t));
    return numbers;
  };
  table.item_ = copied(*item);
  table.place_ = copied(*place);
  const bool known = std::all_of(table.item_.begin(), table.item_.end(),
                                 [&](std::int64_t i) { return i >= 0 && static_cast<std::size_t>(i) < items; });
  return known ? base::Result<EmbeddingTable>(std::move(table)) : damaged(file, "a row is of no scan");
}

std::span<const float> EmbeddingTable::values() const {
  const auto& bytes = file_.find("embeddings")->bytes;
  return {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)};
}

Json toJson(const SimilarItem& item) {
  Json labels = Json::object();
  for (const auto& [number, name] : item.labels) labels[std::to_string(number)] = name;
  return {{"series", item.series},
          {"dataset", item.dataset},
          {"case", item.caseName},
          {"patient", item.patient},
          {"labels", std::move(labels)}};
}

base::Result<std::vector<SimilarItem>> itemsFrom(const Json& document, const std::filesystem::path& file) {
  if (base::valueOr<std::string>(document, "format", "") != "selvox-similar")
    return damaged(file, "it is another kind of file");
  if (base::valueOr(document, "v", 0) > 1)
    return base::fail(base::ErrorCode::NewerVersion, base::utf8(file) + " was written by a newer Selvox.");
  std::vector<SimilarItem> items;
  for (const Json& row : base::valueOr(document, "items", Json::array())) {
    SimilarItem item{base::valueOr<std::int64_t>(row, "series", 0),
                     base::valueOr<std::string>(row, "dataset", ""),
                     base::valueOr<std::string>(row, "case", ""),
                     base::valueOr<std::string>(row, "patient", ""),
                     {}};
    const Json labels = base::valueOr(row, "labels", Json::object());
    for (const auto& [number, name] : labels.items())
      if (const auto value = base::toInteger(number); value && name.is_string())
        item.labels[static_cast<int>(*value)] = name.get<std::string>();
    items.push_back(std::move(item));
  }
  if (items.empty()) return damaged(file, "it lists no scan");
  return items;
}

}  // namespace selvox::services
