#include "ui/pages/runs/compare_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include <QObject>

namespace selvox::ui {

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

const Evaluation* testOf(const RunFiles& files) {
  for (const Evaluation& evaluation : files.evaluations) {
    if (evaluation.split == "test") return &evaluation;
  }
  return files.evaluations.empty() ? nullptr : &files.evaluations.front();
}

QString dataWords(const spec::RunSpec& spec) {
  QStringList parts;
  for (const spec::DatasetEntry& each : spec.datasets) parts << text(each.dataset) + ' ' + text(each.version);
  return parts.join(QStringLiteral(", ")).trimmed();
}

QString casesWords(const spec::RunSpec& spec, const char* role) {
  const auto n = std::count_if(spec.cases.begin(), spec.cases.end(), [&](const spec::CaseEntry& each) { return each.role == role; });
  return QString::number(n);
}

QString labelledWords(const spec::RunSpec& spec) {
  const auto n = std::count_if(spec.cases.begin(), spec.cases.end(), [](const spec::CaseEntry& each) { return each.role == "train" && each.labelled; });
  return QString::number(n);
}

}  // namespace

std::vector<DifferenceRow> compareSettings(const std::vector<RunFiles>& runs) {
  std::vector<DifferenceRow> rows;
  const auto add = [&](const QString& name, auto&& value) {
    DifferenceRow row{name, {}, false};
    for (const RunFiles& run : runs) {
      const QString words = value(run);
      row.values << (words.isEmpty() ? QStringLiteral("–") : words);
    }
    row.differs = std::any_of(row.values.begin(), row.values.end(), [&](const QString& each) { return each != row.values.front(); });
    rows.push_back(std::move(row));
  };
  add(QObject::tr("start weights"), [](const RunFiles& run) { return text(run.spec.initFrom); });
  add(QObject::tr("method"), [](const RunFiles& run) { return text(run.spec.method.empty() ? run.spec.task : run.spec.method); });
  add(QObject::tr("network"), [](const RunFiles& run) { return text(run.spec.arch) + ' ' + QString::number(run.spec.dim) + 'D'; });
  add(QObject::tr("seed"), [](const RunFiles& run) { return QString::number(run.spec.seed); });
  add(QObject::tr("data"), [](const RunFiles& run) { return dataWords(run.spec); });
  add(QObject::tr("training cases"), [](const RunFiles& run) { return casesWords(run.spec, "train"); });
  add(QObject::tr("labelled cases"), [](const RunFiles& run) { return labelledWords(run.spec); });
  add(QObject::tr("test cases"), [](const RunFiles& run) { return casesWords(run.spec, "test"); });
  add(QObject::tr("split seed"), [](const RunFiles& run) {
    return run.spec.split.is_object() && run.spec.split.contains("seed") ? settingText(run.spec.split["seed"]) : QString();
  });
  std::set<std::string> names;
  for (const RunFiles& run : runs) {
    if (!run.spec.settings.is_object()) continue;
    for (const auto& [name, value] : run.spec.settings.items()) names.insert(name);
  }
  for (const std::string& name : names) {
    add(text(name), [&name](const RunFiles& run) {
      if (!run.spec.settings.is_object()) return QString();
      const auto found = run.spec.settings.find(name);
      return found == run.spec.settings.end() ? QString() : settingText(*found);
    });
  }
  return rows;
}

namespace {

const char* metricOfCases(const Evaluation& evaluation) {
  return evaluation.isEnhancement()      ? "psnr"
         : evaluation.isClassification() ? "true_class"
         : evaluation.isRetrieval()      ? "average_precision"
                                         : "dice";
}

std::optional<double> valueOf(const Evaluation& evaluation, const Evaluation::Case& each) {
  if (evaluation.isClassification()) return std::exp(-each.logLoss);
  if (evaluation.isRetrieval()) return each.averagePrecision;
  if (!evaluation.isEnhancement()) return each.mean("dice");
  const auto found = each.quality.find("psnr");
  return found == each.quality.end() ? std::nullopt : std::optional<double>(found->second);
}

}  // namespace

bool comparable(const RunFiles& a, const RunFiles& b) {
  const Evaluation* left = testOf(a);
  const Evaluation* right = testOf(b);
  return left && right && std::string_view(metricOfCases(*left)) == metricOfCases(*right);
}

std::optional<PairedResult> comparePaired(const RunFiles& a, const RunFiles& b) {
  const Evaluation* left = testOf(a);
  const Evaluation* right = testOf(b);
  if (!left || !right) return std::nullopt;
  PairedResult result;
  result.metric = metricOfCases(*left);
  if (result.metric != metricOfCases(*right)) return std::nullopt;
  std::map<std::string, double> others;
  for (const Evaluation::Case& each : right->cases) {
    if (const auto value = valueOf(*right, each)) others[each.name] = *value;
  }
  std::vector<double> differences, valuesA, valuesB;
  for (const Evaluation::Case& each : left->cases) {
    const auto value = valueOf(*left, each);
    if (!value) continue;
    const auto other = others.find(each.name);
    if (other == others.end()) {
      ++result.leftOut;
      continue;
    }
    result.cases.push_back({text(each.name), *value, other->second});
    differences.push_back(*value - other->second);
    valuesA.push_back(*value);
    valuesB.push_back(other->second);
    result.better += *value > other->second;
    others.erase(other);
  }
  result.leftOut += static_cast<int>(others.size());
  if (result.cases.empty()) return std::nullopt;
  result.difference = bootstrapMean(differences);
  result.meanA = bootstrapMean(valuesA);
  result.meanB = bootstrapMean(valuesB);
  return result;
}

}  // namespace selvox::ui
