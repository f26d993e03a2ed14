#pragma once
// A recorded TorchScript program knows tensors by the operators that made them. A table that is filled number by number
// must stand in it as a constant, so it is made while one of these lives; otherwise the program holds what was there
// before the numbers were.

#include <ATen/TracerMode.h>

namespace selvox::learn::compat {

using Untraced = at::tracer::impl::NoTracerDispatchMode;

}  // namespace selvox::learn::compat
