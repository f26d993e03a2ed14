#include "core/ports/catalog.h"

namespace selvox::ports {

const char* name(FileState state) {
  switch (state) {
    case FileState::Imported:
      return "imported";
    case FileState::Skipped:
      return "skipped";
    case FileState::Quarantined:
      break;
  }
  return "quarantined";
}

}  // namespace selvox::ports
