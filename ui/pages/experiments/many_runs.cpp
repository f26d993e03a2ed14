#include "ui/pages/experiments/many_runs.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QRegularExpression>

#include "core/base/text.h"
#include "core/services/crossval.h"
#include "core/services/label_curve.h"
#include "core/services/search.h"
#include "core/services/search_space.h"
#include "ui/forms/param_words.h"
#include "ui/pages/experiments/many_dialog.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

std::vector<std::string> stdWords(const QStringList& words) {
  std::vector<std::string> made;
  for (const QString& word : words) made.push_back(word.toStdString());
  return made;
}

// " about 3 h", or nothing where the time of one run is not known.
QString timeWords(double wholeRuns, const ManyRuns& asked, const ManyFacts& facts) {
  if (facts.seconds <= 0) return {};
  const double longer =
      facts.steps > 0 && asked.steps > 0 ? static_cast<double>(asked.steps) / static_cast<double>(facts.steps) : 1;
  return ManyDialog::tr(", about %1").arg(durationText(wholeRuns * longer * facts.seconds));
}

QString thereWords(const QStringList& runs, const ManyFacts& facts) {
  const auto there = static_cast<int>(
      std::count_if(runs.begin(), runs.end(), [&](const QString& run) { return facts.taken.contains(run); }));
  return there == 0 ? QString() : ' ' + ManyDialog::tr("%n of them are there already and are kept.", nullptr, there);
}

tl::unexpected<base::Error> refuseMany(const QString& why) {
  return base::fail(base::ErrorCode::InvalidArgument, why.toStdString());
}

base::Result<ManyPlan> planFolds(const ManyRuns& asked, const ManyFacts& facts) {
  if (asked.folds < 2) return refuseMany(ManyDialog::tr("A cross-validation needs at least two folds."));
  ManyPlan plan;
  for (const auto& run :
       services::crossvalRuns(asked.name.toStdString(), stdWords(asked.parents), asked.folds, asked.seeds))
    plan.runs << toQt(run.name);
  plan.turns = plan.runs.size();
  const auto arms = static_cast<int>(asked.parents.size()) + 1;
  const auto seeds = static_cast<int>(asked.seeds.size());
  plan.sentence = ManyDialog::tr("%1 × %2 × %3 = %4%5.")
                      .arg(ManyDialog::tr("%n folds", nullptr, asked.folds), ManyDialog::tr("%n arms", nullptr, arms),
                           ManyDialog::tr("%n seeds", nullptr, seeds),
                           ManyDialog::tr("%n runs", nullptr, static_cast<int>(plan.turns)),
                           timeWords(static_cast<double>(plan.turns), asked, facts));
  if (asked.repeatPretraining && arms > 1) {
    const int again = asked.folds * (arms - 1) * seeds;
    plan.turns += again;
    plan.sentence += ' ' + ManyDialog::tr("And %n pretrainings before them.", nullptr, again);
  }
  return plan;
}

base::Result<ManyPlan> planFractions(const ManyRuns& asked, const ManyFacts& facts) {
  if (facts.labelled < 1)
    return refuseMany(ManyDialog::tr("The split of this dataset has no labelled training cases."));
  if (asked.counts.isEmpty()) return refuseMany(ManyDialog::tr("Say how many labelled cases: 1, 4, 16 or 0.1, 0.5."));
  SELVOX_TRY(const auto counts,
             services::curveCounts(stdWords(asked.counts), static_cast<std::size_t>(facts.labelled)));
  ManyPlan plan;
  for (const auto& run : services::curveRuns(asked.name.toStdString(), stdWords(asked.parents), counts, asked.seeds))
    plan.runs << toQt(run.name);
  plan.turns = plan.runs.size();
  QStringList numbers;
  for (const auto count : counts) numbers << QString::number(count);
  plan.sentence = ManyDialog::tr("%1 (%2) × %3 × %4 = %5%6.")
                      .arg(ManyDialog::tr("%n numbers of labels", nullptr, static_cast<int>(counts.size())),
                           numbers.join(QStringLiteral(", ")),
                           ManyDialog::tr("%n arms", nullptr, static_cast<int>(asked.parents.size()) + 1),
                           ManyDialog::tr("%n seeds", nullptr, static_cast<int>(asked.seeds.size())),
                           ManyDialog::tr("%n runs", nullptr, static_cast<int>(plan.turns)),
                           timeWords(static_cast<double>(plan.turns), asked, facts));
  return plan;
}

base::Result<ManyPlan> planSearch(const ManyRuns& asked, const ManyFacts& facts) {
  if (asked.over.isEmpty()) return refuseMany(ManyDialog::tr("Choose a setting to search over."));
  if (asked.steps < 1) return refuseMany(ManyDialog::tr("Say how many steps the longest trial trains."));
  const auto space = services::searchSpace(facts.schema, stdWords(asked.over));
  if (!space) return refuseMany(toQt(space.error().message).remove(QStringLiteral("--over ")));
  const auto drawn =
      services::drawTrials(*space, static_cast<std::size_t>(std::max(1, asked.trials)), asked.seeds.front());
  const auto rungs = services::rungsOf(asked.halving ? "halving" : "random", drawn.size(), asked.steps,
                                       static_cast<std::size_t>(asked.eta));
  ManyPlan plan;
  for (std::size_t i = 1; i <= drawn.size(); ++i) plan.runs << QString("%1-t%2").arg(asked.name).arg(i);
  QStringList parts;
  double steps = 0;
  std::int64_t before = 0;
  for (const auto& rung : rungs) {
    parts << ManyDialog::tr("%1 to step %2").arg(rung.trials).arg(countText(rung.steps));
    steps += static_cast<double>(rung.trials) * static_cast<double>(rung.steps - before);
    plan.turns += static_cast<qint64>(rung.trials);
    before = rung.steps;
  }
  const double whole = steps / static_cast<double>(asked.steps);
  plan.sentence =
      ManyDialog::tr("%1: %2. The work of %3%4.")
          .arg(ManyDialog::tr("%n trials", nullptr, static_cast<int>(drawn.size())), parts.join(QStringLiteral(", ")),
               ManyDialog::tr("%1 whole runs").arg(numberText(whole, 1)), timeWords(whole, asked, facts));
  if (drawn.size() < static_cast<std::size_t>(asked.trials))
    plan.sentence += ' ' + ManyDialog::tr("The values to choose from make no more.");
  return plan;
}

}  // namespace

