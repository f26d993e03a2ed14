#include "storage/index/faiss_index.h"

#include <algorithm>
#include <cmath>
#include <exception>

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/impl/IDSelector.h>
#include <faiss/utils/distances.h>

namespace selvox::storage::index {
namespace {

using base::ErrorCode;

constexpr std::int64_t kRowsAtOnce = 1 << 16;
constexpr std::int64_t kRowsACentre = 40;  // that k-means learns each centre from; FAISS warns below 39
// Between these a sum of squares of floats has neither lost its small terms nor overflown.
constexpr double kSmallestSum = 1e-25, kLargestSum = 1e37;

class Admits final : public faiss::IDSelector {
 public:
  explicit Admits(const ports::RowFilter& wanted) : wanted_(wanted) {}
  bool is_member(faiss::Index::idx_t row) const override { return wanted_(row); }

 private:
  const ports::RowFilter& wanted_;
};

// `row` at length 1; false where it is not finite. In single precision where the sum of squares fits it, in double
// else.
bool toLengthOne(const float* row, std::size_t dimensions, float* out) {
  double squared = static_cast<double>(faiss::fvec_norm_L2sqr(row, dimensions));
  if (!(squared > kSmallestSum && squared < kLargestSum)) {
    squared = 0;
    for (std::size_t d = 0; d < dimensions; ++d) squared += static_cast<double>(row[d]) * row[d];
    if (!std::isfinite(squared)) return false;
  }
  const double factor = squared > 0 ? 1 / std::sqrt(squared) : 0.0;
  if (factor < kSmallestSum || factor > kLargestSum) {
    for (std::size_t d = 0; d < dimensions; ++d) out[d] = static_cast<float>(row[d] * factor);
  } else {
    const auto single = static_cast<float>(factor);
    for (std::size_t d = 0; d < dimensions; ++d) out[d] = row[d] * single;
  }
  return true;
}

base::Error failure(const char* what, const std::exception& e) {
  return {ErrorCode::Internal,
          std::string("The similarity index could not be ") + what +
              ". Close other programs if memory is short, and build it again.",
          e.what()};
}

class Builder {
 public:
  Builder(std::span<const float> values, std::size_t dimensions, const base::ProgressFunction& progress,
          const base::CancelToken& cancel)
      : values_(values),
        dimensions_(dimensions),
        rows_(static_cast<std::int64_t>(values.size() / dimensions)),
        progress_(progress),
        cancel_(cancel) {}

  base::Result<std::unique_ptr<faiss::Index>> run(const IndexPlan& plan) {
    const auto d = static_cast<int>(dimensions_);
    std::unique_ptr<faiss::Index> made;
    if (plan.kind == IndexKind::Ivf) {
      auto ivf = std::make_unique<faiss::IndexIVFFlat>(new faiss::IndexFlatIP(d), dimensions_,
                                                       static_cast<std::size_t>(std::min(plan.lists, rows_)),
                                                       faiss::METRIC_INNER_PRODUCT);
      ivf->own_fields = true;
      SELVOX_CHECK(train(*ivf));
      made = std::move(ivf);
    } else if (plan.kind == IndexKind::Hnsw) {
      auto graph = std::make_unique<faiss::IndexHNSWFlat>(d, plan.links, faiss::METRIC_INNER_PRODUCT);
      graph->hnsw.efConstruction = plan.construct;
      made = std::move(graph);
    } else {
      made = std::make_unique<faiss::IndexFlatIP>(d);
    }
    SELVOX_CHECK(addTo(*made));
    return made;
  }

 private:
  base::Status put(std::int64_t row, float* out) const {
    if (toLengthOne(values_.data() + row * static_cast<std::int64_t>(dimensions_), dimensions_, out)) return {};
    return base::fail(ErrorCode::InvalidArgument,
                      "Row " + std::to_string(row) + " of the embeddings is not finite; embed the scans again.");
  }

  base::Status tell(const char* stage, std::int64_t done) const {
    if (cancel_.cancelled()) return base::fail(ErrorCode::Cancelled, "Cancelled.");
    if (progress_) progress_({stage, done, rows_, ""});
    return {};
  }

  // The centres, from rows evenly spread over all.
  base::Status train(faiss::IndexIVFFlat& ivf) const {
    SELVOX_CHECK(tell("Clustering", 0));
    const std::int64_t count = std::min(rows_, kRowsACentre * static_cast<std::int64_t>(ivf.nlist));
    std::vector<float> some(static_cast<std::size_t>(count) * dimensions_);
    for (std::int64_t i = 0; i < count; ++i)
      SELVOX_CHECK(put(i * rows_ / count, some.data() + i * static_cast<std::int64_t>(dimensions_)));
    ivf.cp.max_points_per_centroid = static_cast<int>(kRowsACentre);
    ivf.cp.min_points_per_centroid = 1;
    ivf.train(count, some.data());
    return {};
  }

  base::Status addTo(faiss::Index& made) const {
    std::vector<float> block(static_cast<std::size_t>(std::min(rows_, kRowsAtOnce)) * dimensions_);
    for (std::int64_t first = 0; first < rows_; first += kRowsAtOnce) {
      SELVOX_CHECK(tell("Indexing", first));
      const std::int64_t count = std::min(kRowsAtOnce, rows_ - first);
      for (std::int64_t i = 0; i < count; ++i)
        SELVOX_CHECK(put(first + i, block.data() + i * static_cast<std::int64_t>(dimensions_)));
      made.add(count, block.data());
    }
    return tell("Indexing", rows_);
  }

