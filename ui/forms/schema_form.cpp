#include "ui/forms/schema_form.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QGridLayout>
#include <QTimer>
#include <QUndoCommand>
#include <QVBoxLayout>

#include "ui/forms/param_field.h"
#include "ui/forms/param_words.h"
#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

// One edit of one field; typing on in the same field is one step.
class SchemaForm::Edit : public QUndoCommand {
 public:
  Edit(SchemaForm& form, QString name, QString before, QString after)
      : form_(form), name_(std::move(name)), before_(std::move(before)), after_(std::move(after)) {
    setText(name_);
  }
  void undo() override { form_.apply(name_, before_); }
  void redo() override {
    if (!std::exchange(first_, false)) form_.apply(name_, after_);
  }
  [[nodiscard]] int id() const override { return 1; }
  bool mergeWith(const QUndoCommand* other) override {
    const auto* next = static_cast<const Edit*>(other);
    if (next->name_ != name_) return false;
    after_ = next->after_;
    return true;
  }

 private:
  SchemaForm& form_;
  QString name_, before_, after_;
  bool first_ = true;
};

SchemaForm::SchemaForm(QWidget* parent) : QWidget(parent), undo_(this) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* head = new QWidget;
  head->setObjectName("toolStrip");
  head->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(kSpace3, 6, kSpace2, 6);
  count_ = wrappedLabel({}, FontRole::Table);
  row->addWidget(count_, 1);
  onlyChanged_ = new QCheckBox(tr("Only changed"));
  row->addWidget(onlyChanged_);
  reset_ = quietButton(tr("Reset all"));
  reset_->setProperty("size", "compact");
  row->addWidget(reset_);
  column->addWidget(head);
  area_ = new QScrollArea;
  area_->setWidgetResizable(true);
  area_->setFrameShape(QFrame::NoFrame);
  area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area_->setFocusPolicy(Qt::NoFocus);
  column->addWidget(area_, 1);
  connect(onlyChanged_, &QCheckBox::toggled, this, &SchemaForm::refresh);
  connect(reset_, &QPushButton::clicked, this, &SchemaForm::resetAll);
}

void SchemaForm::setSchema(const spec::ParamSchema& schema, const QString& baseline) {
  const base::Json kept = changedValues();
  baseline_ = baseline;
  undo_.clear();
  build(schema);
  base::Json still = base::Json::object();
  for (const auto& [name, value] : kept.items())
    if (fields_.contains(name)) still[name] = value;
  setValues(still);
}

void SchemaForm::build(const spec::ParamSchema& schema) {
  fields_.clear();
  folds_.clear();
  groups_.clear();
  grids_.clear();
  std::vector<std::pair<std::string, std::vector<const spec::Param*>>> groups;
  for (const auto& param : schema.params) {
    const auto found =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == param.group; });
    if (found == groups.end())
      groups.push_back({param.group, {&param}});
    else
      found->second.push_back(&param);
  }
  auto* inner = new QWidget;
  inner->setProperty("kind", "panel");
  inner->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(inner);
  column->setContentsMargins(0, 0, 0, kSpace4);
  column->setSpacing(0);
  for (const auto& [title, params] : groups) column->addWidget(buildGroup(title, params));
  column->addStretch(1);
  area_->setWidget(inner);  // deletes the one before
}

QWidget* SchemaForm::buildGroup(const std::string& title, const std::vector<const spec::Param*>& params) {
  auto* group = new QWidget;
  auto* column = new QVBoxLayout(group);
  column->setContentsMargins(kSpace2, kSpace3, kSpace3, 0);
  column->setSpacing(kSpace2);
  auto* head = textLabel(groupTitle(title), FontRole::BodyBold);
  head->setContentsMargins(kSpace2 + 3, 0, 0, 0);
  column->addWidget(head);
  const auto makeGrid = [&](QWidget* host, bool advanced, std::vector<ParamField*>& made) {
    auto* grid = new QGridLayout(host);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kSpace3);
    grid->setVerticalSpacing(kSpace2);
    const std::size_t first = made.size();
    for (const auto* param : params) {
      if (param->advanced != advanced) continue;
      auto* field = new ParamField(*param);
      const QString name = toQt(param->name);
      connect(field, &ParamField::edited, this, [this, name](const QString& before, const QString& after) {
        undo_.push(new Edit(*this, name, before, after));
        refresh();
        Q_EMIT changed();
      });
      fields_[param->name] = field;
      made.push_back(field);
    }
    grids_.push_back({grid, {made.begin() + static_cast<std::ptrdiff_t>(first), made.end()}});
    arrange(grids_.back());
  };
  std::vector<ParamField*> all, advanced;
  auto* common = new QWidget;
  makeGrid(common, false, all);
  common->setVisible(!all.empty());
  column->addWidget(common);
  if (std::any_of(params.begin(), params.end(), [](const auto* param) { return param->advanced; })) {
    auto* fold = quietButton({}, "chevron-right");
    fold->setProperty("align", "left");
    fold->setProperty("size", "compact");
    fold->setCheckable(true);
    fold->setIcon(icon("chevron-right", Token::Text2, "chevron-down", Token::Text2));
    fold->setIconSize(QSize(12, 12));
    auto* host = new QWidget;
    makeGrid(host, true, advanced);
    host->hide();
    connect(fold, &QPushButton::toggled, host, &QWidget::setVisible);
    column->addWidget(fold, 0, Qt::AlignLeft);
    column->addWidget(host);
    folds_.emplace_back(fold, advanced);
    all.insert(all.end(), advanced.begin(), advanced.end());
  }
  column->addSpacing(kSpace1);
  column->addWidget(horizontalRule());
  groups_.emplace_back(group, all);
  return group;
}

