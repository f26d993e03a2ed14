#include "core/services/split.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <tuple>

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/services/split_take.h"
#include "core/spec/columns.h"

namespace selvox::services {

namespace {

std::uint64_t orderKey(const std::string& name, std::uint64_t seed) {
  base::Sha256 hash;
  hash.update(name);
  const auto digest = hash.digest();
  std::uint64_t index = 0;
  for (int i = 0; i < 8; ++i) index = index << 8 | digest[static_cast<std::size_t>(i)];
  base::Rng rng(seed, base::Purpose::Split, 0, index);
  const std::uint64_t high = rng.next();
  return high << 32 | rng.next();
}

bool isDate(const std::string& text) {
  return text.size() >= 4 && std::all_of(text.begin(), text.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<SplitGroup> groups(const std::vector<SplitCase>& cases, const SplitRequest& request) {
  std::vector<SplitGroup> all;
  for (auto& patient : patientsInOrder(cases, request.seed)) {
    SplitGroup group{std::move(patient), false, {}, {}};
    if (!request.stratify.empty()) group.stratum = commonestPart(group);
    if (!request.byDate.empty())
      for (const auto& one : group.cases) group.date = std::max(group.date, one.part);
    all.push_back(std::move(group));
  }
  return all;
}

std::vector<std::string> takeAs(const SplitRequest& request, std::vector<SplitGroup>& all, std::size_t wanted,
                                const Eligible& eligible) {
  if (!request.byDate.empty()) return takeLatest(all, wanted, eligible);
  return request.stratify.empty() ? takeInOrder(all, wanted, eligible) : takeBalanced(all, wanted, eligible);
}

std::size_t countOf(const Amount& amount, std::size_t of) {
  return amount.share ? static_cast<std::size_t>(std::llround(amount.value * static_cast<double>(of)))
                      : static_cast<std::size_t>(amount.value);
}

void noteShortage(std::vector<std::string>& notes, const char* what, std::size_t wanted, std::size_t got) {
  if (got < wanted)
    notes.push_back(std::string(what) + ": asked for " + std::to_string(wanted) + " cases, took " +
                    std::to_string(got) + ", because the cases of a patient stay together.");
}

const std::map<std::string, std::string>& partNames() {
  static const std::map<std::string, std::string> names{{"train", "train"}, {"training", "train"}, {"val", "val"},
                                                        {"valid", "val"},   {"validation", "val"}, {"dev", "val"},
                                                        {"test", "test"},   {"testing", "test"}};
  return names;
}

base::Status checkWay(const std::vector<SplitCase>& cases, const SplitRequest& request) {
  const int ways =
      (request.stratify.empty() ? 0 : 1) + (request.leaveOut.empty() ? 0 : 1) + (request.byDate.empty() ? 0 : 1);
  if (ways > 1)
    return base::fail(base::ErrorCode::InvalidArgument,
                      "A split is stratified, leaves values out or goes by date: choose one of them.");
  if (!request.leaveOut.empty() && request.test.given && request.test.value > 0)
    return base::fail(base::ErrorCode::InvalidArgument,
                      "The values left out are the test cases, so their number cannot be chosen. Leave --test out.");
  const std::string column = request.stratify + request.leaveOut + request.byDate;
  if (column.empty()) return {};
  std::set<std::string> known;
  for (const auto& one : cases) {
    if (!one.part.empty()) known.insert(one.part);
    if (!request.byDate.empty() && !one.part.empty() && !isDate(one.part))
      return base::fail(base::ErrorCode::InvalidArgument, "The column '" + column + "' of case '" + one.caseName +
                                                              "' is '" + one.part +
                                                              "', which does not begin with a year: 2026-11-23.");
  }
  std::string all;
  for (const auto& value : known) all += (all.empty() ? "" : ", ") + value;
  if (known.empty())
    return base::fail(base::ErrorCode::NotFound, "No case of '" + request.dataset + "' has a column '" + column +
                                                     "'. 'selvox series WS --json' lists the columns.");
  for (const auto& value : request.values)
    if (!known.contains(value))
      return base::fail(base::ErrorCode::NotFound, "No case of '" + request.dataset + "' has '" + value +
                                                       "' in the column '" + column + "'. There are: " + all + ".");
  return {};
}

// Every patient with one of the values: tested where it is judged, in no part otherwise.
std::vector<std::string> takeLeftOut(const SplitRequest& request, std::vector<SplitGroup>& all, const Eligible& judged,
                                     SplitResult& result) {
  const std::set<std::string> values(request.values.begin(), request.values.end());
  std::vector<std::string> names;
  std::size_t without = 0;
  for (auto& group : all) {
    if (std::none_of(group.cases.begin(), group.cases.end(),
                     [&](const SplitCase& one) { return values.contains(one.part); }))
      continue;
    group.taken = true;
    without += judged(group) ? 0 : group.cases.size();
    if (judged(group))
      for (const auto& one : group.cases) names.push_back(one.caseName);
  }
  if (without > 0)
    result.notes.push_back("In no part, because they are left out and have no labels: " + std::to_string(without) +
                           ".");
  return names;
}

// By date nothing may be trained on that is later than what is judged.
void leaveLater(std::vector<SplitGroup>& all, SplitResult& result) {
  std::string first;
  for (const auto& group : all)
    if (group.taken && (first.empty() || group.date < first)) first = group.date;
  std::size_t later = 0;
  for (auto& group : all) {
    if (group.taken || first.empty() || group.date <= first) continue;
    group.taken = true;
    later += group.cases.size();
  }
  if (later > 0)
    result.notes.push_back("In no part, because they are later than the first judged case: " + std::to_string(later) +
                           ".");
}

// Parts of the sizes asked for, drawn by the seed.
base::Status drawnParts(const std::vector<SplitCase>& cases, const SplitRequest& request, SplitResult& result) {
  SELVOX_CHECK(checkWay(cases, request));
  auto all = groups(cases, request);
  std::size_t labelledCases = 0;
  for (const auto& one : cases) labelledCases += one.labelled ? 1 : 0;
  const bool needLabels = labelledCases > 0;
  const std::size_t pool = needLabels ? labelledCases : cases.size();
  const auto judged = [&](const SplitGroup& group) { return !needLabels || group.labelled; };

  double shares = 0;
  for (const Amount* amount : {&request.train, &request.val, &request.test})
    shares += amount->share ? amount->value : 0;
  if (shares > 1 + 1e-9)
    return base::fail(base::ErrorCode::InvalidArgument, "The shares of training, validation and test cases are " +
                                                            base::toText(shares) + " together. Ask for 1 at most.");
  const std::size_t test = countOf(request.test, pool), val = countOf(request.val, pool);
  if (test + val > pool)
    return base::fail(base::ErrorCode::InvalidArgument, "Asked for " + std::to_string(val) + " validation and " +
                                                            std::to_string(test) + " test cases, but '" +
                                                            request.dataset + "' has " + std::to_string(pool) +
                                                            (needLabels ? " labelled" : "") + " cases. Ask for fewer.");
  auto& split = result.split;
  split.test =
      request.leaveOut.empty() ? takeAs(request, all, test, judged) : takeLeftOut(request, all, judged, result);
  split.val = takeAs(request, all, val, judged);
  noteShortage(result.notes, "test", test, split.test.size());
  noteShortage(result.notes, "val", val, split.val.size());

  if (!request.byDate.empty()) leaveLater(all, result);
  std::size_t left = 0;
  for (const auto& group : all) left += group.taken ? 0 : group.cases.size();
  const bool everything = !request.train.given ||
                          (request.train.share && request.train.value + (request.val.share ? request.val.value : 0) +
                                                          (request.test.share ? request.test.value : 0) >
                                                      1 - 1e-9);
  const std::size_t train = everything ? left : countOf(request.train, cases.size());
  if (train > left)
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Asked for " + std::to_string(train) + " training cases, but after test and validation " +
                          std::to_string(left) + " are left in '" + request.dataset + "'. Ask for fewer.");
  split.train = takeAs(request, all, train, [](const SplitGroup& group) { return group.labelled; });
  const auto rest = takeAs(request, all, train - split.train.size(), [](const SplitGroup&) { return true; });
  split.train.insert(split.train.end(), rest.begin(), rest.end());
  noteShortage(result.notes, "train", train, split.train.size());
  return {};
}

std::string partOf(const ports::SeriesRow& row, const std::string& column) {
  const auto value = [&](const char* name) {
    const auto found = row.attributes.find(name);
    return found == row.attributes.end() ? std::string() : found->second;
  };
  if (auto own = value(column.c_str()); !own.empty()) return own;
  if (column == "modality") return row.modality;
  if (column == "format") return row.format;
  if (column == "site") return value("center").empty() ? value("institution") : value("center");
  return {};
}

std::string lower(std::string word) {
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return word;
}

// The parts as a column names them, whole patients only.
base::Status officialParts(const std::vector<SplitCase>& cases, const SplitRequest& request, SplitResult& result) {
  auto& split = result.split;
  std::map<std::string, std::string> sideOf;  // patient -> part
  std::size_t without = 0;
  for (const auto& one : cases) {
    const auto part = partNames().find(lower(one.part));
    if (part == partNames().end()) {
      ++without;
      continue;
    }
    const auto [side, first] = sideOf.try_emplace(one.patient.empty() ? one.caseName : one.patient, part->second);
    if (!first && side->second != part->second)
      return base::fail(base::ErrorCode::Refused, "The column '" + request.column + "' puts the patient of " +
                                                      one.caseName + " into " + side->second + " and into " +
                                                      part->second + ". Correct the column, or split by numbers.");
    (part->second == "train" ? split.train : part->second == "val" ? split.val : split.test).push_back(one.caseName);
  }
  if (split.train.empty() || split.test.empty())
    return base::fail(base::ErrorCode::NotFound, "The column '" + request.column + "' of '" + request.dataset +
                                                     "' names no " + (split.train.empty() ? "training" : "test") +
                                                     " cases. Its values must be train, val and test.");
  if (without > 0)
    result.notes.push_back("In no part, because the column '" + request.column +
                           "' says neither train, val nor test: " + std::to_string(without) + ".");
  return {};
}

}  // namespace

base::Result<Amount> parseAmount(const std::string& option, const std::string& text) {
  const auto value = base::toDouble(text);
  const bool share = text.find('.') != std::string::npos;
  if (!value || !std::isfinite(*value) || *value < 0 || (share && *value > 1) ||
      (!share && *value != std::floor(*value)))
    return base::fail(
        base::ErrorCode::InvalidArgument,
        option + " takes a number of cases (12) or a share of them (0.2, with a point), not '" + text + "'.");
  return Amount{true, *value, share};
}

base::Result<std::vector<SplitCase>> splitCases(ports::Catalog& catalog, const std::string& dataset,
                                                const std::string& partColumn) {
  ports::SeriesQuery query;
  query.dataset = dataset;
  SELVOX_TRY(const auto ids, catalog.seriesIds(query));
  SELVOX_TRY(const auto rows, catalog.series(ids));
  // Without label maps a column of classes is what the cases are labelled by.
  std::string column;
  if (std::none_of(rows.begin(), rows.end(), [](const auto& row) { return !row.labels.empty(); })) {
    std::vector<spec::CaseEntry> entries(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) entries[i].role = "train", entries[i].columns = rows[i].attributes;
    column = spec::columnToLearn(entries).value_or("");
  }
  std::map<std::string, SplitCase> byName;
  for (const auto& row : rows) {
    auto& one = byName[row.caseName];
    one.caseName = row.caseName;
    one.patient = row.patient;
    if (const auto part = partOf(row, partColumn); !part.empty()) one.part = part;
    one.labelled = one.labelled || !row.labels.empty() || (!column.empty() && row.attributes.count(column) > 0);
  }
  std::vector<SplitCase> cases;
  for (auto& [name, one] : byName) cases.push_back(std::move(one));
  return cases;
}

std::string commonestPart(const PatientCases& patient) {
  std::map<std::string, std::size_t> counts;
  for (const auto& one : patient.cases)
    if (one.labelled || !patient.labelled) ++counts[one.part];
  std::string best;
  std::size_t most = 0;
  for (const auto& [value, count] : counts)
    if (count > most) best = value, most = count;
  return best;
}

std::vector<PatientCases> patientsInOrder(const std::vector<SplitCase>& cases, std::uint64_t seed) {
  std::map<std::string, PatientCases> byPatient;
  for (const auto& one : cases)
    byPatient[one.patient.empty() ? "case:" + one.caseName : one.patient].cases.push_back(one);
  std::vector<std::pair<std::uint64_t, PatientCases>> keyed;
  for (auto& [patient, group] : byPatient) {
    std::sort(group.cases.begin(), group.cases.end(),
              [](const auto& a, const auto& b) { return a.caseName < b.caseName; });
    for (const auto& one : group.cases) group.labelled |= one.labelled;
    const auto key = orderKey(group.cases.front().caseName, seed);
    keyed.emplace_back(key, std::move(group));
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.cases.front().caseName) < std::tie(b.first, b.second.cases.front().caseName);
  });
  std::vector<PatientCases> ordered;
  for (auto& [key, group] : keyed) ordered.push_back(std::move(group));
  return ordered;
}

