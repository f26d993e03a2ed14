#include "core/sample/sampler.h"

#include <cmath>
#include <map>
#include <thread>

#include <gtest/gtest.h>

namespace selvox::sample {
namespace {

using volume::Extent;

Candidate scan(int dataset, int patient, Extent extent, bool withLesion = false) {
  Candidate candidate;
  candidate.dataset = dataset;
  candidate.patient = patient;
  candidate.extent = extent;
  candidate.labelled = withLesion;
  if (withLesion) candidate.foreground = {{}, {{50, 40, 30}, {51, 40, 30}}};
  return candidate;
}

std::vector<Candidate> cohort() {
  std::vector<Candidate> all;
  for (int i = 0; i < 6; ++i) all.push_back(scan(0, i / 2, {64, 64, 48}, i == 3));
  for (int i = 0; i < 2; ++i) all.push_back(scan(1, 10 + i, {100, 90, 80}, true));
  return all;
}

bool same(const PatchRequest& a, const PatchRequest& b) {
  return a.candidate == b.candidate && a.origin == b.origin && a.axialSlice == b.axialSlice &&
         a.foreground == b.foreground;
}

TEST(PatchSampler, EveryBatchHoldsItsShareOfForegroundDraws) {
  const SamplerConfig config{{1, 1}, {32, 32, 32}, false, 0.33, 6};
  const PatchSampler sampler(cohort(), config, 7);
  for (std::int64_t step = 0; step < 50; ++step) {
    int foreground = 0;
    for (int slot = 0; slot < 6; ++slot) {
      const PatchRequest request = sampler.draw(step, slot);
      if (!request.foreground) continue;
      ++foreground;
      const Candidate& candidate = sampler.candidates()[request.candidate];
      ASSERT_TRUE(candidate.labelled);
      EXPECT_GE(50, request.origin.x);  // the lesion's voxel (50 or 51, 40, 30) lies in the patch
      EXPECT_LT(51, request.origin.x + 32);
      EXPECT_LT(40, request.origin.y + 32);
      EXPECT_LT(30, request.origin.z + 32);
    }
    EXPECT_EQ(foreground, 2);  // round(6 * 0.33)
  }
}

TEST(PatchSampler, PatientsAreDrawnEvenlyAndDatasetsByWeight) {
  std::vector<Candidate> all{scan(0, 0, {40, 40, 40}), scan(0, 0, {40, 40, 40}), scan(0, 0, {40, 40, 40}),
                             scan(0, 1, {40, 40, 40}), scan(1, 2, {40, 40, 40})};
  const PatchSampler sampler(all, {{3, 1}, {16, 16, 16}, false, 0, 1}, 3);
  std::map<int, double> patients;
  constexpr int kDraws = 8000;
  for (int step = 0; step < kDraws; ++step) patients[all[sampler.draw(step, 0).candidate].patient] += 1.0 / kDraws;
  const double error = 4 * std::sqrt(0.375 * 0.625 / kDraws);  // four standard errors
  EXPECT_NEAR(patients[0], 0.375, error);
  EXPECT_NEAR(patients[1], 0.375, error);
  EXPECT_NEAR(patients[2], 0.25, error);
}

TEST(PatchSampler, WithoutWeightsDatasetsGoByTheSquareRootOfTheirSize) {
  std::vector<Candidate> all;
  for (int i = 0; i < 16; ++i) all.push_back(scan(0, i, {8, 8, 8}));
  for (int i = 0; i < 4; ++i) all.push_back(scan(1, 100 + i, {8, 8, 8}));
  const PatchSampler sampler(all, {{}, {8, 8, 8}, false, 0, 1}, 3);
  int second = 0;
  for (int step = 0; step < 6000; ++step) second += all[sampler.draw(step, 0).candidate].dataset;
  EXPECT_NEAR(second / 6000.0, 1.0 / 3, 0.025);
}

TEST(PatchSampler, ADrawDependsOnSeedStepAndSlotOnly) {
  const SamplerConfig config{{1, 2}, {24, 32, 16}, false, 0.5, 4};
  const PatchSampler sampler(cohort(), config, 11);
  const PatchSampler twin(cohort(), config, 11);
  const PatchSampler other(cohort(), config, 12);
  std::vector<PatchRequest> forward(400), threaded(400);
  for (int i = 0; i < 400; ++i) forward[static_cast<std::size_t>(i)] = sampler.draw(i / 4, i % 4);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 399 - t; i >= 0; i -= 4) threaded[static_cast<std::size_t>(i)] = twin.draw(i / 4, i % 4);
    });
  }
  for (auto& thread : threads) thread.join();
  int different = 0;
  for (int i = 0; i < 400; ++i) {
    EXPECT_TRUE(same(forward[static_cast<std::size_t>(i)], threaded[static_cast<std::size_t>(i)])) << i;
    if (!same(forward[static_cast<std::size_t>(i)], other.draw(i / 4, i % 4))) ++different;
  }
  EXPECT_GT(different, 300);
}

TEST(PatchSampler, PatchesStayInsideAndSmallVolumesAreCentred) {
  const PatchSampler sampler({scan(0, 0, {35, 51, 20})}, {{1}, {40, 32, 20}, false, 0, 1}, 5);
  std::map<std::int64_t, int> seen;
  for (int step = 0; step < 500; ++step) {
    const Extent origin = sampler.draw(step, 0).origin;
    EXPECT_EQ(origin.x, -2);
    EXPECT_EQ(origin.z, 0);
    ASSERT_GE(origin.y, 0);
    ASSERT_LE(origin.y, 19);
    ++seen[origin.y];
  }
  EXPECT_EQ(seen.size(), 20u);  // both ends included
}

TEST(PatchSampler, TwoDimensionalPatchesAreAxialSlices) {
  const PatchSampler sampler({scan(0, 0, {64, 64, 48}, true)}, {{1}, {32, 32, 1}, true, 0.5, 2}, 5);
  for (int step = 0; step < 100; ++step) {
    EXPECT_LT(sampler.draw(step, 0).axialSlice, 48);
    EXPECT_GE(sampler.draw(step, 0).axialSlice, 0);
    EXPECT_EQ(sampler.draw(step, 1).axialSlice, 30);  // the lesion's slice
    EXPECT_EQ(sampler.draw(step, 1).origin.z, 30);
  }
}

TEST(PatchSampler, WithoutLabelsForegroundSlotsFallBackToAnywhere) {
  const PatchSampler sampler({scan(0, 0, {64, 64, 48})}, {{1}, {32, 32, 32}, false, 1, 2}, 5);
  EXPECT_FALSE(sampler.draw(0, 0).foreground);
}

}  // namespace
}  // namespace selvox::sample
