#pragma once
// Cross-validation: a task learnt in every fold, from pretrained runs and from scratch, over seeds. Every run is a run
// like any other and stores its fold as its split; the document is read from their evaluations.

#include <cstdint>
#include <string>
#include <vector>

#include "core/services/folds.h"
#include "core/services/workspace.h"
#include "core/spec/run_spec.h"

namespace selvox::services {

struct CrossvalRun {
  std::string arm;   // "scratch", or the run whose weights it starts from
  std::string name;  // "cv-f1-s0-mae-1"
  int fold = 1;      // from 1
  std::uint64_t seed = 0;
};

// Scratch and every parent in every fold, seeds outermost, so that a grid cut short has whole cross-validations.
[[nodiscard]] std::vector<CrossvalRun> crossvalRuns(const std::string& stem, const std::vector<std::string>& parents,
                                                    int folds, const std::vector<std::uint64_t>& seeds);

// The cases of a dataset as a task sees them: labelled are those it can be judged on; `part` holds their value in
// `stratify` (may be empty). Of a classification `column` is what is learnt; empty: the one that runs take by
// themselves, which is written there.
[[nodiscard]] base::Result<std::vector<SplitCase>> foldCases(ports::Catalog& catalog, const std::string& dataset,
                                                             const std::string& task, std::string& column,
                                                             const std::string& stratify);

// Refused: a run of that name is there and has another split, seed or start.
[[nodiscard]] base::Status checkFold(const spec::RunSpec& there, std::uint64_t seed, const std::string& from,
                                     const ports::SplitRow& split);

// Refused: `parent` (or what it descends from) trained on patients that the folds judge; the message says which way
// out there is.
[[nodiscard]] base::Status gateFolds(const Workspace& workspace, const std::vector<ports::SplitRow>& folds,
                                     const std::string& parent);

// From the stored evaluations of the test cases (runs without one are left out):
// {metric, folds, patients, arms:[{arm, folds:[{fold, cases, value, runs:[{run, seed, value}]}],
//   over_folds:{mean, deviation, n}, pooled:{dice:{mean, low, high, n}, …}, labels:{"1":{name, dice, hd95}}, auc,
//   gain:{dice, …}, label_gains:{"1":{…}}, cases:[{case, patient, fold, dice, …}]}]}
// Pooled over all cases of all folds; a patient averages its seeds first. `gain`: over scratch in the same fold with
// the same seed, paired; not of scratch itself. `auc` (classification) is the mean of the folds' own: scores of
// different networks do not share a scale.
[[nodiscard]] base::Result<base::Json> crossvalDocument(const Workspace& workspace,
                                                        const std::vector<CrossvalRun>& runs);

}  // namespace selvox::services
