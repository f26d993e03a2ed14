#include "ui/forms/param_field.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>
#include <QWhatsThis>

#include "core/base/text.h"
#include "ui/forms/param_words.h"
#include "ui/forms/worker_words.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {
namespace {

constexpr int kBar = 3;
constexpr std::size_t kMostSegments = 4;
constexpr int kWidestSegments = 290;  // of a form in a small window; longer words stand in a list

bool isNumber(const spec::Param& param) {
  return param.type == spec::ParamType::Int || param.type == spec::ParamType::Float;
}

std::vector<std::string> choicesOf(const spec::Param& param) {
  std::vector<std::string> choices = param.choices;
  if (param.defaultValue.is_null()) choices.insert(choices.begin(), std::string());  // automatic
  return choices;
}

}  // namespace

ParamField::ParamField(spec::Param param, QWidget* parent) : QWidget(parent), param_(std::move(param)) {
  setObjectName("field:" + toQt(param_.name));
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // the grid halves the width, whatever the words
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kBar + kSpace2, 0, 0, 0);
  column->setSpacing(2);
  auto* head = new QHBoxLayout;
  head->setSpacing(kSpace1 + 2);
  title_ = new ElidedLabel(paramTitle(param_.name));
  setTextRole(title_, FontRole::Body);
  title_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  usual_ = textLabel({}, FontRole::Table, Token::Text3);
  reset_ = iconButton("arrow-counterclockwise",
                      tr("Back to %1").arg(usualText().isEmpty() ? tr("automatic") : shownText(usualText())));
  reset_->setIconSize(QSize(13, 13));
  auto* help = iconButton("question-circle", tr("What %1 does").arg(paramTitle(param_.name)));
  help->setIconSize(QSize(13, 13));
  help->setVisible(!param_.help.empty());
  buildEditor();
  head->addWidget(title_, 100);
  head->addWidget(usual_);
  head->addStretch(1);
  head->addWidget(reset_);
  head->addWidget(help);
  column->addLayout(head);
  QWidget* editor = line_ != nullptr       ? static_cast<QWidget*>(line_)
                    : combo_ != nullptr    ? static_cast<QWidget*>(combo_)
                    : segments_ != nullptr ? static_cast<QWidget*>(segments_)
                                           : box_;
  editor->setAccessibleName(paramTitle(param_.name));
  editor->setAccessibleDescription(workerText(param_.help));
  title_->setBuddy(editor);
  column->addWidget(editor);
  hint_ = wrappedLabel({}, FontRole::Caption, Token::Text3);
  column->addWidget(hint_);
  connect(reset_, &QToolButton::clicked, this, [this] {
    const QString before = text();
    setText(usualText());
    last_ = text();
    Q_EMIT edited(before, last_);
  });
  connect(help, &QToolButton::clicked, this, &ParamField::showHelp);
  setText(usualText());
}

void ParamField::buildEditor() {
  switch (param_.type) {
    case spec::ParamType::Bool:
      box_ = new QCheckBox(tr("on"));
      connect(box_, &QCheckBox::toggled, this, &ParamField::announce);
      return;
    case spec::ParamType::Choice: {
      const auto choices = choicesOf(param_);
      if (choices.size() <= kMostSegments) {
        auto segments = std::make_unique<SegmentedControl>();
        for (const auto& choice : choices) segments->addSegment(choiceTitle(choice));
        if (segments->sizeHint().width() <= kWidestSegments) segments_ = segments.release();
      }
      if (segments_ != nullptr) {
        connect(segments_, &SegmentedControl::currentChanged, this, &ParamField::announce);
      } else {
        combo_ = new QComboBox;
        for (const auto& choice : choices) combo_->addItem(choiceTitle(choice), toQt(choice));
        connect(combo_, &QComboBox::currentIndexChanged, this, &ParamField::announce);
      }
      return;
    }
    default:
      break;
  }
  line_ = new QLineEdit;
  line_->installEventFilter(this);
  if (param_.defaultValue.is_null()) line_->setPlaceholderText(tr("automatic"));
  if (!param_.unit.empty()) {
    auto* unit = textLabel(workerText(param_.unit), FontRole::Table, Token::Text3);
    auto* inside = new QHBoxLayout(line_);
    inside->setContentsMargins(0, 0, kSpace2, 0);
    inside->addStretch(1);
    inside->addWidget(unit);
    line_->setTextMargins(0, 0, unit->sizeHint().width() + kSpace2, 0);
  }
  connect(line_, &QLineEdit::textEdited, this, &ParamField::announce);
}

QString ParamField::shownText(const QString& text) const {
  if (param_.type == spec::ParamType::Choice) return choiceTitle(text.toStdString());
  if (param_.type == spec::ParamType::Bool) return text == "true" ? tr("on") : tr("off");
  return text;
}

QString ParamField::usualText() const {
  return valueText(param_.defaultValue);
}

QString ParamField::text() const {
  if (line_ != nullptr) return line_->text().trimmed();
  if (box_ != nullptr) return box_->isChecked() ? "true" : "false";
  if (combo_ != nullptr) return combo_->currentData().toString();
  return toQt(choicesOf(param_).at(static_cast<std::size_t>(segments_->current())));
}

