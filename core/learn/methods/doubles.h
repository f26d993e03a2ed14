#pragma once
// Methods for the tests of engine, window and command line: entries of the table like any other.

#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

[[nodiscard]] spec::ParamSchema noopSchema();
[[nodiscard]] spec::ParamSchema divergeSchema();
[[nodiscard]] spec::ParamSchema slowSchema();
[[nodiscard]] base::Result<std::unique_ptr<Method>> buildNoop(const MethodConfig& config);     // gradient 0
[[nodiscard]] base::Result<std::unique_ptr<Method>> buildDiverge(const MethodConfig& config);  // NaN from `at_step` on
[[nodiscard]] base::Result<std::unique_ptr<Method>> buildSlow(
    const MethodConfig& config);  // sleeps `milliseconds` a step

}  // namespace selvox::learn::methods
