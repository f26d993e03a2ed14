#pragma once
// Errors are values at every seam. A message says what happened, where, and what to do next.

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace selvox::base {

enum class ErrorCode {
  InvalidArgument,  // the caller's words are off
  NotFound,
  AlreadyExists,
  Corrupt,       // a file or stream is not what it says it is
  Unsupported,   // well-formed, but not something this version can do
  Busy,          // held by another process
  NewerVersion,  // written by a newer Selvox
  Io,
  DiskFull,
  Cancelled,
  Refused,  // a gate (leaks, privacy) said no
  Internal,
};

struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;  // one sentence for a person: what, where, what to do
  std::string detail;   // for the log and "Copy details"; may be empty
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string detail = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail)});
}

// Stable lower-case name of a code, as written into JSON ("disk_full").
[[nodiscard]] const char* name(ErrorCode code);

}  // namespace selvox::base

// Early return on error: SELVOX_TRY(auto volume, readVolume(path));
#define SELVOX_JOIN_(a, b) a##b
#define SELVOX_JOIN(a, b) SELVOX_JOIN_(a, b)
#define SELVOX_TRY(declaration, expression)                                                          \
  auto SELVOX_JOIN(selvoxTry_, __LINE__) = (expression);                                             \
  if (!SELVOX_JOIN(selvoxTry_, __LINE__))                                                            \
    return tl::unexpected<::selvox::base::Error>(std::move(SELVOX_JOIN(selvoxTry_, __LINE__).error())); \
  declaration = std::move(*SELVOX_JOIN(selvoxTry_, __LINE__))
#define SELVOX_CHECK(expression)                                                                   \
  if (auto selvoxStatus_ = (expression); !selvoxStatus_)                                           \
  return tl::unexpected<::selvox::base::Error>(std::move(selvoxStatus_.error()))
