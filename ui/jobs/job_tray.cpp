#include "ui/jobs/job_tray.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/jobs/job_delegate.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {

constexpr int kWidth = 380, kMaximumHeight = 420;

}  // namespace

JobTray::JobTray(JobModel& model, QWidget* parent)
    : QDockWidget(tr("Jobs"), parent), model_(model), words_(textLabel({}, FontRole::Table, Token::Text2)), clear_(quietButton(tr("Clear done"))),
      list_(new QListView), stack_(new QStackedWidget) {
  setObjectName("jobTray");
  setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea | Qt::LeftDockWidgetArea);
  auto* content = new QWidget;
  content->setProperty("kind", "panel");
  content->setAttribute(Qt::WA_StyledBackground);
  content->setMinimumWidth(kWidth);
  content->setMaximumHeight(kMaximumHeight);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace1);
  head->addWidget(words_, 1);
  head->addWidget(clear_);
  list_->setModel(&model_);
  list_->setItemDelegate(new JobDelegate(model_, this));
  list_->setFrameShape(QFrame::NoFrame);
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setSelectionMode(QAbstractItemView::SingleSelection);
  list_->setAccessibleName(tr("Jobs"));
  auto* nothing = wrappedLabel(tr("Imports, preparation and runs appear here while they go on."), FontRole::Body, Token::Text3);
  nothing->setAlignment(Qt::AlignCenter);
  nothing->setMargin(kSpace5);
  stack_->addWidget(nothing);
  stack_->addWidget(list_);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(head);
  column->addWidget(stack_, 1);
  setWidget(content);
  connect(clear_, &QPushButton::clicked, &model_, &JobModel::clearFinished);
  connect(&model_, &JobModel::countsChanged, this, &JobTray::refresh);
  refresh();
}

QString JobTray::summary(const JobModel& model) {
  QStringList parts;
  const int running = model.count(Job::State::Running), queued = model.count(Job::State::Queued), failed = model.count(Job::State::Failed);
  if (running > 0) parts << tr("%n running", nullptr, running);
  if (queued > 0) parts << tr("%n queued", nullptr, queued);
  if (failed > 0) parts << tr("%n failed", nullptr, failed);
  return parts.join(QStringLiteral(", "));
}

void JobTray::refresh() {
  const QString words = summary(model_);
  words_->setText(words.isEmpty() ? tr("Nothing is running") : words);
  stack_->setCurrentIndex(model_.rowCount() > 0 ? 1 : 0);
  clear_->setEnabled(model_.count(Job::State::Done) + model_.count(Job::State::Failed) + model_.count(Job::State::Cancelled) > 0);
}

}  // namespace selvox::ui