std::vector<std::string> labelledOrder(const std::vector<SplitCase>& cases, const std::vector<std::string>& names,
                                       std::uint64_t seed) {
  const std::set<std::string> wanted(names.begin(), names.end());
  std::vector<std::string> ordered;
  for (const auto& patient : patientsInOrder(cases, seed))
    for (const auto& one : patient.cases)
      if (one.labelled && wanted.count(one.caseName)) ordered.push_back(one.caseName);
  return ordered;
}

base::Result<SplitResult> makeSplit(const std::vector<SplitCase>& cases, const SplitRequest& request,
                                    const std::string& created) {
  if (cases.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "Dataset '" + request.dataset + "' has no cases to split. Import something into it first.");
  SplitResult result;
  auto& split = result.split;
  split.dataset = request.dataset;
  split.seed = request.seed;
  split.created = created;
  SELVOX_CHECK(request.column.empty() ? drawnParts(cases, request, result) : officialParts(cases, request, result));

  split.labelled = labelledOrder(cases, split.train, request.seed);
  const std::size_t labelled =
      request.labelled.given ? countOf(request.labelled, split.labelled.size()) : split.labelled.size();
  if (labelled > split.labelled.size())
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Asked for " + std::to_string(labelled) + " labelled training cases, but only " +
                          std::to_string(split.labelled.size()) + " of the training cases have labels.");
  split.labelled.resize(labelled);
  return result;
}

}  // namespace selvox::services
