#include "core/services/quality.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/cache_keys.h"
#include "core/services/nearest.h"

namespace selvox::services {

namespace {

constexpr std::size_t kRowsAtOnce = 512;

std::filesystem::path qualityFile(const std::filesystem::path& workspace, const std::string& dataset,
                                  const char* ending) {
  return workspace / "index" / "quality" / base::pathFromUtf8(dataset + ending);
}

base::Status checkDataset(const Workspace& workspace, const std::string& dataset) {
  SELVOX_TRY(const auto datasets, workspace.catalog->datasets());
  std::vector<std::string> names;
  for (const auto& row : datasets) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), dataset) == names.end())
    return tl::unexpected(unknownName("dataset", dataset, names, "'selvox datasets WS' lists all."));
  return {};
}

class Assessment {
 public:
  Assessment(const Workspace& workspace, const std::string& dataset, const Watch& watch)
      : workspace_(workspace), watch_(watch), facts_(qualityFile(workspace.root, dataset, ".facts.jsonl")) {}

  base::Status open() {
    std::error_code failed;
    std::filesystem::create_directories(facts_.parent_path(), failed);
    if (failed) return base::fail(base::ErrorCode::Io, "Cannot make " + base::utf8(facts_.parent_path()) + ".");
    known_ = readFacts(facts_);
    SELVOX_TRY(auto file, base::AppendFile::open(facts_));
    file_.emplace(std::move(file));
    // A line that an earlier run left half written ends here.
    return std::filesystem::file_size(facts_, failed) > 0 ? file_->append("\n") : base::Status{};
  }

  base::Status scan(const ports::SeriesRow& row) {
    ScanFacts made{row.id, row.caseName, row.modality, volume::orientationLetters(row.worldFromVoxel), {}, {}};
    auto facts = factsOf(row);
    if (facts)
      made.facts = std::move(*facts);
    else if (facts.error().code == base::ErrorCode::Cancelled || facts.error().code == base::ErrorCode::DiskFull)
      return tl::unexpected(facts.error());
    else
      made.gone = facts.error().message;
    scans.push_back(std::move(made));
    return {};
  }

  std::vector<ScanFacts> scans;
  std::size_t measured = 0, known = 0;

 private:
  base::Result<VolumeFacts> factsOf(const ports::SeriesRow& row) {
    const auto found = known_.find(row.voxelsHash);
    if (found != known_.end() && sameLabels(found->second, row)) {
      ++known;
      return found->second;
    }
    std::vector<LabelFile> labels;
    for (const auto& label : row.labels)
      labels.push_back({label.voxelsHash, workspace_.cache->pathOf(nativeKey(label.voxelsHash))});
    SELVOX_TRY(auto facts,
               measureScan(row.voxelsHash, workspace_.cache->pathOf(nativeKey(row.voxelsHash)), labels, watch_));
    SELVOX_CHECK(file_->append(base::dumpJson(toJson(facts)) + "\n"));
    ++measured;
    return facts;
  }

  static bool sameLabels(const VolumeFacts& facts, const ports::SeriesRow& row) {
    return std::equal(facts.labels.begin(), facts.labels.end(), row.labels.begin(), row.labels.end(),
                      [](const auto& a, const auto& b) { return a.voxelsHash == b.voxelsHash; });
  }

  const Workspace& workspace_;
  const Watch& watch_;
  const std::filesystem::path facts_;
  std::map<std::string, VolumeFacts> known_;
  std::optional<base::AppendFile> file_;
};

}  // namespace

base::Result<QualityReport> assessQuality(const Workspace& workspace, const std::string& dataset,
                                          const std::string& created, const Watch& watch) {
  SELVOX_CHECK(checkDataset(workspace, dataset));
  ports::SeriesQuery query;
  query.dataset = dataset;
  SELVOX_TRY(const auto ids, workspace.catalog->seriesIds(query));
  Assessment assessment(workspace, dataset, watch);
  SELVOX_CHECK(assessment.open());
  const auto total = static_cast<std::int64_t>(ids.size());
  for (std::size_t start = 0; start < ids.size(); start += kRowsAtOnce) {
    const auto end = std::min(ids.size(), start + kRowsAtOnce);
    SELVOX_TRY(const auto rows, workspace.catalog->series({ids.begin() + static_cast<std::ptrdiff_t>(start),
                                                           ids.begin() + static_cast<std::ptrdiff_t>(end)}));
    for (const auto& row : rows) {
      SELVOX_CHECK(watch.check());
      watch.tell("Measuring quality", static_cast<std::int64_t>(assessment.scans.size()), total, row.caseName);
      SELVOX_CHECK(assessment.scan(row));
    }
  }
  watch.tell("Measuring quality", total, total);
  auto report = judgeQuality(dataset, assessment.scans);
  report.created = created;
  report.measured = assessment.measured;
  report.known = assessment.known;
  SELVOX_CHECK(base::writeFile(qualityFile(workspace.root, dataset, ".json"), base::dumpJson(toJson(report)) + "\n"));
  return report;
}

base::Result<QualityReport> readQuality(const std::filesystem::path& workspace, const std::string& dataset) {
  const auto file = qualityFile(workspace, dataset, ".json");
  std::error_code failed;
  if (!base::isPlainName(dataset) || !std::filesystem::exists(file, failed))
    return base::fail(
        base::ErrorCode::NotFound,
        "The quality of '" + dataset + "' was not measured yet. Do: selvox quality WS --dataset " + dataset);
  SELVOX_TRY(const auto json, base::readJson(file));
  return qualityFromJson(json);
}

}  // namespace selvox::services
