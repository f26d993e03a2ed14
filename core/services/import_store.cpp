#include "core/services/import_store.h"

#include <algorithm>
#include <fstream>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/ports/pseudonym.h"
#include "core/services/cache_keys.h"
#include "core/services/import_volume.h"
#include "core/volume/orientation.h"

namespace selvox::services {
namespace {

using ports::FileState;
using Path = std::filesystem::path;

constexpr double kSamePlace = 1e-3;  // mm

// Matrix of a grid after its axes are turned to LPS, without the voxels.
volume::Affine lpsGrid(const volume::Extent& extent, const volume::Affine& worldFromVoxel) {
  const auto m = volume::axisMap(worldFromVoxel);
  const std::array<std::int64_t, 3> size{extent.x, extent.y, extent.z};
  volume::Affine voxelFromLps;
  voxelFromLps.m = {};
  voxelFromLps(3, 3) = 1;
  for (int axis = 0; axis < 3; ++axis) {
    const auto a = static_cast<std::size_t>(axis);
    const int source = m.voxelAxis[a];
    voxelFromLps(source, axis) = m.flipped[a] ? -1 : 1;
    voxelFromLps(source, 3) = m.flipped[a] ? static_cast<double>(size[static_cast<std::size_t>(source)] - 1) : 0;
  }
  return worldFromVoxel * voxelFromLps;
}

std::string contentHash(const Path& file) {
  std::ifstream stream(file, std::ios::binary);
  base::Sha256 hash;
  std::vector<char> piece(1 << 20);
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hash.update(piece.data(), static_cast<std::size_t>(stream.gcount()));
  }
  return stream.bad() || !stream.eof() ? std::string() : hash.hex();
}

void join(std::string& text, const std::string& more) {
  if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
}

// Short printable text only: attributes go into the workspace, which may travel.
std::map<std::string, std::string> harmless(const std::map<std::string, std::string>& attributes) {
  std::map<std::string, std::string> kept;
  for (const auto& [name, value] : attributes) {
    if (name == "note" || value.empty()) continue;
    std::string clean;
    for (const char c : value.substr(0, 80)) clean += static_cast<unsigned char>(c) < 32 || c == 127 ? ' ' : c;
    kept[name] = clean;
  }
  return kept;
}

}  // namespace

ImportStore::ImportStore(const ImportRequest& request, const ImportPorts& ports, const base::ProgressFunction& progress,
                         const base::CancelToken& cancel)
    : request_(request), ports_(ports), progress_(progress), cancel_(cancel) {
  report_.dataset = pending_.dataset = request.dataset;
}

base::Status ImportStore::open() {
  SELVOX_TRY(key_, ports_.catalog.pseudonymKey());
  auto files = ports_.catalog.knownFiles(request_.dataset);
  if (!files) {
    if (files.error().code == base::ErrorCode::NotFound) return {};  // the first commit makes the dataset
    return tl::unexpected<base::Error>(files.error());
  }
  for (auto& [hash, series] : *files)
    if (series != 0) knownFiles_.emplace(hash, series);
  ports::SeriesQuery query;
  query.dataset = request_.dataset;
  SELVOX_TRY(const std::vector<std::int64_t> ids, ports_.catalog.seriesIds(query));
  SELVOX_TRY(const std::vector<ports::SeriesRow> rows, ports_.catalog.series(ids));
  for (const ports::SeriesRow& row : rows) {
    cases_.insert(row.caseName);
    const volume::Affine lps = lpsGrid(row.extent, row.worldFromVoxel);
    volumes_.try_emplace(row.voxelsHash, Known{row.caseName, row.patient, lps});
  }
  for (const FileState state : {FileState::Skipped, FileState::Quarantined}) {
    SELVOX_TRY(const std::vector<ports::FileRow> before, ports_.catalog.files(request_.dataset, state));
    for (const ports::FileRow& row : before) refusedBefore_[row.path] = {row.contentHash, row.reason};
  }
  return {};
}

const std::string& ImportStore::hashOf(const Path& file) {
  const auto [entry, added] = hashes_.try_emplace(base::utf8(file));
  if (added) entry->second = contentHash(file);
  return entry->second;
}

