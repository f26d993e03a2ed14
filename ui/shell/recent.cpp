#include "ui/shell/recent.h"

#include <algorithm>

#include <QSettings>

#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

constexpr std::size_t kKept = 8;

void store(const std::vector<RecentWorkspace>& entries) {
  QSettings settings;
  settings.beginWriteArray("recent", static_cast<int>(entries.size()));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    settings.setArrayIndex(static_cast<int>(i));
    settings.setValue("path", toQt(entries[i].path));
    settings.setValue("opened", entries[i].opened);
    settings.setValue("series", entries[i].series);
    settings.setValue("runs", entries[i].runs);
    settings.setValue("thumbnail", entries[i].thumbnail);
  }
  settings.endArray();
}

}  // namespace

std::vector<RecentWorkspace> recentWorkspaces() {
  QSettings settings;
  std::vector<RecentWorkspace> entries;
  const int count = settings.beginReadArray("recent");
  for (int i = 0; i < count; ++i) {
    settings.setArrayIndex(i);
    const QString path = settings.value("path").toString();
    if (path.isEmpty()) continue;
    entries.push_back({fromQt(path), settings.value("opened").toDateTime(), settings.value("series", -1).toLongLong(),
                       settings.value("runs", -1).toLongLong(), settings.value("thumbnail").toString()});
  }
  settings.endArray();
  return entries;
}

void rememberWorkspace(const RecentWorkspace& entry) {
  auto entries = recentWorkspaces();
  std::erase_if(entries, [&](const RecentWorkspace& old) { return old.path == entry.path; });
  entries.insert(entries.begin(), entry);
  if (entries.size() > kKept) entries.resize(kKept);
  store(entries);
}

void forgetWorkspace(const std::filesystem::path& path) {
  auto entries = recentWorkspaces();
  std::erase_if(entries, [&](const RecentWorkspace& old) { return old.path == path; });
  store(entries);
}

}  // namespace selvox::ui
