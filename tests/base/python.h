#pragma once
// A Python that has PyTorch, as an independent runtime; tests skip where there is none.

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/base/file.h"

namespace selvox::test {

// The command, or empty. SELVOX_PYTHON names another.
inline std::string pythonWithTorch() {
  const char* named = std::getenv("SELVOX_PYTHON");
  static const std::string found = [&] {
    for (const std::string& candidate : {std::string(named == nullptr ? "" : named), std::string("/usr/bin/python3")}) {
      std::error_code ignored;
      if (!candidate.empty() && std::filesystem::exists(candidate, ignored) &&
          std::system(("\"" + candidate + "\" -c \"import torch\" > /dev/null 2>&1").c_str()) == 0)
        return candidate;
    }
    return std::string();
  }();
  return found;
}

inline constexpr const char* kNoTorch =
    "no Python with PyTorch (Debian: apt install python3-torch; or name one by SELVOX_PYTHON)";

// Whether `program` ran well; it stands in `folder` and begins there.
inline bool runPython(const std::filesystem::path& folder, const std::string& program) {
  if (!base::writeFile(folder / "program.py", program)) return false;
  return std::system(("cd \"" + base::utf8(folder) + "\" && \"" + pythonWithTorch() + "\" program.py").c_str()) == 0;
}

}  // namespace selvox::test
