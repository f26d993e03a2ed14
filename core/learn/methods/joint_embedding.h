#pragma once
// Methods that embed two views of every patch and compare the embeddings: views, pictures, and what is watched.

#include <memory>
#include <string>
#include <vector>

#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/projector.h"

namespace selvox::learn::methods {

class JointEmbedding : public HeadedMethod {
 public:
  JointEmbedding(std::shared_ptr<architectures::Network> network, const MethodConfig& config);

  Tensors views(const Batch& batch) override;
  // Both views of the first sample, and of the batch's other patches the one that the network takes for the nearest.
  std::vector<Preview> preview(const Batch& batch) override;

 protected:
  [[nodiscard]] virtual at::Tensor project(const at::Tensor& features) = 0;  // rows (N, C) -> (N, D)
  struct Pair {
    at::Tensor first, second;  // (N, D) of the two views
  };
  // One pass over both views, batch statistics over all 2N rows; or one pass each.
  [[nodiscard]] Pair embedTogether(const Batch& batch);
  [[nodiscard]] Pair embedApart(const Batch& batch);
};

// A projector of `layers` linear layers as `hidden`, `out` and `head_norm` say.
[[nodiscard]] std::shared_ptr<Projector> projectorHead(const MethodConfig& config, std::int64_t in, int layers,
                                                       bool bias = true, bool lastNorm = false);
// Statistics over a batch need two samples at the least.
[[nodiscard]] base::Status requireBatch(const MethodConfig& config, const char* method, std::int64_t least);

}  // namespace selvox::learn::methods
