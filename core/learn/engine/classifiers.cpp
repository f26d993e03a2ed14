#include "core/learn/engine/classifiers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace selvox::learn::engine {
namespace {

at::Tensor unitRows(const at::Tensor& rows) {
  return rows / rows.norm(2, {1}, true).clamp_min(1e-12);
}

at::Tensor oneHot(const std::vector<std::int64_t>& labels, int classes) {
  at::Tensor target = at::zeros({static_cast<std::int64_t>(labels.size()), classes}, at::kDouble);
  double* out = target.data_ptr<double>();
  for (std::size_t i = 0; i < labels.size(); ++i)
    out[i * static_cast<std::size_t>(classes) + static_cast<std::size_t>(labels[i])] = 1;
  return target;
}

std::vector<std::int64_t> largest(const at::Tensor& scores) {
  const at::Tensor all = scores.contiguous();
  const double* s = all.data_ptr<double>();
  const std::int64_t classes = all.size(1);
  std::vector<std::int64_t> answers;
  for (std::int64_t i = 0; i < all.size(0); ++i)
    answers.push_back(std::max_element(s + i * classes, s + (i + 1) * classes) - (s + i * classes));
  return answers;
}

}  // namespace

int neighbourCount(std::int64_t rows) {
  return static_cast<int>(std::min<std::int64_t>(rows, rows < 10000 ? 20 : 200));
}

std::vector<std::int64_t> nearestAnswers(const Labelled& fit, const at::Tensor& rows, int classes, int k,
                                         double temperature) {
  const at::NoGradGuard noGrad;
  const auto [similarity, index] =
      unitRows(rows).mm(unitRows(fit.rows).t()).topk(std::min<std::int64_t>(k, fit.rows.size(0)), 1);
  const at::Tensor weights = (similarity / temperature).exp();
  const at::Tensor labels = at::tensor(fit.labels, at::kLong).index_select(0, index.reshape({-1})).view_as(index);
  return largest(at::zeros({rows.size(0), classes}, at::kDouble).scatter_add_(1, labels, weights));
}

// With the eigenvectors V and values e of X'X, the fitted values at strength a are X V diag(1 / (e + a)) V'X' Y, so all
// strengths cost one decomposition. Targets are centred: the intercept is not shrunk.
std::vector<std::int64_t> linearAnswers(const Labelled& fit, const at::Tensor& rows, int classes) {
  const at::NoGradGuard noGrad;
  const at::Tensor mean = fit.rows.mean(0, true);
  at::Tensor deviation = (fit.rows - mean).pow(2).mean(0, true).sqrt();
  deviation = at::where(deviation > 1e-8, deviation, at::full_like(deviation, std::numeric_limits<double>::infinity()));
  const at::Tensor x = (fit.rows - mean) / deviation, target = oneHot(fit.labels, classes);
  const at::Tensor offset = target.mean(0, true), y = target - offset;
  const auto [values, vectors] = at::linalg_eigh(x.t().mm(x));
  const at::Tensor spread = values.clamp_min(0), turned = x.mm(vectors), along = turned.t().mm(y);
  const auto n = static_cast<double>(x.size(0));
  double best = std::numeric_limits<double>::infinity();
  at::Tensor chosen;
  for (int power = -4; power <= 4; ++power) {
    const at::Tensor shrink = 1 / (spread + n * std::pow(10.0, power));
    const at::Tensor weights = along * shrink.unsqueeze(1);
    const at::Tensor leverage = (turned.pow(2) * shrink.unsqueeze(0)).sum(1, true) + 1 / n;
    const double error = ((y - turned.mm(weights)) / (1 - leverage).clamp_min(1e-6)).pow(2).mean().item<double>();
    if (error < best) best = error, chosen = weights;
  }
  if (!chosen.defined()) chosen = at::zeros_like(along);  // features that are not numbers
  return largest(((rows - mean) / deviation).mm(vectors).mm(chosen) + offset);
}

}  // namespace selvox::learn::engine
