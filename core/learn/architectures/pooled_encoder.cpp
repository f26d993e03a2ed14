#include "core/learn/architectures/pooled_encoder.h"

namespace selvox::learn::architectures {

PooledEncoder::PooledEncoder(std::int64_t in, int dim, const PooledOptions& options) : strided_(options.strided) {
  levels_ = register_module("levels", std::make_shared<LayerList<TwoUnits>>());
  for (const PooledOptions::Level& level : options.levels) {
    const bool first = pyramid_.empty();
    levels_->add(std::make_shared<TwoUnits>(TwoUnits::Widths{in, level.middle, level.out}, dim, options.unit,
                                            strided_ && !first ? 2 : 1));
    pyramid_.push_back({level.out, uniformSizes(dim, first ? 1 : 2)});
    in = level.out;
  }
}

std::vector<at::Tensor> PooledEncoder::features(const at::Tensor& x) {
  std::vector<at::Tensor> levels;
  for (std::size_t i = 0; i < levels_->size(); ++i) {
    const at::Tensor& above = i == 0 ? x : levels.back();
    levels.push_back((*levels_)[i].forward(i == 0 || strided_ ? above : maxHalved(above)));
  }
  return levels;
}

std::vector<PooledOptions::Level> doubling(std::int64_t base, std::int64_t count) {
  std::vector<PooledOptions::Level> levels;
  for (std::int64_t i = 0; i < count; ++i) levels.push_back({base << i, base << i});
  return levels;
}

}  // namespace selvox::learn::architectures
