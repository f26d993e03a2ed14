#include <algorithm>

#include <QApplication>
#include <QPainter>

#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/run_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr int kPad = 8;

QFont bold(QFont font) {
  font.setWeight(QFont::DemiBold);
  return font;
}

}  // namespace

void paintProgressBar(QPainter& painter, const QRectF& rect, double fraction, Token colour) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(Theme::color(Token::Divider));
  painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
  if (fraction > 0) {
    QRectF done = rect;
    done.setWidth(std::max(rect.height(), rect.width() * std::min(1.0, fraction)));
    if (qApp->layoutDirection() == Qt::RightToLeft) done.moveRight(rect.right());
    painter.setBrush(Theme::color(colour));
    painter.drawRoundedRect(done, rect.height() / 2, rect.height() / 2);
  }
  painter.restore();
}

Token progressColour(const QString& state) {
  if (state == "done") return Token::Ok;
  if (state == "running") return Token::Accent;
  if (state == "paused") return Token::Warn;
  return Token::FieldBorder;
}

QSize RunRowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {60, Theme::rowHeight() - 2};
}

void RunRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const RunSummary* run = model_.run(index);
  if (!run) return;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (option.state & QStyle::State_Selected) {
    painter->fillRect(option.rect, Theme::color(Token::Sel));
  } else if (option.state & QStyle::State_MouseOver) {
    painter->fillRect(option.rect, Theme::color(Token::Hover));
  }
  painter->setPen(Theme::color(Token::Divider));
  painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
  painter->setFont(Theme::font(FontRole::Table));
  const QRect inner = option.rect.adjusted(kPad, 0, -kPad, -1);
  switch (index.column()) {
    case RunTableModel::Shown:
      paintShown(*painter, option.rect, *run);
      break;
    case RunTableModel::Name:
      paintName(*painter, inner, *run);
      break;
    case RunTableModel::State: {
      const StateLook look = stateLook(run->state);
      paintPill(painter, inner, look.tone, look.icon, look.word, bold(Theme::font(FontRole::Table)));
      break;
    }
    case RunTableModel::Progress:
      paintProgress(*painter, inner, *run);
      break;
    case RunTableModel::Best:
      paintBest(*painter, inner, *run);
      break;
    default: {
      const bool quiet = index.column() == RunTableModel::Started || index.column() == RunTableModel::Steps;
      painter->setPen(Theme::color(quiet ? Token::Text2 : Token::Text));
      const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
      const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width());
      painter->drawText(inner, QStyle::visualAlignment(option.direction, alignment), text);
    }
  }
  painter->restore();
}

void RunRowDelegate::paintShown(QPainter& painter, const QRect& rect, const RunSummary& run) const {
  const int style = model_.styleOf(run.name);
  const bool shown = style >= 0;
  const QPixmap eye = iconPixmap(shown ? "eye" : "eye-slash", kIconSize, shown ? Token::Text2 : Token::Text3,
                                 painter.device()->devicePixelRatioF());
  painter.setOpacity(shown ? 1.0 : 0.75);
  painter.drawPixmap(rect.left() + 12, rect.center().y() - kIconSize / 2 + 1, eye);
  painter.setOpacity(1.0);
  const QPointF dot(rect.left() + 42, rect.center().y() + 1);
  if (shown) {
    paintMark(painter, dot, style, style < 6 ? Theme::series(style) : Theme::color(Token::Text3), 5);
  } else {
    painter.setPen(QPen(Theme::color(Token::Divider), 1.25));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(dot, 4.5, 4.5);
  }
}

void RunRowDelegate::paintName(QPainter& painter, const QRect& rect, const RunSummary& run) const {
  const QFont font = model_.isShown(run.name) ? bold(Theme::font(FontRole::Table)) : Theme::font(FontRole::Table);
  painter.setFont(font);
  painter.setPen(Theme::color(Token::Text));
  const QFontMetrics metrics(font);
  const QString name = metrics.elidedText(run.name, Qt::ElideMiddle, rect.width());
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeading, name);
  QString remark;
  if (run.state == "failed" || run.state == "broken" || run.state == "stopped") remark = run.reason;
  if (run.state == "lost")
    remark = run.checkpoints > 0 ? tr("resume from the last checkpoint") : tr("the process is gone");
  const int used = metrics.horizontalAdvance(name) + 10;
  if (remark.isEmpty() || rect.width() - used < 40) return;
  painter.setFont(Theme::font(FontRole::Table));
  painter.setPen(Theme::color(Token::Text3));
  const QRect rest = QStyle::visualRect(QApplication::layoutDirection(), rect, rect.adjusted(used, 0, 0, 0));
  painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeading,
                   painter.fontMetrics().elidedText(remark, Qt::ElideRight, rest.width()));
}

void RunRowDelegate::paintProgress(QPainter& painter, const QRect& rect, const RunSummary& run) const {
  if (run.state == "queued" && run.step == 0) {
    painter.setPen(Theme::color(Token::Text3));
    painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeading,
                     run.queuePlace > 0 ? tr("place %1").arg(run.queuePlace) : tr("not started"));
    return;
  }
  const int words = painter.fontMetrics().horizontalAdvance(QStringLiteral("100 %")) + 8;
  const QRectF bar(rect.left(), rect.center().y() - 2, rect.width() - words, 6);
  paintProgressBar(painter, bar, run.fraction(), progressColour(run.state));
  painter.setPen(Theme::color(Token::Text2));
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight,
                   QStringLiteral("%1 %").arg(static_cast<int>(run.fraction() * 100)));
}

void RunRowDelegate::paintBest(QPainter& painter, const QRect& rect, const RunSummary& run) const {
  if (!run.hasMetric) return;
  const QString all = bestWords(run);
  const qsizetype space = all.indexOf(' ');
  const QString value = space < 0 ? all : all.left(space);
  const QString interval = space < 0 ? QString() : all.mid(space);
  const int width = painter.fontMetrics().horizontalAdvance(interval);
  painter.setPen(Theme::color(Token::Text2));
  painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight, interval);
  painter.setFont(interval.isEmpty() ? painter.font() : bold(painter.font()));
  painter.setPen(Theme::color(Token::Text));
  painter.drawText(rect.adjusted(0, 0, -width, 0), Qt::AlignVCenter | Qt::AlignRight, value);
}

}  // namespace selvox::ui
