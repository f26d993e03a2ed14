#include "core/learn/metrics/collapse.h"

#include <cmath>

#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/std.h>
#include <ATen/ops/triu_indices.h>
#include <c10/core/GradMode.h>

#include "core/learn/losses/common.h"

namespace selvox::learn::metrics {
namespace {

struct Quiet {  // no graph, no autocast
  c10::AutoGradMode noGradients{false};
  compat::FullPrecision precise;
};

}  // namespace

at::Tensor embeddingStd(const at::Tensor& z) {
  const Quiet quiet;
  return losses::normaliseRows(z).std(c10::IntArrayRef{0}, /*unbiased=*/true).mean();
}

at::Tensor effectiveRank(const at::Tensor& z) {
  const Quiet quiet;
  const at::Tensor values = at::linalg_svdvals(compat::atLeastFloat(z));
  const at::Tensor share = values / values.sum().clamp_min(1e-30) + 1e-7;
  return (-(share * share.log()).sum()).exp();
}

at::Tensor alignment(const at::Tensor& z1, const at::Tensor& z2) {
  const Quiet quiet;
  return (losses::normaliseRows(z1) - losses::normaliseRows(z2)).square().sum(-1).mean();
}

at::Tensor uniformity(const at::Tensor& z, double t) {
  const Quiet quiet;
  const at::Tensor rows = losses::normaliseRows(z);
  const std::int64_t n = rows.size(0);
  const at::Tensor pairs = at::triu_indices(n, n, 1, rows.options().dtype(at::kLong));
  const at::Tensor squared = (2 - 2 * at::matmul(rows, rows.t())).index({pairs[0], pairs[1]});
  const double count = static_cast<double>(n) * static_cast<double>(n - 1) / 2;
  return (-t * squared).logsumexp(0) - std::log(count);
}

std::vector<std::pair<std::string, at::Tensor>> collapsePanel(const at::Tensor& z1, const at::Tensor& z2) {
  std::vector<std::pair<std::string, at::Tensor>> panel{{"collapse/alignment", alignment(z1, z2)},
                                                        {"collapse/effective_rank", effectiveRank(z1)}};
  if (z1.size(0) < 2) return panel;  // spread needs two rows
  panel.emplace_back("collapse/std_times_sqrt_d", embeddingStd(z1) * std::sqrt(static_cast<double>(z1.size(1))));
  panel.emplace_back("collapse/uniformity", uniformity(z1));
  return panel;
}

}  // namespace selvox::learn::metrics
