#include "ui/pages/runs/compare_panel.h"

#include <algorithm>
#include <utility>
#include <set>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/async.h"
#include "ui/charts/chart_grid.h"
#include "ui/charts/scatter_plot.h"
#include "ui/pages/runs/curve_drawer.h"
#include "ui/pages/runs/run_detail_panel.h"
#include "ui/pages/runs/run_tabs.h"
#include "ui/pages/runs/run_words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui {

namespace {

constexpr int kLeftWidth = 340;

// A, B, C … as the runs are called on this page.
QString letter(qsizetype index) {
  return QString(QChar('A' + static_cast<int>(index)));
}

QPixmap badge(qsizetype index, qreal ratio) {
  QPixmap pixmap(QSize(18, 18) * ratio);
  pixmap.setDevicePixelRatio(ratio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(Theme::series(static_cast<int>(index)));
  painter.drawRoundedRect(QRectF(0, 0, 18, 18), kRadiusChip, kRadiusChip);
  QFont font = Theme::font(FontRole::Caption);
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(Theme::color(Token::OnAccent));
  painter.drawText(QRectF(0, 0, 18, 18), Qt::AlignCenter, letter(index));
  return pixmap;
}

QString signedWords(double value) {
  return (value >= 0 ? QStringLiteral("+") : QString()) + numberWords(value);
}

}  // namespace

ComparePanel::ComparePanel(Context& context, Navigator& navigator, RunMonitor& monitor, QWidget* parent)
    : QWidget(parent),
      context_(context),
      navigator_(navigator),
      monitor_(monitor),
      stack_(new QStackedWidget),
      banner_(new Banner) {
  auto* splitter = new QSplitter(Qt::Horizontal);
  splitter->addWidget(makeLeft());
  splitter->addWidget(makeMiddle());
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({kLeftWidth, 1000});
  stack_->addWidget(new EmptyState("layout-split", tr("Choose two to eight runs in the table and compare them here: "
                                                      "only what differs, their curves, and every test case.")));
  stack_->addWidget(splitter);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banner_);
  column->addWidget(stack_, 1);
  connect(&monitor_, &RunMonitor::recordChanged, this, [this](const QString& name) {
    if (runs_.contains(name)) refreshCurves();
  });
}

ComparePanel::~ComparePanel() = default;

QWidget* ComparePanel::makeLeft() {
  auto* content = new QWidget;
  content->setProperty("kind", "panel");
  content->setAttribute(Qt::WA_StyledBackground);
  content->setMinimumWidth(260);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(kSpace4, kSpace3, kSpace3, kSpace3);
  column->setSpacing(kSpace2);
  column->addWidget(textLabel(tr("What differs"), FontRole::Section));
  differenceWords_ = wrappedLabel({}, FontRole::Table, Token::Text2);
  column->addWidget(differenceWords_);
  differences_ = new TableList({tr("Setting")});
  column->addWidget(differences_, 3);
  showEqual_ = new QCheckBox(tr("Show what is equal"));
  connect(showEqual_, &QCheckBox::toggled, this, &ComparePanel::fillDifferences);
  column->addWidget(showEqual_);
  column->addWidget(horizontalRule());
  resultTitle_ = textLabel({}, FontRole::Section);
  column->addWidget(resultTitle_);
  result_ = new TableList({tr("Dice"), "A", "B", tr("A − B")}, {1, 2, 3});
  result_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(result_, 1);
  finding_ = new QFrame;
  finding_->setProperty("kind", "tint-info");
  auto* row = new QHBoxLayout(finding_);
  findingText_ = wrappedLabel({}, FontRole::Table);
  findingText_->setTextFormat(Qt::RichText);
  row->addWidget(findingText_);
  column->addWidget(finding_);
  return content;
}

