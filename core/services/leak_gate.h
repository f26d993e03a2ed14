#pragma once
// The leak gate: a run whose judged cases (test and validation) were seen in training, by it or by a run it descends
// from, shows nothing. Compares patients and voxel hashes, so the same scan under another name or in another dataset is
// found too; and pictures, so that a resaved or 8-bit copy is.

#include <string>
#include <vector>

#include "core/ports/stores.h"
#include "core/services/duplicates.h"
#include "core/spec/run_spec.h"

namespace selvox::services {

struct Leak {
  std::string caseName, dataset, patient, role;  // the judged case
  std::string run;                               // which run trains or trained on it; empty: this one
  std::string trainCase, trainDataset;
  bool sameVoxels = false;  // otherwise the same patient, or
  double likeness = 0;      // not 0: another patient's name, but a near duplicate
};

struct AncestorCases {
  std::string run;
  std::vector<spec::CaseEntry> cases;
};

// One entry per judged case and run. Ancestors count with their training cases: pretraining corpora too.
[[nodiscard]] std::vector<Leak> findLeaks(const std::vector<spec::CaseEntry>& cases,
                                          const std::vector<AncestorCases>& ancestors, const NearVoxels& near = {});

// The voxels to compare for `near`: of the judged cases, and of everything that trains or trained.
[[nodiscard]] std::pair<std::set<std::string>, std::set<std::string>> voxelsToCompare(
    const std::vector<spec::CaseEntry>& cases, const std::vector<AncestorCases>& ancestors);

// The training cases of every run named, from their folders. NotFound: an ancestor is gone, so nothing can be said of
// it.
[[nodiscard]] base::Result<std::vector<AncestorCases>> ancestorCases(ports::RunStore& runs,
                                                                     const std::vector<std::string>& names);

[[nodiscard]] std::vector<std::string> patientsOf(const std::vector<Leak>& leaks);  // sorted, each once
[[nodiscard]] base::Error leakError(const std::vector<Leak>& leaks);  // Refused, with the list and the way out

}  // namespace selvox::services
