#pragma once
// Small dialogs for one experiment of many runs: fields, and a sentence that says what they will make and cost.

#include <vector>

#include <QDialog>

#include "ui/pages/experiments/many_runs.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace selvox::ui {

class SegmentedControl;

class ManyDialog : public QDialog {
  Q_OBJECT
 public:
  [[nodiscard]] virtual ManyRuns asked() const = 0;
  [[nodiscard]] const ManyPlan& plan() const { return plan_; }  // of what was asked, where it can be
  [[nodiscard]] QPushButton* launchButton() const { return launch_; }
  [[nodiscard]] QString sentence() const;
  [[nodiscard]] bool possible() const { return possible_; }

 protected:
  ManyDialog(ManyKind kind, ManyFacts facts, const QString& intro, const QString& stem, QWidget* parent);
  // Label above its field, two fields a row.
  void addField(const QString& label, QWidget* editor, const QString& hint = {}, bool wide = false);
  void finish();   // when all fields are there
  void compute();  // after every edit
  [[nodiscard]] QListWidget* makeParents();
  [[nodiscard]] static QStringList checkedOf(const QListWidget* list);
  [[nodiscard]] ManyRuns common() const;  // kind, name, seeds, steps

  ManyFacts facts_;
  QLineEdit* name_ = nullptr;
  QLineEdit* seeds_ = nullptr;
  QSpinBox* steps_ = nullptr;
  QVBoxLayout* more_ = nullptr;  // beneath the grid

 private:
  ManyKind kind_;
  ManyPlan plan_;
  QGridLayout* grid_ = nullptr;
  QLabel* sentence_ = nullptr;
  QPushButton* launch_ = nullptr;
  int cell_ = 0;
  bool possible_ = false;
};

class FoldsDialog : public ManyDialog {
  Q_OBJECT
 public:
  explicit FoldsDialog(ManyFacts facts, QWidget* parent = nullptr);
  [[nodiscard]] ManyRuns asked() const override;
  [[nodiscard]] QSpinBox* folds() const { return folds_; }
  [[nodiscard]] QListWidget* parents() const { return parents_; }
  [[nodiscard]] QCheckBox* repeat() const { return repeat_; }

 private:
  QSpinBox* folds_ = nullptr;
  QListWidget* parents_ = nullptr;
  QCheckBox* repeat_ = nullptr;
  QLineEdit* reason_ = nullptr;
};

class FractionsDialog : public ManyDialog {
  Q_OBJECT
 public:
  explicit FractionsDialog(ManyFacts facts, QWidget* parent = nullptr);
  [[nodiscard]] ManyRuns asked() const override;
  [[nodiscard]] QLineEdit* counts() const { return counts_; }
  [[nodiscard]] QListWidget* parents() const { return parents_; }

 private:
  QLineEdit* counts_ = nullptr;
  QListWidget* parents_ = nullptr;
};

class SearchDialog : public ManyDialog {
  Q_OBJECT
 public:
  explicit SearchDialog(ManyFacts facts, QWidget* parent = nullptr);
  [[nodiscard]] ManyRuns asked() const override;
  [[nodiscard]] QSpinBox* trials() const { return trials_; }
  [[nodiscard]] SegmentedControl* strategy() const { return strategy_; }
  struct Over {
    QWidget* row = nullptr;
    QComboBox* setting = nullptr;
    QLineEdit* range = nullptr;
  };
  [[nodiscard]] const std::vector<Over>& over() const { return over_; }
  void addOver(const std::string& name);  // a row for this setting; empty: the next that is free

 private:
  void fillRange(const Over& over);
  SegmentedControl* strategy_ = nullptr;
  QSpinBox* trials_ = nullptr;
  QSpinBox* eta_ = nullptr;
  QVBoxLayout* rows_ = nullptr;
  std::vector<Over> over_;
};

}  // namespace selvox::ui
