#pragma once
// Which patch comes next: a pure function of (seed, step, slot). No state; resume needs the step number only.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/rng.h"
#include "core/volume/affine.h"

namespace selvox::sample {

struct Candidate {        // one case of the cohort
  int dataset = 0;        // index into weights
  int patient = 0;        // patients are drawn evenly within a dataset, series within a patient
  volume::Extent extent;  // prepared grid
  bool labelled = false;
  std::vector<std::vector<volume::Extent>> foreground;  // per foreground label: up to 512 voxel positions; may be empty
};

struct PatchRequest {
  std::size_t candidate = 0;
  volume::Extent origin;    // of the patch in the prepared grid; may be negative (padding)
  int axialSlice = -1;      // 2D: the z index
  bool foreground = false;  // drawn around a foreground voxel
};

struct SamplerConfig {
  std::vector<double> datasetWeights;  // all zero: square root of the number of cases
  volume::Extent patch;                // 2D: z = 1
  bool axial = false;                  // 2D: one axial slice a patch
  double foregroundShare = 0.33;
  int batch = 2;  // slots per step; at least round(batch * share) slots of each batch are foreground draws
};

class PatchSampler {
 public:
  PatchSampler(std::vector<Candidate> candidates, SamplerConfig config, std::uint64_t seed);
  [[nodiscard]] PatchRequest draw(std::int64_t step, int slot) const;
  [[nodiscard]] const std::vector<Candidate>& candidates() const { return candidates_; }

 private:
  struct Pool {
    bool empty = true;
    std::vector<double> weights;                                  // per dataset
    std::vector<std::vector<std::vector<std::size_t>>> patients;  // dataset -> patient -> candidates
  };
  [[nodiscard]] Pool index(bool foregroundOnly) const;
  void place(PatchRequest& request, base::Rng& rng) const;

  std::vector<Candidate> candidates_;
  SamplerConfig config_;
  std::uint64_t seed_;
  Pool everything_, withForeground_;
};

}  // namespace selvox::sample
