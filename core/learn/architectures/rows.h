#pragma once
// Rows of the schemas of networks.

#include <string>
#include <utility>

#include "core/spec/param_schema.h"

namespace selvox::learn::architectures {

[[nodiscard]] inline spec::Param settingRow(const char* name, spec::ParamType type, base::Json value, const char* help,
                                            const char* citation) {
  spec::Param p;
  p.name = name;
  p.type = type;
  p.defaultValue = std::move(value);
  p.help = help;
  p.citation = citation;
  p.advanced = true;
  return p;
}

struct Limits {
  double low = 0, high = 1;
};

[[nodiscard]] inline spec::Param wholeRow(const char* name, base::Json value, Limits limits, const char* unit,
                                          const char* help, const char* citation) {
  spec::Param p = settingRow(name, spec::ParamType::Int, std::move(value), help, citation);
  p.minimum = limits.low;
  p.maximum = limits.high;
  p.unit = unit;
  return p;
}

[[nodiscard]] inline spec::Param dropPathRow(double value) {
  spec::Param p = settingRow("drop_path", spec::ParamType::Float, value,
                             "Share of the samples that skip a block's work at each training step. Higher regularises "
                             "deep networks in long runs (DINOv2: 0.3, fine-tuning of MAE: 0.1) and slows short ones.",
                             "Huang et al., Deep networks with stochastic depth, ECCV 2016");
  p.minimum = 0;
  p.maximum = 0.9;
  return p;
}

[[nodiscard]] inline spec::Param layerScaleRow(double value) {
  spec::Param p = settingRow(
      "layer_scale", spec::ParamType::Float, value,
      "What each block's work is multiplied by at first, learned from there. Small values steady large networks "
      "(DINOv2: 0.00001) and need long runs. 0: no such factors.",
      "Touvron et al., Going deeper with image transformers, ICCV 2021");
  p.minimum = 0;
  p.maximum = 1;
  return p;
}

}  // namespace selvox::learn::architectures
