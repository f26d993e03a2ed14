#pragma once
// Layers of the shown case: eye, swatch, name, opacity.

#include <QWidget>

#include "viewers/view_state.h"

class QVBoxLayout;

namespace selvox::ui {

class LayerPanel : public QWidget {
  Q_OBJECT
 public:
  LayerPanel(viewers::ViewState* state, QWidget* parent = nullptr);

 private:
  struct Row;
  void rebuild();
  void refresh();
  void addRow(int role, const QString& name, const QColor& swatch, bool outlined);
  viewers::ViewState* state_;
  QVBoxLayout* rows_ = nullptr;
  QStringList shape_;  // what the rows were built for
  std::vector<Row*> list_;
};

}  // namespace selvox::ui
