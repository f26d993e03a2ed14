// The loss of one step of the methods that compare views, from the views it shows and the method's own parts, and what
// a step leaves in queues and centres.

#include "core/learn/losses/common.h"
#include "core/learn/losses/moco.h"
#include "core/learn/losses/nt_xent.h"
#include "core/learn/losses/region_contrast.h"
#include "core/learn/losses/swav.h"
#include "core/learn/losses/voco.h"
#include "core/learn/methods/clusters.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/placed_views.h"
#include "core/learn/methods/projector.h"
#include "core/learn/methods/self_distillation.h"
#include "tests/learn/joint_support.h"
#include "tests/learn/state_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

// Layer norm in the heads and instance norm in the network: a row does not depend on the others of its pass.
base::Json rowByRow(base::Json settings) {
  settings["head_norm"] = "layer";
  return settings;
}

template <class Head>
at::Tensor through(Head& head, Method& method, const at::Tensor& x) {
  return head.forward(embed(*method.network(), x));
}

// Before the first step the key network is the query network.
TEST(ContrastStep, MocoV2PicksTheOtherViewsKeyAmongTheQueueAndKeepsTheKeys) {
  const MethodConfig config = tinyConfig(2);
  const auto method =
      buildMethod("moco-v2", config, rowByRow({{"hidden", 32}, {"out", 16}, {"queue", 10}, {"temperature", 0.3}}));
  method->train(true);
  const Batch batch = waves(config, 4, 0, 20);
  const auto z = embeddings<Mlp>(*method, batch);
  const double expected = losses::moco(z[0], z[1], stateOf(*method, "queue"), {0.3}).item<double>();
  EXPECT_NEAR(method->step(batch).loss.item<double>(), expected, 1e-5);
  method->afterOptimizerStep(0, 20);
  const at::Tensor keys = losses::normaliseRows(z[1].detach());
  EXPECT_FALSE(at::allclose(keys, losses::normaliseRows(z[0].detach()), 1e-3, 1e-3));
  EXPECT_TRUE(at::allclose(stateOf(*method, "queue").narrow(0, 0, 4), keys, 1e-5, 1e-6))
      << "the second view's, in order";
}

// Where heads have batch norm the keys are made in four shuffled parts, each with statistics of its own.
TEST(ContrastStep, MocoV2MakesItsKeysInParts) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v2", config, {{"hidden", 32}, {"out", 16}, {"queue", 10}});
  method->train(true);
  const Batch batch = waves(config, 8, 3, 20);
  const auto projector = headOf<Mlp>(*method, "projector");
  const auto forward = [&](const at::Tensor& x) { return through(*projector, *method, x); };
  const Tensors views = method->views(batch);
  const at::Tensor q = forward(named(views, "view1")), x = named(views, "view2");
  const at::Tensor k = inShuffledChunks(x, 4, base::Rng(batch.seed, base::Purpose::Method, 3, 1), forward);
  EXPECT_FALSE(at::allclose(k, forward(x), 1e-3, 1e-3));
  EXPECT_NEAR(method->step(batch).loss.item<double>(),
              losses::moco(q, k, stateOf(*method, "queue"), {0.2}).item<double>(), 1e-5);
}

TEST(ContrastStep, MocoV3PicksTheKeysOfTheOtherView) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("moco-v3", config, rowByRow({{"hidden", 32}, {"out", 16}, {"temperature", 0.3}}));
  const Batch batch = waves(config, 4, 0, 20);
  const Tensors views = method->views(batch);
  const auto projector = headOf<NormedMlp>(*method, "projector");
  const auto predictor = headOf<Mlp>(*method, "predictor");
  const at::Tensor k1 = through(*projector, *method, named(views, "view1")),
                   k2 = through(*projector, *method, named(views, "view2"));
  const at::Tensor expected =
      losses::mocoV3(predictor->forward(k1), k2, {0.3}) + losses::mocoV3(predictor->forward(k2), k1, {0.3});
  EXPECT_NEAR(method->step(batch).loss.item<double>(), expected.item<double>(), 1e-5);
  const at::Tensor own = method->trainable()->named_parameters()["projector.mlp.first.weight"];
  const at::Tensor key = stateOf(*method, "key.projector.mlp.first.weight"), before = key.clone();
  {
    const c10::AutoGradMode noGradients(false);
    at::Tensor(own).add_(1.0);
  }
  method->afterOptimizerStep(0, 20);
  EXPECT_TRUE(at::allclose(key, before + 0.01, 1e-4, 1e-6)) << "momentum .99 at the start";
}

