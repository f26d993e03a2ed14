#include "ui/pages/experiments/preflight_pane.h"

#include <algorithm>

#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/shell/words.h"
#include "ui/theme/style_paint.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

class PreflightPane::MemoryBar : public QWidget {
 public:
  MemoryBar() { setFixedHeight(10); }
  void set(double share) {
    share_ = share;
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    paint::box(&painter, rect(), Theme::color(Token::Divider), Qt::transparent, kRadiusChip);
    QRect used = rect();
    used.setWidth(static_cast<int>(width() * std::clamp(share_, 0.0, 1.0)));
    paint::box(&painter, used,
               Theme::color(share_ > 1      ? Token::Error
                            : share_ > 0.85 ? Token::Warn
                                            : Token::Accent),
               Qt::transparent, kRadiusChip);
  }

 private:
  double share_ = 0;
};

namespace {

void clear(QLayout* layout) {
  while (auto* item = layout->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    if (item->layout() != nullptr) clear(item->layout());
    delete item;
  }
}

void addFact(QVBoxLayout* rows, const QString& name, const QString& value) {
  auto* row = new QHBoxLayout;
  auto* label = textLabel(name, FontRole::Table, Token::Text2);
  label->setMinimumWidth(86);
  row->addWidget(label);
  row->addWidget(wrappedLabel(value, FontRole::Table), 1);
  rows->addLayout(row);
}

}  // namespace

PreflightPane::PreflightPane(QWidget* parent) : QWidget(parent) {
  setProperty("kind", "panel");
  setProperty("pane", true);
  setAttribute(Qt::WA_StyledBackground);
  setMinimumWidth(220);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, kSpace2, 0, kSpace3);
  column->setSpacing(kSpace2);
  auto* head = textLabel(tr("Before the launch"), FontRole::Section);
  head->setContentsMargins(kSpace3, 0, kSpace3, 0);
  column->addWidget(head);
  auto* inner = new QWidget;
  inner->setObjectName("scrolled");
  auto* content = new QVBoxLayout(inner);
  content->setContentsMargins(kSpace3, 0, kSpace3, 0);
  content->setSpacing(kSpace2);
  rows_ = new QVBoxLayout;
  rows_->setSpacing(kSpace2);
  content->addLayout(rows_);
  content->addWidget(horizontalRule());
  auto* memoryRow = new QHBoxLayout;
  memoryRow->addWidget(textLabel(tr("Memory"), FontRole::BodyBold));
  memoryRow->addStretch(1);
  memoryText_ = textLabel({}, FontRole::Table);
  memoryRow->addWidget(memoryText_);
  content->addLayout(memoryRow);
  memory_ = new MemoryBar;
  content->addWidget(memory_);
  facts_ = new QVBoxLayout;
  facts_->setSpacing(kSpace1);
  content->addLayout(facts_);
  busy_ = wrappedLabel({}, FontRole::Table, Token::Text2);
  content->addWidget(busy_);
  dryRun_ = secondaryButton(tr("Dry run"), "stopwatch");
  dryRun_->setProperty("size", "compact");
  dryRun_->setToolTip(tr("Some real steps at this very size, in a folder that is deleted afterwards"));
  content->addWidget(dryRun_, 0, Qt::AlignLeft);
  dryRunWords_ = wrappedLabel({}, FontRole::Caption, Token::Text2);
  dryRunWords_->hide();
  content->addWidget(dryRunWords_);
  content->addStretch(1);
  auto* area = new QScrollArea;
  area->setWidget(inner);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  column->addWidget(area, 1);
  column->addWidget(horizontalRule());
  auto* foot = new QVBoxLayout;
  foot->setContentsMargins(kSpace3, 0, kSpace3, 0);
  foot->setSpacing(kSpace1);
  auto* label = textLabel(tr("Name"));
  name_ = new QLineEdit;
  name_->setAccessibleName(tr("Name of the run"));
  label->setBuddy(name_);
  foot->addWidget(label);
  foot->addWidget(name_);
  foot->addSpacing(kSpace2);
  launch_ = primaryButton(tr("Launch"), "play-fill");
  launch_->setProperty("size", "main");
  launch_->setToolTip(tr("Ctrl+Enter"));
  launch_->setMinimumHeight(kMainHeight);
  many_ = iconButton("chevron-down", tr("One experiment of many runs"), nullptr, true);
  many_->setPopupMode(QToolButton::InstantPopup);
  many_->setMinimumHeight(kMainHeight);
  auto* launchRow = new QHBoxLayout;
  launchRow->setSpacing(kSpace1);
  launchRow->addWidget(launch_, 1);
  launchRow->addWidget(many_);
  foot->addLayout(launchRow);
  reason_ = wrappedLabel({}, FontRole::Caption, Token::Error);
  reason_->setAlignment(Qt::AlignHCenter);
  foot->addWidget(reason_);
  column->addLayout(foot);
  connect(launch_, &QPushButton::clicked, this, &PreflightPane::launchAsked);
  connect(dryRun_, &QPushButton::clicked, this, &PreflightPane::dryRunAsked);
  connect(name_, &QLineEdit::textEdited, this, &PreflightPane::nameChanged);
  refresh();
}