void ParamField::setText(const QString& text) {
  if (line_ != nullptr) {
    if (line_->text().trimmed() != text) line_->setText(text);
  } else if (box_ != nullptr) {
    const QSignalBlocker quiet(box_);
    box_->setChecked(text == "true");
  } else if (combo_ != nullptr) {
    const QSignalBlocker quiet(combo_);
    combo_->setCurrentIndex(std::max(0, combo_->findData(text)));
  } else {
    const QSignalBlocker quiet(segments_);
    const auto choices = choicesOf(param_);
    const auto found = std::find(choices.begin(), choices.end(), text.toStdString());
    segments_->setCurrent(found == choices.end() ? 0 : static_cast<int>(found - choices.begin()));
  }
  last_ = this->text();
  refresh();
}

base::Result<base::Json> ParamField::value() const {
  QString words = text();
  // A decimal comma where people write one; lists keep theirs.
  if (param_.type == spec::ParamType::Float && words.count(',') == 1) words.replace(',', '.');
  const std::string typed = words.toStdString();
  if (typed.empty() && (param_.defaultValue.is_null() || param_.type == spec::ParamType::Text)) {
    if (param_.type == spec::ParamType::Text && !param_.defaultValue.is_null()) return base::Json(std::string());
    return base::Json(nullptr);
  }
  SELVOX_TRY(const auto parsed, spec::parseValue(param_, typed));
  if (!parsed.is_null()) SELVOX_CHECK(spec::check(param_, parsed));
  return parsed;
}

bool ParamField::changed() const {
  const auto now = value();
  return now ? *now != param_.defaultValue : text() != usualText();
}

void ParamField::setOutsideProblem(const QString& text) {
  outside_ = text;
  refresh();
}

void ParamField::announce() {
  const QString before = std::exchange(last_, text());
  refresh();
  if (before != last_) Q_EMIT edited(before, last_);
}

void ParamField::refresh() {
  const auto now = value();
  problem_ = now ? outside_ : toQt(now.error().message);
  const bool different = changed();
  setTextRole(title_, different ? FontRole::BodyBold : FontRole::Body);
  usual_->setVisible(different);
  if (different) {
    QFont struck = Theme::font(FontRole::Table);
    struck.setStrikeOut(!usualText().isEmpty());
    usual_->setFont(struck);
    usual_->setText(usualText().isEmpty() ? tr("auto") : shownText(usualText()));
  }
  reset_->setVisible(different);
  setTextRole(hint_, FontRole::Caption, problem_.isEmpty() ? Token::Text3 : Token::Error);
  const QString shown = problem_.isEmpty() ? rangeText(param_) : problem_;
  hint_->setText(shown);
  hint_->setVisible(!shown.isEmpty());
  if (line_ != nullptr) {
    line_->setProperty("state", problem_.isEmpty() ? "" : "error");
    QFont font = Theme::font(different ? FontRole::BodyBold : FontRole::Body);
    line_->setFont(font);
    line_->update();
  }
  update();
}

bool ParamField::wide() const {
  constexpr int kHalf = 180;
  return segments_ != nullptr && segments_->sizeHint().width() > kHalf;
}

void ParamField::focusEditor() {
  QWidget* editor = title_->buddy();
  editor->setFocus(Qt::ShortcutFocusReason);
  if (line_ != nullptr) line_->selectAll();
}

void ParamField::showHelp() {
  QString text = QString("<b>%1</b> <code>%2</code><p>%3</p>")
                     .arg(paramTitle(param_.name).toHtmlEscaped(), toQt(param_.name).toHtmlEscaped(),
                          workerText(param_.help).toHtmlEscaped());
  const QString range = rangeText(param_);
  if (!range.isEmpty()) text += "<p>" + range.toHtmlEscaped() + "</p>";
  if (!param_.citation.empty()) text += "<p><i>" + toQt(param_.citation).toHtmlEscaped() + "</i></p>";
  QWhatsThis::showText(mapToGlobal(QPoint(width() / 2, height())), text, this);
}

void ParamField::paintEvent(QPaintEvent*) {
  if (!changed()) return;
  QPainter painter(this);
  const int x = isRightToLeft() ? width() - kBar : 0;
  painter.fillRect(x, 0, kBar, height(), Theme::color(Token::Accent));
}

// Up and Down step a number: by one, by a tenth of its range, or along 1-2-5 on a logarithmic scale.
bool ParamField::eventFilter(QObject* watched, QEvent* event) {
  if (watched != line_ || event->type() != QEvent::KeyPress || !isNumber(param_))
    return QWidget::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key != Qt::Key_Up && key != Qt::Key_Down) return QWidget::eventFilter(watched, event);
  const auto now = value();
  if (!now || !now->is_number()) return true;
  const double sign = key == Qt::Key_Up ? 1 : -1;
  double next = now->get<double>();
  if (param_.type == spec::ParamType::Int)
    next += sign;
  else if (param_.logarithmic)
    next *= sign > 0 ? 2.0 : 0.5;
  else
    next +=
        sign * (param_.minimum && param_.maximum && *param_.maximum <= 1.0 ? 0.05 : std::max(0.1, std::abs(next) / 10));
  if (param_.minimum) next = std::max(next, *param_.minimum);
  if (param_.maximum) next = std::min(next, *param_.maximum);
  const double rounded = std::abs(next) >= 1e-3 ? std::round(next * 1e6) / 1e6 : next;
  line_->setText(toQt(base::toText(rounded)));
  announce();
  return true;
}

}  // namespace selvox::ui
