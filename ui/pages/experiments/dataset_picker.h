#pragma once
// Which datasets an experiment learns from: one or several, and how often each is drawn from.

#include <vector>

#include <QComboBox>

#include "core/services/cohort.h"

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace selvox::ui {

class DatasetPicker : public QComboBox {
  Q_OBJECT
 public:
  explicit DatasetPicker(QWidget* parent = nullptr);
  void setDatasets(const QList<QPair<QString, qint64>>& datasets);  // name and number of series; the choice stays
  // Those that are not there are left out; when none is, the choice stays.
  void choose(const std::vector<services::CohortDataset>& wanted);
  [[nodiscard]] std::vector<services::CohortDataset> chosen() const;  // weight 0: by its size
  [[nodiscard]] QCheckBox* box(const QString& name) const;
  [[nodiscard]] QLineEdit* weight(const QString& name) const;
  void showPopup() override;
  void hidePopup() override;

 Q_SIGNALS:
  void changed();

 private:
  struct Row {
    QString name;
    qint64 series = 0;
    QCheckBox* box = nullptr;
    QLineEdit* weight = nullptr;
  };
  void addRow(const QString& name, qint64 series);
  void edited();
  void refresh();
  QWidget* popup_ = nullptr;
  QGridLayout* grid_ = nullptr;
  std::vector<Row> rows_;
};

}  // namespace selvox::ui
