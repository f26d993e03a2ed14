#include "core/learn/tasks/regions.h"

#include <algorithm>

#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>

#include "core/base/words.h"

namespace selvox::learn::tasks {
namespace {

constexpr const char* kForm = "Write regions as whole=1+2+3, core=2+3: from large to small, by number or name.";

base::Result<int> labelNumber(const std::string& word, const std::map<int, std::string>& labels) {
  std::string known;
  for (const auto& [number, name] : labels) {
    if (word == name || word == std::to_string(number)) return number;
    known += (known.empty() ? "" : ", ") + std::to_string(number) + " (" + name + ")";
  }
  return base::fail(base::ErrorCode::InvalidArgument, "task.regions names a label \"" + word +
                                                          "\" that the dataset does not have; it has " + known + ".");
}

bool holds(const Region& region, int number) {
  return std::find(region.numbers.begin(), region.numbers.end(), number) != region.numbers.end();
}

}  // namespace

base::Result<Regions> Regions::parse(std::string_view text, const std::map<int, std::string>& labels) {
  Regions result;
  if (base::trimmed(text).empty()) return result;
  for (const std::string& part : base::pieces(text, ",")) {
    const auto sides = base::pieces(part, "=");
    if (sides.size() != 2 || sides[0].empty() || sides[1].empty())
      return base::fail(base::ErrorCode::InvalidArgument, "task.regions: \"" + part + "\" is no region. " + kForm);
    Region region{sides[0], {}, 0};
    for (const Region& other : result.regions_) {
      if (other.name == region.name)
        return base::fail(base::ErrorCode::InvalidArgument, "task.regions names \"" + region.name + "\" twice.");
    }
    for (const std::string& word : base::pieces(sides[1], "+")) {
      SELVOX_TRY(const int number, labelNumber(word, labels));
      if (!holds(region, number)) region.numbers.push_back(number);
    }
    result.regions_.push_back(std::move(region));
  }
  std::map<int, std::int64_t> indexOf;
  for (const auto& [number, name] : labels) {
    indexOf.emplace(number, static_cast<std::int64_t>(indexOf.size()) + 1);
    const bool covered = std::any_of(result.regions_.begin(), result.regions_.end(),
                                     [n = number](const Region& region) { return holds(region, n); });
    if (!covered)
      return base::fail(base::ErrorCode::InvalidArgument, "Label " + std::to_string(number) + " (" + name +
                                                              ") is in no region of task.regions; add it to one.");
  }
  for (std::size_t r = 0; r < result.regions_.size(); ++r) {
    Region& region = result.regions_[r];
    const auto alone = std::find_if(region.numbers.begin(), region.numbers.end(), [&](int number) {
      return std::none_of(result.regions_.begin() + static_cast<std::ptrdiff_t>(r) + 1, result.regions_.end(),
                          [number](const Region& later) { return holds(later, number); });
    });
    region.painted = alone != region.numbers.end() ? *alone : region.numbers.front();
    result.painted_.push_back(indexOf[region.painted]);
    result.members_.emplace_back();
    for (const int number : region.numbers) result.members_.back().push_back(indexOf[number]);
  }
  return result;
}

at::Tensor Regions::shares(const at::Tensor& classes) const {
  std::vector<at::Tensor> all;
  for (const auto& members : members_) {
    at::Tensor inside = classes.eq(members.front());
    for (std::size_t i = 1; i < members.size(); ++i) inside = inside.logical_or(classes.eq(members[i]));
    all.push_back(inside.to(at::kFloat));
  }
  return at::stack(all, 1);
}

at::Tensor Regions::paint(const at::Tensor& probabilities) const {
  at::Tensor classes = at::zeros_like(probabilities.select(0, 0), probabilities.options().dtype(at::kLong));
  for (std::size_t r = 0; r < painted_.size(); ++r)
    classes.masked_fill_(probabilities.select(0, static_cast<std::int64_t>(r)).gt(0.5), painted_[r]);
  return classes;
}

}  // namespace selvox::learn::tasks
