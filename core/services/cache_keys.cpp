#include "core/services/cache_keys.h"

#include "core/base/hash.h"

namespace selvox::services {

namespace {
// Lengths keep ("ab", "c") apart from ("a", "bc").
void feed(base::Sha256& hash, std::string_view text) {
  hash.update(std::to_string(text.size()) + ":");
  hash.update(text);
}
}  // namespace

std::string nativeKey(std::string_view voxelsHash) {
  base::Sha256 hash;
  feed(hash, "selvox native 1");
  feed(hash, voxelsHash);
  return hash.hex128();
}

std::string prepareKey(std::string_view sourceHash, std::string_view settingsJson, int version) {
  base::Sha256 hash;
  feed(hash, "selvox prepared");
  feed(hash, std::to_string(version));
  feed(hash, sourceHash);
  feed(hash, settingsJson);
  return hash.hex128();
}

}  // namespace selvox::services
