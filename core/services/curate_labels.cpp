#include <algorithm>

#include "core/services/cache_keys.h"
#include "core/services/curate.h"
#include "core/services/nearest.h"
#include "core/volume/brick_file.h"

namespace selvox::services {
namespace {

using Kind = ports::SeriesChange::Kind;

base::Error noLabel(const std::string& wanted, const std::vector<ports::SeriesRow>& rows) {
  std::vector<std::string> known;
  for (const auto& row : rows)
    for (const auto& label : row.labels)
      for (const auto& [number, name] : label.names)
        if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
  return unknownName("label", wanted, known, "'selvox series WS --json' lists the labels of each series.");
}

bool isAmong(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <class T>
void renumber(volume::Volume& map, const std::map<int, int>& target) {
  for (T& voxel : map.as<T>())
    if (const auto found = target.find(static_cast<int>(voxel)); found != target.end())
      voxel = static_cast<T>(found->second);
}

// The label map with other numbers, in the cache; its hash.
base::Result<std::string> storeRenumbered(const Workspace& workspace, const ports::LabelRow& label,
                                          const std::map<int, int>& target, const std::string& caseName) {
  const auto file = volume::BrickFile::open(workspace.cache->pathOf(nativeKey(label.voxelsHash)));
  if (!file)
    return base::fail(
        file.error().code,
        "The label map of '" + caseName + "' is not in the cache: " + file.error().message + " Import its files again.",
        file.error().detail);
  auto map = file->readAll();
  if (map.type == volume::VoxelType::UInt8)
    renumber<std::uint8_t>(map, target);
  else
    renumber<std::uint16_t>(map, target);
  volume::BrickHeader header;
  header.content = volume::Content::Label;
  header.sourceHash = volume::voxelsHash(map);
  header.lossless = true;
  const auto key = nativeKey(header.sourceHash);
  if (!workspace.cache->contains(key)) SELVOX_CHECK(workspace.cache->store(key, header, map));
  return header.sourceHash;
}

}  // namespace

base::Result<ports::EditRow> renameLabel(const Workspace& workspace, const std::vector<std::int64_t>& series,
                                         const std::string& from, const std::string& to) {
  if (to.empty()) return base::fail(base::ErrorCode::InvalidArgument, "A label needs a name.");
  SELVOX_TRY(auto rows, workspace.catalog->series(series));
  std::vector<ports::SeriesChange> changes;
  for (const auto& row : rows) {
    for (auto label : row.labels) {
      bool found = false, taken = false;
      for (auto& [number, name] : label.names) {
        taken = taken || (name == to && from != to);
        if (name == from) name = to, found = true;
      }
      if (!found) continue;
      if (taken)
        return base::fail(base::ErrorCode::Refused, "'" + row.caseName + "' has a label '" + to +
                                                        "' already. Merge the two: selvox labels merge.");
      changes.push_back({Kind::LabelMap, label.id, "", ports::labelText(label)});
    }
  }
  if (changes.empty()) return tl::unexpected(noLabel(from, rows));
  return workspace.curation->apply("rename the label " + from + " to " + to, changes);
}

base::Result<ports::EditRow> mergeLabels(const Workspace& workspace, const std::vector<std::int64_t>& series,
                                         const std::vector<std::string>& from, const std::string& into,
                                         const Watch& watch) {
  if (into.empty() || from.empty())
    return base::fail(base::ErrorCode::InvalidArgument, "Say which labels become which: A B --into C.");
  SELVOX_TRY(auto rows, workspace.catalog->series(series));
  std::vector<ports::SeriesChange> changes;
  std::int64_t done = 0;
  for (const auto& row : rows) {
    SELVOX_CHECK(watch.check());
    watch.tell("Merging labels", done++, static_cast<std::int64_t>(rows.size()), row.caseName);
    for (auto label : row.labels) {
      std::map<int, int> target;
      bool any = false;
      for (const auto& [number, name] : label.names) {
        if (isAmong(from, name) || name == into) target[number] = 0;
        any = any || isAmong(from, name);
      }
      if (!any) continue;
      const int number = target.begin()->first;
      std::int64_t voxels = 0;
      for (auto& [old, fresh] : target) {
        fresh = number;
        voxels += label.voxels[old];
        label.names.erase(old), label.voxels.erase(old);
      }
      label.names[number] = into;
      label.voxels[number] = voxels;
      if (target.size() > 1) {
        SELVOX_TRY(label.voxelsHash, storeRenumbered(workspace, label, target, row.caseName));
      }
      changes.push_back({Kind::LabelMap, label.id, "", ports::labelText(label)});
    }
  }
  if (changes.empty()) return tl::unexpected(noLabel(from.front(), rows));
  return workspace.curation->apply("merge labels into " + into, changes);
}

}  // namespace selvox::services
