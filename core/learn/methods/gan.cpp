// A bidirectional GAN (Donahue et al., Adversarial feature learning, ICLR 2017): a generator draws patches from codes,
// the encoder finds codes of patches, and a critic tells pairs (patch, its code) from pairs (drawn patch, code). Critic
// and the other two are trained at once: one loss is the sum of both, the critic's half on detached pairs, the other
// half through a frozen critic, so every parameter gets the gradient of its own half, and one optimizer is enough.

#include <cmath>
#include <string>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/softplus.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/base/rng.h"
#include "core/learn/architectures/settings.h"
#include "core/learn/methods/gan_parts.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

constexpr int kWarmUp = 10;  // power iterations before the first step

class Gan : public HeadedMethod {
 public:
  Gan(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : HeadedMethod(std::move(network), config, spatialOnly()) {
    const base::Json& s = config.settings;
    gamma_ = base::valueOr(s, "r1", 10.0);
    spectral_ = base::valueOr(s, "spectral_norm", false);
    shape_.patch = config.patch;
    shape_.channels = config.network.inChannels;
    shape_.latent = base::valueOr<std::int64_t>(s, "latent", 64);
    shape_.width = architectures::intOrAuto(s, "width").value_or(config.network.dim == 2 ? 32 : 16);
    code_ = addHead("code", std::make_shared<architectures::Linear>(network_->channels().back(), shape_.latent));
    generator_ = addHead("generator", std::make_shared<Generator>(shape_));
    critic_ = addHead("critic", std::make_shared<Critic>(shape_));
    if (!spectral_) return;
    std::vector<at::Tensor> start = critic_->iterate({});
    for (int i = 1; i < kWarmUp; ++i) start = critic_->iterate(start);
    for (std::size_t i = 0; i < start.size(); ++i) u_.push_back(&keep("u." + std::to_string(i), start[i]));
  }

  Tensors views(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const at::Tensor image = view(batch, 0), code = drawCodes(batch, image);
    return {{"original", image}, {"code", code}, {"generated", generator_->forward(code).to(image.scalar_type())}};
  }

  StepOutput step(const Batch& batch) override {
    at::Tensor image;
    {
      const c10::AutoGradMode noGradients(false);
      image = view(batch, 0);
    }
    const at::Tensor code = drawCodes(batch, image);
    const at::Tensor found = code_->forward(embed(*network_, image));
    const at::Tensor drawn = generator_->forward(code).to(image.scalar_type());
    const std::vector<at::Tensor> u = directions();
    const bool penalised = gamma_ > 0 && c10::GradMode::is_enabled();

    at::Tensor asked = image.detach();
    if (penalised) asked = asked.clone().set_requires_grad(true);
    const at::Tensor real = critic_->forward(asked, found.detach(), u);
    const at::Tensor fake = critic_->forward(drawn.detach(), code, u);
    at::Tensor critic = at::softplus(-real).mean() + at::softplus(fake).mean();
    StepOutput out;
    out.metrics = {{"loss/critic", critic.detach()}};
    if (penalised) {
      const at::Tensor penalty = 0.5 * gamma_ * slope(real, asked);
      out.metrics.emplace_back("loss/r1", penalty.detach());
      critic = critic + penalty;
    }

    at::Tensor fooled;
    {
      const Frozen frozen(*critic_);
      fooled = at::softplus(critic_->forward(image, found, u)).mean() +
               at::softplus(-critic_->forward(drawn, code, u)).mean();
    }
    out.loss = critic + fooled;
    out.metrics.emplace_back("loss/generator", fooled.detach());
    watch(out, real.detach(), fake.detach(), drawn.detach());
    return out;
  }

  void afterOptimizerStep(std::int64_t /*step*/, std::int64_t /*steps*/) override {
    const std::vector<at::Tensor> next = spectral_ ? critic_->iterate(directions()) : std::vector<at::Tensor>{};
    for (std::size_t i = 0; i < next.size(); ++i) u_[i]->copy_(next[i]);
  }

  std::vector<Preview> preview(const Batch& batch) override {
    const c10::AutoGradMode noGradients(false);
    const EvaluationMode mode(*network_);
    const at::Tensor image = view(batch, 0).narrow(0, 0, 1);
    const at::Tensor found = code_->forward(embed(*network_, image)), code = drawCodes(batch, image);
    const at::Tensor drawn = generator_->forward(code).to(image.scalar_type());
    const auto shown = [](const at::Tensor& t) { return t[0].to(at::kFloat).contiguous().cpu(); };
    const auto believed = [&](const at::Tensor& patch, const at::Tensor& its) {
      const double p = at::sigmoid(critic_->forward(patch, its, directions())).item<double>();
      return "the critic believes it to " + std::to_string(static_cast<int>(100 * p + 0.5)) + " %";
    };
    return {{"target", "Original patch", "image", shown(image), believed(image, found)},
            {"restored", "Drawn from the original's code", "image", shown(generator_->forward(found))},
            {"prediction", "Drawn from a random code", "image", shown(drawn), believed(drawn, code)}};
  }

  // Four answers of a critic that cannot tell.
  [[nodiscard]] double chance() const override { return 4 * std::log(2.0); }

 private:
  // Uniform in [-1, 1].
  [[nodiscard]] at::Tensor drawCodes(const Batch& batch, const at::Tensor& like) const {
    at::Tensor code = at::empty({like.size(0), shape_.latent}, at::kFloat);
    for (std::int64_t n = 0; n < like.size(0); ++n) {
      base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                    static_cast<std::uint64_t>(n * 64));
      for (std::int64_t k = 0; k < shape_.latent; ++k) {
        code.data_ptr<float>()[n * shape_.latent + k] = static_cast<float>(rng.uniform(-1, 1));
      }
    }
    return code.to(like.options());
  }

