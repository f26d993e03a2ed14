// Before the launch: a plan for the dataset, and some real steps of the experiment.

#include <filesystem>

#include "ui/forms/param_field.h"
#include "ui/forms/schema_form.h"
#include "ui/jobs/child_call.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/experiments/dry_run.h"
#include "ui/pages/experiments/experiments_page.h"
#include "ui/pages/experiments/plan_dialog.h"
#include "ui/pages/experiments/preview_pane.h"
#include "ui/shell/words.h"

namespace selvox::ui {

void ExperimentsPage::plan() {
  const Draft now = draft();
  if (!fineTuning() || now.datasets.size() != 1)
    return Q_EMIT navigator_.toast(tr("A plan is made for the fine-tuning of one dataset."));
  PlanNow there;
  for (const char* name : {"train.patch", "train.batch", "arch.stages"})
    if (const auto* field = form_->field(name)) there.values[name] = field->text();
  there.spacing = composition_.spacing;
  auto* dialog = new PlanDialog(context_, now, there, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &PlanDialog::taken, this, &ExperimentsPage::takePlan);
  dialog->open();
}

void ExperimentsPage::takePlan(const PlanAnswer& plan, bool prepareToo) {
  base::Json settings = plan.settings;
  if (from_ != "scratch") settings.erase("arch.stages");  // the depth is the parent's
  form_->takeOver(settings, tr("Take over the plan"));
  if (prepareToo) {
    const Draft now = draft();
    QStringList words = planWords(now, toQt(context_.workspace));
    words << "--apply";
    startPreparation(datasetWords(now), words);
  }
}

bool ExperimentsPage::dryRunPossible() const {
  return composition_.prepared && composition_.status && estimate_ && preflight_->toCorrect() == 0 &&
         preparing_.isEmpty() && !composing_ && !debounce_.isActive();
}

void ExperimentsPage::dryRun() {
  if (dryRun_->running())
    dryRun_->cancel();
  else if (dryRunPossible())
    dryRun_->start(draft(), !composition_.leaks.empty());
}

void ExperimentsPage::showEstimate() {
  PreflightEstimate shown = guess_;
  const Draft now = draft();
  if (const auto* measured = dryRun_->measured(now)) shown = withMeasured(std::move(shown), *measured);
  std::error_code unknown;
  if (shown.disk > 0)
    if (const auto space = std::filesystem::space(context_.workspace, unknown); !unknown)
      shown.diskFree = static_cast<qint64>(space.available);
  preflight_->setEstimate(shown);
  preflight_->setDryRun(dryRun_->view(now, dryRunPossible()));
}

}  // namespace selvox::ui
