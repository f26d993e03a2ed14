#include "core/services/cohort.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/services/frozen.h"
#include "core/services/nearest.h"
#include "core/services/prepare.h"
#include "core/services/split.h"
#include "core/services/weights_file.h"
#include "core/spec/columns.h"

namespace selvox::services {

using base::Json;

namespace {

base::Result<ports::RunListing> runNamed(ports::RunStore& runs, const std::string& name) {
  if (base::isPlainName(name))
    if (auto found = runs.find(name); found || found.error().code != base::ErrorCode::NotFound) return found;
  std::vector<std::string> known;
  if (const auto all = runs.list())
    for (const auto& run : *all) known.push_back(run.snapshot.spec.name);
  return tl::unexpected(unknownName("run", name, known, "'selvox runs' lists all."));
}

// Settings that a run copies from a relative: the network's own from a parent, all of a twin.
void inheritSettings(Json& settings, const Json& from, bool networkOnly) {
  if (!from.is_object()) return;
  for (const auto& [name, value] : from.items())
    if (!settings.contains(name) && (!networkOnly || name.rfind("arch.", 0) == 0)) settings[name] = value;
}

struct Parent {
  ports::RunListing run;
  std::string checkpoint;  // relative to the parent's folder
};

base::Result<Parent> findParent(ports::RunStore& runs, const std::string& from) {
  const auto slash = from.find('/');
  SELVOX_TRY(auto run, runNamed(runs, from.substr(0, slash)));
  const auto name = run.snapshot.spec.name;
  std::string checkpoint = run.snapshot.view.lastCheckpoint;
  if (slash != std::string::npos) {
    const auto wanted = from.substr(slash + 1);
    checkpoint = wanted == "best" ? run.snapshot.view.bestCheckpoint : "checkpoints/" + wanted;
  }
  if (checkpoint.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "Run '" + name + "' has no " + (slash == std::string::npos ? "" : "such ") +
                          "checkpoint yet. Wait for its first one, or start --from scratch.");
  SELVOX_TRY(const auto path, events::resolveInside(run.folder, checkpoint));
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed))
    return base::fail(base::ErrorCode::NotFound,
                      "The checkpoint " + base::utf8(path) + " is gone. Resume run '" + name + "' to make another.");
  return Parent{std::move(run), std::move(checkpoint)};
}

base::Result<std::string> fileHash(const std::filesystem::path& path) {
  SELVOX_TRY(const auto file, base::MappedFile::open(path));
  base::Sha256 hash;
  hash.update(file.bytes().data(), file.bytes().size());
  return hash.hex();
}

// A file of weights: of a checkpoint of Selvox the network is known, of others a person says it.
base::Status applyFile(const RunRequest& request, const WeightsFile& file, spec::RunSpec& spec) {
  if (!file.selvox() && request.arch.empty() && request.like.empty())
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Say which network these weights are for: --arch ('selvox networks' lists them, 'selvox weights' "
                      "shows what would fit).");
  if (file.selvox()) {
    if (!request.arch.empty() && request.arch != file.arch)
      return base::fail(base::ErrorCode::InvalidArgument, "The checkpoint is of the network " + file.arch + ", not " +
                                                              request.arch + ". Leave --arch out.");
    spec.arch = file.arch;
    if (request.dim == 0) spec.dim = file.dim;
    if (spec.dim == file.dim) inheritSettings(spec.settings, file.settings, true);
  }
  spec.initFrom = base::utf8(file.path.filename());
  spec.initCheckpoint = base::utf8(file.path);
  SELVOX_TRY(spec.initSha256, fileHash(file.path));
  return {};
}

