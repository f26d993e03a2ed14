#include "ui/pages/data/details_pane.h"

#include <algorithm>

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "core/services/cache_keys.h"
#include "ui/pages/data/quality_data.h"
#include "ui/pages/data/series_model.h"
#include "ui/pages/qc/measured_lines.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/plane_strip.h"

namespace selvox::ui {
namespace {

constexpr int kBins = 32;
constexpr std::int64_t kWholeLimit = 96LL << 20;  // voxels read at once for the three linked planes

QLabel* heading(const QString& text) {
  auto* label = textLabel(text, FontRole::Table, Token::Text2);
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  label->setFont(bold);
  label->setContentsMargins(0, kSpace2, 0, 0);
  return label;
}

QWidget* swatch(int number) {
  auto* square = new QLabel;
  QPixmap pixmap(10, 10);
  pixmap.fill(Theme::label(number));
  square->setPixmap(pixmap);
  square->setFixedWidth(14);
  return square;
}

void clear(QLayout* layout) {
  while (auto* item = layout->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    if (item->layout() != nullptr) clear(item->layout());
    delete item;
  }
}

Histogram histogramOf(const PictureVolume& volume) {
  Histogram histogram{volume.low, volume.high, std::vector<double>(kBins), std::vector<double>(kBins)};
  const double scale = kBins / std::max(1e-12, volume.high - volume.low);
  for (std::size_t i = 0; i < volume.values.size(); ++i) {
    const double at = (volume.values[i] - volume.low) * scale;
    if (!(at >= 0 && at <= kBins)) continue;
    const auto bin = std::min<std::size_t>(kBins - 1, static_cast<std::size_t>(at));
    histogram.all[bin] += 1;
    if (!volume.labels.empty() && volume.labels[i] != 0) histogram.labelled[bin] += 1;
  }
  return histogram;
}

// The middle of the labelled voxels, as shares; the middle of the volume without labels.
std::array<double, 3> crossOf(const PictureVolume& volume) {
  std::array<double, 3> sum{};
  double count = 0;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < volume.extent.z && !volume.labels.empty(); ++z)
    for (std::int64_t y = 0; y < volume.extent.y; ++y)
      for (std::int64_t x = 0; x < volume.extent.x; ++x, ++at) {
        if (volume.labels[at] == 0) continue;
        sum[0] += static_cast<double>(x);
        sum[1] += static_cast<double>(y);
        sum[2] += static_cast<double>(z);
        count += 1;
      }
  if (count == 0) return {0.5, 0.5, 0.5};
  return {(sum[0] / count + 0.5) / static_cast<double>(volume.extent.x),
          (sum[1] / count + 0.5) / static_cast<double>(volume.extent.y),
          (sum[2] / count + 0.5) / static_cast<double>(volume.extent.z)};
}

}  // namespace

struct DetailsPane::Picture {
  std::shared_ptr<PictureVolume> volume = std::make_shared<PictureVolume>();
  Histogram histogram;
  std::array<double, 3> cross{0.5, 0.5, 0.5};
};

DetailsPane::DetailsPane(Context& context, Navigator& navigator, QualityData& quality, QWidget* parent)
    : QWidget(parent), context_(context), navigator_(navigator), quality_(quality) {
  setProperty("kind", "panel");
  setProperty("pane", true);
  setAttribute(Qt::WA_StyledBackground);
  setMinimumWidth(260);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  empty_ = wrappedLabel(tr("Select a series to see its slices, labels and fields."), FontRole::Body, Token::Text2);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setContentsMargins(kSpace5, kSpace5, kSpace5, kSpace5);
  outer->addWidget(empty_);
  content_ = new QWidget;
  content_->setObjectName("scrolled");
  auto* column = new QVBoxLayout(content_);
  column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
  column->setSpacing(kSpace1 + 2);
  title_ = new ElidedLabel({}, Qt::ElideMiddle);
  setTextRole(title_, FontRole::Section);
  column->addWidget(title_);
  planes_ = new PlaneStrip;
  column->addWidget(planes_);
  auto* open = primaryButton(tr("Open in Viewer"), {});
  connect(open, &QPushButton::clicked, this, [this] {
    if (row_) Q_EMIT navigator_.openCase(row_->id, {});
  });
  column->addWidget(open);
  labels_ = new QVBoxLayout;
  labels_->setSpacing(3);
  column->addLayout(labels_);
  measuredTitle_ = heading({});
  measured_ = new MeasuredView;
  findings_ = wrappedLabel({}, FontRole::Table, Token::Warn);
  measure_ = secondaryButton(tr("Measure quality"), "clipboard-data");
  connect(measure_, &QPushButton::clicked, this, [this] {
    if (row_) quality_.measure(toQt(row_->dataset));
  });
  for (QWidget* widget : {static_cast<QWidget*>(measuredTitle_), static_cast<QWidget*>(measured_),
                          static_cast<QWidget*>(findings_), static_cast<QWidget*>(measure_)})
    column->addWidget(widget);
  column->addWidget(heading(tr("Series")));
  fields_ = new QGridLayout;
  fields_->setHorizontalSpacing(kSpace3);
  fields_->setVerticalSpacing(4);
  fields_->setColumnStretch(1, 1);
  column->addLayout(fields_);
  column->addWidget(heading(tr("Intensity, labelled voxels in the accent colour")));
  histogram_ = new HistogramView;
  column->addWidget(histogram_);
  usedIn_ = new QVBoxLayout;
  usedIn_->setSpacing(2);
  column->addLayout(usedIn_);
  column->addStretch(1);
  auto* area = new QScrollArea;
  area->setWidget(content_);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  area->setObjectName("detailsArea");
  outer->addWidget(area, 1);
  area->hide();
}

