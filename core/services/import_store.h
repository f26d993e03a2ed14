#pragma once
// The storing half of import: takes what importers find, makes rows and bricks of it, and commits whole batches.

#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "core/services/import.h"
#include "core/services/import_walk.h"

namespace selvox::services {

constexpr std::size_t kMostFileRows = 2000;  // per transaction

class ImportStore final : public ports::ImportSink {
 public:
  ImportStore(const ImportRequest& request, const ImportPorts& ports, const base::ProgressFunction& progress,
              const base::CancelToken& cancel);

  // What the dataset holds already. Before anything else.
  base::Status open();
  // Every file of the group that has no state after its scan gets one.
  void settle(const ScanGroup& group, const base::Status& scanned);
  void passOver(const PassedOver& file);
  // Commits what is pending, then the list of refused files, and fills the series ids of the report.
  base::Result<ImportReport> finish();
  // The failure that ended the import, if any.
  [[nodiscard]] base::Status status() const { return status_; }

  void found(ports::FoundSeries series) override;
  void quarantine(const std::filesystem::path& file, std::string reason) override;
  void skip(const std::filesystem::path& file, std::string reason) override;
  bool known(const std::filesystem::path& file) override;
  void progress(const base::Progress& progress) override;
  bool cancelled() override { return cancel_.cancelled() || !status_; }

 private:
  struct Known {  // a volume of the dataset
    std::string caseName, patient;
    volume::Affine worldFromVoxel;  // of the LPS grid
  };
  struct Identity {
    std::string patient, study, caseName;
  };
  [[nodiscard]] Identity identify(const ports::FoundSeries& series) const;
  [[nodiscard]] std::string freeName(const std::string& wanted) const;
  void accept(ports::FoundSeries& series);
  [[nodiscard]] std::string placeClash(const std::string& hash, const volume::Volume& image) const;
  void addFile(const std::filesystem::path& file, const std::string& reason, const std::string& caseName);
  void acceptLabels(ports::FoundSeries& series, const volume::Volume& image, ports::SeriesRow& row);
  [[nodiscard]] bool storeBricks(const std::string& hash, const volume::Volume& volume, volume::Content content);
  void refuseAll(const ports::FoundSeries& series, ports::FileState state, const std::string& reason);
  void record(const std::filesystem::path& file, ports::FileState state, std::string reason,
              const std::string& caseName);
  const std::string& hashOf(const std::filesystem::path& file);
  void commitPending();
  void commitRefused();
  base::Status fillSeriesIds();

  const ImportRequest& request_;
  const ImportPorts& ports_;
  const base::ProgressFunction& progress_;
  const base::CancelToken& cancel_;
  base::Status status_;
  std::string key_;
  std::map<std::string, std::int64_t> knownFiles_;  // content hash -> series
  std::set<std::string> cases_;
  std::map<std::string, Known> volumes_;                                      // voxels hash ->
  std::unordered_map<std::string, std::string> hashes_;                       // path -> content hash
  std::unordered_map<std::string, std::size_t> listed_;                       // path -> index into report_.files
  std::unordered_map<std::string, std::string> caseOf_;                       // path -> case
  std::map<std::string, std::pair<std::string, std::string>> refusedBefore_;  // path -> content hash, reason
  ports::ImportBatch pending_;
  std::vector<std::string> pendingPaths_;
  std::set<std::string> rowsMade_;  // paths of imported files with a row in the pending batch
  std::int64_t committed_ = 0;
  ImportReport report_;
};

}  // namespace selvox::services
