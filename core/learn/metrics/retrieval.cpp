#include "core/learn/metrics/retrieval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace selvox::learn::metrics {
namespace {

std::vector<double> normalised(const Embeddings& e) {
  std::vector<double> rows(e.values.begin(), e.values.end());
  for (std::size_t i = 0; i + e.dimensions <= rows.size(); i += e.dimensions) {
    double squared = 0;
    for (std::size_t d = 0; d < e.dimensions; ++d) squared += rows[i + d] * rows[i + d];
    const double length = std::max(std::sqrt(squared), 1e-12);
    for (std::size_t d = 0; d < e.dimensions; ++d) rows[i + d] /= length;
  }
  return rows;
}

// Relevance (0 or 1) of the other rows, nearest first; equal similarities in the order of the rows.
std::vector<int> ranking(const Embeddings& e, const std::vector<double>& rows, std::size_t query,
                         bool keepSamePatient) {
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t j = 0; j < e.labels.size(); ++j) {
    if (j == query || (!keepSamePatient && !e.patients.empty() && e.patients[j] == e.patients[query])) continue;
    double similarity = 0;
    for (std::size_t d = 0; d < e.dimensions; ++d)
      similarity += rows[query * e.dimensions + d] * rows[j * e.dimensions + d];
    found.emplace_back(similarity, j);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<int> relevant;
  for (const auto& entry : found) relevant.push_back(e.labels[entry.second] == e.labels[query] ? 1 : 0);
  return relevant;
}

}  // namespace

Retrieval retrieval(const Embeddings& e, const RetrievalOptions& options) {
  const std::vector<double> rows = normalised(e);
  Retrieval r;
  const auto k = static_cast<std::size_t>(std::max(options.k, 1));
  for (std::size_t query = 0; query < e.labels.size(); ++query) {
    const std::vector<int> relevant = ranking(e, rows, query, options.keepSamePatient);
    const auto total = static_cast<std::size_t>(std::count(relevant.begin(), relevant.end(), 1));
    if (total == 0) {
      ++r.leftOut;
      continue;
    }
    ++r.queries;
    double hits = 0, hitsAtK = 0, precision = 0, gain = 0, ideal = 0;
    for (std::size_t i = 0; i < relevant.size(); ++i) {
      if (relevant[i] == 0) continue;
      precision += ++hits / static_cast<double>(i + 1);
      if (i < k) ++hitsAtK, gain += 1 / std::log2(static_cast<double>(i + 2));
    }
    for (std::size_t i = 0; i < std::min(k, total); ++i) ideal += 1 / std::log2(static_cast<double>(i + 2));
    r.meanAveragePrecision += precision / static_cast<double>(total);
    r.precisionAtK += hitsAtK / static_cast<double>(k);
    r.recallAtK += hitsAtK / static_cast<double>(total);
    r.ndcgAtK += gain / ideal;
  }
  const double n = r.queries > 0 ? static_cast<double>(r.queries) : std::numeric_limits<double>::quiet_NaN();
  r.meanAveragePrecision /= n, r.precisionAtK /= n, r.recallAtK /= n, r.ndcgAtK /= n;
  return r;
}

}  // namespace selvox::learn::metrics
