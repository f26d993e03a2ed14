#include "core/learn/methods/restorative.h"

#include <utility>

#include <ATen/Parallel.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

#include "core/learn/compat/compat.h"
#include "core/learn/losses/ssim.h"
#include "core/learn/methods/degrade/sample.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

Restorative::Restorative(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
    : HeadedMethod(std::move(network), config, spatialOnly(), true) {}

Restorative::Spoilt Restorative::spoilAll(const Batch& batch) const {
  const c10::AutoGradMode noGradients(false);
  const at::Tensor patches = view(batch, 0), cpu = degrade::asSample(patches);
  const auto n = static_cast<std::size_t>(patches.size(0));
  std::vector<at::Tensor> inputs(n), targets(n);
  std::vector<std::string> notes(n);
  at::parallel_for(0, patches.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    const c10::AutoGradMode quiet(false);  // the mode belongs to a thread
    for (std::int64_t i = begin; i < end; ++i) {
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(i) * 64);
      const auto at = static_cast<std::size_t>(i);
      Spoilt one = spoil(cpu[i], at < batch.places.size() ? batch.places[at].modality : std::string(), rng);
      inputs[at] = std::move(one.input), targets[at] = std::move(one.target), notes[at] = std::move(one.note);
    }
  });
  const auto back = [&](const std::vector<at::Tensor>& all) { return at::stack(all).to(patches.options()); };
  return {back(inputs), back(targets), notes.front()};
}

Tensors Restorative::views(const Batch& batch) {
  const Spoilt made = spoilAll(batch);
  return {{"input", made.input}, {"target", made.target}};
}

StepOutput Restorative::step(const Batch& batch) {
  const Spoilt made = spoilAll(batch);
  return judged(network_->forward(made.input).front(), made);
}

StepOutput Restorative::judged(const at::Tensor& restored, Spoilt made) const {
  const compat::FullPrecision guard;
  made.input = compat::atLeastFloat(made.input), made.target = compat::atLeastFloat(made.target);
  return judge(compat::atLeastFloat(restored), made);
}

// What copying the input would cost stands beside the loss: below it, the network has learned something.
StepOutput Restorative::judge(const at::Tensor& restored, const Spoilt& spoilt) const {
  return {at::mse_loss(restored, spoilt.target), {{"baseline/loss", at::mse_loss(spoilt.input, spoilt.target)}}};
}

std::vector<Preview> Restorative::preview(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  const EvaluationMode mode(*network_);
  const Spoilt made = spoilAll(batch);
  const auto first = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
  const at::Tensor restored = network_->forward(made.input.narrow(0, 0, 1)).front();
  return {{"target", "Original patch", "image", first(made.target)},
          {"input", "What the network sees", "image", first(made.input), made.note},
          {"restored", "What the network makes of it", "image", first(restored)}};
}

at::Tensor sampleRange(const at::Tensor& images) {
  const at::Tensor flat = images.flatten(1);
  return flat.amax({1}) - flat.amin({1});
}

Tensors qualityPanel(const at::Tensor& restored, const at::Tensor& input, const at::Tensor& target) {
  const c10::AutoGradMode noGradients(false);
  const at::Tensor range = sampleRange(target).clamp_min(1e-6);
  const auto psnr = [&](const at::Tensor& x) {
    const at::Tensor error = (x - target).square().flatten(1).mean(1).clamp_min(1e-12);
    return (range.square() / error).log10().mean() * 10;
  };
  const auto ssim = [&](const at::Tensor& x) { return losses::ssim(x, target, range).mean(); };
  return {{"quality/psnr", psnr(restored)},
          {"quality/psnr_input", psnr(input)},
          {"quality/ssim", ssim(restored)},
          {"quality/ssim_input", ssim(input)}};
}

}  // namespace selvox::learn::methods
