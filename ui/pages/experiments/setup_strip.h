#pragma once
// The frame of an experiment: datasets, network, dimension, device, start weights of a pretraining, labelled cases of a
// fine-tuning.

#include <QWidget>

#include "ui/pages/experiments/draft.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace selvox::ui {

class DatasetPicker;
class SegmentedControl;

class SetupStrip : public QWidget {
  Q_OBJECT
 public:
  explicit SetupStrip(QWidget* parent = nullptr);
  void setDatasets(const QList<QPair<QString, qint64>>& datasets);
  void replaceNetwork(const QString& from, const QString& to);  // where `from` is chosen
  void setNetworks(const std::vector<UnitChoice>& networks);
  void setTasks(const std::vector<UnitChoice>& tasks);
  void setDevices(const QList<QPair<QString, QString>>& devices);
  // Fine-tuning from a run takes its network and dimension from there.
  void setInherited(const QString& arch, int dim);
  void setFineTuning(bool on);
  void write(Draft& draft) const;
  // Runs whose weights a pretraining may go on from: by name; the first choice is to start anew.
  void setStarts(const QStringList& runs);
  [[nodiscard]] QString start() const;  // "scratch" or a run
  void read(const Draft& draft);        // as write() gave it; what is not there stays as it is

 Q_SIGNALS:
  void changed();

 private:
  QWidget* cell(const QString& label, QWidget* editor);
  void updateDims();
  DatasetPicker* datasets_ = nullptr;
  QComboBox* start_ = nullptr;
  QCheckBox* allCases_ = nullptr;
  QWidget* startCell_ = nullptr;
  QWidget* allCell_ = nullptr;
  QComboBox* network_ = nullptr;
  SegmentedControl* dim_ = nullptr;
  QComboBox* device_ = nullptr;
  QSpinBox* labelled_ = nullptr;
  QWidget* labelledCell_ = nullptr;
  QComboBox* task_ = nullptr;
  QWidget* taskCell_ = nullptr;
  std::vector<UnitChoice> networks_;
};

}  // namespace selvox::ui
