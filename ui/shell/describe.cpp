#include "ui/shell/describe.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTimer>

#include "ui/shell/words.h"

namespace selvox::ui {

QList<QPair<QString, QString>> devicesOf(const base::Json& describe) {
  QList<QPair<QString, QString>> found;
  const auto devices = base::valueOr(describe, "devices", base::Json::array());
  for (const auto& device : devices) {
    const QString id = QString::fromStdString(base::valueOr<std::string>(device, "id", {}));
    if (id.isEmpty()) continue;
    const QString name = QString::fromStdString(base::valueOr<std::string>(device, "name", {}));
    const auto memory = base::valueOr<double>(device, "memory", 0);
    QString words = id;
    if (memory > 0) words += QStringLiteral(" · ") + bytesText(static_cast<qint64>(memory));
    if (!name.isEmpty() && name != id) words += QStringLiteral(" · ") + name;
    found.append({id, words});
  }
  return found;
}

Describe::Describe(std::filesystem::path worker, QObject* parent) : QObject(parent), worker_(std::move(worker)) {
  if (!QFileInfo::exists(toQt(worker_))) {
    finished_ = true;
    error_ =
        tr("selvox-worker was not found beside this program. Data can be viewed; training needs it. Install the worker "
           "package.");
    return;
  }
  if (auto cached = base::readJson(fromQt(cacheFile())); cached && cached->is_object()) {
    document_ = std::move(*cached);
    finished_ = true;
  }
  QTimer::singleShot(0, this, &Describe::ask);
}

Describe::~Describe() {
  if (process_ == nullptr) return;
  process_->disconnect(this);
  process_->kill();
  process_->waitForFinished(2000);
}

QString Describe::cacheFile() const {
  const QFileInfo info(toQt(worker_));
  const QString stamp =
      QString("%1|%2|%3").arg(info.absoluteFilePath()).arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
  const QString key =
      QString::fromLatin1(QCryptographicHash::hash(stamp.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
  return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + "/describe-" + key + ".json";
}

void Describe::ask() {
  process_ = new QProcess(this);
  process_->setProcessChannelMode(QProcess::SeparateChannels);
  connect(process_, &QProcess::finished, this,
          [this](int code, QProcess::ExitStatus status) { answered(status == QProcess::NormalExit ? code : -1); });
  connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) answered(-1);
  });
  process_->start(toQt(worker_), {"describe", "--json"});
}

void Describe::answered(int exitCode) {
  if (process_ == nullptr) return;
  const QByteArray output = process_->readAllStandardOutput();
  const QString errors = QString::fromUtf8(process_->readAllStandardError()).trimmed();
  process_->deleteLater();
  process_ = nullptr;
  finished_ = true;
  auto parsed = base::parseJson(std::string_view(output.constData(), static_cast<std::size_t>(output.size())),
                                "selvox-worker describe");
  if (exitCode != 0 || !parsed || !parsed->is_object()) {
    error_ = tr("selvox-worker does not answer, so nothing can be trained here. %1").arg(errors.right(300));
    Q_EMIT changed();
    return;
  }
  error_.clear();
  if (*parsed == document_) return;
  document_ = std::move(*parsed);
  QDir().mkpath(QFileInfo(cacheFile()).absolutePath());
  QSaveFile file(cacheFile());  // a cache: a failed write only costs the next start a second
  if (file.open(QIODevice::WriteOnly)) {
    file.write(output);
    file.commit();
  }
  Q_EMIT changed();
}

QString Describe::deviceText() const {
  const auto devices = devicesOf(document_);
  if (devices.isEmpty()) return finished_ ? tr("no worker") : tr("asking the worker");
  QString best = devices.front().second;
  for (const auto& [id, words] : devices)
    if (id.startsWith("cuda")) {
      best = words;
      break;
    }
  return best;
}

}  // namespace selvox::ui
