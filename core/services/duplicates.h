#pragma once
// The same scan twice: exactly (the same voxels, across datasets) or nearly (a resaved, 8-bit, slightly noised or
// resampled copy, found by its picture).

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

inline constexpr int kNearBits = 8;            // of 64 that may differ before two pictures are compared at all
inline constexpr double kNearLikeness = 0.92;  // volume::likeness from which two scans are near duplicates
inline constexpr double kLeakLikeness = 0.98;  // from which a run is refused: slices of little but the table reach 0.97

struct NearPair {
  std::int64_t a = 0, b = 0;  // series, a < b
  int bits = 0;               // that differ
  double likeness = 0;
};

struct Duplicates {
  std::vector<std::vector<std::int64_t>> exact;  // groups by id
  std::vector<NearPair> near;                    // likest first; pairs of one exact group left out
  std::size_t compared = 0, hashed = 0;          // series with a picture, and of them looked at just now
  std::vector<std::string> unseen;               // cases whose voxels are not in the cache
};

// Pictures of these series that the catalog does not hold yet; the cases whose voxels are gone.
struct Pictured {
  std::size_t hashed = 0;
  std::vector<std::string> unseen;
};
[[nodiscard]] base::Result<Pictured> ensurePictures(const Workspace& workspace, const std::vector<std::int64_t>& series,
                                                    const Watch& watch);

// Of all series (an empty `series`) or among these and between these and all others.
[[nodiscard]] base::Result<Duplicates> findDuplicates(const Workspace& workspace,
                                                      const std::vector<std::int64_t>& series, const Watch& watch);

// Pairs (i < j) of hashes that differ in at most `bits` of 64: every pair, each once.
void nearHashes(const std::vector<std::uint64_t>& hashes, int bits,
                const std::function<bool(std::size_t, std::size_t, int)>& found);  // false: enough

// For the leak gate: of each hash of voxels in `judged` the hashes of voxels in `training` that look the same, with
// their likeness. Only scans of this catalog can be compared.
using NearVoxels = std::map<std::string, std::map<std::string, double>>;
[[nodiscard]] base::Result<NearVoxels> nearVoxels(const Workspace& workspace, const std::set<std::string>& judged,
                                                  const std::set<std::string>& training, const Watch& watch);

}  // namespace selvox::services
