#pragma once
// A catalog in memory with as many series as a test wants; counts what it is asked for.

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTest>

#include "core/ports/catalog.h"
#include "core/ports/stores.h"

namespace selvox::ui {

class FakeCatalog : public ports::Catalog {
 public:
  explicit FakeCatalog(std::int64_t series = 0) : series_(series) {}

  base::Result<std::vector<ports::DatasetRow>> datasets() override {
    if (series_ == 0) return std::vector<ports::DatasetRow>{};
    ports::DatasetRow row;
    row.id = 1;
    row.name = "phantom";
    row.series = series_;
    row.patients = series_;
    row.labelled = series_ / 2;
    row.modalities = {"MR"};
    return std::vector<ports::DatasetRow>{row};
  }
  base::Result<std::vector<std::int64_t>> seriesIds(const ports::SeriesQuery& query) override {
    const std::lock_guard lock(mutex_);
    queries.push_back(query);
    std::vector<std::int64_t> ids;
    for (std::int64_t id = 1; id <= series_; ++id) {
      if (removed.contains(id)) continue;
      if (!query.text.empty() && nameOf(id).find(query.text) == std::string::npos) continue;
      if (query.labelled && *query.labelled != (id % 2 == 0)) continue;
      ids.push_back(id);
    }
    if (query.descending) std::reverse(ids.begin(), ids.end());
    return ids;
  }
  base::Result<std::vector<ports::SeriesRow>> series(const std::vector<std::int64_t>& ids) override {
    ++seriesCalls;
    std::vector<ports::SeriesRow> rows;
    for (const auto id : ids) {
      ports::SeriesRow row;
      row.id = id;
      row.dataset = "phantom";
      row.caseName = nameOf(id);
      row.patient = "P-0000";
      row.modality = "MR";
      row.extent = {35, 51, 36};
      row.voxelsHash = std::string(32, 'a');
      if (id % 2 == 0) row.labels.push_back({id, std::string(32, 'b'), {{1, "anterior"}}, {{1, 10}}, {}});
      rows.push_back(std::move(row));
    }
    return rows;
  }
  base::Result<std::vector<ports::FileRow>> files(const std::string&, ports::FileState) override {
    return std::vector<ports::FileRow>{};
  }
  base::Result<std::map<std::string, std::int64_t>> knownFiles(const std::string&) override {
    return std::map<std::string, std::int64_t>{};
  }
  base::Status commit(ports::ImportBatch) override { return {}; }
  base::Status removeSeries(const std::vector<std::int64_t>& ids) override {
    const std::lock_guard lock(mutex_);
    for (const auto id : ids) removed[id] = true;
    return {};
  }
  base::Status storeSplit(const ports::SplitRow& split) override {
    stored = split;
    return {};
  }
  base::Result<std::optional<ports::SplitRow>> split(const std::string&) override { return stored; }
  base::Status mirrorRuns(const std::vector<ports::RunRow>&) override { return {}; }
  base::Result<std::vector<ports::RunRow>> runs() override { return std::vector<ports::RunRow>{}; }
  base::Result<std::string> pseudonymKey() override { return std::string(64, '0'); }
  std::int64_t dataVersion() override { return 1; }
  void interrupt() override { ++interrupts; }

  static std::string nameOf(std::int64_t id) { return "case_" + std::to_string(id); }

  std::vector<ports::SeriesQuery> queries;
  std::map<std::int64_t, bool> removed;
  std::optional<ports::SplitRow> stored;
  std::atomic<int> seriesCalls{0}, interrupts{0};

 private:
  std::int64_t series_;
  std::mutex mutex_;
};

class NoCache : public ports::VolumeCache {
 public:
  [[nodiscard]] std::filesystem::path pathOf(const std::string& key) const override { return "/nowhere/" + key; }
  [[nodiscard]] bool contains(const std::string&) const override { return false; }
  base::Status store(const std::string&, const volume::BrickHeader&, const volume::Volume&) override { return {}; }
};

class NoRuns : public ports::RunStore {
 public:
  [[nodiscard]] std::filesystem::path root() const override { return "/nowhere"; }
  [[nodiscard]] events::RunFolder folder(const std::string& name) const override { return {root() / name}; }
  base::Result<events::RunFolder> create(const spec::RunSpec&) override {
    return base::fail(base::ErrorCode::Io, "no");
  }
  base::Result<std::vector<ports::RunListing>> list() override { return std::vector<ports::RunListing>{}; }
  base::Result<ports::RunListing> find(const std::string&) override {
    return base::fail(base::ErrorCode::NotFound, "no");
  }
  base::Status remove(const std::string&) override { return {}; }
  base::Status enqueue(const std::string&) override { return {}; }
  base::Status dequeue(const std::string&) override { return {}; }
  base::Result<std::vector<std::string>> queue() override { return std::vector<std::string>{}; }
};

// Lets the event loop run until `done` or the deadline; true when done.
template <class Done>
bool waitUntil(Done done, int milliseconds = 10'000) {
  const QDeadlineTimer deadline(milliseconds);
  while (!done() && !deadline.hasExpired()) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
  return done();
}

}  // namespace selvox::ui
