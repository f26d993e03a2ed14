#include "core/events/event.h"

#include <cmath>

#include "core/base/text.h"

namespace selvox::events {
namespace {

constexpr std::size_t kTail = 1 << 20;
constexpr std::size_t kLongestLine = 64u << 20;
constexpr std::size_t kFingerprint = 64;

bool reserved(const std::string& key) {
  return key == "v" || key == "seq" || key == "t" || key == "type";
}

// The last line that parses, a torn one at the very end included: it becomes whole when its newline is written.
std::optional<Event> lastEvent(std::string_view text) {
  while (!text.empty()) {
    if (text.back() == '\n') text.remove_suffix(1);
    const auto start = text.rfind('\n');
    if (auto event = decode(text.substr(start == std::string_view::npos ? 0 : start + 1))) return event;
    if (start == std::string_view::npos) break;
    text = text.substr(0, start + 1);
  }
  return std::nullopt;
}

}  // namespace

std::string encode(const Event& event) {
  std::string line = "{\"v\":" + std::to_string(event.version) + ",\"seq\":" + std::to_string(event.seq) +
                     ",\"t\":" + base::dumpJson(event.time) + ",\"type\":" + base::dumpJson(event.type);
  if (event.body.is_object()) {
    for (const auto& [key, value] : event.body.items()) {
      if (!reserved(key)) line += "," + base::dumpJson(key) + ":" + base::dumpJson(value);
    }
  }
  return line + "}\n";
}

std::optional<Event> decode(std::string_view line) {
  if (line.empty() || line.size() > kLongestLine) return std::nullopt;
  auto json = base::parseJson(line, "event");
  if (!json || !json->is_object()) return std::nullopt;
  Event event;
  event.version = base::valueOr(*json, "v", 0);
  event.seq = base::valueOr<std::int64_t>(*json, "seq", -1);
  event.time = base::valueOr<std::string>(*json, "t", "");
  event.type = base::valueOr<std::string>(*json, "type", "");
  if (event.version < 1 || event.seq < 0 || event.type.empty()) return std::nullopt;
  event.body = std::move(*json);
  return event;
}

base::Result<EventWriter> EventWriter::open(const std::filesystem::path& path) {
  std::error_code code;
  const std::uint64_t size = std::filesystem::exists(path, code) ? std::filesystem::file_size(path, code) : 0;
  std::string text;
  std::optional<Event> last;
  if (size > 0) {
    SELVOX_TRY(text, base::readFrom(path, size > kTail ? size - kTail : 0, kTail));
    last = lastEvent(text);
    if (!last && size > kTail) {
      SELVOX_TRY(const std::string whole, base::readFile(path));
      last = lastEvent(whole);
    }
  }
  SELVOX_TRY(base::AppendFile file, base::AppendFile::open(path));
  EventWriter writer(std::move(file), last ? last->seq + 1 : 0);
  writer.torn_ = !text.empty() && text.back() != '\n';
  return writer;
}

base::Status EventWriter::write(std::string_view type, base::Json fields) {
  Event event;
  event.seq = seq_;
  event.time = base::isoNow();
  event.type = std::string(type);
  event.body = std::move(fields);
  const auto status = file_.append((torn_ ? "\n" : "") + encode(event));
  torn_ = !status;  // whatever arrived is ended by the next line
  if (status) ++seq_;
  return status;
}

base::Status EventWriter::scalar(std::string_view name, std::int64_t step, double value) {
  base::Json fields = {{"name", name}, {"step", step}, {"value", value}};
  if (!std::isfinite(value)) {
    fields["value"] = nullptr;
    fields["nonfinite"] = base::toText(value);
  }
  return write("scalar", std::move(fields));
}

base::Result<std::vector<Event>> TailReader::poll(std::size_t maximumBytes) {
  std::vector<Event> events;
  restarted_ = false;
  std::error_code code;
  const std::uint64_t size = std::filesystem::file_size(path_, code);
  if (code) return events;  // not there yet
  bool replaced = size < offset_;
  if (!replaced && size > offset_ && offset_ > 0) {  // grew: is it still the file that we read?
    SELVOX_TRY(const std::string head, base::readFrom(path_, 0, head_.size()));
    replaced = head != head_;
  }
  if (replaced) {
    offset_ = 0;
    partial_.clear();
    head_.clear();
    restarted_ = true;
  }
  if (size == offset_) return events;
  SELVOX_TRY(const std::string text, base::readFrom(path_, offset_, maximumBytes));
  if (head_.size() < kFingerprint && offset_ == head_.size()) head_ += text.substr(0, kFingerprint - head_.size());
  offset_ += text.size();
  std::string_view rest = text;
  for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    auto event = partial_.empty() ? decode(rest.substr(0, end)) : decode(partial_.append(rest.substr(0, end)));
    if (event) events.push_back(std::move(*event));
    partial_.clear();
    rest.remove_prefix(end + 1);
  }
  partial_ += rest;
  if (partial_.size() > kLongestLine)
    partial_.assign(1, '?');  // no event is that long; skipped with the rest of its line
  return events;
}

}  // namespace selvox::events
