// What one can do with the rows of the data browser: open, copy, take out with Undo; keys.

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>

#include "ui/async.h"
#include "ui/pages/data/data_browser.h"
#include "ui/pages/data/series_model.h"
#include "ui/pages/data/series_table.h"
#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"

namespace selvox::ui {

std::vector<std::int64_t> DataBrowser::selectedIds() const {
  std::vector<std::int64_t> ids;
  for (const auto& range : table_->selectionModel()->selection())
    for (int row = range.top(); row <= range.bottom(); ++row) ids.push_back(model_->idAt(row));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

void DataBrowser::openCurrent() {
  const QModelIndex index = currentIndex();
  if (index.isValid()) Q_EMIT navigator_.openCase(model_->idAt(index.row()), {});
}

void DataBrowser::openMenu(const QPoint& global) {
  const QModelIndex index = currentIndex();
  const auto* row = index.isValid() ? model_->rowAt(index.row()) : nullptr;
  if (row == nullptr) return;
  const auto count = static_cast<int>(selectedIds().size());
  QMenu menu(this);
  connect(menu.addAction(icon("grid-1x2", Token::Text2), tr("Open in Viewer")), &QAction::triggered, this,
          &DataBrowser::openCurrent);
  connect(menu.addAction(icon("clipboard", Token::Text2), tr("Copy name")), &QAction::triggered, this,
          [name = toQt(row->caseName)] { QApplication::clipboard()->setText(name); });
  connect(menu.addAction(icon("hash", Token::Text2), tr("Copy content hash")), &QAction::triggered, this,
          [hash = toQt(row->voxelsHash)] { QApplication::clipboard()->setText(hash); });
  menu.addSeparator();
  if (context_.curation != nullptr)
    connect(menu.addAction(icon("tag", Token::Text2), tr("Edit %n series…", nullptr, count)), &QAction::triggered, this,
            &DataBrowser::editSelected);
  connect(menu.addAction(icon("clipboard-data", Token::Text2), tr("QC pass")), &QAction::triggered, this,
          &DataBrowser::startQc);
  connect(menu.addAction(icon("shuffle", Token::Text2), tr("Split %1…").arg(toQt(row->dataset))), &QAction::triggered,
          this, [this, name = toQt(row->dataset)] { Q_EMIT splitAsked(name); });
  connect(menu.addAction(icon("x-lg", Token::Text2), tr("Take %n series out of the dataset", nullptr, count)),
          &QAction::triggered, this, &DataBrowser::removeSelected);
  menu.exec(global);
}

void DataBrowser::removeSelected() {
  const auto ids = selectedIds();
  if (ids.empty()) return;
  if (!removing_.empty()) commitRemoval();
  removing_ = ids;
  const int next = currentIndex().row();
  model_->hideIds(ids);
  if (model_->rowCount() > 0)
    table_->setCurrentIndex(model_->index(std::min(next, model_->rowCount() - 1), SeriesModel::kCase));
  removal_.start();
  Q_EMIT navigator_.toastWithAction(
      tr("%n series taken out. The files stay where they are.", nullptr, static_cast<int>(ids.size())), tr("Undo"),
      [this] { undoRemoval(); });
}

void DataBrowser::undoRemoval() {
  removal_.stop();
  const auto ids = std::exchange(removing_, {});
  model_->showIds(ids);
}

void DataBrowser::commitRemoval() {
  removal_.stop();
  const auto ids = std::exchange(removing_, {});
  if (ids.empty()) return;
  runAsync(
      Lane::Catalog, this, [catalog = context_.catalog, ids] { return catalog->removeSeries(ids); },
      [this, ids](const base::Status& status) {
        if (!status) {
          banner_->say(status.error());
          model_->showIds(ids);
          return;
        }
        Q_EMIT navigator_.dataChanged();
      });
}

bool DataBrowser::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress && (watched == table_ || watched == grid_)) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
      undoEdit(key->matches(QKeySequence::Redo));
      return true;
    }
    if ((key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) return QWidget::eventFilter(watched, event);
    switch (key->key()) {
      case Qt::Key_Return:
      case Qt::Key_Enter:
        openCurrent();
        return true;
      case Qt::Key_Space:
        toggleDetails();
        return true;
      case Qt::Key_Q:
        startQc();
        return true;
      case Qt::Key_T:
        editSelected();
        return true;
      case Qt::Key_Delete:
        removeSelected();
        return true;
      default:
        break;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace selvox::ui
