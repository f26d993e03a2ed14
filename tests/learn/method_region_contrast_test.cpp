#include "core/learn/losses/nt_xent.h"
#include "core/learn/losses/region_contrast.h"
#include "tests/learn/learning.h"
#include "tests/learn/loss_support.h"
#include "tests/learn/state_support.h"
#include "tests/learn/trajectory.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;
using losses::PartitionStrategy;

const base::Json kSmallRegionContrast{
    {"hidden", 32}, {"out", 16}, {"regions", 4}, {"region_side", 2}, {"local_channels", 8}};

at::Tensor longs(std::vector<std::int64_t> values) {
  return at::tensor(values, at::kLong);
}

// Row by row as the definition reads: partition of row i is part[i % 4], volume vol[i % 4].
double byHand(const std::vector<int>& part, const std::vector<int>& vol, PartitionStrategy strategy) {
  at::Tensor z = at::cat({z1(), z2()}, 0);
  z = z / z.norm(2, {1}, true);
  const at::Tensor s = z.mm(z.t()) / 0.5;
  double sum = 0;
  for (std::int64_t i = 0; i < 8; ++i) {
    std::vector<std::int64_t> positives{(i + 4) % 8};
    double against = 0;
    for (std::int64_t k = 0; k < 8; ++k) {
      if (k == i || k == (i + 4) % 8) continue;
      const auto a = static_cast<std::size_t>(i % 4), b = static_cast<std::size_t>(k % 4);
      const bool same = part[a] == part[b];
      if (strategy == PartitionStrategy::Random || !same) against += std::exp(value(s[i][k]));
      if (strategy == PartitionStrategy::AlsoPositive && same && vol[a] != vol[b]) positives.push_back(k);
    }
    double each = 0;
    for (const std::int64_t p : positives) {
      each += std::log(std::exp(value(s[i][p])) + against) - value(s[i][p]);
    }
    sum += each / static_cast<double>(positives.size());
  }
  return sum / 8;
}

TEST(RegionContrastLoss, MatchesTheDefinitionForEveryStrategy) {
  const std::vector<int> part{0, 1, 0, 2}, vol{0, 0, 1, 1};
  const at::Tensor p = longs({0, 1, 0, 2}), v = longs({0, 0, 1, 1});
  for (const auto strategy :
       {PartitionStrategy::Random, PartitionStrategy::NoNegatives, PartitionStrategy::AlsoPositive}) {
    EXPECT_NEAR(value(losses::regionContrastGlobal(z1(), z2(), p, v, {0.5, strategy})), byHand(part, vol, strategy),
                1e-12);
    expectGradient(
        [&](const at::Tensor& x) {
          return losses::regionContrastGlobal(x, z2(), p, v, {0.5, strategy});
        },
        z1());
  }
  EXPECT_NEAR(byHand(part, vol, PartitionStrategy::Random), 2.2558501995062104, 1e-12);  // NT-Xent
  const at::Tensor one = longs({0, 0, 0, 0});                                            // no negatives at all
  EXPECT_NEAR(value(losses::regionContrastGlobal(z1(), z2(), one, v, {0.5, PartitionStrategy::AlsoPositive})), 0, 1e-9);
}

TEST(RegionContrastLoss, ARowsOrderOrVolumesNumbersDoNotMatter) {
  const at::Tensor p = longs({0, 1, 0, 2}), v = longs({0, 0, 1, 1}), order = longs({2, 0, 3, 1});
  const losses::RegionContrastOptions gd{0.5, PartitionStrategy::AlsoPositive};
  const double reference = value(losses::regionContrastGlobal(z1(), z2(), p, v, gd));
  const auto pick = [&](const at::Tensor& t) { return t.index_select(0, order); };
  EXPECT_NEAR(value(losses::regionContrastGlobal(pick(z1()), pick(z2()), pick(p), pick(v), gd)), reference, 1e-12);
  EXPECT_NEAR(value(losses::regionContrastGlobal(z2(), z1(), p, 7 - v, gd)), reference, 1e-12);
}

