#include "ui/jobs/job_model.h"

#include <algorithm>

#include <QPointer>
#include <QProcess>
#include <QTimer>

#include "core/base/file.h"
#include "core/base/json.h"

namespace selvox::ui {

namespace {

constexpr int kKeptErrorBytes = 64 << 10;  // of a child's standard error
constexpr int kKillAfterMs = 3000;

QString childKey(int number) { return QStringLiteral("child:%1").arg(number); }

bool isOver(Job::State state) {
  return state == Job::State::Done || state == Job::State::Failed || state == Job::State::Cancelled;
}

double secondsLeft(const Job& job) {
  if (job.total <= 0 || job.done <= 0) return -1;
  const double elapsed = static_cast<double>(job.started.msecsTo(QDateTime::currentDateTimeUtc())) / 1000.0;
  return elapsed * static_cast<double>(job.total - job.done) / static_cast<double>(job.done);
}

}  // namespace

struct JobModel::Child {
  QString key;
  QProcess process;
  QByteArray partial;
  ChildResult result;
  QPointer<QObject> owner;
  bool owned = false;
  bool cancelled = false;
  bool finished = false;
  std::function<void(const ChildResult&)> then;
};

JobModel::JobModel(QObject* parent) : QAbstractListModel(parent) {}

JobModel::~JobModel() {
  for (auto& child : children_) {
    child->process.disconnect(this);
    if (child->process.state() == QProcess::NotRunning) continue;
    child->process.terminate();
    if (!child->process.waitForFinished(kKillAfterMs)) child->process.kill();
    child->process.waitForFinished(kKillAfterMs);
  }
}

QString JobModel::startChild(const QString& title, const std::filesystem::path& program, const QStringList& arguments,
                             QObject* owner, std::function<void(const ChildResult&)> then) {
  children_.push_back(std::make_unique<Child>());
  Child* child = children_.back().get();
  child->key = childKey(nextChild_++);
  child->owner = owner;
  child->owned = owner != nullptr;
  child->then = std::move(then);
  Job job;
  job.key = child->key;
  job.title = title;
  job.started = QDateTime::currentDateTimeUtc();
  job.canCancel = true;
  put(job);
  connect(&child->process, &QProcess::readyReadStandardOutput, this,
          [child] { child->result.output += child->process.readAllStandardOutput(); });
  connect(&child->process, &QProcess::readyReadStandardError, this, [this, child] { readErrors(*child); });
  connect(&child->process, &QProcess::finished, this, [this, child](int exitCode, QProcess::ExitStatus status) {
    finish(*child, status == QProcess::CrashExit ? -1 : exitCode, {});
  });
  connect(&child->process, &QProcess::errorOccurred, this, [this, child](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) finish(*child, -1, child->process.errorString());
  });
  child->process.setStandardInputFile(QProcess::nullDevice());
  child->process.start(QString::fromStdString(base::utf8(program)), arguments);
  return child->key;
}

void JobModel::readErrors(Child& child) {
  child.partial += child.process.readAllStandardError();
  qsizetype end = 0;
  while ((end = child.partial.indexOf('\n')) >= 0) {
    takeLine(child, child.partial.left(end));
    child.partial.remove(0, end + 1);
  }
}

void JobModel::takeLine(Child& child, const QByteArray& line) {
  const int row = rowOf(child.key);
  if (line.startsWith('{')) {
    const auto json = base::parseJson(std::string_view(line.constData(), static_cast<std::size_t>(line.size())), "progress");
    if (json && json->is_object() && json->contains("progress")) {
      const base::Json& progress = (*json)["progress"];
      if (row < 0) return;
      Job& job = jobs_[static_cast<std::size_t>(row)];
      job.stage = QString::fromStdString(base::valueOr<std::string>(progress, "stage", {}));
      job.what = QString::fromStdString(base::valueOr<std::string>(progress, "what", {}));
      job.done = base::valueOr<std::int64_t>(progress, "done", 0);
      job.total = base::valueOr<std::int64_t>(progress, "total", 0);
      job.secondsLeft = secondsLeft(job);
      touch(row, false);
      Q_EMIT progressed(child.key);
      return;
    }
  }
  child.result.errors += line + '\n';
  if (child.result.errors.size() > kKeptErrorBytes) child.result.errors = child.result.errors.right(kKeptErrorBytes);
}

