#pragma once
// The classes of a classification run and each case's place among them: a function of run.json and its settings.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/learn/losses/classify.h"
#include "core/spec/run_spec.h"

namespace selvox::learn::tasks {

struct ClassTargets {
  std::string column;
  losses::ClassKind kind = losses::ClassKind::Softmax;
  std::vector<std::string> classes;  // as `task.classes` lists them; otherwise numbers by size, texts by name

  // One share a class: 0 or 1. Empty: the case has no value in the column, or one that no training case has.
  [[nodiscard]] std::vector<double> row(const spec::CaseEntry& entry) const;
  [[nodiscard]] bool ordinal() const { return kind == losses::ClassKind::Ordinal; }
  [[nodiscard]] bool exclusive() const { return kind != losses::ClassKind::MultiLabel; }
  [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(classes.size()); }
  // Labelled training cases of each class.
  [[nodiscard]] std::vector<std::int64_t> counts(const std::vector<spec::CaseEntry>& cases) const;
};

// `task`: {"column", "kind", "classes"} resolved. The classes are those of all training cases, labelled or not, so that
// runs with fewer labels keep the same ones. Errors: no such column, fewer than two classes, a list in `classes` that
// is not theirs.
[[nodiscard]] base::Result<ClassTargets> classTargets(const std::vector<spec::CaseEntry>& cases,
                                                      const base::Json& task);

// "effusion|edema" -> both; a multi-label column separates by | or ; and says "none" or nothing where there is none.
[[nodiscard]] std::vector<std::string> valuesIn(const std::string& text);

}  // namespace selvox::learn::tasks
