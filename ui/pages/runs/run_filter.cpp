#include "ui/pages/runs/run_filter.h"

#include <algorithm>
#include <optional>

#include <QRegularExpression>

#include "ui/pages/runs/run_words.h"

namespace selvox::ui {

namespace {

std::optional<double> numberOf(const RunSummary& run, const QString& field) {
  if (field == "labels" || field == "labelled") return run.labelled;
  if (field == "seed") return static_cast<double>(run.seed);
  if (field == "step") return static_cast<double>(run.step);
  if (field == "steps") return static_cast<double>(run.steps);
  if (field == "dim") return run.dim;
  if (field == "minutes") return run.seconds / 60;
  if (field == "best" && run.hasMetric) return run.best;
  if (field == "last" && run.hasMetric) return run.last;
  return std::nullopt;
}

std::optional<QString> textOf(const RunSummary& run, const QString& field) {
  if (field == "name" || field == "run") return run.name;
  if (field == "state") return run.state + ' ' + stateLook(run.state).word;
  if (field == "method") return run.method.isEmpty() ? methodWords(run) : run.method + ' ' + methodName(run.method);
  if (field == "arch" || field == "network") return run.arch;
  if (field == "task") return run.task;
  if (field == "kind") return run.kind;
  if (field == "parent" || field == "from") return run.parent.isEmpty() ? QStringLiteral("scratch") : run.parent;
  if (field == "dataset" || field == "data") return run.datasets.join(' ');
  if (field == "device") return run.device;
  return std::nullopt;
}

bool compare(double value, const QString& comparison, double bound) {
  if (comparison == "<=") return value <= bound;
  if (comparison == ">=") return value >= bound;
  if (comparison == "<") return value < bound;
  if (comparison == ">") return value > bound;
  return value == bound;
}

}  // namespace

RunFilter::RunFilter(const QString& text) {
  static const QRegularExpression kTerm(QStringLiteral("^([a-z]+)(<=|>=|<|>|=|:)(.+)$"), QRegularExpression::CaseInsensitiveOption);
  for (const QString& part : text.split(' ', Qt::SkipEmptyParts)) {
    const auto match = kTerm.match(part);
    if (!match.hasMatch()) {
      words_ << part;
      continue;
    }
    Term term{match.captured(1).toLower(), match.captured(2), match.captured(3), 0, false};
    term.number = term.text.toDouble(&term.numeric);
    terms_.push_back(term);
  }
}

bool RunFilter::matches(const RunSummary& run) const {
  for (const Term& term : terms_) {
    const auto number = numberOf(run, term.field);
    if (number && term.numeric) {
      if (!compare(*number, term.comparison, term.number)) return false;
      continue;
    }
    const auto text = textOf(run, term.field);
    if (!text || !text->contains(term.text, Qt::CaseInsensitive)) return false;
  }
  if (words_.isEmpty()) return true;
  const QString hay = QStringList{run.name, methodWords(run), run.method, run.arch, run.task, run.datasets.join(' '),
                                  stateLook(run.state).word, run.reason}.join('\n');
  return std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return hay.contains(word, Qt::CaseInsensitive); });
}

}  // namespace selvox::ui
