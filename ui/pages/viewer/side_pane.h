#pragma once
// The right pane: the case, its layers, labels, histogram; folds to a strip where the window is narrow (F4).

#include <QWidget>

#include "ui/pages/viewer/viewer_bar.h"

class QScrollArea;

namespace selvox::ui {

class ElidedLabel;
class FlowLayout;
class WindowHistogram;
class LabelPanel;

class SidePane : public QWidget {
  Q_OBJECT
 public:
  SidePane(viewers::ViewState* state, QWidget* parent = nullptr);
  void setCase(const std::shared_ptr<const LoadedCase>& loaded);
  void setPresets(const std::vector<NamedWindow>& presets);
  void setFolded(bool folded);
  [[nodiscard]] bool folded() const { return folded_; }

 Q_SIGNALS:
  void presetAsked(int index);
  void foldAsked();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void showWindow();
  viewers::ViewState* state_;
  QScrollArea* scroll_ = nullptr;
  ElidedLabel* name_ = nullptr;
  ElidedLabel* facts_ = nullptr;
  QLabel* notes_ = nullptr;
  QLabel* windowText_ = nullptr;
  LabelPanel* labels_ = nullptr;
  WindowHistogram* histogram_ = nullptr;
  QWidget* presetBox_ = nullptr;
  FlowLayout* presets_ = nullptr;
  QToolButton* unfold_ = nullptr;
  bool folded_ = false;
};

}  // namespace selvox::ui
