#pragma once
// Similar cases: the case that asks at the left with the run whose network compares, its nearest ones at the right.
// What is asked goes through `selvox similar`; an index that is missing is built here, with progress and an end at
// will.

#include <memory>

#include <QDialog>

#include "ui/async.h"
#include "ui/context.h"
#include "ui/jobs/child_call.h"
#include "ui/pages/viewer/similar_list.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace selvox::ui {

class Banner;
class ElidedLabel;
class EmptyState;
class SegmentedControl;

class SimilarDialog : public QDialog {
  Q_OBJECT
 public:
  SimilarDialog(Context& context, Navigator& navigator, QWidget* parent = nullptr);

  void askFor(const std::shared_ptr<const ports::SeriesRow>& series);
  [[nodiscard]] bool ready() const;  // nothing is looked for or loading: for --screenshot
  [[nodiscard]] const SimilarModel& found() const { return *model_; }
  [[nodiscard]] QString shownState() const;  // "found", "missing", "building", "looking", "no runs"

 Q_SIGNALS:
  void caseAsked(qint64 series);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* buildQuery();
  QWidget* buildAnswer();
  void readRuns();
  void runsRead(const QStringList& runs, const QStringList& indexed);
  void lookUp();
  void answered(const ChildResult& result);
  void build();
  void built(const ChildResult& result);
  void showProgress();
  void openSelected();
  [[nodiscard]] QString scope() const;  // "series", "slices", "roi"
  [[nodiscard]] QString run() const;

  Context& context_;
  Navigator& navigator_;
  ChildCall call_{this};
  std::shared_ptr<const ports::SeriesRow> query_;
  QString job_;  // key of the child that builds
  QString jobScope_, jobRun_;
  QStringList indexed_;  // runs that have an index of this scope
  Ticket runsTicket_, pictureTicket_;
  bool reading_ = false;
  SimilarModel* model_ = nullptr;
  QLabel* picture_ = nullptr;
  ElidedLabel* name_ = nullptr;
  ElidedLabel* facts_ = nullptr;
  SegmentedControl* scope_ = nullptr;
  QComboBox* runs_ = nullptr;
  QCheckBox* leaveOut_ = nullptr;
  QLabel* about_ = nullptr;
  QPushButton* rebuild_ = nullptr;
  QPushButton* open_ = nullptr;
  QPushButton* ask_ = nullptr;
  QLabel* title_ = nullptr;
  Banner* banner_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  QListView* list_ = nullptr;
  EmptyState* missing_ = nullptr;
  EmptyState* noRuns_ = nullptr;
  QWidget* working_ = nullptr;
  QLabel* stage_ = nullptr;
  QProgressBar* bar_ = nullptr;
  QPushButton* cancel_ = nullptr;
};

}  // namespace selvox::ui
