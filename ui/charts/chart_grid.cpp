#include "ui/charts/chart_grid.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <QGridLayout>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/charts/chart_card.h"
#include "ui/charts/scalar_words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {

constexpr int kLowestCard = 212, kTallestCard = 480;    // heights; three rows fit between
constexpr int kTwoColumns = 760, kThreeColumns = 1500;  // widths
constexpr int kMaximumStyles = 6;

int columnsFor(int width) {
  return width >= kThreeColumns ? 3 : width >= kTwoColumns ? 2 : 1;
}

int cardHeightFor(int height) {
  return std::clamp(height * 27 / 100, kLowestCard, kTallestCard);
}

}  // namespace

ChartGrid::ChartGrid(QWidget* parent) : QScrollArea(parent), content_(new QWidget), column_(new QVBoxLayout(content_)) {
  content_->setObjectName("scrolled");
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWidget(content_);
  column_->setContentsMargins(kSpace4, 0, kSpace4, kSpace4);
  column_->setSpacing(kSpace3);
  column_->addStretch(1);
  for (const QString& prefix : QSettings().value("charts/folded").toStringList()) folded_.insert(prefix);
}

void ChartGrid::show(const std::vector<ChartRun>& runs, const std::set<QString>& leftOut) {
  if ((runs.size() > 1) != several_) {
    reset();
    several_ = runs.size() > 1;
  }
  std::map<QString, std::vector<QString>> wanted;  // chart -> scalars
  std::set<QString> scalars;
  for (const ChartRun& run : runs) {
    if (!run.curves) continue;
    for (const auto& [scalar, curve] : *run.curves) {
      if (!leftOut.contains(scalar)) scalars.insert(scalar);
    }
  }
  for (const QString& scalar : scalars) wanted[chartKey(scalar, several_)].push_back(scalar);
  // Another run may lack what the last one had: nothing of the old one stays on screen.
  const bool gone =
      std::any_of(cards_.begin(), cards_.end(), [&](const auto& known) { return !wanted.contains(known.first); });
  if (gone) reset();
  bool arranged = true;
  for (auto& [key, members] : wanted) {
    arranged &= cards_.contains(key);
    std::stable_sort(members.begin(), members.end(),
                     [](const QString& a, const QString& b) { return scalarRank(a) < scalarRank(b); });
    feed(*card(key, sectionOf(scalarPrefix(members.front()))), members, runs);
  }
  if (!arranged) arrange();
}

void ChartGrid::feed(ChartCard& target, const std::vector<QString>& scalars, const std::vector<ChartRun>& runs) {
  std::vector<ChartSeries> series;
  int style = 0;
  for (const QString& scalar : scalars) {
    for (const ChartRun& run : runs) {
      const auto found = run.curves ? run.curves->find(scalar) : std::map<QString, Curve>::const_iterator{};
      if (!run.curves || found == run.curves->end()) continue;
      ChartSeries each;
      each.id = run.name + '\n' + scalar;
      each.label = several_ ? run.name : scalars.size() > 1 ? scalarShortTitle(scalar) : QString();
      each.style = several_ ? run.style : std::min(style, kMaximumStyles);
      each.curve = &found->second;
      each.origin = run.origin;
      series.push_back(each);
    }
    ++style;
  }
  target.chart()->setSeries(series);
  if (series.empty()) return;
  const Curve& first = *series.front().curve;
  const bool one = series.size() == 1 || !several_;
  target.setValue(one && !first.samples().empty() ? scalarValue(scalars.front(), first.last()) : QString());
}

ChartCard* ChartGrid::card(const QString& key, const QString& prefix) {
  ChartCard*& known = cards_[key];
  if (known) return known;
  known = new ChartCard(scalarTitle(key), content_);
  known->setFixedHeight(cardHeightFor(viewport()->height()));
  known->setRemark(scalarRemark(key));
  known->chart()->setOptions(options_);
  known->chart()->setPlannedEnd(plannedEnd_);
  known->chart()->setEndLabels(true);
  if (const auto lines = references_.find(key); lines != references_.end())
    known->chart()->setReferenceLines(lines->second);
  Group& group = groups_[prefix];
  group.prefix = prefix;
  group.cards.push_back(known);
  known->setProperty("chartKey", key);
  return known;
}

void ChartGrid::reset() {
  for (auto& [prefix, group] : groups_) {
    delete group.head;
    for (ChartCard* each : group.cards) {
      each->hide();
      each->deleteLater();
    }
    if (group.body) {
      group.body->hide();
      group.body->deleteLater();
    }
  }
  groups_.clear();
  cards_.clear();
  columns_ = 0;
}

