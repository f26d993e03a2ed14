// Optimizers, checkpoint files and their retention, loader, device choice.

#include <fstream>
#include <set>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/nn/module.h>
#include <torch/optim.h>
#include <torch/utils.h>

#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/device.h"
#include "core/learn/engine/loader.h"
#include "core/learn/engine/optimizer.h"
#include "core/learn/engine/settings.h"
#include "core/learn/engine/training_clock.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::engine {
namespace {

using fs::path;

TEST(TrainingClock, LeavesOutTheTimeInWhichTheProcessStoodStill) {
  const TrainingClock::Time zero;
  const auto at = [&](double seconds) {
    return zero + std::chrono::duration_cast<TrainingClock::Time::duration>(std::chrono::duration<double>(seconds));
  };
  TrainingClock clock;
  clock.start(100, at(0));  // an earlier process has trained 100 s
  EXPECT_DOUBLE_EQ(clock.look(at(5)), 105);
  EXPECT_DOUBLE_EQ(clock.look(at(25)), 125);
  EXPECT_DOUBLE_EQ(clock.look(at(24)), 125);    // a thread that read the time before the last one
  EXPECT_DOUBLE_EQ(clock.look(at(6025)), 125);  // 6,000 s frozen
  EXPECT_DOUBLE_EQ(clock.look(at(6030)), 130);
}

TEST(AdamW, FirstStepByHand) {
  at::Tensor w = at::full({1}, 2.0, at::kDouble), m = at::zeros({1}, at::kDouble), v = at::zeros({1}, at::kDouble);
  const at::Tensor g = at::full({1}, 0.5, at::kDouble);
  adamwStep(w, g, m, v, 1, {0.1, 0.9, 0.999, 1e-8, 0.01});
  // m-hat / sqrt(v-hat) is 1: w = 2 (1 - 0.1 * 0.01) - 0.1
  EXPECT_NEAR(w.item<double>(), 2 * 0.999 - 0.1 * 0.5 / (0.5 + 1e-8), 1e-12);
  EXPECT_NEAR(m.item<double>(), 0.05, 1e-15);
  EXPECT_NEAR(v.item<double>(), 0.00025, 1e-15);
}

TEST(Sgd, NesterovByHand) {
  at::Tensor w = at::full({1}, 1.0, at::kDouble), velocity = at::zeros({1}, at::kDouble);
  const at::Tensor g = at::full({1}, 2.0, at::kDouble);
  sgdStep(w, g, velocity, {0.1, 0.9, 0.0, true});
  EXPECT_NEAR(w.item<double>(), 1 - 0.1 * (2 + 0.9 * 2), 1e-15);
  sgdStep(w, g, velocity, {0.1, 0.9, 0.0, true});
  EXPECT_NEAR(velocity.item<double>(), 0.9 * 2 + 2, 1e-15);
  EXPECT_NEAR(w.item<double>(), 0.62 - 0.1 * (2 + 0.9 * 3.8), 1e-15);
}

// torch's own optimizers as the reference, several steps, large enough for several chunks.
template <class Reference, class Options>
void compare(OptimizerKind kind, Options options, double decay, double momentum) {
  torch::manual_seed(3);
  const at::Tensor start = at::randn({3, 20011}, at::kDouble);
  at::Tensor mine = start.clone().requires_grad_(true), theirs = start.clone().requires_grad_(true);
  Optimizer optimizer({kind, decay, momentum}, {{"w", mine, 1.0, true}});
  Reference reference({theirs}, options);
  for (int i = 0; i < 4; ++i) {
    const at::Tensor g = at::randn({3, 20011}, at::kDouble);
    mine.mutable_grad() = g.clone();
    theirs.mutable_grad() = g.clone();
    optimizer.step(0.05, 0);
    reference.step();
  }
  EXPECT_LT((mine - theirs).abs().max().item<double>(), 1e-12);
}

TEST(Optimizer, EqualsTorchs) {
  compare<torch::optim::AdamW>(OptimizerKind::AdamW, torch::optim::AdamWOptions(0.05).weight_decay(0.1), 0.1, 0);
  compare<torch::optim::SGD>(OptimizerKind::Sgd,
                             torch::optim::SGDOptions(0.05).momentum(0.9).nesterov(true).weight_decay(0.1), 0.1, 0.9);
}

TEST(Optimizer, ClipsByTheGlobalNormAndLeavesWeightsAloneOnNan) {
  at::Tensor a = at::zeros({1}, at::kDouble).requires_grad_(true), b = at::zeros({1}, at::kDouble).requires_grad_(true);
  Optimizer optimizer({OptimizerKind::Sgd, 0, 0}, {{"a", a, 1.0, true}, {"b", b, 2.0, true}});
  a.mutable_grad() = at::full({1}, 3.0, at::kDouble);
  b.mutable_grad() = at::full({1}, 4.0, at::kDouble);
  EXPECT_DOUBLE_EQ(optimizer.step(1.0, 2.5), 5.0);
  EXPECT_NEAR(a.item<double>(), -1.5, 1e-12);
  EXPECT_NEAR(b.item<double>(), -4.0, 1e-12);  // its group's rate is doubled
  a.mutable_grad() = at::full({1}, std::nan(""), at::kDouble);
  EXPECT_FALSE(std::isfinite(optimizer.step(1.0, 2.5)));
  EXPECT_NEAR(a.item<double>(), -1.5, 1e-12);
}

TEST(Checkpoint, ComesBackAsItWas) {
  const test::TemporaryFolder folder;
  CheckpointInfo info;
  info.run = "run";
  info.step = 400;
  info.seconds = 1.0 / 3;
  info.hasBest = true;
  info.bestValue = 0.1 + 0.2;
  info.settings = {{"train.lr", 1e-3}};
  info.spec = {{"arch", "unet"}};
  const NamedTensors tensors{{"model/a", at::arange(6, at::kFloat).view({2, 3})},
                             {"rng/cpu", at::arange(7, at::kByte)},
                             {"model/n", at::scalar_tensor(5, at::kLong)}};
  const path file = folder.path / checkpointName(400);
  ASSERT_TRUE(saveCheckpoint(file, info, tensors));
  const auto loaded = loadCheckpoint(file);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->info.step, 400);
  EXPECT_EQ(loaded->info.seconds, 1.0 / 3);
  EXPECT_EQ(loaded->info.bestValue, 0.1 + 0.2);
  EXPECT_EQ(loaded->info.settings, info.settings);
  for (const auto& [name, tensor] : tensors) EXPECT_TRUE(loaded->tensors.at(name).equal(tensor)) << name;
  const auto some = loadCheckpoint(file, {"model/"});
  ASSERT_TRUE(some);
  EXPECT_EQ(some->tensors.size(), 2u);
}

