#include "core/services/leak_gate.h"

#include <map>
#include <set>

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

void compare(const std::vector<spec::CaseEntry>& cases, const Index& training, const std::string& run,
             std::vector<Leak>& leaks) {
  for (const auto& one : cases) {
    if (one.role != "test" && one.role != "val") continue;
    const auto voxels = training.byVoxels.find(one.voxelsHash);
    const auto patient = training.byPatient.find(one.patient);
    const bool sameVoxels = voxels != training.byVoxels.end();
    if (!sameVoxels && patient == training.byPatient.end()) continue;
    const auto* seen = sameVoxels ? voxels->second : patient->second;
    leaks.push_back({one.caseName, one.dataset, one.patient, one.role, run, seen->caseName, seen->dataset, sameVoxels});
  }
}

}  // namespace

std::vector<Leak> findLeaks(const std::vector<spec::CaseEntry>& cases, const std::vector<AncestorCases>& ancestors) {
  std::vector<Leak> leaks;
  compare(cases, Index(cases), "", leaks);
  for (const auto& ancestor : ancestors) compare(cases, Index(ancestor.cases), ancestor.run, leaks);
  return leaks;
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
              (leak.sameVoxels ? "has the same voxels as" : "is of the same patient as") + " training case " +
              leak.trainCase + " (" + leak.trainDataset + ")" + (leak.run.empty() ? "" : " of run " + leak.run) + "\n";
  return {base::ErrorCode::Refused, message, detail};
}

}  // namespace selvox::services
