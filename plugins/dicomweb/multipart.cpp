#include "plugins/dicomweb/multipart.h"

#include <algorithm>

namespace selvox::plugins::dicomweb {
namespace {

constexpr std::size_t kMostHeaderBytes = 64 * 1024;

tl::unexpected<base::Error> malformed(const char* what) {
  return base::fail(base::ErrorCode::Corrupt, std::string("The server's answer is not what DICOMweb promises: ") +
                                                  what + ". Try again; if it stays, tell the server's administrator.");
}

}  // namespace

std::string boundaryOf(const std::string& contentType) {
  std::string lower = contentType;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (!lower.starts_with("multipart/")) return {};
  std::size_t at = lower.find("boundary=");
  if (at == std::string::npos) return {};
  at += 9;
  if (at < contentType.size() && contentType[at] == '"') {
    const std::size_t end = contentType.find('"', at + 1);
    return end == std::string::npos ? std::string() : contentType.substr(at + 1, end - at - 1);
  }
  std::string word = contentType.substr(at, contentType.find(';', at) - at);
  while (!word.empty() && word.back() == ' ') word.pop_back();
  return word;
}

// A line break before the first boundary may be missing: one is put there.
MultipartReader::MultipartReader(const std::string& boundary, Sink sink)
    : boundary_("\r\n--" + boundary), pending_("\r\n"), sink_(std::move(sink)) {}

base::Status MultipartReader::push(std::string_view bytes) {
  pending_.append(bytes);
  bool more = true;
  while (more) SELVOX_CHECK(step(more));
  return {};
}

base::Status MultipartReader::step(bool& more) {
  more = false;
  switch (where_) {
    case Where::End:
      pending_.clear();
      return {};
    case Where::AfterBoundary:  // "--" ends the whole, a line break begins a part's headers
      if (pending_.size() < 2) return {};
      more = true;
      if (pending_.starts_with("--")) {
        where_ = Where::End;
        return {};
      }
      if (const std::size_t line = pending_.find("\r\n"); line == std::string::npos) {
        more = false;
        return pending_.size() > kMostHeaderBytes ? malformed("an endless boundary") : base::Status();
      } else {
        pending_.erase(0, line);  // the break stays: headers may be none
      }
      where_ = Where::Headers;
      return {};
    case Where::Headers: {
      const std::size_t end = pending_.find("\r\n\r\n");
      if (end == std::string::npos)
        return pending_.size() > kMostHeaderBytes ? malformed("endless headers") : base::Status();
      pending_.erase(0, end + 4);
      where_ = Where::Body;
      more = true;
      return sink_.begin();
    }
    case Where::Preamble:
    case Where::Body: {
      const std::size_t end = pending_.find(boundary_);
      const bool found = end != std::string::npos;
      // What may be the beginning of a boundary waits for the next piece.
      const std::size_t sure = found ? end : pending_.size() - std::min(pending_.size(), boundary_.size() - 1);
      if (where_ == Where::Body && sure > 0) SELVOX_CHECK(sink_.bytes(std::string_view(pending_).substr(0, sure)));
      if (found && where_ == Where::Body) SELVOX_CHECK(sink_.end());
      pending_.erase(0, found ? end + boundary_.size() : sure);
      if (found) where_ = Where::AfterBoundary;
      more = found;
      return {};
    }
  }
  return {};
}

base::Status MultipartReader::finish() const {
  if (where_ != Where::End) return malformed("it ends in the middle");
  return {};
}

}  // namespace selvox::plugins::dicomweb
