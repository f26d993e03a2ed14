#include "ui/pages/data/quarantine_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

void QuarantineModel::setFiles(std::vector<ports::FileRow> files) {
  beginResetModel();
  files_ = std::move(files);
  endResetModel();
}

int QuarantineModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(files_.size());
}

QVariant QuarantineModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto& file = at(index.row());
  if (role == Qt::FontRole) return Theme::font(index.column() == 0 ? FontRole::Mono : FontRole::Table);
  if (role == Qt::ToolTipRole) return index.column() == 0 ? toQt(file.path) : toQt(file.reason);
  if (role != Qt::DisplayRole) return {};
  return index.column() == 0 ? QFileInfo(toQt(file.path)).fileName() : toQt(file.reason);
}

QVariant QuarantineModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  return section == 0 ? tr("File") : tr("Why, and what to do");
}

QTableView* makeQuarantineTable(QuarantineModel* model, QWidget* parent) {
  auto* table = new QTableView(parent);
  table->setModel(model);
  table->setFrameShape(QFrame::NoFrame);
  table->setShowGrid(false);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setWordWrap(false);
  table->setTabKeyNavigation(false);
  table->setTextElideMode(Qt::ElideMiddle);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight());
  table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->resizeSection(0, 300);
  table->horizontalHeader()->setStretchLastSection(true);
  table->setAccessibleName(QuarantineView::tr("Quarantined files"));
  return table;
}

QuarantineView::QuarantineView(Context& context, QWidget* parent) : QWidget(parent), context_(context) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kSpace2);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(kSpace3, kSpace3, kSpace3, 0);
  head->addWidget(iconLabel("file-earmark-x", Token::Warn));
  title_ = textLabel({}, FontRole::Body);
  head->addWidget(title_);
  head->addStretch(1);
  auto* retry = secondaryButton(tr("Try again"), "arrow-repeat");
  head->addWidget(retry);
  column->addLayout(head);
  banner_ = new Banner;
  column->addWidget(banner_);
  model_ = new QuarantineModel(this);
  table_ = makeQuarantineTable(model_, this);
  table_->setContextMenuPolicy(Qt::CustomContextMenu);
  column->addWidget(table_, 1);
  const auto chosen = [this] {
    QStringList paths;
    for (const auto& index : table_->selectionModel()->selectedRows()) paths << toQt(model_->at(index.row()).path);
    return paths;
  };
  connect(retry, &QPushButton::clicked, this, [this, chosen] {
    QStringList paths = chosen();
    for (int row = 0; paths.isEmpty() && row < model_->rowCount(); ++row)
      for (int all = 0; all < model_->rowCount(); ++all) paths << toQt(model_->at(all).path);
    Q_EMIT retryAsked(dataset_, paths);
  });
  connect(table_, &QTableView::customContextMenuRequested, this, [this, chosen](const QPoint& point) {
    const auto index = table_->indexAt(point);
    if (!index.isValid()) return;
    const QString path = toQt(model_->at(index.row()).path);
    const QString reason = toQt(model_->at(index.row()).reason);
    QMenu menu(this);
    connect(menu.addAction(ui::icon("folder2-open", Token::Text2), tr("Show in its folder")), &QAction::triggered, this,
            [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); });
    connect(menu.addAction(ui::icon("clipboard", Token::Text2), tr("Copy path and reason")), &QAction::triggered, this,
            [path, reason] { QApplication::clipboard()->setText(path + "\n" + reason); });
    connect(menu.addAction(ui::icon("arrow-repeat", Token::Text2), tr("Try again")), &QAction::triggered, this,
            [this, chosen] { Q_EMIT retryAsked(dataset_, chosen()); });
    menu.exec(table_->viewport()->mapToGlobal(point));
  });
}

void QuarantineView::show(const QString& dataset) {
  dataset_ = dataset;
  loading_ = true;
  runLatest(
      Lane::Catalog, this, ticket_,
      [catalog = context_.catalog, name = dataset.toStdString()] {
        return catalog->files(name, ports::FileState::Quarantined);
      },
      [this](base::Result<std::vector<ports::FileRow>> files) {
        loading_ = false;
        if (!files) {
          banner_->say(files.error());
          return;
        }
        banner_->clear();
        title_->setText(
            tr("%n entries were not imported. The originals are untouched.", nullptr, static_cast<int>(files->size())));
        model_->setFiles(std::move(*files));
      });
}

}  // namespace selvox::ui
