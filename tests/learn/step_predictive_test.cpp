// The loss of one step of the predictive methods, by hand: the head's last layer is reduced to known biases, so every
// sample gets the same answer and the loss tells which labels were asked, with which sign and of whom.

#include "core/learn/methods/parts.h"
#include "core/learn/methods/predictive.h"
#include "tests/learn/predictive_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

// The layer answers `biases` to whatever it is shown.
void answerAlways(Method& method, const std::string& layer, const at::Tensor& biases) {
  const c10::AutoGradMode noGradients(false);
  const auto parameters = method.trainable()->named_parameters();
  at::Tensor(parameters[layer + ".weight"]).zero_();
  at::Tensor(parameters[layer + ".bias"]).copy_(biases);
}

// 0, 0.1, 0.2, …: answer k has the logit k / 10.
at::Tensor risingLogits(std::int64_t classes) {
  return 0.1 * at::arange(classes, at::kFloat);
}

double crossEntropyOf(const at::Tensor& logits, const at::Tensor& labels) {
  return (logits.logsumexp(0) - logits.index_select(0, labels).mean()).item<double>();
}

// Mean of log(1 + exp(-x)) where the answer is yes, of log(1 + exp(x)) where it is no.
double yesOrNo(const at::Tensor& logits, const at::Tensor& yes) {
  return at::softplus(at::where(yes.gt(0.5), -logits, logits)).mean().item<double>();
}

TEST(PredictiveStep, ExemplarsTripletIsCopyOriginalAndStranger) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("exemplar", config, {{"out", 16}, {"margin", 0.2}});
  Batch batch = waves(config, 4, 0, 10);
  batch.cases = {"a", "a", "b", "a"};
  const auto weights = method->trainable()->named_parameters();
  const Tensors made = method->views(batch);
  // One norm over copies and originals: the common part of random features, which is nearly all of them, goes.
  const at::Tensor rows = at::linear(embed(*method->network(), at::cat({named(made, "copy"), named(made, "original")})),
                                     weights["head.weight"], weights["head.bias"]);
  const at::Tensor codes = at::sigmoid((rows - rows.mean(0)) / (rows.var(0, false) + 1e-5).sqrt());
  const at::Tensor copy = codes.narrow(0, 0, 4), original = codes.narrow(0, 4, 4);
  const at::Tensor stranger = original.index_select(0, integers({2, 2, 3, 2}, at::kCPU));
  const at::Tensor near = (copy - original).square().mean(1), far = (copy - stranger).square().mean(1);
  EXPECT_GT((near - far).mean().abs().item<double>(), 1e-5) << "the two distances can be told apart";
  EXPECT_NEAR(method->step(batch).loss.item<double>(), (near - far + 0.2).clamp_min(0).mean().item<double>(), 1e-6);
}

TEST(PredictiveStep, PuzzlesAskForTheOrderAndThePlaceOfTheirViews) {
  const MethodConfig config = tinyConfig(2, 24);
  const Batch batch = waves(config, 4, 3, 10);
  const auto jigsaw = buildMethod("jigsaw", config, {{"permutations", 50}, {"hidden", 8}});
  answerAlways(*jigsaw, "head.order", risingLogits(50));
  EXPECT_NEAR(jigsaw->step(batch).loss.item<double>(),
              crossEntropyOf(risingLogits(50), named(jigsaw->views(batch), "order")), 1e-5);
  const auto relative = buildMethod("relative-patch", config, {{"hidden", 8}});
  answerAlways(*relative, "head.second", risingLogits(8));
  EXPECT_NEAR(relative->step(batch).loss.item<double>(),
              crossEntropyOf(risingLogits(8), named(relative->views(batch), "place")), 1e-5);
}

// A turn that the voxels forbid takes no part in the softmax of its sample.
TEST(PredictiveStep, RotationAsksAmongThePossibleTurnsAlone) {
  const MethodConfig config = tinyConfig(3, 8);
  const auto method = buildMethod("rotation", config, {{"classes", "10"}});
  answerAlways(*method, "head.answer", risingLogits(10));
  Batch batch = waves(config, 2, 0, 10);
  batch.places[1].spacing = {0.8, 0.8, 5};
  const at::Tensor turn = named(method->views(batch), "turn"), all = risingLogits(10);
  const at::Tensor few = all.index_select(0, integers({0, 1, 2, 3, 5, 8}, at::kCPU));
  const at::Tensor expected = (all.logsumexp(0) + few.logsumexp(0)) / 2 - all.index_select(0, turn).mean();
  EXPECT_NEAR(method->step(batch).loss.item<double>(), expected.item<double>(), 1e-5);
}

