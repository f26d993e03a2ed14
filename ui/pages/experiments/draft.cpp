#include "ui/pages/experiments/draft.h"

#include <algorithm>
#include <utility>

#include <QRegularExpression>

#include "core/base/text.h"
#include "core/services/settings.h"
#include "ui/forms/param_words.h"
#include "ui/forms/worker_words.h"
#include "ui/shell/words.h"

namespace selvox::ui {

QString datasetWords(const Draft& draft) {
  QStringList names;
  for (const auto& dataset : draft.datasets) names << toQt(dataset.name);
  return names.join(QStringLiteral(", "));
}

services::RunRequest toRequest(const Draft& draft) {
  services::RunRequest request;
  request.name = draft.name.toStdString();
  request.kind = draft.kind.toStdString();
  const bool fine = draft.kind == "finetune";
  if (fine)
    request.task = draft.task.toStdString();
  else
    request.method = draft.method.toStdString();
  const bool descends = draft.from != "scratch" && !draft.from.isEmpty();
  request.from = descends ? draft.from.toStdString() : "scratch";
  if (!descends) {
    request.arch = draft.arch.toStdString();
    request.dim = draft.dim;
  }
  request.device = draft.device.toStdString();
  request.datasets = draft.datasets;
  request.allCases = !fine && draft.allCases;
  if (fine && draft.labelled > 0) request.labelled = static_cast<std::size_t>(draft.labelled);
  request.settings = draft.settings;
  if (request.settings.contains("seed") && request.settings["seed"].is_number_integer())
    request.seed = request.settings["seed"].get<std::uint64_t>();
  request.overrideLeak = draft.leakReason.toStdString();
  request.created = base::isoNow();
  return request;
}

QStringList commandWords(const Draft& draft, const QString& workspace) {
  const bool fine = draft.kind == "finetune";
  QStringList names, weights;
  bool weighed = false;
  for (const auto& dataset : draft.datasets) {
    names << toQt(dataset.name);
    weights << toQt(base::toText(dataset.weight));
    weighed = weighed || dataset.weight > 0;
  }
  QStringList words{fine ? "finetune" : "pretrain", workspace, "--dataset", names.join(',')};
  if (weighed) words << "--weights" << weights.join(',');
  if (fine)
    words << "--task" << draft.task;
  else
    words << "--method" << draft.method;
  const bool descends = draft.from != "scratch" && !draft.from.isEmpty();
  if (fine || descends) words << "--from" << (descends ? draft.from : "scratch");
  if (!descends) words << "--arch" << draft.arch << "--dim" << QString::number(draft.dim);
  if (fine && draft.labelled > 0) words << "--labelled" << QString::number(draft.labelled);
  if (!fine && draft.allCases) words << "--all-cases";
  if (draft.device != "auto") words << "--device" << draft.device;
  for (const auto& [name, value] : draft.settings.items()) {
    if (name == "train.steps" && value.is_number())
      words << "--steps" << valueText(value);
    else if (name == "train.max_minutes" && value.is_number())
      words << "--minutes" << valueText(value);
    else if (name == "seed")
      words << "--seed" << valueText(value);
    else
      words << "--set" << toQt(name) + '=' + (value.is_null() ? QString("auto") : valueText(value).remove(' '));
  }
  if (!draft.leakReason.isEmpty()) words << "--override-leak" << draft.leakReason;
  if (!draft.name.isEmpty()) words << "--name" << draft.name;
  return words;
}

QString shellLine(const QString& program, const QStringList& words) {
  static const QRegularExpression plain("^[A-Za-z0-9_./=,:+@%-]+$");
  QStringList quoted{program};
  for (const QString& word : words) {
    if (plain.match(word).hasMatch())
      quoted << word;
    else
      quoted << '\'' + QString(word).replace("'", "'\\''") + '\'';
  }
  return quoted.join(' ');
}

std::vector<UnitChoice> unitsOf(const base::Json& describe, const char* list) {
  std::vector<UnitChoice> units;
  const auto entries = base::valueOr(describe, list, base::Json::array());
  for (const auto& entry : entries) {
    UnitChoice unit;
    unit.id = toQt(base::valueOr<std::string>(entry, "id", {}));
    unit.family = toQt(base::valueOr<std::string>(entry, "family", {}));
    unit.summary = workerText(base::valueOr<std::string>(entry, "summary", {}));
    unit.paper = toQt(base::valueOr<std::string>(entry, "paper", {}));
    unit.network = toQt(base::valueOr<std::string>(entry, "network", {}));
    for (const int dim : base::valueOr(entry, "dims", std::vector<int>{})) unit.dims << dim;
    unit.trainDefaults = base::valueOr(entry, "train_defaults", base::Json::object());
    const bool testDouble = unit.family == "test";  // noop, diverge, slow: no choice for a person
    if (!unit.id.isEmpty() && !testDouble) units.push_back(std::move(unit));
  }
  return units;
}

base::Result<spec::ParamSchema> draftSchema(const base::Json& describe, const Draft& draft) {
  const bool fine = draft.kind == "finetune";
  services::SettingsContext context{draft.kind.toStdString(), fine ? "" : draft.method.toStdString(),
                                    fine ? draft.task.toStdString() : "", draft.arch.toStdString()};
  SELVOX_TRY(auto schema, services::runSchema(describe, context));
  for (const auto& unit : unitsOf(describe, fine ? "tasks" : "methods")) {
    if (unit.id != (fine ? draft.task : draft.method) || !unit.trainDefaults.is_object()) continue;
    for (auto& param : schema.params)
      if (const auto found = unit.trainDefaults.find(param.name); found != unit.trainDefaults.end())
        param.defaultValue = *found;
  }
  // The unit's own settings first, then training, augmentation, network, watching.
  const auto rank = [](const spec::Param& param) {
    if (param.name.rfind("augment.", 0) == 0) return 2;
    if (param.name.rfind("arch.", 0) == 0) return 3;
    if (param.group == "Watching") return 4;
    if (param.group == "Training") return 1;
    return 0;
  };
  std::stable_sort(schema.params.begin(), schema.params.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  std::erase_if(schema.params, [](const auto& param) { return param.name == "device"; });
  for (auto& param : schema.params) {
    if (param.group.empty())
      param.group = rank(param) == 3   ? "Network"
                    : rank(param) == 2 ? "Augmentation"
                    : rank(param) == 0 ? (fine ? "Task" : "Method")
                                       : "Training";
    // Settings of the network, and the fine ones of the augmentation, are many and rarely touched.
    if (rank(param) == 3 || (rank(param) == 2 && param.name.find('_') != std::string::npos)) param.advanced = true;
  }
  return schema;
}

}  // namespace selvox::ui