void JobModel::finish(Child& child, int exitCode, const QString& startError) {
  if (child.finished) return;
  child.finished = true;
  readErrors(child);
  if (!child.partial.isEmpty()) takeLine(child, child.partial);
  child.result.output += child.process.readAllStandardOutput();
  child.result.exitCode = exitCode;
  if (!startError.isEmpty()) {
    child.result.errors += tr("%1 could not be started: %2").arg(child.process.program(), startError).toUtf8();
  }
  if (const int row = rowOf(child.key); row >= 0) {
    Job& job = jobs_[static_cast<std::size_t>(row)];
    job.state = child.cancelled ? Job::State::Cancelled : exitCode == 0 ? Job::State::Done : Job::State::Failed;
    job.canCancel = false;
    job.secondsLeft = -1;
    if (job.state == Job::State::Failed) {
      job.error = QString::fromUtf8(child.result.errors).trimmed().section(QLatin1Char('\n'), -1);
      if (job.error.isEmpty()) job.error = tr("The process ended without a message (exit %1).").arg(exitCode);
    }
    touch(row, true);
  }
  if (child.then && (!child.owned || child.owner)) child.then(child.result);
  // The process object is still emitting: it dies on the next turn of the event loop.
  QTimer::singleShot(0, this, [this, dead = &child] {
    std::erase_if(children_, [dead](const auto& each) { return each.get() == dead; });
  });
}

void JobModel::put(const Job& job) {
  const int row = rowOf(job.key);
  if (row >= 0) {
    Job& old = jobs_[static_cast<std::size_t>(row)];
    const bool counts = old.state != job.state;
    old = job;
    touch(row, counts);
    return;
  }
  beginInsertRows({}, 0, 0);
  jobs_.insert(jobs_.begin(), job);
  endInsertRows();
  Q_EMIT countsChanged();
}

void JobModel::remove(const QString& key) {
  const int row = rowOf(key);
  if (row < 0) return;
  beginRemoveRows({}, row, row);
  jobs_.erase(jobs_.begin() + row);
  endRemoveRows();
  Q_EMIT countsChanged();
}

void JobModel::clearFinished() {
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (isOver(at(row).state)) remove(QString(at(row).key));
  }
}

const Job* JobModel::find(const QString& key) const {
  const int row = rowOf(key);
  return row < 0 ? nullptr : &at(row);
}

int JobModel::count(Job::State state) const {
  return static_cast<int>(std::count_if(jobs_.begin(), jobs_.end(), [state](const Job& job) { return job.state == state; }));
}

void JobModel::cancel(const QString& key) {
  const auto found = std::find_if(children_.begin(), children_.end(), [&](const auto& child) { return child->key == key; });
  if (found == children_.end()) {
    Q_EMIT cancelAsked(key);
    return;
  }
  Child* child = found->get();
  if (child->finished) return;
  child->cancelled = true;
  child->process.terminate();
  QTimer::singleShot(kKillAfterMs, &child->process, [child] { child->process.kill(); });
}

void JobModel::pause(const QString& key) { Q_EMIT pauseAsked(key); }
void JobModel::resume(const QString& key) { Q_EMIT resumeAsked(key); }

int JobModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(jobs_.size()); }

QVariant JobModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Job& job = at(index.row());
  if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return job.title;
  if (role == KeyRole) return job.key;
  if (role == StateRole) return static_cast<int>(job.state);
  if (role == Qt::ToolTipRole && !job.error.isEmpty()) return job.error;
  return {};
}

int JobModel::rowOf(const QString& key) const {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& job) { return job.key == key; });
  return found == jobs_.end() ? -1 : static_cast<int>(found - jobs_.begin());
}

void JobModel::touch(int row, bool countsToo) {
  Q_EMIT dataChanged(index(row), index(row));
  if (countsToo) Q_EMIT countsChanged();
}

}  // namespace selvox::ui
