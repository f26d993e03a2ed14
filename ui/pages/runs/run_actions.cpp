#include "ui/pages/runs/run_actions.h"

#include <system_error>

#include <QAbstractButton>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>

#include "core/base/file.h"
#include "ui/async.h"
#include "ui/charts/axis.h"
#include "ui/jobs/job_model.h"

namespace selvox::ui {

namespace {

struct Loss {
  int checkpoints = 0;
  std::uintmax_t bytes = 0;
};

Loss measure(const std::vector<events::RunFolder>& folders) {
  Loss loss;
  for (const events::RunFolder& folder : folders) {
    std::error_code error;
    std::filesystem::recursive_directory_iterator at(folder.root, std::filesystem::directory_options::skip_permission_denied, error);
    for (const std::filesystem::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
      std::error_code missing;
      if (!at->is_regular_file(missing) || missing) continue;
      loss.bytes += at->file_size(missing);
      if (at->path().parent_path().filename() == "checkpoints" && at->path().extension() == ".safetensors") ++loss.checkpoints;
    }
  }
  return loss;
}

}  // namespace

RunActions::RunActions(Context& context, Navigator& navigator, RunMonitor& monitor, QWidget* window)
    : QObject(window), context_(context), navigator_(navigator), monitor_(monitor), window_(window) {
  ask = [this](const QString& title, const QString& text, const QString& verb) {
    QMessageBox box(QMessageBox::Warning, title, text, QMessageBox::Cancel, window_);
    QPushButton* act = box.addButton(verb, QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == act;
  };
}

bool RunActions::canPause(const QString& name) const {
  const RunSummary* run = monitor_.find(name);
  return run && run->state == "running";
}

bool RunActions::canResume(const QString& name) const {
  const RunSummary* run = monitor_.find(name);
  return run && (run->state == "paused" || run->state == "stopped" || run->state == "lost" || run->state == "failed");
}

bool RunActions::canStop(const QString& name) const {
  const RunSummary* run = monitor_.find(name);
  return run && run->active();
}

bool RunActions::canDelete(const QString& name) const {
  const RunSummary* run = monitor_.find(name);
  return run && run->state != "running";
}

void RunActions::request(const QString& name, events::Request what, const QString& word) {
  const events::RunFolder folder = context_.runs->folder(name.toStdString());
  runAsync(
      Lane::Files, this, [folder, what] { return events::request(folder, what); },
      [this, name, word](const base::Status& status) {
        if (!status) {
          Q_EMIT failed(tr("%1: %2 could not be asked for. %3").arg(name, word, QString::fromStdString(status.error().message)));
          return;
        }
        Q_EMIT requested(name, word);
        monitor_.refresh();
      });
}

void RunActions::pause(const QStringList& names) {
  for (const QString& name : names) {
    if (canPause(name)) request(name, events::Request::Pause, tr("Pause"));
  }
}

void RunActions::checkpoint(const QStringList& names) {
  for (const QString& name : names) {
    if (!canPause(name)) continue;
    request(name, events::Request::Checkpoint, tr("Checkpoint"));
    Q_EMIT navigator_.toast(tr("%1: a checkpoint comes after this step.").arg(name));
  }
}

void RunActions::resume(const QStringList& names) {
  for (const QString& name : names) {
    if (!canResume(name)) continue;
    child(tr("Resume %1").arg(name),
          {"runs", "resume", QString::fromStdString(base::utf8(context_.workspace)), name}, tr("%1 goes on.").arg(name));
  }
}

void RunActions::pauseOrResume(const QStringList& names) {
  pause(names);
  resume(names);
}

void RunActions::stop(const QStringList& names) {
  QStringList able;
  for (const QString& name : names) {
    if (canStop(name)) able << name;
  }
  if (able.isEmpty()) return;
  const QString text = able.size() == 1
                           ? tr("%1 writes a checkpoint and ends. It can be resumed from there later.").arg(able.front())
                           : tr("%n run(s) write a checkpoint and end. They can be resumed from there later.", nullptr, static_cast<int>(able.size()));
  if (!ask(tr("Stop run"), text, tr("Stop run"))) return;
  for (const QString& name : able) {
    const RunSummary* run = monitor_.find(name);
    if (run && run->state == "queued") {
      ports::RunStore* store = context_.runs;
      runAsync(
          Lane::Files, this, [store, name] { return store->dequeue(name.toStdString()); },
          [this](const base::Status& status) {
            if (!status) Q_EMIT failed(QString::fromStdString(status.error().message));
            monitor_.refresh();
          });
      continue;
    }
    request(name, events::Request::Stop, tr("Stop"));
  }
}

void RunActions::measureLoss(const QStringList& names, std::function<void(const QString&)> then) {
  std::vector<events::RunFolder> folders;
  for (const QString& name : names) folders.push_back(context_.runs->folder(name.toStdString()));
  runAsync(
      Lane::Files, this, [folders = std::move(folders)] { return measure(folders); },
      [then = std::move(then)](const Loss& loss) {
        then(tr("%n checkpoint(s), %1", nullptr, loss.checkpoints).arg(byteSize(static_cast<double>(loss.bytes))));
      });
}

void RunActions::remove(const QStringList& names) {
  QStringList able;
  for (const QString& name : names) {
    if (canDelete(name)) able << name;
  }
  if (able.isEmpty()) {
    Q_EMIT failed(tr("A running run cannot be deleted. Stop it first."));
    return;
  }
  measureLoss(able, [this, able](const QString& loss) {
    const QString what = able.size() == 1 ? able.front() : tr("%n run(s)", nullptr, static_cast<int>(able.size()));
    QString text = tr("%1 is deleted for good: %2.").arg(what, loss);
    QStringList children;
    for (const RunSummary& run : monitor_.runs()) {
      if (able.contains(run.parent) && !able.contains(run.name)) children << run.name;
    }
    if (!children.isEmpty()) text += ' ' + tr("Fine-tuned from it and kept: %1.").arg(children.join(QStringLiteral(", ")));
    if (!ask(tr("Delete run"), text, tr("Delete"))) return;
    for (const QString& name : able) {
      child(tr("Delete %1").arg(name), {"runs", "delete", QString::fromStdString(base::utf8(context_.workspace)), name, "--force"},
            tr("%1 deleted.").arg(name));
    }
  });
}

void RunActions::child(const QString& title, const QStringList& arguments, const QString& done) {
  const auto finish = [this, title, done](const ChildResult& result) {
    if (result.exitCode != 0) {
      QString reason = QString::fromUtf8(result.errors).trimmed().section('\n', -1);
      if (reason.isEmpty()) reason = tr("the command ended with exit code %1").arg(result.exitCode);
      Q_EMIT failed(tr("%1: %2").arg(title, reason));
    } else {
      Q_EMIT navigator_.toast(done);
    }
    monitor_.refresh();
    Q_EMIT navigator_.runsChanged();
  };
  if (context_.jobs) {
    context_.jobs->startChild(title, context_.cliProgram, arguments, this, finish);
    return;
  }
  auto* process = new QProcess(this);
  connect(process, &QProcess::finished, this, [process, finish](int code, QProcess::ExitStatus) {
    finish({code, process->readAllStandardOutput(), process->readAllStandardError()});
    process->deleteLater();
  });
  connect(process, &QProcess::errorOccurred, this, [process, finish](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart) return;
    finish({-1, {}, process->errorString().toUtf8()});
    process->deleteLater();
  });
  process->start(QString::fromStdString(base::utf8(context_.cliProgram)), arguments);
}

}  // namespace selvox::ui
