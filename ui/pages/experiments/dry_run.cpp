#include "ui/pages/experiments/dry_run.h"

#include <utility>

#include "ui/jobs/child_call.h"
#include "ui/jobs/job_delegate.h"
#include "ui/jobs/job_model.h"
#include "ui/shell/words.h"

namespace selvox::ui {

QStringList dryRunWords(const Draft& draft, const QString& workspace, bool leaks) {
  Draft plain = draft;
  plain.name.clear();
  plain.allCases = false;  // costs no step
  plain.leakReason = leaks ? QStringLiteral("a dry run, of which nothing is kept") : QString();
  QStringList words = commandWords(plain, workspace);
  words.front() = QStringLiteral("estimate");
  return words;
}

PreflightEstimate withMeasured(PreflightEstimate estimate, const base::Json& document) {
  const auto measured = base::valueOr(document, "measured", base::Json::object());
  const auto run = base::valueOr(document, "run", base::Json::object());
  const auto positive = [](const base::Json& from, const char* name, auto& into) {
    if (const double value = base::valueOr(from, name, 0.0); value > 0)
      into = static_cast<std::decay_t<decltype(into)>>(value);
  };
  positive(measured, "seconds_per_step", estimate.secondsPerStep);
  positive(measured, "memory_bytes", estimate.memory);
  positive(run, "seconds", estimate.seconds);
  positive(run, "disk_bytes", estimate.disk);
  estimate.measured = true;
  return estimate;
}

DryRun::DryRun(Context& context, QObject* parent) : QObject(parent), context_(context) {
  if (context_.jobs == nullptr) return;
  connect(context_.jobs, &JobModel::progressed, this, [this](const QString& key) {
    if (key != job_) return;
    if (const Job* job = context_.jobs->find(key)) progress_ = jobWords(*job);
    Q_EMIT changed();
  });
}

QStringList DryRun::keyOf(const Draft& draft) const {
  return dryRunWords(draft, toQt(context_.workspace));
}

void DryRun::start(const Draft& draft, bool leaks) {
  if (running() || context_.jobs == nullptr) return;
  key_ = keyOf(draft);
  answer_ = nullptr;
  failure_.clear();
  progress_.clear();
  cancelled_ = false;
  QStringList words = dryRunWords(draft, toQt(context_.workspace), leaks);
  words << "--json"
        << "--progress"
        << "json";
  job_ = context_.jobs->startChild(tr("Dry run with %1").arg(datasetWords(draft)), context_.cliProgram, words, this,
                                   [this](const ChildResult& result) { take(result); });
  Q_EMIT changed();
}

void DryRun::cancel() {
  if (!running()) return;
  cancelled_ = true;
  context_.jobs->cancel(job_);
}

void DryRun::take(const ChildResult& result) {
  const Job* job = context_.jobs->find(job_);
  cancelled_ = cancelled_ || (job != nullptr && job->state == Job::State::Cancelled);  // from the tray
  job_.clear();
  if (result.exitCode != 0) {
    if (!cancelled_) failure_ = failureText(result);
  } else if (auto answer = base::parseJson(
                 std::string_view(result.output.constData(), static_cast<std::size_t>(result.output.size())),
                 "the dry run")) {
    answer_ = std::move(*answer);
  } else {
    failure_ = toQt(answer.error().message);
  }
  Q_EMIT changed();
}

const base::Json* DryRun::measured(const Draft& draft) const {
  return answer_.is_object() && key_ == keyOf(draft) ? &answer_ : nullptr;
}

DryRunView DryRun::view(const Draft& draft, bool possible) const {
  DryRunView view;
  view.running = running();
  view.possible = possible && context_.jobs != nullptr;
  const bool same = key_ == keyOf(draft);
  if (view.running) {
    view.words = progress_.isEmpty() ? tr("starting") : progress_;
    if (!same) view.words += '\n' + tr("It measures the settings as they were before the last edit.");
  } else if (!failure_.isEmpty() && same) {
    view.tone = Tone::Error;
    view.words = failure_;
  } else if (answer_.is_object()) {
    view.words = same ? tr("The figures are measured in real steps of this experiment.")
                      : tr("The last dry run was of other settings. Measure again.");
    if (!same) view.tone = Tone::Warn;
  }
  return view;
}

}  // namespace selvox::ui