void ChartGrid::arrange() {
  columns_ = columnsFor(viewport()->width());
  std::vector<Group*> order;
  for (auto& [prefix, group] : groups_) order.push_back(&group);
  std::sort(order.begin(), order.end(), [](const Group* a, const Group* b) {
    return std::pair(prefixRank(a->prefix), a->prefix) < std::pair(prefixRank(b->prefix), b->prefix);
  });
  while (column_->count() > 0) delete column_->takeAt(0);
  for (Group* group : order) {
    if (!group->head) {
      auto* fold = quietButton(sectionTitle(group->prefix), "chevron-down", content_);
      fold->setCheckable(true);
      fold->setChecked(!folded_.contains(group->prefix));
      connect(fold, &QPushButton::clicked, this,
              [this, prefix = group->prefix](bool open) { setFolded(prefix, !open); });
      group->head = fold;
      group->body = new QWidget(content_);
      group->grid = new QGridLayout(group->body);
      group->grid->setContentsMargins(0, 0, 0, 0);
      group->grid->setSpacing(kSpace3);
    }
    const bool folded = folded_.contains(group->prefix);
    static_cast<QPushButton*>(group->head)->setIcon(icon(folded ? "chevron-right" : "chevron-down", Token::Text3));
    static_cast<QPushButton*>(group->head)
        ->setText(folded ? tr("%1 · %2 hidden").arg(sectionTitle(group->prefix)).arg(group->cards.size())
                         : sectionTitle(group->prefix));
    while (group->grid->count() > 0) delete group->grid->takeAt(0);
    std::stable_sort(group->cards.begin(), group->cards.end(), [](const ChartCard* a, const ChartCard* b) {
      const QString left = a->property("chartKey").toString(), right = b->property("chartKey").toString();
      return std::tuple(prefixRank(scalarPrefix(left)), scalarRank(left), left) <
             std::tuple(prefixRank(scalarPrefix(right)), scalarRank(right), right);
    });
    int at = 0;
    for (ChartCard* each : group->cards) {
      const bool alone = group->cards.size() == 1;
      group->grid->addWidget(each, at / columns_, at % columns_, 1, alone ? columns_ : 1);
      ++at;
    }
    for (int column = 0; column < 3; ++column) group->grid->setColumnStretch(column, column < columns_ ? 1 : 0);
    column_->addWidget(group->head, 0, Qt::AlignLeading);
    column_->addWidget(group->body);
    group->body->setVisible(!folded);
    group->head->show();
  }
  column_->addStretch(1);
}

void ChartGrid::setFolded(const QString& prefix, bool folded) {
  if (folded) {
    folded_.insert(prefix);
  } else {
    folded_.erase(prefix);
  }
  QSettings().setValue("charts/folded", QStringList(folded_.begin(), folded_.end()));
  arrange();
}

void ChartGrid::setOptions(const ChartOptions& options) {
  options_ = options;
  for (auto& [key, each] : cards_) each->chart()->setOptions(options);
}

void ChartGrid::setPlannedEnd(double steps) {
  plannedEnd_ = steps;
  for (auto& [key, each] : cards_) each->chart()->setPlannedEnd(steps);
}

void ChartGrid::setReferenceLines(const QString& scalar, std::vector<ReferenceLine> lines) {
  references_[scalar] = lines;
  if (const auto known = cards_.find(scalar); known != cards_.end())
    known->second->chart()->setReferenceLines(std::move(lines));
}

LineChart* ChartGrid::chart(const QString& key) const {
  const auto found = cards_.find(key);
  return found == cards_.end() ? nullptr : found->second->chart();
}

void ChartGrid::fitAll() {
  for (auto& [key, each] : cards_) each->chart()->fit();
}

void ChartGrid::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  for (auto& [key, each] : cards_) each->setFixedHeight(cardHeightFor(viewport()->height()));
  if (columnsFor(viewport()->width()) != columns_ && !groups_.empty()) arrange();
}

ChartOptions loadChartOptions(const QString& place) {
  QSettings settings;
  const QString prefix = QStringLiteral("charts/%1/").arg(place);
  ChartOptions options;
  options.x = static_cast<XAxis>(std::clamp(settings.value(prefix + "x", 0).toInt(), 0, 2));
  options.logX = settings.value(prefix + "logX", false).toBool();
  options.logY = settings.value(prefix + "logY", false).toBool();
  options.smoothing = std::clamp(settings.value(prefix + "smoothing", 0.6).toDouble(), 0.0, 0.99);
  return options;
}

void saveChartOptions(const QString& place, const ChartOptions& options) {
  QSettings settings;
  const QString prefix = QStringLiteral("charts/%1/").arg(place);
  settings.setValue(prefix + "x", static_cast<int>(options.x));
  settings.setValue(prefix + "logX", options.logX);
  settings.setValue(prefix + "logY", options.logY);
  settings.setValue(prefix + "smoothing", options.smoothing);
}

}  // namespace selvox::ui
