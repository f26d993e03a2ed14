#pragma once
// The composer: choose, set, see what the network will see, check, launch. The window only enqueues; the run is a
// process of its own.

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include "ui/async.h"
#include "ui/context.h"
#include "ui/pages/experiments/composition.h"
#include "ui/pages/experiments/preflight_pane.h"

class QSplitter;
class QStackedWidget;
class QTabBar;

namespace selvox::ui {

class EmptyState;
class DryRun;
class ManyLauncher;
class MethodList;
struct ManyFacts;
struct PlanAnswer;
class PreviewPane;
class SchemaForm;
class SetupStrip;
class WorkerLink;

class ExperimentsPage : public Page {
  Q_OBJECT
 public:
  ExperimentsPage(Context& context, Navigator& navigator, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override { return tr("Experiments"); }
  [[nodiscard]] QString contextLine() const override;
  QWidget* headerActions() override { return actions_; }
  QTabBar* headerTabs() override { return tabs_; }
  void activated() override;
  bool ready() const override;
  QString statusText() const override;
  void focusFilter() override;
  void toggleRightPane() override;

  [[nodiscard]] Draft draft() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Loaded {
    std::vector<ports::DatasetRow> datasets;
    std::vector<ports::SeriesRow> cases;
    std::vector<ports::RunListing> parents;
    QStringList runs;  // names of all
  };
  void buildPanes();
  void buildHeader();
  void buildMany();
  [[nodiscard]] ManyFacts manyFacts() const;
  void fitPanes();
  void loadChoices();
  void loadCases();
  void takeDescribe();
  struct Like {
    spec::RunSpec spec;
    QString setting, value;
  };
  void takeLike(const Like& like);
  [[nodiscard]] const spec::RunSpec* runNamed(const QString& name) const;  // null: not among those with weights
  void composeLike(const QString& run, const QString& setting, const QString& value);
  void modeChanged();
  [[nodiscard]] QString networkFor(const QString& method) const;
  void unitChosen(const QString& id);
  void updateSchema();
  void updateParents();
  void edited();
  void compose();
  void composed(const Composition& made);
  void askWorker(const Composition& made);
  void takeEstimate(const base::Result<base::Json>& answer);
  void showRows();
  void prepare();
  void startPreparation(const QString& dataset, QStringList words);
  void plan();
  void takePlan(const PlanAnswer& plan, bool prepareToo);
  [[nodiscard]] bool dryRunPossible() const;
  void dryRun();
  void showEstimate();
  void launch();
  void launched(const ChildResult& result, const QString& name);
  [[nodiscard]] bool fineTuning() const;

  Context& context_;
  Navigator& navigator_;
  QTemporaryDir scratch_;
  WorkerLink* worker_ = nullptr;
  DryRun* dryRun_ = nullptr;
  ManyLauncher* many_ = nullptr;
  QPushButton* plan_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  EmptyState* noWorker_ = nullptr;
  EmptyState* noData_ = nullptr;
  QTabBar* tabs_ = nullptr;
  QSplitter* panes_ = nullptr;
  QWidget* actions_ = nullptr;
  SetupStrip* strip_ = nullptr;
  MethodList* methods_ = nullptr;
  SchemaForm* form_ = nullptr;
  PreviewPane* preview_ = nullptr;
  PreflightPane* preflight_ = nullptr;
  QTimer debounce_;
  Ticket ticket_, choicesTicket_, casesTicket_, likeTicket_;
  Composition composition_;
  base::Result<base::Json> estimate_ = base::Json::object();
  PreflightEstimate guess_;  // the worker's
  std::vector<ports::DatasetRow> datasets_;
  std::vector<ports::RunListing> parents_;
  QStringList runNames_;
  std::optional<Like> like_;  // waits until datasets and runs are known
  QString method_, from_ = "scratch", shownStart_ = "scratch", casesOf_, schemaKey_, preparing_;
  int round_ = 0, shownDim_ = 3;
  bool loading_ = true, composing_ = false, measuring_ = false, stale_ = true, prepareAll_ = false;
};

}  // namespace selvox::ui
