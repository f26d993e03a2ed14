#include "core/learn/inference/postprocess.h"

#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/learn/inference/label_scores.h"
#include "core/learn/metrics/connected_parts.h"

namespace selvox::learn::inference {
namespace {

constexpr std::array<PostStep, 4> kWays{{{false, false}, {true, false}, {false, true}, {true, true}}};
constexpr double kLeastGain = 1e-6;

std::vector<std::uint8_t> maskOf(const std::vector<std::uint16_t>& values, int label) {
  std::vector<std::uint8_t> mask(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) mask[i] = values[i] == label ? 1 : 0;
  return mask;
}

}  // namespace

void postprocess(std::vector<std::uint16_t>& values, int label, const PostStep& step, const metrics::Grid& grid) {
  std::vector<std::uint8_t> mask = maskOf(values, label);
  if (step.largest) {
    metrics::keepLargest(mask, grid);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] == label && mask[i] == 0) values[i] = 0;
    }
  }
  if (!step.fill) return;
  const auto inside = metrics::holes(mask, grid);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (inside[i] != 0 && values[i] == 0) values[i] = static_cast<std::uint16_t>(label);
  }
}

void postprocess(volume::Volume& labels, const PostPlan& plan) {
  auto values = labelValues(labels);
  for (const auto& [label, step] : plan) postprocess(values, label, step, gridOf(labels));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (labels.type == volume::VoxelType::UInt8)
      labels.as<std::uint8_t>()[i] = static_cast<std::uint8_t>(values[i]);
    else
      labels.as<std::uint16_t>()[i] = values[i];
  }
}

void PostChoice::add(const std::vector<std::uint16_t>& made, const std::vector<std::uint16_t>& truth,
                     const metrics::Grid& grid, const std::map<int, std::string>& labels) {
  for (const auto& [label, name] : labels) {
    const auto wanted = maskOf(truth, label);
    std::vector<double> dice;
    for (const PostStep& way : kWays) {
      auto values = made;
      postprocess(values, label, way, grid);
      dice.push_back(metrics::dice(maskOf(values, label), wanted));
    }
    if (std::isnan(dice.front())) continue;  // neither outlined nor there: no way changes that
    Sums& sums = sums_[label];
    sums.dice.resize(kWays.size(), 0.0);
    for (std::size_t way = 0; way < kWays.size(); ++way) sums.dice[way] += dice[way];
    ++sums.n;
  }
}

std::size_t PostChoice::best(const Sums& sums) {
  std::size_t best = 0;
  for (std::size_t way = 1; way < kWays.size(); ++way) {
    if (sums.dice[way] > sums.dice[best] + kLeastGain * static_cast<double>(sums.n)) best = way;
  }
  return best;
}

PostPlan PostChoice::plan() const {
  PostPlan plan;
  for (const auto& [label, sums] : sums_) {
    if (const PostStep way = kWays[best(sums)]; way != PostStep()) plan[label] = way;
  }
  return plan;
}

base::Json PostChoice::report() const {
  base::Json labels = base::Json::object();
  for (const auto& [label, sums] : sums_) {
    const std::size_t way = best(sums);
    const auto n = static_cast<double>(sums.n);
    labels[std::to_string(label)] = {{"largest", kWays[way].largest},
                                     {"fill", kWays[way].fill},
                                     {"dice", sums.dice[way] / n},
                                     {"dice_before", sums.dice.front() / n},
                                     {"n", sums.n}};
  }
  return labels;
}

PostPlan postPlanFrom(const base::Json& labels) {
  PostPlan plan;
  if (!labels.is_object()) return plan;
  for (const auto& [number, one] : labels.items()) {
    const auto label = base::toInteger(number);
    if (!label || *label < 1 || *label > 65535) continue;
    const PostStep way{base::valueOr(one, "largest", false), base::valueOr(one, "fill", false)};
    if (way != PostStep()) plan[static_cast<int>(*label)] = way;
  }
  return plan;
}

}  // namespace selvox::learn::inference
