#include "ui/pages/experiments/preview_pane.h"

#include <algorithm>
#include <cstring>

#include <QListWidget>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/base/json.h"
#include "core/base/safetensors.h"
#include "ui/forms/worker_words.h"
#include "ui/pages/data/thumbnails.h"
#include "ui/pages/runs/preview_panel.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plane_strip.h"

namespace selvox::ui {
namespace {

constexpr int kFilm = 72;
constexpr std::size_t kFilmCases = 12;

// (C, [D,] H, W) or ([D,] H, W); with `channels` known from the role. The first channel is shown.
std::optional<volume::Extent> extentOf(const std::vector<std::int64_t>& shape, bool image) {
  auto s = shape;
  if (image && s.size() >= 3) s.erase(s.begin());  // channels first
  if (!image && s.size() == 4) s.erase(s.begin());
  if (s.size() == 2) return volume::Extent{s[1], s[0], 1};
  if (s.size() == 3) return volume::Extent{s[2], s[1], s[0]};
  return std::nullopt;
}

std::shared_ptr<PictureVolume> pictureOf(const base::TensorView& tensor, const volume::Extent& extent) {
  const auto count = static_cast<std::size_t>(extent.voxels());
  if (tensor.dtype != base::DType::F32 || tensor.bytes.size() < count * sizeof(float)) return nullptr;
  auto picture = std::make_shared<PictureVolume>();
  picture->extent = extent;
  picture->values.resize(count);
  std::memcpy(picture->values.data(), tensor.bytes.data(), count * sizeof(float));
  auto sorted = picture->values;
  const auto low = sorted.begin() + static_cast<std::ptrdiff_t>(count / 200),
             high = sorted.begin() + static_cast<std::ptrdiff_t>(count - 1 - count / 200);
  std::nth_element(sorted.begin(), low, sorted.end());
  picture->low = *low;
  std::nth_element(sorted.begin(), high, sorted.end());
  picture->high = std::max(*high, static_cast<float>(picture->low) + 1e-6F);
  return picture;
}

// Where labels of that grid are laid: the last picture while it has none, else a copy of a picture of that grid, or
// black.
PreviewVolume& groundFor(std::vector<PreviewVolume>& volumes, const volume::Extent& extent) {
  const auto fits = [&](const PreviewVolume& each) { return each.volume->extent == extent; };
  if (!volumes.empty() && fits(volumes.back()) && volumes.back().volume->labels.empty()) return volumes.back();
  const auto like = std::find_if(volumes.rbegin(), volumes.rend(), fits);
  auto ground = std::make_shared<PictureVolume>();
  if (like != volumes.rend()) {
    *ground = *like->volume;
  } else {
    ground->extent = extent;
    ground->values.assign(static_cast<std::size_t>(extent.voxels()), 0.0F);
  }
  volumes.push_back(
      {like != volumes.rend() ? like->name : QString(), {}, QStringLiteral("label"), {}, std::move(ground)});
  return volumes.back();
}

// As on the page of a run: images of one scale are shown in the greys of the original.
void shareWindow(std::vector<PreviewVolume>& volumes) {
  const PreviewVolume* shared = nullptr;
  for (const PreviewVolume& each : volumes) {
    if (each.role == "map") continue;
    if (shared == nullptr || (givesTheWindow(each.name) && !givesTheWindow(shared->name))) shared = &each;
  }
  for (const PreviewVolume& each : volumes) {
    if (shared == nullptr || each.role == "map") continue;
    if (!fitsWindow(each.volume->low, each.volume->high, shared->volume->low, shared->volume->high)) continue;
    each.volume->low = shared->volume->low;
    each.volume->high = shared->volume->high;
  }
}

}  // namespace

base::Result<std::vector<PreviewVolume>> readPreviewFolder(const std::filesystem::path& folder) {
  SELVOX_TRY(const auto index, base::readJson(folder / "preview.json"));
  SELVOX_TRY(const auto file, base::SafetensorsFile::open(folder / "preview.safetensors"));
  std::vector<PreviewVolume> volumes;
  for (const auto& entry : base::valueOr(index, "tensors", base::Json::array())) {
    const auto* tensor = file.find(base::valueOr<std::string>(entry, "name", {}));
    if (tensor == nullptr) continue;
    const auto role = base::valueOr<std::string>(entry, "role", "image");
    const bool image = role != "mask" && role != "label";
    const auto extent = extentOf(tensor->shape, image);
    if (!extent || extent->voxels() <= 0) continue;
    if (image) {
      if (auto picture = pictureOf(*tensor, *extent))
        volumes.push_back({toQt(base::valueOr<std::string>(entry, "name", {})),
                           workerText(base::valueOr<std::string>(entry, "title", {})), toQt(role),
                           workerCaption(base::valueOr<std::string>(entry, "caption", {})), std::move(picture)});
      continue;
    }
    const auto count = static_cast<std::size_t>(extent->voxels());
    if (tensor->bytes.size() < count) continue;
    PreviewVolume& under = groundFor(volumes, *extent);
    under.volume->labelOpacity = role == "mask" ? 0.2 : 0.5;
    auto& labels = under.volume->labels;
    labels.resize(count);
    for (std::size_t i = 0; i < count; ++i) labels[i] = std::to_integer<std::uint16_t>(tensor->bytes[i]);
    const QString title = workerText(base::valueOr<std::string>(entry, "title", {}));
    under.title = under.title.isEmpty() ? title : under.title + QStringLiteral(" · ") + title;
    if (under.caption.isEmpty()) under.caption = workerCaption(base::valueOr<std::string>(entry, "caption", {}));
  }
  if (volumes.empty()) return base::fail(base::ErrorCode::Corrupt, "The worker's preview holds no picture.");
  shareWindow(volumes);
  return volumes;
}

PreviewPane::PreviewPane(Context& context, QWidget* parent) : QWidget(parent), context_(context) {
  setProperty("pane", true);
  setMinimumWidth(240);
  thumbnails_ = new Thumbnails(context_, this);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
  column->setSpacing(kSpace2);
  auto* head = new QHBoxLayout;
  head->addWidget(textLabel(tr("Preview"), FontRole::Section));
  caption_ = new ElidedLabel;
  setTextRole(caption_, FontRole::Table, Token::Text2);
  head->addWidget(caption_, 1);
  auto* shuffle = iconButton("shuffle", tr("Another random draw"), nullptr, true);
  auto* next = secondaryButton(tr("Next"));
  next->setToolTip(tr("Next volume"));
  head->addWidget(shuffle);
  head->addWidget(next);
  column->addLayout(head);
  banner_ = new Banner;
  column->addWidget(banner_);
  blocked_ = new EmptyState("images", {}, tr("Prepare"));
  blocked_->hide();
  column->addWidget(blocked_, 1);
  strips_ = new QWidget;
  rows_ = new QVBoxLayout(strips_);
  rows_->setContentsMargins(0, 0, 0, 0);
  rows_->setSpacing(kSpace1);
  rows_->addStretch(1);
  auto* area = new QScrollArea;
  strips_->setObjectName("scrolled");
  area->setWidget(strips_);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  column->addWidget(area, 10);
  film_ = new QListWidget;
  film_->setViewMode(QListView::IconMode);
  film_->setFlow(QListView::LeftToRight);
  film_->setWrapping(false);
  film_->setMovement(QListView::Static);
  film_->setIconSize(QSize(kFilm, kFilm));
  film_->setFixedHeight(kFilm + 26);
  film_->setFrameShape(QFrame::NoFrame);
  film_->setAccessibleName(tr("Other volumes"));
  film_->viewport()->setAutoFillBackground(false);
  film_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(textLabel(tr("Other volumes"), FontRole::BodyBold));
  column->addWidget(film_);
  connect(shuffle, &QToolButton::clicked, this, [this] {
    ++seed_;
    Q_EMIT changedByHand();
  });
  connect(next, &QPushButton::clicked, this, [this] {
    if (film_->count() == 0) return;
    film_->setCurrentRow((film_->currentRow() + 1) % film_->count());
  });
  connect(film_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
    if (item != nullptr) chooseCase(item->data(Qt::UserRole).toString());
  });
  connect(blocked_->button(), &QPushButton::clicked, this, &PreviewPane::actionAsked);
  connect(thumbnails_, &Thumbnails::arrived, this, [this](qint64 id) {
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (cases_[i].id != id) continue;
      const auto* image = thumbnails_->get(cases_[i]);
      if (image != nullptr && film_->item(static_cast<int>(i)) != nullptr)
        film_->item(static_cast<int>(i))
            ->setIcon(
                QIcon(QPixmap::fromImage(image->scaled(kFilm, kFilm, Qt::KeepAspectRatio, Qt::SmoothTransformation))));
    }
  });
}

