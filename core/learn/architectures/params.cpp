#include "core/learn/architectures/params.h"

#include <utility>

namespace selvox::learn::architectures {
namespace {

spec::Param row(const char* name, spec::ParamType type, base::Json value, const Words& words) {
  spec::Param p;
  p.name = name;
  p.type = type;
  p.defaultValue = std::move(value);
  p.unit = words.unit;
  p.help = words.help;
  p.citation = words.citation;
  return p;
}

}  // namespace

spec::Param wholeParam(const char* name, base::Json value, double low, double high, const Words& words) {
  spec::Param p = row(name, spec::ParamType::Int, std::move(value), words);
  p.minimum = low, p.maximum = high;
  return p;
}

spec::Param choiceParam(const char* name, const char* value, std::vector<std::string> choices, const Words& words) {
  spec::Param p = row(name, spec::ParamType::Choice, value, words);
  p.choices = std::move(choices);
  return p;
}

spec::Param shareParam(const char* name, double value, double high, const Words& words) {
  spec::Param p = row(name, spec::ParamType::Float, value, words);
  p.minimum = 0, p.maximum = high;
  return p;
}

spec::Param switchParam(const char* name, bool value, const Words& words) {
  return row(name, spec::ParamType::Bool, value, words);
}

spec::Param rare(spec::Param p) {
  p.advanced = true;
  return p;
}

spec::Param skipsParam() {
  return rare(switchParam(
      "skips", true,
      {"",
       "The decoder sees the encoder's finer levels as well. Off: everything passes the coarsest one, as autoencoders "
       "need; outputs lose detail.",
       "Ronneberger et al., U-Net, MICCAI 2015"}));
}

std::vector<spec::Param> decoderParams() {
  return {rare(switchParam("deep_supervision", true,
                           {"",
                            "Where a decoder is put on this encoder (segmentation): a loss at every resolution of the "
                            "decoder.",
                            "Isensee et al., Nature Methods 2021"})),
          skipsParam()};
}

spec::Param dropPathParam(double value) {
  return rare(
      shareParam("drop_path", value, 0.9,
                 {"",
                  "Share of the samples that skip a block's work at each training step. Higher regularises deep "
                  "networks in long runs (DINOv2: 0.3, fine-tuning of MAE: 0.1) and slows short ones.",
                  "Huang et al., Deep networks with stochastic depth, ECCV 2016"}));
}

spec::Param layerScaleParam(double value) {
  return rare(shareParam(
      "layer_scale", value, 1,
      {"",
       "What each block's work is multiplied by at first, learned from there. Small values steady large networks "
       "(DINOv2: 0.00001) and need long runs. 0: no such factors.",
       "Touvron et al., Going deeper with image transformers, ICCV 2021"}));
}

}  // namespace selvox::learn::architectures
