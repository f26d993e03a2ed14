#include "ui/pages/experiments/composition.h"

#include "core/base/file.h"
#include "core/services/dataset_version.h"
#include "core/services/split.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

base::Status findPrepared(const Context& context, const Draft& draft, Composition& made) {
  for (const auto& dataset : draft.datasets) {
    ports::SeriesQuery query;
    query.dataset = dataset.name;
    SELVOX_TRY(const auto ids, context.catalog->seriesIds(query));
    SELVOX_TRY(const auto version, services::latestVersion(context.workspace, query.dataset));
    if (version && dataset.name == draft.datasets.front().name) made.spacing = version->spacing;
    const std::size_t done = version ? version->entries.size() : 0;
    if (!version || done != ids.size()) made.unprepared << toQt(dataset.name);
    made.series += static_cast<std::int64_t>(ids.size());
    made.preparedSeries += static_cast<std::int64_t>(done);
  }
  made.prepared = !draft.datasets.empty() && made.unprepared.isEmpty();
  return {};
}

// As a curve over label fractions counts them.
base::Status countLabelled(const Context& context, const Draft& draft, Composition& made) {
  if (draft.kind != "finetune" || draft.datasets.size() != 1) return {};
  const auto& name = draft.datasets.front().name;
  SELVOX_TRY(const auto split, context.catalog->split(name));
  if (!split) return {};
  SELVOX_TRY(const auto cases, services::splitCases(*context.catalog, name));
  made.available = static_cast<std::int64_t>(services::labelledOrder(cases, split->train, split->seed).size());
  return {};
}

base::Status build(const Context& context, const Draft& draft, const std::filesystem::path& folder, Composition& made) {
  services::Workspace workspace;
  workspace.root = context.workspace;
  workspace.catalog = context.catalog;
  workspace.cache = context.cache;
  workspace.runs = context.runs;
  auto request = toRequest(draft);
  // The gate stands before the launch, not before the preview: leaks are counted here and shown.
  if (request.overrideLeak.empty()) request.overrideLeak = "preview";
  SELVOX_TRY(made.spec, services::buildRunSpec(workspace, request, {}));
  if (const auto ancestors = services::ancestorCases(*context.runs, made.spec.parents))
    made.leaks = services::findLeaks(made.spec.cases, *ancestors);
  for (const auto& one : made.spec.cases) {
    made.train += one.role == "train" ? 1 : 0;
    made.val += one.role == "val" ? 1 : 0;
    made.test += one.role == "test" ? 1 : 0;
    made.labelled += one.labelled ? 1 : 0;
  }
  spec::RunSpec onDisk = made.spec;
  onDisk.cache = base::utf8(context.workspace / "cache");
  if (!onDisk.initCheckpoint.empty())
    onDisk.initCheckpoint = base::utf8(
        (context.runs->root() / made.spec.name / base::pathFromUtf8(onDisk.initCheckpoint)).lexically_normal());
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  made.file = folder / "run.json";
  return base::writeJson(made.file, spec::toJson(onDisk));
}

}  // namespace

Composition composeRun(const Context& context, const Draft& draft, const std::filesystem::path& folder) {
  Composition made;
  made.status = findPrepared(context, draft, made);
  if (made.status) made.status = countLabelled(context, draft, made);
  if (made.status && made.prepared) made.status = build(context, draft, folder, made);
  return made;
}

}  // namespace selvox::ui
