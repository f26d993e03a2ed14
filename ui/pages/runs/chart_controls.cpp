#include <algorithm>

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>

#include "ui/charts/chart_grid.h"
#include "ui/pages/runs/curve_drawer.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {

ChartControls::ChartControls(const QString& place, QWidget* parent)
    : QWidget(parent), place_(place), options_(loadChartOptions(place)), axis_(new SegmentedControl), logX_(new QCheckBox(tr("Log x"))),
      logY_(new QCheckBox(tr("Log y"))), smoothing_(new QSlider(Qt::Horizontal)), smoothingValue_(textLabel({}, FontRole::Table, Token::Text2)) {
  axis_->addSegment(tr("Step"));
  axis_->addSegment(tr("Time"), {}, tr("Time since the run began"));
  axis_->addSegment(tr("Clock"), {}, tr("Time of day"));
  axis_->setAccessibleName(tr("Horizontal axis"));
  axis_->setCurrent(static_cast<int>(options_.x));
  logX_->setChecked(options_.logX);
  logY_->setChecked(options_.logY);
  smoothing_->setRange(0, 99);
  smoothing_->setFixedWidth(110);
  smoothing_->setValue(static_cast<int>(options_.smoothing * 100 + 0.5));
  smoothing_->setAccessibleName(tr("Smoothing"));
  smoothing_->setToolTip(tr("Exponential moving average; keys [ and ]"));
  smoothingValue_->setMinimumWidth(34);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kSpace3);
  row->addWidget(axis_);
  row->addWidget(logX_);
  row->addWidget(logY_);
  auto* label = textLabel(tr("Smoothing"), FontRole::Table);
  label->setBuddy(smoothing_);
  row->addWidget(label);
  row->addWidget(smoothing_);
  row->addWidget(smoothingValue_);
  smoothingValue_->setText(QLocale().toString(options_.smoothing, 'f', 2));
  connect(axis_, &SegmentedControl::currentChanged, this, &ChartControls::changed);
  connect(logX_, &QCheckBox::toggled, this, &ChartControls::changed);
  connect(logY_, &QCheckBox::toggled, this, &ChartControls::changed);
  connect(smoothing_, &QSlider::valueChanged, this, &ChartControls::changed);
}

void ChartControls::changed() {
  options_.x = static_cast<XAxis>(axis_->current());
  logX_->setEnabled(options_.x != XAxis::Wall);
  options_.logX = logX_->isChecked() && options_.x != XAxis::Wall;
  options_.logY = logY_->isChecked();
  options_.smoothing = smoothing_->value() / 100.0;
  smoothingValue_->setText(QLocale().toString(options_.smoothing, 'f', 2));
  saveChartOptions(place_, options_);
  Q_EMIT optionsChanged();
}

void ChartControls::addSmoothing(double by) { smoothing_->setValue(std::clamp(smoothing_->value() + static_cast<int>(by * 100), 0, 99)); }

}  // namespace selvox::ui
