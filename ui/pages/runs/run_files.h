#pragma once
// Parts of a run folder that are read once a page asks: settings, data manifest, evaluations, the tail of worker.log.

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/base/result.h"
#include "core/events/run_folder.h"
#include "core/spec/run_spec.h"
#include "ui/pages/runs/evaluation.h"
#include "ui/pages/runs/transfer.h"

namespace selvox::ui {

struct SettingRow {
  QString name, value, defaultValue;  // default empty: not known
  bool changed = false;
};

struct RunFiles {
  spec::RunSpec spec;
  QString error;
  std::vector<SettingRow> settings;
  std::vector<Evaluation> evaluations;
  std::optional<Transfer> transfer;  // of a run that started from others' weights
};

// `describe` gives the defaults of the engine, the method, the network and the task.
[[nodiscard]] RunFiles readRunFiles(const events::RunFolder& folder, const base::Json& describe);
// One value as a person reads it: "64, 64, 32", "on", "1e-3".
[[nodiscard]] QString settingText(const base::Json& value);

struct LogTail {
  QString text;
  std::uintmax_t size = 0;
  bool cut = false;  // the beginning was left out
};
[[nodiscard]] LogTail readLogTail(const events::RunFolder& folder, std::uintmax_t maximumBytes = 256u << 10);

}  // namespace selvox::ui
