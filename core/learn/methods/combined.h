#pragma once
// "mae+vicreg": one encoder on the weighted sum of several methods' losses, each with its own views and head.

#include <string_view>

#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

// The table's entry of a combination, made at its first use. Settings are the members', prefixed with their ids, and
// "<id>.weight". Refused: unknown or repeated members, members without a common dimension.
[[nodiscard]] base::Result<const MethodInfo*> findCombination(std::string_view id);

}  // namespace selvox::learn::methods
