#pragma once
// Import as a page: sources, dataset, progress, three exact counts, and what was refused with its reason. The reading
// happens in a `selvox` child process, so a file that crashes a decoder never takes the window down.

#include <QWidget>

#include "core/base/json.h"
#include "ui/context.h"

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QTableView;

namespace selvox::ui {

class Banner;
class Card;
class ElidedLabel;
class QuarantineModel;

class ImportPage : public QWidget {
  Q_OBJECT
 public:
  ImportPage(Context& context, Navigator& navigator, QWidget* parent = nullptr);
  // Sources added to what is there; while an import runs nothing is changed.
  void begin(const QStringList& paths, const QString& dataset, const QStringList& known);
  void openArchive();  // a dialog: search a PACS and fetch from it
  [[nodiscard]] QString contextLine() const;
  [[nodiscard]] QString statusText() const;
  QWidget* headerActions() { return actions_; }
  [[nodiscard]] bool running() const { return !job_.isEmpty(); }
  [[nodiscard]] bool ready() const { return true; }

 Q_SIGNALS:
  void headerChanged();
  void closed();
  void openDatasetAsked(const QString& name);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* buildSources();
  QWidget* buildProgress();
  QWidget* buildQuarantine();
  void addPaths(const QStringList& paths);
  void start();
  void cancel();
  void showProgress();
  void finished(const ChildResult& result);
  void showReport(const base::Json& report);
  void showWarnings(const base::Json& report);
  void updateState();
  [[nodiscard]] QStringList paths() const;

  Context& context_;
  Navigator& navigator_;
  QString job_;            // key while it runs
  bool done_ = false;      // the counts belong to a finished import
  bool complete_ = false;  // and it reached its end: nothing is left to start
  bool cancelled_ = false;
  QWidget* actions_ = nullptr;
  QPushButton* startButton_ = nullptr;
  QPushButton* cancelButton_ = nullptr;
  QPushButton* openButton_ = nullptr;
  QListWidget* sources_ = nullptr;
  QWidget* emptyHint_ = nullptr;
  QComboBox* dataset_ = nullptr;
  QLabel* datasetHint_ = nullptr;
  QLabel* stage_ = nullptr;
  ElidedLabel* what_ = nullptr;
  QLabel* eta_ = nullptr;
  QProgressBar* bar_ = nullptr;
  QLabel* counts_[3] = {};
  QLabel* notes_[3] = {};
  Banner* banner_ = nullptr;
  QuarantineModel* quarantine_ = nullptr;
  QLabel* quarantineTitle_ = nullptr;
  QTableView* table_ = nullptr;
};

}  // namespace selvox::ui
