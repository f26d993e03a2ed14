#pragma once
// --screenshot: waits until the page says it is ready, paints it, saves the picture and ends the program.

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace selvox::ui {
class MainWindow;
}

namespace selvox::workbench {

class Screenshot : public QObject {
  Q_OBJECT
 public:
  Screenshot(ui::MainWindow& window, QString file, QObject* parent = nullptr);

 private:
  void look();
  void save();
  ui::MainWindow& window_;
  QString file_;
  QTimer timer_;
  QElapsedTimer since_;
  int quiet_ = 0;
};

}  // namespace selvox::workbench
