#include "core/learn/methods/placed_views.h"

#include <algorithm>

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>

#include "core/learn/augment/intensity.h"

namespace selvox::learn::methods {

using augment::Grid;
using augment::Rows;

namespace {

constexpr int kAttempts = 20;
constexpr int kLattice = 8;  // points per axis on which an overlap is measured

double entry(const Rows& m, std::size_t row, std::size_t column) {
  return m[row * 4 + column];
}

// Cofactors; views are flips, turns and zooms, so the determinant is never near 0.
Rows inverse(const Rows& m) {
  const auto minor = [&](std::size_t r, std::size_t c) {
    const std::size_t r1 = (r + 1) % 3, r2 = (r + 2) % 3, c1 = (c + 1) % 3, c2 = (c + 2) % 3;
    return entry(m, r1, c1) * entry(m, r2, c2) - entry(m, r1, c2) * entry(m, r2, c1);
  };
  const double determinant = entry(m, 0, 0) * minor(0, 0) + entry(m, 0, 1) * minor(0, 1) + entry(m, 0, 2) * minor(0, 2);
  Rows result{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      result[i * 4 + j] = minor(j, i) / determinant;
      result[i * 4 + 3] -= result[i * 4 + j] * entry(m, j, 3);
    }
  }
  return result;
}

std::array<double, 3> mapped(const Rows& m, const std::array<double, 3>& x) {
  std::array<double, 3> y{};
  for (std::size_t i = 0; i < 3; ++i) {
    y[i] = entry(m, i, 0) * x[0] + entry(m, i, 1) * x[1] + entry(m, i, 2) * x[2] + entry(m, i, 3);
  }
  return y;
}

bool inside(const std::array<double, 3>& x, const Grid& size) {
  for (std::size_t i = 0; i < 3; ++i) {
    if (x[i] < -0.5 - 1e-9 || x[i] > static_cast<double>(size.size[i]) - 0.5 + 1e-9) return false;
  }
  return true;
}

}  // namespace

Rows identityRows() {
  return {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
}

Rows rowsOf(const at::Tensor& table, std::int64_t sample) {
  Rows rows{};
  std::copy_n(table.data_ptr<double>() + sample * 12, 12, rows.begin());
  return rows;
}

at::Tensor toTable(const std::vector<Rows>& rows) {
  at::Tensor table = at::empty({static_cast<std::int64_t>(rows.size()), 12}, at::kDouble);
  for (std::size_t n = 0; n < rows.size(); ++n) {
    std::copy(rows[n].begin(), rows[n].end(), table.data_ptr<double>() + n * 12);
  }
  return table;
}

Rows aFromB(const Rows& patchFromA, const Rows& patchFromB) {
  const Rows back = inverse(patchFromA);
  Rows result{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      result[i * 4 + j] = j == 3 ? entry(back, i, 3) : 0.0;
      for (std::size_t k = 0; k < 3; ++k) result[i * 4 + j] += entry(back, i, k) * entry(patchFromB, k, j);
    }
  }
  return result;
}

double shareInside(const Rows& bFromA, const Grid& size) {
  const auto point = [&](int i, std::size_t axis) {
    return (i + 0.5) / kLattice * static_cast<double>(size.size[axis]) - 0.5;
  };
  const bool flat = size.size[2] == 1;
  const int deep = flat ? 1 : kLattice;
  int count = 0;
  for (int z = 0; z < deep; ++z) {
    for (int y = 0; y < kLattice; ++y) {
      for (int x = 0; x < kLattice; ++x) {
        count += inside(mapped(bFromA, {point(x, 0), point(y, 1), flat ? 0.0 : point(z, 2)}), size) ? 1 : 0;
      }
    }
  }
  return static_cast<double>(count) / (deep * kLattice * kLattice);
}

at::Tensor warp(const at::Tensor& images, const at::Tensor& rows, const std::vector<std::int64_t>& size) {
  return images.device().is_cpu() ? augment::warpLinear(images, rows, size)
                                  : augment::warpLinearByGrid(images, rows, size);
}

PlacedPair overlappingPair(const Batch& batch, const augment::Settings& settings, double least, at::ScalarType type) {
  const c10::AutoGradMode noGradients(false);
  const std::vector<std::int64_t> size(batch.images.sizes().begin() + 2, batch.images.sizes().end());
  const Grid grid = augment::gridOf(size);
  std::vector<Rows> first, second, between;
  PlacedPair pair;
  for (int n = 0; n < batch.images.size(0); ++n) {
    const auto draw = [&](int stream) {
      return augment::drawAffine(settings, {batch.seed, batch.step, stream}, n, static_cast<int>(size.size()), grid,
                                 grid);
    };
    const auto shared = [&](const Rows& one, const Rows& other) {
      return std::min(shareInside(aFromB(one, other), grid), shareInside(aFromB(other, one), grid));
    };
    first.push_back(draw(0));
    second.push_back(draw(1));
    for (int attempt = 2; attempt < kAttempts && shared(first.back(), second.back()) < least; ++attempt) {
      second.back() = draw(attempt);
    }
    if (shared(first.back(), second.back()) < least) second.back() = first.back();
    between.push_back(aFromB(second.back(), first.back()));
    pair.overlap.push_back(shared(first.back(), second.back()));
  }
  pair.secondFromFirst = toTable(between);
  const auto made = [&](const std::vector<Rows>& rows, int stream) {
    PlacedView view{{}, toTable(rows)};
    view.images = warp(batch.images, view.patchFromView, size);
    augment::applyIntensity(view.images, settings, {batch.seed, batch.step, stream});
    view.images = view.images.to(type);
    return view;
  };
  pair.first = made(first, 0);
  pair.second = made(second, 1);
  return pair;
}

// image_a = S_a i_a + o_a; image_b = M image_a; i_b = (image_b - o_b) / S_b.
Rows betweenMaps(const Rows& bFromA, const MapPlace& a, const MapPlace& b) {
  Rows result{};
  const auto strideOf = [](const MapPlace& m, std::size_t i) { return i < m.stride.size() ? m.stride[i] : 1.0; };
  const auto offsetOf = [](const MapPlace& m, std::size_t i) { return i < m.offset.size() ? m.offset[i] : 0.0; };
  for (std::size_t i = 0; i < 3; ++i) {
    double shift = entry(bFromA, i, 3) - offsetOf(b, i);
    for (std::size_t j = 0; j < 3; ++j) {
      result[i * 4 + j] = entry(bFromA, i, j) * strideOf(a, j) / strideOf(b, i);
      shift += entry(bFromA, i, j) * offsetOf(a, j);
    }
    result[i * 4 + 3] = shift / strideOf(b, i);
  }
  return result;
}

at::Tensor landsInside(const at::Tensor& rows, const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  const Grid from = augment::gridOf(a), to = augment::gridOf(b);
  const std::int64_t positions = from.size[0] * from.size[1] * from.size[2];
  at::Tensor mask = at::empty({rows.size(0), positions}, at::kFloat);
  float* out = mask.data_ptr<float>();
  for (std::int64_t n = 0; n < rows.size(0); ++n) {
    const Rows m = rowsOf(rows, n);
    for (std::int64_t i = 0; i < positions; ++i) {
      const std::array<double, 3> x{static_cast<double>(i % from.size[0]),
                                    static_cast<double>(i / from.size[0] % from.size[1]),
                                    static_cast<double>(i / (from.size[0] * from.size[1]))};
      *out++ = inside(mapped(m, x), to) ? 1.0f : 0.0f;
    }
  }
  return mask;
}

}  // namespace selvox::learn::methods
