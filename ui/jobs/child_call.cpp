#include "ui/jobs/child_call.h"

#include <QProcess>

#include "ui/shell/words.h"

namespace selvox::ui {

namespace {
constexpr int kEndWithinMs = 2000;
}

ChildCall::~ChildCall() {
  if (process_ == nullptr) return;
  process_->disconnect(this);
  process_->kill();
  process_->waitForFinished(kEndWithinMs);
}

void ChildCall::stop() {
  if (process_ == nullptr) return;
  QProcess* old = process_;
  process_ = nullptr;
  old->disconnect(this);
  connect(old, &QProcess::finished, old, &QObject::deleteLater);
  old->kill();
  if (old->state() == QProcess::NotRunning) old->deleteLater();
}

void ChildCall::ask(const std::filesystem::path& program, const QStringList& arguments,
                    std::function<void(const ChildResult&)> then) {
  stop();
  process_ = new QProcess(this);
  const auto answer = [this, then = std::move(then)](int code, const QByteArray& startError) {
    if (process_ == nullptr) return;
    QProcess* done = process_;
    process_ = nullptr;
    const ChildResult result{code, done->readAllStandardOutput(), done->readAllStandardError() + startError};
    done->deleteLater();
    then(result);
  };
  connect(process_, &QProcess::finished, this,
          [answer](int code, QProcess::ExitStatus status) { answer(status == QProcess::CrashExit ? -1 : code, {}); });
  connect(process_, &QProcess::errorOccurred, this, [this, answer](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart && process_ != nullptr) answer(-1, process_->errorString().toUtf8());
  });
  process_->setStandardInputFile(QProcess::nullDevice());
  process_->start(toQt(program), arguments);
}

QString failureText(const ChildResult& result) {
  const QString said = QString::fromUtf8(result.errors).trimmed().section(QLatin1Char('\n'), -1);
  return said.isEmpty() ? ChildCall::tr("The process ended without a message (exit %1).").arg(result.exitCode) : said;
}

}  // namespace selvox::ui
