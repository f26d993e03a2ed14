#pragma once
// Flat, HNSW and IVF indices of FAISS behind the port. Vectors are brought to length 1, so that the inner product is
// the cosine.

#include <memory>

#include "core/ports/similarity.h"
#include "storage/index/index_plan.h"

namespace faiss {
struct Index;
}

namespace selvox::storage::index {

class FaissIndex final : public ports::SimilarityIndex {
 public:
  FaissIndex(IndexPlan plan, std::unique_ptr<faiss::Index> index);
  ~FaissIndex() override;
  FaissIndex(const FaissIndex&) = delete;
  FaissIndex& operator=(const FaissIndex&) = delete;

  // Rows that are not finite are refused; one of length 0 is like nothing.
  static base::Result<std::unique_ptr<FaissIndex>> build(std::span<const float> values, std::size_t dimensions,
                                                         const IndexPlan& plan, const base::ProgressFunction& progress,
                                                         const base::CancelToken& cancel);
  static base::Result<std::unique_ptr<FaissIndex>> load(const std::filesystem::path& file);

  [[nodiscard]] std::string kind() const override { return name(plan_.kind); }
  [[nodiscard]] std::int64_t rows() const override;
  [[nodiscard]] std::size_t dimensions() const override;
  [[nodiscard]] base::Result<std::vector<ports::Similar>> search(std::span<const float> query, std::size_t k,
                                                                 const ports::RowFilter& wanted) const override;
  // A safetensors file: `vectors`, and what the graph or the cells are besides (index_file.cpp).
  base::Status save(const std::filesystem::path& file) const override;

 private:
  [[nodiscard]] std::vector<ports::Similar> look(const std::vector<float>& query, std::size_t k,
                                                 const ports::RowFilter& wanted, bool everywhere) const;
  IndexPlan plan_;
  std::unique_ptr<faiss::Index> index_;
};

class FaissStore final : public ports::SimilarityStore {
 public:
  base::Result<std::unique_ptr<ports::SimilarityIndex>> build(std::span<const float> values, std::size_t dimensions,
                                                              const base::ProgressFunction& progress,
                                                              const base::CancelToken& cancel) override;
  base::Result<std::unique_ptr<ports::SimilarityIndex>> load(const std::filesystem::path& file) override;
};

}  // namespace selvox::storage::index
