#pragma once
// One setting: label, editor, range line; a change is marked by a bar, bold text and the struck-out usual value.

#include <QWidget>

#include "core/spec/param_schema.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace selvox::ui {

class ElidedLabel;

class SegmentedControl;

class ParamField : public QWidget {
  Q_OBJECT
 public:
  explicit ParamField(spec::Param param, QWidget* parent = nullptr);

  [[nodiscard]] const spec::Param& param() const { return param_; }
  // What is typed, as a value: null is "auto". An error says what is allowed; the text stays as it is.
  [[nodiscard]] base::Result<base::Json> value() const;
  void setText(const QString& text);  // as typed: no edited() signal
  [[nodiscard]] QString text() const;
  [[nodiscard]] QString usualText() const;
  [[nodiscard]] QString shownText(const QString& text) const;  // as a person reads it: a choice by its title
  [[nodiscard]] bool changed() const;
  [[nodiscard]] QString problem() const { return problem_; }
  // A problem that only the whole knows ("must divide the patch"); empty: none.
  void setOutsideProblem(const QString& text);
  void focusEditor();
  [[nodiscard]] bool wide() const;  // its choices do not fit into half a form

 Q_SIGNALS:
  // A person changed it: before and after, as text.
  void edited(const QString& before, const QString& after);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void buildEditor();
  void announce();
  void refresh();
  void showHelp();
  [[nodiscard]] bool isInline() const { return box_ != nullptr; }

  spec::Param param_;
  QString last_, problem_, outside_;
  ElidedLabel* title_ = nullptr;
  QLabel* usual_ = nullptr;
  QLabel* hint_ = nullptr;
  QToolButton* reset_ = nullptr;
  QLineEdit* line_ = nullptr;
  QCheckBox* box_ = nullptr;
  QComboBox* combo_ = nullptr;
  SegmentedControl* segments_ = nullptr;
};

}  // namespace selvox::ui