base::Status applyParent(const Workspace& workspace, const RunRequest& request, spec::RunSpec& spec) {
  if (request.from == "scratch" || request.from.empty()) return {};
  const std::string from = asOwnCheckpoint(*workspace.runs, request.from);
  SELVOX_TRY(const auto file, weightsFile(*workspace.runs, from));
  if (file) return applyFile(request, *file, spec);
  SELVOX_TRY(const auto parent, findParent(*workspace.runs, from));
  const auto& its = parent.run.snapshot.spec;
  if (!request.arch.empty() && request.arch != its.arch)
    return base::fail(base::ErrorCode::InvalidArgument, "Run '" + its.name + "' has the network " + its.arch +
                                                            ", not " + request.arch +
                                                            ". Leave --arch out or start --from scratch.");
  if (request.dim != 0 && request.dim != its.dim)
    return base::fail(base::ErrorCode::InvalidArgument, "Run '" + its.name + "' is " + std::to_string(its.dim) +
                                                            "D, not " + std::to_string(request.dim) +
                                                            "D. Leave --dim out or start --from scratch.");
  spec.arch = its.arch;
  spec.dim = its.dim;
  spec.initFrom = its.name;
  spec.initCheckpoint = "../" + its.name + "/" + parent.checkpoint;
  SELVOX_TRY(spec.initSha256, fileHash(parent.run.folder.root / base::pathFromUtf8(parent.checkpoint)));
  spec.parents = {its.name};
  spec.parents.insert(spec.parents.end(), its.parents.begin(), its.parents.end());
  inheritSettings(spec.settings, its.settings, true);
  return {};
}

base::Status applyTwin(const Workspace& workspace, const RunRequest& request, spec::RunSpec& spec) {
  if (request.like.empty()) return {};
  SELVOX_TRY(const auto twin, runNamed(*workspace.runs, request.like));
  const auto& its = twin.snapshot.spec;
  if (its.kind != spec.kind)
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Run '" + its.name + "' is a " + its.kind + " run; --like takes a run of the same kind.");
  if (request.arch.empty()) spec.arch = its.arch;
  if (request.dim == 0) spec.dim = its.dim;
  spec.seed = its.seed;
  spec.method = its.method;
  spec.task = its.task;
  base::Json settings = its.settings;
  // What its minutes ended took fewer steps than it was given: the same number here, however busy the machine is now.
  if (const auto& view = twin.snapshot.view; view.state == "done" && view.step > 0) {
    settings["train.steps"] = view.step;
    settings["train.max_minutes"] = nullptr;
  }
  inheritSettings(spec.settings, settings, false);
  // The very same cases in the same roles, whatever the catalog's split says now.
  spec.datasets = its.datasets;
  spec.cases = its.cases;
  spec.labels = its.labels;
  spec.split = its.split;
  return {};
}

std::map<std::string, std::string> rolesOf(const ports::SplitRow& split) {
  std::map<std::string, std::string> roles;
  for (const auto& name : split.train) roles[name] = "train";
  for (const auto& name : split.val) roles[name] = "val";
  for (const auto& name : split.test) roles[name] = "test";
  return roles;
}

// What a split says about the cases of one dataset.
struct Roles {
  std::map<std::string, std::string> role;
  std::set<std::string> labelled;
  bool split = false;
  [[nodiscard]] std::string of(const std::string& caseName) const {
    if (!split) return "train";
    const auto found = role.find(caseName);
    return found == role.end() ? "none" : found->second;
  }
};

base::Result<Roles> readRoles(const Workspace& workspace, const RunRequest& request, const std::string& dataset,
                              spec::RunSpec& spec) {
  SELVOX_TRY(auto split, workspace.catalog->split(dataset));
  const bool own = request.split && request.split->dataset == dataset;
  if (own) split = request.split;
  Roles roles;
  if (!split) {
    if (request.kind == "pretrain") return roles;
    return base::fail(base::ErrorCode::NotFound,
                      "Dataset '" + dataset +
                          "' has no split yet, so nothing says which cases train and which judge. Make one: "
                          "selvox split WS --dataset " +
                          dataset + " --train 0.7 --val 0.1 --test 0.2");
  }
  auto labelled = split->labelled;
  if (request.labelled && spec::learnsFromMaps(spec)) {
    SELVOX_TRY(const auto cases, splitCases(*workspace.catalog, dataset));
    labelled = labelledOrder(cases, split->train, split->seed);
    if (*request.labelled > labelled.size())
      return base::fail(base::ErrorCode::InvalidArgument, "--labelled " + std::to_string(*request.labelled) +
                                                              ": only " + std::to_string(labelled.size()) +
                                                              " training cases of '" + dataset + "' have labels.");
    labelled.resize(*request.labelled);
  }
  roles.role = rolesOf(*split);
  roles.labelled.insert(labelled.begin(), labelled.end());
  roles.split = true;
  spec.split.push_back({{"dataset", dataset},
                        {"seed", split->seed},
                        {"created", split->created},
                        {"train", split->train},
                        {"val", split->val},
                        {"test", split->test},
                        {"labelled", labelled}});
  if (own) spec.split.back().update(request.splitNote);
  return roles;
}

