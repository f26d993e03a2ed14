#pragma once
// Catalog, cache and runs of one workspace folder, built and handed over as ports.

#include "ui/shell/page_table.h"

namespace selvox::workbench {

[[nodiscard]] ui::WorkspaceOpener workspaceOpener();

}  // namespace selvox::workbench