base::Result<ManyPlan> planMany(const ManyRuns& asked, const ManyFacts& facts) {
  if (!base::isPlainName(asked.name.toStdString()))
    return refuseMany(ManyDialog::tr("The name takes letters, digits, - _ . and at most 80 of them."));
  if (asked.seeds.empty()) return refuseMany(ManyDialog::tr("Seeds are whole numbers: 0, 1, 2."));
  auto plan = asked.kind == ManyKind::Folds       ? planFolds(asked, facts)
              : asked.kind == ManyKind::Fractions ? planFractions(asked, facts)
                                                  : planSearch(asked, facts);
  if (plan) plan->sentence += thereWords(plan->runs, facts);
  return plan;
}

QStringList manyWords(const ManyRuns& asked, const Draft& draft, const QString& workspace) {
  QStringList words{manyId(asked.kind), workspace, "--dataset", datasetWords(draft), "--task", draft.task};
  const bool search = asked.kind == ManyKind::Search;
  if (search || !asked.parents.isEmpty())
    words << "--from" << (asked.parents.isEmpty() ? QStringLiteral("scratch") : asked.parents.join(','));
  if (asked.parents.isEmpty()) words << "--arch" << draft.arch << "--dim" << QString::number(draft.dim);
  QStringList seeds;
  for (const auto seed : asked.seeds) seeds << QString::number(seed);
  words << (search ? "--seed" : "--seeds") << (search ? seeds.value(0) : seeds.join(','));
  std::set<QString> searched;
  if (asked.kind == ManyKind::Folds) {
    words << "--folds" << QString::number(asked.folds);
    if (!asked.parents.isEmpty() && asked.repeatPretraining) words << "--repeat-pretraining";
    if (!asked.parents.isEmpty() && !asked.leakReason.isEmpty()) words << "--override-leak" << asked.leakReason;
  } else if (asked.kind == ManyKind::Fractions) {
    words << "--labelled" << asked.counts.join(',');
  } else {
    words << "--strategy" << (asked.halving ? "halving" : "random") << "--trials" << QString::number(asked.trials);
    if (asked.halving) words << "--eta" << QString::number(asked.eta);
    for (const QString& over : asked.over) {
      words << "--over" << over;
      searched.insert(over.section('=', 0, 0));
    }
  }
  if (asked.steps > 0) words << "--steps" << QString::number(asked.steps);
  for (const auto& [name, value] : draft.settings.items()) {
    if (name == "seed" || name == "train.steps" || searched.contains(toQt(name))) continue;
    if (!asked.parents.isEmpty() && name.rfind("arch.", 0) == 0) continue;  // a parent brings its own
    words << "--set" << toQt(name) + '=' + (value.is_null() ? QString("auto") : valueText(value).remove(' '));
  }
  if (draft.device != "auto") words << "--device" << draft.device;
  return words << "--name" << asked.name << "--json";
}

QString manyTitle(ManyKind kind) {
  return kind == ManyKind::Folds       ? ManyDialog::tr("Cross-validation")
         : kind == ManyKind::Fractions ? ManyDialog::tr("Label fractions")
                                       : ManyDialog::tr("Search");
}

QString manyId(ManyKind kind) {
  return kind == ManyKind::Folds ? "crossval" : kind == ManyKind::Fractions ? "curve" : "search";
}

QString freeName(const QString& stem, const QStringList& taken) {
  const auto used = [&](const QString& name) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const QString& each) { return each == name || each.startsWith(name + '-'); });
  };
  QString name = stem;
  for (int i = 2; used(name); ++i) name = QString("%1%2").arg(stem).arg(i);
  return name;
}

std::optional<std::vector<std::uint64_t>> seedsFrom(const QString& text) {
  static const QRegularExpression between("[,;\\s]+");
  std::vector<std::uint64_t> seeds;
  for (const QString& word : text.split(between, Qt::SkipEmptyParts)) {
    bool fine = false;
    const qlonglong seed = word.toLongLong(&fine);
    if (!fine || seed < 0) return {};
    if (std::find(seeds.begin(), seeds.end(), static_cast<std::uint64_t>(seed)) == seeds.end())
      seeds.push_back(static_cast<std::uint64_t>(seed));
  }
  return seeds;
}

QString usualRange(const spec::Param& param) {
  if (param.type == spec::ParamType::Bool) return QStringLiteral("false,true");
  QStringList choices;
  for (const auto& choice : param.choices) choices << toQt(choice);
  if (!choices.isEmpty()) return choices.join(',');
  const bool number = param.type == spec::ParamType::Int || param.type == spec::ParamType::Float;
  if (!number || !param.minimum || !param.maximum) return {};
  const bool logarithmic = param.logarithmic && *param.minimum > 0;
  return toQt(base::toText(*param.minimum)) + ".." + toQt(base::toText(*param.maximum)) +
         (logarithmic         ? ":log"
          : param.logarithmic ? ":linear"
                              : "");
}

}  // namespace selvox::ui
