#pragma once
// Work that goes on while a person does something else: imports and preparation (children of the window) and runs
// (processes of their own, mirrored here). Lives on the GUI thread.

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include <QAbstractListModel>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include "ui/context.h"

namespace selvox::ui {

struct Job {
  enum class State { Queued, Running, Paused, Done, Failed, Cancelled };
  QString key;    // unique: "child:3", "run:mae-1"
  QString title;  // "Import into hippocampus"
  State state = State::Running;
  QString stage;       // "Reading"
  QString what;        // current item
  QString error;       // of Failed: what, where, what to do
  qint64 done = 0;
  qint64 total = 0;    // 0: not known yet
  double secondsLeft = -1;  // negative: not known
  QDateTime started;
  bool canPause = false;
  bool canCancel = false;
  bool canOpen = false;  // a click opens it (openAsked)
};

class JobModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { KeyRole = Qt::UserRole + 1, StateRole };

  explicit JobModel(QObject* parent = nullptr);
  ~JobModel() override;  // ends the children that still run

  // Starts a child process as a job and returns its key. Its standard error carries progress, one JSON object a line:
  // {"progress":{"stage":"Reading","done":3,"total":30,"what":"case_017"}}; other lines become `errors` of the result.
  // `then` is called once on the GUI thread, unless `owner` died meanwhile. A start that fails is exit code -1.
  QString startChild(const QString& title, const std::filesystem::path& program, const QStringList& arguments,
                     QObject* owner = nullptr, std::function<void(const ChildResult&)> then = {});

  // Jobs that someone else carries out: insert or replace by key, and take away.
  void put(const Job& job);
  void remove(const QString& key);
  void clearFinished();

  [[nodiscard]] const Job* find(const QString& key) const;
  [[nodiscard]] const Job& at(int row) const { return jobs_[static_cast<std::size_t>(row)]; }
  [[nodiscard]] int count(Job::State state) const;

  // Children are ended (asked first, killed after 3 s); for others the matching signal goes out.
  void cancel(const QString& key);
  void pause(const QString& key);
  void resume(const QString& key);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 Q_SIGNALS:
  void countsChanged();  // how many run, wait, are done
  void progressed(const QString& key);
  void cancelAsked(const QString& key);
  void pauseAsked(const QString& key);
  void resumeAsked(const QString& key);
  void openAsked(const QString& key);

 private:
  struct Child;
  [[nodiscard]] int rowOf(const QString& key) const;
  void touch(int row, bool countsToo);
  void readErrors(Child& child);
  void takeLine(Child& child, const QByteArray& line);
  void finish(Child& child, int exitCode, const QString& startError);

  std::vector<Job> jobs_;
  std::vector<std::unique_ptr<Child>> children_;
  int nextChild_ = 1;
};

}  // namespace selvox::ui
