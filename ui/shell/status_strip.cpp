#include "ui/shell/status_strip.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "ui/async.h"
#include "ui/jobs/job_model.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {

ElidedLabel* stripLabel(Qt::TextElideMode mode) {
  auto* label = new ElidedLabel({}, mode);
  setTextRole(label, FontRole::Table, Token::Text2);
  label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  return label;
}

}  // namespace

StatusStrip::StatusStrip(QWidget* parent) : QWidget(parent) {
  setObjectName("statusStrip");
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(kStatusHeight + 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kSpace3, 1, kSpace2, 0);
  row->setSpacing(kSpace2);
  row->addWidget(iconLabel("folder2-open", Token::Text2, 14));
  workspace_ = stripLabel(Qt::ElideMiddle);
  row->addWidget(workspace_, 2);
  row->addWidget(verticalRule());
  row->addWidget(iconLabel("cpu", Token::Text2, 14));
  device_ = stripLabel(Qt::ElideRight);
  row->addWidget(device_, 1);
  row->addWidget(verticalRule());
  selection_ = stripLabel(Qt::ElideRight);
  row->addWidget(selection_, 1);
  row->addStretch(1);
  jobs_ = quietButton(tr("Jobs · idle"), "list-task");
  jobs_->setProperty("size", "compact");
  setTextRole(jobs_, FontRole::Table, Token::Text);
  jobs_->setToolTip(tr("Jobs (Ctrl+J)"));
  connect(jobs_, &QPushButton::clicked, this, &StatusStrip::jobsAsked);
  row->addWidget(jobs_);
  setWorkspace({});
}

void StatusStrip::setWorkspace(const std::filesystem::path& workspace) {
  folder_ = workspace;
  workspace_->setFullText(workspace.empty() ? tr("no workspace open") : homeShort(workspace));
  refreshDisk();
}

void StatusStrip::refreshDisk() {
  if (folder_.empty()) return;
  runAsync(
      Lane::Files, this,
      [folder = folder_] {
        std::error_code error;
        const auto space = std::filesystem::space(folder, error);
        return error ? static_cast<qint64>(-1) : static_cast<qint64>(space.available);
      },
      [this, folder = folder_](qint64 free) {
        if (folder != folder_ || free < 0) return;
        workspace_->setFullText(tr("%1 · %2 free").arg(homeShort(folder), bytesText(free)));
      });
}

void StatusStrip::setDevice(const QString& text) {
  device_->setFullText(text);
}
void StatusStrip::setSelection(const QString& text) {
  selection_->setFullText(text);
}

void StatusStrip::watch(JobModel* jobs) {
  connect(jobs, &JobModel::countsChanged, this, [this, jobs] { showJobs(jobs); });
  showJobs(jobs);
}

void StatusStrip::showJobs(JobModel* jobs) {
  QStringList parts;
  const int running = jobs->count(Job::State::Running), queued = jobs->count(Job::State::Queued),
            failed = jobs->count(Job::State::Failed);
  if (running > 0) parts << tr("%n running", nullptr, running);
  if (queued > 0) parts << tr("%n queued", nullptr, queued);
  if (failed > 0) parts << tr("%n failed", nullptr, failed);
  jobs_->setText(parts.isEmpty() ? tr("Jobs · idle") : tr("Jobs · %1").arg(parts.join(", ")));
}

}  // namespace selvox::ui
