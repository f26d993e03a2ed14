#pragma once
// Searching an image archive and fetching from it. Everything is done by `selvox` children; names of patients are shown
// here and stored nowhere: what is fetched carries pseudonyms.

#include <vector>

#include <QDialog>

#include "core/base/json.h"
#include "core/ports/pacs.h"
#include "ui/jobs/child_call.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTemporaryDir;
class QTreeWidget;
class QTreeWidgetItem;

namespace selvox::ui {

class Banner;
class DownloadView;
class EmptyState;

class PacsDialog : public QDialog {
  Q_OBJECT
 public:
  explicit PacsDialog(Context& context, QWidget* parent = nullptr);
  ~PacsDialog() override;

 Q_SIGNALS:
  void importAsked(const QStringList& folders);

 private:
  QWidget* buildServers();
  QWidget* buildQuery();
  QWidget* buildResults();
  QWidget* buildTarget();
  void editServer(bool fresh);
  void removeServer();
  void showServers(int current);
  void search();
  void showStudies(const base::Json& json);
  void loadSeries(QTreeWidgetItem* study);
  void showPreview();
  void fetch();
  void queueNext();
  void updateState();
  void fail(const ChildResult& result);
  [[nodiscard]] const ports::PacsServer* server() const;

  Context& context_;
  std::vector<ports::PacsServer> servers_;
  ChildCall search_, series_, preview_, add_;
  std::vector<QStringList> toAdd_;  // arguments of `pacs get`, one study each
  std::unique_ptr<QTemporaryDir> pictures_;
  QComboBox* server_ = nullptr;
  QPushButton* edit_ = nullptr;
  QPushButton* remove_ = nullptr;
  QLineEdit* patientId_ = nullptr;
  QLineEdit* patientName_ = nullptr;
  QLineEdit* from_ = nullptr;
  QLineEdit* to_ = nullptr;
  QComboBox* modality_ = nullptr;
  QLineEdit* description_ = nullptr;
  QPushButton* searchButton_ = nullptr;
  QTreeWidget* results_ = nullptr;
  EmptyState* empty_ = nullptr;
  QLabel* picture_ = nullptr;
  QLabel* caption_ = nullptr;
  QLineEdit* target_ = nullptr;
  QPushButton* fetch_ = nullptr;
  Banner* banner_ = nullptr;
  DownloadView* downloads_ = nullptr;
};

}  // namespace selvox::ui