bool ImportStore::known(const Path& file) {
  const std::string& hash = hashOf(file);
  return !hash.empty() && knownFiles_.contains(hash);
}

void ImportStore::progress(const base::Progress& progress) {
  if (progress_) progress_(progress);
}

void ImportStore::record(const Path& file, FileState state, std::string reason, const std::string& caseName) {
  const std::string path = base::utf8(file);
  const auto [entry, added] = listed_.try_emplace(path, report_.files.size());
  if (added) {
    report_.files.push_back({path, state, std::move(reason), 0});
  } else {
    // One file may hold several volumes: it counts as imported as soon as one of them is.
    ImportedFile& listed = report_.files[entry->second];
    if (state == FileState::Imported && listed.state != state) listed.state = state;
    if (listed.reason.find(reason) == std::string::npos) join(listed.reason, reason);
  }
  if (!caseName.empty()) caseOf_.try_emplace(path, caseName);
}

void ImportStore::quarantine(const Path& file, std::string reason) {
  record(file, FileState::Quarantined, std::move(reason), {});
}

void ImportStore::skip(const Path& file, std::string reason) {
  if (reason.empty()) reason = "already in " + request_.dataset;
  record(file, FileState::Skipped, std::move(reason), {});
}

void ImportStore::passOver(const PassedOver& file) {
  record(file.file, file.state, file.reason, {});
}

void ImportStore::refuseAll(const ports::FoundSeries& series, FileState state, const std::string& reason) {
  for (const Path& file : series.files) record(file, state, reason, {});
  for (const auto& label : series.labels)
    for (const Path& file : label.files)
      record(file, state, state == FileState::Skipped ? reason : "its image was refused: " + reason, {});
}

ImportStore::Identity ImportStore::identify(const ports::FoundSeries& series) const {
  Identity identity;
  identity.patient = ports::patientPseudonym(key_, series.patientKey);
  if (!series.studyKey.empty()) identity.study = ports::pseudonym("S-", key_, series.studyKey);
  if (!series.caseName.empty()) {
    identity.caseName = plainCase(series.caseName);
  } else {
    const auto number = series.attributes.find("series_number");
    identity.caseName = plainCase(identity.patient + "-s" + (number == series.attributes.end() ? "0" : number->second));
  }
  return identity;
}

std::string ImportStore::freeName(const std::string& wanted) const {
  std::string name = wanted;
  for (int number = 2; cases_.contains(name); ++number) name = wanted + "-" + std::to_string(number);
  return name;
}

void ImportStore::found(ports::FoundSeries series) {
  if (!status_) return;
  try {
    accept(series);
  } catch (const std::bad_alloc&) {
    refuseAll(series, FileState::Quarantined, "its voxels do not fit into memory");
  }
  if (pending_.series.size() >= request_.batchSeries || pending_.files.size() >= kMostFileRows) commitPending();
}

void ImportStore::accept(ports::FoundSeries& series) {
  std::string note;
  if (const auto given = series.attributes.find("note"); given != series.attributes.end()) note = given->second;
  if (const std::string problem = imageProblem(series.volume); !problem.empty())
    return refuseAll(series, FileState::Quarantined, problem);
  join(note, fillGaps(series.volume));
  ports::SeriesRow row;
  row.extent = series.volume.extent;
  row.worldFromVoxel = series.volume.worldFromVoxel;
  row.storedType = volume::name(series.volume.type);
  row.channels = series.volume.channels;
  const volume::Volume image = volume::orientToLps(std::move(series.volume));
  row.voxelsHash = volume::voxelsHash(image);
  const Identity identity = identify(series);
  if (const auto twin = volumes_.find(row.voxelsHash); twin != volumes_.end()) {
    const bool samePlace = cornerDistance(image.extent, twin->second.worldFromVoxel, image.worldFromVoxel) < kSamePlace;
    if (samePlace && twin->second.patient == identity.patient && twin->second.caseName == identity.caseName)
      return refuseAll(series, FileState::Skipped, "already in " + request_.dataset + " (other bytes, same voxels)");
    join(note, "the same voxels as " + twin->second.caseName);
  }
  row.dataset = request_.dataset;
  row.patient = identity.patient;
  row.study = identity.study;
  row.caseName = freeName(identity.caseName);
  row.modality = series.modality;
  row.format = series.format;
  row.statistics = volume::statistics(image.channels == 1 ? image : volume::toLuminance(image));
  row.attributes = harmless(series.attributes);
  for (const Path& file : series.files) row.files.push_back(base::utf8(file));
  if (const std::string clash = placeClash(row.voxelsHash, image); !clash.empty())
    return refuseAll(series, FileState::Quarantined, clash);
  if (!storeBricks(row.voxelsHash, image, volume::Content::Image)) return;
  acceptLabels(series, image, row);
  if (!status_) return;
  cases_.insert(row.caseName);
  volumes_.try_emplace(row.voxelsHash, Known{row.caseName, row.patient, image.worldFromVoxel});
  for (const Path& file : series.files) addFile(file, note, row.caseName);
  ++report_.series;
  report_.burnedIn += row.attributes.contains("burned_in") ? 1 : 0;
  report_.faces += row.attributes.contains("face") ? 1 : 0;
  report_.labels += static_cast<std::int64_t>(row.labels.size());
  pending_.series.push_back(std::move(row));
}

