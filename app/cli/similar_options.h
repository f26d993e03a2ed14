#pragma once
// What of a scan is embedded, as words of several commands.

#include <string>

#include "app/cli/command.h"

namespace selvox::cli {

struct PieceOptions {
  std::string of = "series", features = "encoder", axis, label, every, margin;
  [[nodiscard]] base::Json json() const;  // what was said, for services::IndexRequest::pieces
};
void addPieceOptions(CLI::App* command, PieceOptions& options);  // all of them
void addIndexOptions(CLI::App* command, PieceOptions& options);  // those that name an index: --of and --features

}  // namespace selvox::cli
