#include "core/learn/tasks/class_targets.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/spec/columns.h"

namespace selvox::learn::tasks {
namespace {

using base::ErrorCode;
using losses::ClassKind;

std::vector<std::string> pieces(const std::string& text, const char* separators) {
  std::vector<std::string> all = base::pieces(text, separators);
  std::erase(all, std::string());
  return all;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

ClassKind kindOf(const base::Json& task) {
  const auto name = base::valueOr<std::string>(task, "kind", "softmax");
  return name == "ordinal" ? ClassKind::Ordinal : name == "multi-label" ? ClassKind::MultiLabel : ClassKind::Softmax;
}

std::vector<std::string> inOrder(const std::set<std::string>& names) {
  std::vector<std::string> ordered(names.begin(), names.end());
  const bool numbers =
      std::all_of(names.begin(), names.end(), [](const auto& name) { return base::toDouble(name).has_value(); });
  if (numbers)
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return *base::toDouble(a) < *base::toDouble(b); });
  return ordered;
}

}  // namespace

std::vector<std::string> valuesIn(const std::string& text) {
  auto all = pieces(text, "|;");
  std::erase_if(all, [](const std::string& value) { return value == spec::kNoColumn; });
  return all;
}

std::vector<double> ClassTargets::row(const spec::CaseEntry& entry) const {
  const auto found = entry.columns.find(column);
  if (found == entry.columns.end()) return {};
  std::vector<double> shares(classes.size(), 0.0);
  const auto put = [&](const std::string& value) {
    const auto at = std::find(classes.begin(), classes.end(), value);
    if (at != classes.end()) shares[static_cast<std::size_t>(at - classes.begin())] = 1;
    return at != classes.end();
  };
  if (exclusive()) return put(found->second) ? shares : std::vector<double>{};
  for (const std::string& value : valuesIn(found->second)) put(value);
  return shares;
}

std::vector<std::int64_t> ClassTargets::counts(const std::vector<spec::CaseEntry>& cases) const {
  std::vector<std::int64_t> counts(classes.size(), 0);
  for (const spec::CaseEntry& entry : cases) {
    if (entry.role != "train" || !entry.labelled) continue;
    const auto shares = row(entry);
    for (std::size_t k = 0; k < shares.size(); ++k) counts[k] += shares[k] > 0 ? 1 : 0;
  }
  return counts;
}

base::Result<ClassTargets> classTargets(const std::vector<spec::CaseEntry>& cases, const base::Json& task) {
  ClassTargets made;
  made.kind = kindOf(task);
  made.column = base::valueOr<std::string>(task, "column", "");
  if (made.column.empty()) {
    SELVOX_TRY(made.column, spec::columnToLearn(cases));
  }
  SELVOX_CHECK(spec::checkColumn(cases, "task.column", made.column, made.exclusive()));
  std::set<std::string> names;
  for (const spec::CaseEntry& entry : cases) {
    const auto found = entry.columns.find(made.column);
    if (entry.role != "train" || found == entry.columns.end()) continue;
    if (made.exclusive()) {
      names.insert(found->second);
    } else {
      for (const std::string& value : valuesIn(found->second)) names.insert(value);
    }
  }
  made.classes = inOrder(names);
  if (made.classes.empty() || made.classes.size() > 100) {
    return base::fail(ErrorCode::InvalidArgument, "task.column=" + made.column + ": the training cases have " +
                                                      std::to_string(made.classes.size()) +
                                                      " classes there; 1 to 100 are needed.");
  }
  const auto wish = base::valueOr<std::string>(task, "classes", "");
  if (wish.empty()) return made;
  const auto order = pieces(wish, ",");
  if (std::set<std::string>(order.begin(), order.end()) != names || order.size() != names.size()) {
    return base::fail(ErrorCode::InvalidArgument, "task.classes must list the classes of " + made.column +
                                                      ", each once, separated by commas; they are " +
                                                      listed(made.classes) + ".");
  }
  made.classes = order;
  return made;
}

}  // namespace selvox::learn::tasks
