#include "storage/catalog/guard.h"

#include <sqlite3.h>

namespace selvox::storage::catalog {

base::Error errorFrom(const SQLite::Exception& exception, const char* doing) {
  using base::ErrorCode;
  const std::string start = std::string("Cannot ") + doing + ": ";
  const std::string detail =
      std::string(exception.what()) + " (SQLite " + std::to_string(exception.getExtendedErrorCode()) + ")";
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::Busy, start + "another program is writing to this workspace. Try again in a moment.", detail};
    case SQLITE_FULL:
      return {ErrorCode::DiskFull, start + "the disk is full. Free some space and try again.", detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::Corrupt, start + "catalog.sqlite is damaged. Restore it from a backup.", detail};
    case SQLITE_INTERRUPT:
      return {ErrorCode::Cancelled, start + "it was stopped.", detail};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::InvalidArgument, start + "the rows contradict the catalog's rules.", detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorCode::Io, start + "the workspace may not be written. Check its permissions.", detail};
    case SQLITE_IOERR:
      return {ErrorCode::Io, start + "the disk reported an error.", detail};
    default:
      return {ErrorCode::Internal, start + "the catalog refused (" + exception.what() + ").", detail};
  }
}

}  // namespace selvox::storage::catalog
