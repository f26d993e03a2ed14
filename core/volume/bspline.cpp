#include "core/volume/bspline.h"

#include <algorithm>
#include <cmath>

namespace selvox::volume {
namespace {

constexpr std::int64_t kLanes = 16;                // lines handled side by side
constexpr double kPole = -0.26794919243112270647;  // sqrt(3) - 2

std::int64_t mirrored(std::int64_t index, std::int64_t size) {
  if (size == 1) return 0;
  if (index < 0) index = -index;
  if (index >= size) index = 2 * (size - 1) - index;
  return std::clamp<std::int64_t>(index, 0, size - 1);
}

struct Lines {
  const AxisView& view;
  std::int64_t outerStride;  // entries between two outer blocks
  [[nodiscard]] std::int64_t start(std::int64_t line) const {
    return line / view.inner * outerStride + line % view.inner;
  }
};

void gather(const std::vector<float>& values, const AxisView& view, std::int64_t first, std::int64_t lanes,
            double* work) {
  const Lines lines{view, view.size * view.inner};
  for (std::int64_t lane = 0; lane < lanes; ++lane) {
    const float* from = values.data() + lines.start(first + lane);
    for (std::int64_t i = 0; i < view.size; ++i) work[i * lanes + lane] = static_cast<double>(from[i * view.inner]);
  }
}

}  // namespace

Taps tapsAt(double position, std::int64_t size, Interpolation interpolation) {
  const double inside = std::clamp(position, 0.0, static_cast<double>(size - 1));
  Taps taps;
  if (interpolation == Interpolation::Nearest) {
    taps.count = 1;
    taps.index[0] =
        static_cast<std::int32_t>(std::min<double>(std::floor(inside + 0.5), static_cast<double>(size - 1)));
    taps.weight[0] = 1;
    return taps;
  }
  const double base = std::floor(inside);
  const double t = inside - base;
  const auto first = static_cast<std::int64_t>(base);
  if (interpolation == Interpolation::Linear) {
    taps.count = 2;
    taps.index = {static_cast<std::int32_t>(first), static_cast<std::int32_t>(std::min(first + 1, size - 1)), 0, 0};
    taps.weight = {static_cast<float>(1 - t), static_cast<float>(t), 0, 0};
    return taps;
  }
  taps.count = 4;
  for (int k = 0; k < 4; ++k) {
    taps.index[static_cast<std::size_t>(k)] = static_cast<std::int32_t>(mirrored(first + k - 1, size));
  }
  const double s = 1 - t;
  taps.weight = {static_cast<float>(s * s * s / 6), static_cast<float>((3 * t * t * t - 6 * t * t + 4) / 6),
                 static_cast<float>((3 * s * s * s - 6 * s * s + 4) / 6), static_cast<float>(t * t * t / 6)};
  return taps;
}

void prefilter(double* line, std::int64_t size, std::size_t lanes) {
  if (size < 2) return;
  const auto at = [&](std::int64_t i) { return line + static_cast<std::size_t>(i) * lanes; };
  // c+(0) = sum over the mirrored signal of s(k) z^k, in closed form (Unser 1999, box 2).
  const double last = std::pow(kPole, static_cast<double>(size - 1));
  std::vector<double> sum(lanes);
  for (std::size_t l = 0; l < lanes; ++l) sum[l] = at(0)[l] + last * at(size - 1)[l];
  double up = kPole, down = last * last / kPole;
  for (std::int64_t i = 1; i < size - 1 && std::abs(up) > 1e-20; ++i, up *= kPole, down /= kPole) {
    for (std::size_t l = 0; l < lanes; ++l) sum[l] += (up + down) * at(i)[l];
  }
  for (std::size_t l = 0; l < lanes; ++l) at(0)[l] = sum[l] / (1 - last * last);
  for (std::int64_t i = 1; i < size; ++i) {
    for (std::size_t l = 0; l < lanes; ++l) at(i)[l] += kPole * at(i - 1)[l];
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    at(size - 1)[l] = kPole / (kPole * kPole - 1) * (at(size - 1)[l] + kPole * at(size - 2)[l]);
  }
  for (std::int64_t i = size - 2; i >= 0; --i) {
    for (std::size_t l = 0; l < lanes; ++l) at(i)[l] = kPole * (at(i + 1)[l] - at(i)[l]);
  }
  for (std::int64_t i = 0; i < size; ++i) {
    for (std::size_t l = 0; l < lanes; ++l) at(i)[l] *= 6;
  }
}

std::vector<float> resampleAxis(const std::vector<float>& values, const AxisView& view, const std::vector<Taps>& taps,
                                bool cubic) {
  const auto target = static_cast<std::int64_t>(taps.size());
  std::vector<float> result(static_cast<std::size_t>(view.outer * target * view.inner));
  const Lines outLines{view, target * view.inner};
  const std::int64_t count = view.outer * view.inner;
  inParallel((count + kLanes - 1) / kLanes, 64, [&](std::int64_t begin, std::int64_t end) {
    std::vector<double> work(static_cast<std::size_t>(view.size * kLanes));
    for (std::int64_t group = begin; group < end; ++group) {
      const std::int64_t first = group * kLanes, lanes = std::min(kLanes, count - first);
      gather(values, view, first, lanes, work.data());
      if (cubic) prefilter(work.data(), view.size, static_cast<std::size_t>(lanes));
      std::array<float*, kLanes> to{};
      for (std::int64_t lane = 0; lane < lanes; ++lane) {
        to[static_cast<std::size_t>(lane)] = result.data() + outLines.start(first + lane);
      }
      for (std::int64_t j = 0; j < target; ++j) {
        const Taps& tap = taps[static_cast<std::size_t>(j)];
        std::array<double, kLanes> sum{};
        for (std::size_t k = 0; k < static_cast<std::size_t>(tap.count); ++k) {
          const double* from = work.data() + tap.index[k] * lanes;
          for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
            sum[lane] += static_cast<double>(tap.weight[k]) * from[lane];
          }
        }
        for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
          to[lane][j * view.inner] = static_cast<float>(sum[lane]);
        }
      }
    }
  });
  return result;
}

void prefilterAxis(std::vector<float>& values, const AxisView& view) {
  const Lines lines{view, view.size * view.inner};
  const std::int64_t count = view.outer * view.inner;
  inParallel((count + kLanes - 1) / kLanes, 64, [&](std::int64_t begin, std::int64_t end) {
    std::vector<double> work(static_cast<std::size_t>(view.size * kLanes));
    for (std::int64_t group = begin; group < end; ++group) {
      const std::int64_t first = group * kLanes, lanes = std::min(kLanes, count - first);
      gather(values, view, first, lanes, work.data());
      prefilter(work.data(), view.size, static_cast<std::size_t>(lanes));
      for (std::int64_t lane = 0; lane < lanes; ++lane) {
        float* to = values.data() + lines.start(first + lane);
        for (std::int64_t i = 0; i < view.size; ++i)
          to[i * view.inner] = static_cast<float>(work[static_cast<std::size_t>(i * lanes + lane)]);
      }
    }
  });
}

}  // namespace selvox::volume
