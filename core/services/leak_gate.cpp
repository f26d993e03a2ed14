#include "core/services/leak_gate.h"

#include <cmath>
#include <map>
#include <set>

#include "core/base/text.h"

namespace selvox::services {

namespace {

struct Index {
  std::map<std::string, const spec::CaseEntry*> byPatient, byVoxels;
  explicit Index(const std::vector<spec::CaseEntry>& cases) {
    for (const auto& one : cases) {
      if (one.role != "train") continue;
      if (!one.patient.empty()) byPatient.emplace(one.patient, &one);
      if (!one.voxelsHash.empty()) byVoxels.emplace(one.voxelsHash, &one);
    }
  }
};

// The training case that looks most like the judged one.
std::pair<const spec::CaseEntry*, double> likest(const spec::CaseEntry& one, const Index& training,
                                                 const NearVoxels& near) {
  std::pair<const spec::CaseEntry*, double> best{nullptr, 0};
  const auto alike = near.find(one.voxelsHash);
  if (alike == near.end()) return best;
  for (const auto& [voxels, likeness] : alike->second)
    if (const auto found = training.byVoxels.find(voxels); found != training.byVoxels.end() && likeness > best.second)
      best = {found->second, likeness};
  return best;
}

void compare(const std::vector<spec::CaseEntry>& cases, const Index& training, const std::string& run,
             const NearVoxels& near, std::vector<Leak>& leaks) {
  for (const auto& one : cases) {
    if (one.role != "test" && one.role != "val") continue;
    const auto voxels = training.byVoxels.find(one.voxelsHash);
    const auto patient = training.byPatient.find(one.patient);
    const bool sameVoxels = voxels != training.byVoxels.end(), samePatient = patient != training.byPatient.end();
    const auto [twin, likeness] =
        sameVoxels || samePatient ? std::pair<const spec::CaseEntry*, double>{nullptr, 0} : likest(one, training, near);
    if (!sameVoxels && !samePatient && !twin) continue;
    const auto* seen = sameVoxels ? voxels->second : samePatient ? patient->second : twin;
    leaks.push_back(
        {one.caseName, one.dataset, one.patient, one.role, run, seen->caseName, seen->dataset, sameVoxels, likeness});
  }
}

}  // namespace

std::vector<Leak> findLeaks(const std::vector<spec::CaseEntry>& cases, const std::vector<AncestorCases>& ancestors,
                            const NearVoxels& near) {
  std::vector<Leak> leaks;
  compare(cases, Index(cases), "", near, leaks);
  for (const auto& ancestor : ancestors) compare(cases, Index(ancestor.cases), ancestor.run, near, leaks);
  return leaks;
}

std::pair<std::set<std::string>, std::set<std::string>> voxelsToCompare(const std::vector<spec::CaseEntry>& cases,
                                                                        const std::vector<AncestorCases>& ancestors) {
  std::set<std::string> judged, training;
  const auto addTraining = [&](const std::vector<spec::CaseEntry>& of) {
    for (const auto& one : of)
      if (one.role == "train" && !one.voxelsHash.empty()) training.insert(one.voxelsHash);
  };
  for (const auto& one : cases)
    if ((one.role == "test" || one.role == "val") && !one.voxelsHash.empty()) judged.insert(one.voxelsHash);
  addTraining(cases);
  for (const auto& ancestor : ancestors) addTraining(ancestor.cases);
  return {std::move(judged), std::move(training)};
}

base::Result<std::vector<AncestorCases>> ancestorCases(ports::RunStore& runs, const std::vector<std::string>& names) {
  std::vector<AncestorCases> result;
  for (const auto& name : names) {
    auto found = runs.find(name);
    if (!found)
      return base::fail(base::ErrorCode::NotFound,
                        "The run '" + name +
                            "', from which this one descends, cannot be read, so its training cases cannot be "
                            "compared with the test cases: " +
                            found.error().message,
                        found.error().detail);
    result.push_back({name, std::move(found->snapshot.spec.cases)});
  }
  return result;
}

std::vector<std::string> patientsOf(const std::vector<Leak>& leaks) {
  std::set<std::string> patients;
  for (const auto& leak : leaks) patients.insert(leak.patient);
  return {patients.begin(), patients.end()};
}

base::Error leakError(const std::vector<Leak>& leaks) {
  const auto patients = patientsOf(leaks);
  std::string message = "Refused: " + std::to_string(patients.size()) +
                        (patients.size() == 1 ? " patient" : " patients") +
                        " of the test or validation set also occur in training:";
  for (const auto& patient : patients) message += (message.back() == ':' ? " " : ", ") + patient;
  message +=
      ". Make another split or pretrain on training cases only; or give a reason with --override-leak, which the run "
      "records.";
  std::string detail;
  for (const auto& leak : leaks)
    detail += leak.role + " case " + leak.caseName + " (" + leak.dataset + ", " + leak.patient + ") " +
              (leak.sameVoxels     ? "has the same voxels as"
               : leak.likeness > 0 ? "looks the same (" + base::toText(std::round(leak.likeness * 1000) / 1000) + ") as"
                                   : "is of the same patient as") +
              " training case " + leak.trainCase + " (" + leak.trainDataset + ")" +
              (leak.run.empty() ? "" : " of run " + leak.run) + "\n";
  return {base::ErrorCode::Refused, message, detail};
}

}  // namespace selvox::services
