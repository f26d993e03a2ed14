#include "core/services/compare_classes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <vector>

#include "core/base/rng.h"
#include "core/services/evaluate.h"
#include "core/services/normalise.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr int kResamples = 2000;

struct Answered {
  std::string patient;
  std::vector<bool> truth;                           // by class
  std::array<std::vector<double>, 2> probabilities;  // of a and b
  std::array<double, 2> correct{}, logLoss{};
};

std::vector<bool> truthOf(const Json& one, const std::vector<std::string>& classes) {
  const Json said = one.value("class", Json());
  std::vector<bool> truth;
  for (const std::string& name : classes) {
    truth.push_back(said.is_array() ? std::find(said.begin(), said.end(), name) != said.end() : said == name);
  }
  return truth;
}

void readSide(const Json& one, const std::vector<std::string>& classes, std::size_t side, Answered& row) {
  const Json probabilities = one.value("probabilities", Json::object());
  for (const std::string& name : classes)
    row.probabilities[side].push_back(base::valueOr(probabilities, name.c_str(), std::nan("")));
  row.correct[side] = base::valueOr(one, "correct", std::nan(""));
  row.logLoss[side] = base::valueOr(one, "log_loss", std::nan(""));
}

// Mann-Whitney with ties at 1/2; NaN where one side is empty.
double area(std::vector<std::pair<double, bool>> scored) {
  std::sort(scored.begin(), scored.end());
  double yes = 0, no = 0, sum = 0;
  for (std::size_t i = 0; i < scored.size();) {
    double yesHere = 0, noHere = 0;
    const double score = scored[i].first;
    for (; i < scored.size() && scored[i].first == score; ++i) ++(scored[i].second ? yesHere : noHere);
    sum += yesHere * (no + noHere / 2);
    yes += yesHere, no += noHere;
  }
  return yes > 0 && no > 0 ? sum / (yes * no) : std::nan("");
}

using Rows = std::vector<const Answered*>;

double aucOf(const Rows& rows, std::size_t side, bool binary) {
  double sum = 0, n = 0;
  for (std::size_t k = binary ? 1 : 0; k < rows.front()->truth.size(); ++k) {
    std::vector<std::pair<double, bool>> scored;
    for (const Answered* row : rows) {
      if (std::isfinite(row->probabilities[side][k])) scored.emplace_back(row->probabilities[side][k], row->truth[k]);
    }
    if (const double value = area(std::move(scored)); std::isfinite(value)) sum += value, ++n;
  }
  return n > 0 ? sum / n : std::nan("");
}

double meanOf(const Rows& rows, const std::function<double(const Answered&)>& of) {
  double sum = 0;
  for (const Answered* row : rows) sum += of(*row);
  return sum / static_cast<double>(rows.size());
}

Json pairedInterval(double value, std::vector<double> drawn, std::size_t patients) {
  std::erase_if(drawn, [](double v) { return !std::isfinite(v); });
  std::sort(drawn.begin(), drawn.end());
  if (!std::isfinite(value) || drawn.empty()) return {{"mean", nullptr}, {"low", nullptr}, {"high", nullptr}, {"n", 0}};
  return {
      {"mean", value}, {"low", sortedQuantile(drawn, 0.025)}, {"high", sortedQuantile(drawn, 0.975)}, {"n", patients}};
}

// `of` the rows and the side, for a, b and their difference, patients drawn alike.
Json paired(const std::map<std::string, Rows>& byPatient, const std::function<double(const Rows&, std::size_t)>& of) {
  std::vector<const Rows*> patients;
  Rows all;
  for (const auto& [patient, rows] : byPatient) {
    patients.push_back(&rows);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  std::array<std::vector<double>, 3> drawn;
  Rows some;
  for (int r = 0; r < kResamples; ++r) {
    base::Rng rng(0, base::Purpose::Bootstrap, 0, static_cast<std::uint64_t>(r));
    some.clear();
    for (std::size_t i = 0; i < patients.size(); ++i) {
      const Rows& rows = *patients[rng.below(patients.size())];
      some.insert(some.end(), rows.begin(), rows.end());
    }
    const double a = of(some, 0), b = of(some, 1);
    drawn[0].push_back(a), drawn[1].push_back(b), drawn[2].push_back(a - b);
  }
  const double a = of(all, 0), b = of(all, 1);
  return {{"a", pairedInterval(a, std::move(drawn[0]), patients.size())},
          {"b", pairedInterval(b, std::move(drawn[1]), patients.size())},
          {"difference", pairedInterval(a - b, std::move(drawn[2]), patients.size())}};
}

}  // namespace

Json compareClasses(const Json& a, const Json& b, const std::map<std::string, std::string>& patientOfCase) {
  const auto classes = base::valueOr<std::vector<std::string>>(a, "classes", {});
  const bool binary = classes.size() == 2 && base::valueOr<std::string>(a, "kind", "") != "multi-label";
  std::map<std::string, const Json*> others;
  const Json left = a.value("cases", Json::array()), right = b.value("cases", Json::array());
  for (const Json& one : right) others[base::valueOr<std::string>(one, "case", "")] = &one;
  std::vector<Answered> rows;
  for (const Json& one : left) {
    const auto name = base::valueOr<std::string>(one, "case", "");
    const auto other = others.find(name);
    if (other == others.end() || other->second->value("class", Json()) != one.value("class", Json())) continue;
    Answered row;
    const auto patient = patientOfCase.find(name);
    row.patient = patient == patientOfCase.end() ? name : patient->second;
    row.truth = truthOf(one, classes);
    readSide(one, classes, 0, row);
    readSide(*other->second, classes, 1, row);
    rows.push_back(std::move(row));
  }
  if (rows.empty() || classes.empty()) return Json::object();
  std::map<std::string, Rows> byPatient;
  for (const Answered& row : rows) byPatient[row.patient].push_back(&row);
  return {{"auc", paired(byPatient, [&](const Rows& some, std::size_t side) { return aucOf(some, side, binary); })},
          {"accuracy", paired(byPatient,
                              [](const Rows& some, std::size_t side) {
                                return meanOf(some, [side](const Answered& row) { return row.correct[side]; });
                              })},
          {"log_loss", paired(byPatient, [](const Rows& some, std::size_t side) {
             return meanOf(some, [side](const Answered& row) { return row.logLoss[side]; });
           })}};
}

}  // namespace selvox::services
