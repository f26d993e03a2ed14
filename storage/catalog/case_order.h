#pragma once
// All series in the order of their case names, in memory (20 bytes each): what many words match is then put in order
// without reading a million rows again. Ids are never used twice and case names never change, so the number of series
// and the largest id say whether it still holds.

#include <cstdint>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

namespace selvox::storage::catalog {

class CaseOrder {
 public:
  [[nodiscard]] bool fresh(SQLite::Database& database) const;
  void load(SQLite::Database& database);  // one walk over the covering index

  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }  // in order
  // Of the series `matched` those of `dataset` (0: all) for which `admit` says yes, in order, at most `most` (0: all).
  template <class Admit>
  [[nodiscard]] std::vector<std::int64_t> pick(const std::vector<std::int64_t>& matched, std::int64_t dataset,
                                               bool descending, std::int64_t most, Admit admit) const {
    std::vector<bool> marked(ids_.size());
    for (const std::int64_t id : matched)
      if (id >= 0 && static_cast<std::size_t>(id) < place_.size() && place_[static_cast<std::size_t>(id)] > 0)
        marked[place_[static_cast<std::size_t>(id)] - 1] = true;
    std::vector<std::int64_t> picked;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const std::size_t at = descending ? ids_.size() - 1 - i : i;
      if (!marked[at] || (dataset != 0 && datasets_[at] != dataset) || !admit(ids_[at])) continue;
      picked.push_back(ids_[at]);
      if (most > 0 && static_cast<std::int64_t>(picked.size()) >= most) break;
    }
    return picked;
  }

 private:
  std::vector<std::int64_t> ids_;
  std::vector<std::uint32_t> place_;    // by id: place in ids_ + 1, or 0
  std::vector<std::int64_t> datasets_;  // by place
  std::int64_t series_ = -1, largest_ = -1;
};

}  // namespace selvox::storage::catalog
