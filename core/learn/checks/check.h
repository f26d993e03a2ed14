#pragma once
// `selvox-worker check loss|metric|optimizer|arch|method …` (PROTOCOLS section 1): the functions that training calls,
// on numbers from outside. JSON on `out`, reasons on `err`.

#include <iosfwd>
#include <string>
#include <vector>

namespace selvox::learn::checks {

// `arguments` begin behind "check". Returns the exit code: 0 done, 1 refused or failed, 2 wrong usage.
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace selvox::learn::checks
