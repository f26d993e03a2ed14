#include "ui/pages/runs/live_tab.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/charts/chart_grid.h"
#include "ui/pages/runs/alarm_box.h"
#include "ui/pages/runs/collapse.h"
#include "ui/pages/runs/curve_drawer.h"
#include "ui/pages/runs/preview_panel.h"
#include "ui/pages/runs/run_tail.h"
#include "ui/pages/runs/run_words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {

constexpr int kSideWidth = 384, kSideNarrow = 356;
constexpr int kFoldBelow = 1100;  // page width at which the side pane starts folded
constexpr std::size_t kEventsShown = 60;
constexpr std::size_t kMaximumOverlays = 5;

}  // namespace

LiveTab::LiveTab(RunMonitor& monitor, RunActions& actions, QWidget* parent)
    : QWidget(parent),
      monitor_(monitor),
      actions_(actions),
      strip_(new ProgressStrip),
      controls_(new ChartControls("live")),
      grid_(new ChartGrid),
      behind_(textLabel({}, FontRole::Table, Token::Text3)),
      overlayButton_(secondaryButton(tr("Overlay a run"), "plus")),
      overlayMenu_(new QMenu(this)),
      side_(new QScrollArea) {
  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace2);
  bar->setSpacing(kSpace3);
  bar->addWidget(controls_);
  bar->addStretch(1);
  bar->addWidget(behind_);
  bar->addWidget(overlayButton_);
  overlayButton_->setMenu(overlayMenu_);
  connect(overlayMenu_, &QMenu::aboutToShow, this, &LiveTab::fillOverlayMenu);
  auto* left = new QVBoxLayout;
  left->setSpacing(0);
  left->addLayout(bar);
  left->addWidget(grid_, 1);
  side_->setWidget(makeSide());
  side_->setWidgetResizable(true);
  side_->setFrameShape(QFrame::NoFrame);
  side_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  side_->setFixedWidth(kSideWidth);
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  row->addLayout(left, 1);
  row->addWidget(verticalRule());
  row->addWidget(side_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(strip_);
  column->addLayout(row, 1);
  grid_->setOptions(controls_->options());
  connect(controls_, &ChartControls::optionsChanged, this, [this] {
    grid_->setOptions(controls_->options());
    refresh();
  });
}

LiveTab::~LiveTab() = default;

QWidget* LiveTab::makeSide() {
  auto* content = new QWidget;
  content->setProperty("kind", "panel");
  content->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
  column->setSpacing(kSpace3);
  alarm_ = new QFrame;
  alarm_->setProperty("kind", "tint-error");
  auto* alarmRow = new QHBoxLayout(alarm_);
  alarmRow->addWidget(iconLabel("x-octagon-fill", Token::Error), 0, Qt::AlignTop);
  auto* words = new QVBoxLayout;
  alarmTitle_ = wrappedLabel({}, FontRole::BodyBold);
  alarmText_ = wrappedLabel({}, FontRole::Table);
  alarmResume_ = secondaryButton(tr("Resume"), "play-fill");
  alarmLog_ = quietButton(tr("Open the log"));
  words->addWidget(alarmTitle_);
  words->addWidget(alarmText_);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(alarmResume_);
  buttons->addWidget(alarmLog_);
  buttons->addStretch(1);
  words->addLayout(buttons);
  alarmRow->addLayout(words, 1);
  alarm_->hide();
  connect(alarmResume_, &QPushButton::clicked, this, [this] { actions_.resume({run_}); });
  connect(alarmLog_, &QPushButton::clicked, this, &LiveTab::openLog);
  collapse_ = new CollapsePanel;
  previews_ = new PreviewPanel(tr("What it sees"), false);
  column->addWidget(alarm_);
  alarms_ = new AlarmBox;
  connect(alarms_, &AlarmBox::copyAsked, this, &LiveTab::copyAsked);
  column->addWidget(alarms_);
  column->addWidget(collapse_);
  column->addWidget(previews_);
  column->addWidget(horizontalRule());
  column->addWidget(textLabel(tr("Events"), FontRole::Section));
  events_ = new QVBoxLayout;
  events_->setSpacing(6);
  column->addLayout(events_);
  column->addStretch(1);
  return content;
}

void LiveTab::setRun(const QString& name, const events::RunFolder& folder) {
  if (run_ == name) return;
  for (const QString& other : overlays_) monitor_.unwatch(other);
  overlays_.clear();
  grid_->fitAll();  // a zoom belongs to the run it was made on
  run_ = name;
  folder_ = folder;
  eventsShown_ = ~std::size_t{0};
  refresh();
}

bool LiveTab::ready() const {
  const RunRecord* record = monitor_.record(run_);
  return record && record->loaded && !previews_->busy();
}

