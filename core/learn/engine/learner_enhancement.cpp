// Enhancement as a learner: moved patches, spoilt or with the registered image to make from them; validation on whole
// cases.

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/architectures/initialise.h"
#include "core/learn/augment/augment.h"
#include "core/learn/engine/enhance_plan.h"
#include "core/learn/engine/learners.h"
#include "core/learn/engine/settings.h"
#include "core/learn/engine/tensors.h"
#include "core/learn/losses/perceptual.h"
#include "core/learn/losses/ssim.h"
#include "core/learn/methods/degrade/sample.h"
#include "core/learn/methods/parts.h"
#include "core/learn/tasks/patch_critic.h"

namespace selvox::learn::engine {
namespace {

namespace degrade = methods::degrade;

constexpr std::size_t kEnhancedCases = 8;

// Where things are moves; what they look like is what is to be learnt.
augment::Settings movesOnly(const base::Json& settings) {
  augment::Settings moves = augment::fromJson(settings);
  const augment::Settings still = methods::spatialOnly();
  moves.gamma = still.gamma, moves.gammaInvert = still.gammaInvert, moves.noise = still.noise, moves.blur = still.blur;
  moves.brightness = still.brightness, moves.contrast = still.contrast, moves.lowResolution = still.lowResolution;
  moves.cutout = still.cutout, moves.solarise = 0;
  return moves;
}

// PSNR, dB, and SSIM of one case (D, H, W), its range that of the target.
std::array<double, 2> nearness(const at::Tensor& made, const at::Tensor& target) {
  const at::Tensor range = (target.max() - target.min()).clamp_min(1e-6);
  const double error = std::max((made - target).square().mean().item<double>(), 1e-12);
  const double psnr = 10 * std::log10(std::pow(range.item<double>(), 2) / error);
  const auto asBatch = [](const at::Tensor& x) { return x.unsqueeze(0).unsqueeze(0); };
  return {psnr, losses::ssim(asBatch(made), asBatch(target), range.reshape({1})).item<double>()};
}

class EnhancementLearner : public Learner {
 public:
  EnhancementLearner(std::shared_ptr<architectures::Network> network, EnhancePlan plan, const spec::RunSpec& spec,
                     const base::Json& settings)
      : network_(std::move(network)),
        plan_(std::move(plan)),
        augment_(movesOnly(settings)),
        train_(trainSettings(settings)),
        dim_(spec.dim) {}

  // A copy of the parent's encoder that stays as it was.
  void judgeBy(std::shared_ptr<architectures::Network> critic) { critic_ = std::move(critic); }
  void begin() override {
    if (critic_) copyEncoder();
  }

  // A critic that learns beside the network, in the same optimizer; prediction does without it.
  void learnFrom(std::shared_ptr<tasks::PatchCritic> adversary) {
    adversary_ = network_->register_module("critic", std::move(adversary));
  }

  methods::StepOutput step(const Minibatch& batch) override {
    const Patches patches = patchesOf(batch, augment_);
    const at::Tensor made = answer(patches.input);
    methods::StepOutput out = tasks::enhanceLoss(made, patches.target, plan_.how);
    if (critic_) {
      const at::Tensor apart = losses::featureDistance(critic_->features(made), featuresOf(patches.target));
      out.loss = out.loss + plan_.how.perceptual * apart;
      out.metrics.emplace_back("loss/perceptual", apart.detach());
    }
    if (adversary_) {
      const tasks::CriticTerms terms = tasks::ask(*adversary_, patches.input, made, patches.target);
      out.loss = out.loss + terms.own + plan_.how.adversarial * terms.fooled;
      out.metrics.emplace_back("loss/critic", terms.own.detach());
      out.metrics.emplace_back("loss/adversarial", terms.fooled.detach());
      out.metrics.emplace_back("gan/d_accuracy", terms.right);
    }
    const at::NoGradGuard noGrad;  // what handing the input on unchanged would cost, but for the features
    out.metrics.emplace_back("baseline/loss", tasks::enhanceLoss(patches.input, patches.target, plan_.how).loss);
    return out;
  }
  void afterOptimizerStep(std::int64_t, std::int64_t) override {}

