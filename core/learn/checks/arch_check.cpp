#include <algorithm>
#include <limits>
#include <ostream>

#include <c10/core/GradMode.h>

#include "core/base/text.h"
#include "core/learn/architectures/network.h"
#include "core/learn/checks/layouts.h"
#include "core/learn/checks/npy.h"

namespace selvox::learn::checks {
namespace {

using base::ErrorCode;

std::string option(const Call& call, const char* name, std::string fallback = {}) {
  const auto found = call.options.find(name);
  return found == call.options.end() ? std::move(fallback) : found->second;
}

base::Result<long long> whole(const Call& call, const char* name, const char* fallback, long long low, long long high) {
  const auto value = base::toInteger(option(call, name, fallback));
  if (value && *value >= low && *value <= high) return *value;
  return base::fail(ErrorCode::InvalidArgument, std::string("--") + name + " takes a whole number from " +
                                                    std::to_string(low) + " to " + std::to_string(high) + ".");
}

base::Result<base::Json> settingsOf(const Call& call, const architectures::ArchitectureInfo& info) {
  base::Json settings = base::Json::object();
  for (const auto& [name, text] : call.settings) {
    const spec::Param* param = info.schema.find(name);
    if (param == nullptr) {
      std::vector<std::string> known;
      for (const spec::Param& p : info.schema.params) known.push_back(p.name);
      return base::fail(ErrorCode::InvalidArgument,
                        info.id + " has no setting \"" + name + "\"; known: " + joined(known) + ".");
    }
    SELVOX_TRY(settings[name], spec::parseValue(*param, text));
  }
  return settings;
}

base::Status runOn(architectures::Network& network, const std::string& input, const std::string& output) {
  SELVOX_TRY(const at::Tensor x, readNpy(input));
  network.to(x.scalar_type());
  network.eval();
  const c10::AutoGradMode noGradients(false);
  return writeNpy(output, network.forward(x).front());
}

// `prefix`: of the names that count.
base::Json describe(const architectures::Network& network, const std::string& prefix) {
  std::int64_t parameters = 0, trainable = 0;
  base::Json tensors = base::Json::array();
  for (const auto& item : network.named_parameters()) {
    if (!item.key().starts_with(prefix)) continue;
    parameters += item.value().numel();
    trainable += item.value().requires_grad() ? item.value().numel() : 0;
    tensors.push_back({{"name", item.key()}, {"shape", item.value().sizes().vec()}});
  }
  for (const auto& item : network.named_buffers()) {
    if (!item.key().starts_with(prefix)) continue;
    tensors.push_back({{"name", item.key()}, {"shape", item.value().sizes().vec()}});
  }
  return {{"parameters", parameters}, {"trainable", trainable}, {"tensors", std::move(tensors)}};
}

}  // namespace

base::Status checkArch(const Call& call, std::ostream& out) {
  if (call.list) {
    base::Json all = base::Json::array();
    for (const auto& info : architectures::builtin()) {
      all.push_back({{"id", info.id}, {"dims", info.dims}, {"schema", spec::toJson(info.schema)}});
    }
    out << all.dump() << "\n";
    return {};
  }
  SELVOX_TRY(const architectures::ArchitectureInfo* info, architectures::find(call.name));
  SELVOX_TRY(const long long dim, whole(call, "dim", "", 2, 3));
  SELVOX_TRY(const long long in, whole(call, "in", "", 1, 4096));
  SELVOX_TRY(const long long outputs, whole(call, "out", "", 0, 100000));
  SELVOX_TRY(const long long seed, whole(call, "seed", "0", 0, std::numeric_limits<long long>::max()));
  SELVOX_TRY(base::Json settings, settingsOf(call, *info));
  SELVOX_TRY(auto network, architectures::build(info->id,
                                                {static_cast<int>(dim), static_cast<int>(in),
                                                 std::max(static_cast<int>(outputs), 1), std::move(settings)},
                                                static_cast<std::uint64_t>(seed)));
  if (const std::string weights = option(call, "weights"); !weights.empty()) {
    SELVOX_TRY(const Named tensors, readTensors(weights));
    SELVOX_CHECK(loadWeights(*network, info->id, option(call, "layout", "selvox"), tensors));
  }
  const std::string input = option(call, "input"), output = option(call, "output");
  if (input.empty() != output.empty()) {
    return base::fail(ErrorCode::InvalidArgument, "--input and --output belong together.");
  }
  if (outputs == 0 && !input.empty())
    return base::fail(ErrorCode::InvalidArgument, "Without outputs (--out 0) there is nothing to write to --output.");
  const base::Json document = describe(*network, outputs == 0 ? "encoder." : "");
  if (!input.empty()) SELVOX_CHECK(runOn(*network, input, output));
  out << document.dump() << "\n";
  return {};
}

}  // namespace selvox::learn::checks
