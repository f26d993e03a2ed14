#include "core/learn/losses/swav.h"

#include <algorithm>

#include <ATen/ops/log_softmax.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {

at::Tensor sinkhorn(const at::Tensor& scores, const SinkhornOptions& options) {
  const compat::FullPrecision guard;
  TORCH_CHECK(scores.dim() == 2, "sinkhorn needs scores (rows, prototypes), got ", scores.sizes());
  const at::Tensor scaled = ranks::gatherRows(compat::atLeastFloat(scores).detach()) / options.eps;
  // A constant in all exponents cancels in the first normalisation and keeps exp() in range.
  at::Tensor q = (scaled - scaled.max()).exp();
  q = q / q.sum();
  const auto rows = static_cast<double>(q.size(0)), prototypes = static_cast<double>(q.size(1));
  for (int i = 0; i < options.iterations; ++i) {
    q = q / q.sum(0, true).clamp_min(1e-30) / prototypes;
    q = q / q.sum(1, true).clamp_min(1e-30) / rows;
  }
  return ranks::ownRows(q * rows);
}

at::Tensor swav(const std::vector<at::Tensor>& scores, const SwavOptions& options) {
  const std::size_t assigned = std::min(scores.size(), static_cast<std::size_t>(std::max(options.assigned, 1)));
  std::vector<at::Tensor> codes;
  for (std::size_t i = 0; i < assigned; ++i) codes.push_back(sinkhorn(scores[i], options.codes));
  return swav(scores, codes, options);
}

at::Tensor swav(const std::vector<at::Tensor>& scores, const std::vector<at::Tensor>& codes,
                const SwavOptions& options) {
  const compat::FullPrecision guard;
  TORCH_CHECK(scores.size() >= 2 && codes.size() <= scores.size(), "swav needs two or more views");
  at::Tensor sum;
  int pairs = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    for (std::size_t v = 0; v < scores.size(); ++v) {
      if (v == i) continue;
      const at::Tensor logShare = at::log_softmax(compat::atLeastFloat(scores[v]) / options.temperature, -1);
      const at::Tensor term = -(codes[i].detach() * logShare).sum(-1).mean();
      sum = pairs++ == 0 ? term : sum + term;
    }
  }
  return sum / pairs;
}

}  // namespace selvox::learn::losses
