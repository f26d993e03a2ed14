#pragma once
// Some real steps of the experiment before it is launched (`selvox estimate`): a job in the tray, and what it measured.
// An answer holds for the settings it was asked with: after an edit it does not count, after its undo it does again.

#include <QObject>

#include "ui/context.h"
#include "ui/pages/experiments/draft.h"
#include "ui/pages/experiments/preflight_pane.h"

namespace selvox::ui {

// Words after `selvox`. `leaks`: patients do; nothing of a dry run is kept, so its gate is passed.
[[nodiscard]] QStringList dryRunWords(const Draft& draft, const QString& workspace, bool leaks = false);
// What was measured in the place of what was guessed.
[[nodiscard]] PreflightEstimate withMeasured(PreflightEstimate estimate, const base::Json& document);

class DryRun : public QObject {
  Q_OBJECT
 public:
  explicit DryRun(Context& context, QObject* parent = nullptr);
  void start(const Draft& draft, bool leaks);
  void cancel();
  [[nodiscard]] bool running() const { return !job_.isEmpty(); }
  [[nodiscard]] const base::Json* measured(const Draft& draft) const;  // null: not these settings
  [[nodiscard]] DryRunView view(const Draft& draft, bool possible) const;

 Q_SIGNALS:
  void changed();

 private:
  void take(const ChildResult& result);
  [[nodiscard]] QStringList keyOf(const Draft& draft) const;
  Context& context_;
  QString job_, progress_, failure_;
  bool cancelled_ = false;
  QStringList key_;  // of the answer, or of what runs
  base::Json answer_;
};

}  // namespace selvox::ui
