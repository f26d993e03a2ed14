#include "core/services/prepare.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/services/cache_keys.h"
#include "core/services/import.h"
#include "core/services/nearest.h"
#include "core/services/prepare_plan.h"

namespace selvox::services {

using base::Json;

namespace {

base::Result<std::vector<ports::SeriesRow>> rowsOf(const Workspace& workspace, const std::string& dataset) {
  SELVOX_TRY(const auto datasets, workspace.catalog->datasets());
  std::vector<std::string> names;
  for (const auto& row : datasets) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), dataset) == names.end())
    return tl::unexpected(unknownName("dataset", dataset, names, "'selvox datasets' lists all."));
  ports::SeriesQuery query;
  query.dataset = dataset;
  SELVOX_TRY(const auto ids, workspace.catalog->seriesIds(query));
  if (ids.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "Dataset '" + dataset + "' has no series yet. Import something into it first.");
  SELVOX_TRY(auto rows, workspace.catalog->series(ids));
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return rows;
}

// The native brick of an image; decoded again from its source files when the cache was emptied.
base::Result<volume::BrickFile> openNative(const Workspace& workspace, const ports::SeriesRow& row) {
  const auto key = nativeKey(row.voxelsHash);
  auto file = volume::BrickFile::open(workspace.cache->pathOf(key));
  if (file || row.channels != 1 || workspace.importers.empty()) return file;
  SELVOX_TRY(const auto decoded, decode(row, workspace.importers));
  volume::BrickHeader header;
  header.worldFromVoxel = header.nativeWorldFromVoxel = decoded.worldFromVoxel;
  header.nativeExtent = decoded.extent;
  header.sourceHash = row.voxelsHash;
  SELVOX_CHECK(workspace.cache->store(key, header, decoded));
  return volume::BrickFile::open(workspace.cache->pathOf(key));
}

base::Error missing(const std::string& caseName, const base::Error& cause) {
  return {cause.code,
          "The voxels of '" + caseName + "' are not in the cache: " + cause.message + " Import its files again.",
          cause.detail};
}

volume::BrickHeader headerLike(const volume::BrickHeader& native, volume::Content content,
                               const std::string& settings) {
  volume::BrickHeader header;
  header.content = content;
  header.nativeExtent = native.extent;
  header.nativeWorldFromVoxel = native.worldFromVoxel;
  header.sourceHash = native.sourceHash;
  header.prepareHash = base::sha256Hex(settings).substr(0, 32);
  return header;
}

class Preparer {
 public:
  Preparer(const Workspace& workspace, DatasetVersion& version, PrepareReport& report)
      : workspace_(workspace), version_(version), report_(report) {}

  base::Status add(const ports::SeriesRow& row) {
    auto native = openNative(workspace_, row);
    if (!native) return tl::unexpected(missing(row.caseName, native.error()));
    const auto own = native->header().worldFromVoxel.spacing();
    const auto target = spacingFor(native->header().extent, own, version_.spacing);
    VersionEntry entry;
    entry.series = row.id;
    entry.caseName = row.caseName;
    entry.patient = row.patient;
    entry.modality = row.modality;
    entry.extent = native->header().extent;
    entry.voxelsHash = row.voxelsHash;
    SELVOX_TRY(entry.image, image(row, *native, target, sameSpacing(own, target)));
    if (!row.labels.empty()) {
      const auto& label = row.labels.front();
      entry.labelNative = nativeKey(label.voxelsHash);
      entry.labelNames = label.names;
      entry.label = entry.labelNative;
      if (sameSpacing(own, target)) {
        if (!workspace_.cache->contains(entry.labelNative)) {
          return tl::unexpected(missing(row.caseName, {base::ErrorCode::NotFound, "its label map is gone.", {}}));
        }
        ++report_.cached;
      } else {
        SELVOX_TRY(entry.label, labelMap(row, label, target));
      }
    }
    version_.entries.push_back(std::move(entry));
    return {};
  }

