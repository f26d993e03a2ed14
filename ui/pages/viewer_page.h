#pragma once
// The Viewer: cases at the left, the linked views, layers and numbers at the right. Reads native bricks off the GUI
// thread; a case that cannot be read says why inside the views, and the others go on.

#include <memory>

#include "ui/async.h"
#include "ui/context.h"
#include "ui/pages/viewer/case_list.h"
#include "viewers/four_up.h"

class QComboBox;
class QLabel;
class QListView;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedLayout;

namespace selvox::ui {

class EmptyState;
class SearchField;
class SidePane;
class SimilarDialog;
class ViewerBar;

class ViewerPage : public Page {
  Q_OBJECT
 public:
  ViewerPage(Context& context, Navigator& navigator, QWidget* parent = nullptr);
  ~ViewerPage() override;

  [[nodiscard]] QString title() const override { return tr("Viewer"); }
  [[nodiscard]] QString contextLine() const override;
  QWidget* headerActions() override { return actions_; }
  void activated() override;
  [[nodiscard]] bool ready() const override;
  [[nodiscard]] QString statusText() const override { return state_.readout(); }
  void focusFilter() override;
  void toggleRightPane() override;

  // Shows a series of the catalog; with a run, its predictions and scores too. Empty run: images and references only.
  void openCase(qint64 series, const QString& run);
  void compareWith(const QString& run);  // prediction B; empty: none
  void stepCase(int by);
  void showSimilar();  // cases like the one shown, in a window beside
  [[nodiscard]] std::shared_ptr<const LoadedCase> shown() const { return shown_; }
  [[nodiscard]] viewers::ViewState& viewState() { return state_; }
  [[nodiscard]] viewers::FourUp* views() const { return views_; }
  [[nodiscard]] const CaseModel& cases() const { return *model_; }
  // The views as an image with case, run and "Not for diagnosis" in its foot.
  [[nodiscard]] QImage picture(bool activeOnly, double scale);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* buildCases();
  QWidget* buildCentre();
  void buildActions();
  void fillCompareMenu();
  void fillSources(const std::vector<std::string>& runs);
  void fillOrders();
  void sourceChosen();
  void orderChosen();
  void loadList();
  void listReady(bool any);
  void showListError(const base::Error& error);
  void selectRow(int row);
  void openRow(int row);
  void showCase(const std::shared_ptr<LoadedCase>& loaded);
  void showLayers(const LoadedCase& loaded);
  void prefetch(int row);
  void updateHeads();
  void foldSide(bool folded);
  void askSnapshot(bool activeOnly);

  Context& context_;
  Navigator& navigator_;
  viewers::ViewState state_;
  QStackedLayout* stack_ = nullptr;
  EmptyState* empty_ = nullptr;
  QWidget* actions_ = nullptr;
  QPushButton* compare_ = nullptr;
  QMenu* compareMenu_ = nullptr;
  QSplitter* splitter_ = nullptr;
  QLabel* count_ = nullptr;
  QComboBox* source_ = nullptr;
  QComboBox* order_ = nullptr;
  SearchField* filter_ = nullptr;
  QListView* list_ = nullptr;
  CaseModel* model_ = nullptr;
  ViewerBar* bar_ = nullptr;
  viewers::FourUp* views_ = nullptr;
  SidePane* side_ = nullptr;
  SimilarDialog* similar_ = nullptr;

  std::vector<std::string> runs_;  // evaluated ones, newest first
  QString runA_, runB_;
  std::shared_ptr<const ViewerRun> a_, b_;
  std::shared_ptr<const LoadedCase> shown_;
  std::shared_ptr<LoadedCase> prefetched_;
  qint64 wanted_ = 0;
  Ticket sourceTicket_, listTicket_, caseTicket_, prefetchTicket_;
  bool stale_ = true, listing_ = false, loading_ = false, foldedByHand_ = false;
};

}  // namespace selvox::ui
