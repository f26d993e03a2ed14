#include "ui/jobs/job_delegate.h"

#include <algorithm>

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include "ui/charts/axis.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr int kButton = 24, kPad = 12;

struct Look {
  const char* icon;
  Token colour;
};

Look lookOf(Job::State state) {
  switch (state) {
    case Job::State::Queued: return {"hourglass-split", Token::Text3};
    case Job::State::Running: return {"play-fill", Token::Accent};
    case Job::State::Paused: return {"pause-fill", Token::Warn};
    case Job::State::Done: return {"check-circle-fill", Token::Ok};
    case Job::State::Failed: return {"x-octagon-fill", Token::Error};
    default: return {"dash-circle", Token::Text3};
  }
}

void paintBar(QPainter& painter, const QRectF& rect, const Job& job, Token colour) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(Theme::color(Token::Divider));
  painter.drawRoundedRect(rect, 3, 3);
  if (job.total <= 0) return;
  QRectF done = rect;
  done.setWidth(rect.width() * std::min(1.0, static_cast<double>(job.done) / static_cast<double>(job.total)));
  painter.setBrush(Theme::color(colour));
  painter.drawRoundedRect(done, 3, 3);
}

}  // namespace

QString jobWords(const Job& job) {
  const QLocale locale;
  switch (job.state) {
    case Job::State::Done: return JobModel::tr("done");
    case Job::State::Cancelled: return JobModel::tr("stopped");
    case Job::State::Failed: return job.error.isEmpty() ? JobModel::tr("failed") : job.error;
    case Job::State::Queued: return JobModel::tr("waiting");
    default: break;
  }
  QStringList parts;
  if (job.state == Job::State::Paused) parts << JobModel::tr("paused");
  if (!job.stage.isEmpty()) parts << job.stage;
  if (job.total > 0) {
    parts << JobModel::tr("%1 of %2").arg(locale.toString(job.done), locale.toString(job.total));
  } else if (job.done > 0) {
    parts << locale.toString(job.done);
  }
  if (job.state == Job::State::Running && job.secondsLeft >= 0) parts << JobModel::tr("%1 left").arg(duration(job.secondsLeft));
  return parts.isEmpty() ? JobModel::tr("starting") : parts.join(QStringLiteral(" · "));
}

QRect JobDelegate::cancelRect(const QRect& row, const Job& job) {
  if (!job.canCancel) return {};
  return {row.right() - kPad - kButton + 4, row.top() + 8, kButton, kButton};
}

QRect JobDelegate::pauseRect(const QRect& row, const Job& job) {
  const bool resume = job.state == Job::State::Paused;
  if (!job.canPause && !resume) return {};
  return {row.right() - kPad - kButton + 4 - (job.canCancel ? kButton + 4 : 0), row.top() + 8, kButton, kButton};
}

QSize JobDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const QFontMetrics body(Theme::font(FontRole::Body)), table(Theme::font(FontRole::Table));
  return {320, body.height() + table.height() + 34};
}

void JobDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Job& job = model_.at(index.row());
  const Look look = lookOf(job.state);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (option.state & (QStyle::State_MouseOver | QStyle::State_Selected)) painter->fillRect(option.rect, Theme::color(Token::Hover));
  painter->setPen(Theme::color(Token::Divider));
  painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
  const qreal ratio = painter->device()->devicePixelRatioF();
  const QRect cancel = cancelRect(option.rect, job), pause = pauseRect(option.rect, job);
  int right = option.rect.right() - kPad;
  for (const QRect& button : {cancel, pause}) {
    if (!button.isNull()) right = std::min(right, button.left() - 8);
  }
  const int top = option.rect.top() + 8, left = option.rect.left() + kPad;
  painter->drawPixmap(left, top + 2, iconPixmap(look.icon, kIconSize, look.colour, ratio));
  QFont bold = Theme::font(FontRole::BodyBold);
  painter->setFont(bold);
  painter->setPen(Theme::color(Token::Text));
  const QFontMetrics metrics(bold);
  painter->drawText(QRect(left + 24, top, right - left - 24, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                    metrics.elidedText(job.title, Qt::ElideMiddle, right - left - 24));
  const int barTop = top + metrics.height() + 5;
  paintBar(*painter, QRectF(left + 24, barTop, right - left - 24, 6), job, look.colour);
  painter->setFont(Theme::font(FontRole::Table));
  painter->setPen(Theme::color(job.state == Job::State::Failed ? Token::Error : Token::Text2));
  const QFontMetrics small(painter->font());
  const QRect words(left + 24, barTop + 9, option.rect.right() - kPad - left - 24, small.height());
  painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter, small.elidedText(jobWords(job), Qt::ElideRight, words.width()));
  if (!pause.isNull()) {
    painter->drawPixmap(pause.center() - QPoint(7, 7), iconPixmap(job.state == Job::State::Paused ? "play-fill" : "pause-fill", kIconSize, Token::Text, ratio));
  }
  if (!cancel.isNull()) painter->drawPixmap(cancel.center() - QPoint(7, 7), iconPixmap("x", kIconSize, Token::Text, ratio));
  painter->restore();
}

bool JobDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option, const QModelIndex& index) {
  if (event->type() != QEvent::MouseButtonRelease) return false;
  const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
  const Job job = model_.at(index.row());
  if (cancelRect(option.rect, job).contains(at)) {
    model_.cancel(job.key);
  } else if (pauseRect(option.rect, job).contains(at)) {
    job.state == Job::State::Paused ? model_.resume(job.key) : model_.pause(job.key);
  } else if (job.canOpen) {
    Q_EMIT model_.openAsked(job.key);
  } else {
    return false;
  }
  return true;
}

}  // namespace selvox::ui
