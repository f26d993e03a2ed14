#include <algorithm>
#include <limits>
#include <ostream>

#include <c10/core/GradMode.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/learn/architectures/network.h"
#include "core/learn/checks/arch_call.h"
#include "core/learn/checks/layouts.h"
#include "core/learn/checks/npy.h"
#include "core/learn/engine/settings.h"
#include "core/learn/transfer/surgery.h"

namespace selvox::learn::checks {
namespace {

using base::ErrorCode;

base::Result<long long> whole(const Call& call, const char* name, const char* fallback, long long low, long long high) {
  const auto value = base::toInteger(option(call, name, fallback));
  if (value && *value >= low && *value <= high) return *value;
  return base::fail(ErrorCode::InvalidArgument, std::string("--") + name + " takes a whole number from " +
                                                    std::to_string(low) + " to " + std::to_string(high) + ".");
}

base::Result<base::Json> settingsOf(const Call& call, const architectures::ArchitectureInfo& info) {
  base::Json settings = base::Json::object();
  for (const auto& [name, text] : call.settings) {
    if (name.starts_with("transfer.")) continue;
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

struct CalledNetwork {
  const architectures::ArchitectureInfo* info = nullptr;
  std::shared_ptr<architectures::Network> network;
  int outputs = 0;  // 0: the encoder is what counts
};

// ID --dim D --in C --out K [--seed S] [--set k=v]…; with `--task segmentation` an encoder gets the decoder that
// training would give it.
base::Result<CalledNetwork> networkOf(const Call& call) {
  CalledNetwork called;
  SELVOX_TRY(called.info, architectures::find(call.name));
  SELVOX_TRY(const long long dim, whole(call, "dim", "", 2, 3));
  SELVOX_TRY(const long long in, whole(call, "in", "", 1, 4096));
  SELVOX_TRY(const long long outputs, whole(call, "out", "", 0, 100000));
  SELVOX_TRY(const long long seed, whole(call, "seed", "0", 0, std::numeric_limits<long long>::max()));
  SELVOX_TRY(base::Json settings, settingsOf(call, *called.info));
  called.outputs = static_cast<int>(outputs);
  const architectures::NetworkConfig config{static_cast<int>(dim), static_cast<int>(in), std::max(called.outputs, 1),
                                            std::move(settings)};
  const std::string task = option(call, "task");
  if (!task.empty() && task != "segmentation")
    return base::fail(ErrorCode::InvalidArgument, "--task knows segmentation, not \"" + task + "\".");
  const auto make = task.empty() ? &architectures::build : &architectures::buildDense;
  SELVOX_TRY(called.network, make(called.info->id, config, static_cast<std::uint64_t>(seed)));
  return called;
}

base::Result<base::Json> transferSettings(const Call& call) {
  const spec::ParamSchema schema = engine::engineSchema();
  base::Json settings = base::Json::object();
  for (const auto& [name, text] : call.settings) {
    if (!name.starts_with("transfer.")) continue;
    const spec::Param* param = schema.find(name);
    if (param == nullptr)
      return base::fail(
          ErrorCode::InvalidArgument,
          "There is no setting \"" + name + "\"; known: transfer.channels, transfer.inflate, transfer.layout.");
    SELVOX_TRY(settings[name], spec::parseValue(*param, text));
  }
  return settings;
}

}  // namespace

std::string option(const Call& call, const char* name, std::string fallback) {
  const auto found = call.options.find(name);
  return found == call.options.end() ? std::move(fallback) : found->second;
}

base::Status checkArch(const Call& call, std::ostream& out) {
  if (call.list) {
    base::Json all = base::Json::array();
    for (const auto& info : architectures::builtin()) {
      all.push_back({{"id", info.id}, {"dims", info.dims}, {"schema", spec::toJson(info.schema)}});
    }
    out << all.dump() << "\n";
    return {};
  }
  SELVOX_TRY(const CalledNetwork called, networkOf(call));
  architectures::Network& network = *called.network;
  if (const std::string weights = option(call, "weights"); !weights.empty()) {
    SELVOX_TRY(const transfer::Weights file, transfer::readWeights(base::pathFromUtf8(weights)));
    SELVOX_CHECK(loadWeights(network, called.info->id, option(call, "layout", "selvox"), file.tensors));
  }
  const std::string input = option(call, "input"), output = option(call, "output");
  if (input.empty() != output.empty()) {
    return base::fail(ErrorCode::InvalidArgument, "--input and --output belong together.");
  }
  if (called.outputs == 0 && !input.empty())
    return base::fail(ErrorCode::InvalidArgument, "Without outputs (--out 0) there is nothing to write to --output.");
  const base::Json document = describe(network, called.outputs == 0 ? "encoder." : "");
  if (!input.empty()) SELVOX_CHECK(runOn(network, input, output));
  out << document.dump() << "\n";
  return {};
}

base::Status checkSurgery(const Call& call, std::ostream& out) {
  if (call.list) return checkArch(call, out);
  SELVOX_TRY(const base::Json settings, transferSettings(call));
  SELVOX_TRY(const CalledNetwork called, networkOf(call));
  const auto path = base::pathFromUtf8(option(call, "weights"));
  SELVOX_TRY(const transfer::Weights weights, transfer::readWeights(path));
  SELVOX_TRY(transfer::Source source,
             transfer::sourceOf(weights, called.info->id, option(call, "layout", "auto"), *called.network));
  source.from = base::utf8(path.filename());
  out << base::dumpJson(transfer::toJson(transfer::operate(*called.network, source, transfer::optionsFrom(settings))))
      << "\n";
  return {};
}

}  // namespace selvox::learn::checks