QString PreflightPane::name() const {
  return name_->text().trimmed();
}
void PreflightPane::setNameHint(const QString& name) {
  name_->setPlaceholderText(name);
}

void PreflightPane::setRows(const std::vector<PreflightRow>& rows) {
  clear(rows_);
  errors_ = 0;
  for (const auto& row : rows) {
    auto* line = new QHBoxLayout;
    line->setSpacing(kSpace2);
    const char* name = row.tone == Tone::Ok      ? "check-circle-fill"
                       : row.tone == Tone::Error ? "x-octagon-fill"
                       : row.tone == Tone::Warn  ? "exclamation-triangle-fill"
                                                 : "dash-circle";
    line->addWidget(iconLabel(name, toneColours(row.tone).ink), 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(wrappedLabel(row.title));
    if (!row.hint.isEmpty()) texts->addWidget(wrappedLabel(row.hint, FontRole::Caption, Token::Text2));
    if (!row.action.isEmpty()) {
      auto* link = linkButton(row.action);
      link->setProperty("size", "compact");
      link->setProperty("align", "left");
      setTextRole(link, FontRole::Table, Token::Accent);
      connect(link, &QPushButton::clicked, this, [run = row.run] {
        if (run) run();
      });
      texts->addWidget(link, 0, Qt::AlignLeft);
    }
    line->addLayout(texts, 1);
    rows_->addLayout(line);
    if (row.tone == Tone::Error) ++errors_;
  }
  refresh();
}

void PreflightPane::setEstimate(const PreflightEstimate& estimate) {
  estimate_ = estimate;
  clear(facts_);
  if (estimate.memory > 0) {
    const bool known = estimate.memoryTotal > 0;
    const QString used = known ? tr("%1 of %2").arg(bytesText(estimate.memory), bytesText(estimate.memoryTotal))
                               : bytesText(estimate.memory);
    memoryText_->setText(estimate.measured ? tr("%1, measured").arg(used) : used);
    memory_->set(known ? static_cast<double>(estimate.memory) / static_cast<double>(estimate.memoryTotal) : 0);
  } else {
    memoryText_->setText(tr("not measured"));
    memory_->set(0);
  }
  if (!estimate.device.isEmpty()) addFact(facts_, tr("Device"), estimate.device);
  if (estimate.parameters > 0)
    addFact(facts_, tr("Parameters"), tr("%1 M").arg(numberText(static_cast<double>(estimate.parameters) / 1e6, 1)));
  const QString how = estimate.measured ? tr("measured") : tr("estimated");
  if (estimate.secondsPerStep > 0)
    addFact(facts_, tr("Speed"),
            (estimate.secondsPerStep < 1 ? tr("%1 steps/s, %2").arg(shortNumberText(1 / estimate.secondsPerStep))
                                         : tr("%1 s a step, %2").arg(shortNumberText(estimate.secondsPerStep)))
                .arg(how));
  if (estimate.seconds > 0)
    addFact(facts_, tr("Time"),
            estimate.measured ? tr("about %1, measured").arg(durationText(estimate.seconds))
                              : tr("about %1").arg(durationText(estimate.seconds)));
  if (estimate.disk > 0)
    addFact(facts_, tr("Disk"),
            estimate.diskFree > 0 ? tr("up to %1 of %2 free").arg(bytesText(estimate.disk), bytesText(estimate.diskFree))
                                  : tr("up to %1").arg(bytesText(estimate.disk)));
  refresh();
}

void PreflightPane::setDryRun(const DryRunView& view) {
  dryRun_->setText(view.running ? tr("Cancel the dry run") : tr("Dry run"));
  dryRun_->setEnabled(view.running || view.possible);
  dryRunWords_->setText(view.words);
  dryRunWords_->setVisible(!view.words.isEmpty());
  setTextRole(dryRunWords_, FontRole::Caption, view.tone == Tone::Neutral ? Token::Text2 : toneColours(view.tone).ink);
}

QString PreflightPane::dryRunWords() const {
  return dryRunWords_->text();
}

void PreflightPane::setBusy(const QString& text) {
  busy_->setText(text);
  busy_->setVisible(!text.isEmpty());
}

void PreflightPane::setLaunching(bool launching) {
  launching_ = launching;
  refresh();
}

void PreflightPane::refresh() {
  if (launching_)
    launch_->setText(tr("Launching"));
  else
    launch_->setText(estimate_.seconds > 0 ? tr("Launch · about %1").arg(durationText(estimate_.seconds))
                                           : tr("Launch"));
  launch_->setEnabled(errors_ == 0 && !launching_);
  many_->setEnabled(launch_->isEnabled());
  reason_->setText(errors_ > 0 ? tr("%n to correct first", nullptr, errors_) : QString());
}

}  // namespace selvox::ui
