#include "core/learn/methods/contrast_parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <ATen/ops/arange.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>

#include "core/base/text.h"
#include "core/learn/losses/common.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

at::Tensor unitRows(std::int64_t rows, std::int64_t width, std::uint64_t seed, std::uint64_t stream) {
  at::Tensor table = at::empty({rows, width}, at::kFloat);
  float* out = table.data_ptr<float>();
  base::Rng rng(seed, base::Purpose::Method, 0, stream);
  for (std::int64_t i = 0; i < rows * width; ++i) out[i] = static_cast<float>(rng.normal());
  return losses::normaliseRows(table);
}

at::Tensor inShuffledChunks(const at::Tensor& x, std::int64_t chunks, base::Rng rng,
                            const std::function<at::Tensor(const at::Tensor&)>& forward) {
  chunks = std::min(chunks, x.size(0) / 2);
  if (chunks < 2) return forward(x);
  std::vector<std::int64_t> order(static_cast<std::size_t>(x.size(0)));
  std::iota(order.begin(), order.end(), 0);
  base::shuffle(order, rng);
  const at::Tensor index = at::tensor(order, at::kLong).to(x.device());
  std::vector<at::Tensor> parts;
  for (const at::Tensor& part : x.index_select(0, index).tensor_split(chunks, 0)) parts.push_back(forward(part));
  return at::cat(parts, 0).index_select(0, index.argsort());
}

void writeRing(at::Tensor& table, at::Tensor& pointer, const at::Tensor& rows) {
  const c10::AutoGradMode noGradients(false);
  const std::int64_t size = table.size(0), count = std::min(rows.size(0), size);
  const at::Tensor place = (at::arange(count, pointer.options()) + pointer).remainder(size);
  table.index_copy_(0, place, rows.narrow(0, rows.size(0) - count, count).detach().to(table.options()));
  pointer.add_(count).remainder_(size);
}

bool addNearest(std::vector<Preview>& previews, const at::Tensor& images, const at::Tensor& z1, const at::Tensor& z2) {
  if (images.size(0) < 2) return false;
  const at::Tensor similarity =
      at::matmul(losses::normaliseRows(z2), losses::normaliseRows(z1).select(0, 0)).to(at::kFloat).cpu();
  const std::int64_t nearest = similarity.argmax().item<std::int64_t>();
  const double own = similarity[0].item<double>();
  const std::int64_t rank = similarity.gt(similarity[0]).sum().item<std::int64_t>() + 1;
  previews.push_back({"prediction", "What the network finds most alike in the batch", "image",
                      images[nearest].to(at::kFloat).contiguous().cpu(),
                      "its own second view is number " + std::to_string(rank) + " of " +
                          std::to_string(images.size(0)) + ", similarity " +
                          base::toText(std::round(own * 100) / 100)});
  return true;
}

MethodConfig withHeadNorm(MethodConfig config, std::int64_t rows) {
  const bool automatic = base::valueOr<std::string>(config.settings, "head_norm", "auto") == "auto";
  if (automatic && rows >= kRowsForBatchNorm && config.settings.is_object()) config.settings["head_norm"] = "batch";
  return config;
}

spec::Param contrastHeadNormParam() {
  spec::Param p = headNormParam();
  p.help =
      "Normalisation inside the heads. Batch norm takes away what all embeddings have in common and so speeds up the "
      "start; layer norm works with two samples. Auto: batch in 2D, and in 3D where a pass holds eight views, else "
      "layer.";
  return p;
}

void addProjectorParams(spec::ParamSchema& schema, int hidden, int out, const char* outHelp, const char* citation) {
  schema.params.push_back(headWidth("hidden", hidden, "Width of the projector's hidden layer.", citation));
  schema.params.push_back(headWidth("out", out, outHelp, citation));
  schema.params.push_back(contrastHeadNormParam());
}

spec::Param temperatureParam(double value, const char* help, const char* citation) {
  spec::Param p = number("temperature", value, 0.01, 2.0, {"", help, citation});
  p.logarithmic = true;
  return p;
}

spec::Param hardNegativesParam() {
  spec::Param p = number("beta", 0.0, 0.0, 4.0,
                         {"",
                          "Hard negatives: how much more the most similar negatives count. 0: all alike. Higher learns "
                          "finer differences, but punishes look-alikes of the same anatomy.",
                          "Robinson et al., Contrastive learning with hard negative samples, ICLR 2021"});
  p.advanced = true;
  return p;
}

}  // namespace selvox::learn::methods
