#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "core/base/safetensors.h"
#include "ui/forms/worker_words.h"
#include "ui/pages/runs/preview_panel.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

constexpr std::uint64_t kMaximumVoxels = 64u << 20;
constexpr double kLabelOpacity = 0.5, kMaskOpacity = 0.3;

std::optional<std::vector<float>> toFloats(const base::TensorView& view) {
  const std::size_t size = base::bytesPerElement(view.dtype);
  const std::size_t n = view.bytes.size() / size;
  if (n == 0 || n > kMaximumVoxels) return std::nullopt;
  std::vector<float> values(n);
  const auto convert = [&](auto sample) {
    using T = decltype(sample);
    for (std::size_t i = 0; i < n; ++i) {
      T value;
      std::memcpy(&value, view.bytes.data() + i * sizeof(T), sizeof(T));
      values[i] = static_cast<float>(value);
    }
  };
  switch (view.dtype) {
    case base::DType::F32:
      convert(float{});
      break;
    case base::DType::F64:
      convert(double{});
      break;
    case base::DType::U8:
    case base::DType::Bool:
      convert(std::uint8_t{});
      break;
    case base::DType::I8:
      convert(std::int8_t{});
      break;
    case base::DType::I16:
      convert(std::int16_t{});
      break;
    case base::DType::I32:
      convert(std::int32_t{});
      break;
    case base::DType::I64:
      convert(std::int64_t{});
      break;
    default:
      return std::nullopt;
  }
  return values;
}

// (C, D, H, W) by the number of axes; three axes are (D, H, W) for 3-D runs and (C, H, W) when the first is 1 to 4.
bool takeShape(PreviewPicture& picture, const std::vector<std::int64_t>& shape) {
  const auto at = [&](std::size_t i) { return static_cast<int>(std::clamp<std::int64_t>(shape[i], 0, 1 << 20)); };
  switch (shape.size()) {
    case 2:
      picture.height = at(0);
      picture.width = at(1);
      break;
    case 3:
      (at(0) <= 4 ? picture.channels : picture.depth) = at(0);
      picture.height = at(1);
      picture.width = at(2);
      break;
    case 4:
      picture.channels = at(0);
      picture.depth = at(1);
      picture.height = at(2);
      picture.width = at(3);
      break;
    default:
      return false;
  }
  return picture.width > 0 && picture.height > 0 && picture.depth > 0 && picture.channels > 0;
}

std::vector<PreviewTensor> declared(const PreviewItem& item, const base::SafetensorsFile& file) {
  if (!item.tensors.empty()) return item.tensors;
  std::vector<PreviewTensor> tensors;
  for (const auto& [name, view] : file.tensors()) {
    const bool integer = view.dtype == base::DType::U8 || view.dtype == base::DType::Bool;
    tensors.push_back({QString::fromStdString(name), QString::fromStdString(name), integer ? "label" : "image", {}});
  }
  return tensors;
}

bool sameGrid(const PreviewPicture& a, const PreviewPicture& b) {
  return a.width == b.width && a.height == b.height && a.depth == b.depth;
}

bool isImage(const PreviewPicture& picture) {
  return picture.role != "mask" && picture.role != "label";
}

// A label or mask becomes an overlay on the image of its grid: the one before it, else the first after; on black
// without.
void layOver(PreviewSet& set, PreviewPicture& picture) {
  std::vector<std::uint8_t> numbers(picture.values.size() / static_cast<std::size_t>(picture.channels));
  std::transform(picture.values.begin(), picture.values.begin() + static_cast<std::ptrdiff_t>(numbers.size()),
                 numbers.begin(), [](float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.f, 255.f)); });
  const auto fits = [&](const PreviewPicture& each) { return isImage(each) && sameGrid(each, picture); };
  const auto before = std::make_reverse_iterator(set.pictures.begin() + (&picture - set.pictures.data()));
  const auto last = std::find_if(before, set.pictures.rend(), fits);
  const auto base = last != set.pictures.rend() ? std::prev(last.base())
                                                : std::find_if(set.pictures.begin(), set.pictures.end(), fits);
  if (base != set.pictures.end()) {
    picture.low = base->low;
    picture.high = base->high;
    picture.values = base->values;
    picture.channels = base->channels;
  } else {
    std::fill(picture.values.begin(), picture.values.end(), 0.f);
  }
  picture.overlay = std::move(numbers);
}

