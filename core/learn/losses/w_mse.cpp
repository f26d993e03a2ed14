#include "core/learn/losses/w_mse.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/linalg_solve_triangular.h>
#include <ATen/ops/matmul.h>

#include <algorithm>
#include <vector>

#include "core/learn/losses/common.h"

namespace selvox::learn::losses {
namespace {

at::Tensor whiten(const at::Tensor& x, double eps) {
  const at::Tensor centred = x - x.mean(0);
  const at::Tensor covariance = at::matmul(centred.t(), centred) / static_cast<double>(x.size(0) - 1);
  const at::Tensor identity = at::eye(x.size(1), covariance.options());
  for (const double shrink : {eps, std::max(eps, 1e-3)}) {
    const auto [factor, info] = at::linalg_cholesky_ex((1 - shrink) * covariance + shrink * identity);
    // x L^-T solves Y L^T = x.
    if (info.item<int>() == 0) return at::linalg_solve_triangular(factor.t(), centred, /*upper=*/true, /*left=*/false);
  }
  TORCH_CHECK(false, "w-mse: the covariance of a block has no Cholesky factor; use larger blocks or fewer dimensions");
}

}  // namespace

at::Tensor wMse(const at::Tensor& z1, const at::Tensor& z2, const WMseOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(z1, z2, "w-mse");
  const at::Tensor a = ranks::gatherRows(compat::atLeastFloat(z1)), b = ranks::gatherRows(compat::atLeastFloat(z2));
  const std::int64_t n = a.size(0), block = options.blockSize > 0 ? std::min(options.blockSize, n) : n;
  TORCH_CHECK(block > z1.size(1), "w-mse: a block of ", block, " rows cannot whiten ", z1.size(1), " dimensions");
  std::vector<at::Tensor> terms;
  for (std::int64_t start = 0; start + block <= n;
       start += block) {  // rows beyond the last whole block wait for the next batch
    const at::Tensor wa = whiten(a.narrow(0, start, block), options.eps),
                     wb = whiten(b.narrow(0, start, block), options.eps);
    terms.push_back(2 - 2 * rowCosine(wa, wb));
  }
  return at::cat(terms).mean();
}

}  // namespace selvox::learn::losses
