#include "core/services/model_card.h"

#include "tests/services/trained_run.h"

namespace selvox::services {
namespace {

using base::Json;
using test::Bench;
using test::trainedSpec;

TEST(ModelCard, SaysWhatAPersonMustKnowAndNamesNobody) {
  auto spec = trainedSpec("seg-1");
  spec.initFrom = "mae-1";
  spec.initSha256 = std::string(64, 'f');
  spec.parents = {"mae-1", "mae-0"};
  spec.overrides = {{"leak", "a phantom", {"P-secret-0"}}};
  const Json model{
      {"parameters", 1234},
      {"checkpoint", "step-00000010.safetensors"},
      {"step", 10},
      {"selvox", "0.1"},
      {"input", {{"shape", {1, 1, 16, 16, 16}}, {"axes", "batch, channel, z, y, x"}, {"spacing", {1, 1, 2}}}},
      {"output", {{"meaning", "logits"}}},
      {"window", {{"size", {16, 16, 16}}, {"overlap", 0.5}}},
      {"torchscript", {{"libtorch", "1.13.1"}, {"batch", "any"}, {"sides", "the window's"}}}};
  const Json test{
      {"checkpoint", "step-00000010.safetensors"},
      {"cases", {{{"case", "case-2"}}}},
      {"labels", {{"1", {{"name", "liver"}, {"dice", {{"mean", 0.81239}, {"low", 0.7}, {"high", 0.9}, {"n", 1}}}}}}}};
  const auto card = modelCard(spec, model, {{"test", test}});
  for (const char* words :
       {"# seg-1", "Not for diagnosis", "| mr | train | 2 | 1 | 1 | MR |", "| mr | test | 1 | 1 | 0 | MR |",
        "1 x 1 x 2 mm", "mae-1, before it mae-0", "| liver | dice | 0.8124 [0.7, 0.9], n = 1 |",
        "torch.jit.load(\"model.ts\")", "sliding_window_inference(image, [16,16,16]", "| `train.lr` | 0.001 |",
        "overridden", "argmax(1)"})
    EXPECT_NE(card.find(words), std::string::npos) << words << "\n" << card;
  for (const char* secret : {"P-secret", "case-2", "case-0"}) EXPECT_EQ(card.find(secret), std::string::npos) << secret;
  EXPECT_NE(modelCard(trainedSpec("x"), model, {}).find("Not judged yet"), std::string::npos);
}

TEST(ModelCard, StandsBesideWhatTheWorkerWrites) {
  Bench bench;
  ASSERT_TRUE(bench.runs.create(trainedSpec("seg-1")));
  const auto out = bench.folder / "out";
  bench.worker.reply = [&](const std::vector<std::string>&) {
    std::filesystem::create_directories(out);
    return ports::WorkerClient::Answer{0, "{\"parameters\":7}", ""};
  };
  const auto files = exportModel(bench.workspace, "seg-1", "best", out, {});
  ASSERT_TRUE(files) << files.error().message;
  EXPECT_EQ(bench.worker.asked.at(0),
            (std::vector<std::string>{"export", std::filesystem::absolute(bench.runs.folder("seg-1").root).string(),
                                      std::filesystem::absolute(out).string(), "--checkpoint", "best"}));
  EXPECT_NE(base::readFile(out / "MODEL_CARD.md")->find("| Parameters | 7 |"), std::string::npos);
  bench.worker.reply = [](const std::vector<std::string>&) {
    return ports::WorkerClient::Answer{1, "", "The run has no checkpoint yet.\n"};
  };
  EXPECT_NE(exportModel(bench.workspace, "seg-1", "", out, {}).error().message.find("no checkpoint"),
            std::string::npos);
}

}  // namespace
}  // namespace selvox::services
