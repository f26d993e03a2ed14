#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/services/worker_call.h"

namespace selvox::cli {

namespace {

using base::Json;

struct WeightsOptions : Common {
  std::string file, arch, task, layout = "auto";
  std::vector<std::string> assignments;
  int dim = 3, in = 1, out = 2;
  bool all = false;
};

Outcome runWeights(const WeightsOptions& options, Console& console) {
  SELVOX_TRY(const auto worker, workerClient());
  services::Workspace alone;
  alone.worker = worker.get();
  std::vector<std::string> words{"check",
                                 "surgery",
                                 options.arch,
                                 "--dim",
                                 std::to_string(options.dim),
                                 "--in",
                                 std::to_string(options.in),
                                 "--out",
                                 std::to_string(options.out),
                                 "--weights",
                                 options.file,
                                 "--layout",
                                 options.layout};
  if (!options.task.empty()) words.insert(words.end(), {"--task", options.task});
  for (const auto& assignment : options.assignments) words.insert(words.end(), {"--set", assignment});
  SELVOX_TRY(const auto report, services::askWorkerJson(alone, words, console.watch()));
  if (options.json) {
    console.document(report);
    return 0;
  }
  const auto word = [](const Json& row, const char* key) { return base::valueOr<std::string>(row, key, ""); };
  std::vector<std::vector<std::string>> table{{"TENSOR", "SHAPE", "STATE", "FROM", "SHAPE THERE", "HOW OR WHY"}};
  for (const auto& row : base::valueOr(report, "tensors", Json::array())) {
    if (!options.all && word(row, "state") == "matched") continue;
    table.push_back({word(row, "name"), word(row, "shape"), word(row, "state"), word(row, "source"),
                     word(row, "source_shape"), word(row, "how") + word(row, "why")});
  }
  for (const auto& row : base::valueOr(report, "unused", Json::array()))
    table.push_back({"", "", "unused", word(row, "name"), "", word(row, "why")});
  console.text("Layout " + word(report, "layout") +
               (word(report, "prefix").empty() ? "" : ", names begin with " + word(report, "prefix")) +
               (word(report, "place").empty() ? "" : ", found in " + word(report, "place")));
  console.text(word(report, "summary"));
  if (table.size() > 1) console.table(table);
  return 0;
}

}  // namespace

void addWeights(Program& program) {
  const auto options = std::make_shared<WeightsOptions>();
  auto* command =
      makeCommand(program.app, "weights",
                  "Show how a file of weights would start a network: what fits, what is adapted, what is left and why",
                  "selvox weights resnet18.pth --arch resnet-18 --dim 3 --task segmentation", *options);
  command->add_option("file", options->file, "File of weights: .pt, .pth, .bin, .ckpt, .safetensors")
      ->required()
      ->type_name("FILE");
  command->add_option("--arch", options->arch, "Network ('selvox networks')")->required()->type_name("ID");
  command->add_option("--dim", options->dim, "2 or 3; default 3")->check(CLI::IsMember({2, 3}));
  command->add_option("--in", options->in, "Channels of the images; default 1")->check(countAbove0());
  command->add_option("--out", options->out, "Classes; default 2")->check(countAbove0());
  command->add_option("--task", options->task, "segmentation: with the decoder that training puts on an encoder")
      ->type_name("ID");
  command->add_option("--layout", options->layout, "Whose names the file uses; auto finds out")
      ->check(CLI::IsMember({"auto", "selvox", "torchvision", "timm", "monai", "nnunet"}));
  command->add_option("--set", options->assignments, "A setting of the network or transfer.…, name=value")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command->add_flag("--all", options->all, "List the tensors that fit as they are, too");
  printsData(command, *options);
  onChosen(command, program, options, runWeights);
}

}  // namespace selvox::cli
