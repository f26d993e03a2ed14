#include "core/learn/metrics/image_quality.h"

#include <cmath>
#include <utility>
#include <vector>

#include "core/learn/metrics/undefined.h"

namespace selvox::learn::metrics {
namespace {

constexpr std::int64_t kWindow = 11;
constexpr double kSigma = 1.5;

double squaredError(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

std::array<double, kWindow> gaussian() {
  std::array<double, kWindow> w{};
  double sum = 0;
  for (std::int64_t i = 0; i < kWindow; ++i) {
    const double d = static_cast<double>(i - kWindow / 2) / kSigma;
    sum += w[static_cast<std::size_t>(i)] = std::exp(-0.5 * d * d);
  }
  for (double& v : w) v /= sum;
  return w;
}

struct Field {
  std::array<std::int64_t, 3> shape{};
  std::vector<double> values;
};

// Weighted mean over the window, where it fits; an axis of one voxel is left alone.
Field smooth(Field in) {
  static const std::array<double, kWindow> w = gaussian();
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (in.shape[0] == 1 && axis == 0) continue;
    Field out{in.shape, {}};
    out.shape[axis] = in.shape[axis] - kWindow + 1;
    const std::array<std::int64_t, 3> step{in.shape[1] * in.shape[2], in.shape[2], 1};
    out.values.reserve(static_cast<std::size_t>(out.shape[0] * out.shape[1] * out.shape[2]));
    for (std::int64_t z = 0; z < out.shape[0]; ++z) {
      for (std::int64_t y = 0; y < out.shape[1]; ++y) {
        for (std::int64_t x = 0; x < out.shape[2]; ++x) {
          const double* p = in.values.data() + z * step[0] + y * step[1] + x;
          double sum = 0;
          for (std::int64_t k = 0; k < kWindow; ++k) sum += w[static_cast<std::size_t>(k)] * p[k * step[axis]];
          out.values.push_back(sum);
        }
      }
    }
    in = std::move(out);
  }
  return in;
}

Field product(std::span<const double> a, std::span<const double> b, const std::array<std::int64_t, 3>& shape) {
  Field f{shape, std::vector<double>(a.size())};
  for (std::size_t i = 0; i < a.size(); ++i) f.values[i] = a[i] * b[i];
  return f;
}

}  // namespace

double psnr(std::span<const double> pred, std::span<const double> ref, double range) {
  if (pred.empty()) return kUndefined;
  return 10 * std::log10(range * range / (squaredError(pred, ref) / static_cast<double>(pred.size())));
}

double nmse(std::span<const double> pred, std::span<const double> ref) {
  double energy = 0;
  for (const double v : ref) energy += v * v;
  return energy == 0 ? kUndefined : squaredError(pred, ref) / energy;
}

double ssim(std::span<const double> pred, std::span<const double> ref, const std::array<std::int64_t, 3>& shape,
            double range) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (shape[axis] < kWindow && !(axis == 0 && shape[0] == 1)) return kUndefined;
  }
  const auto plain = [&](std::span<const double> v) { return smooth({shape, {v.begin(), v.end()}}); };
  const Field mx = plain(pred), my = plain(ref);
  const Field xx = smooth(product(pred, pred, shape)), yy = smooth(product(ref, ref, shape)),
              xy = smooth(product(pred, ref, shape));
  const double c1 = 0.01 * range * 0.01 * range, c2 = 0.03 * range * 0.03 * range;
  double sum = 0;
  for (std::size_t i = 0; i < mx.values.size(); ++i) {
    const double a = mx.values[i], b = my.values[i];
    const double va = xx.values[i] - a * a, vb = yy.values[i] - b * b, cov = xy.values[i] - a * b;
    sum += (2 * a * b + c1) * (2 * cov + c2) / ((a * a + b * b + c1) * (va + vb + c2));
  }
  return sum / static_cast<double>(mx.values.size());
}

}  // namespace selvox::learn::metrics
