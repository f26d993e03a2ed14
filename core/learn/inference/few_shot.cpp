#include "core/learn/inference/few_shot.h"

#include <algorithm>

#include "core/base/rng.h"
#include "core/learn/engine/classifiers.h"
#include "core/learn/inference/accuracy.h"

namespace selvox::learn::inference {
namespace {

constexpr std::uint64_t kFewShotStream = std::uint64_t{1} << 43;  // draws that neither training nor the probe makes
constexpr int kDraws = 10;

}  // namespace

std::vector<std::vector<std::int64_t>> fewShotDraws(const std::vector<std::int64_t>& labels, int classes,
                                                    std::int64_t perClass, int draws, std::uint64_t seed) {
  std::vector<std::vector<std::int64_t>> ofClass(static_cast<std::size_t>(classes));
  for (std::size_t i = 0; i < labels.size(); ++i)
    ofClass[static_cast<std::size_t>(labels[i])].push_back(static_cast<std::int64_t>(i));
  for (const auto& members : ofClass)
    if (static_cast<std::int64_t>(members.size()) < perClass) return {};
  std::vector<std::vector<std::int64_t>> all;
  for (int draw = 0; draw < draws; ++draw) {
    base::Rng rng(seed, base::Purpose::Sample, kFewShotStream, static_cast<std::uint64_t>(draw));
    std::vector<std::int64_t> known;
    for (auto members : ofClass) {
      base::shuffle(members, rng);
      known.insert(known.end(), members.begin(), members.begin() + perClass);
    }
    std::sort(known.begin(), known.end());
    all.push_back(std::move(known));
  }
  return all;
}

base::Json fewShots(const engine::Probe& probe, const engine::ProbeRows& rows, const std::vector<std::string>& patients,
                    std::uint64_t seed) {
  base::Json table = base::Json::array();
  for (const std::int64_t perClass : {1, 2, 5, 10, 20, 50}) {
    const auto draws =
        fewShotDraws(probe.fittedLabels(), static_cast<int>(probe.classes().size()), perClass, kDraws, seed);
    if (draws.empty()) break;
    std::vector<double> nearest(patients.size(), 0.0), linear(patients.size(), 0.0);
    for (const auto& known : draws) {
      // As many neighbours as a class has members: more would let the others in by number alone.
      const engine::ProbeAnswers answers =
          probe.answer(rows, known, std::min(static_cast<int>(perClass), engine::neighbourCount(rows.fit.size(0))));
      for (std::size_t i = 0; i < patients.size(); ++i) {
        nearest[i] += answers.nearest[i] == probe.judgedLabels()[i] ? 1.0 / kDraws : 0.0;
        linear[i] += answers.linear[i] == probe.judgedLabels()[i] ? 1.0 / kDraws : 0.0;
      }
    }
    table.push_back({{"per_class", perClass},
                     {"draws", kDraws},
                     {"knn", accuracyOf(nearest, patients)},
                     {"linear", accuracyOf(linear, patients)}});
  }
  return table;
}

}  // namespace selvox::learn::inference
