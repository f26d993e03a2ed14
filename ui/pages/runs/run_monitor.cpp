#include "ui/pages/runs/run_monitor.h"

#include <algorithm>
#include <system_error>

#include <QElapsedTimer>
#include <QTimer>

#include "core/base/file.h"
#include "ui/pages/runs/run_tail.h"

namespace selvox::ui {

namespace {

constexpr int kTickMs = 200;        // 5 Hz
constexpr int kScanEvery = 5;       // ticks: the folder list and the queue, once a second
constexpr int kReadBudgetMs = 120;  // per tick, for folders not read yet
constexpr int kQuietPerTick = 400;  // ended runs looked at per tick: one `stat` each

}  // namespace

struct MonitorWorker::Entry {
  Entry(const events::RunFolder& runFolder, const QString& runName) : folder(runFolder), name(runName), tail(runFolder, runName) {}
  events::RunFolder folder;
  QString name;
  SummaryTail tail;
  std::unique_ptr<DetailTail> detail;
  bool read = false;
};

MonitorWorker::MonitorWorker(ports::RunStore& store) : store_(store) {}
MonitorWorker::~MonitorWorker() = default;

void MonitorWorker::start() {
  auto* timer = new QTimer(this);
  connect(timer, &QTimer::timeout, this, &MonitorWorker::tick);
  timer->start(kTickMs);
  tick();
}

void MonitorWorker::setWatched(const QString& name, bool on) {
  if (on) {
    watched_.insert(name);
  } else {
    watched_.erase(name);
    if (const auto at = entries_.find(name); at != entries_.end()) at->second->detail.reset();
  }
}

void MonitorWorker::tick() {
  MonitorNews out;
  if (turn_++ % kScanEvery == 0) {
    scanFolders(out);
    readQueue();
  }
  pollSummaries(out);
  pollDetails(out);
  out.listed = fresh_.empty();
  out.total = static_cast<int>(entries_.size());
  out.seen = out.total - static_cast<int>(fresh_.size());
  Q_EMIT news(out);
}

void MonitorWorker::scanFolders(MonitorNews& out) {
  std::error_code error;
  std::set<QString> there;
  const auto root = store_.root();
  if (!std::filesystem::exists(root, error)) return;
  std::filesystem::directory_iterator at(root, error);
  for (const std::filesystem::directory_iterator end; !error && at != end; at.increment(error)) {
    const QString name = QString::fromStdString(base::utf8(at->path().filename()));
    if (name == QLatin1String("queue") || name.startsWith('.')) continue;
    if (entries_.contains(name)) {
      there.insert(name);
      continue;
    }
    std::error_code missing;
    if (!std::filesystem::exists(at->path() / "run.json", missing)) continue;
    there.insert(name);
    auto entry = std::make_unique<Entry>(store_.folder(name.toStdString()), name);
    fresh_.push_back(entry.get());
    entries_.emplace(name, std::move(entry));
  }
  if (error) {
    out.error = QObject::tr("The folder of the runs cannot be read: %1").arg(QString::fromStdString(error.message()));
    return;
  }
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    std::error_code gone;
    if (there.contains(entry->first) && std::filesystem::exists(entry->second->folder.spec(), gone)) {
      ++entry;
      continue;
    }
    std::erase(fresh_, entry->second.get());
    std::erase(quiet_, entry->second.get());
    out.removed << entry->first;
    entry = entries_.erase(entry);
  }
}

void MonitorWorker::readQueue() {
  queue_.clear();
  const auto names = store_.queue();
  if (!names) return;
  int place = 1;
  for (const std::string& name : *names) queue_[QString::fromStdString(name)] = place++;
}

