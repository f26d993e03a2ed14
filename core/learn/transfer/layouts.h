#pragma once
// Names of weights that others trained, as ours. Layouts: selvox; torchvision, timm, monai (ResNets, DenseNet);
// torchvision (Inception v3); timm (vit-s, vit-b, swin-unet); nnunet (unet, resenc-unet, primus-s … primus-l); monai
// (unetr, swin-unetr).

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace selvox::learn::transfer {

// Our name of a tensor in the file; nothing for one that a layout carries without need.
using Rename = std::optional<std::string> (*)(const std::string&);
[[nodiscard]] base::Result<Rename> renaming(const std::string& arch, const std::string& layout);
[[nodiscard]] std::vector<std::string> layoutsOf(const std::string& arch);

struct Naming {
  std::string layout;
  std::string wrapper;  // what stands before the names that count: "module.", "backbone."; others are left out
  Rename rename = nullptr;
  [[nodiscard]] std::optional<std::string> ours(const std::string& name) const;
};
// The layout and wrapper by which most names of the file are names of the network. `layout`: "auto", or the one to use;
// auto fails where two fit equally well and mean different tensors.
[[nodiscard]] base::Result<Naming> namingOf(const std::string& arch, const std::string& layout,
                                            const std::vector<std::string>& names, const std::set<std::string>& ours);

}  // namespace selvox::learn::transfer
