#pragma once
// The QC pass: one case fills the page; arrows go through the cases with window, slice and zoom kept, digits rate.

#include <QWidget>

#include "ui/pages/data/quality_data.h"
#include "ui/pages/qc/kept_view.h"
#include "ui/pages/qc/qc_session.h"
#include "viewers/view_state.h"

class QComboBox;
class QSplitter;

namespace selvox::viewers {
class ThreePlanes;
}

namespace selvox::ui {

class Banner;
class QcBar;
class QcSide;
class QcStrip;
class Thumbnails;

class QcPage : public QWidget {
  Q_OBJECT
 public:
  QcPage(Context& context, Navigator& navigator, QualityData& quality, Thumbnails& thumbnails,
         QWidget* parent = nullptr);
  ~QcPage() override;  // a note that is being typed is written
  // `name` for the header; `ids` in the order of the list.
  void begin(const QString& name, const ports::SeriesQuery& query, const std::vector<std::int64_t>& ids,
             std::int64_t start);
  void leave();  // writes what stands in the note field
  [[nodiscard]] QString contextLine() const;
  [[nodiscard]] QString statusText() const;
  [[nodiscard]] QWidget* headerActions() const { return actions_; }
  [[nodiscard]] bool ready() const;
  void toggleSide();
  [[nodiscard]] QcSession& session() { return session_; }
  [[nodiscard]] viewers::ViewState& viewState() { return state_; }

 Q_SIGNALS:
  void closed();
  void headerChanged();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build();
  void buildActions();
  void addKeys();
  void go(int position);
  void rate(int rating);
  void showMoved();
  void showCase();
  void showImage(const LoadedCase& loaded);
  void stepSlice(int by);
  void commitNote();
  void backToImage();
  void orderChosen();
  void exportRatings();

  Context& context_;
  Navigator& navigator_;
  QualityData& quality_;
  Thumbnails& thumbnails_;
  QcSession session_;
  viewers::ViewState state_;
  std::shared_ptr<const LoadedCase> shown_;
  std::optional<KeptView> kept_;  // of the case shown before
  QString name_;
  ports::SeriesQuery query_;
  std::vector<std::int64_t> listed_;
  QWidget* actions_ = nullptr;
  QComboBox* order_ = nullptr;
  QSplitter* splitter_ = nullptr;
  Banner* banner_ = nullptr;
  viewers::ThreePlanes* views_ = nullptr;
  QcBar* bar_ = nullptr;
  QcStrip* strip_ = nullptr;
  QcSide* side_ = nullptr;
  bool sideByHand_ = false;
};

}  // namespace selvox::ui
