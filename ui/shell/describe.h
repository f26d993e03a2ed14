#pragma once
// What the worker can do. Answered from a cache keyed by the program's path, size and time; asked anew behind it.

#include <filesystem>

#include <QObject>

#include "core/base/json.h"

class QProcess;

namespace selvox::ui {

class Describe : public QObject {
  Q_OBJECT
 public:
  explicit Describe(std::filesystem::path worker, QObject* parent = nullptr);
  ~Describe() override;
  [[nodiscard]] const base::Json& document() const { return document_; }  // empty object: not known (yet)
  [[nodiscard]] bool finished() const { return finished_; }
  [[nodiscard]] QString error() const { return error_; }  // why there is no worker, and what to do
  // "cuda:0, 15.9 GB" of the best device, or "cpu, 8 threads".
  [[nodiscard]] QString deviceText() const;

 Q_SIGNALS:
  void changed();

 private:
  void ask();
  void answered(int exitCode);
  [[nodiscard]] QString cacheFile() const;
  std::filesystem::path worker_;
  base::Json document_ = base::Json::object();
  QProcess* process_ = nullptr;
  bool finished_ = false;
  QString error_;
};

// The devices of a describe document as (id, words), "auto" left out.
[[nodiscard]] QList<QPair<QString, QString>> devicesOf(const base::Json& describe);

}  // namespace selvox::ui
