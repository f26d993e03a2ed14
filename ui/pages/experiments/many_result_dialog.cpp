// The dialog of a result: picture, table, what it says, and what to do with it.

#include <algorithm>

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QPainter>
#include <QSvgRenderer>
#include <QVBoxLayout>

#include "core/base/file.h"
#include "ui/pages/experiments/many_result.h"
#include "ui/pages/runs/run_tabs.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {

// Printed on white in every theme, as it is saved.
class CurvePicture : public QWidget {
 public:
  explicit CurvePicture(const std::string& svg) : renderer_(QByteArray::fromStdString(svg)) {
    renderer_.setAspectRatioMode(Qt::KeepAspectRatio);
    setMinimumHeight(240);
    setAccessibleName(ManyResultDialog::tr("Curve over labelled cases"));
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    renderer_.render(&painter, rect());
  }

 private:
  QSvgRenderer renderer_;
};

}  // namespace

ManyResultDialog::ManyResultDialog(const ManyRecord& record, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("%1 %2").arg(manyTitle(record.kind), record.name));
  const ManyTable shown = manyTable(record.kind, record.document);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace5, kSpace4, kSpace5, kSpace4);
  column->setSpacing(kSpace3);
  column->addWidget(textLabel(windowTitle(), FontRole::Page));
  if (!shown.picture.empty()) column->addWidget(new CurvePicture(shown.picture), 2);
  table_ = new TableList(shown.heads);
  table_->setAccessibleName(windowTitle());
  for (const auto& row : shown.rows) {
    auto* item = table_->addRow(row.cells, row.strong);
    item->setData(0, Qt::UserRole, row.run);
    for (int cell = 0; cell < row.cells.size(); ++cell) item->setToolTip(cell, row.cells[cell]);
  }
  constexpr int kWidest = 420;
  for (int at = 0; at < shown.heads.size(); ++at) {
    table_->resizeColumnToContents(at);
    table_->setColumnWidth(at, std::min(kWidest, table_->columnWidth(at) + kSpace3));
  }
  connect(table_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
    const QString run = item->data(0, Qt::UserRole).toString();
    if (!run.isEmpty()) Q_EMIT openRunAsked(run);
  });
  table_->setMinimumHeight(5 * Theme::rowHeight());
  column->addWidget(table_, 1);
  for (const QString& sentence : shown.sentences)
    column->addWidget(wrappedLabel(sentence, FontRole::Table, Token::Text2));
  auto* banner = new Banner;
  column->addWidget(banner);
  auto* buttons = new QDialogButtonBox;
  if (!shown.picture.empty()) {
    auto* save = secondaryButton(tr("Save picture…"), "box-arrow-up");
    buttons->addButton(save, QDialogButtonBox::ActionRole);
    connect(save, &QPushButton::clicked, this, [this, banner, svg = shown.picture, name = record.name] {
      const QString path = QFileDialog::getSaveFileName(this, tr("Save picture"), name + ".svg", tr("SVG (*.svg)"));
      if (path.isEmpty()) return;
      if (const auto status = base::writeFile(fromQt(path), svg); !status) banner->say(status.error());
    });
  }
  if (!shown.settings.empty()) {
    auto* take = secondaryButton(tr("Take over the best settings"), "check");
    buttons->addButton(take, QDialogButtonBox::ActionRole);
    connect(take, &QPushButton::clicked, this, [this, settings = shown.settings] {
      Q_EMIT takeAsked(settings);
      accept();
    });
  }
  auto* close = primaryButton(tr("Close"));
  close->setDefault(true);
  buttons->addButton(close, QDialogButtonBox::RejectRole);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
  resize(860, shown.picture.empty() ? 520 : 640);
}

}  // namespace selvox::ui
