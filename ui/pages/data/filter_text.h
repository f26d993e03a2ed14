#pragma once
// The filter field's little language: words, and `modality:MR split:test labelled:yes dataset:name` in any order.

#include <QString>

#include "core/ports/catalog.h"

namespace selvox::ui {

// Words that are no `key:value` stay text; an unknown key is text too. The rest of `base` is kept.
[[nodiscard]] ports::SeriesQuery parseFilter(const QString& typed, ports::SeriesQuery base);

}  // namespace selvox::ui
