#pragma once
// Does the nearest neighbour look like the query? Cosine ranking of embeddings. Torch-free; conventions: METHODS
// section 5.

#include <cstdint>
#include <span>

namespace selvox::learn::metrics {

struct Embeddings {
  std::span<const double> values;  // (n, dimensions), row-major
  std::size_t dimensions = 0;
  std::span<const double> labels;    // n; equal labels are relevant to each other
  std::span<const double> patients;  // n, or empty: every row its own patient
};

struct RetrievalOptions {
  int k = 5;
  bool keepSamePatient = false;  // otherwise other rows of the query's patient are left out; the query always is
};

struct Retrieval {  // means over the queries that have at least one relevant row; NaN without any
  double meanAveragePrecision = 0, precisionAtK = 0, recallAtK = 0, ndcgAtK = 0;
  std::int64_t queries = 0, leftOut = 0;
};
[[nodiscard]] Retrieval retrieval(const Embeddings& e, const RetrievalOptions& options);

}  // namespace selvox::learn::metrics
