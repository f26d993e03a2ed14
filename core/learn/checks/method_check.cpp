#include <ostream>

#include "core/base/text.h"
#include "core/learn/architectures/plan.h"
#include "core/learn/checks/call.h"
#include "core/learn/checks/npy.h"
#include "core/learn/checks/patches.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::checks {
namespace {

using base::ErrorCode;

// "--set mask_ratio=.5" is the method's, "--set arch.base=8" the network's.
base::Status sortSettings(const Call& call, const methods::MethodInfo& method,
                          const architectures::ArchitectureInfo& arch, methods::MethodConfig& config) {
  base::Json own = base::Json::object();
  for (const auto& [name, text] : call.settings) {
    const bool network = name.rfind("arch.", 0) == 0;
    const spec::Param* param = network ? arch.schema.find(name.substr(5)) : method.schema.find(name);
    if (param == nullptr) {
      std::vector<std::string> known;
      for (const spec::Param& p : method.schema.params) known.push_back(p.name);
      for (const spec::Param& p : arch.schema.params) known.push_back("arch." + p.name);
      return base::fail(ErrorCode::InvalidArgument,
                        method.id + " has no setting \"" + name + "\"; known: " + joined(known) + ".");
    }
    SELVOX_TRY(const base::Json value, spec::parseValue(*param, text));
    (network ? config.network.settings : own)[param->name] = value;
  }
  SELVOX_TRY(config.settings, spec::resolve(method.schema, own));
  return {};
}

base::Result<at::Tensor> inputOf(const Call& call, long long dim) {
  const auto path = call.options.find("input");  // check.cpp has seen to it
  SELVOX_TRY(at::Tensor images, readNpy(path->second));
  if (images.dim() != dim + 2) {
    return base::fail(ErrorCode::InvalidArgument,
                      "--input must hold (N, C, " + std::string(dim == 3 ? "D, " : "") + "H, W).");
  }
  return images.to(at::kFloat);
}

}  // namespace

base::Status checkMethod(const Call& call, std::ostream& out) {
  if (call.list) {
    base::Json all = base::Json::array();
    for (const auto& info : methods::builtin()) {
      all.push_back({{"id", info.id}, {"dims", info.dims}, {"schema", spec::toJson(info.schema)}});
    }
    out << all.dump() << "\n";
    return {};
  }
  const auto text = [&](const char* name, const char* fallback) {
    const auto found = call.options.find(name);
    return found == call.options.end() ? std::string(fallback) : found->second;
  };
  const auto dim = base::toInteger(text("dim", "")), seed = base::toInteger(text("seed", "0"));
  if (!dim || *dim < 2 || *dim > 3) return base::fail(ErrorCode::InvalidArgument, "--dim takes 2 or 3.");
  if (!seed || *seed < 0) return base::fail(ErrorCode::InvalidArgument, "--seed takes a whole number from 0.");
  SELVOX_TRY(const methods::MethodInfo* info, methods::find(call.name));
  SELVOX_TRY(const architectures::ArchitectureInfo* arch, architectures::find(text("arch", "unet")));
  SELVOX_TRY(const at::Tensor images, inputOf(call, *dim));
  methods::MethodConfig config;
  config.arch = arch->id;
  config.seed = static_cast<std::uint64_t>(*seed);
  config.batch = images.size(0);
  config.cases = images.size(0);
  config.patch.assign(images.sizes().begin() + 2, images.sizes().end());
  config.network = {static_cast<int>(*dim), static_cast<int>(images.size(1)), static_cast<int>(images.size(1)),
                    base::Json::object()};
  if (arch->followsPlan)
    config.network.settings = architectures::planSettings(architectures::planUnet(config.patch, {}));
  SELVOX_CHECK(sortSettings(call, *info, *arch, config));
  SELVOX_TRY(const auto method, info->build(config));
  method->train(true);
  methods::Batch batch = batchOf(images, config.seed, "check", "check");
  addCompanions(batch, method->demand());
  Named result;
  for (const auto& [name, tensor] : method->views(batch)) result[name] = tensor;
  const methods::StepOutput step = method->step(batch);
  result["loss"] = step.loss;
  base::Json printed{{"method", info->id}, {"arch", arch->id}, {"loss", step.loss.item<double>()}};
  for (const auto& [name, tensor] : step.metrics) printed["metrics"][name] = tensor.item<double>();
  SELVOX_CHECK(writeTensors(call.files.front(), result));
  out << printed.dump() << "\n";
  return {};
}

}  // namespace selvox::learn::checks
