#pragma once
// A choice that shows its key: "Flagged [F]". Checked ones are bold on a tint with a border.

#include <QAbstractButton>

#include "ui/theme/theme.h"

namespace selvox::ui {

class KeyButton : public QAbstractButton {
  Q_OBJECT
 public:
  enum class Look { Framed, Quiet };
  KeyButton(const QString& text, const QString& iconName, const QString& key, Look look = Look::Framed,
            QWidget* parent = nullptr);
  void setTint(Token ink, Token tint);  // of the checked state
  void setWords(const QString& text);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] QRect mirrored(const QRect& rect) const;
  QString icon_, key_;
  Look look_;
  Token ink_ = Token::Accent, tint_ = Token::Sel;
};

// A tag with a cross that takes it away.
class TagChip : public QAbstractButton {
  Q_OBJECT
 public:
  explicit TagChip(const QString& tag, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace selvox::ui
