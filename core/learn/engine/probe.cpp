#include "core/learn/engine/probe.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/base/rng.h"
#include "core/learn/architectures/network.h"
#include "core/learn/engine/classifiers.h"
#include "core/learn/engine/settings.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::engine {
namespace {

using volume::Extent;

constexpr std::int64_t kPatchesAtOnce = 16;
constexpr std::uint64_t kProbeStream = std::uint64_t{1} << 42;  // draws that training never makes

const std::string* classOf(const Cohort& cohort, std::size_t i, const std::string& column) {
  const auto& columns = cohort.entry(i).columns;
  const auto found = columns.find(column);
  return found == columns.end() ? nullptr : &found->second;
}

// In the cohort's order.
std::vector<std::size_t> drawn(std::vector<std::size_t> all, std::int64_t cases, std::uint64_t seed,
                               std::uint64_t side) {
  if (static_cast<std::int64_t>(all.size()) <= cases) return all;
  base::Rng rng(seed, base::Purpose::Sample, kProbeStream, side);
  base::shuffle(all, rng);
  all.resize(static_cast<std::size_t>(cases));
  std::sort(all.begin(), all.end());
  return all;
}

// First voxels of the patches of one volume.
std::vector<Extent> placesOf(const Extent& extent, const Extent& patch, int dim) {
  const Extent middle{(extent.x - patch.x) / 2, (extent.y - patch.y) / 2, (extent.z - patch.z) / 2};
  if (dim == 3) return {middle};
  std::set<std::int64_t> slices;
  for (const std::int64_t quarter : {1, 2, 3}) slices.insert(std::min(extent.z * quarter / 4, extent.z - 1));
  std::vector<Extent> places;
  for (const std::int64_t z : slices) places.push_back({middle.x, middle.y, z});
  return places;
}

}  // namespace

at::Tensor embedCases(architectures::Network& network, const Cohort& cohort, const std::vector<std::size_t>& which,
                      const EmbedConfig& config) {
  const at::NoGradGuard noGrad;
  const methods::EvaluationMode mode(network);
  const Extent patch{config.patch[0], config.patch[1], config.dim == 2 ? 1 : config.patch[2]};
  std::vector<std::pair<std::size_t, Extent>> jobs;  // row, place
  std::vector<double> share(which.size(), 1.0);
  for (std::size_t row = 0; row < which.size(); ++row) {
    const auto places = placesOf(cohort.header(which[row]).extent, patch, config.dim);
    share[row] = 1.0 / static_cast<double>(places.size());
    for (const Extent& place : places) jobs.emplace_back(row, place);
  }
  at::Tensor result;
  auto shape = tensorSize({patch.x, patch.y, patch.z}, config.dim);
  shape.insert(shape.begin(), {0, 1});
  for (std::size_t first = 0; first < jobs.size(); first += kPatchesAtOnce) {
    const std::size_t last = std::min(jobs.size(), first + kPatchesAtOnce);
    shape[0] = static_cast<std::int64_t>(last - first);
    at::Tensor images = at::empty(shape, at::kFloat);
    for (std::size_t j = first; j < last; ++j)
      cohort.cropImage(which[jobs[j].first], jobs[j].second, patch,
                       images.data_ptr<float>() + static_cast<std::int64_t>(j - first) * patch.voxels());
    const at::Tensor rows =
        methods::embed(network, images.to(config.device, methods::typeOf(network))).to(at::kCPU, at::kDouble);
    if (!result.defined()) result = at::zeros({static_cast<std::int64_t>(which.size()), rows.size(1)}, at::kDouble);
    for (std::size_t j = first; j < last; ++j)
      result[static_cast<std::int64_t>(jobs[j].first)].add_(rows[static_cast<std::int64_t>(j - first)],
                                                            share[jobs[j].first]);
    if (config.done) config.done(static_cast<std::int64_t>(jobs[last - 1].first) + 1);
  }
  // Features that overflow say nothing; they must not end a run.
  return result.defined() ? result.nan_to_num(0, 0, 0) : at::zeros({0, 1}, at::kDouble);
}

base::Result<Probe> Probe::make(const Cohort& fit, const Cohort& judge, const std::string& column, std::int64_t cases,
                                std::uint64_t seed) {
  std::vector<std::size_t> known, others;
  for (std::size_t i = 0; i < fit.size(); ++i)
    if (classOf(fit, i, column) != nullptr) known.push_back(i);
  Probe probe;
  probe.fit_ = drawn(std::move(known), cases, seed, 0);
  std::set<std::string> classes, patients;
  for (const std::size_t i : probe.fit_) classes.insert(*classOf(fit, i, column));
  for (std::size_t i = 0; i < fit.size(); ++i) patients.insert(fit.entry(i).patient);
  if (classes.size() < 2) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "fewer than two classes of \"" + column + "\" among the training cases");
  }
  probe.classes_.assign(classes.begin(), classes.end());
  for (std::size_t i = 0; i < judge.size(); ++i)
    if (classOf(judge, i, column) != nullptr && !patients.contains(judge.entry(i).patient)) others.push_back(i);
  probe.judge_ = drawn(std::move(others), cases, seed, 1);
  if (probe.judge_.empty())
    return base::fail(base::ErrorCode::InvalidArgument,
                      "no case of another patient than the training's has a \"" + column + "\"");
  const auto label = [&](const std::string& name) {
    const auto found = std::find(probe.classes_.begin(), probe.classes_.end(), name);
    return found == probe.classes_.end() ? std::int64_t{-1} : static_cast<std::int64_t>(found - probe.classes_.begin());
  };
  for (const std::size_t i : probe.fit_) probe.fitLabels_.push_back(label(*classOf(fit, i, column)));
  for (const std::size_t i : probe.judge_) probe.judgeLabels_.push_back(label(*classOf(judge, i, column)));
  return probe;
}

ProbeRows Probe::embed(architectures::Network& network, const Cohort& fit, const Cohort& judge,
                       const EmbedConfig& config) const {
  EmbedConfig second = config;
  if (config.done) second.done = [&](std::int64_t n) { config.done(static_cast<std::int64_t>(fit_.size()) + n); };
  return {embedCases(network, fit, fit_, config), embedCases(network, judge, judge_, second)};
}

ProbeAnswers Probe::answer(const ProbeRows& rows) const {
  std::vector<std::int64_t> all(fit_.size());
  std::iota(all.begin(), all.end(), 0);
  return answer(rows, all, neighbourCount(rows.fit.size(0)));
}

ProbeAnswers Probe::answer(const ProbeRows& rows, const std::vector<std::int64_t>& known, int neighbours) const {
  Labelled few{rows.fit.index_select(0, at::tensor(known, at::kLong)), {}};
  for (const std::int64_t i : known) few.labels.push_back(fitLabels_[static_cast<std::size_t>(i)]);
  const int classes = static_cast<int>(classes_.size());
  return {nearestAnswers(few, rows.judge, classes, neighbours), linearAnswers(few, rows.judge, classes)};
}

ProbeAnswers Probe::ask(architectures::Network& network, const Cohort& fit, const Cohort& judge,
                        const EmbedConfig& config) const {
  return answer(embed(network, fit, judge, config));
}

double Probe::accuracy(const std::vector<std::int64_t>& answers) const {
  std::int64_t right = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) right += answers[i] == judgeLabels_[i] ? 1 : 0;
  return answers.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(answers.size());
}

}  // namespace selvox::learn::engine
