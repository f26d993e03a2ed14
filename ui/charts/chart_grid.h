#pragma once
// Charts of one or several runs, grouped by metric prefix, in a scrollable grid of one to three columns. Scalars of one
// unit (losses, times, Dice) share a chart when a single run is shown; several runs share a chart per scalar.

#include <map>
#include <set>
#include <vector>

#include <QScrollArea>

#include "ui/charts/line_chart.h"

class QGridLayout;
class QVBoxLayout;

namespace selvox::ui {

class ChartCard;

struct ChartRun {
  QString name;
  int style = 0;
  const std::map<QString, Curve>* curves = nullptr;
  double origin = 0;
};

class ChartGrid : public QScrollArea {
  Q_OBJECT
 public:
  explicit ChartGrid(QWidget* parent = nullptr);

  // Cheap when nothing changed; cards appear with new scalars and keep their zoom.
  void show(const std::vector<ChartRun>& runs, const std::set<QString>& leftOut = {});
  void setOptions(const ChartOptions& options);
  void setPlannedEnd(double steps);
  void setReferenceLines(const QString& scalar, std::vector<ReferenceLine> lines);
  [[nodiscard]] const ChartOptions& options() const { return options_; }
  [[nodiscard]] int count() const { return static_cast<int>(cards_.size()); }
  [[nodiscard]] LineChart* chart(const QString& key) const;  // by scalar or shared prefix
  void fitAll();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Group {
    QString prefix;
    QWidget* head = nullptr;
    QWidget* body = nullptr;
    QGridLayout* grid = nullptr;
    std::vector<ChartCard*> cards;
  };
  ChartCard* card(const QString& key, const QString& prefix);
  void arrange();
  void reset();
  void feed(ChartCard& card, const std::vector<QString>& scalars, const std::vector<ChartRun>& runs);
  void setFolded(const QString& prefix, bool folded);

  QWidget* content_;
  QVBoxLayout* column_;
  std::map<QString, ChartCard*> cards_;
  std::map<QString, Group> groups_;
  std::set<QString> folded_;
  std::map<QString, std::vector<ReferenceLine>> references_;
  ChartOptions options_;
  double plannedEnd_ = 0;
  int columns_ = 0;
  bool several_ = false;
};

// Chart options of a place in the window, kept between sessions.
[[nodiscard]] ChartOptions loadChartOptions(const QString& place);
void saveChartOptions(const QString& place, const ChartOptions& options);

}  // namespace selvox::ui
