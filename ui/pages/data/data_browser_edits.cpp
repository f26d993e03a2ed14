// What a person says of the rows of the data browser: tags, columns, undo, saved views; and the way to the QC pass.

#include <algorithm>

#include <QInputDialog>
#include <QItemSelectionModel>
#include <QPushButton>

#include "core/services/import_volume.h"
#include "ui/async.h"
#include "ui/pages/data/data_browser.h"
#include "ui/pages/data/details_pane.h"
#include "ui/pages/data/edit_dialog.h"
#include "ui/pages/data/quality_data.h"
#include "ui/pages/data/series_model.h"
#include "ui/pages/data/series_table.h"
#include "ui/pages/data/source_panel.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {

void DataBrowser::editSelected() {
  const auto ids = selectedIds();
  if (ids.empty() || context_.curation == nullptr) return;
  EditDialog dialog(ids, sources_->knownTags(), this);
  if (dialog.exec() == QDialog::Accepted) applyEdit(dialog.summary(), dialog.changes());
}

void DataBrowser::applyEdit(const QString& what, const std::vector<ports::SeriesChange>& changes) {
  if (changes.empty() || context_.curation == nullptr) return;
  runAsync(
      Lane::Catalog, this,
      [curation = context_.curation, text = what.toStdString(), changes] { return curation->apply(text, changes); },
      [this](const base::Result<ports::EditRow>& edit) { edited(edit, false); });
}

void DataBrowser::undoEdit(bool redo) {
  if (context_.curation == nullptr) return;
  runAsync(
      Lane::Catalog, this, [curation = context_.curation, redo] { return redo ? curation->redo() : curation->undo(); },
      [this](const base::Result<ports::EditRow>& edit) { edited(edit, true); });
}

void DataBrowser::edited(const base::Result<ports::EditRow>& edit, bool moved) {
  if (!edit) {
    if (edit.error().code == base::ErrorCode::NotFound)
      Q_EMIT navigator_.toast(toQt(edit.error().message));
    else
      banner_->say(edit.error());
    return;
  }
  if (edit->id == 0) {
    Q_EMIT navigator_.toast(tr("That was so already."));
    return;
  }
  const QString what = toQt(edit->what);
  if (moved)
    Q_EMIT navigator_.toast(edit->undone ? tr("Undone: %1").arg(what) : tr("Done again: %1").arg(what));
  else
    Q_EMIT navigator_.toastWithAction(what, tr("Undo"), [this] { undoEdit(false); });
  Q_EMIT navigator_.dataChanged();
}

void DataBrowser::startQc() {
  if (model_->rowCount() == 0) {
    Q_EMIT navigator_.toast(tr("There is nothing to look through: no series fits the filter."));
    return;
  }
  auto ids = model_->ids();
  const QModelIndex index = currentIndex();
  const std::int64_t start = index.isValid() ? model_->idAt(index.row()) : ids.front();
  const auto chosen = selectedIds();
  if (chosen.size() > 1)  // in the order of the list
    std::erase_if(ids, [&](std::int64_t id) { return !std::binary_search(chosen.begin(), chosen.end(), id); });
  Q_EMIT qcAsked(ids, start);
}

void DataBrowser::saveView() {
  if (context_.curation == nullptr) return;
  bool accepted = false;
  const QString typed = QInputDialog::getText(this, tr("Save view"), tr("Name of the view"), QLineEdit::Normal, {}, &accepted);
  if (!accepted || typed.trimmed().isEmpty()) return;
  saveViewAs(typed.trimmed());
}

void DataBrowser::saveViewAs(const QString& name) {
  runAsync(
      Lane::Catalog, this,
      [curation = context_.curation, plain = services::plainCase(name.toStdString()), query = model_->query()] {
        return curation->saveQuery(plain, query);
      },
      [this](const base::Status& status) {
        if (!status) return banner_->say(status.error());
        sources_->reload();
        Q_EMIT navigator_.toast(tr("View saved. It stands at the left."));
      });
}

void DataBrowser::showView(const ports::SeriesQuery& query) {
  const QSignalBlocker quiet(filter_);
  filter_->setText(toQt(query.text));
  static const std::vector<std::pair<std::string, int>> kColumns{{"case", SeriesModel::kCase},
                                                                 {"patient", SeriesModel::kPatient},
                                                                 {"modality", SeriesModel::kModality},
                                                                 {"extent", SeriesModel::kSize},
                                                                 {"spacing", SeriesModel::kSpacing},
                                                                 {"rating", SeriesModel::kRating}};
  for (const auto& [order, column] : kColumns)
    if (order == query.orderBy)
      table_->sortByColumn(column, query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
  applyQuery();
}

void DataBrowser::qualityChanged() {
  details_->qualityChanged();
  const std::size_t flagged = quality_->flagged();
  if (flagged == 0 || flagged == flaggedSaid_) return;
  flaggedSaid_ = flagged;
  banner_->clear();
  banner_->say(Tone::Warn, tr("%n scans have findings: slices, labels, or far from what is usual.", nullptr,
                              static_cast<int>(flagged)));
  connect(banner_->addAction(tr("Show them")), &QPushButton::clicked, this, [this] {
    table_->setColumnShown(SeriesModel::kFindings, true);
    table_->sortByColumn(SeriesModel::kFindings, Qt::DescendingOrder);
    banner_->clear();
  });
}

}  // namespace selvox::ui