// What the catalog says about each series of a version now; the run keeps it.
using Attributes = std::map<std::int64_t, std::map<std::string, std::string>>;
base::Result<Attributes> attributesOf(const Workspace& workspace, const DatasetVersion& version) {
  std::vector<std::int64_t> ids;
  for (const auto& entry : version.entries) ids.push_back(entry.series);
  SELVOX_TRY(const auto rows, workspace.catalog->series(ids));
  Attributes all;
  for (const auto& row : rows) all[row.id] = row.attributes;
  return all;
}

// `only`: the series of a frozen version; null: all.
base::Status addDataset(const Workspace& workspace, const RunRequest& request, const CohortDataset& dataset,
                        const std::set<std::int64_t>* only, spec::RunSpec& spec, const Watch& watch) {
  SELVOX_TRY(const auto prepared, ensurePrepared(workspace, dataset.name, request.created, watch));
  const auto& version = prepared.version;
  SELVOX_TRY(const auto roles, readRoles(workspace, request, dataset.name, spec));
  SELVOX_TRY(auto attributes, attributesOf(workspace, version));
  spec.datasets.push_back({dataset.name, version.id, dataset.weight, version.spacing});
  for (const auto& entry : version.entries) {
    if (only && !only->contains(entry.series)) continue;
    spec::CaseEntry one;
    one.caseName = entry.caseName;
    one.dataset = dataset.name;
    one.patient = entry.patient;
    one.modality = entry.modality;
    one.role = request.kind == "pretrain" && request.allCases ? "train" : roles.of(entry.caseName);
    one.labelled = one.role == "train" && !entry.label.empty() && roles.labelled.count(entry.caseName) > 0;
    one.image = entry.image;
    one.label = entry.label;
    one.labelNative = entry.labelNative;
    one.voxelsHash = entry.voxelsHash;
    one.columns = std::move(attributes[entry.series]);
    for (const char* shown : {"window_center", "window_width", "series_number"}) one.columns.erase(shown);
    if (const auto sequence = one.columns.find("sequence"); sequence != one.columns.end())
      one.sequence = sequence->second;
    if (!entry.label.empty() && !spec::learnsFromColumn(spec) && !spec::enhances(spec))
      for (const auto& [number, text] : entry.labelNames) spec.labels.emplace(number, text);
    spec.cases.push_back(std::move(one));
  }
  return {};
}

// A dataset, or the datasets of a frozen version as far as it goes.
base::Status addNamed(const Workspace& workspace, const RunRequest& request, const CohortDataset& named,
                      spec::RunSpec& spec, const Watch& watch) {
  const auto frozenHere = frozenNames(workspace.root);
  if (std::find(frozenHere.begin(), frozenHere.end(), named.name) == frozenHere.end())
    return addDataset(workspace, request, named, nullptr, spec, watch);
  SELVOX_TRY(const auto frozen, loadFrozen(workspace.root, named.name));
  SELVOX_CHECK(checkFrozen(workspace, frozen));
  std::map<std::string, std::set<std::int64_t>> series;
  for (const auto& one : frozen.series) series[one.dataset].insert(one.series);
  for (const auto& [dataset, only] : series)
    SELVOX_CHECK(addDataset(workspace, request, {dataset, named.weight}, &only, spec, watch));
  spec.versions["frozen"][frozen.name] = frozen.hash;
  return {};
}

