#pragma once
// The frame of an experiment: dataset, network, dimension, device, and for fine-tuning the labelled cases.

#include <QWidget>

#include "ui/pages/experiments/draft.h"

class QComboBox;
class QLabel;
class QSpinBox;

namespace selvox::ui {

class SegmentedControl;

class SetupStrip : public QWidget {
  Q_OBJECT
 public:
  explicit SetupStrip(QWidget* parent = nullptr);
  void setDatasets(const QList<QPair<QString, qint64>>& datasets);
  void setNetworks(const std::vector<UnitChoice>& networks);
  void setDevices(const QList<QPair<QString, QString>>& devices);
  // Fine-tuning from a run takes its network and dimension from there.
  void setInherited(const QString& arch, int dim);
  void setFineTuning(bool on);
  void write(Draft& draft) const;
  void selectDataset(const QString& name);
  void read(const Draft& draft);  // as write() gave it; what is not there stays as it is

 Q_SIGNALS:
  void changed();

 private:
  QWidget* cell(const QString& label, QWidget* editor);
  void updateDims();
  QComboBox* dataset_ = nullptr;
  QComboBox* network_ = nullptr;
  SegmentedControl* dim_ = nullptr;
  QComboBox* device_ = nullptr;
  QSpinBox* labelled_ = nullptr;
  QWidget* labelledCell_ = nullptr;
  std::vector<UnitChoice> networks_;
};

}  // namespace selvox::ui
