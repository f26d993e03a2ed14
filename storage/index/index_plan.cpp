#include "storage/index/index_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace selvox::storage::index {
namespace {

struct Size {
  std::int64_t upTo;
  IndexKind kind;
};
constexpr Size kBySize[] = {
    {50'000, IndexKind::Flat}, {250'000, IndexKind::Hnsw}, {std::numeric_limits<std::int64_t>::max(), IndexKind::Ivf}};
constexpr std::pair<IndexKind, const char*> kNames[] = {
    {IndexKind::Flat, "flat"}, {IndexKind::Hnsw, "hnsw"}, {IndexKind::Ivf, "ivf"}};

}  // namespace

const char* name(IndexKind kind) {
  return std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& row) { return row.first == kind; })->second;
}

std::optional<IndexKind> indexKind(std::string_view name) {
  for (const auto& [kind, text] : kNames) {
    if (name == text) return kind;
  }
  return std::nullopt;
}

IndexPlan planFor(std::int64_t rows) {
  IndexPlan plan;
  plan.kind =
      std::find_if(std::begin(kBySize), std::end(kBySize), [&](const Size& size) { return rows <= size.upTo; })->kind;
  plan.lists = std::max<std::int64_t>(1, std::llround(4 * std::sqrt(static_cast<double>(rows))));
  plan.probes = std::max<std::int64_t>(16, plan.lists / 64);
  return plan;
}

}  // namespace selvox::storage::index
