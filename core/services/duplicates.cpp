#include "core/services/duplicates.h"

#include <algorithm>

#include "core/services/cache_keys.h"
#include "core/volume/picture.h"

namespace selvox::services {

namespace {

constexpr std::size_t kHashesAtOnce = 256;  // stored in one transaction

base::Result<volume::Picture> pictureFromCache(const Workspace& workspace, const std::string& voxelsHash) {
  SELVOX_TRY(const auto brick, volume::BrickFile::open(workspace.cache->pathOf(nativeKey(voxelsHash))));
  return volume::pictureOf(brick);
}

// Pictures of candidates, read once each.
class PictureShelf {
 public:
  explicit PictureShelf(const Workspace& workspace) : workspace_(workspace) {}
  double compare(const std::string& a, const std::string& b) { return volume::likeness(picture(a), picture(b)); }

 private:
  const volume::Picture& picture(const std::string& voxelsHash) {
    const auto known = pictures_.find(voxelsHash);
    if (known != pictures_.end()) return known->second;
    return pictures_[voxelsHash] = pictureFromCache(workspace_, voxelsHash).value_or(volume::Picture{});
  }
  const Workspace& workspace_;
  std::map<std::string, volume::Picture> pictures_;
};

// The bits of a hash that form band `band` of `bands`.
std::uint64_t bandOf(std::uint64_t hash, int band, int bands) {
  const int from = 64 * band / bands, to = 64 * (band + 1) / bands;
  const std::uint64_t mask = to - from < 64 ? (std::uint64_t{1} << (to - from)) - 1 : ~std::uint64_t{0};
  return (hash >> from) & mask;
}

struct HashedSeries {
  std::vector<ports::PictureHash> rows;
  std::vector<std::uint64_t> hashes;
};

base::Result<HashedSeries> hashedSeries(const Workspace& workspace) {
  SELVOX_TRY(auto all, workspace.curation->hashes(volume::kPictureMethod));
  HashedSeries made;
  for (auto& one : all) {
    if (!one.hash) continue;
    made.hashes.push_back(*one.hash);
    made.rows.push_back(std::move(one));
  }
  return made;
}

}  // namespace

void nearHashes(const std::vector<std::uint64_t>& hashes, int bits,
                const std::function<bool(std::size_t, std::size_t, int)>& found) {
  // Two hashes that differ in `bits` bits are equal in one of bits + 1 bands. A pair is met in the first such band
  // only.
  const int bands = bits + 1;
  std::vector<std::size_t> order(hashes.size());
  for (int band = 0; band < bands; ++band) {
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const auto left = bandOf(hashes[a], band, bands), right = bandOf(hashes[b], band, bands);
      return left != right ? left < right : a < b;
    });
    for (std::size_t first = 0, end = 0; first < order.size(); first = end) {
      end = first + 1;
      const auto value = bandOf(hashes[order[first]], band, bands);
      while (end < order.size() && bandOf(hashes[order[end]], band, bands) == value) ++end;
      for (std::size_t i = first; i < end; ++i)
        for (std::size_t j = i + 1; j < end; ++j) {
          const auto a = hashes[order[i]], b = hashes[order[j]];
          const int different = volume::differentBits(a, b);
          if (different > bits) continue;
          bool met = false;
          for (int earlier = 0; earlier < band && !met; ++earlier)
            met = bandOf(a, earlier, bands) == bandOf(b, earlier, bands);
          if (!met && !found(order[i], order[j], different)) return;
        }
    }
  }
}

