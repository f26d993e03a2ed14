#include "ui/pages/data/data_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>

#include "ui/pages/data/data_browser.h"
#include "ui/pages/data/quality_data.h"
#include "ui/pages/data/series_model.h"
#include "ui/pages/data/split_dialog.h"
#include "ui/pages/import/import_page.h"
#include "ui/pages/qc/qc_page.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

DataPage::DataPage(Context& context, Navigator& navigator, QWidget* parent)
    : Page(parent), context_(context), navigator_(navigator) {
  stack_ = new QStackedWidget;
  browser_ = new DataBrowser(context_, navigator_);
  import_ = new ImportPage(context_, navigator_);
  stack_->addWidget(browser_);
  stack_->addWidget(import_);
  qc_ = new QcPage(context_, navigator_, browser_->quality(), browser_->thumbnails());
  stack_->addWidget(qc_);
  setFocusProxy(browser_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(stack_);

  browseActions_ = new QWidget(this);
  auto* row = new QHBoxLayout(browseActions_);
  row->setContentsMargins(0, 0, 0, 0);
  auto* split = secondaryButton(tr("Split…"), "shuffle");
  auto* import = primaryButton(tr("Import"), "download");
  row->addWidget(split);
  row->addWidget(import);
  browseActions_->hide();
  connect(split, &QPushButton::clicked, this, [this] { openSplit(browser_->dataset()); });
  connect(import, &QPushButton::clicked, this, [this] { openImport({}, browser_->dataset()); });

  const auto action = [this](const QString& text, const QKeySequence& key, auto&& run) {
    auto* made = new QAction(text, this);
    made->setShortcut(key);
    made->setShortcutContext(Qt::WindowShortcut);  // heard while this page is the shown one
    connect(made, &QAction::triggered, this, run);
    addAction(made);
  };
  action(tr("Import…"), QKeySequence("Ctrl+I"), [this] { openImport({}, browser_->dataset()); });
  action(tr("Fetch from an archive…"), {}, [this] {
    openImport({}, browser_->dataset());
    import_->openArchive();
  });
  action(tr("Split the dataset…"), {}, [this] { openSplit(browser_->dataset()); });
  action(tr("QC pass"), {}, [this] { browser_->startQc(); });
  action(tr("Measure quality"), {}, [this] { browser_->quality().measure(browser_->dataset()); });

  connect(browser_, &DataBrowser::headerChanged, this, &Page::headerChanged);
  connect(browser_, &DataBrowser::importAsked, this,
          [this](const QString& dataset, const QStringList& paths) { openImport(paths, dataset); });
  connect(browser_, &DataBrowser::splitAsked, this, &DataPage::openSplit);
  connect(browser_, &DataBrowser::qcAsked, this, &DataPage::openQc);
  connect(qc_, &QcPage::closed, this, &DataPage::showBrowser);
  connect(qc_, &QcPage::headerChanged, this, &Page::headerChanged);
  connect(import_, &ImportPage::headerChanged, this, &Page::headerChanged);
  connect(import_, &ImportPage::closed, this, &DataPage::showBrowser);
  connect(import_, &ImportPage::openDatasetAsked, this, [this](const QString& name) {
    showBrowser();
    browser_->selectDataset(name);
  });
  connect(&navigator_, &Navigator::dataChanged, this, [this] {
    stale_ = true;
    if (isVisible()) activated();
  });
  connect(&navigator_, &Navigator::runsChanged, browser_, &DataBrowser::runsChanged);
}

bool DataPage::checking() const {
  return stack_->currentWidget() == qc_;
}
bool DataPage::importing() const {
  return stack_->currentWidget() == import_;
}

QString DataPage::title() const {
  return importing() ? tr("Import") : checking() ? tr("QC pass") : tr("Data");
}
QString DataPage::contextLine() const {
  return importing() ? import_->contextLine() : checking() ? qc_->contextLine() : browser_->contextLine();
}
QWidget* DataPage::headerActions() {
  return importing() ? import_->headerActions() : checking() ? qc_->headerActions() : browseActions_;
}
bool DataPage::ready() const {
  if (checking()) return qc_->ready();
  return importing() ? import_->ready() : !stale_ && browser_->ready();
}
QString DataPage::statusText() const {
  return importing() ? import_->statusText() : checking() ? qc_->statusText() : browser_->statusText();
}

void DataPage::activated() {
  if (!stale_ || checking()) return;
  stale_ = false;
  browser_->reload();
}

void DataPage::focusFilter() {
  if (!importing() && !checking()) browser_->focusFilter();
}

void DataPage::toggleRightPane() {
  if (checking()) return qc_->toggleSide();
  if (!importing()) browser_->toggleDetails();
}

void DataPage::selectDataset(const QString& name) {
  showBrowser();
  browser_->selectDataset(name);
}

void DataPage::openImport(const QStringList& paths, const QString& dataset) {
  import_->begin(paths, dataset, browser_->datasets());
  stack_->setCurrentWidget(import_);
  Q_EMIT headerChanged();
  Q_EMIT navigator_.statusChanged();
}

void DataPage::openQc(const std::vector<std::int64_t>& ids, std::int64_t start) {
  stack_->setCurrentWidget(qc_);
  qc_->begin(browser_->dataset(), browser_->model().query(), ids, start);
  Q_EMIT headerChanged();
  Q_EMIT navigator_.statusChanged();
}

void DataPage::showBrowser() {
  stack_->setCurrentWidget(browser_);
  browser_->setFocus();
  activated();
  Q_EMIT headerChanged();
  Q_EMIT navigator_.statusChanged();
}

void DataPage::openSplit(QString dataset) {
  const QStringList names = browser_->datasets();
  if (dataset.isEmpty() && names.size() == 1) dataset = names.front();
  if (dataset.isEmpty()) {
    Q_EMIT navigator_.toast(names.isEmpty() ? tr("Import scans first, then split them.")
                                            : tr("Choose one dataset on the left, then split it."));
    return;
  }
  SplitDialog dialog(context_, dataset, this);
  connect(&dialog, &SplitDialog::stored, this, [this](const QString& summary) {
    Q_EMIT navigator_.toast(summary);
    Q_EMIT navigator_.dataChanged();
  });
  dialog.exec();
}

}  // namespace selvox::ui
