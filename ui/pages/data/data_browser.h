#pragma once
// Sources | table or grid, or quarantine | details. The everyday face of the data page.

#include <QTimer>
#include <QWidget>

#include "ui/context.h"

class QListView;
class QStackedWidget;

namespace selvox::ui {

class Banner;
class Chips;
class DetailsPane;
class EmptyState;
class QualityData;
class QuarantineView;
class SearchField;
class SegmentedControl;
class SeriesModel;
class SeriesTable;
class SourcePanel;
class Thumbnails;

class DataBrowser : public QWidget {
  Q_OBJECT
 public:
  DataBrowser(Context& context, Navigator& navigator, QWidget* parent = nullptr);
  ~DataBrowser() override;  // removals that nobody undid are carried out
  void reload();
  void runsChanged();
  void selectDataset(const QString& name);
  [[nodiscard]] QString dataset() const;
  [[nodiscard]] QStringList datasets() const;
  [[nodiscard]] QString contextLine() const;
  [[nodiscard]] QString statusText() const;
  [[nodiscard]] bool ready() const;
  void focusFilter();
  void toggleDetails();
  [[nodiscard]] SeriesModel& model() { return *model_; }
  [[nodiscard]] QualityData& quality() { return *quality_; }
  [[nodiscard]] Thumbnails& thumbnails() { return *thumbnails_; }

  void startQc();
  void editSelected();
  void applyEdit(const QString& what, const std::vector<ports::SeriesChange>& changes);
  void undoEdit(bool redo);
  void saveViewAs(const QString& name);

 Q_SIGNALS:
  void headerChanged();
  void importAsked(const QString& dataset, const QStringList& paths);
  void splitAsked(const QString& dataset);
  void qcAsked(const std::vector<std::int64_t>& ids, std::int64_t start);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* buildMiddle();
  void buildTable();
  void buildGrid();
  void applyQuery();
  void queryLoaded();
  void updateState();
  void currentChanged();
  void openCurrent();
  void openMenu(const QPoint& global);
  void edited(const base::Result<ports::EditRow>& edit, bool moved);
  void saveView();
  void showView(const ports::SeriesQuery& query);
  void qualityChanged();
  void removeSelected();
  void commitRemoval();
  void undoRemoval();
  [[nodiscard]] std::vector<std::int64_t> selectedIds() const;
  [[nodiscard]] QModelIndex currentIndex() const;

  Context& context_;
  Navigator& navigator_;
  SeriesModel* model_ = nullptr;
  Thumbnails* thumbnails_ = nullptr;
  QualityData* quality_ = nullptr;
  SourcePanel* sources_ = nullptr;
  DetailsPane* details_ = nullptr;
  SearchField* filter_ = nullptr;
  SegmentedControl* view_ = nullptr;
  Chips* chips_ = nullptr;
  Banner* banner_ = nullptr;
  QStackedWidget* stack_ = nullptr;  // table, grid, quarantine, empty workspace, nothing found
  SeriesTable* table_ = nullptr;
  QListView* grid_ = nullptr;
  QuarantineView* quarantine_ = nullptr;
  EmptyState* empty_ = nullptr;
  EmptyState* nothing_ = nullptr;
  QWidget* filterRow_ = nullptr;
  QTimer typing_, removal_;
  std::vector<std::int64_t> removing_;
  std::size_t flaggedSaid_ = 0;
};

}  // namespace selvox::ui
