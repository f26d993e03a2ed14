// nnU-Net's plain U-Net, 2D and 3D (Isensee et al., Nature Methods 2021).

#include <algorithm>
#include <utility>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/params.h"
#include "core/learn/architectures/stages.h"

namespace selvox::learn::architectures {
namespace {

class UnetEncoder : public Encoder {
 public:
  UnetEncoder(std::int64_t in, const Stages& shape, std::int64_t convs) {
    stages_ = register_module("stages", std::make_shared<LayerList<ConvStack>>());
    for (std::size_t i = 0; i < shape.widths.size(); ++i) {
      stages_->add(std::make_shared<ConvStack>(i == 0 ? in : shape.widths[i - 1], shape.widths[i], shape.kernels[i],
                                               shape.strides[i], convs));
      pyramid_.push_back({shape.widths[i], shape.strides[i]});
    }
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels;
    for (std::size_t i = 0; i < stages_->size(); ++i) {
      levels.push_back((*stages_)[i].forward(levels.empty() ? x : levels.back()));
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  std::shared_ptr<LayerList<ConvStack>> stages_;
  std::vector<PyramidLevel> pyramid_;
};

std::shared_ptr<Network> buildUnet(const NetworkConfig& config) {
  const Stages shape = stagesOf(config);
  DecoderOptions decoder;
  decoder.outChannels = config.outChannels;
  decoder.convs = base::valueOr<std::int64_t>(config.settings, "convs", 2);
  decoder.deepSupervision = base::valueOr(config.settings, "deep_supervision", true);
  decoder.skips = base::valueOr(config.settings, "skips", true);
  decoder.kernels = shape.kernels;
  return std::make_shared<DenseNetwork>(std::make_shared<UnetEncoder>(config.inChannels, shape, decoder.convs),
                                        decoder);
}

}  // namespace

ArchitectureInfo unetArchitecture() {
  constexpr const char* isensee = "Isensee et al., Nature Methods 2021";
  const spec::Param convs = rare(wholeParam(
      "convs", 2, 1, 6, {"", "Convolutions per stage. More: slower, a little more accurate on large data.", isensee}));
  return {"unet",
          {2, 3},
          "nnU-Net's plain U-Net: the first choice for segmentation and restoration",
          "Isensee et al., nnU-Net, Nature Methods 2021",
          stagesSchema({convs}),
          &buildUnet,
          true};
}

}  // namespace selvox::learn::architectures
