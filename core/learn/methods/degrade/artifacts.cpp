#include "core/learn/methods/degrade/artifacts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/learn/methods/degrade/ct.h"
#include "core/learn/methods/degrade/local_shuffle.h"
#include "core/learn/methods/degrade/mr.h"
#include "core/learn/methods/degrade/noise.h"
#include "core/learn/methods/degrade/resolution.h"

namespace selvox::learn::methods::degrade {
namespace {

double deviation(const at::Tensor& sample) {
  return sample.std(false).item<double>();
}

// Variance U(0, .1) of data of variance 1.
at::Tensor noisy(const at::Tensor& sample, double strength, base::Rng& rng) {
  return gaussianNoise(sample, strength * deviation(sample) * std::sqrt(rng.uniform(0, 0.1)), rng);
}
at::Tensor blurred(const at::Tensor& sample, double strength, base::Rng& rng) {
  return gaussianBlur(sample, strength * rng.uniform(0.5, 1.5));
}
at::Tensor coarse(const at::Tensor& sample, double strength, base::Rng&) {
  const auto by = std::max<std::int64_t>(2, std::llround(4 * strength));
  return coarser(sample, {by, by, by}, true);
}
at::Tensor disturbed(const at::Tensor& sample, double strength, base::Rng& rng) {
  return localShuffle(sample, std::llround(strength * static_cast<double>(gridOf(sample).voxels()) / 16), rng);
}
at::Tensor uneven(const at::Tensor& sample, double strength, base::Rng& rng) {
  return biasField(sample, 0.3 * strength, rng);
}
at::Tensor ghosted(const at::Tensor& sample, double strength, base::Rng& rng) {
  Motion motion;
  motion.axis = rng.chance(0.5) ? -1 : -2;
  const std::int64_t side = sample.size(motion.axis);
  motion.lines = between(std::max<std::int64_t>(side / 10, 1), std::max<std::int64_t>(side / 3, 1), rng);
  motion.first = between(0, side - motion.lines, rng);
  motion.shift = strength * rng.uniform(0.02, 0.1) * static_cast<double>(side) * (rng.chance(0.5) ? 1 : -1);
  return motionGhost(sample, motion);
}
at::Tensor ringing(const at::Tensor& sample, double strength, base::Rng& rng) {
  return gibbs(sample, std::pow(rng.uniform(0.4, 0.7), strength));
}
at::Tensor striped(const at::Tensor& sample, double strength, base::Rng& rng) {
  const double amplitude = strength * rng.uniform(0.05, 0.2) * rangeOf(sample).width();
  const std::int64_t fy = between(0, sample.size(-2) / 2, rng),
                     fx = between(1, std::max<std::int64_t>(sample.size(-1) / 2, 1), rng);
  return spike(sample, amplitude, fy, fx, rng.uniform(0, 2 * std::numbers::pi));
}
at::Tensor streaked(const at::Tensor& sample, double strength, base::Rng& rng) {
  return sparseViewStreaks(sample, static_cast<int>(between(12, 36, rng)), rng.uniform(0, std::numbers::pi), strength);
}
at::Tensor ringed(const at::Tensor& sample, double strength, base::Rng& rng) {
  const Centre centre{rng.uniform() * static_cast<double>(sample.size(-2)),
                      rng.uniform() * static_cast<double>(sample.size(-1))};
  return rings(sample, centre, static_cast<int>(between(1, 5, rng)), 0.15 * strength * rangeOf(sample).width(), rng);
}
at::Tensor cupped(const at::Tensor& sample, double strength, base::Rng& rng) {
  return cupping(sample, std::min(strength * rng.uniform(0.1, 0.3), 1.0));
}
at::Tensor speckled(const at::Tensor& sample, double strength, base::Rng& rng) {
  return speckle(sample, strength * rng.uniform(0.2, 0.6), rng);
}

}  // namespace

const std::vector<Artifact>& artifacts() {
  static const std::vector<Artifact> table{
      {"blur", "blur", "", true, "Gaussian blur, as of a wide focus or a smooth kernel.", "Vincent et al., JMLR 2010",
       &blurred},
      {"low_resolution", "coarse grid", "", false, "A grid four times as coarse, put back without interpolation.",
       "Valanarasu et al., Disruptive autoencoders, MIDL 2024", &coarse},
      {"disturbance", "shuffled voxels", "", false, "Voxels shuffled in small windows.",
       "Valanarasu et al., Disruptive autoencoders, MIDL 2024", &disturbed},
      {"bias_field", "uneven brightness of the coil", "MR", true,
       "MR: brightness that drifts over the body, as of a surface coil.", "Sled et al., N3, IEEE TMI 1998", &uneven},
      {"ghost", "motion ghost", "MR", true, "MR: the body stood elsewhere while a block of k-space was read.",
       "Wood and Henkelman, Medical Physics 1985", &ghosted},
      {"gibbs", "Gibbs ringing", "MR", true, "MR: outer k-space missing, ripples beside edges.",
       "Czervionke et al., AJNR 1988", &ringing},
      {"spike", "spike in k-space", "MR", true, "MR: one false point of k-space, stripes over the whole slice.",
       "Stadler et al., European Radiology 2007", &striped},
      {"streak", "streaks of few views", "CT", true, "CT: too few views, streaks that leave dense things.",
       "Kak and Slaney, Principles of CT imaging, 1988", &streaked},
      {"ring", "rings", "CT", true, "CT: detector cells of false gain, circles about the axis.",
       "Barrett and Keat, RadioGraphics 2004", &ringed},
      {"cupping", "cupping", "CT", true, "CT: beam hardening, the middle of the body too dark.",
       "Barrett and Keat, RadioGraphics 2004", &cupped},
      {"speckle", "speckle", "US", true, "Ultrasound: grain that grows with brightness.",
       "Goodman, Statistical properties of laser speckle patterns, 1975", &speckled},
      {"noise", "noise", "", true, "Gaussian noise of up to a tenth of the data's variance.",
       "Vincent et al., JMLR 2010", &noisy},
  };
  return table;
}

}  // namespace selvox::learn::methods::degrade
