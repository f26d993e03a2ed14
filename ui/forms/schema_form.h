#pragma once
// A form made from a ParamSchema: groups, advanced folds with their count, changed markers, one undo stack.

#include <map>

#include <QScrollArea>
#include <QUndoStack>

#include "core/spec/param_schema.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QGridLayout;
class QVBoxLayout;

namespace selvox::ui {

class ParamField;

class SchemaForm : public QWidget {
  Q_OBJECT
 public:
  explicit SchemaForm(QWidget* parent = nullptr);
  // Values of settings that the new schema also knows are kept; the undo stack begins anew.
  void setSchema(const spec::ParamSchema& schema, const QString& baseline);
  // What a person set: only values that differ from the usual ones.
  [[nodiscard]] base::Json changedValues() const;
  void setValues(const base::Json& values);  // usual values elsewhere
  [[nodiscard]] int changedCount() const;
  // Name of the setting and what is wrong with it.
  [[nodiscard]] QList<QPair<QString, QString>> problems() const;
  void setOutsideProblem(const QString& name, const QString& problem);
  void focusField(const QString& name);
  void resetAll();
  // Values of settings it knows, as one step for undo; others are passed over.
  void takeOver(const base::Json& values, const QString& what);
  [[nodiscard]] QUndoStack& undo() { return undo_; }
  [[nodiscard]] ParamField* field(const QString& name) const;

 Q_SIGNALS:
  void changed();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  class Edit;
  void build(const spec::ParamSchema& schema);
  struct Grid {
    QGridLayout* layout;
    std::vector<ParamField*> fields;
  };
  void arrange(const Grid& grid) const;
  QWidget* buildGroup(const std::string& title, const std::vector<const spec::Param*>& params);
  void apply(const QString& name, const QString& text);
  void refresh();

  std::map<std::string, ParamField*> fields_;
  std::vector<std::pair<QPushButton*, std::vector<ParamField*>>> folds_;
  std::vector<std::pair<QWidget*, std::vector<ParamField*>>> groups_;
  std::vector<Grid> grids_;
  int columns_ = 2;
  QUndoStack undo_;
  QString baseline_;
  QLabel* count_ = nullptr;
  QCheckBox* onlyChanged_ = nullptr;
  QPushButton* reset_ = nullptr;
  QScrollArea* area_ = nullptr;
};

}  // namespace selvox::ui
