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

// What UNETR and Swin UNETR of MONAI name alike: the hidden layers of a block, and the decoder.
std::string monaiBlock(const std::string& name) {
  return replaced(replaced(replaced(name, ".mlp.linear1.", ".mlp.fc1."), ".mlp.linear2.", ".mlp.fc2."),
                  ".attn.out_proj.", ".attn.proj.");
}
std::string monaiDecoder(const std::string& name) {
  return "decoder." + replaced(name, "out.conv.conv.", "head.");
}

std::optional<std::string> monaiUnetr(const std::string& name) {
  if (contains(name, "cross_attn") || contains(name, ".cls_token")) return std::nullopt;  // MONAI makes, but never uses
  if (!startsWith(name, "vit.")) return monaiDecoder(name);
  const std::string inner = replaced(replaced(name.substr(4), "patch_embedding.patch_embeddings.", "patch_embed.proj."),
                                     "patch_embedding.position_embeddings", "pos_embed");
  return "encoder." + monaiBlock(inner);
}

std::optional<std::string> monaiSwin(const std::string& name) {
  if (contains(name, "relative_position_index")) return std::nullopt;
  if (!startsWith(name, "swinViT.")) return monaiDecoder(name);
  std::string inner = monaiBlock(name.substr(8));
  for (int stage = 0; stage < 4; ++stage)
    inner = replaced(inner, "layers" + std::to_string(stage + 1) + ".0.", "layers." + std::to_string(stage) + ".");
  return "encoder." + inner;
}

// The authors' names, which are Swin's (timm) for the encoder.
std::optional<std::string> swinUnet(const std::string& name) {
  if (contains(name, "relative_position_index") || contains(name, "attn_mask")) return std::nullopt;
  const std::string inner = startsWith(name, "swin_unet.") ? name.substr(10) : name;
  if (startsWith(inner, "output.")) return "decoder.head." + inner.substr(7);
  const bool encoder = startsWith(inner, "patch_embed.") || startsWith(inner, "layers.") || startsWith(inner, "norm.");
  return (encoder ? "encoder." : "decoder.") + inner;
}

// dynamic-network-architectures'; of the decoder's layers the last is the head.
std::optional<std::string> primus(const std::string& name) {
  if (name == "mask_token" || startsWith(name, "eva.rope.")) return std::nullopt;
  if (startsWith(name, "eva.")) return "encoder." + name.substr(4);
  if (startsWith(name, "down_projection.")) return "encoder.patch_embed." + name.substr(16);
  const std::string decode = "up_projection.decode.";
  if (!startsWith(name, decode)) return name;
  const std::size_t dot = name.find('.', decode.size());
  if (dot != std::string::npos && name.find('.', dot + 1) == std::string::npos)
    return "decoder.head" + name.substr(dot);
  return "decoder." + name.substr(14);
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
    {"swin-unet", "timm", &swinUnet},
    {"unet", "nnunet", &nnunet},
    {"resenc-unet", "nnunet", &nnunet},
    {"primus-", "nnunet", &primus},
    {"unetr", "monai", &monaiUnetr},
    {"swin-unetr", "monai", &monaiSwin},
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
