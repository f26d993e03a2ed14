#pragma once
// What `selvox pretrain`, `selvox finetune` and `selvox estimate` have in common.

#include "app/cli/command.h"
#include "app/cli/train.h"

namespace selvox::cli {

struct TrainOptions : Common {
  std::vector<std::string> datasets;
  std::vector<double> weights;
  std::vector<std::string> assignments;
  std::string name, method, task, arch, device = "auto", from = "scratch", layout = "auto", like, overrideLeak;
  std::string plan = "none";
  std::string labelled;
  int dim = 0;
  std::uint64_t seed = 0;
  std::int64_t steps = 0;
  double minutes = 0;
  bool detach = false, wait = false, allCases = false;
};

void addRunOptions(CLI::App* command, TrainOptions& options);    // what describes a run
void addTrainOptions(CLI::App* command, TrainOptions& options);  // and how it is launched
[[nodiscard]] base::Result<TrainRequest> makeRequest(const TrainOptions& options, const std::string& kind);
[[nodiscard]] Outcome train(const TrainOptions& options, const std::string& kind, Console& console);

}  // namespace selvox::cli
