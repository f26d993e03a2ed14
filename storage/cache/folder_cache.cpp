#include "storage/cache/folder_cache.h"

#include "core/base/file.h"

namespace selvox::storage::cache {
namespace {

bool isKey(const std::string& key) {
  return key.size() == 32 && key.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::filesystem::path FolderCache::pathOf(const std::string& key) const {
  if (!isKey(key)) return root_ / "invalid-key" / "none.vol";
  return root_ / key.substr(0, 2) / (key + ".vol");
}

bool FolderCache::contains(const std::string& key) const {
  return isKey(key) && volume::BrickFile::open(pathOf(key)).has_value();
}

base::Status FolderCache::store(const std::string& key, const volume::BrickHeader& header,
                                const volume::Volume& volume) {
  if (!isKey(key))
    return base::fail(base::ErrorCode::InvalidArgument, "A cache key is 32 hex digits, not '" + key + "'.");
  if (contains(key)) return {};
  const auto path = pathOf(key);
  std::error_code code;
  std::filesystem::create_directories(path.parent_path(), code);
  if (code)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make the cache folder " + base::utf8(path.parent_path()) + ": " + code.message() + ".");
  return volume::writeBrickFile(path, header, volume);
}

}  // namespace selvox::storage::cache
