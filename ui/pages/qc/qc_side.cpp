#include "ui/pages/qc/qc_side.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/pages/qc/measured_lines.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {

QLabel* head(const QString& text) {
  auto* label = textLabel(text, FontRole::Table, Token::Text2);
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  label->setFont(bold);
  return label;
}

QCheckBox* remembered(const QString& text, const QString& key, QWidget* parent) {
  auto* box = new QCheckBox(text, parent);
  box->setChecked(QSettings().value(key, true).toBool());
  box->setFocusPolicy(Qt::TabFocus);
  QObject::connect(box, &QCheckBox::toggled, box, [key](bool on) { QSettings().setValue(key, on); });
  return box;
}

void section(QVBoxLayout* column) {
  column->addSpacing(kSpace1);
  column->addWidget(horizontalRule());
  column->addSpacing(kSpace1);
}

}  // namespace

QcSide::QcSide(const QcSession& session, const QualityData& quality, QWidget* parent)
    : QWidget(parent), session_(session), quality_(quality) {
  setProperty("kind", "panel");
  setProperty("pane", true);
  setAttribute(Qt::WA_StyledBackground);
  auto* inner = new QWidget;
  inner->setObjectName("scrolled");
  auto* column = new QVBoxLayout(inner);
  column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
  column->setSpacing(kSpace1 + 2);
  name_ = new ElidedLabel({}, Qt::ElideMiddle);
  setTextRole(name_, FontRole::Section);
  facts_ = new ElidedLabel;
  setTextRole(facts_, FontRole::Table, Token::Text2);
  column->addWidget(name_);
  column->addWidget(facts_);
  section(column);
  beside_ = head({});
  measured_ = new MeasuredView;
  findings_ = wrappedLabel({}, FontRole::Table, Token::Warn);
  measure_ = secondaryButton(tr("Measure quality"), "clipboard-data");
  measure_->setFocusPolicy(Qt::TabFocus);
  connect(measure_, &QPushButton::clicked, this, &QcSide::measureAsked);
  for (QWidget* widget : {static_cast<QWidget*>(beside_), static_cast<QWidget*>(measured_),
                          static_cast<QWidget*>(findings_), static_cast<QWidget*>(measure_)})
    column->addWidget(widget);
  section(column);
  column->addWidget(head(tr("Note")));
  note_ = new QPlainTextEdit;
  note_->setAccessibleName(tr("Note"));
  note_->setPlaceholderText(tr("What is wrong with it? Esc goes back to the image."));
  note_->setTabChangesFocus(true);
  note_->setFixedHeight(68);
  column->addWidget(note_);
  section(column);
  auto* row = new QHBoxLayout;
  row->addWidget(head(tr("Progress")));
  row->addStretch(1);
  progress_ = textLabel({}, FontRole::Table);
  row->addWidget(progress_);
  column->addLayout(row);
  bar_ = new QProgressBar;
  bar_->setTextVisible(false);
  bar_->setFixedHeight(8);
  bar_->setAccessibleName(tr("Rated cases"));
  column->addWidget(bar_);
  pace_ = wrappedLabel({}, FontRole::Table, Token::Text2);
  column->addWidget(pace_);
  section(column);
  goOn_ = remembered(tr("Go on after a rating"), "qc/goOn", inner);
  keep_ = remembered(tr("Keep window, slice and zoom"), "qc/keep", inner);
  column->addWidget(goOn_);
  column->addWidget(keep_);
  column->addStretch(1);
  auto* area = new QScrollArea;
  area->setWidget(inner);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->setSpacing(0);
  outer->addWidget(area, 1);
  outer->addWidget(horizontalRule());
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
  auto* exporting = secondaryButton(tr("Export ratings…"), "box-arrow-up");
  exporting->setFocusPolicy(Qt::TabFocus);
  connect(exporting, &QPushButton::clicked, this, &QcSide::exportAsked);
  foot->addWidget(exporting);
  outer->addLayout(foot);
}

QString QcSide::noteText() const {
  return note_->toPlainText();
}
bool QcSide::goesOn() const {
  return goOn_->isChecked();
}
bool QcSide::keepsView() const {
  return keep_->isChecked();
}

void QcSide::showCase() {
  const auto* entry = session_.current();
  name_->setFullText(entry != nullptr ? toQt(entry->row->caseName) : QStringLiteral("…"));
  if (entry == nullptr) {
    facts_->setFullText({});
    return;
  }
  QStringList facts{toQt(entry->row->modality)};
  const auto scanner = entry->row->attributes.find("scanner");
  if (scanner != entry->row->attributes.end()) facts << toQt(scanner->second);
  facts << toQt(entry->row->patient);
  facts.removeAll(QString());
  facts_->setFullText(facts.join(QStringLiteral(" · ")));
  showMeasured(*entry);
  // What somebody is typing stays, unless it is another case's.
  if (noteOf_ != entry->row->id || !note_->hasFocus()) {
    noteOf_ = entry->row->id;
    if (note_->toPlainText() != entry->note) note_->setPlainText(entry->note);
  }
}

void QcSide::showMeasured(const QcSession::Entry& entry) {
  const auto& row = *entry.row;
  beside_->setText(measuredTitle(quality_, row.id));
  measured_->show(measuredLines(quality_, row));
  const QStringList findings = findingLines(quality_, row.id);
  findings_->setText(findings.join('\n'));
  findings_->setVisible(!findings.isEmpty());
  measure_->setVisible(quality_.rowOf(row.id) == nullptr && !quality_.loading());
  measure_->setEnabled(!quality_.measuring(toQt(row.dataset)));
}

void QcSide::showProgress() {
  const int all = session_.count(), rated = session_.rated();
  progress_->setText(tr("%1 of %2 rated").arg(countText(rated), countText(all)));
  bar_->setRange(0, std::max(1, all));
  bar_->setValue(rated);
  QStringList pace;
  const double seconds = session_.secondsACase();
  if (seconds > 0) {
    pace << tr("%1 a case").arg(durationText(seconds));
    if (rated < all) pace << tr("about %1 left").arg(durationText(seconds * (all - rated)));
  }
  pace << tr("%n flagged", nullptr, session_.flagged());
  pace_->setText(pace.join(QStringLiteral(" · ")));
}

}  // namespace selvox::ui
