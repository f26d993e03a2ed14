#include "ui/widgets/histogram_view.h"

#include <algorithm>

#include <QPainter>

#include "ui/shell/words.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

HistogramView::HistogramView(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Histogram of intensities"));
}

void HistogramView::show(Histogram histogram) {
  histogram_ = std::move(histogram);
  setAccessibleDescription(tr("from %1 to %2").arg(shortNumberText(histogram_.low), shortNumberText(histogram_.high)));
  update();
}

void HistogramView::paintEvent(QPaintEvent*) {
  if (histogram_.all.empty()) return;
  QPainter painter(this);
  painter.setFont(Theme::font(FontRole::Caption));
  const int textHeight = painter.fontMetrics().height() + 2;
  const QRect area = rect().adjusted(0, 0, 0, -textHeight);
  const double peak = *std::max_element(histogram_.all.begin(), histogram_.all.end());
  const auto bins = histogram_.all.size();
  for (std::size_t i = 0; i < bins && peak > 0; ++i) {
    const int x0 = area.left() + static_cast<int>(i * static_cast<std::size_t>(area.width()) / bins);
    const int x1 = area.left() + static_cast<int>((i + 1) * static_cast<std::size_t>(area.width()) / bins);
    const auto bar = [&](double count, const QColor& colour) {
      const int h = static_cast<int>(count / peak * area.height() + 0.5);
      painter.fillRect(QRect(x0, area.bottom() - h + 1, std::max(1, x1 - x0 - 1), h), colour);
    };
    bar(histogram_.all[i], Theme::color(Token::FieldBorder));
    if (i < histogram_.labelled.size()) bar(histogram_.labelled[i], Theme::color(Token::Accent));
  }
  painter.fillRect(QRect(area.left(), area.bottom() + 1, area.width(), 1), Theme::color(Token::FieldBorder));
  painter.setPen(Theme::color(Token::Text3));
  const QRect foot(0, area.bottom() + 2, width(), textHeight);
  painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, shortNumberText(histogram_.low));
  painter.drawText(foot, Qt::AlignHCenter | Qt::AlignVCenter, shortNumberText((histogram_.low + histogram_.high) / 2));
  painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, shortNumberText(histogram_.high));
}

}  // namespace selvox::ui