void PreviewPane::setCases(const std::vector<ports::SeriesRow>& rows) {
  cases_ = rows;
  if (cases_.size() > kFilmCases) cases_.resize(kFilmCases);
  const QSignalBlocker quiet(film_);
  film_->clear();
  case_.clear();
  for (const auto& row : cases_) {
    auto* item = new QListWidgetItem(toQt(row.caseName), film_);
    item->setData(Qt::UserRole, toQt(row.caseName));
    item->setToolTip(toQt(row.caseName));
    item->setFont(Theme::font(FontRole::Caption));
    item->setSizeHint(QSize(kFilm + 10, kFilm + 22));
    item->setTextAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    if (const auto* image = thumbnails_->get(row)) item->setIcon(QIcon(QPixmap::fromImage(*image)));
  }
}

void PreviewPane::chooseCase(const QString& name) {
  if (name == case_) return;
  case_ = name;
  Q_EMIT changedByHand();
}

void PreviewPane::setStale() {
  for (auto& [label, strip] : shown_) strip->setStale(true);
}

void PreviewPane::setWaiting(const QString& text) {
  blocked_->hide();
  banner_->clear();
  caption_->setFullText(text);
  setStale();
}

void PreviewPane::setProblem(const base::Error& error) {
  loading_ = false;
  blocked_->hide();
  caption_->setFullText({});
  setStale();
  banner_->say(error);
}

