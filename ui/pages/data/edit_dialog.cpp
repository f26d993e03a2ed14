#include "ui/pages/data/edit_dialog.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {

EditDialog::EditDialog(const std::vector<std::int64_t>& series, const QStringList& knownTags, QWidget* parent)
    : QDialog(parent), series_(series) {
  setWindowTitle(tr("Edit %n series", nullptr, static_cast<int>(series.size())));
  setMinimumWidth(400);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(kSpace2);
  kind_ = new SegmentedControl;
  kind_->setAccessibleName(tr("What to change"));
  kind_->addSegment(tr("Add tag"), "tag");
  kind_->addSegment(tr("Remove tag"), "x-lg");
  kind_->addSegment(tr("Column"), "table");
  kind_->addSegment(tr("Rating"), "clipboard-data");
  column->addWidget(kind_);
  nameLabel_ = textLabel({}, FontRole::Table, Token::Text2);
  name_ = new QLineEdit;
  auto* completer = new QCompleter(knownTags, name_);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  name_->setCompleter(completer);
  nameLabel_->setBuddy(name_);
  valueLabel_ = textLabel(tr("Value; empty takes it away"), FontRole::Table, Token::Text2);
  value_ = new QLineEdit;
  valueLabel_->setBuddy(value_);
  for (QWidget* widget : {static_cast<QWidget*>(nameLabel_), static_cast<QWidget*>(name_),
                          static_cast<QWidget*>(valueLabel_), static_cast<QWidget*>(value_)})
    column->addWidget(widget);
  column->addWidget(wrappedLabel(tr("One edit: Ctrl+Z takes it back for all of them."), FontRole::Table, Token::Text2));
  column->addStretch(1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  apply_ = primaryButton({});
  buttons->addButton(apply_, QDialogButtonBox::AcceptRole);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(kind_, &SegmentedControl::currentChanged, this, [this] { update(); });
  connect(name_, &QLineEdit::textChanged, this, [this] { update(); });
  apply_->setDefault(true);
  update();
  name_->setFocus();
}

void EditDialog::update() {
  const int kind = kind_->current();
  const bool column = kind == kColumn;
  valueLabel_->setVisible(column);
  value_->setVisible(column);
  nameLabel_->setText(column ? tr("Name of the column") : kind == kRate ? tr("Rating, 1 to 5; 0 takes it away") : tr("Tag"));
  name_->setAccessibleName(nameLabel_->text());
  const auto count = static_cast<int>(series_.size());
  apply_->setText(kind == kTagOff ? tr("Untag %n series", nullptr, count)
                  : kind == kTagOn ? tr("Tag %n series", nullptr, count)
                                   : tr("Change %n series", nullptr, count));
  apply_->setEnabled(!changes().empty());
}

std::vector<ports::SeriesChange> EditDialog::changes() const {
  using Kind = ports::SeriesChange::Kind;
  const QString name = name_->text().trimmed();
  const int kind = kind_->current();
  bool number = false;
  const int rating = name.toInt(&number);
  if (name.isEmpty() || (kind == kRate && (!number || rating < 0 || rating > 5))) return {};
  ports::SeriesChange change;
  change.kind = kind == kColumn ? Kind::Column : kind == kRate ? Kind::Rating : Kind::Tag;
  if (kind != kRate) change.name = name.toStdString();
  if (kind == kTagOn) change.value = "";
  if (kind == kRate && rating > 0) change.value = std::to_string(rating);
  if (kind == kColumn && !value_->text().trimmed().isEmpty()) change.value = value_->text().trimmed().toStdString();
  std::vector<ports::SeriesChange> all;
  for (const auto id : series_) {
    change.target = id;
    all.push_back(change);
  }
  return all;
}

QString EditDialog::summary() const {
  const auto count = static_cast<int>(series_.size());
  const QString name = name_->text().trimmed();
  if (kind_->current() == kTagOn) return tr("%n series tagged %1", nullptr, count).arg(name);
  if (kind_->current() == kTagOff) return tr("Tag %1 taken from %n series", nullptr, count).arg(name);
  if (kind_->current() == kRate) return tr("%n series rated %1", nullptr, count).arg(name);
  return tr("%1 of %n series changed", nullptr, count).arg(name);
}

}  // namespace selvox::ui
