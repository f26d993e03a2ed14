#pragma once
// control/until: the step after which the worker pauses by itself (FORMAT.md). Unlike a request it stays until it is
// taken away, so that a run that is resumed without another one goes on to its end.

#include <cstdint>

#include "core/events/run_folder.h"

namespace selvox::events {

[[nodiscard]] base::Status pauseAt(const RunFolder& folder, std::int64_t step);  // below 1: not before its end
[[nodiscard]] std::int64_t pauseStep(const RunFolder& folder);                   // -1: not before its end

}  // namespace selvox::events
