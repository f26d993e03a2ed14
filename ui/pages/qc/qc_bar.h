#pragma once
// The rating bar: 1 to 5, the flag, tags. Says what a person chose; changes nothing by itself.

#include <array>

#include <QWidget>

#include "ui/pages/qc/qc_session.h"

class QCompleter;
class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace selvox::ui {

class KeyButton;

class QcBar : public QWidget {
  Q_OBJECT
 public:
  explicit QcBar(QWidget* parent = nullptr);
  void show(const QcSession::Entry* entry);  // null: it is on its way
  void askTag(const QStringList& known);     // a field for a tag, in place of the button
  [[nodiscard]] QLineEdit* tagField() const { return tagField_; }

 Q_SIGNALS:
  void rated(int rating);  // 0: none
  void flagToggled();
  void tagAsked();
  void tagAdded(const QString& tag);
  void tagRemoved(const QString& tag);
  void noteAsked();
  void left();  // the field for a tag was closed

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void closeTag();
  std::array<KeyButton*, 5> ratings_{};
  KeyButton* flag_ = nullptr;
  KeyButton* tag_ = nullptr;
  KeyButton* note_ = nullptr;
  QLineEdit* tagField_ = nullptr;
  QHBoxLayout* tags_ = nullptr;
  QLabel *scale_ = nullptr, *keys_ = nullptr;
  QStringList shown_;
};

}  // namespace selvox::ui
