#pragma once
// The warm worker (`selvox-worker serve`): previews and estimates as JSON lines. Started when first asked, started
// again when it died or works on what nobody waits for; a question that a newer one replaces is not answered.

#include <filesystem>
#include <functional>
#include <map>

#include <QObject>

#include "core/base/json.h"
#include "core/base/result.h"

class QProcess;

namespace selvox::ui {

class WorkerLink : public QObject {
  Q_OBJECT
 public:
  using Then = std::function<void(const base::Result<base::Json>&)>;
  explicit WorkerLink(std::filesystem::path worker, QObject* parent = nullptr);
  ~WorkerLink() override;
  // `call` is "preview" or "resolve"; one question of each kind is open at a time, the newest.
  void ask(const QString& call, base::Json arguments, Then then);
  [[nodiscard]] bool busy() const { return !open_.empty(); }

 private:
  struct Question {
    int id = 0;
    base::Json request;
    Then then;
  };
  bool ensureStarted();
  void send();
  void readLines();
  void letGo();  // ends the process; what is open is asked again of the next one
  void died(const QString& why);
  std::filesystem::path worker_;
  QProcess* process_ = nullptr;
  std::map<QString, Question> open_;  // by call
  int sent_ = 0;                      // id of the question the worker works on; 0: none
  int nextId_ = 1;
  QByteArray buffer_;
};

}  // namespace selvox::ui
