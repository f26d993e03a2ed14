#include "ui/pages/viewer/side_pane.h"

#include <QBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>

#include "ui/pages/viewer/label_panel.h"
#include "ui/pages/viewer/layer_panel.h"
#include "ui/pages/viewer/window_histogram.h"
#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/flow_layout.h"

namespace selvox::ui {

namespace {

constexpr int kWidth = 288, kStrip = 28;
constexpr int kQuickPresets = 4;

// A section between two rules.
QVBoxLayout* section(QVBoxLayout* column) {
  auto* box = new QVBoxLayout;
  box->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
  box->setSpacing(kSpace2);
  column->addLayout(box);
  return box;
}

QString factsOf(const LoadedCase& loaded) {
  if (!loaded.entry.series) return {};
  const ports::SeriesRow& row = *loaded.entry.series;
  QStringList parts;
  for (const std::string* part : {&row.patient, &row.modality, &row.dataset})
    if (!part->empty()) parts << toQt(*part);
  if (loaded.image) {
    const volume::Extent& e = loaded.image->extent;
    parts << QStringLiteral("%1\u00D7%2\u00D7%3").arg(e.x).arg(e.y).arg(e.z);
  }
  return parts.join(QStringLiteral(" \u00B7 "));
}

}  // namespace

SidePane::SidePane(viewers::ViewState* state, QWidget* parent) : QWidget(parent), state_(state) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  auto* whole = new QHBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  scroll_ = new QScrollArea(this);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new QWidget(scroll_);
  content->setObjectName("scrolled");
  scroll_->setWidget(content);
  whole->addWidget(scroll_);
  unfold_ = iconButton("chevron-left", tr("Show layers, labels and window (F4)"), this);
  unfold_->setFixedSize(kStrip, kStrip);
  unfold_->hide();
  connect(unfold_, &QToolButton::clicked, this, &SidePane::foldAsked);

  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* head = section(column);
  name_ = new ElidedLabel({}, Qt::ElideMiddle, content);
  setTextRole(name_, FontRole::Section);
  facts_ = new ElidedLabel({}, Qt::ElideRight, content);
  setTextRole(facts_, FontRole::Table, Token::Text2);
  notes_ = wrappedLabel({}, FontRole::Table, Token::Warn, content);
  head->setSpacing(2);
  head->addWidget(name_);
  head->addWidget(facts_);
  head->addWidget(notes_);
  head->addSpacing(kSpace2);
  head->addWidget(textLabel(tr("Layers"), FontRole::Table, Token::Text2, content));
  head->addWidget(new LayerPanel(state, content));
  column->addWidget(horizontalRule(content));
  auto* middle = section(column);
  labels_ = new LabelPanel(state, content);
  middle->addWidget(labels_);
  column->addWidget(horizontalRule(content));
  auto* foot = section(column);
  auto* title = new QHBoxLayout;
  title->addWidget(textLabel(tr("Window and level"), FontRole::Table, Token::Text2, content));
  title->addStretch(1);
  windowText_ = textLabel({}, FontRole::Table, Token::Text, content);
  title->addWidget(windowText_);
  foot->addLayout(title);
  histogram_ = new WindowHistogram(state, content);
  foot->addWidget(histogram_);
  presetBox_ = new QWidget(content);
  presets_ = new FlowLayout(presetBox_, kSpace1);
  foot->addWidget(presetBox_);
  column->addStretch(1);
  connect(state, &viewers::ViewState::windowChanged, this, &SidePane::showWindow);
  setFolded(false);
}

void SidePane::setCase(const std::shared_ptr<const LoadedCase>& loaded) {
  name_->setFullText(loaded ? toQt(loaded->entry.name) : QString());
  facts_->setFullText(loaded ? factsOf(*loaded) : QString());
  notes_->setText(loaded ? loaded->notes.join(QLatin1Char('\n')) : QString());
  notes_->setVisible(loaded && !loaded->notes.isEmpty());
  const bool image = loaded && loaded->image;
  histogram_->setCounts(image ? loaded->histogram : std::vector<double>(), image ? loaded->histogramLow : 0,
                        image ? loaded->histogramHigh : 1);
  labels_->setCase(image ? loaded : nullptr);
  showWindow();
}

void SidePane::setPresets(const std::vector<NamedWindow>& presets) {
  while (QLayoutItem* item = presets_->takeAt(0)) {
    item->widget()->deleteLater();
    delete item;
  }
  for (int i = 0; i < std::min<int>(kQuickPresets, static_cast<int>(presets.size())); ++i) {
    QPushButton* button =
        quietButton(QStringLiteral("%1  %2").arg(i + 1).arg(presets[static_cast<std::size_t>(i)].name), {}, presetBox_);
    button->setToolTip(tr("Key %1").arg(i + 1));
    connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT presetAsked(i); });
    presets_->addWidget(button);
    button->show();
  }
}

void SidePane::showWindow() {
  const viewers::Window& window = state_->window();
  windowText_->setText(state_->image()
                           ? tr("W %1 · L %2").arg(shortNumberText(window.width), shortNumberText(window.level))
                           : QString());
}

void SidePane::setFolded(bool folded) {
  folded_ = folded;
  scroll_->setVisible(!folded);
  unfold_->setVisible(folded);
  unfold_->move(0, 4);
  if (folded)
    setFixedWidth(kStrip);
  else {
    setMinimumWidth(kWidth - 24);
    setMaximumWidth(460);
  }
  update();
}

void SidePane::paintEvent(QPaintEvent* event) {
  QWidget::paintEvent(event);
  QPainter painter(this);
  painter.fillRect(rect(), Theme::color(Token::Panel));
  if (!folded_) return;
  painter.setFont(Theme::font(FontRole::Table));
  painter.setPen(Theme::color(Token::Text2));
  painter.translate(width() / 2.0, 40);
  painter.rotate(90);
  painter.drawText(QRectF(0, -10, height() - 50, 20), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("Layers, labels, window   F4"));
}

void SidePane::mousePressEvent(QMouseEvent* event) {
  if (folded_ && event->button() == Qt::LeftButton) Q_EMIT foldAsked();
  QWidget::mousePressEvent(event);
}

}  // namespace selvox::ui
