#pragma once
// The whole way in one command: scans, import, split, pretraining, fine-tuning with few labels, the matched baseline,
// the judgement. Every part is the command of the same name; what stands already is not done again.

#include <string>

#include "app/cli/console.h"
#include "app/cli/session.h"

namespace selvox::cli {

struct DemoPlan {
  std::string folder;    // becomes the workspace
  std::string data;      // a folder in Decathlon layout; empty: a phantom cohort is drawn
  double minutes = 7.5;  // of training, all runs together
  int cases = 40;        // of the phantom
  int labelled = 0;      // cases whose labels may be used; 0: one phantom, four cases of a folder
  std::uint64_t seed = 1;
};

inline constexpr const char* kDemoPretrain = "pretrained";
inline constexpr const char* kDemoFinetune = "tuned";
inline constexpr const char* kDemoScratch = "scratch";

// Returns {workspace, dataset, runs, scratch, pretrained, comparison}.
[[nodiscard]] base::Result<base::Json> runDemo(const DemoPlan& plan, Console& console);

// Draws the cohort into `folder` unless it is there: folder/mr (Decathlon layout), folder/mr-t2 (the same
// patients, a second sequence) and folder/ct (DICOM).
[[nodiscard]] base::Status drawPhantoms(const std::string& folder, int cases, std::uint64_t seed, Console& console);

}  // namespace selvox::cli
