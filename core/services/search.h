#pragma once
// A hyper-parameter search: which trial trains to which step next, judged on validation cases alone. Its state is one
// file, WS/index/searches/NAME.json, so that a search that was stopped goes on; every trial is a run like any other.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace selvox::services {

struct Rung {  // every trial of it trains to `steps`
  std::int64_t steps = 0;
  std::size_t trials = 0;
};

// "random": all trials to the last step. "halving": all of them to a fraction, the best `eta`-th part to `eta` times as
// many steps, and so on (successive halving: Jamieson and Talwalkar, AISTATS 2016; Li et al., JMLR 2018).
[[nodiscard]] std::vector<Rung> rungsOf(const std::string& strategy, std::size_t trials, std::int64_t steps,
                                        std::size_t eta);

struct TrialResult {
  base::Json value;     // {mean, low, high, n} over validation patients; null: it failed
  std::string failure;  // why
};

struct Trial {
  std::string run;
  base::Json settings;
  std::vector<TrialResult> results;  // by rung, as far as it came
};

struct Search {
  std::string name;
  base::Json request;  // what was asked for: the same again goes on, anything else is another search
  std::string metric;  // of the values; empty until the first
  std::vector<Rung> rungs;
  std::vector<Trial> trials;
};

struct SearchStep {
  std::size_t trial = 0, rung = 0;  // from 0
};

// Nothing is left to do: no value.
[[nodiscard]] std::optional<SearchStep> nextStep(const Search& search);
// The trials of a rung: all of them, or the best of the rung before (which must be complete). A failed trial goes no
// further; of equal ones the earlier.
[[nodiscard]] std::vector<std::size_t> membersOf(const Search& search, std::size_t rung);
// The best trial of the highest rung that any came to; no value before the first result, or where all failed.
[[nodiscard]] std::optional<std::size_t> bestTrial(const Search& search);

[[nodiscard]] base::Json toJson(const Search& search);  // with "best":{trial, run, settings, value}
[[nodiscard]] base::Result<Search> searchFromJson(const base::Json& json);

[[nodiscard]] base::Status saveSearch(const std::filesystem::path& workspace, const Search& search);
// No value where there is none of that name.
[[nodiscard]] base::Result<std::optional<Search>> loadSearch(const std::filesystem::path& workspace,
                                                             const std::string& name);

}  // namespace selvox::services
