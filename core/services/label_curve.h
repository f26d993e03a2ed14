#pragma once
// Label-fraction curves: how good a task gets with few labelled cases and with more, from pretrained runs and from
// scratch, over seeds. Every run of the grid is a run like any other; the curve is read from their evaluations.

#include <cstdint>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct CurveRun {
  std::string arm;   // "scratch", or the run whose weights it starts from
  std::string name;  // "curve-8-s0-mae-1"
  std::size_t labelled = 0;
  std::uint64_t seed = 0;
};

// Numbers of cases (8) or shares of the `available` ones (0.25, with a point; at least one case); ascending, each once.
[[nodiscard]] base::Result<std::vector<std::size_t>> curveCounts(const std::vector<std::string>& words,
                                                                 std::size_t available);

// Scratch and every parent with every count and seed: seeds outermost, so that a grid cut short has whole seeds.
[[nodiscard]] std::vector<CurveRun> curveRuns(const std::string& stem, const std::vector<std::string>& parents,
                                              const std::vector<std::size_t>& counts,
                                              const std::vector<std::uint64_t>& seeds);

// From the stored evaluations of `runs` on `split` (runs without one are left out):
// {split, metric, arms:[{arm, points:[{labelled, value:{mean, low, high, n}, gain:{mean, low, high, n},
//                                      runs:[{run, seed, value}]}]}]}
// `metric` is Dice, of a case its mean over labels, or of classes the share of right answers. Intervals: 95%, over
// patients, each with the mean of its seeds. `gain`: over scratch with the same labels and seeds, paired; not of
// scratch itself.
[[nodiscard]] base::Result<base::Json> curveDocument(const Workspace& workspace, const std::vector<CurveRun>& runs,
                                                     const std::string& split);

// The curve as a picture: the labels' number on a logarithmic axis, a line with its interval for each arm.
[[nodiscard]] std::string curveSvg(const base::Json& document);

}  // namespace selvox::services
