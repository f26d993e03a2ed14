#include <algorithm>

#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include "ui/charts/axis.h"
#include "ui/pages/runs/live_tab.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/run_tail.h"
#include "ui/pages/runs/run_words.h"

namespace selvox::ui {

namespace {

constexpr int kGap = 22;
constexpr int kMinimumBar = 120;

QFont bold(QFont font) {
  font.setWeight(QFont::DemiBold);
  return font;
}

}  // namespace

ProgressStrip::ProgressStrip(QWidget* parent) : QWidget(parent) {
  setFixedHeight(44);
  connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProgressStrip::show(const RunSummary& run, double lastCheckpoint) {
  const QLocale locale;
  const auto count = [&](std::int64_t n) { return locale.toString(static_cast<qlonglong>(n)); };
  state_ = run.state;
  fraction_ = run.fraction();
  head_ = count(run.step);
  // A run that its time limit ended is whole, whatever had been reckoned.
  headQuiet_ =
      run.steps > 0 && run.state != QLatin1String("done") ? tr("of %1 steps").arg(count(run.steps)) : tr("steps");
  figures_.clear();
  const bool running = run.state == "running";
  if (running && run.secondsLeft >= 0) {
    const QDateTime end = QDateTime::currentDateTime().addSecs(static_cast<qint64>(run.secondsLeft));
    figures_.append({duration(run.secondsLeft), tr("left, done at %1").arg(locale.toString(end.time(), "HH:mm"))});
  }
  if (running && run.stepsPerSecond > 0)
    figures_.append({locale.toString(run.stepsPerSecond, 'f', run.stepsPerSecond < 10 ? 2 : 1), tr("steps/s")});
  if (run.epoch > 0) figures_.append({count(run.epoch), run.epoch == 1 ? tr("epoch") : tr("epochs")});
  if (run.seconds > 0) figures_.append({duration(run.seconds), running ? tr("so far") : tr("trained")});
  if (run.memoryPeak > 0) figures_.append({byteSize(run.memoryPeak), tr("memory")});
  if (lastCheckpoint > 0) {
    const double ago = std::max(0.0, nowSeconds() - lastCheckpoint);
    figures_.append({tr("%1 ago").arg(duration(ago)), tr("last checkpoint")});
  }
  QStringList words{head_ + ' ' + headQuiet_, stateLook(run.state).word};
  for (const Figure& figure : figures_) words << figure.strong + ' ' + figure.quiet;
  setAccessibleName(words.join(QStringLiteral(", ")));
  update();
}

void ProgressStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), Theme::color(Token::Sunken));
  painter.setPen(Theme::color(Token::Divider));
  painter.drawLine(rect().bottomLeft(), rect().bottomRight());
  const QFont plain = Theme::font(FontRole::Body), strong = bold(plain);
  const QFontMetrics metrics(plain), strongMetrics(strong);
  const QRect inner = rect().adjusted(kSpace4, 0, -kSpace4, -1);
  const auto widthOf = [&](const QString& a, const QString& b) {
    return strongMetrics.horizontalAdvance(a) + 5 + metrics.horizontalAdvance(b);
  };
  const auto draw = [&](int x, const QString& a, const QString& b) {
    painter.setFont(strong);
    painter.setPen(Theme::color(Token::Text));
    painter.drawText(QRect(x, inner.top(), inner.width(), inner.height()), Qt::AlignVCenter | Qt::AlignLeft, a);
    painter.setFont(plain);
    painter.setPen(Theme::color(Token::Text2));
    painter.drawText(QRect(x + strongMetrics.horizontalAdvance(a) + 5, inner.top(), inner.width(), inner.height()),
                     Qt::AlignVCenter | Qt::AlignLeft, b);
  };
  // The head keeps the width of a full count, so that the bar does not move with every digit.
  const int headWidth = widthOf(head_, headQuiet_);
  const int steady = std::max(headWidth, widthOf(headQuiet_.section(' ', 1, 1), headQuiet_));
  draw(inner.left(), head_, headQuiet_);
  qsizetype shown = figures_.size();
  const auto total = [&] {
    int width = 0;
    for (qsizetype i = 0; i < shown; ++i) width += widthOf(figures_[i].strong, figures_[i].quiet) + kGap;
    return width;
  };
  while (shown > 0 && inner.width() - steady - kGap - total() < kMinimumBar) --shown;
  const int right = inner.right() - total();
  const QRectF bar(inner.left() + steady + kGap, inner.center().y() - 3, right - inner.left() - steady - kGap, 8);
  paintProgressBar(painter, bar, fraction_, progressColour(state_));
  int x = right + kGap;
  for (qsizetype i = 0; i < shown; ++i) {
    draw(x, figures_[i].strong, figures_[i].quiet);
    x += widthOf(figures_[i].strong, figures_[i].quiet) + kGap;
  }
}

}  // namespace selvox::ui