TEST(RegionContrastLoss, LocalFormIsCrossEntropyOverTheRegionsOfOneImage) {
  const at::Tensor a = z1().view({2, 2, 8}), b = z2().view({2, 2, 8});
  double sum = 0;
  for (int n = 0; n < 2; ++n) {
    const at::Tensor x = a[n] / a[n].norm(2, {1}, true), y = b[n] / b[n].norm(2, {1}, true);
    const at::Tensor s = x.mm(y.t()) / 0.5;
    for (int r = 0; r < 2; ++r) {
      sum += value(s[r].logsumexp(0)) - value(s[r][r]) + value(s.select(1, r).logsumexp(0)) - value(s[r][r]);
    }
  }
  EXPECT_NEAR(value(losses::regionContrastLocal(a, b, 0.5)), sum / 8, 1e-12);
  expectGradient([&](const at::Tensor& x) { return losses::regionContrastLocal(x.view({2, 2, 8}), b, 0.5); }, z1());
}

TEST(RegionContrast, PartitionsComeFromTheHeightInTheBodyForAnyNumberOfThem) {
  const MethodConfig config = tinyConfig(2);
  const auto loss = [&](int partitions, std::vector<double> heights) {
    base::Json settings = kSmallRegionContrast;
    settings["form"] = "global";
    settings["strategy"] = "gd-";
    settings["partitions"] = partitions;
    const auto method = buildMethod("region-contrast", config, settings);
    Batch batch = waves(config, 4, 0, 20);
    for (std::size_t i = 0; i < 4; ++i) batch.places[i].centre[2] = heights[i];
    return method->step(batch).loss.item<double>();
  };
  // The field is 100 mm: 6 parts end at -33.3, -16.7, 0, 16.7, 33.3 mm.
  const double apart = loss(6, {-45, -30, -10, 10});
  EXPECT_NEAR(loss(6, {-40, -20, -5, 5}), apart, 1e-6) << "the same parts";
  EXPECT_LT(loss(6, {-45, -40, -10, 10}), apart - 1e-3) << "two in one part repel no longer";
  EXPECT_LT(loss(2, {-45, -30, -10, 10}), apart - 1e-3);
  EXPECT_LT(loss(6, {49, 60, 49.9, 50}), 1e-3) << "all in the last part";
}

TEST(RegionContrast, FormsTrainWhatTheySay) {
  const MethodConfig config = tinyConfig(2);
  for (const char* form : {"global", "local", "both"}) {
    base::Json settings = kSmallRegionContrast;
    settings["form"] = form;
    const auto method = buildMethod("region-contrast", config, settings);
    method->train(true);
    const StepOutput out = method->step(waves(config, 4, 0, 20));
    out.loss.backward();
    double decoder = 0, encoder = 0;
    for (const auto& item : method->trainable()->named_parameters()) {
      if (!item.value().grad().defined()) continue;
      (item.key().starts_with("decoder.") ? decoder : encoder) += item.value().grad().abs().sum().item<double>();
    }
    EXPECT_GT(encoder, 0) << form;
    EXPECT_EQ(decoder > 0, std::string(form) != "global") << form;
    if (std::string(form) == "both") {
      EXPECT_NEAR(out.loss.item<double>(), metricOf(out, "loss/global") + metricOf(out, "loss/local"), 1e-5);
    }
  }
}

TEST(RegionContrast, RefusesAPatchWithTooFewRegions) {
  MethodConfig config = tinyConfig(2, 8);
  const auto info = find("region-contrast");
  config.settings = *spec::resolve((*info)->schema, {{"region_side", 4}});
  const auto refused = (*info)->build(config);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("region_side"), std::string::npos);
}

TEST(RegionContrast, PreviewShowsViewsAndRegions) {
  expectQuietPreview("region-contrast", kSmallRegionContrast, 5);
}

TEST(RegionContrast, TrajectoriesAreTheCommittedOnes) {
  for (const int dim : {2, 3}) expectTrajectory({"region-contrast", dim, kSmallRegionContrast});
}

TEST(SlowLearning, RegionContrastMakesFeaturesThatAProbeReadsBetterThanRandomOnes) {
  expectBetterProbe("region-contrast", {{"hidden", 64}, {"out", 32}, {"strategy", "random"}, {"form", "global"}}, 0.05);
}

TEST(SlowLearning, RegionContrastTellsRegionsApart) {
  const MethodConfig config = tinyConfig(2, 24);
  const auto method = buildMethod("region-contrast", config, {{"form", "local"}, {"local_channels", 16}});
  const Learned learned = learn(*method, config, 8, 150);
  EXPECT_LT(learned.last, 0.8 * std::log(13.0)) << learned.first;  // chance: which of 13 regions
}

}  // namespace
}  // namespace selvox::learn::methods
