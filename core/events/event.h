#pragma once
// Lines of RUN/events.jsonl; FORMAT.md beside this file is the contract.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.h"
#include "core/base/json.h"

namespace selvox::events {

struct Event {
  int version = 1;
  std::int64_t seq = 0;
  std::string time;  // ISO 8601 UTC
  std::string type;  // run_started, scalar, state, epoch, checkpoint, preview, alarm, message, heartbeat, or unknown
  base::Json body;   // the whole line's object, unknown fields kept
};

[[nodiscard]] std::string encode(const Event& event);                        // one line with '\n'
[[nodiscard]] std::optional<Event> decode(std::string_view line);            // nothing for a torn or foreign line

// The worker's end. Opening an existing log continues it: a torn last line is ended by a newline, seq goes on.
class EventWriter {
 public:
  static base::Result<EventWriter> open(const std::filesystem::path& path);
  base::Status write(std::string_view type, base::Json fields);
  base::Status scalar(std::string_view name, std::int64_t step, double value);  // non-finite: null + "nonfinite"
  [[nodiscard]] std::int64_t nextSeq() const { return seq_; }

 private:
  EventWriter(base::AppendFile file, std::int64_t seq) : file_(std::move(file)), seq_(seq) {}
  base::AppendFile file_;
  std::int64_t seq_;
  bool torn_ = false;  // the file does not end in a newline
};

// The reader's end: call poll() as often as you like; it returns whole new lines and keeps a torn tail for later.
// A file that shrank or was replaced is read again from the start (restarted() is then true once).
class TailReader {
 public:
  explicit TailReader(std::filesystem::path path) : path_(std::move(path)) {}
  base::Result<std::vector<Event>> poll(std::size_t maximumBytes = 8u << 20);
  [[nodiscard]] bool restarted() const { return restarted_; }

 private:
  std::filesystem::path path_;
  std::uint64_t offset_ = 0;
  std::string partial_;
  std::string head_;  // first bytes, to notice a replaced file
  bool restarted_ = false;
};

}  // namespace selvox::events