  [[nodiscard]] std::vector<at::Tensor> directions() const {
    std::vector<at::Tensor> u;
    for (const at::Tensor* kept : u_) u.push_back(*kept);
    return u;
  }

  // Mean squared length of the critic's gradient on real patches (Mescheder et al., ICML 2018).
  static at::Tensor slope(const at::Tensor& real, const at::Tensor& asked) {
    const at::Tensor gradient = torch::autograd::grad({real.sum()}, {asked}, {}, true, true).front();
    return gradient.to(real.scalar_type()).flatten(1).square().sum(1).mean();
  }

  static void watch(StepOutput& out, const at::Tensor& real, const at::Tensor& fake, const at::Tensor& drawn) {
    const at::Tensor right = at::cat({real.gt(0), fake.lt(0)}).to(at::kFloat).mean();
    out.metrics.emplace_back("gan/d_real", at::sigmoid(real).mean());
    out.metrics.emplace_back("gan/d_fake", at::sigmoid(fake).mean());
    out.metrics.emplace_back("gan/d_accuracy", right);
    out.metrics.emplace_back("gan/diversity", drawn.to(real.scalar_type()).var({0}, false).sqrt().mean());
  }

  GanShape shape_;
  double gamma_ = 10;
  bool spectral_ = false;
  std::shared_ptr<architectures::Linear> code_;
  std::shared_ptr<Generator> generator_;
  std::shared_ptr<Critic> critic_;
  std::vector<at::Tensor*> u_;
};

base::Result<std::unique_ptr<Method>> buildGan(const MethodConfig& config) {
  if (config.patch.size() != static_cast<std::size_t>(config.network.dim)) {
    return base::fail(base::ErrorCode::InvalidArgument, "gan needs a patch with one side per axis.");
  }
  SELVOX_TRY(auto network, encoderNetwork(config));
  return std::make_unique<Gan>(std::move(network), config);
}

}  // namespace

MethodInfo ganInfo() {
  constexpr const char* donahue = "Donahue et al., Adversarial feature learning, ICLR 2017";
  MethodInfo info{"gan",
                  "generative",
                  {2, 3},
                  "Draw patches that a critic takes for real, and find the codes of real ones",
                  "Donahue et al., ICLR 2017"};
  info.schema.params = {
      integer("latent", 64, 2, 1024,
              {"features", "Length of the code. 50 for plain images, 200 for rich ones.", donahue}),
      number("r1", 10.0, 0.0, 1000.0,
             {"",
              "Weight of the penalty on the critic's slope at real patches. Higher keeps the critic from winning; 0 "
              "switches it off.",
              "Mescheder et al., Which training methods for GANs do converge?, ICML 2018"}),
      toggle("spectral_norm", false,
             {"", "Divide each of the critic's weights by its largest singular value. Steadier, slower to learn.",
              "Miyato et al., Spectral normalization for GANs, ICLR 2018"}),
      integer("width", nullptr, 4, 256,
              {"channels",
               "Channels of generator and critic at full resolution, doubled at each coarser one. Auto: 32 in 2D, 16 "
               "in 3D.",
               "Radford et al., DCGAN, ICLR 2016"}),
  };
  info.schema.params.back().advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.trainDefaults["train.lr"] = 2e-4;
  info.build = &buildGan;
  return info;
}

}  // namespace selvox::learn::methods
