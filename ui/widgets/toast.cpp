#include "ui/widgets/toast.h"

#include <chrono>

#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QHBoxLayout>

#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {
constexpr auto kShown = std::chrono::seconds(6);
}

Toast::Toast(QWidget* window) : QFrame(window), timer_(this) {
  setProperty("kind", "toast");
  setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kSpace4, kSpace2, kSpace2, kSpace2);
  row->setSpacing(kSpace3);
  row->addWidget(iconLabel("check-circle-fill", Token::Ok));
  text_ = textLabel({});
  row->addWidget(text_);
  action_ = linkButton({});
  row->addWidget(action_);
  auto* close = iconButton("x-lg", tr("Close message"));
  row->addWidget(close);
  timer_.setSingleShot(true);
  timer_.setInterval(kShown);
  connect(&timer_, &QTimer::timeout, this, &QWidget::hide);
  connect(close, &QToolButton::clicked, this, &QWidget::hide);
  connect(action_, &QPushButton::clicked, this, [this] {
    hide();
    if (const auto act = std::exchange(onAction_, {})) act();
  });
  window->installEventFilter(this);
  hide();
}

void Toast::show(const QString& text, const QString& action, std::function<void()> onAction) {
  text_->setText(text);
  setAccessibleName(text);
  onAction_ = std::move(onAction);
  action_->setText(action);
  action_->setVisible(!action.isEmpty());
  place();
  QFrame::show();
  raise();
  timer_.start();
}

QString Toast::text() const {
  return isVisible() ? text_->text() : QString();
}

void Toast::enterEvent(QEnterEvent*) {
  timer_.stop();
}
void Toast::leaveEvent(QEvent*) {
  timer_.start();
}

bool Toast::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) place();
  return QFrame::eventFilter(watched, event);
}

void Toast::place() {
  adjustSize();
  const auto* window = parentWidget();
  move((window->width() - width()) / 2, window->height() - height() - kStatusHeight - kSpace4);
}

}  // namespace selvox::ui