  Validation validate(const Cohort& cohort) override {
    const at::NoGradGuard noGrad;
    const auto windows = plan_.windows(train_, dim_, device_);
    const std::size_t cases = std::min(cohort.size(), kEnhancedCases);
    std::array<double, 4> sums{};  // PSNR and SSIM of the result, of the input
    for (std::size_t i = 0; i < cases; ++i) {
      const EnhanceCase one = enhanceCase(cohort, i * cohort.size() / cases, plan_.how, dim_);
      const auto made = nearness(enhanced(*network_, one.input, plan_.how, windows), one.target);
      const auto given = nearness(one.input, one.target);
      sums[0] += made[0], sums[1] += made[1], sums[2] += given[0], sums[3] += given[1];
    }
    network_->train();
    Validation result;
    if (cases == 0) return result;
    const auto n = static_cast<double>(cases);
    result.scalars = {{"val/psnr", sums[0] / n},
                      {"val/ssim", sums[1] / n},
                      {"val/psnr_input", sums[2] / n},
                      {"val/ssim_input", sums[3] / n}};
    result.value = sums[0] / n;
    result.defined = std::isfinite(result.value);
    return result;
  }

  std::vector<methods::Preview> preview(const Minibatch& batch) override {
    const at::NoGradGuard noGrad;
    const Patches patches = patchesOf(batch, augment_);
    network_->eval();
    const at::Tensor made = answer(patches.input.narrow(0, 0, 1));
    network_->train();
    const auto shown = [](const at::Tensor& t) { return t[0].to(at::kCPU, at::kFloat).contiguous(); };
    return {{"target", "What is to be made", "image", shown(patches.target), plan_.how.target},
            {"input", "What the network sees", "image", shown(patches.input), plan_.how.source},
            {"restored", "What the network makes of it", "image", shown(made)}};
  }

  std::shared_ptr<torch::nn::Module> trainable() override { return network_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  methods::Tensors state() override {
    methods::Tensors all;
    if (!critic_) return all;
    for (const auto& [name, tensor] : weightsOf(*critic_)) {
      if (name.starts_with("encoder.")) all.emplace_back(name, tensor);
    }
    return all;
  }
  base::Status loadState(const std::map<std::string, at::Tensor>& tensors) override {
    if (!critic_) return {};
    const at::NoGradGuard noGrad;
    for (const auto& [name, tensor] : weightsOf(*critic_)) {
      if (!name.starts_with("encoder.")) continue;
      const auto found = tensors.find(name);
      if (found == tensors.end() || found->second.sizes() != tensor.sizes())
        return base::fail(base::ErrorCode::Corrupt, "The checkpoint lacks " + name + " of the perceptual loss.");
      at::Tensor(tensor).copy_(found->second);
    }
    return {};
  }
  [[nodiscard]] int stateVersion() const override { return 1; }
  [[nodiscard]] bool needsLabels() const override { return false; }
  [[nodiscard]] bool needsTargets() const override { return plan_.how.paired(); }
  // Room to turn and, where blocks of voxels are averaged, for these to begin anywhere.
  [[nodiscard]] std::array<std::int64_t, 3> margin() const override {
    const degrade::Triple factors = plan_.how.factors(dim_);
    std::array<std::int64_t, 3> result{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (train_.patch[axis] <= 1) continue;
      if (augment_.rotate > 0 || augment_.scale > 0) result[axis] = train_.patch[axis] / 8;
      if (factors[2 - axis] > 1) result[axis] += factors[2 - axis];
    }
    return result;
  }
  void to(const at::Device& device) override {
    device_ = device;
    network_->to(device);
    if (critic_) critic_->to(device);
  }
  void train(bool on) override { network_->train(on); }

 private:
  struct Patches {
    at::Tensor input, target;  // (N, 1, [D,] H, W)
  };

  Patches patchesOf(const Minibatch& batch, const augment::Settings& moves) const {
    const at::NoGradGuard noGrad;
    const degrade::Triple factors = plan_.how.factors(dim_);
    std::vector<std::int64_t> size = tensorSize(train_.patch, dim_), room(size.size(), 0);
    for (std::size_t axis = 0; axis < size.size(); ++axis) {
      const std::int64_t by = factors[axis + 3 - size.size()];
      room[axis] = by > 1 ? by : 0;
    }
    std::vector<std::int64_t> wide = size;
    for (std::size_t axis = 0; axis < size.size(); ++axis) wide[axis] += room[axis];
    at::Tensor images = batch.batch.images;
    if (batch.targets.defined()) images = at::cat({images, batch.targets}, 1);
    const augment::Key key{batch.batch.seed, batch.batch.step, 0};
    images = augment::apply(images, {}, moves, key, wide).images;
    if (batch.targets.defined()) return {images.narrow(1, 0, 1).contiguous(), images.narrow(1, 1, 1).contiguous()};
    return spoilt(images, batch, size, room);
  }

  // Sample by sample in float64 on the CPU, so that a patch comes out the same on every device; then cut to size.
  Patches spoilt(const at::Tensor& images, const Minibatch& batch, const std::vector<std::int64_t>& size,
                 const std::vector<std::int64_t>& room) const {
    const at::Tensor cpu = degrade::asSample(images);
    const auto n = static_cast<std::size_t>(images.size(0));
    std::vector<at::Tensor> inputs(n), targets(n);
    at::parallel_for(0, images.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
      const at::NoGradGuard quiet;  // the mode belongs to a thread
      for (std::int64_t i = begin; i < end; ++i) {
        base::Rng rng(batch.batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.batch.step),
                      static_cast<std::uint64_t>(i) * 64);
        const auto at = static_cast<std::size_t>(i);
        const auto& places = batch.batch.places;
        at::Tensor target = cpu[i];
        at::Tensor input =
            tasks::spoil(plan_.how, target, at < places.size() ? places[at].modality : std::string(), rng);
        for (std::size_t axis = 0; axis < size.size(); ++axis) {
          const std::int64_t first = degrade::between(0, room[axis], rng), along = static_cast<std::int64_t>(axis) + 1;
          input = input.narrow(along, first, size[axis]), target = target.narrow(along, first, size[axis]);
        }
        inputs[at] = input, targets[at] = target;
      }
    });
    const auto back = [&](const std::vector<at::Tensor>& all) { return at::stack(all).to(images.options()); };
    return {back(inputs), back(targets)};
  }

