#pragma once
// What a modality bears: limits on the augmentation that a method or task asks for. A preset switches nothing on.

#include <string>
#include <vector>

#include "core/base/json.h"

namespace selvox::learn::augment {

// Presets for a run with images of these modalities (DICOM codes), most careful first; `choice` other than "auto" is
// taken as it is, "none" gives none. Unknown modalities are treated as MR: arbitrary units, never inverted.
[[nodiscard]] std::vector<std::string> presetsFor(const std::string& choice,
                                                  const std::vector<std::string>& modalities);

// Limits the "augment.…" entries of `settings` by every preset, but for those in `given`, which a person chose. Returns
// the names of chosen ones that a preset would have limited.
std::vector<std::string> applyPresets(base::Json& settings, const base::Json& given,
                                      const std::vector<std::string>& presets);

[[nodiscard]] const char* presetHelp();  // one sentence a preset, for the form

}  // namespace selvox::learn::augment
