// One experiment of many runs, from what the composer shows.

#include <algorithm>

#include <QMenu>
#include <QToolButton>

#include "ui/forms/schema_form.h"
#include "ui/pages/experiments/experiments_page.h"
#include "ui/pages/experiments/many_launcher.h"
#include "ui/shell/words.h"

namespace selvox::ui {

void ExperimentsPage::buildMany() {
  many_ = new ManyLauncher(
      context_, navigator_, [this] { return manyFacts(); }, this);
  auto* menu = new QMenu(preflight_->manyButton());
  preflight_->manyButton()->setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { many_->fillMenu(*menu); });
  connect(many_, &ManyLauncher::takeAsked, this, [this](const base::Json& settings) {
    form_->takeOver(settings, tr("Take over the best settings"));
    Q_EMIT navigator_.toast(tr("The best settings stand in the form."));
  });
}

ManyFacts ExperimentsPage::manyFacts() const {
  ManyFacts facts;
  facts.draft = draft();
  if (auto schema = draftSchema(context_.describe, facts.draft)) facts.schema = std::move(*schema);
  for (const auto& run : parents_) {
    const auto& spec = run.snapshot.spec;
    facts.starts.push_back(
        {toQt(spec.name),
         QString("%1 · %2 · %3D")
             .arg(unitTitle(toQt(spec.kind == "pretrain" ? spec.method : spec.task)), unitTitle(toQt(spec.arch)))
             .arg(spec.dim)});
  }
  facts.taken = runNames_;
  facts.labelled = composition_.available;
  const auto resolved = estimate_ ? base::valueOr(*estimate_, "settings", base::Json::object()) : base::Json::object();
  facts.steps = base::valueOr<std::int64_t>(facts.draft.settings, "train.steps",
                                            base::valueOr<std::int64_t>(resolved, "train.steps", 0));
  facts.seconds = preflight_->estimate().seconds;
  return facts;
}

}  // namespace selvox::ui
