#pragma once
// Parts of the start page: big choices, rows of recent workspaces, the drop target, the mouse table.

#include <QAbstractButton>
#include <QFrame>
#include <QStringList>

class QGridLayout;

namespace selvox::ui {

class ActionCard : public QAbstractButton {
  Q_OBJECT
 public:
  ActionCard(const QString& iconName, const QString& title, const QString& text, bool first, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString icon_, words_;
  bool first_;
};

class RecentRow : public QAbstractButton {
  Q_OBJECT
 public:
  RecentRow(const QString& name, const QString& path, const QString& counts, const QString& when, bool here,
            QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {400, 56}; }

 Q_SIGNALS:
  void openAsked();
  void locateAsked();
  void forgetAsked();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  QString path_, counts_, when_;
  bool here_;
};

class DropTarget : public QFrame {
  Q_OBJECT
 public:
  DropTarget(const QString& title, const QString& text, QWidget* parent = nullptr);

 Q_SIGNALS:
  void dropped(const QStringList& paths);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void setOver(bool over);
};

class MouseTable : public QWidget {
  Q_OBJECT
 public:
  explicit MouseTable(QWidget* parent = nullptr);
  void show(const QString& scheme);  // "radiology", "itk-snap", "slicer"

 private:
  QGridLayout* grid_ = nullptr;
};

}  // namespace selvox::ui
