#include "ui/pages/viewer/label_panel.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QPainter>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/shell/words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {

// The same hatches as in the views: outline, / and \.
class HatchKey : public QWidget {
 public:
  HatchKey(int kind, QWidget* parent) : QWidget(parent), kind_(kind) { setFixedSize(20, 12); }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const QRect box = rect().adjusted(0, 0, -1, -1);
    if (kind_ == 0) {
      painter.setPen(QPen(Theme::color(Token::Text), 2));
      painter.drawRect(rect().adjusted(1, 1, -1, -1));
      return;
    }
    const QColor colour = fromRgb(kind_ == 1 ? kDifferenceExtra : kDifferenceMissed);
    painter.fillRect(box, Theme::color(Token::ImageGround));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(box);
    painter.setPen(QPen(colour, 3));
    for (int x = -12; x < 32; x += 6)
      painter.drawLine(kind_ == 1 ? QPoint(x, 12) : QPoint(x, 0), kind_ == 1 ? QPoint(x + 12, 0) : QPoint(x + 12, 12));
  }

 private:
  int kind_;
};

QString volumeText(double ml) {
  return numberText(ml, ml < 10 ? 2 : 1);
}

QTableWidgetItem* numberCell(const QString& text) {
  auto* item = new QTableWidgetItem(text);
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  return item;
}

QPixmap swatch(const QColor& colour, double ratio) {
  QPixmap pixmap(QSize(12, 12) * ratio);
  pixmap.setDevicePixelRatio(ratio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawRoundedRect(QRectF(1, 1, 10, 10), 2, 2);
  return pixmap;
}

}  // namespace

LabelPanel::LabelPanel(viewers::ViewState* state, QWidget* parent) : QWidget(parent), state_(state) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kSpace3);
  difference_ = new QWidget(this);
  auto* grid = new QGridLayout(difference_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(kSpace2);
  grid->setVerticalSpacing(kSpace1 + 2);
  grid->setColumnStretch(1, 1);
  which_ = new QComboBox(difference_);
  which_->setAccessibleName(tr("Label that is compared"));
  which_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  which_->setMinimumContentsLength(9);
  grid->addWidget(textLabel(tr("A against reference"), FontRole::BodyBold, Token::Text, difference_), 0, 0, 1, 3);
  grid->addWidget(which_, 1, 0, 1, 3);
  const std::array<QString, 3> words{tr("agree"), tr("extra, only predicted"), tr("missed, only in reference")};
  for (int i = 0; i < 3; ++i) {
    grid->addWidget(new HatchKey(i, difference_), i + 2, 0);
    grid->addWidget(textLabel(words[static_cast<std::size_t>(i)], FontRole::Table, Token::Text2, difference_), i + 2,
                    1);
    volumes_[static_cast<std::size_t>(i)] = textLabel({}, FontRole::Table, Token::Text, difference_);
    volumes_[static_cast<std::size_t>(i)]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(volumes_[static_cast<std::size_t>(i)], i + 2, 2);
  }
  column->addWidget(difference_);
  table_ = new QTableWidget(this);
  table_->setAccessibleName(tr("Labels"));
  table_->verticalHeader()->hide();
  table_->setShowGrid(false);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setIconSize({12, 12});
  table_->setProperty("dense", true);  // beside the images the names of the labels need the width
  column->addWidget(table_);
  connect(which_, &QComboBox::activated, this, [this] {
    state_->setDifferenceLabel(which_->currentData().toInt());
    fillDifference();
  });
  connect(table_, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem* item) {
    if (item->column() == 0)
      state_->setLabelVisible(item->data(Qt::UserRole).toInt(), item->checkState() == Qt::Checked);
  });
  connect(table_, &QTableWidget::itemSelectionChanged, this, [this] {
    const auto picked = table_->selectedItems();
    if (picked.isEmpty() || !difference_->isVisible()) return;
    const int at = which_->findData(table_->item(picked.first()->row(), 0)->data(Qt::UserRole));
    if (at < 0) return;
    which_->setCurrentIndex(at);
    state_->setDifferenceLabel(which_->currentData().toInt());
    fillDifference();
  });
  setCase(nullptr);
}

