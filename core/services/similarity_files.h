#pragma once
// The files of one similarity index, read with every number checked.

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/safetensors.h"
#include "core/services/workspace.h"

namespace selvox::services {

// What the worker wrote: one row a piece of a scan.
class EmbeddingTable {
 public:
  static base::Result<EmbeddingTable> open(const std::filesystem::path& file, std::size_t items);
  [[nodiscard]] std::size_t rows() const { return item_.size(); }
  [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
  [[nodiscard]] std::span<const float> values() const;  // (rows, dimensions)
  [[nodiscard]] std::span<const float> row(std::size_t i) const {
    return values().subspan(i * dimensions_, dimensions_);
  }
  [[nodiscard]] std::size_t item(std::size_t i) const { return static_cast<std::size_t>(item_[i]); }
  [[nodiscard]] std::int64_t place(std::size_t i) const { return place_[i]; }

 private:
  explicit EmbeddingTable(base::SafetensorsFile file) : file_(std::move(file)) {}
  base::SafetensorsFile file_;
  std::size_t dimensions_ = 0;
  std::vector<std::int64_t> item_, place_;
};

struct SimilarItem {
  std::int64_t series = 0;
  std::string dataset, caseName, patient;
  std::map<int, std::string> labels;
};
[[nodiscard]] base::Json toJson(const SimilarItem& item);
// Of items.json; Corrupt names the file.
[[nodiscard]] base::Result<std::vector<SimilarItem>> itemsFrom(const base::Json& document,
                                                               const std::filesystem::path& file);

}  // namespace selvox::services
