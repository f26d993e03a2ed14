#include "ui/pages/runs/preview_panel.h"

#include <algorithm>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSlider>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/async.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/slice_image.h"

namespace selvox::ui {

namespace {

constexpr int kPlayMs = 400;
constexpr std::size_t kSmallTiles = 6, kLargeTiles = 8;
constexpr int kSmallPicture = 112;

int captionHeight() {  // two lines: German titles need them
  return 2 * QFontMetrics(Theme::font(FontRole::Caption)).lineSpacing() + kSpace1;
}

// Two or three beside each other in the side pane, up to four on a page.
int columnsFor(std::size_t count, bool large) {
  if (large) return count <= 4 ? static_cast<int>(count) : static_cast<int>((count + 1) / 2);
  return count == 4 ? 2 : static_cast<int>(std::min<std::size_t>(count, 3));
}

}  // namespace

// A picture on black with its name beneath; keeps the aspect ratio, pixels stay pixels when magnified a lot.
class PreviewPanel::Tile : public QWidget {
 public:
  explicit Tile(bool large) : large_(large) {
    setSizePolicy(QSizePolicy::Expanding, large ? QSizePolicy::Expanding : QSizePolicy::Fixed);
    setMinimumSize(large ? 150 : 60, large ? 150 : kSmallPicture + captionHeight());
  }
  [[nodiscard]] QSize sizeHint() const override {
    return large_ ? QSize(320, 340) : QSize(kSmallPicture, kSmallPicture + captionHeight());
  }
  void set(const QImage& image, const QString& title) {
    image_ = image;
    title_ = title;
    setAccessibleName(title);
    setToolTip(title);
    update();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const int caption = captionHeight();
    const QRect box(0, 0, width(), height() - caption);
    painter.fillRect(box, Theme::color(Token::ImageGround));
    if (!image_.isNull()) {
      const QSize size = image_.size().scaled(box.size(), Qt::KeepAspectRatio);
      const QRect target(box.center().x() - size.width() / 2, box.center().y() - size.height() / 2, size.width(),
                         size.height());
      painter.setRenderHint(QPainter::SmoothPixmapTransform);
      painter.drawImage(target, image_);
    }
    painter.setFont(Theme::font(FontRole::Caption));
    painter.setPen(Theme::color(Token::Text2));
    painter.drawText(QRect(0, box.bottom() + 1, width(), caption), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     title_);
  }

