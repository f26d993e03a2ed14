#pragma once
// SQLite's exceptions end here and become errors.

#include <exception>
#include <type_traits>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/base/result.h"

namespace selvox::storage::catalog {

[[nodiscard]] base::Error errorFrom(const SQLite::Exception& exception, const char* doing);

// Runs `function` (returning T, Result<T> or void) and turns what it throws into an error that says `doing`.
template <class Function>
auto guarded(const char* doing, Function&& function) {
  using Value = std::invoke_result_t<Function>;
  const auto failed = [&](const SQLite::Exception& exception) {
    return tl::unexpected<base::Error>(errorFrom(exception, doing));
  };
  if constexpr (std::is_void_v<Value>) {
    try {
      function();
      return base::Status{};
    } catch (const SQLite::Exception& exception) {
      return base::Status(failed(exception));
    }
  } else if constexpr (requires { typename Value::error_type; }) {
    try {
      return function();
    } catch (const SQLite::Exception& exception) {
      return Value(failed(exception));
    }
  } else {
    try {
      return base::Result<Value>(function());
    } catch (const SQLite::Exception& exception) {
      return base::Result<Value>(failed(exception));
    }
  }
}

}  // namespace selvox::storage::catalog
