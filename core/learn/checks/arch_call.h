#pragma once
// Checks of networks: ID --dim D --in C --out K [--seed S] [--set k=v]….

#include <iosfwd>
#include <string>

#include "core/learn/checks/call.h"

namespace selvox::learn::checks {

[[nodiscard]] std::string option(const Call& call, const char* name, std::string fallback = {});
// How a file of weights would start the network: the report of transfer/surgery.h.
[[nodiscard]] base::Status checkSurgery(const Call& call, std::ostream& out);

}  // namespace selvox::learn::checks
