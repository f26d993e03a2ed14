#pragma once
// A short question to a program that nobody needs to see in the tray: the newest one counts, an older one is ended.

#include <filesystem>
#include <functional>

#include <QStringList>

#include "ui/context.h"

class QProcess;

namespace selvox::ui {

class ChildCall : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  ~ChildCall() override;
  // `then` is called on the GUI thread, unless another call or stop() came in between. A start that fails: exit code
  // -1.
  void ask(const std::filesystem::path& program, const QStringList& arguments,
           std::function<void(const ChildResult&)> then);
  void stop();
  [[nodiscard]] bool running() const { return process_ != nullptr; }

 private:
  QProcess* process_ = nullptr;
};

// The last line of what a program said of its failure, or its exit code.
[[nodiscard]] QString failureText(const ChildResult& result);

}  // namespace selvox::ui
