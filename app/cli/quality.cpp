#include "core/services/quality.h"

#include <cmath>

#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "core/base/file.h"
#include "core/base/text.h"

namespace selvox::cli {

namespace {

using base::Json;

struct QualityOptions : Common {
  std::string dataset;
  bool all = false;
};

// Label maps that import refused are not in the catalog: their quarantine says why.
base::Result<std::vector<std::pair<std::string, std::string>>> refusedOnImport(const Session& session,
                                                                               const std::string& dataset) {
  SELVOX_TRY(const auto files, session.ports().catalog->files(dataset, ports::FileState::Quarantined));
  std::vector<std::pair<std::string, std::string>> list;
  for (const auto& file : files) list.emplace_back(base::utf8(base::pathFromUtf8(file.path).filename()), file.reason);
  return list;
}

void showUsual(const services::QualityReport& report, Console& console) {
  std::vector<std::vector<std::string>> table{{"MODALITY", "", "SCANS", "MEDIAN", "SPREAD", "OUTLIERS"}};
  const auto& metrics = services::qualityMetrics();
  for (const auto& [modality, ranges] : report.usual)
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      if (ranges[m].scans == 0) continue;
      int outliers = 0;
      for (const auto& row : report.rows)
        outliers += row.modality == modality && std::abs(row.z[m]) > services::kOutlier;
      const std::string unit = *metrics[m].unit == '\0' ? "" : std::string(", ") + metrics[m].unit;
      table.push_back({modality, metrics[m].title + unit, std::to_string(ranges[m].scans),
                       fixedText(ranges[m].median, 3), fixedText(ranges[m].spread, 3),
                       ranges[m].scans < services::kFewestScans ? "too few" : std::to_string(outliers)});
    }
  console.table(table);
}

void showFindings(const services::QualityReport& report, bool all, Console& console) {
  std::size_t hidden = 0;
  for (const auto& row : report.rows)
    for (const auto& finding : row.findings) {
      const bool shown = all || services::toCorrect(finding.kind);
      if (shown) console.text(row.caseName + ": " + words(finding));
      hidden += !shown;
    }
  console.text(std::to_string(report.flagged()) + " of " + std::to_string(report.rows.size()) +
               " scans have findings; " + std::to_string(report.measured) + " measured now, " +
               std::to_string(report.known) + " before" +
               (hidden > 0 ? "; " + std::to_string(hidden) + " remarks more with --all" : ""));
}

Outcome runQuality(const QualityOptions& options, Console& console) {
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SELVOX_TRY(const auto report,
             services::assessQuality(session.ports(), options.dataset, base::isoNow(), console.watch()));
  SELVOX_TRY(const auto quarantine, refusedOnImport(session, options.dataset));
  if (options.json) {
    auto document = toJson(report);
    document["refused"] = Json::array();
    for (const auto& [file, reason] : quarantine) document["refused"].push_back({{"file", file}, {"reason", reason}});
    console.document(document);
    return 0;
  }
  showUsual(report, console);
  for (const auto& [file, reason] : quarantine) console.text(file + " was refused on import: " + reason);
  showFindings(report, options.all, console);
  return 0;
}

}  // namespace

void addQuality(Program& program) {
  const auto options = std::make_shared<QualityOptions>();
  auto* command = makeCommand(program.app, "quality",
                              "List what is odd about the scans of a dataset: empty, repeated or missing slices, "
                              "labels off their image, outliers",
                              "selvox quality WS --dataset brains", *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", options->dataset, "Dataset to look at")->required()->type_name("NAME");
  command->add_flag("--all", options->all, "Remarks too: padding, orientation");
  printsData(command, *options);
  onChosen(command, program, options, runQuality);
}

}  // namespace selvox::cli
