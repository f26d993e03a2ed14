#pragma once
// A plan by nnU-Net's rules before it is taken over: what is planned, what stands there now, and why.

#include <optional>

#include <QDialog>

#include "ui/jobs/child_call.h"
#include "ui/pages/experiments/plan_answer.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace selvox::ui {

class Banner;

struct PlanNow {
  std::map<std::string, QString> values;               // by name of the setting
  std::optional<std::array<double, 3>> spacing;        // that the dataset is prepared at
};

class PlanDialog : public QDialog {
  Q_OBJECT
 public:
  PlanDialog(const Context& context, const Draft& draft, PlanNow now, QWidget* parent = nullptr);
  [[nodiscard]] QPushButton* takeButton() const { return take_; }
  [[nodiscard]] QCheckBox* prepareToo() const { return prepare_; }
  [[nodiscard]] bool answered() const { return answered_; }
  [[nodiscard]] QString problem() const;

 Q_SIGNALS:
  void taken(const selvox::ui::PlanAnswer& plan, bool prepareToo);

 private:
  void fill(const PlanAnswer& plan);
  void addRow(const PlanLine& line);
  void offerPreparation();

  QString dataset_;
  PlanNow now_;
  PlanAnswer plan_;
  ChildCall call_;
  QGridLayout* rows_ = nullptr;
  QProgressBar* waiting_ = nullptr;
  QCheckBox* prepare_ = nullptr;
  Banner* banner_ = nullptr;
  QPushButton* take_ = nullptr;
  bool answered_ = false;
};

}  // namespace selvox::ui
