#include "core/events/pause_at.h"

#include "core/base/file.h"
#include "core/base/text.h"

namespace selvox::events {
namespace {

constexpr std::uint64_t kLongest = 32;

std::filesystem::path untilFile(const RunFolder& folder) {
  return folder.control() / "until";
}

}  // namespace

base::Status pauseAt(const RunFolder& folder, std::int64_t step) {
  std::error_code code;
  if (step < 1) {
    std::filesystem::remove(untilFile(folder), code);
    if (code) return base::fail(base::ErrorCode::Io, "Cannot remove " + base::utf8(untilFile(folder)) + ".");
    return {};
  }
  std::filesystem::create_directories(folder.control(), code);
  return base::writeFile(untilFile(folder), std::to_string(step));
}

std::int64_t pauseStep(const RunFolder& folder) {
  const auto text = base::readFile(untilFile(folder), kLongest);
  const auto step = text ? base::toInteger(*text) : std::nullopt;
  return step && *step >= 1 ? *step : -1;
}

}  // namespace selvox::events
