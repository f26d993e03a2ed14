#pragma once
// The cache in a folder: ROOT/ab/<32 hex>.vol. Entries are written once and never change.

#include <filesystem>
#include <string>

#include "core/ports/stores.h"

namespace selvox::storage::cache {

class FolderCache final : public ports::VolumeCache {
 public:
  explicit FolderCache(std::filesystem::path root) : root_(std::move(root)) {}
  // Of anything but 32 hex digits in lower case: a path that never exists.
  [[nodiscard]] std::filesystem::path pathOf(const std::string& key) const override;
  [[nodiscard]] bool contains(const std::string& key) const override;
  // An entry that is there and whole is left alone. InvalidArgument for a wrong key; errors of writeBrickFile.
  base::Status store(const std::string& key, const volume::BrickHeader& header, const volume::Volume& volume) override;

 private:
  std::filesystem::path root_;
};

}  // namespace selvox::storage::cache