TEST(Checkpoint, AFlippedBitIsSeenAndAFailedWriteLeavesTheOldOne) {
  const test::TemporaryFolder folder;
  const path file = folder.path / checkpointName(1);
  const NamedTensors tensors{{"model/a", at::ones({1000})}};
  ASSERT_TRUE(saveCheckpoint(file, {}, tensors));
  {
    const base::FaultyDisk disk(1000);
    const auto status = saveCheckpoint(file, {}, tensors);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, base::ErrorCode::DiskFull);
  }
  EXPECT_TRUE(loadCheckpoint(file));
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& item : fs::directory_iterator(folder.path)) ++files;
  EXPECT_EQ(files, 1u);  // no .tmp is left
  std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
  damaged.seekp(-100, std::ios::end);
  damaged.put('\x55');
  damaged.close();
  EXPECT_FALSE(loadCheckpoint(file));
}

TEST(Retention, KeepsTheLastTwoTheBestTheFinalAndOneAnHour) {
  using namespace std::chrono_literals;
  const std::chrono::system_clock::time_point now{std::chrono::hours(480000)};
  const auto at = [&](std::int64_t step, std::chrono::minutes ago, bool best = false, bool final = false) {
    return CheckpointFile{checkpointName(step), step, now - ago, 100, best, final};
  };
  const std::vector<CheckpointFile> files{at(1, 4000min), at(2, 3990min),     at(3, 130min, true),
                                          at(4, 125min),  at(5, 70min, true), at(6, 65min),
                                          at(7, 20min),   at(8, 10min),       at(9, 0min)};
  const auto gone = obsolete(files, now, 1 << 20);
  const std::set<path> removed(gone.begin(), gone.end());
  for (const std::int64_t kept : {9, 8, 5}) EXPECT_FALSE(removed.contains(checkpointName(kept))) << kept;
  EXPECT_TRUE(removed.contains(checkpointName(1)));  // the same day as 2, and older
  EXPECT_FALSE(removed.contains(checkpointName(2)));
  EXPECT_TRUE(removed.contains(checkpointName(3)));  // an earlier best, the same hour as 4
  const auto tight = obsolete(files, now, 300);
  EXPECT_EQ(tight.size(), files.size() - 3);  // the last two and the best stay whatever the limit
}

TEST(Loader, BatchesDoNotDependOnThePrefetch) {
  const test::Workspace workspace(5);
  Cohort::Options options;
  options.labels = {{1, "body"}, {2, "core"}};
  options.foreground = true;
  options.memoryBudget = 1u << 30;
  const auto inMemory = Cohort::open(workspace.root() / "cache", workspace.entries(), {}, options);
  options.memoryBudget = 0;
  const auto fromFiles = Cohort::open(workspace.root() / "cache", workspace.entries(), {}, options);
  ASSERT_TRUE(inMemory && fromFiles);
  LoaderConfig config;
  config.patch = {16, 30, 12};  // longer than the volume along y: padded
  config.margin = {2, 0, 1};
  config.batch = 3;
  config.foreground = 0.34;
  config.labels = true;
  config.seed = 8;
  Loader ahead(*inMemory, config);
  const Loader direct(*fromFiles, config);
  ahead.startAt(5);
  for (std::int64_t i = 5; i < 15; ++i) {
    const Minibatch a = ahead.next(), b = direct.make(i);
    EXPECT_EQ(a.batch.cases, b.batch.cases);
    EXPECT_LT((a.batch.images - b.batch.images).abs().max().item<float>(), 1e-6);
    EXPECT_TRUE(a.labels.equal(b.labels));
    EXPECT_EQ(a.batch.images.sizes(), (at::IntArrayRef{3, 1, 14, 30, 20}));
    EXPECT_GT(a.labels[2].gt(0).sum().item<std::int64_t>(), 0);  // the foreground slot
  }
}

TEST(Settings, EveryDefaultFitsItsOwnSchema) {
  for (const auto& param : engineSchema().params) {
    if (!param.defaultValue.is_null()) {
      EXPECT_TRUE(spec::check(param, param.defaultValue)) << param.name;
    }
    EXPECT_FALSE(param.help.empty()) << param.name;
  }
}

TEST(Device, AnAbsentOneListsThePresent) {
  const auto device = chooseDevice("cuda:99");
  ASSERT_FALSE(device);
  EXPECT_NE(device.error().message.find("cpu"), std::string::npos);
  EXPECT_TRUE(chooseDevice("cpu"));
}

}  // namespace
}  // namespace selvox::learn::engine
