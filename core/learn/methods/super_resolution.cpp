// Super-resolution: restore a patch from a coarser grid or from thick slices, with another factor for every sample.

#include <utility>

#include <ATen/ops/l1_loss.h>

#include "core/learn/methods/degrade/resolution.h"
#include "core/learn/methods/parts.h"
#include "core/learn/methods/restorative.h"

namespace selvox::learn::methods {
namespace {

class SuperResolution : public Restorative {
 public:
  SuperResolution(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
      : Restorative(std::move(network), config) {
    axes_ = base::valueOr<std::string>(config.settings, "axes", "all");
    inPlane_ = base::valueOr<std::int64_t>(config.settings, "in_plane", 4);
    through_ = base::valueOr<std::int64_t>(config.settings, "through_plane", 5);
  }

 protected:
  [[nodiscard]] Spoilt spoil(const at::Tensor& sample, const std::string& /*modality*/, base::Rng& rng) const override {
    const std::int64_t plane = degrade::between(2, inPlane_, rng), slices = degrade::between(2, through_, rng);
    const std::uint64_t drawn = rng.below(3);
    const bool volume = sample.dim() == 4, mixed = axes_ == "mixed";
    const bool wantsPlane = !volume || axes_ == "all" || axes_ == "in-plane" || (mixed && drawn != 1);
    const bool wantsSlices = volume && (axes_ == "all" || axes_ == "through-plane" || (mixed && drawn != 0));
    const std::int64_t by = wantsPlane ? plane : 1;
    // The same factor on every axis where all are meant: an isotropic coarser grid.
    const std::int64_t byZ = !wantsSlices ? 1 : axes_ == "all" ? plane : slices;
    std::string note;
    if (by > 1) note = "resolution in the plane divided by " + std::to_string(by);
    if (byZ > 1) note += (note.empty() ? "" : ", ") + std::string("slices ") + std::to_string(byZ) + " times as thick";
    return {degrade::coarser(sample, {byZ, by, by}), sample, note};
  }

  [[nodiscard]] StepOutput judge(const at::Tensor& restored, const Spoilt& spoilt) const override {
    StepOutput out{at::l1_loss(restored, spoilt.target), qualityPanel(restored.detach(), spoilt.input, spoilt.target)};
    out.metrics.emplace_back("baseline/loss", at::l1_loss(spoilt.input, spoilt.target));
    return out;
  }

 private:
  std::string axes_;
  std::int64_t inPlane_ = 4, through_ = 5;
};

base::Result<std::unique_ptr<Method>> buildSuperResolution(const MethodConfig& config) {
  if (config.network.dim == 2 && base::valueOr<std::string>(config.settings, "axes", "all") == "through-plane") {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "super-resolution: axes=through-plane needs a 3D run; a 2D patch has no slices.");
  }
  SELVOX_TRY(auto network, denseNetwork(config, config.network.inChannels));
  return std::make_unique<SuperResolution>(std::move(network), config);
}

}  // namespace

MethodInfo superResolutionInfo() {
  constexpr const char* zhao = "Zhao et al., SMORE, IEEE TMI 2021";
  MethodInfo info{"super-resolution",
                  "generative",
                  {2, 3},
                  "Restore a patch from a coarser grid or from thick slices; trains encoder and decoder",
                  "Dong et al., ECCV 2014; Zhao et al., IEEE TMI 2021"};
  info.schema.params = {
      choice("axes", "all", {"all", "in-plane", "through-plane", "mixed"},
             {"",
              "Along which axes resolution is lost. Through-plane mimics thick slices (3D only); mixed draws in-plane, "
              "through-plane or both for each patch.",
              zhao}),
      integer(
          "in_plane", 4, 2, 8,
          {"", "Largest factor in the plane (and of all axes alike); each patch draws one from 2 up. Higher: harder.",
           "Dong et al., Image super-resolution using deep convolutional networks, ECCV 2014"}),
      integer("through_plane", 5, 2, 10,
              {"", "Largest factor between slices; each patch draws one from 2 up. Higher: thicker slices.", zhao}),
  };
  info.schema.params[2].advanced = true;
  info.trainDefaults = restorativeTrainDefaults();
  info.dense = true;
  info.build = &buildSuperResolution;
  return info;
}

}  // namespace selvox::learn::methods
