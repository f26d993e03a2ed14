#pragma once
// Train, validation and test sets by patient: no patient stands on two sides. The order of patients is a pure function
// of (seed, case names), so neither the order of rows nor other workspaces' pseudonyms change it, and the labelled sets
// of one seed are nested: the first 8 labelled cases are among the first 16.

#include <cstdint>
#include <string>
#include <vector>

#include "core/ports/catalog.h"

namespace selvox::services {

struct SplitCase {
  std::string caseName, patient;
  bool labelled = false;
  std::string part = {};  // what an official split says of it: the value of `SplitRequest::column`
};

// A count of cases (a whole number of at least 1, or 0) or a share of them, "0.8". `given` false: what is left.
struct Amount {
  bool given = false;
  double value = 0;
  bool share = false;
};
[[nodiscard]] base::Result<Amount> parseAmount(const std::string& option, const std::string& text);

struct SplitRequest {
  std::string dataset;
  Amount train, val, test, labelled;
  std::uint64_t seed = 0;
  // Not empty: an official split, read from this column of the catalog: train, val (valid, validation) and test; cases
  // with another value are in no part. `seed` orders the labelled cases alone.
  std::string column;
  // At most one of these; each names a column, whose value is in `SplitCase::part`.
  std::string stratify;  // every part has each value's share; of a patient the commonest value counts
  std::string leaveOut;  // test cases are all patients with one of `values` there: other sites, scanners
  std::vector<std::string> values = {};  // of leaveOut
  std::string byDate;                    // the latest patients are tested, the ones before them validate: "2026-11-23",
                                         // "2026", "20261123"; of a patient the last date counts
};

struct SplitResult {
  ports::SplitRow split;
  std::vector<std::string> notes;  // where whole patients made a count unreachable
};

// Counts are of cases (scans), taken patient by patient. Validation and test cases are taken from labelled patients
// when the dataset has labels. Refused: an official split that puts one patient on two sides.
[[nodiscard]] base::Result<SplitResult> makeSplit(const std::vector<SplitCase>& cases, const SplitRequest& request,
                                                  const std::string& created);

// The cases of a dataset as the catalog holds them; several series of one case count once. Labelled are those with a
// label map or, where the dataset has none, with a value in its column of classes (spec/columns.h). `partColumn`: a
// column, or modality, format, site.
[[nodiscard]] base::Result<std::vector<SplitCase>> splitCases(ports::Catalog& catalog, const std::string& dataset,
                                                              const std::string& partColumn = {});

struct PatientCases {
  std::vector<SplitCase> cases;  // by name; the first one's name is the patient's in the order
  bool labelled = false;         // at least one of them
};

// The commonest part among the labelled cases (of all, where none is labelled); of several the first by the alphabet.
[[nodiscard]] std::string commonestPart(const PatientCases& patient);

// The patients in the order that this seed gives them.
[[nodiscard]] std::vector<PatientCases> patientsInOrder(const std::vector<SplitCase>& cases, std::uint64_t seed);

// `names` in the order in which labelled cases are taken for this seed: a prefix of it is a smaller labelled set.
[[nodiscard]] std::vector<std::string> labelledOrder(const std::vector<SplitCase>& cases,
                                                     const std::vector<std::string>& names, std::uint64_t seed);

}  // namespace selvox::services
