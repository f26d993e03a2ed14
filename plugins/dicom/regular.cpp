#include "plugins/dicom/regular.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/text.h"

namespace selvox::plugins::dicom {
namespace {

using volume::Vec3;

double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
Vec3 minus(const Vec3& a, const Vec3& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
double length(const Vec3& a) {
  return std::sqrt(dot(a, a));
}

std::string millimetres(double value) {
  return base::toText(std::round(value * 100) / 100) + " mm";
}

void fill(volume::Affine& affine, const Frame& first, const Vec3& step) {
  for (int i = 0; i < 3; ++i) {
    const auto axis = static_cast<std::size_t>(i);
    affine(i, 0) = first.alongRow[axis] * first.columnSpacing;
    affine(i, 1) = first.alongColumn[axis] * first.rowSpacing;
    affine(i, 2) = step[axis];
    affine(i, 3) = first.position[axis];
  }
}

void addNote(Stack& stack, const std::string& note) {
  stack.note += (stack.note.empty() ? "" : "; ") + note;
}

// Names the largest gap when it is a missing slice, else the range of the distances.
std::string gapReason(const std::vector<double>& along) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < along.size(); ++i) gaps.push_back(along[i] - along[i - 1]);
  std::vector<double> sorted = gaps;
  std::sort(sorted.begin(), sorted.end());
  const double typical = sorted[(sorted.size() - 1) / 2];
  const auto widest = static_cast<std::size_t>(std::max_element(gaps.begin(), gaps.end()) - gaps.begin());
  const double ratio = gaps[widest] / typical;
  const bool rest = std::count_if(gaps.begin(), gaps.end(), [&](double gap) { return gap < 1.2 * typical; }) * 2 >=
                    static_cast<std::ptrdiff_t>(gaps.size());
  if (rest && ratio > 1.5 && std::abs(ratio - std::round(ratio)) < 0.2)
    return std::to_string(static_cast<long>(std::round(ratio)) - 1) + " slice(s) missing between positions " +
           millimetres(along[widest]) + " and " + millimetres(along[widest + 1]) + " (gap " +
           millimetres(gaps[widest]) + ", slices are " + millimetres(typical) + " apart): fetch the whole series again";
  return "slices are unevenly spaced, from " + millimetres(sorted.front()) + " to " + millimetres(sorted.back()) +
         " apart: Selvox needs evenly spaced slices; fetch the whole series or resample it first";
}

// Distance of every slice from the straight line of even steps, as a share of the step.
bool evenlySpaced(const std::vector<double>& along) {
  const double step = (along.back() - along.front()) / static_cast<double>(along.size() - 1);
  for (std::size_t i = 0; i < along.size(); ++i) {
    if (std::abs(along[i] - along.front() - static_cast<double>(i) * step) > 0.1 * step) return false;
    if (i > 0 && std::abs(along[i] - along[i - 1] - step) > 0.2 * step) return false;
  }
  return true;
}

bool onOneLine(const Stack& stack, const Vec3& step) {
  for (std::size_t i = 0; i < stack.slices.size(); ++i) {
    Vec3 away = minus(stack.slices[i]->position, stack.slices.front()->position);
    for (std::size_t k = 0; k < 3; ++k) away[k] -= static_cast<double>(i) * step[k];
    if (length(away) > std::max(0.1, 0.2 * length(step))) return false;
  }
  return true;
}

void placeSingle(Stack& stack) {
  const Frame& only = *stack.slices.front();
  Vec3 step = normalOf(only);
  double thickness = only.sliceStep;
  if (thickness <= 0) {
    thickness = 1;
    addNote(stack, "a single slice without thickness: 1 mm assumed");
  }
  for (double& part : step) part *= thickness;
  fill(stack.worldFromVoxel, only, step);
}

}  // namespace

Vec3 normalOf(const Frame& frame) {
  const Vec3 &r = frame.alongRow, &c = frame.alongColumn;
  return {r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]};
}

void placeOnGrid(Stack& stack) {
  if (stack.slices.size() == 1) return placeSingle(stack);
  const Frame& first = *stack.slices.front();
  const Vec3 normal = normalOf(first);
  std::vector<double> along;
  for (const Frame* slice : stack.slices) along.push_back(dot(slice->position, normal));
  if (!evenlySpaced(along)) {
    stack.problem = gapReason(along);
    return;
  }
  Vec3 step = minus(stack.slices.back()->position, first.position);
  for (double& part : step) part /= static_cast<double>(stack.slices.size() - 1);
  if (!onOneLine(stack, step)) {
    stack.problem = "slice positions do not lie on a straight line: the slices do not make one volume";
    return;
  }
  const double tilt = std::acos(std::min(1.0, dot(step, normal) / length(step))) * 180 / std::numbers::pi;
  if (tilt > 1)
    addNote(stack, "gantry tilt of " + base::toText(std::round(tilt * 10) / 10) + " degrees: the grid is sheared");
  fill(stack.worldFromVoxel, first, step);
}

void layFlat(Stack& stack, const std::string& modality) {
  Frame first = *stack.slices.front();
  first.position = {0, 0, 0};
  first.alongRow = {1, 0, 0};
  first.alongColumn = {0, 1, 0};
  if (first.columnSpacing <= 0) first.columnSpacing = first.rowSpacing = 1;
  const bool several = stack.slices.size() > 1;
  double step = first.sliceStep;
  if (step <= 0 || (several && modality == "US")) step = 1;
  fill(stack.worldFromVoxel, first, {0, 0, step});
  if (several)
    addNote(stack, "frames have no positions: they are stacked in file order, " + millimetres(step) + " apart");
}

}  // namespace selvox::plugins::dicom
