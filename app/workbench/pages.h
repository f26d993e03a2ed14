#pragma once
// The pages of the window in the order of the rail. A new page is one line in pages.cpp.

#include "ui/shell/page_table.h"

namespace selvox::workbench {

[[nodiscard]] ui::PageTable pageTable();
[[nodiscard]] ui::TrayMaker trayMaker();

}  // namespace selvox::workbench
