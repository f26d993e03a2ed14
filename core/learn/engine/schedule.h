#pragma once
// How the learning rate goes over a run: pure functions, so that a resumed run needs no state of its own.

#include <cstdint>
#include <string_view>

namespace selvox::learn::engine {

// Share of the run that is over before a step, in [0, 1]. Limited by steps alone it is step / steps, the same in every
// process. With a time limit it is the larger of that and seconds / limit: the rate reaches its end with the minutes,
// and such a run is repeatable only as far as its clock is.
[[nodiscard]] double progress(std::int64_t step, std::int64_t steps, double seconds, double maximumSeconds);

// Factor on the learning rate: linear warm-up over the share `warmup`, then "cosine" or "poly" ((1 - q)^0.9) to 0, or
// "constant". The first step gets at least 1% so that it is not wasted.
[[nodiscard]] double scheduleFactor(std::string_view kind, double progress, double warmup);

// From `start` to `end` by half a cosine over the whole run (DINO's weight decay).
[[nodiscard]] double cosineBetween(double start, double end, double progress);

}  // namespace selvox::learn::engine