void LiveTab::refresh() {
  const RunSummary* run = monitor_.find(run_);
  const RunRecord* record = monitor_.record(run_);
  if (!run || !record || !isVisible()) return;
  strip_->show(*run, record->checkpoints.empty() ? 0 : record->checkpoints.back().time);
  std::vector<ChartRun> runs{{run_, 0, &record->curves, record->origin}};
  for (qsizetype i = 0; i < overlays_.size(); ++i) {
    if (const RunRecord* other = monitor_.record(overlays_[i]))
      runs.push_back({other->run, static_cast<int>(i) + 1, &other->curves, other->origin});
  }
  grid_->setPlannedEnd(run->active() ? static_cast<double>(run->steps) : 0);
  grid_->show(runs);
  alarms_->show(record->alarms);
  std::vector<ReferenceLine> lines;
  if (std::isfinite(record->chance)) lines.push_back({record->chance, tr("chance")});
  grid_->setReferenceLines("loss", lines);
  grid_->setReferenceLines("loss/train", lines);
  collapse_->show(record->curves);
  previews_->show(folder_, record->previews);
  refreshAlarm(*run);
  refreshEvents(*record);
  if (run->state == "running") {
    const double late = std::max(0.0, nowSeconds() - run->lastEventTime);
    behind_->setText(late < 15 ? tr("live") : tr("last word %1 ago").arg(duration(late)));
  } else {
    behind_->setText(run->state == "queued" ? tr("waiting") : QString());
  }
}

void LiveTab::refreshAlarm(const RunSummary& run) {
  const bool wrong = run.state == "failed" || run.state == "lost" || run.state == "broken";
  alarm_->setVisible(wrong);
  if (!wrong) return;
  const FailureAdvice advice = failureAdvice(run);
  const QString step = QLocale().toString(static_cast<qlonglong>(run.step));
  alarmTitle_->setText(run.state == "lost"     ? tr("Lost at step %1").arg(step)
                       : run.state == "broken" ? tr("The run cannot be read")
                                               : tr("Failed at step %1").arg(step));
  QStringList lines;
  for (const QString& line : {run.reason, advice.cause, advice.remedy}) {
    if (!line.isEmpty()) lines << line;
  }
  alarmText_->setText(lines.join('\n'));
  alarmResume_->setVisible(run.state != "broken");
}

void LiveTab::refreshEvents(const RunRecord& record) {
  if (eventsShown_ == record.messages.size()) return;
  eventsShown_ = record.messages.size();
  while (events_->count() > 0) {
    QLayoutItem* item = events_->takeAt(0);
    if (item->widget()) {
      item->widget()->hide();
      item->widget()->deleteLater();
    }
    delete item;
  }
  const std::size_t n = std::min(kEventsShown, record.messages.size());
  for (std::size_t i = 0; i < n; ++i) {
    const RunMessage& message = record.messages[record.messages.size() - 1 - i];
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(message.time * 1000));
    auto* time = textLabel(QLocale().toString(when.time(), "HH:mm:ss"), FontRole::Table, Token::Text3);
    time->setToolTip(QLocale().toString(when, QLocale::LongFormat));
    row->addWidget(time, 0, Qt::AlignTop);
    const bool error = message.level == RunMessage::Level::Error, warning = message.level == RunMessage::Level::Warning;
    if (error || warning) {
      row->addWidget(
          iconLabel(error ? "x-octagon-fill" : "exclamation-triangle-fill", error ? Token::Error : Token::Warn, 12), 0,
          Qt::AlignTop);
    }
    const QString text = message.remedy.isEmpty() ? message.text : message.text + '\n' + message.remedy;
    row->addWidget(wrappedLabel(text, FontRole::Table, error ? Token::Error : warning ? Token::Warn : Token::Text), 1);
    events_->addWidget(line);
  }
  if (n == 0) events_->addWidget(textLabel(tr("Nothing has happened yet."), FontRole::Table, Token::Text3));
}

void LiveTab::fillOverlayMenu() {
  overlayMenu_->clear();
  std::vector<const RunSummary*> others;
  for (const RunSummary& run : monitor_.runs()) {
    if (run.name != run_ && run.hasMetric) others.push_back(&run);
  }
  const RunSummary* own = monitor_.find(run_);
  std::stable_sort(others.begin(), others.end(), [own](const RunSummary* a, const RunSummary* b) {
    return std::pair(own && a->kind == own->kind, a->created) > std::pair(own && b->kind == own->kind, b->created);
  });
  constexpr std::size_t kListed = 30;
  if (others.size() > kListed) others.resize(kListed);
  for (const RunSummary* run : others) {
    QAction* action = overlayMenu_->addAction(run->name);
    action->setCheckable(true);
    action->setChecked(overlays_.contains(run->name));
    connect(action, &QAction::toggled, this, [this, name = run->name](bool on) { overlay(name, on); });
  }
  if (others.empty()) overlayMenu_->addAction(tr("There is no other run with curves"))->setEnabled(false);
}

void LiveTab::overlay(const QString& name, bool on) {
  if (on && static_cast<std::size_t>(overlays_.size()) < kMaximumOverlays) {
    overlays_ << name;
    monitor_.watch(name);
  } else if (!on && overlays_.removeAll(name) > 0) {
    monitor_.unwatch(name);
  }
  refresh();
}

void LiveTab::foldSide() {
  side_->setVisible(!side_->isVisible());
}

void LiveTab::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  const int page = window()->width();
  side_->setFixedWidth(page < kFoldBelow + 200 ? kSideNarrow : kSideWidth);
  refresh();
}

}  // namespace selvox::ui
