#include "core/base/result.h"

namespace selvox::base {

const char* name(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument:
      return "invalid_argument";
    case ErrorCode::NotFound:
      return "not_found";
    case ErrorCode::AlreadyExists:
      return "already_exists";
    case ErrorCode::Corrupt:
      return "corrupt";
    case ErrorCode::Unsupported:
      return "unsupported";
    case ErrorCode::Busy:
      return "busy";
    case ErrorCode::NewerVersion:
      return "newer_version";
    case ErrorCode::Io:
      return "io";
    case ErrorCode::DiskFull:
      return "disk_full";
    case ErrorCode::Cancelled:
      return "cancelled";
    case ErrorCode::Refused:
      return "refused";
    case ErrorCode::Internal:
      break;
  }
  return "internal";
}

}  // namespace selvox::base