TEST(ContrastStep, RegionContrastKnowsPartsAndVolumes) {
  const MethodConfig config = tinyConfig(2);
  const auto method =
      buildMethod("region-contrast", config,
                  rowByRow({{"hidden", 32}, {"out", 16}, {"form", "global"}, {"partitions", 2}, {"temperature", 0.3}}));
  Batch batch = waves(config, 4, 0, 20);
  const double heights[] = {-30, -20, 20, 30};  // of a field of 100 mm
  const std::int64_t series[] = {5, 6, 5, 5};
  for (std::size_t i = 0; i < 4; ++i) batch.places[i].centre[2] = heights[i], batch.places[i].series = series[i];
  const auto z = embeddings<Mlp>(*method, batch);
  const at::Tensor parts = at::tensor({0, 0, 1, 1}, at::kLong), volumes = at::tensor({5, 6, 5, 5}, at::kLong);
  const losses::RegionContrastOptions options{0.3, losses::PartitionStrategy::AlsoPositive};
  EXPECT_NEAR(method->step(batch).loss.item<double>(),
              losses::regionContrastGlobal(z[0], z[1], parts, volumes, options).item<double>(), 1e-5);
}

// The regions of the first sample are those of its preview; their order does not matter.
TEST(ContrastStep, RegionContrastPicksEachRegionInTheOtherView) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.noise"] = 1.0;
  const auto method =
      buildMethod("region-contrast", config,
                  {{"form", "local"}, {"regions", 4}, {"region_side", 2}, {"local_channels", 8}, {"temperature", 0.3}});
  const Batch batch = waves(config, 1, 2, 20);
  const Tensors made = method->views(batch);
  const at::Tensor mask = named(
      [&] {
        Tensors shown;
        for (const Preview& p : method->preview(batch)) shown.emplace_back(p.name, p.tensor);
        return shown;
      }(),
      "regions");
  const at::Tensor cells = at::max_pool2d(mask.view({1, 1, 16, 16}), {2, 2}).flatten().nonzero().squeeze(1);
  ASSERT_EQ(cells.numel(), 4);
  const auto regions = [&](const char* name) {
    const at::Tensor map = method->network()->forward(named(made, name)).front();
    return at::avg_pool2d(map, {2, 2}).flatten(2).transpose(1, 2).index_select(1, cells);
  };
  const at::Tensor a = regions("grey1"), b = regions("grey2");
  EXPECT_FALSE(at::allclose(a, b, 1e-3, 1e-3));
  EXPECT_NEAR(method->step(batch).loss.item<double>(), losses::regionContrastLocal(a, b, 0.3).item<double>(), 1e-5);
}

TEST(ContrastStep, PatientContrastIsNtXentAmongOtherKeysAtItsTemperature) {
  const MethodConfig config = tinyConfig(2);
  Batch batch = waves(config, 4, 0, 20);
  batch.keys = {"a", "b", "a", "c"};
  for (const double temperature : {0.1, 0.5}) {  // 0.1: what it has unless asked
    base::Json settings{{"hidden", 32}, {"out", 16}};
    if (temperature != 0.1) settings["temperature"] = temperature;
    const auto method = buildMethod("patient-contrast", config, rowByRow(settings));
    addCompanions(batch, method->demand());
    const auto z = embeddings<Mlp>(*method, batch);
    const at::Tensor keys = at::tensor({0, 1, 0, 2}, at::kLong);
    EXPECT_NEAR(method->step(batch).loss.item<double>(), losses::ntXent(z[0], z[1], keys, {temperature}).item<double>(),
                1e-5);
  }
}

// Gradients of the bases come from the regulariser alone.
TEST(ContrastStep, VocoComparesWithBasesThatGetNoGradientFromIt) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("voco", config, {{"hidden", 32}, {"out", 16}, {"grid", 2}, {"targets", 2}});
  toDouble(*method);
  method->train(true);
  const Batch batch = waves(config, 3, 2, 20);
  const Tensors made = method->views(batch);
  const auto projector = headOf<NormedMlp>(*method, "projector");
  at::Tensor weight = method->trainable()->named_parameters()["projector.mlp.first.weight"];
  const auto byHand = [&](bool stop) {
    weight.mutable_grad().reset();
    const at::Tensor z = through(*projector, *method, at::cat({named(made, "bases"), named(made, "targets")}));
    const at::Tensor bases = z.narrow(0, 0, 12).view({3, 4, 16}), targets = z.narrow(0, 12, 6).view({3, 2, 16});
    const at::Tensor still = stop ? bases.detach() : bases;
    const at::Tensor cosine =
        (targets / targets.norm(2, {2}, true)).matmul((still / still.norm(2, {2}, true)).transpose(1, 2));
    const auto terms = losses::voco(cosine.relu(), named(made, "share"));
    const at::Tensor loss = terms.positive + terms.negative + losses::vocoRegulariser(bases);
    loss.backward();
    return std::pair(loss.item<double>(), weight.grad().clone());
  };
  const auto [loss, stopped] = byHand(true);
  const auto flowing = byHand(false).second;
  weight.mutable_grad().reset();
  const at::Tensor found = method->step(batch).loss;
  found.backward();
  EXPECT_NEAR(found.item<double>(), loss, 1e-9);
  EXPECT_TRUE(at::allclose(weight.grad(), stopped, 1e-7, 1e-12));
  EXPECT_FALSE(at::allclose(weight.grad(), flowing, 1e-3, 1e-9));
}

