#pragma once
// The right pane of the QC pass: what was measured, the note, how far the pass is.

#include <QScrollArea>

#include "ui/pages/data/quality_data.h"
#include "ui/pages/qc/qc_session.h"

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace selvox::ui {

class ElidedLabel;
class MeasuredView;

class QcSide : public QWidget {
  Q_OBJECT
 public:
  QcSide(const QcSession& session, const QualityData& quality, QWidget* parent = nullptr);
  void showCase();      // another current case, or its entry came
  void showProgress();
  [[nodiscard]] QPlainTextEdit* noteField() const { return note_; }
  [[nodiscard]] QString noteText() const;
  [[nodiscard]] std::int64_t noteOf() const { return noteOf_; }  // the series it is about; 0: none
  [[nodiscard]] bool goesOn() const;     // after a rating
  [[nodiscard]] bool keepsView() const;  // window, slice and zoom

 Q_SIGNALS:
  void exportAsked();
  void measureAsked();

 private:
  void showMeasured(const QcSession::Entry& entry);
  const QcSession& session_;
  const QualityData& quality_;
  ElidedLabel* name_ = nullptr;
  ElidedLabel* facts_ = nullptr;
  QLabel* beside_ = nullptr;
  MeasuredView* measured_ = nullptr;
  QLabel* findings_ = nullptr;
  QPushButton* measure_ = nullptr;
  QPlainTextEdit* note_ = nullptr;
  QLabel *progress_ = nullptr, *pace_ = nullptr;
  QProgressBar* bar_ = nullptr;
  QCheckBox *goOn_ = nullptr, *keep_ = nullptr;
  std::int64_t noteOf_ = 0;
};

}  // namespace selvox::ui
