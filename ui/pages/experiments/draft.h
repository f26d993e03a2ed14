#pragma once
// An experiment that is being composed: what a person chose, as a request for the services and as words for `selvox`.

#include <optional>

#include <QStringList>

#include "core/services/cohort.h"
#include "core/spec/param_schema.h"
#include "ui/forms/unit_words.h"

namespace selvox::ui {

struct Draft {
  QString kind = "pretrain";  // or "finetune"
  std::vector<services::CohortDataset> datasets;
  QString method, task = "segmentation", arch = "unet", device = "auto", from = "scratch", name, leakReason;
  int dim = 3;
  bool allCases = false;                       // pretraining on validation and test cases too
  int labelled = 0;                            // fewer labelled cases; 0: as the split has it
  base::Json settings = base::Json::object();  // only what a person set
};

[[nodiscard]] QString datasetWords(const Draft& draft);  // "brain, spine"
[[nodiscard]] services::RunRequest toRequest(const Draft& draft);
// Words after `selvox`: the same experiment from a terminal.
[[nodiscard]] QStringList commandWords(const Draft& draft, const QString& workspace);
// For a shell: quoted where needed.
[[nodiscard]] QString shellLine(const QString& program, const QStringList& words);

// One choice of the describe document.
struct UnitChoice {
  QString id, family, summary, paper;
  QString title;    // empty: unitTitle(id)
  QString network;  // of a method: taken unless a person chooses another
  QList<int> dims;
  base::Json trainDefaults;
};
[[nodiscard]] std::vector<UnitChoice> unitsOf(const base::Json& describe,
                                              const char* list);  // "methods", "networks", "tasks"

// The schema of such a run with the unit's own training defaults in place.
[[nodiscard]] base::Result<spec::ParamSchema> draftSchema(const base::Json& describe, const Draft& draft);

// What a person would have chosen to get this run: its frame, and all its settings but `changed` and what follows it.
[[nodiscard]] Draft draftLike(const spec::RunSpec& run);
[[nodiscard]] base::Json settingsLike(const spec::ParamSchema& schema, const spec::RunSpec& run,
                                      const std::string& changed);

}  // namespace selvox::ui
