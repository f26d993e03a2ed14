#include "ui/pages/runs/curve_drawer.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/charts/scalar_words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

CurveDrawer::CurveDrawer(RunMonitor& monitor, QWidget* parent)
    : QWidget(parent), monitor_(monitor), title_(textLabel({}, FontRole::Section)), scalars_(new QComboBox),
      controls_(new ChartControls("drawer")), chart_(new LineChart), stack_(new QStackedWidget) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  scalars_->setAccessibleName(tr("Curve"));
  scalars_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  scalars_->setMinimumWidth(180);
  wanted_ = QSettings().value("runs/drawerScalar").toString();
  auto* head = new QHBoxLayout;
  head->setSpacing(kSpace3);
  head->addWidget(title_);
  head->addWidget(scalars_);
  head->addStretch(1);
  head->addWidget(controls_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace2);
  column->addLayout(head);
  auto* hint = textLabel(tr("Show two or more runs by their eye or with Space, and their curves are drawn here over each other."),
                         FontRole::Body, Token::Text3);
  hint->setAlignment(Qt::AlignCenter);
  hint->setWordWrap(true);
  stack_->addWidget(hint);
  stack_->addWidget(chart_);
  column->addWidget(stack_, 1);
  chart_->setOptions(controls_->options());
  connect(controls_, &ChartControls::optionsChanged, this, [this] {
    chart_->setOptions(controls_->options());
    refresh();
  });
  connect(scalars_, &QComboBox::activated, this, [this] {
    wanted_ = scalar();
    QSettings().setValue("runs/drawerScalar", wanted_);
    chart_->fit();
    refresh();
  });
  connect(&monitor_, &RunMonitor::recordChanged, this, [this](const QString& name) {
    if (!runs_.contains(name)) return;
    refreshScalars();
    refresh();
  });
  setRuns({}, {});
}

CurveDrawer::~CurveDrawer() = default;

void CurveDrawer::setRuns(const QStringList& names, const std::map<QString, int>& styles) {
  for (const QString& name : names) {
    if (!runs_.contains(name)) monitor_.watch(name);
  }
  for (const QString& name : runs_) {
    if (!names.contains(name)) monitor_.unwatch(name);
  }
  runs_ = names;
  styles_ = styles;
  title_->setText(tr("%n shown", nullptr, static_cast<int>(names.size())));
  stack_->setCurrentIndex(names.isEmpty() ? 0 : 1);
  refreshScalars();
  refresh();
}

QString CurveDrawer::scalar() const { return scalars_->currentData().toString(); }

void CurveDrawer::setScalar(const QString& scalar) {
  wanted_ = scalar;
  refreshScalars();
  refresh();
}

void CurveDrawer::refreshScalars() {
  std::set<QString> names;
  for (const QString& run : runs_) {
    const RunRecord* record = monitor_.record(run);
    if (!record) continue;
    for (const auto& [scalar, curve] : record->curves) names.insert(scalar);
  }
  std::vector<QString> order(names.begin(), names.end());
  std::stable_sort(order.begin(), order.end(), [](const QString& a, const QString& b) {
    return std::tuple(prefixRank(scalarPrefix(a)), scalarRank(a), a) < std::tuple(prefixRank(scalarPrefix(b)), scalarRank(b), b);
  });
  QStringList now;
  for (int i = 0; i < scalars_->count(); ++i) now << scalars_->itemData(i).toString();
  if (now != QStringList(order.begin(), order.end())) {
    scalars_->clear();
    for (const QString& scalar : order) scalars_->addItem(scalarTitle(scalar), scalar);
  }
  const QString best = names.contains(wanted_) ? wanted_ : primaryScalar(order);
  if (const int at = scalars_->findData(best); at >= 0) scalars_->setCurrentIndex(at);
  scalars_->setEnabled(scalars_->count() > 0);
}

void CurveDrawer::refresh() {
  if (!isVisible()) return;
  const QString wanted = scalar();
  std::vector<ChartSeries> series;
  for (const QString& run : runs_) {
    const RunRecord* record = monitor_.record(run);
    if (!record) continue;
    const auto found = record->curves.find(wanted);
    if (found == record->curves.end()) continue;
    const auto style = styles_.find(run);
    series.push_back({run, run, style == styles_.end() ? 0 : style->second, &found->second, record->origin});
  }
  chart_->setTitle(scalarTitle(wanted));
  chart_->setSeries(series);
}

void CurveDrawer::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

}  // namespace selvox::ui
