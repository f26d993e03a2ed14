#pragma once
// What lies near in the space of embeddings. Vectors are compared by cosine; their lengths do not count.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace selvox::ports {

struct Similar {
  std::int64_t row = 0;
  double cosine = 0;
};

// Whether a row may be among the answers.
using RowFilter = std::function<bool(std::int64_t row)>;

class SimilarityIndex {
 public:
  virtual ~SimilarityIndex() = default;
  [[nodiscard]] virtual std::string kind() const = 0;  // "flat" (exact), "hnsw", "ivf"
  [[nodiscard]] virtual std::int64_t rows() const = 0;
  [[nodiscard]] virtual std::size_t dimensions() const = 0;
  // The `k` rows most alike among those that `wanted` admits (all, where it is empty), the likest first. Fewer only
  // where fewer are admitted: what is filtered away does not shorten the list.
  [[nodiscard]] virtual base::Result<std::vector<Similar>> search(std::span<const float> query, std::size_t k,
                                                                  const RowFilter& wanted) const = 0;
  virtual base::Status save(const std::filesystem::path& file) const = 0;
};

class SimilarityStore {
 public:
  virtual ~SimilarityStore() = default;
  // Of (n, dimensions) row-major values; row numbers are those of the answers. The kind of index follows from n.
  virtual base::Result<std::unique_ptr<SimilarityIndex>> build(std::span<const float> values, std::size_t dimensions,
                                                               const base::ProgressFunction& progress,
                                                               const base::CancelToken& cancel) = 0;
  // Corrupt: a file that was cut short, altered, or does not hang together.
  virtual base::Result<std::unique_ptr<SimilarityIndex>> load(const std::filesystem::path& file) = 0;
};

}  // namespace selvox::ports