QWidget* ComparePanel::makeMiddle() {
  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* bar = new QHBoxLayout;
  bar->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace2);
  controls_ = new ChartControls("compare");
  bar->addWidget(controls_);
  bar->addStretch(1);
  column->addLayout(bar);
  auto* splitter = new QSplitter(Qt::Vertical);
  grid_ = new ChartGrid;
  grid_->setOptions(controls_->options());
  auto* card = new QFrame;
  card->setObjectName("card");
  card->setAttribute(Qt::WA_StyledBackground);
  auto* cardColumn = new QVBoxLayout(card);
  auto* head = new QHBoxLayout;
  head->addWidget(textLabel(tr("Every test case"), FontRole::BodyBold));
  scatterWords_ = textLabel(tr("%1 · a click opens the case").arg(tr("mean Dice over labels")), FontRole::Table, Token::Text3);
  head->addWidget(scatterWords_, 1);
  pairA_ = new QComboBox;
  pairB_ = new QComboBox;
  for (QComboBox* box : {pairA_, pairB_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMinimumWidth(170);
  }
  pairA_->setAccessibleName(tr("Run on the vertical axis"));
  pairB_->setAccessibleName(tr("Run on the horizontal axis"));
  head->addWidget(pairA_);
  head->addWidget(textLabel(tr("over"), FontRole::Table, Token::Text2));
  head->addWidget(pairB_);
  cardColumn->addLayout(head);
  scatter_ = new ScatterPlot;
  cardColumn->addWidget(scatter_, 1);
  auto* cardHolder = new QWidget;
  auto* holderColumn = new QVBoxLayout(cardHolder);
  holderColumn->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace4);
  holderColumn->addWidget(card);
  splitter->addWidget(grid_);
  splitter->addWidget(cardHolder);
  splitter->setSizes({300, 460});
  column->addWidget(splitter, 1);
  connect(controls_, &ChartControls::optionsChanged, this, [this] {
    grid_->setOptions(controls_->options());
    refreshCurves();
  });
  connect(pairA_, &QComboBox::activated, this, &ComparePanel::fillPair);
  connect(pairB_, &QComboBox::activated, this, &ComparePanel::fillPair);
  connect(scatter_, &ScatterPlot::pointClicked, this, [this](const QString& name) {
    openCaseByName(context_, navigator_, this, name, {}, runs_.value(pairA_->currentIndex()),
                   [this](const QString& message) { banner_->say(Tone::Error, message); });
  });
  return content;
}

void ComparePanel::setRuns(const QStringList& names) {
  for (const QString& name : names) {
    if (!runs_.contains(name)) monitor_.watch(name);
  }
  for (const QString& name : runs_) {
    if (!names.contains(name)) monitor_.unwatch(name);
  }
  runs_ = names;
  stack_->setCurrentIndex(runs_.size() >= 2 ? 1 : 0);
  banner_->clear();
  std::vector<events::RunFolder> folders;
  for (const QString& name : runs_) folders.push_back(context_.runs->folder(name.toStdString()));
  ++pending_;
  runAsync(
      Lane::Files, this,
      [folders, describe = context_.describe, ticket = ++ticket_] {
        std::vector<RunFiles> files;
        for (const auto& folder : folders) files.push_back(readRunFiles(folder, describe));
        return std::pair(ticket, files);
      },
      [this](const std::pair<int, std::vector<RunFiles>>& read) {
        --pending_;
        if (read.first != ticket_) return;
        files_ = read.second;
        fillDifferences();
        fillPairs();
      });
  refreshCurves();
}

void ComparePanel::refreshCurves() {
  if (!isVisible()) return;
  std::vector<ChartRun> runs;
  for (qsizetype i = 0; i < runs_.size(); ++i) {
    if (const RunRecord* record = monitor_.record(runs_[i]))
      runs.push_back({runs_[i], static_cast<int>(i), &record->curves, record->origin});
  }
  std::set<QString> leftOut;
  for (const ChartRun& run : runs) {
    for (const auto& [scalar, curve] : *run.curves) {
      if (scalar.startsWith("time/") || scalar.startsWith("memory/") || scalar.startsWith("speed/"))
        leftOut.insert(scalar);
    }
  }
  if (runs.size() >= 2) grid_->show(runs, leftOut);
}