// Rows of every view, large ones in one pass and small ones in another.
std::vector<at::Tensor> rowsOfViews(Method& method, const Batch& batch) {
  const Tensors made = method.views(batch);
  const auto projector = headOf<Mlp>(method, "projector");
  std::vector<at::Tensor> rows;
  for (const auto& [from, to] : {std::pair<std::size_t, std::size_t>{0, 2}, {2, made.size()}}) {
    std::vector<at::Tensor> same;
    for (std::size_t i = from; i < to; ++i) same.push_back(made[i].second);
    for (const at::Tensor& z :
         losses::normaliseRows(through(*projector, method, at::cat(same))).split(batch.images.size(0))) {
      rows.push_back(z);
    }
  }
  return rows;
}

TEST(ContrastStep, DeepclusterV2PredictsTheClusterOfTheHeadsOwnView) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("deepcluster-v2", config,
                                  {{"hidden", 32},
                                   {"out", 16},
                                   {"clusters", 6},
                                   {"memory", 8},
                                   {"every", 1},
                                   {"local_crops", 1},
                                   {"heads", 3},
                                   {"temperature", 0.3}});
  method->train(true);
  const auto first = rowsOfViews(*method, waves(config, 4, 0, 20));
  static_cast<void>(trainStep(*method, waves(config, 4, 0, 20), 0.05));
  EXPECT_TRUE(at::allclose(stateOf(*method, "memory"), at::cat({first[0], first[1]}).detach(), 1e-5, 1e-6))
      << "both large views are remembered";
  const Batch batch = waves(config, 4, 1, 20);
  const auto rows = rowsOfViews(*method, batch);
  ASSERT_EQ(rows.size(), 3u);
  const at::Tensor prototypes = stateOf(*method, "prototypes");
  double sum = 0;
  for (std::size_t head = 0; head < 3; ++head) {
    const at::Tensor centroids = prototypes[static_cast<std::int64_t>(head)].t();
    const at::Tensor label = rows[head % 2].matmul(centroids).argmax(1);  // heads take the two large views in turn
    for (std::size_t v = 0; v < 3; ++v) {
      if (v == head % 2) continue;
      sum += at::cross_entropy_loss(rows[v].matmul(centroids) / 0.3, label).item<double>() / 6;
    }
  }
  EXPECT_NEAR(method->step(batch).loss.item<double>(), sum, 1e-5);
}

TEST(ContrastStep, DeepclusterV2CountsTheClustersOfItsFirstHead) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("deepcluster-v2", config,
                                  {{"hidden", 32}, {"out", 16}, {"clusters", 6}, {"memory", 8}, {"every", 9}});
  method->train(true);
  static_cast<void>(trainStep(*method, waves(config, 4, 0, 20), 0.05));
  ASSERT_EQ(stateOf(*method, "clusterings").item<std::int64_t>(), 1);
  const Batch batch = waves(config, 4, 1, 20);
  at::Tensor expected = stateOf(*method, "usage").clone();
  updateUsage(expected, rowsOfViews(*method, batch)[0].matmul(stateOf(*method, "prototypes")[0].t()).argmax(1));
  static_cast<void>(method->step(batch));
  method->afterOptimizerStep(1, 20);
  EXPECT_TRUE(at::allclose(stateOf(*method, "usage"), expected));
}

// The queue's rows of a view take part in that view's codes, and its own rows come last.
TEST(ContrastStep, SwavMakesEachViewsCodesAmongItsOwnQueue) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("swav", config,
                                  {{"hidden", 32},
                                   {"out", 16},
                                   {"prototypes", 8},
                                   {"queue", 6},
                                   {"queue_from", 0.0},
                                   {"local_crops", 1},
                                   {"temperature", 0.3},
                                   {"eps", 0.2}});
  method->train(true);
  for (int step = 0; step < 2; ++step) static_cast<void>(trainStep(*method, waves(config, 4, step, 20), 0.05));
  const Batch batch = waves(config, 4, 2, 20);
  const at::Tensor prototypes = method->trainable()->named_parameters()["prototypes.weight"].detach();
  std::vector<at::Tensor> scores, codes;
  for (const at::Tensor& z : rowsOfViews(*method, batch)) scores.push_back(z.matmul(prototypes.t()).detach());
  for (std::int64_t i = 0; i < 2; ++i) {
    const at::Tensor older = stateOf(*method, "queue")[i].matmul(prototypes.t());
    codes.push_back(losses::sinkhorn(at::cat({older, scores[static_cast<std::size_t>(i)]}), {0.2, 3}).narrow(0, 6, 4));
  }
  double sum = 0;
  for (const auto& [i, v] : std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {0, 2}, {1, 0}, {1, 2}}) {
    sum -= (codes[i] * (scores[v] / 0.3).log_softmax(1)).sum(1).mean().item<double>() / 4;
  }
  EXPECT_NEAR(method->step(batch).loss.item<double>(), sum, 1e-5);
}