// A file of the series that is about to join the batch. A file with several volumes has
// one row a batch.
void ImportStore::addFile(const Path& file, const std::string& reason, const std::string& caseName) {
  record(file, FileState::Imported, reason, caseName);
  const std::string path = base::utf8(file);
  if (!rowsMade_.insert(path).second) return;
  const std::string& hash = hashOf(file);
  pending_.files.push_back(
      {path, FileState::Imported, reason, hash, static_cast<std::int64_t>(pending_.series.size()) + 1});
  if (!hash.empty()) knownFiles_.try_emplace(hash, 0);
}

void ImportStore::acceptLabels(ports::FoundSeries& series, const volume::Volume& image, ports::SeriesRow& row) {
  for (auto& given : series.labels) {
    auto label = labelOnGrid(std::move(given.volume), image);
    if (!label) {
      for (const Path& file : given.files)
        record(file, FileState::Quarantined, label.error().message + "; the image was imported without it", {});
      continue;
    }
    ports::LabelRow labelRow = describeLabel(*label, given.names);
    const auto twin = [&](const ports::LabelRow& other) { return other.voxelsHash == labelRow.voxelsHash; };
    if (std::any_of(row.labels.begin(), row.labels.end(), twin)) {
      for (const Path& file : given.files)
        addFile(file, "the same label map of " + row.caseName + " as another file", row.caseName);
      continue;
    }
    if (!storeBricks(labelRow.voxelsHash, *label, volume::Content::Label)) return;
    for (const Path& file : given.files) {
      labelRow.files.push_back(base::utf8(file));
      addFile(file, "label map of " + row.caseName, row.caseName);
    }
    row.labels.push_back(std::move(labelRow));
  }
}

std::string ImportStore::placeClash(const std::string& hash, const volume::Volume& image) const {
  const std::string key = nativeKey(hash);
  if (!ports_.cache.contains(key)) return {};
  const auto stored = volume::BrickFile::open(ports_.cache.pathOf(key));
  if (!stored || !(stored->header().extent == image.extent)) return {};
  const double away = cornerDistance(image.extent, stored->header().worldFromVoxel, image.worldFromVoxel);
  if (away < kSamePlace) return {};
  return "its voxels are in this workspace already, with another spacing or position (up to " +
         std::to_string(static_cast<long>(away + 0.5)) + " mm apart): keep the copy whose header is right";
}

bool ImportStore::storeBricks(const std::string& hash, const volume::Volume& volume, volume::Content content) {
  const std::string key = nativeKey(hash);
  if (ports_.cache.contains(key)) return true;
  volume::BrickHeader header;
  header.content = content;
  header.normalisation.kind = "none";
  header.sourceHash = hash;
  header.prepareHash = "native";
  header.lossless = true;
  status_ = ports_.cache.store(key, header, volume);
  return status_.has_value();
}

void ImportStore::commitPending() {
  if (!status_ || (pending_.series.empty() && pending_.files.empty())) return;
  status_ = ports_.catalog.commit(pending_);
  if (status_) committed_ += static_cast<std::int64_t>(pending_.series.size());
  pending_.series.clear();
  pending_.files.clear();
  rowsMade_.clear();
}

}  // namespace selvox::services
