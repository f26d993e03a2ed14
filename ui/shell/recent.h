#pragma once
// Recently opened workspaces, newest first, kept in the user's settings.

#include <filesystem>
#include <vector>

#include <QDateTime>
#include <QString>

namespace selvox::ui {

struct RecentWorkspace {
  std::filesystem::path path;
  QDateTime opened;
  qint64 series = -1, runs = -1;  // -1: not known
  QString thumbnail;              // PNG in the cache folder, may be missing
};

[[nodiscard]] std::vector<RecentWorkspace> recentWorkspaces();
void rememberWorkspace(const RecentWorkspace& entry);
void forgetWorkspace(const std::filesystem::path& path);

}  // namespace selvox::ui
