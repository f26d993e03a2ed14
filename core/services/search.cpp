#include "core/services/search.h"

#include <algorithm>
#include <cmath>

#include "core/base/file.h"
#include "core/base/text.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr std::size_t kMostTrials = 10000, kMostRungs = 32;

std::filesystem::path searchFile(const std::filesystem::path& workspace, const std::string& name) {
  return workspace / "index" / "searches" / (name + ".json");
}

double valueAt(const Trial& trial, std::size_t rung) {
  if (rung >= trial.results.size()) return std::nan("");
  return base::valueOr(trial.results[rung].value, "mean", std::nan(""));
}

// Those with a value at this rung, best first.
std::vector<std::size_t> ranked(const Search& search, std::vector<std::size_t> members, std::size_t rung) {
  std::erase_if(members, [&](std::size_t i) { return !std::isfinite(valueAt(search.trials[i], rung)); });
  std::stable_sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
    return valueAt(search.trials[a], rung) > valueAt(search.trials[b], rung);
  });
  return members;
}

Json trialJson(const Trial& trial, const std::vector<Rung>& rungs) {
  Json results = Json::array();
  for (std::size_t i = 0; i < trial.results.size(); ++i) {
    Json one = {{"steps", i < rungs.size() ? rungs[i].steps : 0}, {"value", trial.results[i].value}};
    if (!trial.results[i].failure.empty()) one["failure"] = trial.results[i].failure;
    results.push_back(std::move(one));
  }
  return {{"run", trial.run}, {"settings", trial.settings}, {"results", std::move(results)}};
}

}  // namespace

std::vector<Rung> rungsOf(const std::string& strategy, std::size_t trials, std::int64_t steps, std::size_t eta) {
  const auto by = static_cast<std::int64_t>(eta);
  std::vector<std::int64_t> lengths{steps};  // last rung first
  if (strategy == "halving")
    for (std::size_t left = trials / eta; left >= 1 && lengths.back() / by >= 1; left /= eta)
      lengths.push_back(lengths.back() / by);
  std::vector<Rung> rungs;
  for (auto length = lengths.rbegin(); length != lengths.rend(); ++length, trials /= eta)
    rungs.push_back({*length, trials});
  return rungs;
}

std::vector<std::size_t> membersOf(const Search& search, std::size_t rung) {
  std::vector<std::size_t> members(search.trials.size());
  for (std::size_t i = 0; i < members.size(); ++i) members[i] = i;
  for (std::size_t r = 1; r <= rung; ++r) {
    members = ranked(search, std::move(members), r - 1);
    members.resize(std::min(members.size(), search.rungs[r].trials));
    std::sort(members.begin(), members.end());
  }
  return members;
}

std::optional<SearchStep> nextStep(const Search& search) {
  for (std::size_t rung = 0; rung < search.rungs.size(); ++rung)
    for (const std::size_t trial : membersOf(search, rung))
      if (search.trials[trial].results.size() <= rung) return SearchStep{trial, rung};
  return {};
}

std::optional<std::size_t> bestTrial(const Search& search) {
  std::vector<std::size_t> all(search.trials.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  for (std::size_t rung = search.rungs.size(); rung-- > 0;)
    if (const auto order = ranked(search, all, rung); !order.empty()) return order.front();
  return {};
}

Json toJson(const Search& search) {
  Json json = {{"format", "selvox-search"}, {"v", 1},
               {"name", search.name},       {"request", search.request},
               {"metric", search.metric},   {"rungs", Json::array()},
               {"trials", Json::array()},   {"best", nullptr}};
  for (const auto& rung : search.rungs) json["rungs"].push_back({{"steps", rung.steps}, {"trials", rung.trials}});
  for (const auto& trial : search.trials) json["trials"].push_back(trialJson(trial, search.rungs));
  if (const auto best = bestTrial(search)) {
    const auto& trial = search.trials[*best];
    const auto last = std::find_if(trial.results.rbegin(), trial.results.rend(),
                                   [](const TrialResult& result) { return result.failure.empty(); });
    json["best"] = {{"trial", *best + 1}, {"run", trial.run}, {"settings", trial.settings}, {"value", last->value}};
  }
  return json;
}

base::Result<Search> searchFromJson(const Json& json) {
  const auto corrupt = [](const char* what) {
    return base::fail(base::ErrorCode::Corrupt, std::string("This is not a search: ") + what + ".");
  };
  if (base::valueOr<std::string>(json, "format", "") != "selvox-search") return corrupt("its format is another");
  if (base::valueOr(json, "v", 0) > 1)
    return base::fail(base::ErrorCode::NewerVersion, "This search was begun by a newer Selvox.");
  Search search;
  search.name = base::valueOr<std::string>(json, "name", "");
  search.metric = base::valueOr<std::string>(json, "metric", "");
  search.request = json.value("request", Json::object());
  const Json rungs = json.value("rungs", Json::array()), trials = json.value("trials", Json::array());
  if (!rungs.is_array() || rungs.empty() || rungs.size() > kMostRungs) return corrupt("it has no rungs");
  if (!trials.is_array() || trials.empty() || trials.size() > kMostTrials) return corrupt("it has no trials");
  for (const Json& rung : rungs)
    search.rungs.push_back(
        {base::valueOr<std::int64_t>(rung, "steps", 0), base::valueOr<std::size_t>(rung, "trials", 0)});
  for (const Json& one : trials) {
    Trial trial;
    trial.run = base::valueOr<std::string>(one, "run", "");
    trial.settings = base::valueOr(one, "settings", Json::object());
    if (!base::isPlainName(trial.run) || !trial.settings.is_object()) return corrupt("a trial has no run or settings");
    for (const Json& result : base::valueOr(one, "results", Json::array()))
      trial.results.push_back(
          {base::valueOr(result, "value", Json()), base::valueOr<std::string>(result, "failure", "")});
    if (trial.results.size() > search.rungs.size()) return corrupt("a trial has more results than there are rungs");
    search.trials.push_back(std::move(trial));
  }
  return search;
}

base::Status saveSearch(const std::filesystem::path& workspace, const Search& search) {
  const auto file = searchFile(workspace, search.name);
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  if (failed)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make " + base::utf8(file.parent_path()) + ": " + failed.message() + ".");
  return base::writeJson(file, toJson(search));
}

base::Result<std::optional<Search>> loadSearch(const std::filesystem::path& workspace, const std::string& name) {
  if (!base::isPlainName(name))
    return base::fail(base::ErrorCode::InvalidArgument,
                      "'" + name + "' cannot name a search: use letters, digits, '-', '_' and '.'.");
  const auto file = searchFile(workspace, name);
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) return std::optional<Search>();
  SELVOX_TRY(const auto json, base::readJson(file));
  auto search = searchFromJson(json);
  if (!search)
    return base::fail(search.error().code, base::utf8(file) + ": " + search.error().message +
                                               " Delete it and begin anew, or choose another --name.");
  return std::optional<Search>(std::move(*search));
}

}  // namespace selvox::services
