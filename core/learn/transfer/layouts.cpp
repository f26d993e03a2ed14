#include "core/learn/transfer/layouts.h"

#include <algorithm>
#include <map>

namespace selvox::learn::transfer {
namespace {

bool startsWith(const std::string& text, const std::string& start) {
  return text.rfind(start, 0) == 0;
}
bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

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

bool isFor(const Layout& entry, const std::string& arch) {
  const std::string start = entry.arch;
  return start.back() == '-' ? startsWith(arch, start) : arch == start;
}

// What training programs put before every name, or before those of the network that counts: of several processes,
// compiled, of DINO, of MoCo v2 and v3, of wrappers around a network.
constexpr const char* kWrappers[] = {"module.",  "_orig_mod.", "backbone.",     "teacher.",
                                     "student.", "encoder_q.", "base_encoder.", "momentum_encoder.",
                                     "model.",   "network.",   "net."};

std::vector<std::string> wrappersIn(const std::vector<std::string>& names) {
  std::vector<std::string> all{""};
  for (const char* outer : kWrappers) {
    all.emplace_back(outer);
    for (const char* inner : kWrappers) all.push_back(std::string(outer) + inner);
  }
  std::erase_if(all, [&](const std::string& wrapper) {
    return std::none_of(names.begin(), names.end(), [&](const std::string& name) { return startsWith(name, wrapper); });
  });
  return all;
}

// Names of the network -> names of the file.
using Pairs = std::map<std::string, std::string>;
Pairs pairsOf(const Naming& naming, const std::vector<std::string>& names, const std::set<std::string>& ours) {
  Pairs pairs;
  for (const std::string& name : names) {
    if (const auto mapped = naming.ours(name); mapped && ours.contains(*mapped)) pairs.emplace(*mapped, name);
  }
  return pairs;
}

std::string someOf(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 3; ++i) text += (i > 0 ? ", " : "") + names[i];
  return text + (names.size() > 3 ? ", …" : "");
}

std::string joinedNames(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::vector<std::string> layoutsOf(const std::string& arch) {
  std::vector<std::string> names{"selvox"};
  for (const Layout& entry : kLayouts) {
    if (isFor(entry, arch)) names.emplace_back(entry.name);
  }
  return names;
}

base::Result<Rename> renaming(const std::string& arch, const std::string& layout) {
  if (layout == "selvox") return &own;
  for (const Layout& entry : kLayouts) {
    if (isFor(entry, arch) && layout == entry.name) return entry.rename;
  }
  return base::fail(base::ErrorCode::Unsupported, "The layout \"" + layout + "\" is not known for " + arch +
                                                      "; known: " + joinedNames(layoutsOf(arch)) + ".");
}

std::optional<std::string> Naming::ours(const std::string& name) const {
  if (!startsWith(name, wrapper)) return std::nullopt;
  return rename(name.substr(wrapper.size()));
}

base::Result<Naming> namingOf(const std::string& arch, const std::string& layout, const std::vector<std::string>& names,
                              const std::set<std::string>& ours) {
  std::vector<std::string> layouts = layout == "auto" ? layoutsOf(arch) : std::vector<std::string>{layout};
  Naming best;
  Pairs bestPairs;
  std::vector<std::string> equals;  // layouts that fit as well and mean something else
  for (const std::string& wrapper : wrappersIn(names)) {
    for (const std::string& each : layouts) {
      SELVOX_TRY(const Rename rename, renaming(arch, each));
      const Naming naming{each, wrapper, rename};
      Pairs pairs = pairsOf(naming, names, ours);
      if (pairs.size() < bestPairs.size() || pairs.empty() || pairs == bestPairs) continue;
      if (pairs.size() > bestPairs.size()) {
        best = naming;
        bestPairs = std::move(pairs);
        equals.clear();
      } else if (each != best.layout && wrapper == best.wrapper) {
        equals.push_back(each);
      }
    }
  }
  if (bestPairs.empty()) {
    return base::fail(base::ErrorCode::InvalidArgument,
                      "No tensor of the file (" + someOf(names) + ") has a name of " + arch + " (" +
                          someOf({ours.begin(), ours.end()}) + ") in the layouts " + joinedNames(layouts) +
                          ". Choose the network that the weights were trained with (--arch).");
  }
  if (!equals.empty()) {
    return base::fail(base::ErrorCode::InvalidArgument, "The file's names fit the layouts " + best.layout + " and " +
                                                            joinedNames(equals) +
                                                            " equally well; say which one it is (--layout).");
  }
  return best;
}

}  // namespace selvox::learn::transfer
