#pragma once
// The DICOM JSON model (PS3.18 annex F): values of one attribute as text.

#include <string>

#include "core/base/json.h"

namespace selvox::plugins::dicomweb {

// All values joined by '\'; of a person's name the alphabetic form. Empty when missing or of another kind.
[[nodiscard]] std::string dicomText(const base::Json& dataset, const char* tag);
[[nodiscard]] int dicomCount(const base::Json& dataset, const char* tag);  // -1: not told

}  // namespace selvox::plugins::dicomweb
