#pragma once
// Does the nearest neighbour look like the query? Cosine ranking of embeddings. Torch-free; conventions: METHODS
// section 5.

#include <cstdint>
#include <span>
#include <vector>

namespace selvox::learn::metrics {

struct Embeddings {
  std::span<const double> values;  // (n, dimensions), row-major
  std::size_t dimensions = 0;
  std::span<const double> labels;    // n; equal labels are relevant to each other
  std::span<const double> patients;  // n, or empty: every row its own patient
};

struct AtK {
  double precision = 0, recall = 0, ndcg = 0;
};
struct RetrievedQuery {  // all NaN where no other row is relevant
  double averagePrecision = 0;
  std::vector<AtK> at;               // in the order of the ks asked for
  double chance = 0;                 // share of the ranked rows that is relevant
  std::vector<std::size_t> nearest;  // rows, nearest first, as many as the largest k
};
// One entry a row of `e`. `keepSamePatient`: otherwise other rows of the query's patient are left out; the query always
// is.
[[nodiscard]] std::vector<RetrievedQuery> retrieveEach(const Embeddings& e, const std::vector<int>& ks,
                                                       bool keepSamePatient);

struct RetrievalOptions {
  int k = 5;
  bool keepSamePatient = false;
};

struct Retrieval {  // means over the queries that have at least one relevant row; NaN without any
  double meanAveragePrecision = 0, precisionAtK = 0, recallAtK = 0, ndcgAtK = 0;
  std::int64_t queries = 0, leftOut = 0;
};
[[nodiscard]] Retrieval retrieval(const Embeddings& e, const RetrievalOptions& options);

}  // namespace selvox::learn::metrics
