#pragma once
// The frame: rail, header, page, status strip. Opens workspaces, shows pages, answers the navigator.

#include <filesystem>
#include <map>
#include <memory>

#include <QMainWindow>

#include "ui/shell/describe.h"
#include "ui/shell/page_table.h"

class QStackedWidget;

namespace selvox::ui {

class CommandPalette;
class Header;
class JobModel;
class Rail;
class StartPage;
class StatusStrip;
class Toast;

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  MainWindow(PageTable pages, TrayMaker tray, WorkspaceOpener opener, Programs programs, QWidget* parent = nullptr);
  ~MainWindow() override;

  void showStart();
  // Opens behind, then shows `page` (empty: the last one of that workspace).
  void openWorkspace(const std::filesystem::path& folder, bool create, const QString& page = {});
  void showPage(const QString& id);
  [[nodiscard]] QString currentPage() const { return current_; }
  [[nodiscard]] Page* page(const QString& id) const;  // null while it was never shown
  [[nodiscard]] Navigator& navigator() { return *navigator_; }
  [[nodiscard]] JobModel& jobs() { return *jobs_; }
  [[nodiscard]] Context* context();  // null without a workspace
  // Nothing that was asked for is still on its way: what is seen is final.
  [[nodiscard]] bool ready() const;
  // A folder dropped on the window: its import opens, or a new workspace for it.
  void takeDrop(const QStringList& paths);

 Q_SIGNALS:
  void workspaceOpened();
  void workspaceFailed(const QString& message);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void buildFrame();
  void buildActions();
  void connectNavigator();
  void closeWorkspace();
  void workspaceReady(const std::shared_ptr<OpenWorkspace>& opened, const QString& page);
  void showProblem(const base::Error& error, const std::filesystem::path& folder);
  Page* ensurePage(const QString& id);
  void showJobTray(bool shown);
  void placeJobTray();
  void openPalette();
  void addLater(CommandPalette* palette);
  void askDemo();
  void toggleTheme();
  void nextPane();
  void updateDevice();
  void rememberCounts();

  PageTable table_;
  TrayMaker makeTray_;
  WorkspaceOpener opener_;
  Programs programs_;
  std::shared_ptr<OpenWorkspace> open_;
  std::unique_ptr<Navigator> navigator_;
  JobModel* jobs_ = nullptr;
  Describe* describe_ = nullptr;
  Rail* rail_ = nullptr;
  Header* header_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  StatusStrip* strip_ = nullptr;
  Toast* toast_ = nullptr;
  QWidget* tray_ = nullptr;
  StartPage* start_ = nullptr;
  QWidget* problem_ = nullptr;
  std::map<QString, Page*> pages_;
  QString current_;
  QStringList pendingDrop_;
  bool opening_ = false;
};

}  // namespace selvox::ui
