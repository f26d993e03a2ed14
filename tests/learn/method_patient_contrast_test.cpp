#include "core/learn/losses/nt_xent.h"
#include "tests/learn/learning.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

const base::Json kSmallPatientContrast{{"hidden", 32}, {"out", 16}};

Batch pairs(const MethodConfig& config, const Method& method, std::int64_t step = 0) {
  Batch batch = waves(config, 4, step, 20);
  addCompanions(batch, method.demand());
  return batch;
}

TEST(PatientContrast, SecondViewIsTheOtherImageOrTheSamePatchWhereThereIsNone) {
  MethodConfig config = tinyConfig(2);
  config.augment["augment.flip"] = 0.0;
  const auto method = buildMethod("patient-contrast", config, kSmallPatientContrast);
  EXPECT_EQ(method->demand().kind, Demand::Kind::SameKey);
  Batch batch = pairs(config, *method);
  batch.companionPlaces[2].front().series = batch.places[2].series;  // the engine found no other image
  const Tensors made = method->views(batch);
  EXPECT_TRUE(at::allclose(made[0].second, batch.images, 1e-5, 1e-5));
  for (int i = 0; i < 4; ++i) {
    const at::Tensor expected = i == 2 ? batch.images[2] : batch.companions[i][0];
    EXPECT_TRUE(at::allclose(made[1].second[i], expected, 1e-5, 1e-5)) << i;
  }
  EXPECT_NEAR(metricOf(method->step(batch), "patient-contrast/two_images"), 0.75, 1e-6);
}

TEST(PatientContrast, ImagesOfOneKeyDoNotRepel) {
  const MethodConfig config = tinyConfig(2);
  const auto masked = buildMethod("patient-contrast", config, kSmallPatientContrast);
  const auto plain = buildMethod("patient-contrast", config, {{"hidden", 32}, {"out", 16}, {"mask_same_key", false}});
  Batch batch = pairs(config, *masked);
  EXPECT_NEAR(masked->step(batch).loss.item<double>(), plain->step(batch).loss.item<double>(), 1e-6);  // all differ
  batch.keys = {"a", "a", "b", "b"};
  EXPECT_LT(masked->step(batch).loss.item<double>(), plain->step(batch).loss.item<double>());
  batch.keys = {"a", "a", "a", "a"};
  EXPECT_NEAR(masked->step(batch).loss.item<double>(), 0.0, 1e-6);
}

TEST(PatientContrast, PreviewSaysWhoseImagesTheyAre) {
  const MethodConfig config = tinyConfig(2);
  const auto method = buildMethod("patient-contrast", config, kSmallPatientContrast);
  const auto previews = method->preview(pairs(config, *method));
  EXPECT_EQ(previews[1].caption, "key P-0");
  EXPECT_EQ(previews[1].title, "Another image of the same key");
  expectQuietPreview("patient-contrast", kSmallPatientContrast, 3);
}

TEST(PatientContrast, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({"patient-contrast", dim, kSmallPatientContrast});
}

TEST(SlowLearning, PatientContrastMakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  // Companions of the phantoms are other samples of the batch; rolled by four they are of the same class.
  MethodConfig config = tinyConfig(2, 24);
  config.batch = 16;
  const auto method = buildMethod("patient-contrast", config, {{"hidden", 64}, {"out", 32}});
  const double before = probe(*method->network(), config.patch);
  method->train(true);
  std::vector<engine::ParameterGroup> groups;
  for (auto& item : method->trainable()->named_parameters()) groups.push_back({item.key(), item.value(), 1.0, true});
  engine::Optimizer optimizer(engine::OptimizerKind::AdamW, std::move(groups), 1e-4, 0.9);
  for (std::int64_t step = 0; step < 200; ++step) {
    Batch batch = phantomBatch(config, method->demand(), 16, step, 200);
    batch.companions = batch.images.roll(-4, 0).unsqueeze(1);
    for (std::size_t i = 0; i < 16; ++i) batch.keys[i] = "class-" + std::to_string(i % 4);
    optimizer.zeroGradients();
    method->step(batch).loss.backward();
    static_cast<void>(optimizer.step(1e-3, 12));
  }
  const double after = probe(*method->network(), config.patch);
  EXPECT_GT(after, before + 0.1) << before << " -> " << after;
}

}  // namespace
}  // namespace selvox::learn::methods