// Two fields beside each other where there is room for their words; what needs more than half gets a row of its own.
void SchemaForm::arrange(const Grid& grid) const {
  for (ParamField* field : grid.fields) grid.layout->removeWidget(field);
  int at = 0;
  for (ParamField* field : grid.fields) {
    const bool whole = columns_ == 1 || field->wide();
    if (whole) at += at % 2;
    grid.layout->addWidget(field, at / 2, at % 2, 1, whole ? 2 : 1, Qt::AlignTop);
    at += whole ? 2 : 1;
  }
  for (const int column : {0, 1}) {
    grid.layout->setColumnStretch(column, 1);
    grid.layout->setColumnMinimumWidth(column, 120);
  }
}

void SchemaForm::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  constexpr int kTwoColumns = 380;
  const int columns = width() > kTwoColumns ? 2 : 1;
  if (columns == std::exchange(columns_, columns)) return;
  for (const Grid& grid : grids_) arrange(grid);
}

void SchemaForm::apply(const QString& name, const QString& text) {
  if (auto* one = field(name)) {
    one->setText(text);
    one->focusEditor();
  }
  refresh();
  Q_EMIT changed();
}

ParamField* SchemaForm::field(const QString& name) const {
  const auto found = fields_.find(name.toStdString());
  return found == fields_.end() ? nullptr : found->second;
}

base::Json SchemaForm::changedValues() const {
  base::Json values = base::Json::object();
  for (const auto& [name, one] : fields_) {
    if (!one->changed()) continue;
    if (const auto value = one->value()) values[name] = *value;
  }
  return values;
}

void SchemaForm::setValues(const base::Json& values) {
  for (const auto& [name, one] : fields_) {
    const auto found = values.find(name);
    one->setText(found == values.end() ? one->usualText() : valueText(*found));
  }
  refresh();
  Q_EMIT changed();
}

int SchemaForm::changedCount() const {
  return static_cast<int>(
      std::count_if(fields_.begin(), fields_.end(), [](const auto& entry) { return entry.second->changed(); }));
}

QList<QPair<QString, QString>> SchemaForm::problems() const {
  QList<QPair<QString, QString>> found;
  for (const auto& [name, one] : fields_)
    if (!one->problem().isEmpty()) found.append({toQt(name), one->problem()});
  return found;
}

void SchemaForm::setOutsideProblem(const QString& name, const QString& problem) {
  for (const auto& [key, one] : fields_) one->setOutsideProblem(toQt(key) == name ? problem : QString());
  refresh();
}

void SchemaForm::focusField(const QString& name) {
  auto* one = field(name);
  if (one == nullptr) return;
  for (const auto& [fold, members] : folds_)
    if (std::find(members.begin(), members.end(), one) != members.end()) fold->setChecked(true);
  onlyChanged_->setChecked(false);
  QTimer::singleShot(0, one, [this, one] {
    area_->ensureWidgetVisible(one);
    one->focusEditor();
  });
}

void SchemaForm::resetAll() {
  undo_.beginMacro(tr("Reset all"));
  for (const auto& [name, one] : fields_) {
    if (!one->changed()) continue;
    const QString before = one->text();
    one->setText(one->usualText());
    undo_.push(new Edit(*this, toQt(name), before, one->usualText()));
  }
  undo_.endMacro();
  refresh();
  Q_EMIT changed();
}

void SchemaForm::takeOver(const base::Json& values, const QString& what) {
  std::vector<std::pair<QString, QString>> before;  // name, text
  for (const auto& [name, value] : values.items()) {
    auto* one = field(toQt(name));
    if (one == nullptr || one->text() == valueText(value)) continue;
    before.emplace_back(toQt(name), one->text());
    one->setText(valueText(value));
  }
  if (before.empty()) return;
  undo_.beginMacro(what);
  for (const auto& [name, text] : before) undo_.push(new Edit(*this, name, text, field(name)->text()));
  undo_.endMacro();
  refresh();
  Q_EMIT changed();
}

void SchemaForm::refresh() {
  const int changed = changedCount();
  count_->setText(changed == 0
                      ? tr("Usual settings")
                      : tr("<b>%n changed</b> from <i>%1</i>", nullptr, changed).arg(baseline_.toHtmlEscaped()));
  reset_->setEnabled(changed > 0);
  for (const auto& [fold, members] : folds_) {
    const auto count =
        static_cast<int>(std::count_if(members.begin(), members.end(), [](const auto* one) { return one->changed(); }));
    fold->setText(count > 0 ? tr("Advanced · %n changed", nullptr, count) : tr("Advanced · as usual"));
  }
  const bool only = onlyChanged_->isChecked();
  for (const auto& [group, members] : groups_) {
    bool any = false;
    for (auto* one : members) {
      const bool shown = !only || one->changed();
      one->setVisible(shown);
      any = any || shown;
    }
    group->setVisible(any);
  }
}

}  // namespace selvox::ui
