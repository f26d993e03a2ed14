#include "ui/shell/command_palette.h"

#include <algorithm>

#include <QKeyEvent>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {

std::vector<const PaletteEntry*> matching(const std::vector<PaletteEntry>& entries, const QString& typed,
                                          std::size_t limit) {
  const QStringList words = typed.split(' ', Qt::SkipEmptyParts);
  std::vector<const PaletteEntry*> first, later;
  for (const auto& entry : entries) {
    const bool all = std::all_of(words.begin(), words.end(), [&](const QString& word) {
      return entry.text.contains(word, Qt::CaseInsensitive) || entry.kind.contains(word, Qt::CaseInsensitive);
    });
    if (!all) continue;
    (entry.text.startsWith(typed, Qt::CaseInsensitive) ? first : later).push_back(&entry);
    if (first.size() >= limit) break;
  }
  first.insert(first.end(), later.begin(), later.end());
  if (first.size() > limit) first.resize(limit);
  return first;
}

CommandPalette::CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), entries_(std::move(entries)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setObjectName("commandPalette");
  setWindowTitle(tr("Go to"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace2, kSpace2, kSpace2, kSpace2);
  field_ = new SearchField(tr("Go to a page, action, dataset, run or case"));
  field_->setMinimumHeight(kMainHeight);
  field_->installEventFilter(this);
  column->addWidget(field_);
  list_ = new QListWidget;
  list_->setFrameShape(QFrame::NoFrame);
  list_->setUniformItemSizes(true);
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setAccessibleName(tr("Matches"));
  column->addWidget(list_);
  connect(field_, &QLineEdit::textChanged, this, &CommandPalette::fill);
  connect(list_, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
  resize(560, 420);
  if (parent != nullptr) {
    const QPoint corner = parent->mapToGlobal(QPoint((parent->width() - width()) / 2, parent->height() / 8));
    move(corner);
  }
  fill();
  field_->setFocus();
}

void CommandPalette::add(std::vector<PaletteEntry> entries) {
  entries_.insert(entries_.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
  fill();
}

void CommandPalette::fill() {
  shown_ = matching(entries_, field_->text().trimmed());
  list_->clear();
  for (const auto* entry : shown_) {
    QString text = entry->text + QStringLiteral("   ") + entry->kind;
    if (!entry->shortcut.isEmpty()) text += QStringLiteral(" · ") + entry->shortcut;
    auto* item =
        new QListWidgetItem(icon(entry->icon.isEmpty() ? "arrow-right" : entry->icon, Token::Text2), text, list_);
    item->setSizeHint(QSize(0, Theme::rowHeight()));
  }
  list_->setCurrentRow(shown_.empty() ? -1 : 0);
}

void CommandPalette::runCurrent() {
  const int row = list_->currentRow();
  if (row < 0 || row >= static_cast<int>(shown_.size())) return;
  const auto run = shown_[static_cast<std::size_t>(row)]->run;
  close();
  if (run) run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
      case Qt::Key_Down:
        list_->setCurrentRow(std::min(list_->currentRow() + 1, list_->count() - 1));
        return true;
      case Qt::Key_Up:
        list_->setCurrentRow(std::max(list_->currentRow() - 1, 0));
        return true;
      case Qt::Key_Escape:
        close();
        return true;
      case Qt::Key_Return:
      case Qt::Key_Enter:
        runCurrent();
        return true;
      default:
        break;
    }
  }
  return QDialog::eventFilter(watched, event);
}

}  // namespace selvox::ui
