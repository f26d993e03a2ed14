#pragma once
// multipart/related as it arrives (RFC 2046): the parts' content in pieces, however the pieces are cut.

#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace selvox::plugins::dicomweb {

// The boundary of a content type; empty when it states none.
[[nodiscard]] std::string boundaryOf(const std::string& contentType);

class MultipartReader {
 public:
  struct Sink {
    std::function<base::Status()> begin;                  // a part starts
    std::function<base::Status(std::string_view)> bytes;  // of the part
    std::function<base::Status()> end;
  };
  MultipartReader(const std::string& boundary, Sink sink);

  [[nodiscard]] base::Status push(std::string_view bytes);
  // Corrupt when the closing boundary has not come: the answer was cut short.
  [[nodiscard]] base::Status finish() const;

 private:
  enum class Where { Preamble, AfterBoundary, Headers, Body, End };
  [[nodiscard]] base::Status step(bool& more);
  Where where_ = Where::Preamble;
  std::string boundary_, pending_;
  Sink sink_;
};

}  // namespace selvox::plugins::dicomweb
