#pragma once
// The archives a person entered, kept in the settings, and how the program is told of one.

#include <vector>

#include <QStringList>

#include "core/ports/pacs.h"
#include "ui/context.h"

namespace selvox::ui {

[[nodiscard]] std::vector<ports::PacsServer> storedServers();
void storeServers(const std::vector<ports::PacsServer>& servers);

// "--host", "…": the options of `selvox pacs`.
[[nodiscard]] QStringList serverArguments(const ports::PacsServer& server);

// The sentence in which a child said why it failed; its details stay in `errors`.
[[nodiscard]] QString childMessage(const ChildResult& result);

}  // namespace selvox::ui
