#include "ui/pages/experiments/many_launcher.h"

#include <algorithm>

#include <QMenu>

#include "core/base/text.h"
#include "ui/jobs/child_call.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/experiments/many_dialog.h"
#include "ui/pages/experiments/many_result.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

constexpr int kMostInMenu = 8;
const QString kAgain = QStringLiteral("-pre");  // of a pretraining that a fold repeats

bool takesTask(ManyKind kind, const QString& task) {
  if (kind == ManyKind::Search) return true;
  if (task == "segmentation" || task == "classification") return true;
  return kind == ManyKind::Folds && task == "enhancement";
}

}  // namespace

qint64 turnOf(const ManyRecord& record, const QString& run, const QString& runBefore, qint64 turnBefore) {
  if (run == runBefore) return turnBefore;
  if (record.kind == ManyKind::Search)  // a trial comes again in every rung
    return runBefore.isEmpty() ? 0 : std::min(turnBefore + 1, std::max<qint64>(0, record.turns - 1));
  const QString own = run.endsWith(kAgain) ? run.chopped(kAgain.size()) : run;
  const qint64 place = record.runs.indexOf(own);
  return place < 0 ? turnBefore : place;
}

ManyLauncher::ManyLauncher(Context& context, Navigator& navigator, std::function<ManyFacts()> facts, QWidget* window)
    : QObject(window), context_(context), navigator_(navigator), facts_(std::move(facts)), window_(window) {
  if (context_.jobs == nullptr) return;
  connect(context_.jobs, &JobModel::progressed, this, &ManyLauncher::follow);
  connect(context_.jobs, &JobModel::openAsked, this, [this](const QString& key) {
    if (const auto found = opens_.find(key); found != opens_.end()) show(found->second);
  });
}

bool ManyLauncher::running(const QString& name) const {
  return std::any_of(running_.begin(), running_.end(), [&](const auto& one) { return one.second.record.name == name; });
}

void ManyLauncher::fillMenu(QMenu& menu) {
  menu.clear();
  menu.setToolTipsVisible(true);
  const ManyFacts facts = facts_();
  const bool one = facts.draft.datasets.size() == 1;
  for (const ManyKind kind : {ManyKind::Folds, ManyKind::Fractions, ManyKind::Search}) {
    auto* action = menu.addAction(tr("%1…").arg(manyTitle(kind)), this, [this, kind] { ask(kind); });
    action->setEnabled(one && takesTask(kind, facts.draft.task));
    action->setToolTip(!one                                 ? tr("It takes one dataset.")
                       : !takesTask(kind, facts.draft.task) ? tr("Not for this task.")
                                                            : QString());
  }
  if (!records_.empty()) menu.addSeparator();
  for (std::size_t i = 0; i < records_.size() && i < static_cast<std::size_t>(kMostInMenu); ++i) {
    const auto& record = records_[i];
    const bool runs = running(record.name);
    auto* action = menu.addAction(runs            ? tr("%1 is running").arg(record.name)
                                  : record.done() ? tr("Result of %1").arg(record.name)
                                                  : tr("Go on with %1").arg(record.name),
                                  this, [this, name = record.name] { show(name); });
    action->setEnabled(!runs);
    action->setToolTip(manyTitle(record.kind));
  }
}

void ManyLauncher::ask(ManyKind kind) {
  ManyFacts facts = facts_();
  for (const auto& record : records_) facts.taken << record.name;
  const Draft draft = facts.draft;
  ManyDialog* dialog = nullptr;
  if (kind == ManyKind::Folds) dialog = new FoldsDialog(std::move(facts), window_);
  if (kind == ManyKind::Fractions) dialog = new FractionsDialog(std::move(facts), window_);
  if (kind == ManyKind::Search) dialog = new SearchDialog(std::move(facts), window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog, kind, draft] {
    const ManyRuns asked = dialog->asked();
    ManyRecord record;
    record.kind = kind;
    record.name = asked.name;
    record.created = toQt(base::isoNow());
    record.words = manyWords(asked, draft, toQt(context_.workspace));
    record.runs = dialog->plan().runs;
    record.turns = dialog->plan().turns;
    start(std::move(record));
  });
  dialog->open();
}