base::Result<Pictured> ensurePictures(const Workspace& workspace, const std::vector<std::int64_t>& series,
                                      const Watch& watch) {
  SELVOX_TRY(const auto known, workspace.curation->hashes(volume::kPictureMethod));
  std::set<std::int64_t> done;
  for (const auto& one : known) done.insert(one.series);
  std::vector<std::int64_t> missing;
  for (const std::int64_t id : series)
    if (!done.contains(id)) missing.push_back(id);
  Pictured report;
  std::vector<ports::PictureHash> batch;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    SELVOX_CHECK(watch.check());
    SELVOX_TRY(const auto rows, workspace.catalog->series({missing[i]}));
    if (rows.empty()) continue;
    watch.tell("Looking at scans", static_cast<std::int64_t>(i), static_cast<std::int64_t>(missing.size()),
               rows.front().caseName);
    const auto picture = pictureFromCache(workspace, rows.front().voxelsHash);
    if (!picture) {
      report.unseen.push_back(rows.front().caseName);
      continue;
    }
    batch.push_back({missing[i], volume::pictureHash(*picture)});
    ++report.hashed;
    if (batch.size() < kHashesAtOnce) continue;
    SELVOX_CHECK(workspace.curation->storeHashes(volume::kPictureMethod, batch));
    batch.clear();
  }
  if (!batch.empty()) SELVOX_CHECK(workspace.curation->storeHashes(volume::kPictureMethod, batch));
  return report;
}

base::Result<Duplicates> findDuplicates(const Workspace& workspace, const std::vector<std::int64_t>& series,
                                        const Watch& watch) {
  SELVOX_TRY(const auto everything, workspace.catalog->seriesIds({}));
  SELVOX_TRY(auto pictured, ensurePictures(workspace, everything, watch));
  const std::set<std::int64_t> asked(series.begin(), series.end());
  const auto wanted = [&](std::int64_t id) { return asked.empty() || asked.contains(id); };
  Duplicates report;
  report.hashed = pictured.hashed;
  report.unseen = std::move(pictured.unseen);
  SELVOX_TRY(report.exact, workspace.curation->sameVoxels());
  std::erase_if(report.exact, [&](const auto& group) { return std::none_of(group.begin(), group.end(), wanted); });
  SELVOX_TRY(const auto all, hashedSeries(workspace));
  report.compared = all.rows.size();
  PictureShelf shelf(workspace);
  std::int64_t candidates = 0;
  nearHashes(all.hashes, kNearBits, [&](std::size_t i, std::size_t j, int bits) {
    const auto &a = all.rows[i], &b = all.rows[j];
    if (a.voxelsHash == b.voxelsHash || !(wanted(a.series) || wanted(b.series))) return true;
    if (++candidates % 64 == 0) watch.tell("Comparing likely pairs", candidates, 0);
    const double like = shelf.compare(a.voxelsHash, b.voxelsHash);
    if (like >= kNearLikeness)
      report.near.push_back({std::min(a.series, b.series), std::max(a.series, b.series), bits, like});
    return watch.check().has_value();
  });
  SELVOX_CHECK(watch.check());
  std::sort(report.near.begin(), report.near.end(), [](const NearPair& a, const NearPair& b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : std::pair(a.a, a.b) < std::pair(b.a, b.b);
  });
  return report;
}

base::Result<NearVoxels> nearVoxels(const Workspace& workspace, const std::set<std::string>& judged,
                                    const std::set<std::string>& training, const Watch& watch) {
  SELVOX_TRY(const auto all, hashedSeries(workspace));
  NearVoxels near;
  PictureShelf shelf(workspace);
  for (std::size_t i = 0; i < all.rows.size(); ++i) {
    if (!judged.contains(all.rows[i].voxelsHash)) continue;
    SELVOX_CHECK(watch.check());
    for (std::size_t j = 0; j < all.rows.size(); ++j) {
      const auto &a = all.rows[i].voxelsHash, &b = all.rows[j].voxelsHash;
      if (a == b || volume::differentBits(all.hashes[i], all.hashes[j]) > kNearBits || !training.contains(b)) continue;
      if (const double like = shelf.compare(a, b); like >= kLeakLikeness) near[a][b] = like;
    }
  }
  return near;
}

}  // namespace selvox::services
