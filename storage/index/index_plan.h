#pragma once
// Which index for how many vectors.

#include <cstdint>
#include <optional>
#include <string_view>

namespace selvox::storage::index {

enum class IndexKind { Flat, Hnsw, Ivf };
[[nodiscard]] const char* name(IndexKind kind);
[[nodiscard]] std::optional<IndexKind> indexKind(std::string_view name);

struct IndexPlan {
  IndexKind kind = IndexKind::Flat;
  int links = 32, construct = 80, explore = 128;  // HNSW: neighbours a node, candidates while building and searching
  std::int64_t lists = 0, probes = 0;             // IVF: cells, and how many of them a search looks into
};

// Up to 50,000 rows every vector is compared: exact, and a few milliseconds. Up to 250,000 a graph (Malkov and
// Yashunin, TPAMI 2020), which answers quickest but takes longest to build. Above, cells around 4 sqrt(n) centres
// (Jegou et al., TPAMI 2011), whose building grows little faster than the number of rows.
[[nodiscard]] IndexPlan planFor(std::int64_t rows);

}  // namespace selvox::storage::index