void ManyLauncher::start(ManyRecord record) {
  if (context_.jobs == nullptr || running(record.name)) return;
  record.document = nullptr;
  if (const auto saved = saveMany(context_.workspace, record); !saved)
    return Q_EMIT navigator_.toast(toQt(saved.error().message));
  QStringList words = record.words;
  words << "--progress"
        << "json";
  // The key is known before the child can say anything: its answers come through the event loop.
  auto key = std::make_shared<QString>();
  *key = context_.jobs->startChild(tr("%1 %2").arg(manyTitle(record.kind), record.name), context_.cliProgram, words,
                                   this, [this, key](const ChildResult& result) { finished(*key, result); });
  if (const Job* job = context_.jobs->find(*key); job == nullptr || job->state != Job::State::Running) return;
  opens_[*key] = record.name;
  running_[*key] = {std::move(record), {}, 0};
  refresh();
  Q_EMIT navigator_.showJobs();
}

// The child tells how far its run is; the tray shows how far the whole is.
void ManyLauncher::follow(const QString& key) {
  const auto found = running_.find(key);
  const Job* told = context_.jobs->find(key);
  if (found == running_.end() || told == nullptr) return;
  const Job said = *told;  // a copy: news of runs change the list of jobs
  auto& [record, run, turn] = found->second;
  const QString name = said.stage.section(' ', 0, 0);
  const bool known = record.runs.contains(name) || (name.endsWith(kAgain) && record.runs.contains(name.chopped(4)));
  if (known && name != run) {
    turn = turnOf(record, name, run, turn);
    run = name;
    Q_EMIT navigator_.runsChanged();  // a new one is there
  }
  Job job = said;
  const qint64 turns = std::max<qint64>(record.turns, 1);
  const bool once = record.kind != ManyKind::Search;
  const qint64 of = once ? std::max<qint64>(record.runs.size(), 1) : turns;
  job.stage = tr("Run %1 of %2").arg(std::min(turn + 1, of)).arg(of);
  job.what = known ? name : said.stage;
  if (known && said.total > 0) {
    job.done = turn * said.total + said.done;
    job.total = of * said.total;
  } else {
    job.done = turn;
    job.total = of;
  }
  const double elapsed = static_cast<double>(job.started.msecsTo(QDateTime::currentDateTimeUtc())) / 1000;
  job.secondsLeft =
      job.done > 0 ? elapsed * static_cast<double>(job.total - job.done) / static_cast<double>(job.done) : -1;
  context_.jobs->put(job);
}

void ManyLauncher::finished(const QString& key, const ChildResult& result) {
  const auto found = running_.find(key);
  if (found == running_.end()) return;
  ManyRecord record = std::move(found->second.record);
  running_.erase(found);
  Q_EMIT navigator_.runsChanged();
  if (result.exitCode == 0) {
    const auto document = base::parseJson(
        std::string_view(result.output.constData(), static_cast<std::size_t>(result.output.size())), "the result");
    if (document) record.document = *document;
    if (const auto saved = saveMany(context_.workspace, record); !saved)
      Q_EMIT navigator_.toast(toQt(saved.error().message));
  }
  if (const Job* job = context_.jobs->find(key); job != nullptr && record.done()) {
    Job open = *job;
    open.canOpen = true;
    context_.jobs->put(open);
    Q_EMIT navigator_.toastWithAction(tr("%1 %2 is done.").arg(manyTitle(record.kind), record.name), tr("Open"),
                                      [this, name = record.name] { show(name); });
  }
  refresh();
}

void ManyLauncher::refresh() {
  runLatest(
      Lane::Files, this, ticket_, [workspace = context_.workspace] { return listMany(workspace); },
      [this](std::vector<ManyRecord> records) {
        records_ = std::move(records);
        Q_EMIT recordsChanged();
      });
}

void ManyLauncher::show(const QString& name) {
  const auto found =
      std::find_if(records_.begin(), records_.end(), [&](const ManyRecord& one) { return one.name == name; });
  if (found == records_.end() || running(name)) return;
  if (!found->done()) return start(*found);
  auto* dialog = new ManyResultDialog(*found, window_->window());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ManyResultDialog::takeAsked, this, &ManyLauncher::takeAsked);
  connect(dialog, &ManyResultDialog::openRunAsked, this, [this, dialog](const QString& run) {
    dialog->close();
    Q_EMIT navigator_.openRun(run);
  });
  dialog->open();
}

}  // namespace selvox::ui
