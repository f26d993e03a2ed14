#pragma once
// One archive: its address in DICOM's own terms or as DICOMweb, and whether it answers.

#include <QDialog>

#include "core/ports/pacs.h"
#include "ui/jobs/child_call.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace selvox::ui {

class Banner;

class ServerDialog : public QDialog {
  Q_OBJECT
 public:
  ServerDialog(Context& context, const ports::PacsServer& server, QWidget* parent = nullptr);
  [[nodiscard]] ports::PacsServer server() const;

 private:
  void test();
  void updateState();
  Context& context_;
  QLineEdit* name_ = nullptr;
  QComboBox* kind_ = nullptr;
  QLineEdit* host_ = nullptr;
  QSpinBox* port_ = nullptr;
  QLineEdit* called_ = nullptr;
  QLineEdit* calling_ = nullptr;
  QLineEdit* url_ = nullptr;
  QCheckBox* tls_ = nullptr;
  QLineEdit* ca_ = nullptr;
  QLineEdit* certificate_ = nullptr;
  QLineEdit* key_ = nullptr;
  QList<QWidget*> dimseOnly_, webOnly_, secure_;
  Banner* banner_ = nullptr;
  QPushButton* test_ = nullptr;
  QPushButton* accept_ = nullptr;
  ChildCall call_;
};

}  // namespace selvox::ui
