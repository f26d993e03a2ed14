#pragma once
// The catalog of a workspace: what was imported, how it is split, which runs exist. Rows only; no decoding here.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/volume/volume.h"

namespace selvox::ports {

struct DatasetRow {
  std::int64_t id = 0;
  std::string name, created;
  std::int64_t series = 0, patients = 0, labelled = 0, quarantined = 0;
  std::vector<std::string> modalities;
};

struct LabelRow {  // a label map on the grid of its series
  std::int64_t id = 0;
  std::string voxelsHash;
  std::map<int, std::string> names;    // label number -> name, background left out
  std::map<int, std::int64_t> voxels;  // label number -> voxel count
  std::vector<std::string> files;      // absolute, from the private source store; empty when it is elsewhere
};

struct SeriesRow {
  std::int64_t id = 0;
  std::string dataset, caseName, patient, study, modality, format;
  volume::Extent extent;  // stored axis order
  int channels = 1;
  std::string storedType;
  volume::Affine worldFromVoxel;  // stored axis order -> LPS mm
  volume::Statistics statistics;
  std::string voxelsHash;
  std::map<std::string, std::string> attributes;  // window, protocol, … never identifying
  std::vector<LabelRow> labels;
  std::vector<std::string> files;  // absolute, slice order
};

enum class FileState { Imported, Skipped, Quarantined };
[[nodiscard]] const char* name(FileState state);

struct FileRow {
  std::string path;  // absolute; kept in the private source store, not in the workspace
  FileState state = FileState::Imported;
  std::string reason;
  std::string contentHash;
  std::int64_t series = 0;  // 0: none
};

// One transaction: all or nothing.
struct ImportBatch {
  std::string dataset;
  std::vector<SeriesRow> series;  // id 0; files and labels filled
  std::vector<FileRow> files;     // `series` = index into `series` + 1, or 0
};

struct SplitRow {
  std::string dataset;
  std::uint64_t seed = 0;
  std::string created;
  std::vector<std::string> train, val, test, labelled;  // case names
};

struct RunMetric {
  std::string name;
  double value = 0;
};
struct RunCheckpoint {
  std::string path;  // relative to the run folder
  std::int64_t step = 0;
  bool best = false;
};
struct RunRow {  // mirror of a run folder
  std::string name, kind, task, method, arch, state, parent, created;
  std::int64_t step = 0, steps = 0, parameters = 0;
  double seconds = 0;
  base::Json settings;
  std::vector<RunMetric> metrics{};  // last values, by name
  std::vector<RunCheckpoint> checkpoints{};
};

// What series are chosen by beside their text. The value "" means: not known (of Tag: without a tag).
enum class Facet { Modality, Scanner, Site, BodyPart, Spacing, Rating, Labelled, Split, Tag };

struct SeriesQuery {
  std::string dataset{};   // empty: all
  std::string text{};      // words matched in case, patient, modality, format, label names
  std::string modality{};  // empty: all
  std::optional<bool> labelled{};
  std::string split{};           // "train", "val", "test", "none" or empty
  std::string orderBy = "case";  // case, patient, modality, extent, spacing
  bool descending = false;
  std::map<Facet, std::vector<std::string>> facets{};  // of every facet one of its values; none: all
  std::int64_t limit = 0;                              // 0: all; else the first so many: a first screen
};

class Catalog {
 public:
  virtual ~Catalog() = default;
  virtual base::Result<std::vector<DatasetRow>> datasets() = 0;
  virtual base::Result<std::vector<std::int64_t>> seriesIds(const SeriesQuery& query) = 0;        // ordered
  virtual base::Result<std::vector<SeriesRow>> series(const std::vector<std::int64_t>& ids) = 0;  // in that order
  virtual base::Result<std::vector<FileRow>> files(const std::string& dataset, FileState state) = 0;
  // Files already known by content in this dataset (hash -> series id): such a file is skipped on import.
  virtual base::Result<std::map<std::string, std::int64_t>> knownFiles(const std::string& dataset) = 0;
  virtual base::Status commit(ImportBatch batch) = 0;
  virtual base::Status removeSeries(const std::vector<std::int64_t>& ids) = 0;

  virtual base::Status storeSplit(const SplitRow& split) = 0;  // replaces the dataset's current split, keeps history
  virtual base::Result<std::optional<SplitRow>> split(const std::string& dataset) = 0;

  virtual base::Status mirrorRuns(const std::vector<RunRow>& runs) = 0;
  virtual base::Result<std::vector<RunRow>> runs() = 0;
  // Key for pseudonyms, 32 random bytes in hex, made on first use, kept outside the workspace (mode 0600).
  virtual base::Result<std::string> pseudonymKey() = 0;
  // Grows whenever another connection changed the catalog (PRAGMA data_version).
  virtual std::int64_t dataVersion() = 0;
  // Stops a query of this object running on another thread.
  virtual void interrupt() = 0;
};

}  // namespace selvox::ports
