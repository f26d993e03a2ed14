#include "core/learn/checks/layouts.h"

#include <optional>

#include <c10/core/GradMode.h>

namespace selvox::learn::checks {
namespace {

bool startsWith(const std::string& text, const std::string& start) {
  return text.rfind(start, 0) == 0;
}
bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

// Our name of a tensor in the file; nothing for one that a layout carries without need.
using Rename = std::optional<std::string> (*)(const std::string&);

std::optional<std::string> own(const std::string& name) {
  if (startsWith(name, "model/")) return name.substr(6);
  // Whole checkpoints bring more than the network.
  for (const char* other : {"ema/", "method/", "optim/", "rng/"}) {
    if (startsWith(name, other)) return std::nullopt;
  }
  return name;
}

// torchvision, timm and MONAI name a ResNet alike.
std::optional<std::string> resnet(const std::string& name) {
  if (contains(name, "num_batches_tracked")) return std::nullopt;
  return (startsWith(name, "fc.") ? "decoder." : "encoder.") + name;
}

std::string replaced(std::string name, const std::string& part, const std::string& by) {
  if (const std::size_t at = name.find(part); at != std::string::npos) name.replace(at, part.size(), by);
  return name;
}

// torchvision and timm; torchvision's first files with dots in a layer's names (norm.1), MONAI with a level more.
std::optional<std::string> densenet(const std::string& name) {
  if (contains(name, "num_batches_tracked")) return std::nullopt;
  for (const char* head : {"classifier.", "class_layers.out."}) {
    if (startsWith(name, head)) return "decoder.fc." + name.substr(std::string(head).size());
  }
  std::string ours = "encoder." + replaced(name, ".layers.", ".");
  for (const char* layer : {"norm", "conv"}) {
    for (const char* index : {"1", "2"}) {
      ours = replaced(std::move(ours), std::string(".") + layer + "." + index + ".",
                      std::string(".") + layer + index + ".");
    }
  }
  return ours;
}

// The auxiliary head is for training alone; we have none.
std::optional<std::string> inception(const std::string& name) {
  if (contains(name, "num_batches_tracked") || startsWith(name, "AuxLogits.")) return std::nullopt;
  return startsWith(name, "fc.") ? "decoder." + name : "encoder." + replaced(name, ".bn.", ".norm.");
}

// timm's names, which DINO and MAE use too, but for the head.
std::optional<std::string> vit(const std::string& name) {
  return startsWith(name, "head.") ? "decoder.fc." + name.substr(5) : "encoder." + name;
}

// nnU-Net registers the encoder again below the decoder and each layer again as all_modules.
std::optional<std::string> nnunet(const std::string& name) {
  if (startsWith(name, "decoder.encoder.") || contains(name, ".all_modules.")) return std::nullopt;
  const std::string stages = "encoder.stages.";
  if (!startsWith(name, stages)) return name;
  const std::size_t dot = name.find('.', stages.size());  // encoder.stages.S.0.convs.… -> encoder.stages.S.convs.…
  if (dot == std::string::npos || name.compare(dot, 3, ".0.") != 0) return name;
  return name.substr(0, dot) + name.substr(dot + 2);
}

struct Layout {
  const char* arch;  // an id, or its start up to a hyphen
  const char* name;
  Rename rename;
};
constexpr Layout kLayouts[] = {
    {"resnet-", "torchvision", &resnet},
    {"resnet-", "timm", &resnet},
    {"resnet-", "monai", &resnet},
    {"densenet-121", "torchvision", &densenet},
    {"densenet-121", "timm", &densenet},
    {"densenet-121", "monai", &densenet},
    {"inception-v3", "torchvision", &inception},
    {"vit-", "timm", &vit},
    {"unet", "nnunet", &nnunet},
    {"resenc-unet", "nnunet", &nnunet},
};

base::Result<Rename> renaming(const std::string& arch, const std::string& layout) {
  if (layout == "selvox") return &own;
  std::string known = "selvox";
  for (const Layout& entry : kLayouts) {
    const std::string start = entry.arch;
    if (start.back() == '-' ? !startsWith(arch, start) : arch != start) continue;
    if (layout == entry.name) return entry.rename;
    known.append(", ").append(entry.name);
  }
  return base::fail(base::ErrorCode::Unsupported,
                    "The layout \"" + layout + "\" is not known for " + arch + "; known: " + known + ".");
}

struct Report {
  int count = 0;
  std::string names;
  void add(const std::string& name) {
    if (++count <= 5) names += (names.empty() ? "" : ", ") + name;
  }
};

}  // namespace

base::Status loadWeights(torch::nn::Module& network, const std::string& arch, const std::string& layout,
                         const Named& weights) {
  SELVOX_TRY(const Rename rename, renaming(arch, layout));
  Named ours;
  for (const auto& item : network.named_parameters()) ours[item.key()] = item.value();
  for (const auto& item : network.named_buffers()) ours[item.key()] = item.value();
  Report unknown, misshapen, missing;
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
  const auto say = [&](const Report& r, const char* what) {
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
