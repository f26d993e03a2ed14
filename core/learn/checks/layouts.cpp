#include "core/learn/checks/layouts.h"

#include <c10/core/GradMode.h>

#include "core/learn/transfer/layouts.h"

namespace selvox::learn::checks {
namespace {

struct Misfits {
  int count = 0;
  std::string names;
  void add(const std::string& name) {
    if (++count <= 5) names += (names.empty() ? "" : ", ") + name;
  }
};

}  // namespace

base::Status loadWeights(torch::nn::Module& network, const std::string& arch, const std::string& layout,
                         const Named& weights) {
  SELVOX_TRY(const transfer::Rename rename, transfer::renaming(arch, layout));
  Named ours;
  for (const auto& item : network.named_parameters()) ours[item.key()] = item.value();
  for (const auto& item : network.named_buffers()) ours[item.key()] = item.value();
  Misfits unknown, misshapen, missing;
  const c10::AutoGradMode noGradients(false);
  for (const auto& [name, tensor] : weights) {
    const auto mapped = rename(name);
    if (!mapped) continue;
    const auto found = ours.find(*mapped);
    if (found == ours.end()) {
      unknown.add(name);
    } else if (found->second.sizes() != tensor.sizes()) {
      misshapen.add(name);
    } else {
      found->second.copy_(tensor);
      ours.erase(found);
    }
  }
  for (const auto& item : ours) missing.add(item.first);
  if (unknown.count + misshapen.count + missing.count == 0) return {};
  std::string reason = "The weights do not fit " + arch + ":";
  const auto say = [&](const Misfits& r, const char* what) {
    if (r.count == 0) return;
    reason.append(" ").append(std::to_string(r.count)).append(" ").append(what);
    reason.append(" (").append(r.names).append(r.count > 5 ? ", …)." : ").");
  };
  say(missing, "not found or not filled");
  say(unknown, "not known");
  say(misshapen, "of another shape");
  return base::fail(base::ErrorCode::InvalidArgument, reason);
}

}  // namespace selvox::learn::checks
