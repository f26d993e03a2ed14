#pragma once
// Weights of a parent, a run or a file of others, into a new run's network.

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/learn/transfer/surgery.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::engine {

// The run starts from a file of weights and not from a run: run.json names it by an absolute path.
[[nodiscard]] bool isForeign(const spec::RunSpec& spec);

// `parent`: as parentCheckpoint() gave it. `inherited`: what names start with whose heads are taken too. An error where
// not one tensor fits.
[[nodiscard]] base::Result<transfer::Report> takeOver(const spec::RunSpec& spec, const base::Json& settings,
                                                      const std::filesystem::path& parent, torch::nn::Module& network,
                                                      const std::vector<std::string>& inherited = {});

// Fails where a weight of what is inherited was not loaded, and says which and why.
[[nodiscard]] base::Status requireLoaded(const transfer::Report& report, const std::vector<std::string>& inherited);

}  // namespace selvox::learn::engine
