#pragma once
// Starts experiments of many runs as jobs of the tray, follows how far they are, keeps and shows their results.

#include <functional>
#include <map>

#include <QObject>

#include "ui/async.h"
#include "ui/context.h"
#include "ui/pages/experiments/many_store.h"

class QMenu;
class QWidget;

namespace selvox::ui {

class ManyLauncher : public QObject {
  Q_OBJECT
 public:
  // `facts` is asked when a dialog opens; `window`: the parent of dialogs.
  ManyLauncher(Context& context, Navigator& navigator, std::function<ManyFacts()> facts, QWidget* window);
  void fillMenu(QMenu& menu);
  void ask(ManyKind kind);  // opens its dialog
  void start(ManyRecord record);
  void refresh();  // what the workspace knows, read off the GUI thread
  [[nodiscard]] const std::vector<ManyRecord>& records() const { return records_; }
  [[nodiscard]] bool running(const QString& name) const;
  void show(const QString& name);  // its result; without one it goes on

 Q_SIGNALS:
  void takeAsked(const base::Json& settings);
  void recordsChanged();

 private:
  struct Running {
    ManyRecord record;
    QString run;      // that is trained now
    qint64 turn = 0;  // from 0
  };
  void follow(const QString& key);
  void finished(const QString& key, const ChildResult& result);
  Context& context_;
  Navigator& navigator_;
  std::function<ManyFacts()> facts_;
  QWidget* window_;
  Ticket ticket_;
  std::vector<ManyRecord> records_;
  std::map<QString, Running> running_;  // by the job's key
  std::map<QString, QString> opens_;    // job -> experiment
};

// Which turn of the experiment a run is, from 0: by its place where each is trained once, else one more than before.
[[nodiscard]] qint64 turnOf(const ManyRecord& record, const QString& run, const QString& runBefore, qint64 turnBefore);

}  // namespace selvox::ui