 private:
  base::Result<std::string> image(const ports::SeriesRow& row, const volume::BrickFile& native,
                                  const volume::Vec3& target, bool same) {
    const auto settings = imageSettings(row.modality, target, version_.constants);
    const auto key = prepareKey(row.voxelsHash, settings, kPrepareVersion);
    if (workspace_.cache->contains(key)) {
      ++report_.cached;
      return key;
    }
    auto voxels = native.readAll();
    auto header = headerLike(native.header(), volume::Content::Image, settings);
    if (!same) voxels = volume::resampleToSpacing(voxels, target, volume::Interpolation::Cubic);
    header.normalisation = normalisationFor(voxels, row.modality, version_.constants);
    header.worldFromVoxel = voxels.worldFromVoxel;
    SELVOX_CHECK(workspace_.cache->store(key, header, voxels));
    ++report_.fresh;
    return key;
  }

  base::Result<std::string> labelMap(const ports::SeriesRow& row, const ports::LabelRow& label,
                                     const volume::Vec3& target) {
    const auto settings = labelSettings(target);
    const auto key = prepareKey(label.voxelsHash, settings, kPrepareVersion);
    if (workspace_.cache->contains(key)) {
      ++report_.cached;
      return key;
    }
    auto native = volume::BrickFile::open(workspace_.cache->pathOf(nativeKey(label.voxelsHash)));
    if (!native) return tl::unexpected(missing(row.caseName, native.error()));
    const auto voxels = volume::resampleToSpacing(native->readAll(), target, volume::Interpolation::Nearest);
    auto header = headerLike(native->header(), volume::Content::Label, settings);
    header.worldFromVoxel = voxels.worldFromVoxel;
    SELVOX_CHECK(workspace_.cache->store(key, header, voxels));
    ++report_.fresh;
    return key;
  }

  const Workspace& workspace_;
  DatasetVersion& version_;
  PrepareReport& report_;
};

base::Status resolvePlan(const Workspace& workspace, const std::vector<ports::SeriesRow>& rows,
                         const PrepareSettings& settings, DatasetVersion& version, const Watch& watch) {
  if (!settings.refit) {
    SELVOX_TRY(const auto previous, latestVersion(workspace.root, version.dataset));
    if (previous && previous->request == version.request) {
      version.spacing = previous->spacing;
      version.constants = previous->constants;
      return {};
    }
  }
  if (settings.spacing.size() == 3) {
    std::copy(settings.spacing.begin(), settings.spacing.end(), version.spacing.begin());
  } else {
    std::vector<volume::Vec3> spacings;
    for (const auto& row : rows) {
      auto native = openNative(workspace, row);
      if (!native) return tl::unexpected(missing(row.caseName, native.error()));
      spacings.push_back(native->header().worldFromVoxel.spacing());
    }
    version.spacing = targetSpacing(spacings, settings.anisotropicPercentile);
  }
  std::vector<std::string> leaveOut;  // test cases say nothing about constants
  SELVOX_TRY(const auto split, workspace.catalog->split(version.dataset));
  if (split) leaveOut = split->test;
  SELVOX_TRY(version.constants, fitConstants(workspace, rows, settings, leaveOut, watch));
  return {};
}

base::Status checkSettings(const PrepareSettings& settings) {
  const bool bad = std::any_of(settings.spacing.begin(), settings.spacing.end(),
                               [](double mm) { return !(mm >= 0.01 && mm <= 100); });
  if (bad || (!settings.spacing.empty() && settings.spacing.size() != 3))
    return base::fail(base::ErrorCode::InvalidArgument, "Spacing takes three numbers between 0.01 and 100 mm: x,y,z.");
  if (settings.ct != "auto" && settings.ct != "window" && settings.ct != "percentile")
    return base::fail(base::ErrorCode::InvalidArgument,
                      "'" + settings.ct + "' is not a CT scheme. Known: auto, window, percentile.");
  if (!(settings.ctLow < settings.ctHigh))
    return base::fail(base::ErrorCode::InvalidArgument, "The CT window must rise: low < high.");
  return {};
}

bool covers(const DatasetVersion& version, const std::vector<ports::SeriesRow>& rows) {
  if (version.entries.size() != rows.size()) return false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& entry = version.entries[i];
    const auto label = rows[i].labels.empty() ? std::string() : nativeKey(rows[i].labels.front().voxelsHash);
    if (entry.series != rows[i].id || entry.voxelsHash != rows[i].voxelsHash || entry.labelNative != label)
      return false;
  }
  return true;
}

