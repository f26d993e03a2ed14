#include "app/cli/train_commands.h"

namespace selvox::cli {

namespace {
Outcome runPretrain(const TrainOptions& options, Console& console) {
  return train(options, "pretrain", console);
}
}  // namespace

void addPretrain(Program& program) {
  const auto options = std::make_shared<TrainOptions>();
  auto* command = makeCommand(
      program.app, "pretrain", "Learn from scans without labels (training cases only, where there is a split)",
      "selvox pretrain WS --dataset hippocampus --method mae --arch unet --dim 3 --steps 2000 --name mae-1", *options);
  addTrainOptions(command, *options);
  command->add_option("--method", options->method, "How to learn ('selvox methods')")->required()->type_name("ID");
  command
      ->add_option("--from", options->from,
                   "Go on from the weights of this run or of a file (.pt, .pth, .bin, .safetensors), or scratch")
      ->type_name("RUN|FILE|scratch");
  command->add_flag("--all-cases", options->allCases,
                    "Learn from validation and test cases too; later fine-tuning will meet the leak gate");
  onChosen(command, program, options, runPretrain);
}

}  // namespace selvox::cli
