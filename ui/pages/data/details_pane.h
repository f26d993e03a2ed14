#pragma once
// One series: three planes, labels, fields, histogram, and the runs that used it.

#include <map>
#include <memory>
#include <optional>

#include <QScrollArea>

#include "ui/async.h"
#include "ui/context.h"
#include "ui/widgets/histogram_view.h"
#include "ui/widgets/slice_image.h"

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace selvox::ui {

class ElidedLabel;
class MeasuredView;
class PlaneStrip;
class QualityData;

class DetailsPane : public QWidget {
  Q_OBJECT
 public:
  DetailsPane(Context& context, Navigator& navigator, QualityData& quality, QWidget* parent = nullptr);
  void show(const std::optional<ports::SeriesRow>& row, const QString& split);
  void qualityChanged();
  void forgetRuns();  // runs changed: "used in" is read anew
  [[nodiscard]] bool loading() const { return loading_; }

 private:
  struct Picture;
  struct Use {
    QString run, role, kind;
  };
  void readPicture(const ports::SeriesRow& row);
  void takePicture(const base::Result<std::shared_ptr<Picture>>& picture);
  void readUses();
  void fillUses();
  void fillLabels(const ports::SeriesRow& row);
  void fillQuality();
  void fillFields(const ports::SeriesRow& row, const QString& split);

  Context& context_;
  Navigator& navigator_;
  QualityData& quality_;
  std::optional<ports::SeriesRow> row_;
  std::optional<std::multimap<std::string, Use>> uses_;  // dataset + '\n' + case
  QWidget* content_ = nullptr;
  QLabel* empty_ = nullptr;
  ElidedLabel* title_ = nullptr;
  PlaneStrip* planes_ = nullptr;
  QVBoxLayout* labels_ = nullptr;
  QGridLayout* fields_ = nullptr;
  HistogramView* histogram_ = nullptr;
  QVBoxLayout* usedIn_ = nullptr;
  QLabel* measuredTitle_ = nullptr;
  MeasuredView* measured_ = nullptr;
  QLabel* findings_ = nullptr;
  QPushButton* measure_ = nullptr;
  Ticket ticket_, usesTicket_;
  bool loading_ = false;
};

}  // namespace selvox::ui
