#pragma once
// One request at a time over one kept connection.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "plugins/dicomweb/dicomweb.h"

namespace selvox::plugins::dicomweb {

struct Answer {
  long status = 0;
  std::string contentType;
};

class Http {
 public:
  Http(const ports::PacsServer& server, const WebLogin& login, base::CancelToken cancel);
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  // `path` below the root. Pieces of the body go to `piece` with the answer's type; an error of its ends the transfer.
  // Statuses of 400 and above are errors in a person's words.
  using Piece = std::function<base::Status(const Answer& answer, std::string_view bytes)>;
  base::Result<Answer> get(const std::string& path, const std::string& accept, const Piece& piece);
  base::Result<Answer> post(const std::string& path, const std::string& contentType, std::string_view body,
                            std::string& answerBody);
  [[nodiscard]] std::string escaped(const std::string& text) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace selvox::plugins::dicomweb
