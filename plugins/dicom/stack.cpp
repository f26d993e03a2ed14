#include "plugins/dicom/stack.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/text.h"
#include "plugins/dicom/regular.h"

namespace selvox::plugins::dicom {
namespace {

using volume::Vec3;
using Slices = std::vector<const Frame*>;

double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

bool near(const Vec3& a, const Vec3& b, double tolerance) {
  for (std::size_t i = 0; i < 3; ++i)
    if (std::abs(a[i] - b[i]) > tolerance) return false;
  return true;
}

struct Cluster {
  const Header* header = nullptr;  // of the first slice
  Slices slices;
};

bool sameKind(const Header& a, const Header& b) {
  return a.rows == b.rows && a.columns == b.columns && a.samples == b.samples && a.photometric == b.photometric &&
         a.bitsAllocated == b.bitsAllocated && a.bitsStored == b.bitsStored && a.isSigned == b.isSigned &&
         a.localizer == b.localizer && a.modality == b.modality;
}

bool sameGrid(const Frame& a, const Frame& b) {
  if (!a.placed || !b.placed) return !a.placed && !b.placed && a.file == b.file;
  return near(a.alongRow, b.alongRow, 2e-3) && near(a.alongColumn, b.alongColumn, 2e-3) &&
         std::abs(a.rowSpacing - b.rowSpacing) < 1e-3 && std::abs(a.columnSpacing - b.columnSpacing) < 1e-3;
}

std::vector<Cluster> cluster(const std::vector<const Header*>& headers) {
  std::vector<Cluster> clusters;
  for (const Header* header : headers) {
    for (const Frame& frame : header->slices) {
      const auto home = std::find_if(clusters.rbegin(), clusters.rend(), [&](const Cluster& c) {
        return sameKind(*c.header, *header) && sameGrid(*c.slices.front(), frame);
      });
      if (home != clusters.rend())
        home->slices.push_back(&frame);
      else
        clusters.push_back({header, {&frame}});
    }
  }
  return clusters;
}

// Numbers the distinct positions along the normal; one number for slices less than 0.01 mm apart.
std::vector<int> positionNumbers(const Slices& slices) {
  const Vec3 normal = normalOf(*slices.front());
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < slices.size(); ++i) order.emplace_back(dot(slices[i]->position, normal), i);
  std::sort(order.begin(), order.end());
  std::vector<int> numbers(slices.size());
  int current = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && order[i].first - order[i - 1].first > 0.01) ++current;
    numbers[order[i].second] = current;
  }
  return numbers;
}

// Numbers by value (50, 400, 1000), anything else as text.
struct ByValue {
  bool operator()(const std::string& a, const std::string& b) const {
    const auto x = base::toDouble(a), y = base::toDouble(b);
    if (x && y && *x != *y) return *x < *y;
    return x.has_value() != y.has_value() ? x.has_value() : a < b;
  }
};

// The slices divided by the value of one mark, if each value is found at every position; else nothing.
std::map<std::string, Slices, ByValue> divide(const Slices& slices, const std::vector<int>& numbers, int part) {
  std::map<std::string, Slices, ByValue> groups;
  std::map<std::string, std::set<int>> covered;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const std::string& value = slices[i]->parts[static_cast<std::size_t>(part)];
    groups[value].push_back(slices[i]);
    covered[value].insert(numbers[i]);
  }
  const std::set<int> all(numbers.begin(), numbers.end());
  for (const auto& [value, positions] : covered)
    if (positions != all) return {};
  if (groups.size() < 2) return {};
  return groups;
}

// The k-th image of every position becomes the k-th volume; nothing when positions occur unequally often.
std::vector<Slices> divideByInstance(const Slices& slices, const std::vector<int>& numbers) {
  std::map<int, Slices> places;
  for (std::size_t i = 0; i < slices.size(); ++i) places[numbers[i]].push_back(slices[i]);
  std::vector<Slices> volumes(places.begin()->second.size());
  for (auto& [number, place] : places) {
    if (place.size() != volumes.size()) return {};
    std::stable_sort(place.begin(), place.end(),
                     [](const Frame* a, const Frame* b) { return a->instance < b->instance; });
    for (std::size_t k = 0; k < place.size(); ++k) volumes[k].push_back(place[k]);
  }
  return volumes;
}

std::string unevenReason(const std::vector<int>& numbers) {
  std::map<int, int> counts;
  for (const int number : numbers) ++counts[number];
  int least = counts.begin()->second, most = least;
  for (const auto& [number, count] : counts) least = std::min(least, count), most = std::max(most, count);
  return "slices repeat unevenly: " + std::to_string(counts.size()) + " positions, some with " + std::to_string(least) +
         " image(s), others with " + std::to_string(most) +
         ", and nothing in the headers tells the volumes apart; export the volumes as series of their own";
}

void finish(Slices slices, std::map<std::string, std::string> parts, std::vector<Stack>& out) {
  Stack stack;
  stack.slices = std::move(slices);
  stack.parts = std::move(parts);
  const Vec3 normal = normalOf(*stack.slices.front());
  std::stable_sort(stack.slices.begin(), stack.slices.end(),
                   [&](const Frame* a, const Frame* b) { return dot(a->position, normal) < dot(b->position, normal); });
  placeOnGrid(stack);
  out.push_back(std::move(stack));
}

void separate(const Slices& slices, const std::map<std::string, std::string>& parts, std::vector<Stack>& out) {
  const std::vector<int> numbers = positionNumbers(slices);
  const std::size_t distinct = static_cast<std::size_t>(*std::max_element(numbers.begin(), numbers.end())) + 1;
  if (distinct == slices.size()) return finish(slices, parts, out);
  for (int part = 0; part < kParts; ++part) {
    const auto groups = divide(slices, numbers, part);
    for (const auto& [value, group] : groups) {
      auto marked = parts;
      marked[kPartNames[part]] = value;
      separate(group, marked, out);
    }
    if (!groups.empty()) return;
  }
  const auto volumes = divideByInstance(slices, numbers);
  for (std::size_t k = 0; k < volumes.size(); ++k) {
    auto marked = parts;
    marked["part"] = std::to_string(k + 1);
    finish(volumes[k], marked, out);
  }
  if (!volumes.empty()) return;
  Stack refused;
  refused.slices = slices;
  refused.problem = unevenReason(numbers);
  out.push_back(std::move(refused));
}

}  // namespace

std::vector<Stack> buildStacks(const std::vector<const Header*>& headers) {
  std::vector<Stack> stacks;
  for (const Cluster& found : cluster(headers)) {
    const std::size_t before = stacks.size();
    if (found.slices.front()->placed) {
      separate(found.slices, {}, stacks);
    } else {
      Stack stack;
      stack.slices = found.slices;
      layFlat(stack, found.header->modality);
      stacks.push_back(std::move(stack));
    }
    for (std::size_t i = before; i < stacks.size(); ++i) {
      if (found.header->note.empty()) continue;
      stacks[i].note += (stacks[i].note.empty() ? "" : "; ") + found.header->note;
    }
  }
  return stacks;
}

}  // namespace selvox::plugins::dicom
