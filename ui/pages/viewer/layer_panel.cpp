#include "ui/pages/viewer/layer_panel.h"

#include <cmath>

#include <QHBoxLayout>
#include <QPainter>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {

constexpr int kImage = -1;

class Swatch : public QWidget {
 public:
  Swatch(const QColor& colour, bool outlined, QWidget* parent) : QWidget(parent), colour_(colour), outlined_(outlined) {
    setFixedSize(12, 12);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::color(Token::FieldBorder), 1));
    painter.setBrush(outlined_ ? QBrush(Qt::NoBrush) : QBrush(colour_));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 2, 2);
  }

 private:
  QColor colour_;
  bool outlined_;
};

}  // namespace

struct LayerPanel::Row : public QWidget {
  using QWidget::QWidget;
  int role = kImage;
  QToolButton* eye = nullptr;
  QSlider* opacity = nullptr;
  QLabel* percent = nullptr;
};

LayerPanel::LayerPanel(viewers::ViewState* state, QWidget* parent) : QWidget(parent), state_(state) {
  rows_ = new QVBoxLayout(this);
  rows_->setContentsMargins(0, 0, 0, 0);
  rows_->setSpacing(2);
  connect(state, &viewers::ViewState::layersChanged, this, &LayerPanel::refresh);
  connect(&Theme::instance(), &Theme::changed, this, [this] {
    shape_.clear();
    refresh();
  });
}

void LayerPanel::addRow(int role, const QString& name, const QColor& swatch, bool outlined) {
  auto* row = new Row(this);
  row->role = role;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(kSpace2);
  row->eye = iconButton("eye", tr("Show or hide %1").arg(name), row);
  row->eye->setFixedSize(kCompactHeight, kCompactHeight);
  line->addWidget(row->eye);
  line->addWidget(new Swatch(swatch, outlined, row));
  line->addWidget(new ElidedLabel(name, Qt::ElideMiddle, row), 1);
  connect(row->eye, &QToolButton::clicked, this, [this, role] {
    if (role == kImage) return state_->setImageVisible(!state_->imageVisible());
    const auto layer = static_cast<viewers::LayerRole>(role);
    state_->setLayerVisible(layer, !state_->layer(layer).visible);
  });
  if (role != kImage) {
    row->opacity = new QSlider(Qt::Horizontal, row);
    row->opacity->setRange(0, 100);
    row->opacity->setFixedWidth(56);
    row->opacity->setAccessibleName(tr("Opacity of %1").arg(name));
    line->addWidget(row->opacity);
    row->percent = textLabel({}, FontRole::Table, Token::Text2, row);
    row->percent->setMinimumWidth(26);
    row->percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line->addWidget(row->percent);
    connect(row->opacity, &QSlider::valueChanged, this,
            [this, role](int value) { state_->setLayerOpacity(static_cast<viewers::LayerRole>(role), value / 100.0); });
  }
  rows_->addWidget(row);
  list_.push_back(row);
}

void LayerPanel::rebuild() {
  for (Row* row : list_) row->deleteLater();
  list_.clear();
  if (!state_->image()) return;
  const viewers::ViewerStyle& style = state_->style();
  addRow(kImage, state_->imageName(), style.dimText, false);
  const std::array<std::pair<viewers::LayerRole, QColor>, 3> roles{
      {{viewers::LayerRole::Reference, style.referenceOutline},
       {viewers::LayerRole::PredictionA, Theme::label(2)},
       {viewers::LayerRole::PredictionB, Theme::label(6)}}};
  for (const auto& [role, colour] : roles) {
    const viewers::LabelLayer& layer = state_->layer(role);
    if (layer.volume) addRow(static_cast<int>(role), layer.name, colour, role == viewers::LayerRole::Reference);
  }
}

void LayerPanel::refresh() {
  QStringList shape{state_->image() ? state_->imageName() : QString()};
  for (const auto role :
       {viewers::LayerRole::Reference, viewers::LayerRole::PredictionA, viewers::LayerRole::PredictionB})
    shape << (state_->layer(role).volume ? state_->layer(role).name : QStringLiteral("\n"));
  if (shape != shape_) {
    shape_ = shape;
    rebuild();
  }
  for (Row* row : list_) {
    const auto role = static_cast<viewers::LayerRole>(row->role);
    const bool visible = row->role == kImage ? state_->imageVisible() : state_->layer(role).visible;
    row->eye->setIcon(icon(visible ? "eye" : "eye-slash", visible ? Token::Text : Token::Text3));
    if (!row->opacity) continue;
    const QSignalBlocker quiet(row->opacity);
    const int percent = static_cast<int>(std::lround(state_->layer(role).opacity * 100));
    row->opacity->setValue(percent);
    row->percent->setText(QString::number(percent));
  }
}

}  // namespace selvox::ui
