#include "core/learn/methods/joint_embedding.h"

#include <cmath>
#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/matmul.h>
#include <c10/core/GradMode.h>

#include "core/base/text.h"
#include "core/learn/losses/common.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

std::string hundredths(double value) {
  return base::toText(std::round(value * 100) / 100);
}

}  // namespace

JointEmbedding::JointEmbedding(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
    : HeadedMethod(std::move(network), config, augment::contrastiveDefaults()) {}

Tensors JointEmbedding::views(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  return {{"view1", view(batch, 0)}, {"view2", view(batch, 1)}};
}

JointEmbedding::Pair JointEmbedding::embedTogether(const Batch& batch) {
  const Tensors made = views(batch);
  const at::Tensor z = project(embed(*network_, at::cat({made[0].second, made[1].second}, 0)));
  const std::int64_t n = batch.images.size(0);
  return {z.narrow(0, 0, n), z.narrow(0, n, n)};
}

JointEmbedding::Pair JointEmbedding::embedApart(const Batch& batch) {
  const Tensors made = views(batch);
  return {project(embed(*network_, made[0].second)), project(embed(*network_, made[1].second))};
}

std::vector<Preview> JointEmbedding::preview(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  const Tensors made = views(batch);
  std::vector<Preview> all = twoViews(made);
  if (batch.images.size(0) < 2) return all;
  const EvaluationMode network(*network_), heads(*trainable());
  const at::Tensor first = losses::normaliseRows(project(embed(*network_, made[0].second)).narrow(0, 0, 1));
  const at::Tensor second = losses::normaliseRows(project(embed(*network_, made[1].second)));
  const at::Tensor cosines = at::matmul(second, first.t()).squeeze(1).to(at::kFloat).cpu();
  const at::Tensor others = cosines.narrow(0, 1, cosines.size(0) - 1);
  const std::int64_t nearest = others.argmax().item<std::int64_t>() + 1;
  Preview answer{"prediction", "Nearest other patch, as the network sees it", "image",
                 made[1].second[nearest].to(at::kFloat).contiguous().cpu()};
  answer.caption = "cosine " + hundredths(cosines[nearest].item<double>()) + "; with its own second view " +
                   hundredths(cosines[0].item<double>());
  all.push_back(std::move(answer));
  return all;
}

std::shared_ptr<Projector> projectorHead(const MethodConfig& config, std::int64_t in, int layers, bool bias,
                                         bool lastNorm) {
  ProjectorOptions options;
  options.widths.assign(1, in);
  for (int i = 0; i + 1 < layers; ++i)
    options.widths.push_back(base::valueOr<std::int64_t>(config.settings, "hidden", 2048));
  options.widths.push_back(base::valueOr<std::int64_t>(config.settings, "out", 2048));
  options.norm = headNorm(config.settings, config.network.dim);
  options.bias = bias;
  options.lastNorm = lastNorm;
  return std::make_shared<Projector>(options);
}

base::Status requireBatch(const MethodConfig& config, const char* method, std::int64_t least) {
  if (config.batch >= least) return {};
  return base::fail(base::ErrorCode::InvalidArgument, std::string(method) +
                                                          " compares the samples of a batch and needs at least " +
                                                          std::to_string(least) + ", this run has " +
                                                          std::to_string(config.batch) + ". Raise train.batch.");
}

}  // namespace selvox::learn::methods