 private:
  bool large_;
  QImage image_;
  QString title_;
};

PreviewPanel::PreviewPanel(const QString& title, bool large, QWidget* parent)
    : QWidget(parent),
      case_(new ElidedLabel({}, Qt::ElideMiddle)),
      where_(textLabel({}, FontRole::Table, Token::Text2)),
      message_(wrappedLabel({}, FontRole::Table, Token::Text3)),
      captions_(wrappedLabel({}, FontRole::Table, Token::Text2)),
      stack_(new QStackedWidget),
      grid_(new QGridLayout),
      play_(iconButton("play-fill", tr("Play the previews"))),
      steps_(new QSlider(Qt::Horizontal)),
      slices_(new QSlider(Qt::Horizontal)),
      sliceWords_(textLabel({}, FontRole::Table, Token::Text2)),
      timer_(new QTimer(this)),
      large_(large) {
  auto* head = new QHBoxLayout;
  head->addWidget(textLabel(title, FontRole::Section));
  head->addSpacing(kSpace3);
  setTextRole(case_, FontRole::Table, Token::Text3);
  case_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  head->addWidget(case_, 1);
  auto* pictures = new QWidget;
  pictures->setLayout(grid_);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(6);
  message_->setAlignment(Qt::AlignCenter);
  message_->setText(tr("Previews appear here when the run writes its first one."));
  stack_->addWidget(message_);
  stack_->addWidget(pictures);
  stack_->setSizePolicy(QSizePolicy::Expanding, large ? QSizePolicy::Expanding : QSizePolicy::Fixed);
  if (!large) stack_->setFixedHeight(kSmallPicture + captionHeight());
  steps_->setAccessibleName(tr("Step of the preview"));
  slices_->setAccessibleName(tr("Slice"));
  auto* foot = new QHBoxLayout;
  foot->addWidget(play_);
  foot->addWidget(steps_, 1);
  foot->addWidget(where_);
  sliceBar_ = new QWidget;  // a 2D run has no slices to choose
  auto* sliceRow = new QHBoxLayout(sliceBar_);
  sliceRow->setContentsMargins(0, 0, 0, 0);
  sliceRow->addWidget(textLabel(tr("slice"), FontRole::Table, Token::Text2));
  sliceRow->addWidget(slices_, 1);
  sliceRow->addWidget(sliceWords_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kSpace2);
  column->addLayout(head);
  column->addWidget(stack_, large ? 1 : 0);
  column->addWidget(captions_);
  captions_->hide();
  column->addWidget(sliceBar_);
  column->addLayout(foot);
  steps_->setEnabled(false);
  slices_->setEnabled(false);
  play_->setEnabled(false);
  connect(steps_, &QSlider::valueChanged, this, [this](int value) {
    follow_ = value == steps_->maximum();
    load(value);
  });
  connect(slices_, &QSlider::valueChanged, this, &PreviewPanel::renderSlice);
  connect(play_, &QToolButton::clicked, this, [this] {
    if (timer_->isActive()) {
      timer_->stop();
    } else {
      if (steps_->value() == steps_->maximum()) steps_->setValue(0);
      timer_->start(kPlayMs);
    }
    play_->setIcon(icon(timer_->isActive() ? "pause-fill" : "play-fill"));
  });
  connect(timer_, &QTimer::timeout, this, [this] {
    if (loading_) return;
    steps_->setValue(steps_->value() + 1);
    if (steps_->value() == steps_->maximum()) play_->click();
  });
}

void PreviewPanel::show(const events::RunFolder& folder, const std::vector<PreviewItem>& items) {
  const bool other = folder.root != folder_.root;
  if (!other && items.size() == items_.size()) return;
  folder_ = folder;
  items_ = items;
  if (other) follow_ = true;
  steps_->setEnabled(items_.size() > 1);
  play_->setEnabled(items_.size() > 1);
  if (items_.empty()) {
    set_ = {};
    stack_->setCurrentIndex(0);
    message_->setText(tr("Previews appear here when the run writes its first one."));
    case_->setFullText({});
    where_->clear();
    return;
  }
  const int last = static_cast<int>(items_.size()) - 1;
  const int at = follow_ ? last : std::min(steps_->value(), last);
  {
    const QSignalBlocker quiet(steps_);
    steps_->setRange(0, last);
    steps_->setValue(at);
  }
  load(at);
}

void PreviewPanel::load(int index) {
  if (index < 0 || index >= count()) return;
  wanted_ = index;
  where_->setText(tr("%1 of %2 · step %3")
                      .arg(index + 1)
                      .arg(count())
                      .arg(QLocale().toString(static_cast<qlonglong>(items_[static_cast<std::size_t>(index)].step))));
  if (loading_) return;
  loading_ = true;
  runAsync(
      Lane::Files, this,
      [folder = folder_, item = items_[static_cast<std::size_t>(index)]] { return readPreview(folder, item); },
      [this, index](const PreviewSet& set) {
        loading_ = false;
        take(set);
        if (wanted_ != index) load(wanted_);
      });
}

void PreviewPanel::take(const PreviewSet& set) {
  const bool sameDepth =
      !set_.pictures.empty() && !set.pictures.empty() && set_.pictures.front().depth == set.pictures.front().depth;
  set_ = set;
  case_->setFullText(set.caseName);
  if (!set.error.isEmpty()) {
    message_->setText(set.error);
    stack_->setCurrentIndex(0);
    return;
  }
  stack_->setCurrentIndex(1);
  QStringList captions;
  for (const PreviewPicture& picture : set.pictures) {
    if (!picture.caption.isEmpty()) captions << picture.title + QStringLiteral(": ") + picture.caption;
  }
  captions_->setText(captions.join('\n'));
  captions_->setVisible(!captions.isEmpty());
  const std::size_t wanted = std::min(set.pictures.size(), large_ ? kLargeTiles : kSmallTiles);
  while (tiles_.size() < wanted) tiles_.push_back(new Tile(large_));
  const int columns = std::max(1, columnsFor(wanted, large_));
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    grid_->removeWidget(tiles_[i]);
    if (i < wanted) grid_->addWidget(tiles_[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    tiles_[i]->setVisible(i < wanted);
  }
  const int rows = (static_cast<int>(wanted) + columns - 1) / columns;
  if (!large_) stack_->setFixedHeight(rows * (kSmallPicture + captionHeight()) + (rows - 1) * grid_->spacing());
  int depth = 1;
  for (const PreviewPicture& picture : set.pictures) depth = std::max(depth, picture.depth);
  const QSignalBlocker quiet(slices_);
  slices_->setRange(0, depth - 1);
  slices_->setEnabled(depth > 1);
  sliceBar_->setVisible(depth > 1);
  if (!sameDepth) {
    const double share = nearestShare(0.5, [&](double at) {
      return std::any_of(set.pictures.begin(), set.pictures.end(), [&](const PreviewPicture& each) {
        const volume::Extent extent{each.width, each.height, each.depth};
        return each.depth > 1 && isBlank(each.values, extent, Plane::Axial, static_cast<std::int64_t>(at * each.depth));
      });
    });
    slices_->setValue(static_cast<int>(share * depth));
  }
  renderSlice();
}

void PreviewPanel::renderSlice() {
  const int slice = slices_->value();
  sliceWords_->setText(tr("%1 of %2").arg(slice + 1).arg(slices_->maximum() + 1));
  for (std::size_t i = 0; i < tiles_.size() && i < set_.pictures.size(); ++i) {
    tiles_[i]->set(renderPreview(set_.pictures[i], slice), set_.pictures[i].title);
  }
}

}  // namespace selvox::ui
