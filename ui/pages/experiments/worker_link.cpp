#include "ui/pages/experiments/worker_link.h"

#include <QFileInfo>
#include <QProcess>

#include "ui/shell/words.h"

namespace selvox::ui {

WorkerLink::WorkerLink(std::filesystem::path worker, QObject* parent) : QObject(parent), worker_(std::move(worker)) {}

WorkerLink::~WorkerLink() {
  if (process_ == nullptr) return;
  process_->disconnect(this);
  process_->closeWriteChannel();
  if (!process_->waitForFinished(500)) {
    process_->kill();
    process_->waitForFinished(2000);
  }
}

void WorkerLink::ask(const QString& call, base::Json arguments, Then then) {
  arguments["id"] = nextId_;
  arguments["call"] = call.toStdString();
  const auto old = open_.find(call);
  const bool stale = old != open_.end() && old->second.id == sent_;
  open_[call] = {nextId_++, std::move(arguments), std::move(then)};
  // A trial of settings that have changed takes seconds, and the new preview would wait for it: begin anew.
  if (stale && call == "resolve") letGo();
  if (!ensureStarted()) return;
  send();
}

bool WorkerLink::ensureStarted() {
  if (process_ != nullptr) return true;
  if (!QFileInfo::exists(toQt(worker_))) {
    died(tr("selvox-worker is not installed beside this program."));
    return false;
  }
  process_ = new QProcess(this);
  process_->setProcessChannelMode(QProcess::SeparateChannels);
  connect(process_, &QProcess::readyReadStandardOutput, this, &WorkerLink::readLines);
  connect(process_, &QProcess::readyReadStandardError, this, [this] { (void)process_->readAllStandardError(); });
  connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) died(tr("selvox-worker could not be started."));
  });
  connect(process_, &QProcess::finished, this,
          [this] { died(tr("The worker ended while it was asked. Try again; its settings may need less memory.")); });
  process_->start(toQt(worker_), {"serve"});
  return true;
}

// One question at a time: while the worker works on one, newer ones of a kind replace older ones here.
void WorkerLink::send() {
  if (sent_ != 0 || open_.empty() || process_ == nullptr) return;
  // The picture first: it comes without trials and tells as well what is wrong with the settings.
  auto next = open_.find("preview");
  if (next == open_.end()) next = open_.begin();
  sent_ = next->second.id;
  process_->write(QByteArray::fromStdString(next->second.request.dump()) + '\n');
}

void WorkerLink::readLines() {
  buffer_ += process_->readAllStandardOutput();
  for (qsizetype end = buffer_.indexOf('\n'); end >= 0; end = buffer_.indexOf('\n')) {
    const QByteArray line = buffer_.left(end);
    buffer_.remove(0, end + 1);
    auto reply = base::parseJson(std::string_view(line.constData(), static_cast<std::size_t>(line.size())),
                                 "the worker's answer");
    if (!reply || !reply->is_object()) continue;
    const int id = base::valueOr<int>(*reply, "id", 0);
    if (id == sent_) sent_ = 0;
    for (auto it = open_.begin(); it != open_.end(); ++it) {
      if (it->second.id != id) continue;
      const Then then = std::move(it->second.then);
      open_.erase(it);
      if (base::valueOr<bool>(*reply, "ok", false))
        then(base::valueOr(*reply, "result", base::Json::object()));
      else
        then(base::fail(base::ErrorCode::InvalidArgument,
                        base::valueOr<std::string>(*reply, "error", "The worker gave no reason.")));
      break;
    }
  }
  send();
}

void WorkerLink::letGo() {
  if (process_ != nullptr) {
    process_->disconnect(this);
    connect(process_, &QProcess::finished, process_, &QObject::deleteLater);
    if (process_->state() == QProcess::NotRunning) process_->deleteLater();
    process_->kill();
    process_ = nullptr;
  }
  buffer_.clear();
  sent_ = 0;
}

void WorkerLink::died(const QString& why) {
  letGo();
  const auto lost = std::exchange(open_, {});
  for (const auto& [call, question] : lost) question.then(base::fail(base::ErrorCode::Io, why.toStdString()));
}

}  // namespace selvox::ui
