#pragma once
// Train, validation and test by patient, seeded: what a split would give is shown before it is stored.

#include <QDialog>

#include "core/services/split.h"
#include "ui/async.h"
#include "ui/context.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace selvox::ui {

class Banner;

class SplitDialog : public QDialog {
  Q_OBJECT
 public:
  SplitDialog(Context& context, const QString& dataset, QWidget* parent = nullptr);

 Q_SIGNALS:
  void stored(const QString& summary);

 private:
  void load();
  void compute();
  void store();
  Context& context_;
  QString dataset_;
  std::vector<services::SplitCase> cases_;
  services::SplitResult result_;
  bool good_ = false;
  QLabel* intro_ = nullptr;
  QLineEdit* train_ = nullptr;
  QLineEdit* val_ = nullptr;
  QLineEdit* test_ = nullptr;
  QLineEdit* labelled_ = nullptr;
  QSpinBox* seed_ = nullptr;
  QLabel* outcome_ = nullptr;
  Banner* banner_ = nullptr;
  QPushButton* accept_ = nullptr;
};

}  // namespace selvox::ui
