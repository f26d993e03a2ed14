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

// The other rows, nearest first; equal similarities in the order of the rows.
std::vector<std::size_t> ranking(const Embeddings& e, const std::vector<double>& rows, std::size_t query,
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
  std::vector<std::size_t> order;
  for (const auto& entry : found) order.push_back(entry.second);
  return order;
}

AtK judgedAt(const std::vector<bool>& relevant, std::size_t k, std::size_t total) {
  double hits = 0, gain = 0, ideal = 0;
  for (std::size_t i = 0; i < std::min(k, relevant.size()); ++i) {
    if (relevant[i]) ++hits, gain += 1 / std::log2(static_cast<double>(i + 2));
  }
  for (std::size_t i = 0; i < std::min(k, total); ++i) ideal += 1 / std::log2(static_cast<double>(i + 2));
  return {hits / static_cast<double>(k), hits / static_cast<double>(total), gain / ideal};
}

double precisionOverRanking(const std::vector<bool>& relevant, std::size_t total) {
  double hits = 0, precision = 0;
  for (std::size_t i = 0; i < relevant.size(); ++i) {
    if (relevant[i]) precision += ++hits / static_cast<double>(i + 1);
  }
  return precision / static_cast<double>(total);
}

}  // namespace

std::vector<RetrievedQuery> retrieveEach(const Embeddings& e, const std::vector<int>& ks, bool keepSamePatient) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> rows = normalised(e);
  const auto largest = static_cast<std::size_t>(ks.empty() ? 0 : std::max(*std::max_element(ks.begin(), ks.end()), 0));
  std::vector<RetrievedQuery> all;
  for (std::size_t query = 0; query < e.labels.size(); ++query) {
    const std::vector<std::size_t> order = ranking(e, rows, query, keepSamePatient);
    std::vector<bool> relevant;
    for (const std::size_t j : order) relevant.push_back(e.labels[j] == e.labels[query]);
    const auto total = static_cast<std::size_t>(std::count(relevant.begin(), relevant.end(), true));
    RetrievedQuery one{nan, std::vector<AtK>(ks.size(), {nan, nan, nan}), nan, {}};
    one.nearest.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(std::min(largest, order.size())));
    if (total > 0) {
      one.averagePrecision = precisionOverRanking(relevant, total);
      one.chance = static_cast<double>(total) / static_cast<double>(relevant.size());
      for (std::size_t i = 0; i < ks.size(); ++i)
        one.at[i] = judgedAt(relevant, static_cast<std::size_t>(std::max(ks[i], 1)), total);
    }
    all.push_back(std::move(one));
  }
  return all;
}

Retrieval retrieval(const Embeddings& e, const RetrievalOptions& options) {
  Retrieval r;
  for (const RetrievedQuery& query : retrieveEach(e, {options.k}, options.keepSamePatient)) {
    if (std::isnan(query.averagePrecision)) {
      ++r.leftOut;
      continue;
    }
    ++r.queries;
    r.meanAveragePrecision += query.averagePrecision;
    r.precisionAtK += query.at[0].precision;
    r.recallAtK += query.at[0].recall;
    r.ndcgAtK += query.at[0].ndcg;
  }
  const double n = r.queries > 0 ? static_cast<double>(r.queries) : std::numeric_limits<double>::quiet_NaN();
  r.meanAveragePrecision /= n, r.precisionAtK /= n, r.recallAtK /= n, r.ndcgAtK /= n;
  return r;
}

}  // namespace selvox::learn::metrics
