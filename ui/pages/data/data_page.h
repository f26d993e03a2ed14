#pragma once
// Data: browse what is there, import more, split it.

#include "ui/context.h"

class QStackedWidget;

namespace selvox::ui {

class DataBrowser;
class ImportPage;
class QcPage;

class DataPage : public Page {
  Q_OBJECT
 public:
  DataPage(Context& context, Navigator& navigator, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString contextLine() const override;
  QWidget* headerActions() override;
  void activated() override;
  bool ready() const override;
  QString statusText() const override;
  void focusFilter() override;
  void toggleRightPane() override;

  void selectDataset(const QString& name);
  void openImport(const QStringList& paths, const QString& dataset = {});
  void openQc(const std::vector<std::int64_t>& ids, std::int64_t start);
  [[nodiscard]] DataBrowser& browser() { return *browser_; }
  [[nodiscard]] QcPage& qc() { return *qc_; }

 private:
  void openSplit(QString dataset);
  void showBrowser();
  [[nodiscard]] bool importing() const;
  [[nodiscard]] bool checking() const;
  Context& context_;
  Navigator& navigator_;
  QStackedWidget* stack_ = nullptr;
  DataBrowser* browser_ = nullptr;
  ImportPage* import_ = nullptr;
  QcPage* qc_ = nullptr;
  QWidget* browseActions_ = nullptr;
  bool stale_ = true;
};

}  // namespace selvox::ui
