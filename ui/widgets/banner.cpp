#include "ui/widgets/banner.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

Banner::Banner(QWidget* parent) : QFrame(parent) {
  row_ = new QHBoxLayout(this);
  row_->setContentsMargins(kSpace3, 6, kSpace2, 6);
  row_->setSpacing(kSpace2);
  setMinimumHeight(36);
  icon_ = new QLabel(this);
  icon_->setFixedSize(kIconSize, kIconSize);
  row_->addWidget(icon_);
  text_ = wrappedLabel({});
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  row_->addWidget(text_, 1);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  hide();
}

void Banner::say(Tone tone, const QString& text) {
  clear();
  const char* kind = tone == Tone::Ok      ? "tint-ok"
                     : tone == Tone::Warn  ? "tint-warn"
                     : tone == Tone::Error ? "tint-error"
                                           : "tint-info";
  const QString name = tone == Tone::Ok      ? "check-circle-fill"
                       : tone == Tone::Warn  ? "exclamation-triangle-fill"
                       : tone == Tone::Error ? "x-octagon-fill"
                                             : "info-circle-fill";
  const Token ink = tone == Tone::Neutral ? Token::Accent : toneColours(tone).ink;
  setProperty("kind", kind);
  style()->unpolish(this);
  style()->polish(this);
  icon_->setPixmap(iconPixmap(name, kIconSize, ink, devicePixelRatioF()));
  text_->setText(text);
  setAccessibleName(text);
  show();
}

void Banner::say(const base::Error& error) {
  say(Tone::Error, QString::fromStdString(error.message));
  if (error.detail.empty()) return;
  const QString details = QString::fromStdString(error.message + "\n" + error.detail);
  connect(addAction(tr("Copy details")), &QPushButton::clicked, this,
          [details] { QApplication::clipboard()->setText(details); });
}

QPushButton* Banner::addAction(const QString& text) {
  auto* button = secondaryButton(text, {}, this);
  button->setObjectName("bannerAction");
  row_->addWidget(button);
  return button;
}

void Banner::clear() {
  for (auto* button : findChildren<QPushButton*>("bannerAction", Qt::FindDirectChildrenOnly)) {
    button->hide();
    button->setObjectName({});
    button->deleteLater();
  }
  hide();
}

QString Banner::text() const {
  return text_->text();
}

}  // namespace selvox::ui
