#include "core/services/folds.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace selvox::services {

namespace {

struct Dealt {
  const PatientCases* patient = nullptr;
  std::string stratum;
  std::size_t labelled = 0;  // cases
  std::size_t rank = 0;      // within fold and stratum
};

std::size_t labelledIn(const PatientCases& patient) {
  return static_cast<std::size_t>(
      std::count_if(patient.cases.begin(), patient.cases.end(), [](const SplitCase& one) { return one.labelled; }));
}

using Hands = std::vector<std::vector<Dealt>>;  // by fold

Hands deal(const std::vector<PatientCases>& patients, std::size_t folds, bool stratified,
           std::vector<std::string>& notes) {
  std::map<std::string, std::vector<Dealt>> strata;
  for (const auto& patient : patients) {
    if (!patient.labelled) continue;
    const auto stratum = stratified ? commonestPart(patient) : std::string();
    strata[stratum].push_back({&patient, stratum, labelledIn(patient), 0});
  }
  Hands hands(folds);
  std::vector<std::size_t> all(folds, 0);
  for (auto& [name, members] : strata) {
    std::stable_sort(members.begin(), members.end(),
                     [](const Dealt& a, const Dealt& b) { return a.labelled > b.labelled; });
    if (stratified && members.size() < folds)
      notes.push_back("'" + name + "' has " + std::to_string(members.size()) + " patients for " +
                      std::to_string(folds) + " folds: some folds are judged without it.");
    std::vector<std::size_t> own(folds, 0), dealt(folds, 0);
    for (Dealt& member : members) {
      std::size_t best = 0;
      for (std::size_t f = 1; f < folds; ++f)
        if (std::tie(own[f], all[f]) < std::tie(own[best], all[best])) best = f;
      own[best] += member.labelled;
      all[best] += member.labelled;
      member.rank = dealt[best]++;
      hands[best].push_back(member);
    }
  }
  for (auto& hand : hands)
    std::stable_sort(hand.begin(), hand.end(), [](const Dealt& a, const Dealt& b) {
      return std::tie(a.rank, a.stratum) < std::tie(b.rank, b.stratum);
    });
  return hands;
}

// Whole patients from the folds behind `fold` while they fit, one at least, and one is left to train on.
std::vector<const PatientCases*> validationOf(const Hands& hands, std::size_t fold, const Amount& amount) {
  std::vector<const Dealt*> left;
  std::size_t cases = 0;
  for (std::size_t i = 1; i < hands.size(); ++i)
    for (const Dealt& one : hands[(fold + i) % hands.size()]) left.push_back(&one), cases += one.labelled;
  const double asked = amount.share ? std::round(amount.value * static_cast<double>(cases)) : amount.value;
  const auto wanted = static_cast<std::size_t>(amount.value > 0 ? std::max(1.0, asked) : 0.0);
  std::vector<const PatientCases*> taken;
  std::size_t count = 0;
  for (const Dealt* one : left) {
    if (count >= wanted || taken.size() + 1 >= left.size()) break;
    if (!taken.empty() && count + one->labelled > wanted) continue;
    taken.push_back(one->patient);
    count += one->labelled;
  }
  return taken;
}

void addNames(const PatientCases& patient, std::vector<std::string>& names) {
  for (const auto& one : patient.cases) names.push_back(one.caseName);
}

}  // namespace

base::Result<Folds> makeFolds(const std::vector<SplitCase>& cases, const FoldRequest& request,
                              const std::string& created) {
  const auto patients = patientsInOrder(cases, request.seed);
  const auto labelled = std::count_if(patients.begin(), patients.end(), [](const auto& one) { return one.labelled; });
  if (request.folds < 2)
    return base::fail(base::ErrorCode::InvalidArgument, "A cross-validation has at least 2 folds. Ask for more.");
  if (labelled < request.folds)
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Asked for " + std::to_string(request.folds) + " folds, but '" + request.dataset + "' has " +
                          std::to_string(labelled) +
                          " patients to judge. Ask for fewer folds, or import more labelled patients.");
  Folds made;
  const auto hands = deal(patients, static_cast<std::size_t>(request.folds), !request.stratify.empty(), made.notes);
  for (std::size_t fold = 0; fold < hands.size(); ++fold) {
    ports::SplitRow split;
    split.dataset = request.dataset;
    split.seed = request.seed;
    split.created = created;
    std::vector<const PatientCases*> held = validationOf(hands, fold, request.val);
    for (const auto* patient : held) addNames(*patient, split.val);
    for (const Dealt& one : hands[fold]) addNames(*one.patient, split.test), held.push_back(one.patient);
    for (const auto& patient : patients) {
      if (std::find(held.begin(), held.end(), &patient) != held.end()) continue;
      for (const auto& one : patient.cases) {
        split.train.push_back(one.caseName);
        if (one.labelled) split.labelled.push_back(one.caseName);
      }
    }
    made.splits.push_back(std::move(split));
  }
  return made;
}

}  // namespace selvox::services
