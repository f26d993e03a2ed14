#include "core/services/agreement.h"

#include <limits>
#include <set>

#include "core/services/cache_keys.h"
#include "core/volume/brick_file.h"

namespace selvox::services {

namespace {

constexpr const char* kBackground = "background";

struct RatedMap {
  volume::Volume voxels;
  std::map<int, std::string> names;
};

base::Result<RatedMap> ratedMap(const Workspace& workspace, const ports::SeriesRow& row, const ports::LabelRow& label) {
  const auto brick = volume::BrickFile::open(workspace.cache->pathOf(nativeKey(label.voxelsHash)));
  if (!brick)
    return base::fail(brick.error().code,
                      "A label map of '" + row.caseName + "' is not in the cache: " + brick.error().message +
                          " Import its files again.",
                      brick.error().detail);
  return RatedMap{brick->readAll(), label.names};
}

std::vector<int> numbersOf(const volume::Volume& map) {
  std::vector<int> numbers(static_cast<std::size_t>(map.extent.voxels()));
  volume::withType(map.type, [&](auto one) {
    const auto voxels = map.as<decltype(one)>();
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<int>(voxels[i]);
  });
  return numbers;
}

std::string answerOf(const RatedMap& map, int number) {
  if (number == 0) return kBackground;
  const auto found = map.names.find(number);
  return found == map.names.end() ? "label " + std::to_string(number) : found->second;
}

Confusion confusionOf(const RatedMap& a, const RatedMap& b) {
  const auto left = numbersOf(a.voxels), right = numbersOf(b.voxels);
  std::map<std::pair<int, int>, std::int64_t> counts;
  for (std::size_t i = 0; i < left.size(); ++i) ++counts[{left[i], right[i]}];
  Confusion named;
  for (const auto& [pair, count] : counts) named[{answerOf(a, pair.first), answerOf(b, pair.second)}] += count;
  return named;
}

}  // namespace

double cohenKappa(const Confusion& counts) {
  std::map<std::string, double> first, second;
  double all = 0, same = 0, expected = 0;
  for (const auto& [pair, count] : counts) {
    const auto n = static_cast<double>(count);
    all += n;
    first[pair.first] += n, second[pair.second] += n;
    if (pair.first == pair.second) same += n;
  }
  if (!(all > 0)) return std::numeric_limits<double>::quiet_NaN();
  for (const auto& [answer, n] : first)
    if (const auto other = second.find(answer); other != second.end()) expected += n / all * (other->second / all);
  return expected >= 1 ? 1 : (same / all - expected) / (1 - expected);
}

double diceOf(const Confusion& counts, const std::string& answer) {
  double first = 0, second = 0, both = 0;
  for (const auto& [pair, count] : counts) {
    const auto n = static_cast<double>(count);
    if (pair.first == answer) first += n;
    if (pair.second == answer) second += n;
    if (pair.first == answer && pair.second == answer) both += n;
  }
  return first + second > 0 ? 2 * both / (first + second) : std::numeric_limits<double>::quiet_NaN();
}

base::Result<std::vector<MapAgreement>> mapAgreement(const Workspace& workspace,
                                                     const std::vector<std::int64_t>& series, const Watch& watch) {
  SELVOX_TRY(const auto rows, workspace.catalog->series(series));
  std::vector<MapAgreement> all;
  std::int64_t done = 0;
  for (const auto& row : rows) {
    SELVOX_CHECK(watch.check());
    watch.tell("Comparing label maps", done++, static_cast<std::int64_t>(rows.size()), row.caseName);
    if (row.labels.size() < 2) continue;
    std::vector<RatedMap> maps;
    for (const auto& label : row.labels) {
      SELVOX_TRY(auto map, ratedMap(workspace, row, label));
      if (!maps.empty() && !(maps.front().voxels.extent == map.voxels.extent))
        return base::fail(base::ErrorCode::Refused,
                          "The label maps of '" + row.caseName + "' have different sizes and cannot be compared.");
      maps.push_back(std::move(map));
    }
    for (std::size_t i = 0; i < maps.size(); ++i)
      for (std::size_t j = i + 1; j < maps.size(); ++j) {
        const Confusion counts = confusionOf(maps[i], maps[j]);
        MapAgreement one{row.id, row.dataset, row.caseName, i + 1, j + 1, cohenKappa(counts), {}};
        std::set<std::string> answers;
        for (const auto& [pair, count] : counts) answers.insert({pair.first, pair.second});
        answers.erase(kBackground);
        for (const auto& answer : answers) one.dice[answer] = diceOf(counts, answer);
        all.push_back(std::move(one));
      }
  }
  return all;
}

base::Result<ColumnAgreement> columnAgreement(const Workspace& workspace, const std::vector<std::int64_t>& series,
                                              const std::string& first, const std::string& second) {
  SELVOX_TRY(const auto rows, workspace.catalog->series(series));
  ColumnAgreement made;
  std::int64_t same = 0;
  std::set<std::pair<std::string, std::string>> seen;  // a case counts once
  for (const auto& row : rows) {
    const auto a = row.attributes.find(first), b = row.attributes.find(second);
    if (a == row.attributes.end() || b == row.attributes.end()) continue;
    if (!seen.insert({row.dataset, row.caseName}).second) continue;
    ++made.counts[{a->second, b->second}];
    ++made.cases;
    same += a->second == b->second ? 1 : 0;
  }
  if (made.cases == 0)
    return base::fail(base::ErrorCode::NotFound, "No case has both columns '" + first + "' and '" + second +
                                                     "'. 'selvox series WS --json' lists the columns.");
  made.kappa = cohenKappa(made.counts);
  made.same = static_cast<double>(same) / static_cast<double>(made.cases);
  return made;
}

}  // namespace selvox::services