TEST(PredictiveStep, RubiksCubeAsksForOrderTurnsAndMasks) {
  const MethodConfig config = tinyConfig(3, 16);
  const auto method = buildMethod("rubiks-cube", config, {{"permutations", 20}, {"hidden", 8}, {"plus", true}});
  const at::Tensor turns = risingLogits(16) - 0.5, masks = 0.3 - risingLogits(8);  // 8 cubes, two turns each
  answerAlways(*method, "head.second", at::cat({risingLogits(20), turns, masks}));
  const Batch batch = waves(config, 3, 1, 10);
  const Tensors made = method->views(batch);
  const StepOutput out = method->step(batch);
  EXPECT_NEAR(named(out.metrics, "loss/order").item<double>(), crossEntropyOf(risingLogits(20), named(made, "order")),
              1e-5);
  EXPECT_NEAR(named(out.metrics, "loss/turns").item<double>(),
              yesOrNo(turns.view({1, 8, 2}).expand({3, 8, 2}), named(made, "turns")), 1e-5);
  EXPECT_NEAR(named(out.metrics, "loss/masked").item<double>(), yesOrNo(masks.expand({3, 8}), named(made, "masked")),
              1e-5);
}

// A positive logit says that the first slice lies higher: what the caption makes of it.
TEST(PredictiveStep, SliceOrderCountsAPositiveLogitForTheFirst) {
  const MethodConfig config = tinyConfig(2);
  const auto pair = buildMethod("slice-order", config, {{"hidden", 8}});
  answerAlways(*pair, "head.second", at::full({1}, 0.7));
  Batch batch = waves(config, 3, 1, 10);
  addCompanions(batch, pair->demand());
  const at::Tensor first = named(pair->views(batch), "order").to(at::kFloat);  // of three: never half of them
  EXPECT_NEAR(pair->step(batch).loss.item<double>(), yesOrNo(at::full({3}, 0.7), first), 1e-6);
  const auto three = buildMethod("slice-order", config, {{"hidden", 8}, {"slices", 3}});
  answerAlways(*three, "head.second", risingLogits(6));
  addCompanions(batch, three->demand());
  EXPECT_NEAR(three->step(batch).loss.item<double>(),
              crossEntropyOf(risingLogits(6), named(three->views(batch), "order")), 1e-6);
}

TEST(PredictiveStep, SlicePositionsErrorsAreTheOnesStated) {
  const MethodConfig config = tinyConfig(3);
  const Batch batch = waves(config, 4, 1, 10);
  const auto errorOf = [&](Method& method, const at::Tensor& said) {
    answerAlways(method, "head.second", said);
    return (said - named(method.views(batch), "target")).abs();
  };
  const auto loss = [&](Method& method) { return method.step(batch).loss.item<double>(); };
  const base::Json small{{"hidden", 8}};
  const auto position = buildMethod("slice-position", config, small);
  const at::Tensor away = errorOf(*position, named(position->views(batch), "target")[0] + 0.02);
  ASSERT_TRUE(away.lt(0.05).any().item<bool>() && away.gt(0.05).any().item<bool>()) << away;
  const at::Tensor smooth = at::where(away.lt(0.05), away.square() / 0.1, away - 0.025);  // beta .05
  EXPECT_NEAR(loss(*position), smooth.mean().item<double>(), 1e-6);
  const auto offset = buildMethod("slice-position", config, {{"hidden", 8}, {"target", "offset"}});
  const at::Tensor apart = errorOf(*offset, at::tensor({0.1f, -0.2f, 0.3f}));
  EXPECT_NEAR(loss(*offset), apart.mean().item<double>(), 1e-6);
  const auto distance = buildMethod("slice-position", config, {{"hidden", 8}, {"target", "distance"}});
  const at::Tensor error = errorOf(*distance, at::full({1}, 0.2));
  EXPECT_NEAR(loss(*distance), error.square().mean().item<double>(), 1e-6);
}

}  // namespace
}  // namespace selvox::learn::methods