void DetailsPane::show(const std::optional<ports::SeriesRow>& row, const QString& split) {
  const bool same = row && row_ && row->id == row_->id;
  row_ = row;
  empty_->setVisible(!row);
  findChild<QScrollArea*>("detailsArea")->setVisible(row.has_value());
  if (!row) {
    loading_ = false;
    ticket_.cancel();
    return;
  }
  title_->setFullText(toQt(row->caseName));
  fillLabels(*row);
  fillFields(*row, split);
  fillQuality();
  fillUses();
  if (!same) readPicture(*row);
}

void DetailsPane::fillLabels(const ports::SeriesRow& row) {
  clear(labels_);
  if (row.labels.empty()) return;
  labels_->addWidget(heading(tr("Labels")));
  const double voxel = std::abs(row.worldFromVoxel.determinant());
  for (const auto& label : row.labels)
    for (const auto& [number, name] : label.names) {
      const auto found = label.voxels.find(number);
      const std::int64_t count = found == label.voxels.end() ? 0 : found->second;
      auto* line = new QHBoxLayout;
      line->addWidget(swatch(number));
      auto* text = new ElidedLabel(toQt(name));
      line->addWidget(text, 1);
      line->addWidget(textLabel(
          tr("%1 voxels · %2 mL").arg(countText(count), numberText(static_cast<double>(count) * voxel / 1000, 2)),
          FontRole::Table, Token::Text2));
      labels_->addLayout(line);
    }
}

void DetailsPane::fillFields(const ports::SeriesRow& row, const QString& split) {
  clear(fields_);
  int line = 0;
  const auto add = [&](const QString& name, const QString& value, bool mono = false) {
    if (value.isEmpty()) return;
    fields_->addWidget(textLabel(name, FontRole::Table, Token::Text2), line, 0, Qt::AlignTop);
    auto* text = new ElidedLabel(value, Qt::ElideMiddle);
    setTextRole(text, mono ? FontRole::Mono : FontRole::Table);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    fields_->addWidget(text, line++, 1);
  };
  add(tr("Dataset"), toQt(row.dataset));
  add(tr("Patient"), toQt(row.patient), true);
  add(tr("Modality"), toQt(row.modality));
  add(tr("Size"), tr("%1 voxels").arg(sizeText(row.extent)));
  add(tr("Spacing"), tr("%1 mm").arg(spacingText(row.worldFromVoxel.spacing())));
  add(tr("Orientation"), tr("stored %1, shown LPS").arg(toQt(volume::orientationLetters(row.worldFromVoxel))));
  add(tr("Stored type"),
      tr("%1 · %2 to %3")
          .arg(toQt(row.storedType), shortNumberText(row.statistics.minimum), shortNumberText(row.statistics.maximum)));
  if (row.channels > 1) add(tr("Channels"), QString::number(row.channels));
  add(tr("Format"), toQt(row.format));
  add(tr("Split"), roleWord(split));
  add(tr("Content hash"), toQt(row.voxelsHash), true);
  add(tr("Files"), tr("%n files", nullptr, static_cast<int>(row.files.size())));
}

void DetailsPane::qualityChanged() {
  if (row_) fillQuality();
}