void LabelPanel::setCase(std::shared_ptr<const LoadedCase> loaded) {
  loaded_ = std::move(loaded);
  const bool compared = loaded_ && !loaded_->overlap.empty();
  difference_->setVisible(compared);
  which_->clear();
  if (compared) {
    which_->addItem(tr("all labels"), 0);
    for (const auto& [label, overlap] : loaded_->overlap) which_->addItem(state_->labelName(label), label);
  }
  state_->setDifferenceLabel(0);
  fillDifference();
  fillTable();
}

void LabelPanel::fillDifference() {
  if (!loaded_) return;
  LabelOverlap sum;
  for (const auto& [label, overlap] : loaded_->overlap) {
    if (which_->currentData().toInt() != 0 && which_->currentData().toInt() != label) continue;
    sum.agree += overlap.agree;
    sum.extra += overlap.extra;
    sum.missed += overlap.missed;
  }
  const std::array<double, 3> ml{sum.agree, sum.extra, sum.missed};
  for (std::size_t i = 0; i < ml.size(); ++i) volumes_[i]->setText(tr("%1 mL").arg(volumeText(ml[i])));
}

QString LabelPanel::metricText(int label, const char* metric, int decimals) const {
  const auto row = loaded_->entry.labels.find(std::to_string(label));
  if (row == loaded_->entry.labels.end()) return QStringLiteral("–");
  const auto value = row->second.find(metric);
  return value == row->second.end() ? QStringLiteral("–") : numberText(value->second, decimals);
}

void LabelPanel::fillTable() {
  const QSignalBlocker quiet(table_);
  table_->clear();
  const bool scored = loaded_ && loaded_->predictionA;
  table_->setVisible(loaded_ && !loaded_->names.empty());
  if (!loaded_) return;
  QStringList heads{tr("Label")};
  if (scored) heads << tr("Dice") << tr("HD95, mm");
  heads << tr("mL");
  table_->setColumnCount(static_cast<int>(heads.size()));
  table_->setHorizontalHeaderLabels(heads);
  table_->setRowCount(static_cast<int>(loaded_->names.size()));
  int row = 0;
  for (const auto& [label, name] : loaded_->names) {
    auto* first = new QTableWidgetItem(state_->labelName(label));
    first->setIcon(swatch(Theme::label(label), devicePixelRatioF()));
    first->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    first->setCheckState(Qt::Checked);
    first->setData(Qt::UserRole, label);
    first->setToolTip(tr("%1, number %2").arg(state_->labelName(label)).arg(label));
    table_->setItem(row, 0, first);
    int column = 1;
    if (scored) {
      table_->setItem(row, column++, numberCell(metricText(label, "dice", 2)));
      table_->setItem(row, column++, numberCell(metricText(label, "hd95", 1)));
    }
    const auto truth = loaded_->referenceMl.find(label), found = loaded_->predictionMl.find(label);
    const double reference = truth == loaded_->referenceMl.end() ? 0 : truth->second;
    const double predicted = found == loaded_->predictionMl.end() ? 0 : found->second;
    auto* volume = numberCell(volumeText(loaded_->reference ? reference : predicted));
    if (loaded_->reference && scored)
      volume->setToolTip(tr("Reference %1 mL, prediction %2 mL").arg(volumeText(reference), volumeText(predicted)));
    table_->setItem(row++, column, volume);
  }
  for (int i = 0; i < table_->columnCount(); ++i) {
    table_->horizontalHeader()->setSectionResizeMode(i, i == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    table_->horizontalHeaderItem(i)->setTextAlignment((i == 0 ? Qt::AlignLeading : Qt::AlignTrailing) |
                                                      Qt::AlignVCenter);
  }
  for (int i = 0; i < row; ++i) table_->setRowHeight(i, Theme::rowHeight());
  const int shown = std::min(row, 8);
  table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + shown * Theme::rowHeight() + 4);
}

}  // namespace selvox::ui
