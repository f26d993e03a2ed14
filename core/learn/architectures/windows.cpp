#include "core/learn/architectures/windows.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>

#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/roll.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "core/learn/architectures/checkpointed.h"
#include "core/learn/compat/compat.h"
#include "core/learn/compat/untraced.h"

namespace selvox::learn::architectures {
namespace {

constexpr double kSwinEps = 1e-5, kApart = -100.0;

std::int64_t cellsOf(const Sizes& sides) {
  return std::accumulate(sides.begin(), sides.end(), std::int64_t{1}, std::multiplies<>());
}

// Zeros at the far end of each spatial axis of (N, …, C) up to a multiple of `multiple`.
at::Tensor filledUp(const at::Tensor& x, const Sizes& multiple) {
  std::vector<std::int64_t> missing{0, 0};  // of the last axis first, as padding is written
  for (std::size_t axis = multiple.size(); axis-- > 0;) {
    const std::int64_t side = x.size(static_cast<std::int64_t>(axis) + 1);
    missing.insert(missing.end(), {0, (multiple[axis] - side % multiple[axis]) % multiple[axis]});
  }
  const bool any = std::any_of(missing.begin(), missing.end(), [](std::int64_t m) { return m > 0; });
  return any ? at::constant_pad_nd(x, missing, 0) : x;
}

at::Tensor rolled(const at::Tensor& x, const Sizes& shift, std::int64_t sign) {
  Sizes steps, axes;
  for (std::size_t axis = 0; axis < shift.size(); ++axis) {
    if (shift[axis] == 0) continue;
    steps.push_back(sign * shift[axis]);
    axes.push_back(static_cast<std::int64_t>(axis) + 1);
  }
  return axes.empty() ? x : at::roll(x, steps, axes);
}

// Which of three parts of a rolled axis a position lies in: whole windows, the last window's own part, what came
// around.
std::int64_t partOf(std::int64_t at, std::int64_t side, std::int64_t window, std::int64_t shift) {
  if (shift == 0 || at < side - window) return 0;
  return at < side - shift ? 1 : 2;
}

}  // namespace

at::Tensor windowsOf(const at::Tensor& x, const Sizes& window) {
  const auto dim = static_cast<std::int64_t>(window.size());
  std::vector<std::int64_t> shape{x.size(0)}, order{0};
  for (std::int64_t axis = 0; axis < dim; ++axis) {
    const std::int64_t side = window[static_cast<std::size_t>(axis)];
    shape.insert(shape.end(), {x.size(axis + 1) / side, side});
    order.push_back(2 * axis + 1);
  }
  for (std::int64_t axis = 0; axis < dim; ++axis) order.push_back(2 * axis + 2);
  shape.push_back(x.size(-1));
  order.push_back(2 * dim + 1);
  return x.reshape(shape).permute(order).reshape({-1, cellsOf(window), x.size(-1)});
}

at::Tensor fromWindows(const at::Tensor& windows, const Sizes& window, at::IntArrayRef shape) {
  const auto dim = static_cast<std::int64_t>(window.size());
  std::vector<std::int64_t> split{shape[0]}, order{0};
  for (std::int64_t axis = 0; axis < dim; ++axis) {
    const auto a = static_cast<std::size_t>(axis);
    split.push_back(shape[a + 1] / window[a]);
    order.insert(order.end(), {axis + 1, axis + 1 + dim});
  }
  split.insert(split.end(), window.begin(), window.end());
  split.push_back(windows.size(-1));
  order.push_back(2 * dim + 1);
  std::vector<std::int64_t> whole(shape.begin(), shape.end());
  whole.back() = windows.size(-1);
  return windows.reshape(split).permute(order).reshape(whole);
}

at::Tensor relativeIndex(const Sizes& window, const Sizes& full) {
  const std::int64_t cells = cellsOf(window);
  at::Tensor index = at::empty({cells, cells}, at::kLong);
  auto* out = index.data_ptr<std::int64_t>();
  for (std::int64_t query = 0; query < cells; ++query) {
    for (std::int64_t key = 0; key < cells; ++key, ++out) {
      std::int64_t q = query, k = key, step = 1;
      *out = 0;
      for (std::size_t axis = window.size(); axis-- > 0; q /= window[axis], k /= window[axis]) {
        *out += (q % window[axis] - k % window[axis] + full[axis] - 1) * step;
        step *= 2 * full[axis] - 1;
      }
    }
  }
  return index;
}

at::Tensor shiftMask(const Sizes& sides, const Sizes& window, const Sizes& shift) {
  std::vector<std::int64_t> shape{1};
  shape.insert(shape.end(), sides.begin(), sides.end());
  shape.push_back(1);
  at::Tensor part = at::zeros(shape, at::kFloat);
  float* out = part.data_ptr<float>();
  for (std::int64_t cell = 0; cell < cellsOf(sides); ++cell) {
    std::int64_t rest = cell, number = 0, step = 1;
    for (std::size_t axis = sides.size(); axis-- > 0; rest /= sides[axis], step *= 3)
      number += partOf(rest % sides[axis], sides[axis], window[axis], shift[axis]) * step;
    out[cell] = static_cast<float>(number);
  }
  const at::Tensor parts = windowsOf(part, window).squeeze(-1);
  return parts.unsqueeze(1).ne(parts.unsqueeze(2)).to(at::kFloat) * kApart;
}

WindowBlock::WindowBlock(const WindowOptions& o, int dim) : options_(o), full_(uniformSizes(dim, o.window)) {
  if (o.heads < 1 || o.width % o.heads != 0) {
    throw std::invalid_argument("a width of " + std::to_string(o.width) + " is no multiple of the " +
                                std::to_string(o.heads) + " heads of its stage; change one of them");
  }
  std::int64_t rows = 1;
  for (const std::int64_t side : full_) rows *= 2 * side - 1;
  norm1_ = register_module("norm1", std::make_shared<LayerNorm>(o.width, kSwinEps));
  auto attention = register_module("attn", std::make_shared<torch::nn::Module>("WindowAttention"));
  table_ = attention->register_parameter("relative_position_bias_table", at::zeros({rows, o.heads}));
  qkv_ = attention->register_module("qkv", std::make_shared<Projection>(o.width, 3 * o.width));
  proj_ = attention->register_module("proj", std::make_shared<Projection>(o.width, o.width));
  norm2_ = register_module("norm2", std::make_shared<LayerNorm>(o.width, kSwinEps));
  auto mlp = register_module("mlp", std::make_shared<torch::nn::Module>("Mlp"));
  const auto hidden = static_cast<std::int64_t>(o.mlp * static_cast<double>(o.width));
  up_ = mlp->register_module("fc1", std::make_shared<Projection>(o.width, hidden));
  down_ = mlp->register_module("fc2", std::make_shared<Projection>(hidden, o.width));
}

void WindowBlock::draw(std::uint64_t seed, const std::string& name) {
  fillNormal(table_, 0.02, seed, name + ".attn.relative_position_bias_table");
}

const WindowBlock::Geometry& WindowBlock::geometry(at::IntArrayRef sides, const at::Tensor& like) {
  Geometry& g = geometry_;
  if (sides == at::IntArrayRef(g.sides) && g.index.device() == like.device()) return g;
  const c10::InferenceMode off(false);  // what is kept may be wanted with gradients later
  const compat::Untraced table;
  g = {sides.vec(), full_, Sizes(full_.size(), 0), {}, {}};
  Sizes filled = g.sides;
  bool any = false;
  for (std::size_t axis = 0; axis < filled.size(); ++axis) {
    if (sides[axis] <= full_[axis]) {
      g.window[axis] = sides[axis];
    } else if (options_.shifted) {
      g.shift[axis] = full_[axis] / 2;
    }
    filled[axis] = (filled[axis] + g.window[axis] - 1) / g.window[axis] * g.window[axis];
    any = any || g.shift[axis] > 0;
  }
  const std::int64_t cells = cellsOf(g.window);
  g.index = options_.tableOrder ? relativeIndex(full_, full_).narrow(0, 0, cells).narrow(1, 0, cells).contiguous()
                                : relativeIndex(g.window, full_);
  g.index = g.index.flatten().to(like.device());
  if (any) g.mask = shiftMask(filled, g.window, g.shift).to(like.device());
  return g;
}

at::Tensor WindowBlock::within(const at::Tensor& windows, const Geometry& g) {
  const std::int64_t n = windows.size(0), cells = windows.size(1), width = options_.width, heads = options_.heads;
  const at::Tensor all = qkv_->forward(windows).view({n, cells, 3, heads, width / heads}).permute({2, 0, 3, 1, 4});
  const at::Tensor scaled = all[0] / std::sqrt(static_cast<double>(width / heads));
  at::Tensor scores = compat::atLeastFloat(at::matmul(scaled, all[1].transpose(-2, -1)));
  scores = scores + table_.index_select(0, g.index).view({cells, cells, heads}).permute({2, 0, 1});
  if (g.mask.defined()) {
    const std::int64_t each = g.mask.size(0);
    const at::Tensor mask = g.mask.to(scores.scalar_type()).unsqueeze(1);
    scores = (scores.view({n / each, each, heads, cells, cells}) + mask).view({n, heads, cells, cells});
  }
  const at::Tensor shares = at::softmax(scores, -1).to(all[2].scalar_type());
  return proj_->forward(at::matmul(shares, all[2]).transpose(1, 2).reshape({n, cells, width}));
}

at::Tensor WindowBlock::attend(const at::Tensor& x) {
  const Geometry& g = geometry(x.sizes().slice(1, full_.size()), x);
  const at::Tensor filled = filledUp(norm1_->forward(x), g.window);
  at::Tensor y = fromWindows(within(windowsOf(rolled(filled, g.shift, -1), g.window), g), g.window, filled.sizes());
  y = rolled(y, g.shift, 1);
  for (std::size_t axis = 0; axis < g.sides.size(); ++axis)
    y = y.narrow(static_cast<std::int64_t>(axis) + 1, 0, g.sides[axis]);
  return y;
}

at::Tensor WindowBlock::forward(const at::Tensor& x) {
  if (!options_.checkpointing || !is_training() || !c10::GradMode::is_enabled()) return run(x);
  return checkpointed([this](const at::Tensor& y) { return run(y); }, parameters(), x);
}

at::Tensor WindowBlock::run(const at::Tensor& x) {
  const at::Tensor y = x + dropPath(attend(x), options_.dropPath, is_training());
  const at::Tensor own = down_->forward(at::gelu(up_->forward(norm2_->forward(y))));
  return y + dropPath(own, options_.dropPath, is_training());
}

PatchMerging::PatchMerging(std::int64_t width, int dim, MergeOrder order) : order_(order) {
  const std::int64_t corners = std::int64_t{1} << dim;
  norm_ = register_module("norm", std::make_shared<LayerNorm>(corners * width, kSwinEps));
  reduction_ = register_module("reduction", std::make_shared<Projection>(corners * width, 2 * width, false));
}

at::Tensor PatchMerging::forward(const at::Tensor& x) {
  const auto dim = static_cast<std::size_t>(x.dim() - 2);
  const at::Tensor filled = filledUp(x, Sizes(dim, 2));
  // A corner's number: a bit per axis, the slowest axis' highest.
  std::vector<int> order{0, 1, 2, 3, 4, 5, 6, 7};
  if (order_ == MergeOrder::RowsFirst) order = {0, 2, 1, 3};
  if (order_ == MergeOrder::Monai) order = {0, 4, 2, 1, 5, 2, 1, 7};
  order.resize(std::size_t{1} << dim);
  std::vector<at::Tensor> corners;
  for (const int corner : order) {
    at::Tensor part = filled;
    for (std::size_t axis = 0; axis < dim; ++axis) {
      const int bit = corner >> (dim - 1 - axis) & 1;
      const auto a = static_cast<std::int64_t>(axis) + 1;
      part = part.slice(a, bit, filled.size(a), 2);
    }
    corners.push_back(part);
  }
  return reduction_->forward(norm_->forward(at::cat(corners, -1)));
}

at::Tensor channelsLast(const at::Tensor& x) {
  return x.movedim(1, -1);
}

at::Tensor channelsFirst(const at::Tensor& x) {
  return x.movedim(-1, 1);
}

}  // namespace selvox::learn::architectures
