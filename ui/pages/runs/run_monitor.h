#pragma once
// All run folders of a workspace, followed by one background thread; the GUI thread gets news at 5 Hz. Nothing here
// blocks: the window's copy is whatever was last heard.

#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include <QHash>
#include <QObject>
#include <QThread>

#include "core/ports/stores.h"
#include "ui/pages/runs/run_data.h"

namespace selvox::ui {

struct MonitorNews {
  std::vector<RunSummary> changed;  // new ones too
  QStringList removed;
  std::vector<RunDelta> deltas;
  bool listed = false;  // every folder has been read at least once
  int seen = 0, total = 0;
  QString error;  // the runs folder cannot be read
};

class MonitorWorker;

class RunMonitor : public QObject {
  Q_OBJECT
 public:
  explicit RunMonitor(ports::RunStore& store, QObject* parent = nullptr);
  ~RunMonitor() override;

  [[nodiscard]] const std::vector<RunSummary>& runs() const { return runs_; }  // stable order of arrival
  [[nodiscard]] const RunSummary* find(const QString& name) const;
  [[nodiscard]] int indexOf(const QString& name) const { return index_.value(name, -1); }
  [[nodiscard]] bool listed() const { return listed_; }
  [[nodiscard]] int seen() const { return seen_; }
  [[nodiscard]] int total() const { return total_; }
  [[nodiscard]] QString error() const { return error_; }

  // Curves are kept only for runs someone looks at: every watch() wants an unwatch(). The record is empty at first.
  void watch(const QString& name);
  void unwatch(const QString& name);
  [[nodiscard]] const RunRecord* record(const QString& name) const;
  // Look now, without waiting for the next turn.
  void refresh();

 Q_SIGNALS:
  void listChanged();                               // runs came or went
  void runsChanged(const std::vector<int>& rows);   // summaries changed
  void recordChanged(const QString& name);          // a watched run has news
  void loadingChanged();

 private:
  void take(const MonitorNews& news);

  std::vector<RunSummary> runs_;
  QHash<QString, int> index_;
  std::map<QString, RunRecord> records_;
  std::map<QString, int> watchers_;
  QThread thread_;
  MonitorWorker* worker_ = nullptr;  // lives on thread_
  bool listed_ = false;
  int seen_ = 0, total_ = 0;
  QString error_;
};

// The half that lives on the tail thread.
class MonitorWorker : public QObject {
  Q_OBJECT
 public:
  explicit MonitorWorker(ports::RunStore& store);
  ~MonitorWorker() override;

  void start();
  void setWatched(const QString& name, bool on);
  void tick();

 Q_SIGNALS:
  void news(const selvox::ui::MonitorNews& news);

 private:
  struct Entry;
  void scanFolders(MonitorNews& out);
  void readQueue();
  void pollSummaries(MonitorNews& out);
  void pollDetails(MonitorNews& out);

  ports::RunStore& store_;
  std::map<QString, std::unique_ptr<Entry>> entries_;
  std::vector<Entry*> fresh_;  // not read yet
  std::map<QString, int> queue_;
  std::set<QString> watched_;
  std::vector<Entry*> quiet_;  // rotated through
  std::size_t nextQuiet_ = 0;
  int turn_ = 0;
};

}  // namespace selvox::ui

Q_DECLARE_METATYPE(selvox::ui::MonitorNews)