// Where a column is learnt, the labelled cases are those that have it. Of a dataset without label maps the split's own
// labelled cases count; `request.labelled` takes fewer, in the split's order.
base::Status labelByColumn(const RunRequest& request, spec::RunSpec& spec) {
  auto column = base::valueOr<std::string>(spec.settings, "task.column", "");
  if (column.empty()) {
    SELVOX_TRY(column, spec::columnToLearn(spec.cases));
  }
  SELVOX_CHECK(spec::checkColumn(spec.cases, "task.column", column, false));
  spec.settings["task.column"] = column;
  for (Json& split : spec.split) {
    const auto dataset = base::valueOr<std::string>(split, "dataset", "");
    std::vector<SplitCase> cases;
    bool maps = false;
    for (const auto& one : spec.cases) {
      if (one.dataset != dataset) continue;
      cases.push_back({one.caseName, one.patient, one.columns.count(column) > 0});
      maps = maps || !one.label.empty();
    }
    auto chosen = base::valueOr<std::vector<std::string>>(split, "labelled", {});
    if (request.labelled || maps || chosen.empty()) {
      chosen = labelledOrder(cases, base::valueOr<std::vector<std::string>>(split, "train", {}),
                             base::valueOr<std::uint64_t>(split, "seed", 0));
      chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());  // several series of one case
    }
    if (request.labelled) {
      if (*request.labelled > chosen.size())
        return base::fail(base::ErrorCode::InvalidArgument, "--labelled " + std::to_string(*request.labelled) +
                                                                ": only " + std::to_string(chosen.size()) +
                                                                " training cases of '" + dataset + "' have a '" +
                                                                column + "'.");
      chosen.resize(*request.labelled);
    }
    const std::set<std::string> names(chosen.begin(), chosen.end());
    for (auto& one : spec.cases) {
      if (one.dataset == dataset)
        one.labelled = one.role == "train" && one.columns.count(column) > 0 && names.count(one.caseName) > 0;
    }
    split["labelled"] = std::move(chosen);
  }
  return {};
}

// An image is its own label: every training case counts, or as many of each dataset as asked for, in the split's order.
base::Status labelAll(const RunRequest& request, spec::RunSpec& spec) {
  for (Json& split : spec.split) {
    const auto dataset = base::valueOr<std::string>(split, "dataset", "");
    std::vector<SplitCase> cases;
    for (const auto& one : spec.cases)
      if (one.dataset == dataset) cases.push_back({one.caseName, one.patient, true});
    auto chosen = labelledOrder(cases, base::valueOr<std::vector<std::string>>(split, "train", {}),
                                base::valueOr<std::uint64_t>(split, "seed", 0));
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());  // several series of one case
    if (request.labelled && *request.labelled > chosen.size())
      return base::fail(base::ErrorCode::InvalidArgument, "--labelled " + std::to_string(*request.labelled) + ": '" +
                                                              dataset + "' has only " + std::to_string(chosen.size()) +
                                                              " training cases.");
    if (request.labelled) chosen.resize(*request.labelled);
    const std::set<std::string> names(chosen.begin(), chosen.end());
    for (auto& one : spec.cases)
      if (one.dataset == dataset) one.labelled = one.role == "train" && names.count(one.caseName) > 0;
    split["labelled"] = std::move(chosen);
  }
  return {};
}

base::Status checkCases(const spec::RunSpec& spec) {
  std::size_t train = 0, labelled = 0;
  for (const auto& one : spec.cases) {
    train += one.role == "train" ? 1 : 0;
    labelled += one.labelled ? 1 : 0;
  }
  if (train == 0)
    return base::fail(base::ErrorCode::InvalidArgument,
                      "No case of these datasets is in the training set. Make another split.");
  if (spec.kind == "finetune" && labelled == 0)
    return base::fail(
        base::ErrorCode::InvalidArgument,
        "No training case has a label to learn from. Import the labels, or give the split a larger --labelled.");
  return {};
}

// Scans that look the same under other names, as far as this catalog holds both.
base::Result<NearVoxels> lookAlikes(const Workspace& workspace, const spec::RunSpec& spec,
                                    const std::vector<AncestorCases>& ancestors, const Watch& watch) {
  if (!workspace.curation) return NearVoxels{};
  const auto [judged, training] = voxelsToCompare(spec.cases, ancestors);
  if (judged.empty() || training.empty()) return NearVoxels{};
  std::set<std::string> datasets;
  for (const auto& one : spec.cases) datasets.insert(one.dataset);
  for (const auto& ancestor : ancestors)
    for (const auto& one : ancestor.cases) datasets.insert(one.dataset);
  for (const auto& dataset : datasets) {
    ports::SeriesQuery query;
    query.dataset = dataset;
    SELVOX_TRY(const auto ids, workspace.catalog->seriesIds(query));
    SELVOX_TRY(const auto pictured, ensurePictures(workspace, ids, watch));
  }
  return nearVoxels(workspace, judged, training, watch);
}

