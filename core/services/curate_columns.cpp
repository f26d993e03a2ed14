#include <algorithm>
#include <set>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/ports/pseudonym.h"
#include "core/services/curate.h"
#include "core/services/nearest.h"

namespace selvox::services {
namespace {

using Kind = ports::SeriesChange::Kind;
using TableRows = std::vector<std::vector<std::string>>;

constexpr std::size_t kLongestValue = 200;

bool namesLevel(const std::string& column, const std::string& level) {
  static const std::map<std::string, std::set<std::string>> kNames{
      {"case", {"case", "case_id", "file", "image"}},
      {"patient", {"patient", "patient_id", "patientid", "subject", "subject_id", "participant_id", "pid"}},
      {"study", {"study", "study_id", "study_instance_uid", "studyinstanceuid"}},
      {"series", {"series", "series_id", "id"}}};
  const auto found = kNames.find(level);
  return found != kNames.end() && found->second.contains(column);
}

struct Headings {
  std::size_t key = 0;
  std::vector<std::pair<std::size_t, std::string>> taken;
};

base::Result<Headings> readHeadings(const std::vector<std::string>& first, const ColumnsRequest& request,
                                    ColumnsReport& report) {
  std::vector<std::string> names;
  for (const auto& heading : first) names.push_back(base::plainColumn(heading));
  Headings headings;
  if (!request.key.empty()) {
    const auto found = std::find(names.begin(), names.end(), base::plainColumn(request.key));
    if (found == names.end())
      return tl::unexpected(unknownName("column", request.key, names, "They stand in the table's first line."));
    headings.key = static_cast<std::size_t>(found - names.begin());
  } else {
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto& name) { return namesLevel(name, request.level); });
    headings.key = found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
  }
  std::set<std::string> wanted;
  for (const auto& column : request.columns) {
    if (std::find(names.begin(), names.end(), base::plainColumn(column)) == names.end())
      return tl::unexpected(unknownName("column", column, names, "They stand in the table's first line."));
    wanted.insert(base::plainColumn(column));
  }
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (c == headings.key || (!wanted.empty() && !wanted.contains(names[c]))) continue;
    if (names[c].empty() || (wanted.empty() && base::mayIdentify(names[c]))) {
      report.leftOut.push_back(first[c]);
    } else {
      headings.taken.emplace_back(c, names[c]);
      report.columns.push_back(names[c]);
    }
  }
  if (headings.taken.empty())
    return base::fail(base::ErrorCode::InvalidArgument,
                      "The table has no column to take beside the one that names the " + request.level +
                          ". Those that may name people are taken only by name: --columns.");
  return headings;
}

// Series by the name of what a row is about.
base::Result<std::map<std::string, std::vector<std::int64_t>>> seriesByLevel(const Workspace& workspace,
                                                                             const ColumnsRequest& request) {
  ports::SeriesQuery query;
  query.dataset = request.dataset;
  SELVOX_TRY(const auto ids, workspace.catalog->seriesIds(query));
  SELVOX_TRY(const auto rows, workspace.curation->summaries(ids));
  std::map<std::string, std::vector<std::int64_t>> known;
  for (const auto& row : rows) {
    if (request.level == "case") known[row.caseName].push_back(row.id);
    if (request.level == "patient") known[row.patient].push_back(row.id);
    if (request.level == "study") known[row.study].push_back(row.id);
    if (request.level == "series") known[std::to_string(row.id)].push_back(row.id);
  }
  return known;
}

class ColumnsImport {
 public:
  ColumnsImport(const Workspace& workspace, const ColumnsRequest& request, ColumnsReport& report)
      : request_(request), report_(report) {
    const bool hidden = request.level == "patient" || request.level == "study";
    if (!hidden) return;
    if (auto key = workspace.catalog->pseudonymKey()) key_ = std::move(*key);
    prefix_ = request.level == "patient" ? "P-" : "S-";
  }

  base::Status add(const std::map<std::string, std::vector<std::int64_t>>& known, const Headings& headings,
                   const std::vector<std::string>& row) {
    const auto field = [&](std::size_t c) {
      return std::string(c < row.size() ? base::trimmed(row[c]) : std::string_view());
    };
    const std::string key = field(headings.key);
    if (key.empty()) return {};
    ++report_.rows;
    auto found = known.find(key);
    if (found == known.end() && !key_.empty())
      found = known.find(prefix_ == std::string("P-") ? ports::patientPseudonym(key_, key)
                                                      : ports::pseudonym(prefix_, key_, key));
    if (found == known.end()) {
      report_.unmatched.push_back(key);
      return {};
    }
    ++report_.matched;
    for (const auto& [c, name] : headings.taken) {
      const std::string value = field(c);
      if (value.empty()) continue;
      if (value.size() > kLongestValue)
        return base::fail(base::ErrorCode::InvalidArgument, "A value in column '" + name + "' has " +
                                                                std::to_string(value.size()) + " bytes; up to " +
                                                                std::to_string(kLongestValue) + " are taken.");
      for (const std::int64_t id : found->second) {
        const auto [said, fresh] = said_.try_emplace({id, name}, value);
        if (!fresh && said->second != value)
          return base::fail(base::ErrorCode::Refused, "The table says two things of " + request_.level + " " +
                                                          found->first + ": '" + name + "' is '" + said->second +
                                                          "' and '" + value + "'. Leave one row of it.");
      }
    }
    for (const std::int64_t id : found->second) series_.insert(id);
    report_.series = static_cast<std::int64_t>(series_.size());
    return {};
  }

  [[nodiscard]] std::vector<ports::SeriesChange> changes() const {
    std::vector<ports::SeriesChange> all;
    for (const auto& [place, value] : said_) all.push_back({Kind::Column, place.first, place.second, value});
    return all;
  }

 private:
  const ColumnsRequest& request_;
  ColumnsReport& report_;
  std::string key_;
  const char* prefix_ = "";
  std::map<std::pair<std::int64_t, std::string>, std::string> said_;
  std::set<std::int64_t> series_;
};

}  // namespace

base::Result<ColumnsReport> importColumns(const Workspace& workspace, const std::string& table,
                                          const ColumnsRequest& request) {
  const std::vector<std::string> levels{"case", "patient", "study", "series"};
  if (std::find(levels.begin(), levels.end(), request.level) == levels.end())
    return tl::unexpected(unknownName("level", request.level, levels, ""));
  const TableRows rows = base::parseCsv(table);
  if (rows.size() < 2)
    return base::fail(
        base::ErrorCode::InvalidArgument,
        "The table has no rows. Its first line names the columns, every further line is one " + request.level + ".");
  ColumnsReport report;
  SELVOX_TRY(const auto headings, readHeadings(rows.front(), request, report));
  SELVOX_TRY(const auto known, seriesByLevel(workspace, request));
  ColumnsImport import(workspace, request, report);
  for (std::size_t r = 1; r < rows.size(); ++r) SELVOX_CHECK(import.add(known, headings, rows[r]));
  if (report.matched == 0)
    return base::fail(
        base::ErrorCode::NotFound,
        "None of the " + std::to_string(report.rows) + " rows names a " + request.level + " of this workspace" +
            (request.dataset.empty() ? "" : "'s dataset '" + request.dataset + "'") + ". The column '" +
            rows.front()[headings.key] + "' was read as its name: say another with --key, or another --level.");
  std::string what = "columns ";
  for (const auto& column : report.columns) what += (what == "columns " ? "" : ", ") + column;
  SELVOX_TRY(report.edit, workspace.curation->apply(what + " from a table", import.changes()));
  return report;
}

}  // namespace selvox::services
