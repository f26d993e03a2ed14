#pragma once
// Active filters as words with a cross each.

#include <QWidget>

class QLabel;

namespace selvox::ui {

class Chips : public QWidget {
  Q_OBJECT
 public:
  explicit Chips(QWidget* parent = nullptr);
  void set(const QList<QPair<QString, QString>>& chips);  // key, words
  void setNote(const QString& note);                      // "232 series · 0.04 s", after the chips

 Q_SIGNALS:
  void removed(const QString& key);

 private:
  QList<QPair<QString, QString>> chips_;
  QLabel* note_ = nullptr;
};

}  // namespace selvox::ui
