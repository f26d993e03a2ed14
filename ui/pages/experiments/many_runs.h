#pragma once
// One experiment of many runs: a cross-validation, a curve over label fractions, a search of settings. What a person
// asked for, what it will make and cost, and the words for `selvox crossval | curve | search`.

#include <cstdint>
#include <vector>

#include "ui/pages/experiments/draft.h"

namespace selvox::ui {

enum class ManyKind { Folds, Fractions, Search };

struct ManyRuns {
  ManyKind kind = ManyKind::Folds;
  QString name = "cv";
  QStringList parents;                  // arms beside scratch; of a search the one it starts from
  std::vector<std::uint64_t> seeds{0};  // of a search the first
  qint64 steps = 0;                     // of one run
  int folds = 5;
  bool repeatPretraining = false;
  QString leakReason;
  QStringList counts;  // labelled cases: numbers, or shares with a point
  bool halving = true;
  int trials = 12, eta = 3;
  QStringList over;  // "train.lr=1e-4..1e-2:log"
};

struct ManyStart {
  QString name, words;  // "mae-1", "MAE · U-Net · step 2,000"
};

// What the composer knows when a person asks.
struct ManyFacts {
  Draft draft;
  spec::ParamSchema schema;
  std::vector<ManyStart> starts;
  QStringList taken;    // names of runs and of such experiments
  qint64 labelled = 0;  // training cases with labels of the split
  qint64 steps = 0;     // of one run, as the form has it
  double seconds = -1;  // that it takes; negative: not known
};

struct ManyPlan {
  QStringList runs;  // in the order they are made
  qint64 turns = 0;  // how often one of them is trained on
  QString sentence;  // "5 folds × 2 arms = 10 runs, about 3 h"
};

// InvalidArgument: what cannot be, in words for the dialog.
[[nodiscard]] base::Result<ManyPlan> planMany(const ManyRuns& asked, const ManyFacts& facts);
[[nodiscard]] QStringList manyWords(const ManyRuns& asked, const Draft& draft, const QString& workspace);
[[nodiscard]] QString manyTitle(ManyKind kind);  // "Cross-validation"
[[nodiscard]] QString manyId(ManyKind kind);     // "crossval": the command and the kind in files
// "cv", or with the first number that makes it free.
[[nodiscard]] QString freeName(const QString& stem, const QStringList& taken);
// "0, 1, 2" or "0 1 2"; nothing where a word is no seed.
[[nodiscard]] std::optional<std::vector<std::uint64_t>> seedsFrom(const QString& text);
// "1e-4..1e-2:log", "a,b": what its schema would be searched in; empty where that names no range.
[[nodiscard]] QString usualRange(const spec::Param& param);

}  // namespace selvox::ui
