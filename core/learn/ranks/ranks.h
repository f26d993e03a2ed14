#pragma once
// Ranks: processes that train copies of one network, each on its part of the batch. A loss that compares samples
// gathers the rows of all ranks first, so that R ranks of batch N have the loss of one batch of R N; averaging the
// parameters' gradients over the ranks then gives the gradient of that batch. Alone, everything here returns what it
// was given.

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace selvox::learn::ranks {

// All ranks call gather() in the same order with tensors of one shape.
class Group {
 public:
  virtual ~Group() = default;
  [[nodiscard]] virtual std::int64_t count() const = 0;
  [[nodiscard]] virtual std::int64_t rank() const = 0;
  [[nodiscard]] virtual std::vector<at::Tensor> gather(const at::Tensor& own) = 0;  // by rank
};

// This thread belongs to the group as long as this lives.
class Joined {
 public:
  explicit Joined(Group& group);
  ~Joined();
  Joined(const Joined&) = delete;
  Joined& operator=(const Joined&) = delete;

 private:
  Group* before_;
};

[[nodiscard]] std::int64_t count();
[[nodiscard]] std::int64_t rank();

// (N, …) of every rank below each other by rank: (R N, …). The gradient of own rows is summed over the ranks.
[[nodiscard]] at::Tensor gatherRows(const at::Tensor& own);

// Own rows of what gatherRows() made.
[[nodiscard]] at::Tensor ownRows(const at::Tensor& all);

// Mean over the ranks, without gradient.
[[nodiscard]] at::Tensor meanOverRanks(const at::Tensor& own);

}  // namespace selvox::learn::ranks
