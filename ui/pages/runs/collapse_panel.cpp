#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/charts/axis.h"
#include "ui/charts/scalar_words.h"
#include "ui/charts/sparkline.h"
#include "ui/pages/runs/collapse.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/pill.h"

namespace selvox::ui {

namespace {

struct Look {
  Tone tone;
  Token colour;
  const char* icon;
};

Look lookOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::Ok: return {Tone::Ok, Token::Ok, "check-circle-fill"};
    case Verdict::Watch: return {Tone::Warn, Token::Warn, "exclamation-triangle-fill"};
    case Verdict::Alarm: return {Tone::Error, Token::Error, "x-octagon-fill"};
    default: return {Tone::Neutral, Token::Text3, "dash-circle"};
  }
}

}  // namespace

CollapsePanel::CollapsePanel(QWidget* parent)
    : QWidget(parent), pill_(new Pill), grid_(new QGridLayout), alarm_(new QFrame), alarmText_(wrappedLabel({}, FontRole::Table)) {
  auto* head = new QHBoxLayout;
  head->addWidget(textLabel(tr("Is it collapsing?"), FontRole::Section));
  head->addStretch(1);
  head->addWidget(pill_);
  grid_->setHorizontalSpacing(kSpace3);
  grid_->setVerticalSpacing(kSpace1);
  grid_->setColumnStretch(0, 1);
  alarm_->setProperty("kind", "tint-warn");
  auto* alarmRow = new QHBoxLayout(alarm_);
  alarmRow->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
  auto* sign = iconLabel("exclamation-triangle-fill", Token::Warn);
  alarmRow->addWidget(sign, 0, Qt::AlignTop);
  alarmRow->addWidget(alarmText_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kSpace2);
  column->addLayout(head);
  column->addLayout(grid_);
  column->addWidget(alarm_);
  hide();
}

CollapsePanel::Row& CollapsePanel::row(const QString& scalar) {
  if (const auto known = rows_.find(scalar); known != rows_.end()) return known->second;
  Row fresh{textLabel(scalarTitle(scalar), FontRole::Table), new Sparkline, textLabel({}, FontRole::Table), new QLabel};
  fresh.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  fresh.value->setMinimumWidth(96);
  fresh.value->setTextFormat(Qt::RichText);
  const int at = static_cast<int>(rows_.size());
  grid_->addWidget(fresh.name, at, 0);
  grid_->addWidget(fresh.spark, at, 1);
  grid_->addWidget(fresh.value, at, 2);
  grid_->addWidget(fresh.verdict, at, 3);
  return rows_.emplace(scalar, fresh).first->second;
}

void CollapsePanel::show(const std::map<QString, Curve>& curves) {
  const auto rows = judgeCollapse(curves);
  setVisible(!rows.empty());
  if (rows.empty()) return;
  QString why;
  Verdict strongest = Verdict::Ok;
  for (const CollapseRow& judged : rows) {
    Row& shown = row(judged.scalar);
    const Look look = lookOf(judged.verdict);
    const bool bad = judged.verdict == Verdict::Watch || judged.verdict == Verdict::Alarm;
    shown.spark->setPoints(curves.at(judged.scalar).points(XAxis::Step, 0), bad ? look.colour : Token::Accent);
    shown.value->setText(QStringLiteral("<b>%1</b> %2").arg(shortNumber(judged.value), judged.limit));
    shown.verdict->setPixmap(iconPixmap(look.icon, kIconSize, look.colour, devicePixelRatioF()));
    shown.verdict->setToolTip(judged.why);
    shown.verdict->setAccessibleName(judged.verdict == Verdict::Ok ? tr("within its limit") : bad ? judged.why : tr("not judged"));
    if (bad && judged.verdict > strongest) {
      why = judged.why;
      strongest = judged.verdict;
    }
  }
  const Verdict verdict = worst(rows);
  const Look look = lookOf(verdict);
  pill_->set(look.tone, look.icon, verdict == Verdict::Ok      ? tr("No")
                                   : verdict == Verdict::Watch ? tr("Watch")
                                   : verdict == Verdict::Alarm ? tr("Likely")
                                                               : tr("Too early"));
  alarmText_->setText(why);
  alarm_->setVisible(!why.isEmpty());
}

}  // namespace selvox::ui