void ComparePanel::fillDifferences() {
  const auto rows = compareSettings(files_);
  QStringList heads{tr("Setting")};
  for (const QString& name : runs_) heads << name;
  differences_->clear();
  differences_->setColumnCount(static_cast<int>(heads.size()));
  differences_->setHeaderLabels(heads);
  for (qsizetype i = 0; i < runs_.size(); ++i)
    differences_->headerItem()->setIcon(static_cast<int>(i) + 1, QIcon(badge(i, devicePixelRatioF())));
  int differing = 0;
  for (const DifferenceRow& row : rows) {
    differing += row.differs;
    if (!row.differs && !showEqual_->isChecked()) continue;
    auto* item = differences_->addRow(QStringList{row.name} + row.values, row.differs && showEqual_->isChecked());
    for (int column = 0; column < item->columnCount(); ++column) item->setToolTip(column, item->text(column));
  }
  // Two or three runs share the width; more are scrolled.
  const bool share = runs_.size() <= 3;
  differences_->header()->setSectionResizeMode(0, QHeaderView::Interactive);
  differences_->setColumnWidth(0, 112);
  for (int column = 1; column < heads.size(); ++column) {
    differences_->header()->setSectionResizeMode(column, share ? QHeaderView::Stretch : QHeaderView::Interactive);
    if (!share) differences_->setColumnWidth(column, 110);
  }
  differenceWords_->setText(tr("%1 of %2 settings").arg(differing).arg(rows.size()));
}

void ComparePanel::fillPairs() {
  for (QComboBox* box : {pairA_, pairB_}) {
    box->clear();
    for (qsizetype i = 0; i < runs_.size(); ++i) box->addItem(QIcon(badge(i, devicePixelRatioF())), runs_[i]);
  }
  pairB_->setCurrentIndex(runs_.size() > 1 ? 1 : 0);
  for (std::size_t a = 0, found = 0; a < files_.size() && found == 0; ++a)  // two that can be compared, where there are
    for (std::size_t b = a + 1; b < files_.size() && found == 0; ++b) {
      if (!comparable(files_[a], files_[b])) continue;
      pairA_->setCurrentIndex(static_cast<int>(a));
      pairB_->setCurrentIndex(static_cast<int>(b));
      found = 1;
    }
  fillPair();
}

namespace {

QString caseMetricWords(const std::string& metric) {
  if (metric == "psnr") return QObject::tr("PSNR, dB");
  if (metric == "average_precision") return QObject::tr("Average precision");
  return metric == "true_class" ? QObject::tr("Chance of the true class") : QStringLiteral("Dice");
}

struct MetricRow {
  QString name;
  double a, b;
};

// Dice of every label, the quality of an enhancement, the figures of a classification; what both runs have.
std::vector<MetricRow> metricRows(const Evaluation& left, const Evaluation& right) {
  std::vector<MetricRow> rows;
  for (const Evaluation::Label& label : left.labels) {
    const auto other = std::find_if(right.labels.begin(), right.labels.end(),
                                    [&](const auto& each) { return each.number == label.number; });
    const auto dice = label.metrics.find("dice");
    if (other == right.labels.end() || dice == label.metrics.end() || !other->metrics.contains("dice")) continue;
    rows.push_back({QString::fromStdString(label.name), dice->second.mean, other->metrics.at("dice").mean});
  }
  for (const auto& [name, words] : {std::pair{"ssim", QObject::tr("SSIM")}, {"nmse", QObject::tr("NMSE")}}) {
    if (left.quality.contains(name) && right.quality.contains(name))
      rows.push_back({words, left.quality.at(name).result.mean, right.quality.at(name).result.mean});
  }
  for (const auto& [name, words] : {std::pair{"auc", QObject::tr("AUC")},
                                    {"accuracy", QObject::tr("Accuracy")},
                                    {"balanced_accuracy", QObject::tr("Balanced accuracy")},
                                    {"f1", QObject::tr("F1")},
                                    {"map", QStringLiteral("mAP")},
                                    {"precision_at_1", QObject::tr("Precision at %1").arg(1)},
                                    {"ndcg_at_10", QObject::tr("nDCG at 10")}}) {
    if (left.metrics.contains(name) && right.metrics.contains(name))
      rows.push_back({words, left.metrics.at(name).mean, right.metrics.at(name).mean});
  }
  return rows;
}

}  // namespace

