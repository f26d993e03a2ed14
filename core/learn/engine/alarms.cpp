#include "core/learn/engine/alarms.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text.h"

namespace selvox::learn::engine {
namespace {

using base::Json;

// To two digits: a suggestion, not a measurement. Whole numbers stay whole.
Json rounded(double value, bool whole) {
  if (whole) return static_cast<std::int64_t>(std::llround(value));
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
  return unit < 1 ? std::round(value / unit) / std::round(1 / unit) : std::round(value / unit) * unit;
}

std::optional<Json> suggestion(const Remedy& remedy, const Json& now) {
  if (now.is_boolean()) return remedy.factor == 0 && !now.get<bool>() ? std::optional<Json>(true) : std::nullopt;
  if (!now.is_number() || remedy.factor == 0) return std::nullopt;
  const double value = now.get<double>();
  const double next = value == 0 ? remedy.otherwise : value * remedy.factor;
  return next == value ? std::nullopt : std::optional<Json>(rounded(next, now.is_number_integer() && next >= 1));
}

bool ofEngine(std::string_view setting) {
  return setting.find('.') != std::string_view::npos;
}

// `prefix`: "byol." where the metric is a member's of a combination.
void advise(Alarm& alarm, const std::vector<Remedy>& remedies, const Json& settings, const std::string& prefix) {
  for (const Remedy& remedy : remedies) {
    const std::string name = ofEngine(remedy.setting) ? remedy.setting : prefix + remedy.setting;
    const auto found = settings.find(name);
    if (found == settings.end()) continue;
    const auto value = found->is_null() ? std::optional<Json>(Json()) : suggestion(remedy, *found);
    if (!value) continue;
    alarm.setting = name;
    alarm.suggested = *value;
    return;
  }
}

// "byol/collapse/x" is the metric "collapse/x" of the member "byol": "byol.". Nothing: another metric.
std::optional<std::string> prefixOf(std::string_view metric, std::string_view wanted) {
  if (!metric.ends_with(wanted)) return std::nullopt;
  const std::string_view before = metric.substr(0, metric.size() - wanted.size());
  if (before.empty()) return std::string();
  if (!before.ends_with('/') || wanted == "loss/train") return std::nullopt;
  return std::string(before.substr(0, before.size() - 1)) + ".";
}

}  // namespace

// Sources of the signs: METHODS' dashboard for joint embeddings (Garrido et al. 2023; Wang and Isola 2020), the active
// units of Burda et al. 2016, DINO's entropy at its rails (Caron et al. 2021).
const std::vector<AlarmRule>& alarmRules() {
  static const std::vector<AlarmRule> rules{
      {"collapse",
       "collapse/std_times_sqrt_d",
       When::Below,
       0.3,
       50,
       0.1,
       "The embeddings of all patches point almost the same way: the network has found an answer that fits any input.",
       {{"train.lr", 1.0 / 3, 0}}},
      {"rank",
       "collapse/effective_rank",
       When::FallenTo,
       0.5,
       50,
       0.1,
       "The embeddings use fewer and fewer directions: half of what the best moment of this run had.",
       {{"train.weight_decay", 0.1, 0}, {"train.lr", 1.0 / 3, 0}}},
      {"posterior_collapse",
       "vae/active_units",
       When::Below,
       1.0,
       100,
       0.3,
       "The code tells nothing about the image: the pull towards the prior outweighs the reconstruction.",
       {{"beta", 0.25, 0}, {"train.lr", 1.0 / 3, 0}}},
      {"discriminator_wins",
       "gan/d_accuracy",
       When::Above,
       0.95,
       500,
       0.0,
       "The discriminator tells real from made images almost every time, so the generator learns nothing from it.",
       {{"r1", 2, 10}, {"spectral_norm", 0, 0}, {"train.lr", 0.5, 0}}},
      {"samples_alike",
       "gan/diversity",
       When::FallenTo,
       0.2,
       100,
       0.0,
       "The generator makes nearly the same image from every code: a fifth of the variety it once had.",
       {{"r1", 2, 10}, {"train.lr", 0.5, 0}}},
      {"dead_prototypes",
       "clusters/dead",
       When::Above,
       0.5,
       100,
       0.1,
       "More than half of the prototypes are never chosen: there are more of them than kinds of patches.",
       {{"prototypes", 0.5, 0}, {"clusters", 0.5, 0}, {"train.lr", 1.0 / 3, 0}}},
      {"one_cluster",
       "clusters/max_share",
       When::Above,
       0.5,
       100,
       0.1,
       "One prototype takes more than half of all patches: the clusters say little about the images.",
       {{"train.lr", 1.0 / 3, 0}}},
      {"teacher_certain",
       "teacher/entropy",
       When::BelowShare,
       0.02,
       100,
       0.1,
       "The teacher gives every patch one and the same answer with full certainty: sharpening outweighs centring.",
       {{"teacher_temp", 1.5, 0}, {"train.lr", 1.0 / 3, 0}}},
      {"teacher_uniform",
       "teacher/entropy",
       When::AboveShare,
       0.98,
       100,
       0.3,
       "The teacher's answers are nearly uniform: there is nothing to learn from them, centring outweighs sharpening.",
       {{"teacher_temp", 0.6, 0}, {"train.lr", 1.0 / 3, 0}}},
      {"no_better_than_chance",
       "loss/train",
       When::NotBelowChance,
       0.01,
       50,
       1.0 / 3,
       "After a third of the run the loss is still that of one who guesses.",
       {{"train.lr", 1.0 / 3, 0}}},
  };
  return rules;
}

bool Alarms::holds(const AlarmRule& rule, const std::string& prefix, double mean, double highest) const {
  const auto prototypes = base::valueOr(settings_, (prefix + "prototypes").c_str(), 0.0);
  switch (rule.when) {
    case When::Below:
      return mean < rule.limit;
    case When::Above:
      return mean > rule.limit;
    case When::FallenTo:
      return mean < rule.limit * highest;
    case When::BelowShare:
      return prototypes > 1 && mean < rule.limit * std::log(prototypes);
    case When::AboveShare:
      return prototypes > 1 && mean > rule.limit * std::log(prototypes);
    case When::NotBelowChance:
      return chance_ > 0 && mean > (1 - rule.limit) * chance_;
  }
  return false;
}

std::vector<Alarm> Alarms::read(std::string_view metric, std::int64_t step, double progress, double value) {
  std::vector<Alarm> result;
  if (!std::isfinite(value)) return result;
  for (std::size_t i = 0; i < alarmRules().size(); ++i) {
    const AlarmRule& rule = alarmRules()[i];
    const auto prefix = prefixOf(metric, rule.metric);
    if (!prefix) continue;
    Watch& watch = watches_[{i, std::string(metric)}];
    if (watch.first < 0) watch.first = step;
    watch.window.emplace_back(step, value);
    while (watch.window.front().first <= step - rule.steps) watch.window.pop_front();
    if (step - watch.first + 1 < rule.steps) continue;
    double mean = 0;
    for (const auto& reading : watch.window) mean += reading.second / static_cast<double>(watch.window.size());
    watch.highest = std::max(watch.highest, mean);
    if (progress < rule.from || holds(rule, *prefix, mean, watch.highest) == watch.active) continue;
    watch.active = !watch.active;
    watch.window.clear();
    watch.first = -1;
    Alarm alarm{rule.name, std::string(metric), watch.active, mean, rule.cause, {}, {}};
    advise(alarm, rule.remedies, settings_, *prefix);
    result.push_back(std::move(alarm));
  }
  return result;
}

Alarm divergenceAlarm(const std::string& metric, const Json& settings) {
  Alarm alarm{"nan", metric, true, std::numeric_limits<double>::quiet_NaN(), {}, {}, {}};
  alarm.cause = "A number has become infinite or undefined; most often the learning rate is too high.";
  if (base::valueOr<std::string>(settings, "train.precision", "float32") != "float32") {
    alarm.setting = "train.precision";
    alarm.suggested = "float32";
  } else {
    advise(alarm, {{"train.lr", 0.1, 0}}, settings, {});
  }
  return alarm;
}

Json toJson(const Alarm& alarm, std::int64_t step) {
  Json fields{{"name", alarm.name},
              {"step", step},
              {"active", alarm.active},
              {"metric", alarm.metric},
              {"value", std::isfinite(alarm.value) ? Json(alarm.value) : Json()},
              {"cause", alarm.cause}};
  if (!alarm.setting.empty()) {
    fields["setting"] = alarm.setting;
    fields["suggested"] = alarm.suggested;
  }
  return fields;
}

}  // namespace selvox::learn::engine