// The centre is the teacher's, whatever the student has become since.
TEST(ContrastStep, DinosCentreIsThatOfTheTeachersLogits) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod(
      "dino", config, {{"hidden", 16}, {"bottleneck", 8}, {"prototypes", 12}, {"tau", 1.0}, {"centre_momentum", 0.6}});
  method->train(true);
  const Batch batch = waves(config, 4, 0, 10);
  const Tensors views = method->views(batch);
  const auto head = headOf<DistillHead>(*method, "head");
  const at::Tensor large = at::cat({views[0].second, views[1].second});
  const at::Tensor teachers = head->forward(summaryOf(*method->network(), large)).detach().mean(0);  // alike as yet
  {
    const c10::AutoGradMode noGradients(false);
    at::Tensor(head->named_parameters()["prototypes.weight"]).mul_(-1);
  }
  static_cast<void>(method->step(batch));
  method->afterOptimizerStep(0, 10);
  EXPECT_LT((stateOf(*method, "centre") - 0.4 * teachers).abs().max().item<double>(), 1e-6);
}

// At stride 2 the tiny network's coarsest level alone is compared, and the target is the online network as yet.
TEST(ContrastStep, PglAlignsEitherTargetByTheWayBetweenTheViews) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.rotate"] = 1.0, config.augment["augment.rotate_degrees"] = 40.0;
  config.augment["augment.crop_low"] = 0.3, config.augment["augment.scale"] = 1.0;
  const auto method = buildMethod("pgl", config, {{"hidden", 16}, {"out", 8}, {"stride", 2}, {"head_norm", "layer"}});
  method->train(true);
  const Batch batch = waves(config, 3, 1, 20);
  const Tensors made = method->views(batch);
  const auto projector = headOf<Mlp>(*method, "projector"), predictor = headOf<Mlp>(*method, "predictor");
  const MapPlace place{{2, 2}, {0, 0}};
  std::vector<at::Tensor> z, from;
  for (const char* number : {"1", "2"}) {
    const at::Tensor level = method->network()->features(named(made, std::string("view") + number)).back();
    z.push_back(projector->forward(level.flatten(2).transpose(1, 2).flatten(0, 1)).view({3, 64, 8}));
    from.push_back(named(made, std::string("patchFromView") + number));
  }
  double expected = 0;
  for (const std::size_t i : {0, 1}) {  // view i predicts what the other's target shows at the same places
    std::vector<augment::Rows> rows;
    for (int n = 0; n < 3; ++n) {
      rows.push_back(betweenMaps(aFromB(rowsOf(from[1 - i], n), rowsOf(from[i], n)), place, place));
    }
    const at::Tensor target = z[1 - i].transpose(1, 2).reshape({3, 8, 8, 8}).contiguous().detach();
    const at::Tensor there = augment::warpLinearByGrid(target, toTable(rows), {8, 8}).flatten(2).transpose(1, 2);
    const at::Tensor p = predictor->forward(z[i].flatten(0, 1)).view({3, 64, 8});
    const at::Tensor distance = 2 - 2 * (p * there).sum(2) / (p.norm(2, {2}) * there.norm(2, {2}).clamp_min(1e-8));
    const at::Tensor common = landsInside(toTable(rows), {8, 8}, {8, 8});
    EXPECT_LT(common.mean().item<double>(), 0.98) << "some positions fall outside";
    expected += ((distance * common).sum() / common.sum()).item<double>();
  }
  EXPECT_NEAR(method->step(batch).loss.item<double>(), expected, 1e-5);
}

TEST(ContrastStep, PcrlRestoresTheViewAsItWasBeforeItsGreysChanged) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.flip"] = 0.0, config.augment["augment.noise"] = 1.0;
  const auto method = buildMethod("pcrl", config, {{"hidden", 12}, {"out", 6}});
  const Batch batch = waves(config, 3, 1, 20);
  const Tensors made = method->views(batch);
  for (const char* number : {"1", "2"}) {
    EXPECT_TRUE(at::allclose(named(made, std::string("target") + number), batch.images, 1e-5, 1e-5));
    EXPECT_FALSE(at::allclose(named(made, std::string("input") + number), batch.images, 1e-2, 1e-2));
  }
}

}  // namespace
}  // namespace selvox::learn::methods
