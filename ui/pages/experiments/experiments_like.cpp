// A new experiment from an old one with one setting changed: what an alarm offers.

#include <set>
#include <string>

#include <QTabBar>

#include "ui/forms/schema_form.h"
#include "ui/pages/experiments/experiments_page.h"
#include "ui/pages/experiments/setup_strip.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

// A run's settings hold every value, resolved. A copy takes those that differ from the usual ones; what is usually
// automatic is resolved anew, but the sizes that the run was asked for.
base::Json settingsLike(const spec::ParamSchema& schema, const base::Json& resolved) {
  static const std::set<std::string> kKept{"train.steps", "train.max_minutes", "train.batch", "train.patch"};
  base::Json settings = base::Json::object();
  for (const spec::Param& param : schema.params) {
    const auto found = resolved.find(param.name);
    if (found == resolved.end() || *found == param.defaultValue) continue;
    if (!param.defaultValue.is_null() || kKept.contains(param.name)) settings[param.name] = *found;
  }
  return settings;
}

}  // namespace

void ExperimentsPage::composeLike(const QString& run, const QString& setting, const QString& value) {
  runLatest(
      Lane::Files, this, likeTicket_,
      [store = context_.runs, name = run.toStdString()] { return store->find(name); },
      [this, setting, value, run](const base::Result<ports::RunListing>& listing) {
        if (!listing) return Q_EMIT navigator_.toast(toQt(listing.error().message));
        takeLike(listing->snapshot.spec, setting, value);
        Q_EMIT navigator_.toast(tr("A copy of %1 with %2 = %3. Look it over, then launch.").arg(run, setting, value));
      });
}

void ExperimentsPage::takeLike(const spec::RunSpec& spec, const QString& setting, const QString& value) {
  Draft like;
  like.dataset = spec.datasets.empty() ? QString() : toQt(spec.datasets.front().dataset);
  like.arch = toQt(spec.arch);
  like.dim = spec.dim;
  like.device = toQt(spec.device);
  if (spec.kind == "pretrain") method_ = toQt(spec.method);
  from_ = toQt(spec.initFrom);
  tabs_->setCurrentIndex(spec.kind == "finetune" ? 1 : 0);
  strip_->read(like);
  updateParents();
  updateSchema();
  const auto schema = draftSchema(context_.describe, draft());
  if (!schema) return Q_EMIT navigator_.toast(toQt(schema.error().message));
  base::Json settings = settingsLike(*schema, spec.settings);
  const std::string name = setting.toStdString();
  if (const spec::Param* param = schema->find(name)) {
    if (const auto parsed = spec::parseValue(*param, value.toStdString())) settings[name] = *parsed;
  }
  form_->setValues(settings);
  form_->focusField(setting);
  edited();
}

}  // namespace selvox::ui
