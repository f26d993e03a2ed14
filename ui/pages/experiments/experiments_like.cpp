// A new experiment from an old one with one setting changed: what an alarm offers.

#include <string>
#include <utility>

#include <QTabBar>

#include "ui/forms/param_words.h"
#include "ui/forms/schema_form.h"
#include "ui/pages/experiments/experiments_page.h"
#include "ui/pages/experiments/setup_strip.h"
#include "ui/shell/words.h"

namespace selvox::ui {

base::Json settingsLike(const spec::ParamSchema& schema, const spec::RunSpec& run, const std::string& changed) {
  const base::Json old = run.settings.value(changed, base::Json());
  base::Json settings = base::Json::object();
  for (const spec::Param& param : schema.params) {
    if (param.name == "seed") {
      if (param.defaultValue != run.seed) settings["seed"] = run.seed;
      continue;
    }
    const auto found = run.settings.find(param.name);
    if (found == run.settings.end() || *found == param.defaultValue || param.name == changed) continue;
    const bool automatic = param.defaultValue.is_null();
    if (automatic && param.name == "train.threads") continue;  // of the machine, not of the run
    // What was taken from the setting that changes (the final weight decay from the first) goes with it.
    if (automatic && !old.is_null() && *found == old) continue;
    settings[param.name] = *found;
  }
  return settings;
}

Draft draftLike(const spec::RunSpec& run) {
  Draft like;
  like.kind = toQt(run.kind);
  for (const auto& dataset : run.datasets) like.datasets.push_back({dataset.dataset, dataset.weight});
  like.method = toQt(run.method);
  if (!run.task.empty()) like.task = toQt(run.task);
  like.arch = toQt(run.arch);
  like.dim = run.dim;
  like.device = toQt(run.device);
  const bool file = run.parents.empty() && !run.initCheckpoint.empty();
  like.from = run.initFrom.empty() ? QString("scratch") : toQt(file ? run.initCheckpoint : run.initFrom);
  int labelled = 0;
  bool heldOut = false;
  for (const auto& one : run.cases) {
    labelled += one.labelled ? 1 : 0;
    heldOut = heldOut || one.role == "val" || one.role == "test";
  }
  const bool fine = run.kind == "finetune";
  // The number counts for each dataset, so the sum over several says nothing.
  if (fine && run.datasets.size() == 1) like.labelled = labelled;
  like.allCases = !fine && !heldOut && !run.split.empty();
  return like;
}

void ExperimentsPage::composeLike(const QString& run, const QString& setting, const QString& value) {
  runLatest(
      Lane::Files, this, likeTicket_, [store = context_.runs, name = run.toStdString()] { return store->find(name); },
      [this, setting, value](const base::Result<ports::RunListing>& listing) {
        if (!listing) return Q_EMIT navigator_.toast(toQt(listing.error().message));
        like_ = Like{listing->snapshot.spec, setting, value};
        // The page may never have been shown: without its datasets and runs the copy would lose them.
        if (!loading_) takeLike(*std::exchange(like_, std::nullopt));
      });
}

void ExperimentsPage::takeLike(const Like& like) {
  const Draft wanted = draftLike(like.spec);
  const bool fine = wanted.kind == "finetune";
  if (fine)
    from_ = wanted.from;
  else
    method_ = wanted.method;
  tabs_->setCurrentIndex(fine ? 1 : 0);
  strip_->read(wanted);
  updateParents();
  updateSchema();
  const auto schema = draftSchema(context_.describe, draft());
  if (!schema) return Q_EMIT navigator_.toast(toQt(schema.error().message));
  const std::string name = like.setting.toStdString();
  base::Json settings = settingsLike(*schema, like.spec, name);
  const spec::Param* param = schema->find(name);
  if (param != nullptr && !like.value.isEmpty())
    if (const auto parsed = spec::parseValue(*param, like.value.toStdString())) settings[name] = *parsed;
  form_->setValues(settings);
  form_->focusField(like.setting);
  edited();
  const QString run = toQt(like.spec.name), title = paramTitle(name);
  if (draft().from != wanted.from)
    Q_EMIT navigator_.toast(tr("A copy of %1, but %2, from which it started, is gone.").arg(run, wanted.from));
  else if (like.value.isEmpty())
    Q_EMIT navigator_.toast(tr("A copy of %1. %2 was automatic: set it, then launch.").arg(run, title));
  else
    Q_EMIT navigator_.toast(tr("A copy of %1 with %2 = %3. Look it over, then launch.").arg(run, title, like.value));
}

}  // namespace selvox::ui