void MonitorWorker::pollSummaries(MonitorNews& out) {
  const double now = nowSeconds();
  const auto poll = [&](Entry& entry) {
    const auto place = queue_.find(entry.name);
    const bool changed = entry.tail.poll(place == queue_.end() ? 0 : place->second, now);
    if (changed || !entry.read) out.changed.push_back(entry.tail.summary());
    entry.read = true;
  };
  QElapsedTimer clock;
  clock.start();
  std::vector<Entry*> firstTime;
  while (!fresh_.empty() && clock.elapsed() < kReadBudgetMs) {
    Entry* entry = fresh_.back();
    fresh_.pop_back();
    poll(*entry);
    firstTime.push_back(entry);
    quiet_.push_back(entry);
  }
  const std::set<Entry*> done(firstTime.begin(), firstTime.end());
  for (auto& [name, entry] : entries_) {
    if (!entry->read || done.contains(entry.get())) continue;
    if (entry->tail.summary().active() || watched_.contains(name)) poll(*entry);
  }
  const std::size_t turns = std::min<std::size_t>(kQuietPerTick, quiet_.size());
  for (std::size_t i = 0; i < turns; ++i) {
    Entry& entry = *quiet_[nextQuiet_++ % quiet_.size()];
    if (entry.tail.summary().active()) continue;
    if (entry.tail.stale() || queue_.contains(entry.name) != (entry.tail.summary().queuePlace > 0)) poll(entry);
  }
}

void MonitorWorker::pollDetails(MonitorNews& out) {
  for (const QString& name : watched_) {
    const auto at = entries_.find(name);
    if (at == entries_.end()) continue;
    Entry& entry = *at->second;
    if (!entry.detail) entry.detail = std::make_unique<DetailTail>(entry.folder, name);
    if (auto delta = entry.detail->poll()) out.deltas.push_back(std::move(*delta));
  }
}

RunMonitor::RunMonitor(ports::RunStore& store, QObject* parent) : QObject(parent) {
  qRegisterMetaType<MonitorNews>();
  worker_ = new MonitorWorker(store);
  worker_->moveToThread(&thread_);
  connect(&thread_, &QThread::started, worker_, &MonitorWorker::start);
  connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
  connect(worker_, &MonitorWorker::news, this, &RunMonitor::take);
  thread_.setObjectName("runs");
  thread_.start(QThread::LowPriority);
}

RunMonitor::~RunMonitor() {
  thread_.quit();
  thread_.wait();
}

const RunSummary* RunMonitor::find(const QString& name) const {
  const int row = indexOf(name);
  return row < 0 ? nullptr : &runs_[static_cast<std::size_t>(row)];
}

void RunMonitor::watch(const QString& name) {
  if (watchers_[name]++ > 0) return;
  records_[name].run = name;
  QMetaObject::invokeMethod(worker_, [worker = worker_, name] { worker->setWatched(name, true); });
  refresh();
}

void RunMonitor::unwatch(const QString& name) {
  const auto at = watchers_.find(name);
  if (at == watchers_.end() || --at->second > 0) return;
  watchers_.erase(at);
  records_.erase(name);
  QMetaObject::invokeMethod(worker_, [worker = worker_, name] { worker->setWatched(name, false); });
}

const RunRecord* RunMonitor::record(const QString& name) const {
  const auto at = records_.find(name);
  return at == records_.end() ? nullptr : &at->second;
}

void RunMonitor::refresh() {
  QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->tick(); });
}

void RunMonitor::take(const MonitorNews& news) {
  bool listChange = false;
  for (const QString& name : news.removed) {
    const int row = indexOf(name);
    if (row < 0) continue;
    runs_.erase(runs_.begin() + row);
    listChange = true;
  }
  if (listChange) {
    index_.clear();
    for (std::size_t i = 0; i < runs_.size(); ++i) index_.insert(runs_[i].name, static_cast<int>(i));
  }
  std::vector<int> rows;
  for (const RunSummary& summary : news.changed) {
    int row = indexOf(summary.name);
    if (row < 0) {
      row = static_cast<int>(runs_.size());
      index_.insert(summary.name, row);
      runs_.push_back(summary);
      listChange = true;
    } else {
      runs_[static_cast<std::size_t>(row)] = summary;
      rows.push_back(row);
    }
  }
  const bool loading = listed_ != news.listed || (!news.listed && seen_ != news.seen) || error_ != news.error;
  listed_ = news.listed;
  seen_ = news.seen;
  total_ = news.total;
  error_ = news.error;
  if (listChange) Q_EMIT listChanged();
  if (!rows.empty()) Q_EMIT runsChanged(rows);
  for (const RunDelta& delta : news.deltas) {
    const auto at = records_.find(delta.run);
    if (at == records_.end()) continue;
    at->second.apply(delta);
    Q_EMIT recordChanged(delta.run);
  }
  if (loading) Q_EMIT loadingChanged();
}

}  // namespace selvox::ui
