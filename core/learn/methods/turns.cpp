#include "core/learn/methods/turns.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace selvox::learn::methods {
namespace {

constexpr double kSameSpacing = 0.02;  // relative

Turn identity(int dim) {
  Turn turn{{}, std::vector<bool>(static_cast<std::size_t>(dim), false), "0°"};
  for (int a = 0; a < dim; ++a) turn.from.push_back(a);
  return turn;
}

// A quarter turn that brings axis q's far end to where axis p begins.
Turn quarter(int dim, std::size_t p, std::size_t q) {
  Turn turn = identity(dim);
  std::swap(turn.from[p], turn.from[q]);
  turn.mirrored[p] = true;
  return turn;
}

bool same(const Turn& a, const Turn& b) {
  return a.from == b.from && a.mirrored == b.mirrored;
}

void addQuarters(std::vector<Turn>& turns, int dim, std::size_t p, std::size_t q, const char* axis) {
  Turn turn = identity(dim);
  for (const char* angle : {"90°", "180°", "270°"}) {
    turn = composed(turn, quarter(dim, p, q));
    turns.push_back(turn);
    turns.back().name = std::string(angle) + " about " + axis;
  }
}

}  // namespace

Turn composed(const Turn& first, const Turn& then) {
  Turn both = then;
  for (std::size_t a = 0; a < then.from.size(); ++a) {
    const auto middle = static_cast<std::size_t>(then.from[a]);
    both.from[a] = first.from[middle];
    both.mirrored[a] = then.mirrored[a] != first.mirrored[middle];
  }
  both.name = first.name + ", then " + then.name;
  return both;
}

Turn inverse(const Turn& turn) {
  Turn back = turn;
  for (std::size_t a = 0; a < turn.from.size(); ++a) {
    const auto source = static_cast<std::size_t>(turn.from[a]);
    back.from[source] = static_cast<std::int64_t>(a);
    back.mirrored[source] = turn.mirrored[a];
  }
  back.name = "back from " + turn.name;
  return back;
}

std::vector<Turn> turnsOf(int dim, int classes) {
  const auto last = static_cast<std::size_t>(dim) - 1;
  std::vector<Turn> turns{identity(dim)};
  addQuarters(turns, dim, last - 1, last, "z");
  if (dim == 2 || classes == 4) return turns;
  addQuarters(turns, dim, 0, 2, "y");
  addQuarters(turns, dim, 0, 1, "x");
  if (classes == 10) return turns;
  for (std::size_t i = 1; i < 10; ++i) {
    for (std::size_t j = 1; j < 10; ++j) {
      const Turn both = composed(turns[i], turns[j]);
      if (std::none_of(turns.begin(), turns.end(), [&](const Turn& t) { return same(t, both); })) turns.push_back(both);
    }
  }
  return turns;
}

at::Tensor turned(const at::Tensor& x, const Turn& turn) {
  const auto dim = static_cast<std::int64_t>(turn.from.size()), before = x.dim() - dim;
  std::vector<std::int64_t> order, backwards;
  for (std::int64_t a = 0; a < before; ++a) order.push_back(a);
  for (std::int64_t a = 0; a < dim; ++a) {
    order.push_back(before + turn.from[static_cast<std::size_t>(a)]);
    if (turn.mirrored[static_cast<std::size_t>(a)]) backwards.push_back(before + a);
  }
  return x.permute(order).flip(backwards);
}

bool keepsVoxels(const Turn& turn, const std::vector<double>& spacing) {
  for (std::size_t a = 0; a < turn.from.size(); ++a) {
    const double own = spacing[a], other = spacing[static_cast<std::size_t>(turn.from[a])];
    if (std::abs(own - other) > kSameSpacing * std::max(own, other)) return false;
  }
  return true;
}

}  // namespace selvox::learn::methods
