#pragma once
// DCMTK's conditions in a person's words.

#include <string>

#include "core/ports/pacs.h"

class OFCondition;

namespace selvox::plugins::pacs {

// DCMTK's own log is silenced once per process.
void prepareNetwork();

[[nodiscard]] tl::unexpected<base::Error> networkFailure(const ports::PacsServer& server, const OFCondition& condition);

// Status of a DIMSE answer (PS3.7 annex C): empty for success and pending.
[[nodiscard]] std::string statusProblem(unsigned status);

}  // namespace selvox::plugins::pacs