base::Status gate(const Workspace& workspace, const RunRequest& request, spec::RunSpec& spec, const Watch& watch) {
  auto ancestors = ancestorCases(*workspace.runs, spec.parents);
  if (!ancestors) {
    if (request.overrideLeak.empty())
      return tl::unexpected(base::Error{base::ErrorCode::Refused, ancestors.error().message, ancestors.error().detail});
    spec.overrides.push_back({"leak", request.overrideLeak, {}});
    ancestors = std::vector<AncestorCases>{};
  }
  SELVOX_TRY(const auto near, lookAlikes(workspace, spec, *ancestors, watch));
  const auto leaks = findLeaks(spec.cases, *ancestors, near);
  if (leaks.empty()) return {};
  if (request.overrideLeak.empty()) return tl::unexpected(leakError(leaks));
  spec.overrides.push_back({"leak", request.overrideLeak, patientsOf(leaks)});
  return {};
}

}  // namespace

base::Result<std::string> freeRunName(ports::RunStore& runs, const std::string& stem) {
  std::error_code failed;
  for (int number = 1; number < 100000; ++number) {
    auto name = stem + "-" + std::to_string(number);
    if (!std::filesystem::exists(runs.folder(name).root, failed)) return name;
  }
  return base::fail(base::ErrorCode::AlreadyExists, "Every name from " + stem + "-1 on is taken. Give --name.");
}

base::Result<spec::RunSpec> buildRunSpec(const Workspace& workspace, const RunRequest& request, const Watch& watch) {
  spec::RunSpec spec;
  spec.kind = request.kind;
  spec.task = request.kind == "pretrain" ? "" : request.task;
  spec.method = request.kind == "pretrain" ? request.method : "";
  spec.arch = request.arch.empty() ? "unet" : request.arch;
  spec.dim = request.dim == 0 ? 3 : request.dim;
  spec.seed = request.seed;
  spec.device = request.device;
  spec.created = request.created;
  spec.settings = request.settings;
  spec.split = Json::array();
  spec.versions = {{"selvox", SELVOX_VERSION}};
  SELVOX_CHECK(applyTwin(workspace, request, spec));
  SELVOX_CHECK(applyParent(workspace, request, spec));
  if (spec.cases.empty()) {
    if (request.datasets.empty())
      return base::fail(base::ErrorCode::InvalidArgument, "Say which dataset to learn from: --dataset NAME.");
    for (const auto& dataset : request.datasets) SELVOX_CHECK(addNamed(workspace, request, dataset, spec, watch));
    if (spec::learnsFromColumn(spec)) SELVOX_CHECK(labelByColumn(request, spec));
    if (spec::enhances(spec)) SELVOX_CHECK(labelAll(request, spec));
  }
  if (spec.labels.empty() && spec::learnsFromMaps(spec))
    for (const auto& one : spec.cases)
      if (!one.label.empty()) spec.labels.emplace(1, "label 1");
  SELVOX_CHECK(checkCases(spec));
  SELVOX_CHECK(gate(workspace, request, spec, watch));
  if (request.name.empty()) {
    std::string stem = spec.kind == "pretrain" ? spec.method : spec.task;
    std::replace(stem.begin(), stem.end(), '+', '-');  // a combination: mae+simclr
    SELVOX_TRY(spec.name, freeRunName(*workspace.runs, stem));
  } else {
    if (!base::isPlainName(request.name))
      return base::fail(
          base::ErrorCode::InvalidArgument,
          "'" + request.name + "' cannot name a run: use letters, digits, '-', '_' and '.', up to 80 of them.");
    spec.name = request.name;
  }
  return spec;
}

}  // namespace selvox::services
