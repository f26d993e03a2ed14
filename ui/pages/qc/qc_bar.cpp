#include "ui/pages/qc/qc_bar.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include "ui/pages/qc/qc_buttons.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {
constexpr int kBarHeight = 48;
constexpr int kRoomForKeys = 860, kRoomForScale = 680;  // logical pixels of width
}  // namespace

QcBar::QcBar(QWidget* parent) : QWidget(parent) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(kBarHeight);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kSpace4, 0, kSpace4, 0);
  row->setSpacing(kSpace2);
  row->addWidget(textLabel(tr("Quality"), FontRole::Table, Token::Text2));
  for (int i = 0; i < 5; ++i) {
    auto* button = new KeyButton(QString::number(i + 1), {}, {});
    button->setCheckable(true);
    button->setAccessibleName(tr("Rate %1 of 5").arg(i + 1));
    button->setToolTip(tr("Key %1; 0 takes the rating away").arg(i + 1));
    connect(button, &QAbstractButton::clicked, this, [this, i](bool checked) { Q_EMIT rated(checked ? i + 1 : 0); });
    ratings_[static_cast<std::size_t>(i)] = button;
    row->addWidget(button);
  }
  scale_ = textLabel(tr("1 unusable · 5 perfect"), FontRole::Table, Token::Text2);
  row->addWidget(scale_);
  row->addSpacing(kSpace3);
  flag_ = new KeyButton(tr("Flag"), "flag-fill", "F");
  flag_->setCheckable(true);
  flag_->setTint(Token::Warn, Token::WarnTint);
  connect(flag_, &QAbstractButton::clicked, this, &QcBar::flagToggled);
  row->addWidget(flag_);
  tags_ = new QHBoxLayout;
  tags_->setSpacing(kSpace1);
  row->addLayout(tags_);
  tag_ = new KeyButton(tr("Tag"), "tag", "T", KeyButton::Look::Quiet);
  connect(tag_, &QAbstractButton::clicked, this, &QcBar::tagAsked);
  row->addWidget(tag_);
  tagField_ = new QLineEdit;
  tagField_->setPlaceholderText(tr("Tag, then Enter"));
  tagField_->setAccessibleName(tr("New tag"));
  tagField_->setFixedWidth(140);
  tagField_->hide();
  tagField_->installEventFilter(this);
  connect(tagField_, &QLineEdit::returnPressed, this, [this] {
    const QString tag = tagField_->text().trimmed();
    closeTag();
    if (!tag.isEmpty()) Q_EMIT tagAdded(tag);
  });
  row->addWidget(tagField_);
  note_ = new KeyButton(tr("Note"), "journal-text", "N", KeyButton::Look::Quiet);
  connect(note_, &QAbstractButton::clicked, this, &QcBar::noteAsked);
  row->addWidget(note_);
  row->addStretch(1);
  keys_ = textLabel(tr("Z undo · W window · U next unrated"), FontRole::Table, Token::Text2);
  row->addWidget(keys_);
}

void QcBar::show(const QcSession::Entry* entry) {
  for (int i = 0; i < 5; ++i) {
    ratings_[static_cast<std::size_t>(i)]->setEnabled(entry != nullptr);
    ratings_[static_cast<std::size_t>(i)]->setChecked(entry != nullptr && entry->rating == i + 1);
  }
  flag_->setEnabled(entry != nullptr);
  flag_->setChecked(entry != nullptr && entry->flagged);
  flag_->setWords(flag_->isChecked() ? tr("Flagged") : tr("Flag"));
  const QStringList tags = entry != nullptr ? entry->tags : QStringList();
  if (tags == shown_) return;
  shown_ = tags;
  while (auto* item = tags_->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    delete item;
  }
  for (const QString& tag : tags) {
    auto* chip = new TagChip(tag);
    connect(chip, &QAbstractButton::clicked, this, [this, tag] { Q_EMIT tagRemoved(tag); });
    tags_->addWidget(chip);
  }
}

void QcBar::askTag(const QStringList& known) {
  auto* completer = new QCompleter(known, tagField_);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  delete tagField_->completer();
  tagField_->setCompleter(completer);
  tagField_->clear();
  tag_->hide();
  tagField_->show();
  tagField_->setFocus(Qt::ShortcutFocusReason);
}

void QcBar::closeTag() {
  tagField_->hide();
  tag_->show();
  Q_EMIT left();
}

// In the field every key is a letter or moves the text cursor; Esc closes it and does not leave the pass.
bool QcBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched != tagField_) return QWidget::eventFilter(watched, event);
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) return false;
  closeTag();
  return true;
}

void QcBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  keys_->setVisible(width() >= kRoomForKeys);
  scale_->setVisible(width() >= kRoomForScale);
}

}  // namespace selvox::ui