void ComparePanel::fillPair() {
  const int a = pairA_->currentIndex(), b = pairB_->currentIndex();
  result_->clear();
  scatter_->setPoints({});
  finding_->hide();
  resultTitle_->setText(tr("Result"));
  if (a < 0 || b < 0 || static_cast<std::size_t>(std::max(a, b)) >= files_.size()) return;
  const QString nameA = letter(a), nameB = letter(b);
  const auto pair = comparePaired(files_[static_cast<std::size_t>(a)], files_[static_cast<std::size_t>(b)]);
  const QString metric = caseMetricWords(pair ? pair->metric : "dice");
  result_->setHeaderLabels({pair && pair->metric == "dice" ? metric : tr("Figure"), nameA, nameB, QStringLiteral("%1 − %2").arg(nameA, nameB)});
  scatterWords_->setText(
      pair ? tr("%1 · a click opens the case").arg(pair->metric != "dice" ? metric : tr("mean Dice over labels"))
           : QString());
  scatter_->setAxes(tr("%1 of %2").arg(metric, nameB), tr("%1 of %2").arg(metric, nameA), b, a);
  if (!pair) {
    const bool judged = !files_[static_cast<std::size_t>(a)].evaluations.empty() &&
                        !files_[static_cast<std::size_t>(b)].evaluations.empty();
    resultTitle_->setText(judged ? tr("Result: nothing in common") : tr("Result: not evaluated"));
    return;
  }
  std::vector<ScatterPoint> points;
  for (const PairedCase& each : pair->cases) points.push_back({each.name, each.b, each.a});
  scatter_->setPoints(std::move(points));
  const int n = static_cast<int>(pair->cases.size());
  resultTitle_->setText(tr("Result, %n test case(s)", nullptr, n));
  const Evaluation& left = files_[static_cast<std::size_t>(a)].evaluations.front();
  const Evaluation& right = files_[static_cast<std::size_t>(b)].evaluations.front();
  for (const auto& [name, valueA, valueB] : metricRows(left, right))
    result_->addRow({name, numberWords(valueA), numberWords(valueB), signedWords(valueA - valueB)});
  result_->addRow(
      {pair->metric == "dice" ? tr("mean") : metric, numberWords(pair->meanA->mean), numberWords(pair->meanB->mean), signedWords(pair->difference->mean)},
      true);
  for (int column = 0; column < 4; ++column) result_->setColumnWidth(column, column == 0 ? 124 : 58);
  constexpr int kMostRows = 7;
  result_->setMinimumHeight((std::min(result_->topLevelItemCount(), kMostRows) + 1) * Theme::rowHeight());
  const bool clear = pair->difference->low > 0 || pair->difference->high < 0;
  QString words =
      tr("<b>%1 is better in %2 of %3 cases.</b> Difference %4 [%5, %6], 95 % interval, paired bootstrap over cases%7.")
          .arg(nameA)
          .arg(pair->better)
          .arg(n)
          .arg(signedWords(pair->difference->mean), signedWords(pair->difference->low),
               signedWords(pair->difference->high), clear ? QString() : tr("; not distinguishable from none"));
  if (pair->leftOut > 0) words += ' ' + tr("%n case(s) only one of them has are left out.", nullptr, pair->leftOut);
  findingText_->setText(words);
  finding_->show();
}

void ComparePanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refreshCurves();
}

}  // namespace selvox::ui
