#pragma once
// The catalog of a workspace in WS/catalog.sqlite, and what belongs to it in the user's data folder.
//
// Every process takes WS/workspace.lock shared for as long as it has the catalog open; only a migration takes it
// exclusively. One object is used by one thread at a time; interrupt() may come from another.

#include <filesystem>
#include <memory>

#include "core/base/lock.h"
#include "core/ports/curation.h"

namespace selvox::storage::catalog {

// Where private things go: SELVOX_DATA_DIR, else $XDG_DATA_HOME/selvox (~/.local/share/selvox), on Windows
// %LOCALAPPDATA%\selvox. A folder named after the workspace's id is made in it.
[[nodiscard]] std::filesystem::path userDataDir();

class SqliteCatalog final : public ports::Catalog, public ports::Curation {
 public:
  // Makes the workspace: catalog.sqlite, cache/, runs/, index/, exports/. AlreadyExists when there is one.
  static base::Result<std::unique_ptr<SqliteCatalog>> create(const std::filesystem::path& workspace,
                                                             const std::filesystem::path& dataDir = userDataDir());
  // NotFound (no workspace there), NewerVersion, Busy (held exclusively, with program, process and since when),
  // Corrupt. An older catalog is brought to this version.
  static base::Result<std::unique_ptr<SqliteCatalog>> open(const std::filesystem::path& workspace,
                                                           const std::filesystem::path& dataDir = userDataDir());
  ~SqliteCatalog() override;

  base::Result<std::vector<ports::DatasetRow>> datasets() override;
  base::Result<std::vector<std::int64_t>> seriesIds(const ports::SeriesQuery& query) override;
  base::Result<std::vector<ports::SeriesRow>> series(const std::vector<std::int64_t>& ids) override;
  base::Result<std::vector<ports::FileRow>> files(const std::string& dataset, ports::FileState state) override;
  base::Result<std::map<std::string, std::int64_t>> knownFiles(const std::string& dataset) override;
  base::Status commit(ports::ImportBatch batch) override;
  base::Status removeSeries(const std::vector<std::int64_t>& ids) override;
  base::Status storeSplit(const ports::SplitRow& split) override;
  base::Result<std::optional<ports::SplitRow>> split(const std::string& dataset) override;
  base::Status mirrorRuns(const std::vector<ports::RunRow>& runs) override;
  base::Result<std::vector<ports::RunRow>> runs() override;
  base::Result<std::string> pseudonymKey() override;
  std::int64_t dataVersion() override;
  void interrupt() override;

  base::Result<std::vector<ports::FacetCount>> facetCounts(const ports::SeriesQuery& query) override;
  base::Result<std::vector<ports::SeriesSummary>> summaries(const std::vector<std::int64_t>& ids) override;
  base::Result<ports::EditRow> apply(const std::string& what, const std::vector<ports::SeriesChange>& changes) override;
  base::Result<ports::EditRow> undo() override;
  base::Result<ports::EditRow> redo() override;
  base::Result<std::vector<ports::EditRow>> edits() override;
  base::Status saveQuery(const std::string& name, const ports::SeriesQuery& query) override;
  base::Result<std::vector<ports::SavedQuery>> savedQueries() override;
  base::Status removeQuery(const std::string& name) override;
  base::Status storeHashes(int method, const std::vector<ports::PictureHash>& hashes) override;
  base::Result<std::vector<ports::PictureHash>> hashes(int method) override;
  base::Result<std::vector<std::vector<std::int64_t>>> sameVoxels() override;

  [[nodiscard]] std::string workspaceId() const;
  [[nodiscard]] std::filesystem::path privateFolder() const;

 private:
  struct State;
  explicit SqliteCatalog(std::unique_ptr<State> state);
  static base::Result<std::unique_ptr<SqliteCatalog>> openAt(const std::filesystem::path& workspace,
                                                             const std::filesystem::path& dataDir, bool mayCreate);
  std::unique_ptr<State> state_;
};

}  // namespace selvox::storage::catalog
