#pragma once
// Title, context line, tabs and actions of the page that is shown.

#include <QPointer>
#include <QWidget>

#include "ui/widgets/basics.h"

class QHBoxLayout;

namespace selvox::ui {

class Page;

class Header : public QWidget {
  Q_OBJECT
 public:
  explicit Header(QWidget* parent = nullptr);
  void showPage(Page* page);  // null: empty
  void refresh();         // title and context line changed

 private:
  void place(QWidget* widget, QHBoxLayout* slot, QPointer<QWidget>& current);
  QPointer<Page> page_;
  ElidedLabel* title_ = nullptr;
  ElidedLabel* context_ = nullptr;
  QHBoxLayout* tabsSlot_ = nullptr;
  QHBoxLayout* actionsSlot_ = nullptr;
  QPointer<QWidget> tabs_, actions_;
};

}  // namespace selvox::ui
