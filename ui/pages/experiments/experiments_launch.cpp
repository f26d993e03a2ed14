// From the draft to its spec, the worker's estimate and preview, the gate and the queue.

#include <algorithm>

#include <QPushButton>
#include <QStackedWidget>

#include "core/base/text.h"
#include "ui/forms/param_words.h"
#include "ui/forms/schema_form.h"
#include "ui/jobs/child_call.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/experiments/experiments_page.h"
#include "ui/pages/experiments/leak_dialog.h"
#include "ui/pages/experiments/preview_pane.h"
#include "ui/pages/experiments/worker_link.h"
#include "ui/shell/describe.h"
#include "ui/shell/words.h"

namespace selvox::ui {

void ExperimentsPage::edited() {
  preview_->setStale();
  debounce_.start();
  showEstimate();  // what was measured holds for what it was measured with
  Q_EMIT navigator_.statusChanged();
}

void ExperimentsPage::compose() {
  const Draft now = draft();
  if (now.datasets.empty() || schemaKey_.isEmpty() || !preparing_.isEmpty() || context_.catalog == nullptr) return;
  if (!form_->problems().isEmpty()) {
    showRows();
    return;
  }
  composing_ = true;
  preflight_->setBusy(tr("Looking at the data"));
  // Two folders in turn: the worker may still read the one before.
  const auto folder = fromQt(scratch_.path()) / ("spec-" + std::to_string(++round_ % 4)) / "run";
  runLatest(
      Lane::Catalog, this, ticket_, [context = &context_, now, folder] { return composeRun(*context, now, folder); },
      [this](const Composition& made) { composed(made); });
}

void ExperimentsPage::composed(const Composition& made) {
  composing_ = false;
  composition_ = made;
  estimate_ = base::Json::object();
  preflight_->setBusy({});
  if (!made.status) {
    preview_->setProblem(made.status.error());
    guess_ = {};
  } else if (!made.prepared && prepareAll_) {
    prepare();  // the next of several
  } else if (!made.prepared) {
    preview_->setBlocked(
        tr("Before anything is drawn, %1 is brought to one spacing and one intensity scale, once: %2 "
           "of %3 volumes are done.")
            .arg(made.unprepared.join(QStringLiteral(", ")), countText(made.preparedSeries), countText(made.series)),
        tr("Prepare %1").arg(made.unprepared.join(QStringLiteral(", "))));
  } else {
    prepareAll_ = false;
    preflight_->setNameHint(toQt(made.spec.name));
    askWorker(made);
  }
  showRows();
}

void ExperimentsPage::askWorker(const Composition& made) {
  measuring_ = true;
  preflight_->setBusy(tr("Asking the worker: memory, speed, preview"));
  preview_->setWaiting(tr("drawing"));
  const auto out = made.file.parent_path().parent_path() / "out";
  base::Json request{
      {"spec", toQt(made.file).toStdString()}, {"out", toQt(out).toStdString()}, {"seed", preview_->seed()}};
  if (!preview_->caseName().isEmpty()) request["case"] = preview_->caseName().toStdString();
  worker_->ask("preview", std::move(request), [this, out](const base::Result<base::Json>& answer) {
    measuring_ = worker_->busy();
    if (answer)
      preview_->load(out);
    else
      preview_->setProblem(answer.error());
    if (!measuring_) preflight_->setBusy({});
    Q_EMIT navigator_.statusChanged();
  });
  // Second: the picture comes at once, the estimate may need a trial of some steps.
  worker_->ask("resolve", {{"spec", toQt(made.file).toStdString()}},
               [this](const base::Result<base::Json>& answer) { takeEstimate(answer); });
}

void ExperimentsPage::takeEstimate(const base::Result<base::Json>& answer) {
  estimate_ = answer;
  measuring_ = worker_->busy();
  PreflightEstimate shown;
  if (answer) {
    const auto measured = base::valueOr(*answer, "estimate", base::Json::object());
    const auto settings = base::valueOr(*answer, "settings", base::Json::object());
    shown.secondsPerStep = base::valueOr<double>(measured, "seconds_per_step", -1);
    shown.memory = base::valueOr<std::int64_t>(measured, "memory_bytes", -1);
    shown.parameters = base::valueOr<std::int64_t>(*answer, "parameters", -1);
    shown.device = toQt(base::valueOr<std::string>(*answer, "device", {}));
    const auto steps = base::valueOr<double>(settings, "train.steps", -1);
    const auto minutes = base::valueOr<double>(settings, "train.max_minutes", -1);
    if (shown.secondsPerStep > 0 && steps > 0) shown.seconds = shown.secondsPerStep * steps;
    if (minutes > 0) shown.seconds = shown.seconds > 0 ? std::min(shown.seconds, minutes * 60) : minutes * 60;
    for (const auto& device : base::valueOr(context_.describe, "devices", base::Json::array()))
      if (toQt(base::valueOr<std::string>(device, "id", {})) == shown.device)
        shown.memoryTotal = static_cast<qint64>(base::valueOr<double>(device, "memory", -1));
  }
  guess_ = shown;
  if (!measuring_) preflight_->setBusy({});
  showRows();
}

void ExperimentsPage::showRows() {
  std::vector<PreflightRow> rows;
  for (const auto& [name, problem] : form_->problems()) {
    const QString field = name;
    rows.push_back({Tone::Error, tr("%1 is not possible").arg(paramTitle(name.toStdString())), problem,
                    tr("Go to field"), [this, field] { form_->focusField(field); }});
  }
  const std::string name = preflight_->name().toStdString();
  if (!name.empty() && !base::isPlainName(name))
    rows.push_back(
        {Tone::Error, tr("The name cannot be a folder"), tr("letters, digits, - _ . and at most 80 of them"), {}, {}});
  const auto& made = composition_;
  if (!made.status) {
    rows.push_back({Tone::Error, tr("It cannot be launched like this"), toQt(made.status.error().message), {}, {}});
  } else if (made.prepared) {
    if (made.leaks.empty()) {
      rows.push_back({Tone::Ok, tr("Patients do not leak"), tr("none of the judged patients is in training"), {}, {}});
    } else {
      const auto count = static_cast<int>(services::patientsOf(made.leaks).size());
      rows.push_back({Tone::Warn, tr("Patients leak"),
                      tr("%n judged patients were seen in training; the launch asks for a reason", nullptr, count),
                      tr("Show them"), [this] {
                        LeakDialog dialog(composition_.leaks, !fineTuning(), this);
                        dialog.runAnyway()->hide();
                        dialog.exec();
                      }});
    }
    const QString split = fineTuning() ? tr("%1 labelled of %2 training cases · %3 validation · %4 test")
                                             .arg(made.labelled)
                                             .arg(made.train)
                                             .arg(made.val)
                                             .arg(made.test)
                                       : tr("%1 training cases, labels not used · %2 left out for judging")
                                             .arg(made.train)
                                             .arg(made.val + made.test);
    rows.push_back({made.val + made.test > 0 ? Tone::Ok : Tone::Warn,
                    made.val + made.test > 0 ? tr("Split by patient") : tr("No split yet"),
                    split,
                    {},
                    {}});
    rows.push_back(
        {Tone::Ok, tr("Prepared"), tr("%1 volumes in the cache").arg(countText(made.preparedSeries)), {}, {}});
  } else if (made.series > 0) {
    rows.push_back({Tone::Warn, tr("Not prepared yet"),
                    tr("the launch would do it first: %1 volumes").arg(countText(made.series)), tr("Prepare now"),
                    [this] { prepare(); }});
  }
  if (!estimate_) {
    rows.push_back({Tone::Error, tr("The worker refuses these settings"), toQt(estimate_.error().message), {}, {}});
  } else {
    for (const auto& warning : base::valueOr(*estimate_, "warnings", std::vector<std::string>{}))
      rows.push_back({Tone::Warn, tr("To know"), toQt(warning), {}, {}});
  }
  preflight_->setRows(rows);
  showEstimate();
  Q_EMIT navigator_.statusChanged();
}

void ExperimentsPage::prepare() {
  if (!preparing_.isEmpty() || context_.jobs == nullptr || composition_.unprepared.isEmpty()) return;
  const QString dataset = composition_.unprepared.front();
  prepareAll_ = true;
  startPreparation(dataset, {"prepare", toQt(context_.workspace), "--dataset", dataset, "--json"});
}

void ExperimentsPage::startPreparation(const QString& dataset, QStringList words) {
  if (!preparing_.isEmpty() || context_.jobs == nullptr) return;
  preview_->setBlocked(tr("Preparing %1. You can go on elsewhere; the preview comes when it is done.").arg(dataset),
                       {});
  words << "--progress"
        << "json";
  preparing_ = context_.jobs->startChild(tr("Prepare %1").arg(dataset), context_.cliProgram, words, this,
                                         [this](const ChildResult& result) {
                                           preparing_.clear();
                                           if (result.exitCode == 0) return edited();
                                           prepareAll_ = false;
                                           preview_->setProblem({base::ErrorCode::Io,
                                                                 failureText(result).toStdString(),
                                                                 result.errors.toStdString()});
                                         });
}

void ExperimentsPage::launch() {
  if (!preflight_->launchButton()->isEnabled() || stack_->currentIndex() != 0) return;
  Draft now = draft();
  if (!composition_.leaks.empty()) {
    LeakDialog dialog(composition_.leaks, !fineTuning(), this);
    if (dialog.exec() != QDialog::Accepted) return;
    now.leakReason = dialog.reason();
  }
  preflight_->setLaunching(true);
  QStringList words = commandWords(now, toQt(context_.workspace));
  words << "--detach"
        << "--json"
        << "--progress"
        << "json";
  const QString shown = now.name.isEmpty() ? toQt(composition_.spec.name) : now.name;
  context_.jobs->startChild(tr("Launch %1").arg(shown), context_.cliProgram, words, this,
                            [this, shown](const ChildResult& result) { launched(result, shown); });
}

void ExperimentsPage::launched(const ChildResult& result, const QString& name) {
  preflight_->setLaunching(false);
  if (result.exitCode != 0) {
    const QString errors = QString::fromUtf8(result.errors).trimmed();
    composition_.status = base::fail(base::ErrorCode::Refused,
                                     errors.isEmpty() ? tr("The launch ended without a word.").toStdString()
                                                      : errors.section('\n', -1).toStdString(),
                                     errors.toStdString());
    showRows();
    return;
  }
  QString run = name;
  if (const auto report = base::parseJson(
          std::string_view(result.output.constData(), static_cast<std::size_t>(result.output.size())), "selvox"))
    run = toQt(base::valueOr<std::string>(*report, "name", name.toStdString()));
  Q_EMIT navigator_.runsChanged();
  Q_EMIT navigator_.toastWithAction(tr("%1 is in the queue. It goes on when the window closes.").arg(run), tr("Open"),
                                    [this, run] { Q_EMIT navigator_.openRun(run); });
  edited();
}

}  // namespace selvox::ui
