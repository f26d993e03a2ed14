#pragma once
// The pages at the leading edge: icon over text at 76 px, icons only at 48 px in small windows.

#include <QList>
#include <QToolButton>
#include <QWidget>

class QVBoxLayout;

namespace selvox::ui {

class RailButton : public QToolButton {
  Q_OBJECT
 public:
  RailButton(const QString& iconName, const QString& checkedIcon, const QString& text, QWidget* parent);
  void setNarrow(bool narrow);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString icon_, checkedIcon_;
  bool narrow_ = false;
};

class Rail : public QWidget {
  Q_OBJECT
 public:
  explicit Rail(QWidget* parent = nullptr);
  RailButton* addPage(const QString& id, const QString& iconName, const QString& checkedIcon, const QString& text,
                      const QString& shortcut);
  RailButton* addFoot(const QString& iconName, const QString& text);
  void setCurrent(const QString& id);  // unknown or empty: none
  void setPagesEnabled(bool enabled, const QString& reason = {});
  void setNarrow(bool narrow);

 Q_SIGNALS:
  void pageAsked(const QString& id);

 private:
  QVBoxLayout* pages_ = nullptr;
  QVBoxLayout* foot_ = nullptr;
  QList<RailButton*> buttons_;
  QList<RailButton*> feet_;
};

}  // namespace selvox::ui