  at::Tensor answer(const at::Tensor& input) {
    const at::Tensor made = network_->forward(input).front();
    return plan_.how.residual ? input + made : made;
  }

  std::vector<at::Tensor> featuresOf(const at::Tensor& target) {
    const at::NoGradGuard noGrad;
    return critic_->features(target);
  }

  void copyEncoder() {
    const at::NoGradGuard noGrad;
    TensorMap own;
    for (const auto& [name, tensor] : weightsOf(*network_)) own[name] = tensor;
    for (const auto& [name, tensor] : weightsOf(*critic_)) at::Tensor(tensor).copy_(own.at(name));
  }

  std::shared_ptr<architectures::Network> network_, critic_;
  std::shared_ptr<tasks::PatchCritic> adversary_;
  EnhancePlan plan_;
  augment::Settings augment_;
  TrainSettings train_;
  int dim_;
  at::Device device_ = at::kCPU;
};

}  // namespace

base::Result<std::unique_ptr<Learner>> makeEnhancementLearner(const spec::RunSpec& spec, const base::Json& settings) {
  SELVOX_TRY(EnhancePlan plan, enhancePlan(spec, settings));
  SELVOX_TRY(auto network, enhancementNetwork(spec, settings));
  const bool perceptual = plan.how.perceptual > 0, adversarial = plan.how.adversarial > 0;
  auto learner = std::make_unique<EnhancementLearner>(std::move(network), std::move(plan), spec, settings);
  if (perceptual) {
    SELVOX_TRY(auto critic, enhancementNetwork(spec, settings));
    critic->eval();
    for (at::Tensor& parameter : critic->parameters()) parameter.set_requires_grad(false);
    learner->judgeBy(std::move(critic));
  }
  if (adversarial) {
    auto adversary = std::make_shared<tasks::PatchCritic>(spec.dim, spec.dim == 2 ? 32 : 16);
    architectures::initialise(*adversary, spec.seed);
    learner->learnFrom(std::move(adversary));
  }
  return std::unique_ptr<Learner>(std::move(learner));
}

}  // namespace selvox::learn::engine