void PreviewPane::setBlocked(const QString& sentence, const QString& action) {
  loading_ = false;
  banner_->clear();
  caption_->setFullText({});
  blocked_->setSentence(sentence);
  blocked_->button()->setText(action);
  blocked_->button()->setVisible(!action.isEmpty());
  blocked_->show();
  for (auto& [label, strip] : shown_) {
    label->hide();
    strip->hide();
  }
}

void PreviewPane::load(const std::filesystem::path& folder) {
  loading_ = true;
  runLatest(
      Lane::Files, this, ticket_, [folder] { return readPreviewFolder(folder); },
      [this, folder](const base::Result<std::vector<PreviewVolume>>& volumes) {
        if (const auto index = base::readJson(folder / "preview.json"))
          caption_->setFullText(
              tr("%1 · seed %2").arg(toQt(base::valueOr<std::string>(*index, "case", {}))).arg(seed_));
        take(volumes);
      });
}

// Where every picture shows something: the middle of a puzzle of two by two is the gap between its pieces.
std::array<double, 3> PreviewPane::seenCross(const std::vector<PreviewVolume>& volumes) const {
  constexpr std::array<Plane, 3> kAcross{Plane::Sagittal, Plane::Coronal, Plane::Axial};  // x, y, z
  std::array<double, 3> share = shown_.empty() ? std::array<double, 3>{0.5, 0.5, 0.5} : shown_.front().second->cross();
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const Plane plane = kAcross[axis];
    share[axis] = nearestShare(share[axis], [&](double at) {
      return std::any_of(volumes.begin(), volumes.end(), [&](const PreviewVolume& each) {
        const auto count = planeCount(each.volume->extent, plane);
        return each.volume->extent.z > 1 && isBlank(each.volume->values, each.volume->extent, plane,
                                                    static_cast<std::int64_t>(at * static_cast<double>(count)));
      });
    });
  }
  return share;
}

void PreviewPane::take(const base::Result<std::vector<PreviewVolume>>& volumes) {
  loading_ = false;
  if (!volumes) {
    setProblem(volumes.error());
    return;
  }
  blocked_->hide();
  banner_->clear();
  while (shown_.size() < volumes->size()) {
    auto* label = wrappedLabel({}, FontRole::BodyBold);
    auto* strip = new PlaneStrip;
    rows_->insertWidget(rows_->count() - 1, label);
    rows_->insertWidget(rows_->count() - 1, strip);
    connect(strip, &PlaneStrip::crossMoved, this, [this](const std::array<double, 3>& share) {
      for (auto& [other, linked] : shown_) linked->setCross(share);
    });
    shown_.emplace_back(label, strip);
  }
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const bool used = i < volumes->size();
    shown_[i].first->setVisible(used);
    shown_[i].second->setVisible(used);
    if (!used) continue;
    const auto& extent = (*volumes)[i].volume->extent;
    shown_[i].first->setText(extent.z > 1 ? QString("%1  <span style='font-weight:normal'>%2 × %3 × %4</span>")
                                                .arg((*volumes)[i].title)
                                                .arg(extent.x)
                                                .arg(extent.y)
                                                .arg(extent.z)
                                          : QString("%1  <span style='font-weight:normal'>%2 × %3</span>")
                                                .arg((*volumes)[i].title)
                                                .arg(extent.x)
                                                .arg(extent.y));
    if (const QString& caption = (*volumes)[i].caption; !caption.isEmpty())
      shown_[i].first->setText(shown_[i].first->text() +
                               QString("<br><span style='font-weight:normal'>%1</span>").arg(caption.toHtmlEscaped()));
    shown_[i].second->show((*volumes)[i].volume);
  }
  const auto cross = seenCross(*volumes);
  for (auto& [label, strip] : shown_) strip->setCross(cross);
}

}  // namespace selvox::ui
