// The keys of the QC pass, and the table that comes out of it.

#include <QAction>
#include <QFileDialog>
#include <QPlainTextEdit>

#include "core/base/file.h"
#include "core/services/ratings.h"
#include "ui/pages/qc/qc_bar.h"
#include "ui/pages/qc/qc_page.h"
#include "ui/pages/qc/qc_side.h"
#include "ui/shell/words.h"
#include "viewers/three_planes.h"

namespace selvox::ui {

void QcPage::addKeys() {
  const auto key = [this](const QString& text, const QKeySequence& keys, auto run) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
  };
  key(tr("Next case"), Qt::Key_Right, [this] { go(session_.position() + 1); });
  key(tr("Previous case"), Qt::Key_Left, [this] { go(session_.position() - 1); });
  key(tr("Slice up"), Qt::Key_Up, [this] { stepSlice(1); });
  key(tr("Slice down"), Qt::Key_Down, [this] { stepSlice(-1); });
  for (int rating = 0; rating <= 5; ++rating)
    key(rating == 0 ? tr("Take the rating away") : tr("Rate %1").arg(rating), QKeySequence(Qt::Key_0 + rating),
        [this, rating] { rate(rating); });
  key(tr("Flag"), Qt::Key_F, [this] { session_.toggleFlag(); });
  key(tr("Tag"), Qt::Key_T, [this] { bar_->askTag(session_.knownTags()); });
  key(tr("Note"), Qt::Key_N, [this] {
    if (!side_->isVisible()) side_->show();
    side_->noteField()->setFocus(Qt::ShortcutFocusReason);
  });
  key(tr("Next case without a rating"), Qt::Key_U, [this] {
    commitNote();
    session_.nextUnrated();
  });
  key(tr("Undo the last word"), Qt::Key_Z, [this] { session_.undo(); });
  key(tr("Window as on opening"), Qt::Key_W, [this] { state_.resetWindow(); });
  key(tr("Leave the pass"), Qt::Key_Escape, [this] {
    if (views_->maximised() != nullptr) return views_->maximise(views_->maximised());
    leave();
  });
}

void QcPage::stepSlice(int by) {
  if (state_.image()) state_.setSlice(views_->active(), state_.sliceOf(views_->active()) + by);
}

void QcPage::exportRatings() {
  commitNote();
  const QString name = QStringLiteral("ratings") + (name_.isEmpty() ? QString() : '-' + name_) + ".csv";
  const QString start = toQt(context_.workspace / "exports" / fromQt(name));
  const QString file = QFileDialog::getSaveFileName(this, tr("Export ratings"), start, tr("Tables (*.csv)"));
  if (file.isEmpty()) return;
  runAsync(
      Lane::Catalog, this,
      [catalog = context_.catalog, curation = context_.curation, query = query_, path = fromQt(file)]() -> base::Status {
        SELVOX_TRY(const auto table, services::ratingsTable(*catalog, *curation, query, false, {}));
        return base::writeFile(path, table);
      },
      [this, file](const base::Status& status) {
        Q_EMIT navigator_.toast(status ? tr("Saved %1").arg(file) : toQt(status.error().message));
      });
}

}  // namespace selvox::ui
