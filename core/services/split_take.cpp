#include "core/services/split_take.h"

#include <algorithm>
#include <map>

namespace selvox::services {

namespace {

void takeGroup(SplitGroup& group, std::vector<std::string>& names) {
  group.taken = true;
  for (const auto& one : group.cases) names.push_back(one.caseName);
}

}  // namespace

std::vector<std::string> takeInOrder(std::vector<SplitGroup>& all, std::size_t wanted, const Eligible& eligible) {
  std::vector<std::string> names;
  for (auto& group : all) {
    if (names.size() >= wanted) break;
    if (group.taken || !eligible(group) || names.size() + group.cases.size() > wanted) continue;
    takeGroup(group, names);
  }
  return names;
}

std::vector<std::string> takeBalanced(std::vector<SplitGroup>& all, std::size_t wanted, const Eligible& eligible) {
  struct Stratum {
    std::vector<SplitGroup*> groups;  // in order
    double cases = 0, missing = 0;    // missing: to its share
  };
  std::map<std::string, Stratum> strata;
  double pool = 0;
  for (auto& group : all) {
    if (group.taken || !eligible(group)) continue;
    auto& stratum = strata[group.stratum];
    stratum.groups.push_back(&group);
    stratum.cases += static_cast<double>(group.cases.size());
    pool += static_cast<double>(group.cases.size());
  }
  for (auto& [name, stratum] : strata) stratum.missing = static_cast<double>(wanted) * stratum.cases / pool;
  std::vector<std::string> names;
  while (names.size() < wanted) {
    Stratum* best = nullptr;
    SplitGroup* next = nullptr;
    for (auto& [name, stratum] : strata) {
      if (best && stratum.missing <= best->missing) continue;
      const auto fits = std::find_if(stratum.groups.begin(), stratum.groups.end(), [&](const SplitGroup* group) {
        return !group->taken && names.size() + group->cases.size() <= wanted;
      });
      if (fits != stratum.groups.end()) best = &stratum, next = *fits;
    }
    if (!best) break;
    best->missing -= static_cast<double>(next->cases.size());
    takeGroup(*next, names);
  }
  return names;
}

std::vector<std::string> takeLatest(std::vector<SplitGroup>& all, std::size_t wanted, const Eligible& eligible) {
  std::vector<SplitGroup*> latest;
  for (auto& group : all)
    if (!group.taken && eligible(group)) latest.push_back(&group);
  std::stable_sort(latest.begin(), latest.end(), [](const auto* a, const auto* b) { return a->date > b->date; });
  std::vector<std::string> names;
  for (auto* group : latest) {
    if (names.size() + group->cases.size() > wanted) break;
    takeGroup(*group, names);
  }
  return names;
}

}  // namespace selvox::services
