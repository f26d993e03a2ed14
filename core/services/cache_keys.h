#pragma once
// Names of cache entries. A key is 32 hex digits and depends on nothing but its arguments, so that every program that
// knows a series finds its bricks.

#include <string>
#include <string_view>

namespace selvox::services {

// The lossless LPS brick file that import writes for every image and label map. `voxelsHash` as it stands in the
// SeriesRow or LabelRow.
[[nodiscard]] std::string nativeKey(std::string_view voxelsHash);

// The prepared (resampled, normalised) entry of one source volume. `settingsJson`: canonical JSON of the prepare
// settings (sorted keys, shortest numbers); `version` rises whenever preparing gives other voxels for the same
// settings.
[[nodiscard]] std::string prepareKey(std::string_view sourceHash, std::string_view settingsJson, int version);

}  // namespace selvox::services