std::pair<float, float> percentiles(const PreviewPicture& picture) {
  std::vector<float> finite;
  const std::size_t stride = std::max<std::size_t>(1, picture.values.size() / 50000);
  for (std::size_t i = 0; i < picture.values.size(); i += stride) {
    if (std::isfinite(picture.values[i])) finite.push_back(picture.values[i]);
  }
  if (finite.empty()) return {0.f, 1.f};
  std::sort(finite.begin(), finite.end());
  const auto at = [&](double share) {
    return finite[static_cast<std::size_t>(share * static_cast<double>(finite.size() - 1))];
  };
  const float low = at(0.005), high = at(0.995);
  return {low, high > low ? high : low + 1};
}

// Images of one scale share the window of the original; a map (a likeness, say) has units of its own.
void setWindows(std::vector<PreviewPicture>& pictures) {
  const PreviewPicture* shared = nullptr;
  for (PreviewPicture& picture : pictures) {
    if (!isImage(picture)) continue;
    std::tie(picture.low, picture.high) = percentiles(picture);
    if (picture.role == "map") continue;
    if (shared == nullptr || (givesTheWindow(picture.name) && !givesTheWindow(shared->name))) shared = &picture;
  }
  for (PreviewPicture& picture : pictures) {
    if (shared == nullptr || !isImage(picture) || picture.role == "map") continue;
    if (!fitsWindow(picture.low, picture.high, shared->low, shared->high)) continue;
    picture.low = shared->low;
    picture.high = shared->high;
  }
}

}  // namespace

bool fitsWindow(double low, double high, double wantedLow, double wantedHigh) {
  const double out = std::max(0.0, wantedLow - low) + std::max(0.0, high - wantedHigh);
  return out <= 0.25 * (wantedHigh - wantedLow);
}

bool givesTheWindow(const QString& name) {
  return name == "original" || name == "target";
}

PreviewSet readPreview(const events::RunFolder& folder, const PreviewItem& item) {
  PreviewSet set;
  set.step = item.step;
  set.caseName = item.caseName;
  const auto path = events::resolveInside(folder, item.path.toStdString());
  if (!path) {
    set.error = QString::fromStdString(path.error().message);
    return set;
  }
  const auto file = base::SafetensorsFile::open(*path);
  if (!file) {
    set.error = QString::fromStdString(file.error().message);
    return set;
  }
  for (const PreviewTensor& tensor : declared(item, *file)) {
    const base::TensorView* view = file->find(tensor.name.toStdString());
    if (!view) continue;
    PreviewPicture picture;
    picture.title = workerText(tensor.title.isEmpty() ? tensor.name : tensor.title);
    picture.name = tensor.name;
    picture.role = tensor.role;
    picture.caption = workerCaption(tensor.caption);
    auto values = toFloats(*view);
    if (!values || !takeShape(picture, view->shape)) continue;
    picture.values = std::move(*values);
    set.pictures.push_back(std::move(picture));
  }
  setWindows(set.pictures);
  for (PreviewPicture& picture : set.pictures) {
    if (!isImage(picture)) layOver(set, picture);
  }
  if (set.pictures.empty()) set.error = QObject::tr("The file holds nothing that can be drawn.");
  return set;
}

QImage renderPreview(const PreviewPicture& picture, int slice) {
  const int z = std::clamp(slice, 0, picture.depth - 1);
  const std::size_t plane = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  const std::size_t offset = plane * static_cast<std::size_t>(z);
  if (picture.values.size() < offset + plane) return {};
  const double opacity = picture.role == "mask" ? kMaskOpacity : kLabelOpacity;
  QImage image(picture.width, picture.height, QImage::Format_RGB32);
  for (int y = 0; y < picture.height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < picture.width; ++x) {
      const std::size_t at =
          offset + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x);
      const float value = (picture.values[at] - picture.low) / (picture.high - picture.low);
      int grey = std::isfinite(value) ? static_cast<int>(std::clamp(value, 0.f, 1.f) * 255.f) : 0;
      int red = grey, green = grey, blue = grey;
      if (!picture.overlay.empty() && picture.overlay[at] != 0) {
        const QColor colour = Theme::label(picture.overlay[at]);
        const auto blend = [&](int back, int over) { return static_cast<int>(back * (1 - opacity) + over * opacity); };
        red = blend(grey, colour.red());
        green = blend(grey, colour.green());
        blue = blend(grey, colour.blue());
      }
      line[x] = qRgb(red, green, blue);
    }
  }
  return image;
}

}  // namespace selvox::ui
