#include "ui/pages/experiments/plan_answer.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

#include "ui/forms/param_words.h"
#include "ui/forms/worker_words.h"
#include "ui/pages/experiments/plan_dialog.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

QString patchWords(const base::Json& value) {
  if (!value.is_array()) return valueText(value);
  QStringList parts;
  for (const auto& one : value) parts << valueText(one);
  return parts.join(QStringLiteral(" × "));
}

}  // namespace

QString millimetreText(const std::array<double, 3>& mm) {
  QStringList parts;
  for (const double one : mm) parts << QLocale().toString(one, 'g', 4);
  return PlanDialog::tr("%1 mm").arg(parts.join(QStringLiteral(" × ")));
}

bool sameSpacing(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  constexpr double kWithin = 1e-3;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!(std::abs(a[i] - b[i]) <= kWithin * b[i])) return false;
  return true;
}

base::Result<PlanAnswer> planAnswer(const QByteArray& output) {
  SELVOX_TRY(const auto document,
             base::parseJson(std::string_view(output.constData(), static_cast<std::size_t>(output.size())), "the plan"));
  const auto spacing = base::valueOr(document, "spacing", std::vector<double>{});
  PlanAnswer answer;
  answer.settings = base::valueOr(document, "settings", base::Json::object());
  if (spacing.size() != answer.spacing.size() || !answer.settings.is_object() || answer.settings.empty())
    return base::fail(base::ErrorCode::Corrupt, "The plan names no spacing and no settings.");
  std::copy(spacing.begin(), spacing.end(), answer.spacing.begin());
  const auto reasons = base::valueOr(document, "reasons", base::Json::object());
  const auto add = [&](const std::string& name, const QString& title, const QString& value) {
    answer.lines.push_back({name, title, value, workerCaption(base::valueOr<std::string>(reasons, name.c_str(), {}))});
  };
  add("spacing", PlanDialog::tr("Target spacing"), millimetreText(answer.spacing));
  for (const char* name : {"train.patch", "train.batch", "arch.stages"})
    if (answer.settings.contains(name)) add(name, paramTitle(name), patchWords(answer.settings[name]));
  add("budget", PlanDialog::tr("Planned for"),
      QString("%1 · %2").arg(toQt(base::valueOr<std::string>(document, "device", {})),
                             bytesText(static_cast<qint64>(base::valueOr(document, "memory_gb", 0.0) * 1e9))));
  return answer;
}

QStringList planWords(const Draft& draft, const QString& workspace) {
  QStringList words{"plan", workspace, "--dataset",
                    draft.datasets.empty() ? QString() : toQt(draft.datasets.front().name)};
  words << "--task" << draft.task << "--arch" << draft.arch << "--dim" << QString::number(draft.dim);
  if (draft.device != "auto") words << "--device" << draft.device;
  return words << "--json";
}

}  // namespace selvox::ui