  std::span<const float> values_;
  std::size_t dimensions_;
  std::int64_t rows_;
  const base::ProgressFunction& progress_;
  const base::CancelToken& cancel_;
};

}  // namespace

FaissIndex::FaissIndex(IndexPlan plan, std::unique_ptr<faiss::Index> index) : plan_(plan), index_(std::move(index)) {}
FaissIndex::~FaissIndex() = default;

std::int64_t FaissIndex::rows() const {
  return index_->ntotal;
}

std::size_t FaissIndex::dimensions() const {
  return static_cast<std::size_t>(index_->d);
}

base::Result<std::unique_ptr<FaissIndex>> FaissIndex::build(std::span<const float> values, std::size_t dimensions,
                                                            const IndexPlan& plan,
                                                            const base::ProgressFunction& progress,
                                                            const base::CancelToken& cancel) {
  if (dimensions == 0 || values.empty() || values.size() % dimensions != 0) {
    return base::fail(ErrorCode::InvalidArgument,
                      "A similarity index needs at least one whole row of embeddings, not " +
                          std::to_string(values.size()) + " numbers in rows of " + std::to_string(dimensions) + ".");
  }
  try {
    SELVOX_TRY(auto made, Builder(values, dimensions, progress, cancel).run(plan));
    return std::make_unique<FaissIndex>(plan, std::move(made));
  } catch (const std::exception& e) {
    return tl::unexpected(failure("built", e));
  }
}

base::Result<std::vector<ports::Similar>> FaissIndex::search(std::span<const float> query, std::size_t k,
                                                             const ports::RowFilter& wanted) const {
  std::vector<float> row(query.size());
  if (query.size() != dimensions() || !toLengthOne(query.data(), query.size(), row.data())) {
    return base::fail(ErrorCode::InvalidArgument, "The index takes finite vectors of " + std::to_string(dimensions()) +
                                                      " numbers, not of " + std::to_string(query.size()) +
                                                      ": it was built from another network.");
  }
  k = std::min(k, static_cast<std::size_t>(rows()));
  if (k == 0) return std::vector<ports::Similar>{};
  try {
    auto found = look(row, k, wanted, false);
    if (found.size() < k && plan_.kind != IndexKind::Flat) found = look(row, k, wanted, true);
    return found;
  } catch (const std::exception& e) {
    return tl::unexpected(failure("searched", e));
  }
}

// `everywhere`: exactly, at the cost of comparing all rows; else where the index expects the likest.
std::vector<ports::Similar> FaissIndex::look(const std::vector<float>& query, std::size_t k,
                                             const ports::RowFilter& wanted, bool everywhere) const {
  Admits admits(wanted);
  faiss::SearchParameters plain;
  faiss::SearchParametersIVF cells;
  faiss::SearchParametersHNSW graph;
  faiss::SearchParameters* how = &plain;
  const faiss::Index* where = index_.get();
  std::size_t width = k;
  bool filterAfter = false;
  if (plan_.kind == IndexKind::Ivf) {
    cells.nprobe = static_cast<std::size_t>(everywhere ? plan_.lists : std::min(plan_.probes, plan_.lists));
    how = &cells;
  } else if (plan_.kind == IndexKind::Hnsw && everywhere) {
    where = static_cast<const faiss::IndexHNSW*>(where)->storage;
  } else if (plan_.kind == IndexKind::Hnsw) {  // a graph is walked over rows that are not wanted, too
    filterAfter = static_cast<bool>(wanted);
    if (filterAfter) width = std::min(2 * k + 32, static_cast<std::size_t>(rows()));
    graph.efSearch = std::max(plan_.explore, static_cast<int>(width));
    how = &graph;
  }
  if (wanted && !filterAfter) how->sel = &admits;
  std::vector<float> cosines(width);
  std::vector<faiss::Index::idx_t> labels(width, -1);
  where->search(1, query.data(), static_cast<faiss::Index::idx_t>(width), cosines.data(), labels.data(), how);
  std::vector<ports::Similar> found;
  for (std::size_t i = 0; i < width && found.size() < k; ++i) {
    if (labels[i] < 0 || (filterAfter && !wanted(labels[i]))) continue;
    found.push_back({labels[i], static_cast<double>(cosines[i])});
  }
  return found;
}

base::Result<std::unique_ptr<ports::SimilarityIndex>> FaissStore::build(std::span<const float> values,
                                                                        std::size_t dimensions,
                                                                        const base::ProgressFunction& progress,
                                                                        const base::CancelToken& cancel) {
  const auto rows = static_cast<std::int64_t>(dimensions > 0 ? values.size() / dimensions : 0);
  return FaissIndex::build(values, dimensions, planFor(rows), progress, cancel);
}

base::Result<std::unique_ptr<ports::SimilarityIndex>> FaissStore::load(const std::filesystem::path& file) {
  return FaissIndex::load(file);
}

}  // namespace selvox::storage::index
