#pragma once
// Columns of the catalog as classes: which one a pretraining is probed on, which one a classifier learns.

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/spec/run_spec.h"

namespace selvox::spec {

inline constexpr const char* kNoColumn = "none";

// The run learns to name the class of a case.
[[nodiscard]] inline bool classifies(const RunSpec& spec) {
  return spec.kind == "finetune" && spec.task == "classification";
}

// The run learns embeddings in which cases of one class lie near.
[[nodiscard]] inline bool learnsSimilarity(const RunSpec& spec) {
  return spec.kind == "finetune" && spec.task == "retrieval";
}

// The run learns from a column of its cases instead of label maps.
[[nodiscard]] inline bool learnsFromColumn(const RunSpec& spec) {
  return classifies(spec) || learnsSimilarity(spec);
}

// The run learns from label maps.
[[nodiscard]] inline bool learnsFromMaps(const RunSpec& spec) {
  return spec.kind == "finetune" && !learnsFromColumn(spec) && !enhances(spec);
}

// Names of all columns of the training cases, in order.
[[nodiscard]] std::vector<std::string> columnsOf(const std::vector<CaseEntry>& cases);

// Columns with 2 to 100 classes among the training cases: "class", "label", "diagnosis" first, then the others by name.
// Passed over are what a scanner writes (echo time, model, …) and measurements: more than ten values, all numbers.
[[nodiscard]] std::vector<std::string> classColumns(const std::vector<CaseEntry>& cases);

// The first of them; kNoColumn where there is none.
[[nodiscard]] std::string automaticColumn(const std::vector<CaseEntry>& cases);

// What a classifier learns unless `task.column` says so: the only one of them, or one that is called "class", "label"
// or "diagnosis". The error lists the columns.
[[nodiscard]] base::Result<std::string> columnToLearn(const std::vector<CaseEntry>& cases);

// A column a person named for `setting`: it must be there; `classes`: with 2 to 100 values.
[[nodiscard]] base::Status checkColumn(const std::vector<CaseEntry>& cases, const std::string& setting,
                                       const std::string& column, bool classes);

}  // namespace selvox::spec