bool cacheHolds(const ports::VolumeCache& cache, const DatasetVersion& version) {
  return std::all_of(version.entries.begin(), version.entries.end(), [&](const VersionEntry& entry) {
    return cache.contains(entry.image) &&
           (entry.label.empty() || (cache.contains(entry.label) && cache.contains(entry.labelNative)));
  });
}

}  // namespace

Json requestJson(const PrepareSettings& s) {
  Json request = {
      {"anisotropicPercentile", s.anisotropicPercentile}, {"ct", s.ct}, {"ctLow", s.ctLow}, {"ctHigh", s.ctHigh}};
  request["spacing"] = s.spacing.empty() ? Json("median") : Json(s.spacing);
  return request;
}

PrepareSettings prepareSettingsFrom(const Json& request) {
  PrepareSettings settings;
  settings.spacing = base::valueOr<std::vector<double>>(request, "spacing", {});
  settings.anisotropicPercentile = base::valueOr(request, "anisotropicPercentile", false);
  settings.ct = base::valueOr<std::string>(request, "ct", settings.ct);
  settings.ctLow = base::valueOr(request, "ctLow", settings.ctLow);
  settings.ctHigh = base::valueOr(request, "ctHigh", settings.ctHigh);
  return settings;
}

base::Result<PrepareReport> prepare(const Workspace& workspace, const std::string& dataset,
                                    const PrepareSettings& settings, const std::string& now, const Watch& watch) {
  SELVOX_CHECK(checkSettings(settings));
  SELVOX_TRY(const auto rows, rowsOf(workspace, dataset));
  PrepareReport report;
  DatasetVersion version;
  version.dataset = dataset;
  version.created = now;
  version.request = requestJson(settings);
  SELVOX_CHECK(resolvePlan(workspace, rows, settings, version, watch));
  Preparer preparer(workspace, version, report);
  std::int64_t done = 0;
  for (const auto& row : rows) {
    SELVOX_CHECK(watch.check());
    watch.tell("Preparing", done++, static_cast<std::int64_t>(rows.size()), row.caseName);
    SELVOX_CHECK(preparer.add(row));
  }
  watch.tell("Preparing", done, done);
  version.id = versionId(version);
  auto known = loadVersion(workspace.root, version.id);
  report.unchanged = known.has_value();
  if (known) version.created = known->created;
  SELVOX_TRY(const auto latest, latestVersion(workspace.root, dataset));
  if (!latest || latest->id != version.id) {
    version.created = now;  // an older version that fits again becomes the youngest
    SELVOX_CHECK(saveVersion(workspace.root, version));
  }
  report.version = std::move(version);
  return report;
}

base::Result<PrepareReport> ensurePrepared(const Workspace& workspace, const std::string& dataset,
                                           const std::string& now, const Watch& watch) {
  SELVOX_TRY(const auto rows, rowsOf(workspace, dataset));
  SELVOX_TRY(auto latest, latestVersion(workspace.root, dataset));
  if (latest && covers(*latest, rows) && cacheHolds(*workspace.cache, *latest)) {
    PrepareReport report;
    report.unchanged = true;
    for (const auto& entry : latest->entries) report.cached += entry.label.empty() ? 1 : 2;
    report.version = std::move(*latest);
    return report;
  }
  return prepare(workspace, dataset, latest ? prepareSettingsFrom(latest->request) : PrepareSettings{}, now, watch);
}

base::Result<std::pair<volume::BrickHeader, volume::Volume>> prepareVolume(volume::Volume voxels,
                                                                           const std::string& modality,
                                                                           const std::array<double, 3>& spacing,
                                                                           const Json& constants) {
  volume::BrickHeader header;
  header.nativeExtent = voxels.extent;
  header.nativeWorldFromVoxel = voxels.worldFromVoxel;
  header.sourceHash = volume::voxelsHash(voxels);
  const auto own = voxels.worldFromVoxel.spacing();
  const auto target = spacingFor(voxels.extent, own, spacing);
  header.prepareHash = base::sha256Hex(imageSettings(modality, target, constants)).substr(0, 32);
  if (!sameSpacing(own, target)) voxels = volume::resampleToSpacing(voxels, target, volume::Interpolation::Cubic);
  header.normalisation = normalisationFor(voxels, modality, constants);
  header.worldFromVoxel = voxels.worldFromVoxel;
  return std::pair{std::move(header), std::move(voxels)};
}

}  // namespace selvox::services
