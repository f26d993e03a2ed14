#include "core/learn/architectures/unet.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/settings.h"

namespace selvox::learn::architectures {
namespace {

struct Shape {
  std::vector<std::int64_t> widths;
  std::vector<Sizes> strides, kernels;  // per stage
  std::int64_t convs = 2;
};

class UnetEncoder : public Encoder {
 public:
  UnetEncoder(std::int64_t in, const Shape& shape) {
    stages_ = register_module("stages", std::make_shared<LayerList<ConvStack>>());
    for (std::size_t i = 0; i < shape.widths.size(); ++i) {
      stages_->add(std::make_shared<ConvStack>(i == 0 ? in : shape.widths[i - 1], shape.widths[i], shape.kernels[i],
                                               shape.strides[i], shape.convs));
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

// A flat list of stages x dim numbers as rows; "auto" gives `fallback`.
std::vector<Sizes> rows(const base::Json& settings, const char* key, std::size_t stages, std::size_t dim,
                        std::vector<Sizes> fallback) {
  const auto given = vectorOrAuto(settings, key);
  if (!given) return fallback;
  if (given->size() != stages * dim) {
    throw std::invalid_argument(std::string("unet: `") + key + "` needs stages x axes = " +
                                std::to_string(stages * dim) + " numbers, got " + std::to_string(given->size()));
  }
  std::vector<Sizes> result;
  for (std::size_t i = 0; i < stages; ++i) {
    result.emplace_back(given->begin() + static_cast<std::ptrdiff_t>(i * dim),
                        given->begin() + static_cast<std::ptrdiff_t>((i + 1) * dim));
  }
  return result;
}

Shape shapeOf(const NetworkConfig& config) {
  const auto dim = static_cast<std::size_t>(config.dim);
  const auto stages = static_cast<std::size_t>(intOrAuto(config.settings, "stages").value_or(dim == 2 ? 7 : 6));
  const std::int64_t base = base::valueOr<std::int64_t>(config.settings, "base", 32);
  const std::int64_t cap = intOrAuto(config.settings, "cap").value_or(dim == 2 ? 512 : 320);
  Shape shape;
  shape.convs = base::valueOr<std::int64_t>(config.settings, "convs", 2);
  for (std::size_t i = 0; i < stages; ++i) shape.widths.push_back(std::min(base << i, std::max(cap, base)));
  std::vector<Sizes> halving(stages, Sizes(dim, 2));
  halving.front() = Sizes(dim, 1);
  shape.strides = rows(config.settings, "strides", stages, dim, std::move(halving));
  shape.kernels = rows(config.settings, "kernels", stages, dim, std::vector<Sizes>(stages, Sizes(dim, 3)));
  for (const Sizes& kernel : shape.kernels) {
    for (const std::int64_t k : kernel) {
      if (k % 2 == 0) throw std::invalid_argument("unet: `kernels` must be odd numbers");
    }
  }
  return shape;
}

spec::Param integer(std::string name, base::Json value, double low, double high, std::string help) {
  spec::Param p;
  p.name = std::move(name);
  p.type = spec::ParamType::Int;
  p.defaultValue = std::move(value);
  p.minimum = low;
  p.maximum = high;
  p.help = std::move(help);
  p.citation = "Isensee et al., Nature Methods 2021";
  return p;
}

}  // namespace

spec::ParamSchema unetSchema() {
  spec::ParamSchema schema;
  schema.params = {
      integer(
          "stages", nullptr, 2, 9,
          "Resolutions of the pyramid. Fewer: faster, sees less context. Auto: as many as the patch allows, at most "
          "6 in 3D and 7 in 2D."),
      integer("base", 32, 1, 128,
              "Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller."),
      integer("cap", nullptr, 1, 2048, "Most channels of any stage. Auto: 320 in 3D, 512 in 2D."),
      integer("convs", 2, 1, 6, "Convolutions per stage. More: slower, a little more accurate on large data."),
  };
  schema.params[1].unit = schema.params[2].unit = "channels";
  schema.params[2].advanced = schema.params[3].advanced = true;
  spec::Param deep;
  deep.name = "deep_supervision";
  deep.type = spec::ParamType::Bool;
  deep.defaultValue = true;
  deep.help = "A loss at every resolution of the decoder: faster, steadier training. Off: one output only.";
  deep.citation = "Isensee et al., Nature Methods 2021";
  schema.params.push_back(deep);
  schema.params.push_back(skipsParam());
  for (const char* name : {"strides", "kernels"}) {
    spec::Param p = integer(name, nullptr, 1, 7, "");
    p.type = spec::ParamType::IntVector;
    p.advanced = true;
    p.help = std::string(name) == "strides"
                 ? "Step of each stage along each axis (z, y, x), stage by stage. Auto: from patch and spacing."
                 : "Kernel of each stage along each axis (z, y, x), stage by stage. Auto: from the spacing.";
    schema.params.push_back(p);
  }
  return schema;
}

std::shared_ptr<Network> buildUnet(const NetworkConfig& config) {
  const Shape shape = shapeOf(config);
  DecoderOptions decoder;
  decoder.outChannels = config.outChannels;
  decoder.convs = shape.convs;
  decoder.deepSupervision = base::valueOr(config.settings, "deep_supervision", true);
  decoder.skips = base::valueOr(config.settings, "skips", true);
  decoder.kernels = shape.kernels;
  return std::make_shared<DenseNetwork>(std::make_shared<UnetEncoder>(config.inChannels, shape), decoder);
}

}  // namespace selvox::learn::architectures
