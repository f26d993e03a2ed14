#include "viewers/overlay.h"

#include <algorithm>
#include <cmath>

namespace selvox::viewers {

namespace {

constexpr int kTint = 90;  // of 255: strength of the flat colour between the lines of a hatch

QRgb mixed(QRgb under, QRgb over, int alpha) {  // alpha 0..256
  const auto channel = [alpha](int a, int b) { return a + (b - a) * alpha / 256; };
  return qRgb(channel(qRed(under), qRed(over)), channel(qGreen(under), qGreen(over)),
              channel(qBlue(under), qBlue(over)));
}

QRgb colourOf(const LabelColours& colours, std::uint16_t label) {
  return label < colours.size() ? colours[label] : 0;
}

std::size_t at(const QImage& image, int x, int y) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width()) + static_cast<std::size_t>(x);
}

// Is the pixel within `thickness` of a pixel of another label, straight along a row or column?
template <class Same>
bool onEdge(const QImage& image, int x, int y, int thickness, Same same) {
  const int left = std::max(x - thickness, 0), right = std::min(x + thickness, image.width() - 1);
  const int up = std::max(y - thickness, 0), down = std::min(y + thickness, image.height() - 1);
  return !same(at(image, left, y)) || !same(at(image, right, y)) || !same(at(image, x, up)) ||
         !same(at(image, x, down));
}

}  // namespace

void fillLabels(QImage& image, const PixelLabels& labels, double opacity, const PixelRange& range) {
  const int alpha = static_cast<int>(std::lround(std::clamp(opacity, 0.0, 1.0) * 256));
  for (int y = 0; y < image.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const std::uint16_t* source = labels.labels->data() + at(image, 0, y);
    for (int x = range.from; x < range.to; ++x) {
      if (!source[x]) continue;
      const QRgb colour = colourOf(*labels.colours, source[x]);
      if (qAlpha(colour)) line[x] = mixed(line[x], colour, alpha);
    }
  }
}

void outlineLabels(QImage& image, const PixelLabels& labels, int thickness, bool dashed, double opacity,
                   const PixelRange& range) {
  const int alpha = static_cast<int>(std::lround(std::clamp(opacity, 0.0, 1.0) * 256));
  const std::vector<std::uint16_t>& all = *labels.labels;
  const int dash = 4 * thickness;
  for (int y = 0; y < image.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = range.from; x < range.to; ++x) {
      const std::uint16_t label = all[at(image, x, y)];
      if (!label) continue;
      if (dashed && (x + y) / dash % 2) continue;
      const QRgb colour = colourOf(*labels.colours, label);
      if (!qAlpha(colour)) continue;
      if (onEdge(image, x, y, thickness, [&](std::size_t i) { return all[i] == label; }))
        line[x] = mixed(line[x], colour, alpha);
    }
  }
}

void drawDifference(QImage& image, const std::vector<std::uint16_t>& reference,
                    const std::vector<std::uint16_t>& prediction, const DifferenceStyle& style) {
  const auto only = [&](std::uint16_t label) -> std::uint16_t {
    return style.label == 0 || label == style.label ? label : 0;
  };
  const int period = 4 * style.thickness, stroke = std::max(1, 3 * style.thickness / 2);
  for (int y = 0; y < image.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < image.width(); ++x) {
      const std::size_t i = at(image, x, y);
      const std::uint16_t truth = only(reference[i]), found = only(prediction[i]);
      if (!truth && !found) continue;
      if (truth && onEdge(image, x, y, style.thickness, [&](std::size_t j) { return only(reference[j]) == truth; })) {
        line[x] = style.outline;
        continue;
      }
      if (truth == found) continue;
      const bool onSlash = (x + y) % period < stroke;                                // "/"
      const bool onBackslash = (x - y + period * image.height()) % period < stroke;  // "\"
      if (found && (onSlash || !truth)) line[x] = onSlash ? style.extra : mixed(line[x], style.extra, kTint);
      if (truth && (onBackslash || !found)) line[x] = onBackslash ? style.missed : mixed(line[x], style.missed, kTint);
    }
  }
}

}  // namespace selvox::viewers
