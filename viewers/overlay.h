#pragma once
// Label maps over a slice: filled, outlined, or as the difference of two.

#include <cstdint>
#include <vector>

#include <QImage>

#include "viewers/style.h"

namespace selvox::viewers {

// Colour of each label number; alpha 0 hides it. Numbers past the end take the last entry's neighbour: none.
using LabelColours = std::vector<QRgb>;

// One label map on the pixels of the picture, as labelPixels() makes it.
struct PixelLabels {
  const std::vector<std::uint16_t>* labels = nullptr;
  const LabelColours* colours = nullptr;
};

struct PixelRange {  // columns of the picture that are painted; the rest belongs to the other side of a swipe
  int from = 0, to = 0;
};

void fillLabels(QImage& image, const PixelLabels& labels, double opacity, const PixelRange& range);
// A line of `thickness` pixels along the inner edge of every label; `dashed` marks predictions beside a reference.
void outlineLabels(QImage& image, const PixelLabels& labels, int thickness, bool dashed, double opacity,
                   const PixelRange& range);

struct DifferenceStyle {
  QRgb outline = 0, extra = 0, missed = 0;
  int label = 0;      // compare this number only; 0: all labels
  int thickness = 2;  // of the outline, pixels; hatches scale with it
};
// Reference outlined, extra (only predicted) hatched /, missed (only in the reference) hatched \.
void drawDifference(QImage& image, const std::vector<std::uint16_t>& reference,
                    const std::vector<std::uint16_t>& prediction, const DifferenceStyle& style);

}  // namespace selvox::viewers
