#include "core/learn/losses/self_distillation.h"

#include <limits>

#include <ATen/ops/bincount.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/masked_fill.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>

#include "core/learn/losses/common.h"
#include "core/learn/losses/swav.h"

namespace selvox::learn::losses {
namespace {

at::Tensor sharpened(const at::Tensor& teacher, const at::Tensor& centre, const DistillOptions& options) {
  if (options.sinkhorn > 0) return sinkhorn(teacher, {options.teacherTemp, options.sinkhorn});
  return at::softmax((compat::atLeastFloat(teacher).detach() - centre.detach()) / options.teacherTemp, -1);
}

// Per row.
at::Tensor crossEntropy(const at::Tensor& probabilities, const at::Tensor& student, double temperature) {
  return -(probabilities * at::log_softmax(compat::atLeastFloat(student) / temperature, -1)).sum(-1);
}

}  // namespace

at::Tensor dino(const std::vector<at::Tensor>& student, const std::vector<at::Tensor>& teacher,
                const at::Tensor& centre, const DistillOptions& options) {
  const compat::FullPrecision guard;
  TORCH_CHECK(student.size() >= 2 && !teacher.empty() && teacher.size() <= student.size(),
              "dino needs two or more student views and at most as many teacher views");
  at::Tensor sum;
  int pairs = 0;
  const auto targets = sharpened(at::cat(teacher), centre, options).chunk(static_cast<std::int64_t>(teacher.size()));
  for (std::size_t i = 0; i < teacher.size(); ++i) {
    const at::Tensor& target = targets[i];
    for (std::size_t v = 0; v < student.size(); ++v) {
      if (v == i) continue;
      TORCH_CHECK(student[v].sizes() == teacher[i].sizes(), "dino: view ", v, " ", student[v].sizes(), " against ",
                  teacher[i].sizes());
      const at::Tensor term = crossEntropy(target, student[v], options.studentTemp).mean();
      sum = pairs++ == 0 ? term : sum + term;
    }
  }
  return sum / pairs;
}

at::Tensor dinoCentre(const at::Tensor& centre, const std::vector<at::Tensor>& teacher, double momentum) {
  at::Tensor mean = compat::atLeastFloat(teacher.front()).detach().mean(0);
  for (std::size_t i = 1; i < teacher.size(); ++i) mean = mean + compat::atLeastFloat(teacher[i]).detach().mean(0);
  mean = ranks::meanOverRanks(mean / static_cast<double>(teacher.size()));
  return momentum * centre.detach() + (1 - momentum) * mean;
}

at::Tensor teacherEntropy(const at::Tensor& teacher, const at::Tensor& centre, const DistillOptions& options) {
  const compat::FullPrecision guard;
  const at::Tensor p = sharpened(teacher, centre, options);
  return -(p * p.clamp_min(1e-30).log()).sum(-1).mean();
}

at::Tensor largestShare(const at::Tensor& teacher, const at::Tensor& centre) {
  const at::Tensor chosen = (compat::atLeastFloat(teacher).detach() - centre.detach()).argmax(-1);
  return at::bincount(chosen).max().to(at::kFloat) / static_cast<double>(chosen.numel());
}

at::Tensor ibot(const at::Tensor& student, const at::Tensor& teacher, const at::Tensor& centre, const at::Tensor& mask,
                const DistillOptions& options) {
  const compat::FullPrecision guard;
  requireSameMatrix(student, teacher, "ibot");
  const at::Tensor masked = mask.detach().gt(0.5).flatten(1);
  TORCH_CHECK(masked.sum().item<std::int64_t>() == student.size(0), "ibot: ", student.size(0), " rows for ",
              masked.sum().item<std::int64_t>(), " masked tokens");
  const at::Tensor each = crossEntropy(sharpened(teacher, centre, options), student, options.studentTemp);
  // Each token weighs 1 / (masked tokens of its image).
  const at::Tensor weight = masked.sum(1, true).clamp_min(1).reciprocal().expand_as(masked).masked_select(masked);
  return (each * weight.to(each.scalar_type())).sum() / static_cast<double>(masked.size(0));
}

at::Tensor koleo(const at::Tensor& z) {
  const compat::FullPrecision guard;
  TORCH_CHECK(z.dim() == 2 && z.size(0) > 1, "koleo needs two or more rows, got ", z.sizes());
  const at::Tensor rows = normaliseRows(z);
  const at::Tensor self = at::eye(z.size(0), rows.options().dtype(at::kBool));
  const at::Tensor nearest =
      at::matmul(rows, rows.t()).detach().masked_fill(self, -std::numeric_limits<double>::infinity()).argmax(1);
  const at::Tensor distance = (rows - rows.index_select(0, nearest)).square().sum(-1).clamp_min(1e-30).sqrt();
  return -(distance + 1e-8).log().mean();
}

}  // namespace selvox::learn::losses
