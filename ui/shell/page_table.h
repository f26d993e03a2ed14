#pragma once
// The pages of the window, one line each (app/workbench/pages.cpp), and what an open workspace is made of.

#include <functional>
#include <memory>
#include <vector>

#include "ui/context.h"

namespace selvox::ui {

struct PageEntry {
  QString id;  // "data"
  QString title;
  QString icon, checkedIcon;
  std::function<Page*(Context&, Navigator&, QWidget*)> make;
};
using PageTable = std::vector<PageEntry>;

// The ports of one workspace and, in `owner`, the concrete things behind them.
struct OpenWorkspace {
  Context context;
  std::shared_ptr<void> owner;
};

// Runs on the catalog lane. `create`: make the folder a workspace when it is none yet.
using WorkspaceOpener =
    std::function<base::Result<std::shared_ptr<OpenWorkspace>>(const std::filesystem::path& folder, bool create)>;

// Makes the job tray: the frame shows it above the strip.
using TrayMaker = std::function<QWidget*(JobModel&, Navigator&, QWidget*)>;

struct Programs {
  std::filesystem::path cli, worker;
};

}  // namespace selvox::ui
