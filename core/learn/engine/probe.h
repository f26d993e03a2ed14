#pragma once
// How much a network's embeddings know about a column of the catalog: fitted to training patients, judged on others.

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "core/base/result.h"
#include "core/learn/engine/cohort.h"

namespace selvox::learn::architectures {
class Network;
}

namespace selvox::learn::engine {

struct EmbedConfig {
  int dim = 3;
  std::array<std::int64_t, 3> patch{};  // x, y, z
  at::Device device = at::kCPU;
  std::function<void(std::int64_t)> done = {};  // cases so far
};

// One row a case, float64 on the CPU: the encoder's coarsest features, averaged over positions, of the patch in the
// middle of the volume; in 2D of three slices at most, at 1/4, 1/2 and 3/4, averaged. Evaluation mode, no gradients;
// the network is left as it was.
[[nodiscard]] at::Tensor embedCases(architectures::Network& network, const Cohort& cohort,
                                    const std::vector<std::size_t>& which, const EmbedConfig& config);

struct ProbeRows {  // of Probe::fitted() and of Probe::judged()
  at::Tensor fit, judge;
};

struct ProbeAnswers {  // in the order of Probe::judged()
  std::vector<std::int64_t> nearest, linear;
};

class Probe {
 public:
  // At most `cases` of each cohort, drawn by `seed`. Cases of `judge` whose patient is in `fit` are left out, wherever
  // the roles came from. InvalidArgument says why there can be no probe: fewer than two classes, or nobody to judge.
  static base::Result<Probe> make(const Cohort& fit, const Cohort& judge, const std::string& column, std::int64_t cases,
                                  std::uint64_t seed);

  [[nodiscard]] ProbeRows embed(architectures::Network& network, const Cohort& fit, const Cohort& judge,
                                const EmbedConfig& config) const;
  [[nodiscard]] ProbeAnswers answer(const ProbeRows& rows) const;
  // Of classifiers that know these of fitted() only, given as places in it, and of `neighbours` nearest ones.
  [[nodiscard]] ProbeAnswers answer(const ProbeRows& rows, const std::vector<std::int64_t>& known,
                                    int neighbours) const;
  [[nodiscard]] ProbeAnswers ask(architectures::Network& network, const Cohort& fit, const Cohort& judge,
                                 const EmbedConfig& config) const;
  // Share of right answers.
  [[nodiscard]] double accuracy(const std::vector<std::int64_t>& answers) const;

  [[nodiscard]] const std::vector<std::string>& classes() const { return classes_; }  // of the fitted cases, in order
  [[nodiscard]] const std::vector<std::size_t>& fitted() const { return fit_; }
  [[nodiscard]] const std::vector<std::size_t>& judged() const { return judge_; }
  [[nodiscard]] const std::vector<std::int64_t>& fittedLabels() const { return fitLabels_; }
  // -1: a class that no fitted case has, so that every answer is wrong.
  [[nodiscard]] const std::vector<std::int64_t>& judgedLabels() const { return judgeLabels_; }

 private:
  std::vector<std::string> classes_;
  std::vector<std::size_t> fit_, judge_;  // indices into the cohorts
  std::vector<std::int64_t> fitLabels_, judgeLabels_;
};

}  // namespace selvox::learn::engine
