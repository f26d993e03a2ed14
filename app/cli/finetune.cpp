#include "app/cli/train_commands.h"

namespace selvox::cli {

namespace {
Outcome runFinetune(const TrainOptions& options, Console& console) {
  return train(options, "finetune", console);
}
}  // namespace

void addFinetune(Program& program) {
  const auto options = std::make_shared<TrainOptions>();
  options->task = "segmentation";
  auto* command = makeCommand(
      program.app, "finetune", "Learn a task from the labelled training cases, from a pretrained run or from scratch",
      "selvox finetune WS --dataset hippocampus --task segmentation --from mae-1 --steps 1000 --name seg-1", *options);
  addTrainOptions(command, *options);
  command->add_option("--task", options->task, "What to learn ('selvox tasks')")->type_name("ID");
  command
      ->add_option("--from", options->from,
                   "Start from the weights of this run (RUN or RUN/best) or of a file (.pt, .pth, .bin, .safetensors; "
                   "needs --arch), or scratch: the baseline")
      ->type_name("RUN|FILE|scratch");
  command
      ->add_option("--labelled", options->labelled,
                   "Use only so many of the split's labelled training cases; nested for one seed")
      ->type_name("N");
  onChosen(command, program, options, runFinetune);
}

}  // namespace selvox::cli