void DetailsPane::fillQuality() {
  const bool known = quality_.rowOf(row_->id) != nullptr;
  measuredTitle_->setText(measuredTitle(quality_, row_->id));
  measured_->setVisible(known);
  if (known) measured_->show(measuredLines(quality_, *row_));
  const QStringList findings = findingLines(quality_, row_->id);
  findings_->setText(findings.join('\n'));
  findings_->setVisible(!findings.isEmpty());
  measure_->setVisible(!known && context_.jobs != nullptr && !quality_.loading());
  measure_->setEnabled(!quality_.measuring(toQt(row_->dataset)));
  measuredTitle_->setVisible(known || measure_->isVisibleTo(this));
}

void DetailsPane::readPicture(const ports::SeriesRow& row) {
  loading_ = true;
  planes_->setStale(true);
  const auto path = context_.cache->pathOf(services::nativeKey(row.voxelsHash));
  const auto labelPath = row.labels.empty()
                             ? std::filesystem::path()
                             : context_.cache->pathOf(services::nativeKey(row.labels.front().voxelsHash));
  runLatest(
      Lane::Files, this, ticket_,
      [path, labelPath]() -> base::Result<std::shared_ptr<Picture>> {
        SELVOX_TRY(const auto brick, volume::BrickFile::open(path));
        const auto& header = brick.header();
        if (header.extent.voxels() > kWholeLimit)
          return base::fail(base::ErrorCode::Unsupported, "Too large for the preview; open it in the viewer.");
        auto picture = std::make_shared<Picture>();
        auto& volume = *picture->volume;
        volume.extent = header.extent;
        volume.spacing = header.worldFromVoxel.spacing();
        const auto window = defaultWindow(header);
        volume.low = window.low;
        volume.high = window.high;
        volume.values.resize(static_cast<std::size_t>(header.extent.voxels()));
        brick.cropImage({}, header.extent, 0.0F, volume.values.data());
        if (!labelPath.empty())
          if (const auto label = volume::BrickFile::open(labelPath); label && label->header().extent == header.extent) {
            volume.labels.resize(volume.values.size());
            label->cropLabel({}, header.extent, 0, volume.labels.data());
          }
        picture->histogram = histogramOf(volume);
        picture->cross = crossOf(volume);
        return picture;
      },
      [this](const base::Result<std::shared_ptr<Picture>>& picture) { takePicture(picture); });
}

void DetailsPane::takePicture(const base::Result<std::shared_ptr<Picture>>& picture) {
  loading_ = false;
  if (!picture) {
    planes_->setMessage(toQt(picture.error().message));
    histogram_->show({});
    return;
  }
  planes_->show((*picture)->volume);
  planes_->setCross((*picture)->cross);
  histogram_->show((*picture)->histogram);
}

void DetailsPane::forgetRuns() {
  uses_.reset();
  fillUses();
}

void DetailsPane::readUses() {
  if (context_.runs == nullptr) return;
  runLatest(
      Lane::Files, this, usesTicket_,
      [runs = context_.runs] {
        std::multimap<std::string, Use> uses;
        const auto list = runs->list();
        if (!list) return uses;
        for (const auto& run : *list) {
          const auto& spec = run.snapshot.spec;
          for (const auto& one : spec.cases)
            uses.insert({one.dataset + '\n' + one.caseName, {toQt(spec.name), toQt(one.role), toQt(spec.kind)}});
        }
        return uses;
      },
      [this](std::multimap<std::string, Use> uses) {
        uses_ = std::move(uses);
        fillUses();
      });
}

void DetailsPane::fillUses() {
  clear(usedIn_);
  if (!row_) return;
  if (!uses_) {
    readUses();
    return;
  }
  const auto [first, last] = uses_->equal_range(row_->dataset + '\n' + row_->caseName);
  if (first == last) return;
  usedIn_->addWidget(heading(tr("Used in")));
  for (auto it = first; it != last; ++it) {
    auto* line = new QHBoxLayout;
    auto* link = linkButton(it->second.run);
    connect(link, &QPushButton::clicked, this, [this, run = it->second.run] { Q_EMIT navigator_.openRun(run); });
    line->addWidget(link);
    line->addStretch(1);
    const QString role =
        it->second.kind == "pretrain" && it->second.role == "train" ? tr("pretraining") : roleWord(it->second.role);
    line->addWidget(textLabel(role, FontRole::Table, Token::Text2));
    usedIn_->addLayout(line);
  }
}

}  // namespace selvox::ui
