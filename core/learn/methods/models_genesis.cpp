// Models Genesis: restore a patch from four distortions of texture, contrast and context (Zhou et al., MIA 2021).

#include <algorithm>
#include <utility>

#include <ATen/ops/flip.h>

#include "core/learn/methods/degrade/bezier.h"
#include "core/learn/methods/degrade/local_shuffle.h"
#include "core/learn/methods/degrade/painting.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/restorative.h"

namespace selvox::learn::methods {
namespace {

class ModelsGenesis : public Restorative {
 public:
  ModelsGenesis(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : Restorative(std::move(network), config) {
    const auto chance = [&](const char* name, double fallback) {
      return base::valueOr(config.settings, name, fallback);
    };
    flip_ = chance("flip", 0.4);
    shuffle_ = chance("shuffle", 0.5);
    nonlinear_ = chance("nonlinear", 0.9);
    inverted_ = chance("inverted", 0.5);
    paint_ = chance("paint", 0.9);
    inpaint_ = chance("inpaint", 0.2);
    windows_ = base::valueOr<std::int64_t>(config.settings, "windows", 10000);
  }

 protected:
  // Order and chances of the reference. Noise fills in the range of the data, which are z-scored here, not in [0, 1].
  [[nodiscard]] Spoilt spoil(const at::Tensor& sample, const std::string& /*modality*/, base::Rng& rng) const override {
    std::string note;
    const auto say = [&](const char* what) { note += (note.empty() ? "" : ", ") + std::string(what); };
    at::Tensor target = sample;
    for (int left = 3; left > 0 && rng.chance(flip_); --left) {
      target = at::flip(target, {sample.dim() - 1 - static_cast<std::int64_t>(rng.below(2))});  // x or y
    }
    target = target.contiguous();
    const degrade::Range range = degrade::rangeOf(target);
    at::Tensor input = target;
    if (rng.chance(shuffle_)) {
      input = degrade::localShuffle(input, windows_, rng);
      say("voxels shuffled");
    }
    if (rng.chance(nonlinear_)) {
      const degrade::BezierCurve::Point first{rng.uniform(), rng.uniform()}, second{rng.uniform(), rng.uniform()};
      const bool inverted = rng.chance(inverted_);
      input = degrade::bezierContrast(input, degrade::BezierCurve(first, second, inverted));
      say(inverted ? "contrast bent and inverted" : "contrast bent");
    }
    if (rng.chance(paint_)) {
      const bool inside = rng.chance(inpaint_);
      input = inside ? degrade::paintInside(input, range, rng) : degrade::paintOutside(input, range, rng);
      say(inside ? "boxes painted over" : "surroundings painted over");
    }
    return {input, target, note.empty() ? "left as it is" : note};
  }

 private:
  double flip_, shuffle_, nonlinear_, inverted_, paint_, inpaint_;
  std::int64_t windows_;
};

base::Result<std::unique_ptr<Method>> buildModelsGenesis(const MethodConfig& config) {
  SELVOX_TRY(auto network, denseNetwork(config, config.network.inChannels));
  return std::make_unique<ModelsGenesis>(std::move(network), config);
}

}  // namespace

MethodInfo modelsGenesisInfo() {
  constexpr const char* zhou = "Zhou et al., Models Genesis, Medical Image Analysis 2021";
  MethodInfo info{
      "models-genesis",
      "generative",
      {2, 3},
      "Restore a patch from shuffled voxels, bent contrast and painted-over boxes; trains encoder and decoder",
      "Zhou et al., Medical Image Analysis 2021"};
  info.schema.params = {
      number("flip", 0.4, 0, 0.95,
             {"", "Chance of each of up to three mirrorings in the plane. 0 keeps left and right apart.", zhou}),
      number("shuffle", 0.5, 0, 1,
             {"", "Chance that voxels are shuffled in small windows: higher asks for more texture.", zhou}),
      number("nonlinear", 0.9, 0, 1,
             {"", "Chance that grey values pass a random curve: higher asks for more appearance.", zhou}),
      number("inverted", 0.5, 0, 1,
             {"", "Share of the curves that invert the contrast. 0 keeps bright bright, as for CT alone.", zhou}),
      number("paint", 0.9, 0, 1, {"", "Chance that parts are painted over: higher asks for more context.", zhou}),
      number("inpaint", 0.2, 0, 1,
             {"",
              "Share of the paintings that cover boxes inside; the others cover all around a few boxes, which is "
              "harder.",
              zhou}),
      integer("windows", 10000, 0, 1000000,
              {"windows", "Windows to shuffle, one over another. Fewer leave parts of a large patch untouched.", zhou}),
  };
  info.schema.params[3].advanced = info.schema.params[5].advanced = info.schema.params[6].advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  for (const char* own : {"augment.flip", "augment.rotate", "augment.scale"}) info.trainDefaults[own] = 0.0;
  info.dense = true;
  info.build = &buildModelsGenesis;
  return info;
}

}  // namespace selvox::learn::methods
