#pragma once
// Before a workspace is open: new, open, demo, recent ones, what this machine can do.

#include <QWidget>

class QVBoxLayout;

namespace selvox::ui {

class Card;
class Describe;

class StartPage : public QWidget {
  Q_OBJECT
 public:
  explicit StartPage(Describe& describe, QWidget* parent = nullptr);
  void refresh();  // recent workspaces and the machine
  [[nodiscard]] bool ready() const;

 Q_SIGNALS:
  void openAsked(const QString& folder);
  void createAsked(const QString& folder);
  void demoAsked();
  void dropped(const QStringList& paths);

 private:
  QWidget* buildMain();
  QWidget* buildSide();
  void fillRecent();
  void fillMachine();
  void chooseNew();
  void chooseExisting(const QString& from = {});
  Describe& describe_;
  Card* recent_ = nullptr;
  QVBoxLayout* recentRows_ = nullptr;
  QVBoxLayout* machineRows_ = nullptr;
  bool glAsked_ = false, glGood_ = false;
};

}  // namespace selvox::ui
