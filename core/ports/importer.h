#pragma once
// What a format plugin offers: which files are its own, what series they make, and their voxels.

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/ports/catalog.h"

namespace selvox::ports {

// A series found in files. `patientKey` and `studyKey` are the source's own identifiers: the import service replaces
// them by keyed pseudonyms before anything is stored. `caseName` empty: the service names it (pseudonym + number).
struct FoundSeries {
  std::string patientKey, studyKey, caseName, modality, format;
  std::vector<std::filesystem::path> files;             // slice order
  std::map<std::string, std::string> attributes;        // not identifying
  volume::Volume volume;                                // decoded, stored axis order
  struct Label {
    std::vector<std::filesystem::path> files;
    std::map<int, std::string> names;
    volume::Volume volume;                              // on the image's grid
  };
  std::vector<Label> labels;
};

class ImportSink {
 public:
  virtual ~ImportSink() = default;
  virtual void found(FoundSeries series) = 0;
  virtual void quarantine(const std::filesystem::path& file, std::string reason) = 0;  // why, and what to do
  virtual void skip(const std::filesystem::path& file, std::string reason) = 0;        // sidecars, indexes
  virtual bool known(const std::filesystem::path& file) = 0;                           // already in the dataset
  virtual void progress(const base::Progress& progress) = 0;
  virtual bool cancelled() = 0;
};

class Importer {
 public:
  virtual ~Importer() = default;
  [[nodiscard]] virtual std::string id() const = 0;  // "dicom", "nifti", "msd", "image"
  // A layout that owns a whole folder (dataset.json …): 0 no, 100 certain.
  [[nodiscard]] virtual int probeFolder(const std::filesystem::path& folder) const = 0;
  // One file by name and its first bytes (up to 1024): 0 no, 100 certain.
  [[nodiscard]] virtual int probeFile(const std::filesystem::path& file, std::span<const std::byte> head) const = 0;
  // Every file given ends in exactly one of found, quarantine, skip. A cancelled scan may leave the rest out.
  virtual base::Status scan(const std::filesystem::path& root, const std::vector<std::filesystem::path>& files,
                            ImportSink& sink) = 0;
  // Voxels of one series from its files in slice order: stored axis order, LPS affine.
  virtual base::Result<volume::Volume> read(const std::vector<std::filesystem::path>& files) = 0;
};

class Exporter {
 public:
  virtual ~Exporter() = default;
  [[nodiscard]] virtual std::string id() const = 0;  // "nifti"
  virtual base::Status write(const std::filesystem::path& file, const volume::Volume& volume) = 0;
};

}  // namespace selvox::ports
