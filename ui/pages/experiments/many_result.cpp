#include "ui/pages/experiments/many_result.h"

#include <algorithm>
#include <cmath>

#include "core/services/label_curve.h"
#include "ui/forms/param_words.h"
#include "ui/pages/runs/evaluation_words.h"
#include "ui/pages/runs/run_words.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

using base::Json;

Json partOf(const Json& json, const char* name) {
  return json.is_object() && json.contains(name) ? json[name] : Json();
}

std::string textOf(const Json& json, const char* name) {
  return base::valueOr<std::string>(json, name, {});
}

QString startWords(const std::string& arm) {
  return arm == "scratch" ? ManyResultDialog::tr("from scratch") : toQt(arm);
}

QString valueWords(const Json& value) {
  const double mean = base::valueOr(value, "mean", std::nan(""));
  if (!std::isfinite(mean)) return QStringLiteral("–");
  const double low = base::valueOr(value, "low", std::nan("")), high = base::valueOr(value, "high", std::nan(""));
  if (!std::isfinite(low) || !std::isfinite(high)) return numberWords(mean);
  return intervalWords({mean, low, high, base::valueOr(value, "n", 0)});
}

// "0.012 [0.003, 0.021] ▲": of what the interval is sure.
QString gainWords(const Json& gain) {
  if (!gain.is_object()) return {};
  const double low = base::valueOr(gain, "low", std::nan("")), high = base::valueOr(gain, "high", std::nan(""));
  return valueWords(gain) + (low > 0 ? QStringLiteral(" ▲") : high < 0 ? QStringLiteral(" ▼") : QStringLiteral(" ="));
}

QString gainLegend() {
  return ManyResultDialog::tr(
      "▲ ▼ the interval of the difference does not hold 0 · = not distinguishable · 95 % "
      "intervals over patients, differences paired");
}

void addMetrics(ManyTable& table, const QString& start, const QString& label, const Json& values, const Json& gains) {
  if (!values.is_object()) return;
  for (const auto& [name, value] : values.items()) {
    if (!value.is_object()) continue;
    const QString metric = label.isEmpty() ? metricName(name) : QString("%1 · %2").arg(label, metricName(name));
    table.rows.push_back(
        {{start, metric, valueWords(value), gainWords(partOf(gains, name.c_str()))}, {}, label.isEmpty()});
  }
}

ManyTable foldsTable(const Json& document) {
  ManyTable table;
  table.heads = {ManyResultDialog::tr("Start weights"), ManyResultDialog::tr("Metric"),
                 ManyResultDialog::tr("All folds together"), ManyResultDialog::tr("Over scratch, paired")};
  const auto metric = textOf(document, "metric");
  for (const auto& arm : base::valueOr(document, "arms", Json::array())) {
    const QString start = startWords(textOf(arm, "arm"));
    addMetrics(table, start, {}, partOf(arm, "pooled"), partOf(arm, "gain"));
    const Json labels = base::valueOr(arm, "labels", Json::object()), gains = partOf(arm, "label_gains");
    for (const auto& [number, label] : labels.items())
      addMetrics(table, start, toQt(textOf(label, "name")), label, partOf(gains, number.c_str()));
    QStringList folds;
    for (const auto& fold : base::valueOr(arm, "folds", Json::array()))
      folds << numberWords(base::valueOr(partOf(fold, "value"), "mean", std::nan("")));
    table.sentences << ManyResultDialog::tr("%1, %2 by fold: %3").arg(start, metricName(metric), folds.join(" · "));
  }
  table.sentences << gainLegend();
  return table;
}

// The picture takes a document as the command made it; this one is from a file that anybody may have edited.
bool drawable(const Json& document) {
  const auto isNumber = [](const Json& value, const char* name) { return partOf(value, name).is_number(); };
  const Json arms = partOf(document, "arms");
  if (!arms.is_array() || arms.empty() || textOf(document, "metric").empty() || textOf(document, "split").empty())
    return false;
  return std::all_of(arms.begin(), arms.end(), [&](const Json& arm) {
    const Json points = partOf(arm, "points");
    return !textOf(arm, "arm").empty() && points.is_array() && !points.empty() &&
           std::all_of(points.begin(), points.end(), [&](const Json& point) {
             const Json value = partOf(point, "value");
             return isNumber(point, "labelled") && isNumber(value, "mean") && isNumber(value, "low") &&
                    isNumber(value, "high");
           });
  });
}

ManyTable curveTable(const Json& document) {
  ManyTable table;
  table.heads = {ManyResultDialog::tr("Labelled cases"), ManyResultDialog::tr("Start weights"),
                 ManyResultDialog::tr("Seeds"), metricName(textOf(document, "metric")),
                 ManyResultDialog::tr("Over scratch, paired")};
  std::vector<std::pair<std::int64_t, ManyRow>> rows;
  for (const auto& arm : base::valueOr(document, "arms", Json::array()))
    for (const auto& point : base::valueOr(arm, "points", Json::array())) {
      const auto labelled = base::valueOr<std::int64_t>(point, "labelled", 0);
      rows.emplace_back(labelled, ManyRow{{countText(labelled), startWords(textOf(arm, "arm")),
                                           QString::number(base::valueOr(point, "runs", Json::array()).size()),
                                           valueWords(partOf(point, "value")), gainWords(partOf(point, "gain"))},
                                          {},
                                          false});
    }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [labelled, row] : rows) table.rows.push_back(std::move(row));
  table.sentences << gainLegend();
  if (drawable(document)) table.picture = services::curveSvg(document);
  return table;
}

QString settingsWords(const Json& settings) {
  QStringList parts;
  if (settings.is_object())
    for (const auto& [name, value] : settings.items())
      parts << QString("%1 %2").arg(paramTitle(name), valueText(value));
  return parts.isEmpty() ? ManyResultDialog::tr("as without a search") : parts.join(QStringLiteral(" · "));
}

ManyTable searchTable(const Json& document) {
  ManyTable table;
  table.heads = {ManyResultDialog::tr("Trial"), ManyResultDialog::tr("Settings")};
  const QString metric = metricName(textOf(document, "metric"));
  std::vector<std::int64_t> rungs;
  for (const auto& rung : base::valueOr(document, "rungs", Json::array())) {
    rungs.push_back(base::valueOr<std::int64_t>(rung, "steps", 0));
    table.heads << ManyResultDialog::tr("%1 at step %2").arg(metric, countText(rungs.back()));
  }
  const Json best = partOf(document, "best");
  const auto winner = textOf(best, "run");
  for (const auto& trial : base::valueOr(document, "trials", Json::array())) {
    const auto run = textOf(trial, "run");
    ManyRow row{{toQt(run), settingsWords(partOf(trial, "settings"))}, toQt(run), run == winner};
    for (const auto& result : base::valueOr(trial, "results", Json::array())) {
      const auto failure = textOf(result, "failure");
      row.cells << (failure.empty() ? valueWords(partOf(result, "value"))
                                    : ManyResultDialog::tr("failed: %1").arg(toQt(failure)));
    }
    table.rows.push_back(std::move(row));
  }
  if (best.is_object()) {
    table.settings = base::valueOr(best, "settings", Json::object());
    table.sentences << ManyResultDialog::tr("Best on validation cases: %1, %2. Judge it once on the test cases.")
                           .arg(toQt(winner), settingsWords(table.settings));
  }
  return table;
}

}  // namespace

ManyTable manyTable(ManyKind kind, const Json& document) {
  return kind == ManyKind::Folds       ? foldsTable(document)
         : kind == ManyKind::Fractions ? curveTable(document)
                                       : searchTable(document);
}

}  // namespace selvox::ui
