#pragma once
// Small parts every page uses: buttons by kind, texts by role, cards and rules.

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QToolButton>

#include "ui/theme/theme.h"

class QBoxLayout;
class QVBoxLayout;

namespace selvox::ui {

// One primary button a page, last in the header. Quiet has no frame; link looks like text; danger deletes or stops.
QPushButton* primaryButton(const QString& text, const QString& iconName = {}, QWidget* parent = nullptr);
QPushButton* secondaryButton(const QString& text, const QString& iconName = {}, QWidget* parent = nullptr);
QPushButton* quietButton(const QString& text, const QString& iconName = {}, QWidget* parent = nullptr);
QPushButton* linkButton(const QString& text, QWidget* parent = nullptr);
QPushButton* dangerButton(const QString& text, const QString& iconName = {}, QWidget* parent = nullptr);
// Icon only; `name` is its accessible name and tool tip.
QToolButton* iconButton(const QString& iconName, const QString& name, QWidget* parent = nullptr, bool framed = false);

QLabel* textLabel(const QString& text, FontRole role = FontRole::Body, Token colour = Token::Text,
                  QWidget* parent = nullptr);
QLabel* wrappedLabel(const QString& text, FontRole role = FontRole::Body, Token colour = Token::Text,
                     QWidget* parent = nullptr);
// An icon that follows the theme.
QLabel* iconLabel(const QString& iconName, Token role, int size = kIconSize, QWidget* parent = nullptr);

QFrame* horizontalRule(QWidget* parent = nullptr);
QFrame* verticalRule(QWidget* parent = nullptr);

// A panel with a border, round corners and an optional section title; add content to body().
class Card : public QFrame {
  Q_OBJECT
 public:
  explicit Card(const QString& title = {}, QWidget* parent = nullptr);
  [[nodiscard]] QVBoxLayout* body() const { return body_; }
  [[nodiscard]] QBoxLayout* titleRow() const { return titleRow_; }  // null without a title

 private:
  QVBoxLayout* body_ = nullptr;
  QBoxLayout* titleRow_ = nullptr;
};

// One line that shortens itself in the middle or at the end; the whole text is the tool tip then.
class ElidedLabel : public QLabel {
  Q_OBJECT
 public:
  explicit ElidedLabel(const QString& text = {}, Qt::TextElideMode mode = Qt::ElideRight, QWidget* parent = nullptr);
  void setFullText(const QString& text);
  [[nodiscard]] QString fullText() const { return full_; }
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QString full_;
  Qt::TextElideMode mode_;
};

}  // namespace selvox::ui
