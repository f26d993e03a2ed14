#include "core/learn/engine/transfer.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/learn/engine/checkpoint.h"

namespace selvox::learn::engine {
namespace {

base::Result<transfer::Source> sourceFor(const spec::RunSpec& spec, const base::Json& settings,
                                         const std::filesystem::path& parent, const torch::nn::Module& network) {
  if (!isForeign(spec)) {
    SELVOX_TRY(const Checkpoint checkpoint, loadCheckpoint(parent, {"model/", "ema/"}));
    return transfer::sourceOf(checkpoint.tensors);
  }
  SELVOX_TRY(const transfer::Weights weights, transfer::readWeights(parent));
  return transfer::sourceOf(weights, spec.arch, base::valueOr<std::string>(settings, "transfer.layout", "auto"),
                            network);
}

}  // namespace

bool isForeign(const spec::RunSpec& spec) {
  return base::pathFromUtf8(spec.initCheckpoint).is_absolute();
}

base::Result<transfer::Report> takeOver(const spec::RunSpec& spec, const base::Json& settings,
                                        const std::filesystem::path& parent, torch::nn::Module& network,
                                        const std::vector<std::string>& inherited) {
  SELVOX_TRY(transfer::Source source, sourceFor(spec, settings, parent, network));
  source.from = spec.initFrom;
  transfer::Options options = transfer::optionsFrom(settings);
  options.inherited = inherited;
  transfer::Report report = transfer::operate(network, source, options);
  if (!report.nothing()) return report;
  std::string why;
  for (const std::string& line : report.lines()) why += line + "\n";
  return base::fail(base::ErrorCode::InvalidArgument,
                    "Not one tensor of the parent " + spec.initFrom + " fits this network (" + spec.arch + ", " +
                        std::to_string(spec.dim) + "D). 'selvox weights' shows each tensor and why.",
                    why);
}

base::Status requireLoaded(const transfer::Report& report, const std::vector<std::string>& inherited) {
  for (const transfer::Row& row : report.rows) {
    const bool needed = std::any_of(inherited.begin(), inherited.end(),
                                    [&](const std::string& start) { return row.name.starts_with(start); });
    if (needed && row.state == transfer::Row::State::Skipped) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        "This run goes on from what its parent has learned and needs " + row.name + " of it, but " +
                            row.note + ". Choose another parent, or set the method's settings as the parent's were.");
    }
  }
  return {};
}

}  // namespace selvox::learn::engine
