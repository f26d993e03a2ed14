#pragma once
// Experiments of many runs that a workspace knows: WS/index/experiments/NAME.json, one a name, with the words that go
// on with it and, once it is done, its result.

#include <filesystem>
#include <vector>

#include "ui/pages/experiments/many_runs.h"

namespace selvox::ui {

struct ManyRecord {
  ManyKind kind = ManyKind::Folds;
  QString name, created;  // ISO 8601
  QStringList words;      // after `selvox`
  QStringList runs;
  qint64 turns = 0;
  base::Json document;  // of the command; null: not done
  [[nodiscard]] bool done() const { return document.is_object(); }
};

[[nodiscard]] base::Status saveMany(const std::filesystem::path& workspace, const ManyRecord& record);
// The youngest first; what cannot be read is passed over.
[[nodiscard]] std::vector<ManyRecord> listMany(const std::filesystem::path& workspace);

}  // namespace selvox::ui
