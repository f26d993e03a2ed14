#include "core/services/duplicates.h"

#include <bit>

#include <gtest/gtest.h>

#include "core/base/rng.h"
#include "core/services/leak_gate.h"

namespace selvox::services {
namespace {

TEST(NearHashes, FindsEveryPairOnce) {
  base::Rng rng(1, base::Purpose::Test, 0);
  const auto word = [&] { return static_cast<std::uint64_t>(rng.next()) << 32 | rng.next(); };
  std::vector<std::uint64_t> hashes;
  for (int i = 0; i < 60; ++i) {
    hashes.push_back(word());
    std::uint64_t near = hashes.back();  // and one that differs by 0 to 11 bits
    for (std::uint32_t k = rng.next() % 12; k > 0; --k) near ^= std::uint64_t{1} << (rng.next() % 64);
    hashes.push_back(near);
  }
  hashes.push_back(hashes.front());
  for (const int bits : {0, 3, 8}) {
    std::set<std::pair<std::size_t, std::size_t>> expected, found;
    for (std::size_t i = 0; i < hashes.size(); ++i)
      for (std::size_t j = i + 1; j < hashes.size(); ++j)
        if (std::popcount(hashes[i] ^ hashes[j]) <= bits) expected.insert({i, j});
    nearHashes(hashes, bits, [&](std::size_t i, std::size_t j, int different) {
      EXPECT_LT(i, j);
      EXPECT_EQ(different, std::popcount(hashes[i] ^ hashes[j]));
      EXPECT_TRUE(found.insert({i, j}).second) << i << " " << j;
      return true;
    });
    EXPECT_EQ(found, expected) << bits;
    EXPECT_FALSE(expected.empty());
  }
}

spec::CaseEntry judgedCase(const char* name, const char* patient, const char* role, const char* voxels) {
  spec::CaseEntry one;
  one.caseName = name, one.patient = patient, one.role = role, one.voxelsHash = voxels, one.dataset = "d";
  return one;
}

TEST(LeakGate, ALookAlikeOfAnotherNameIsALeakToo) {
  const std::vector<spec::CaseEntry> cases{judgedCase("a", "P1", "train", "v1"), judgedCase("b", "P2", "test", "v2"),
                                           judgedCase("c", "P3", "val", "v3"), judgedCase("d", "P4", "none", "v4")};
  const AncestorCases corpus{"pretrained", {judgedCase("x", "P9", "train", "v9"), judgedCase("y", "P8", "test", "v8")}};
  EXPECT_TRUE(findLeaks(cases, {corpus}).empty());
  const NearVoxels near{{"v2", {{"v9", 0.97}, {"v4", 0.99}, {"v8", 0.99}}}, {"v3", {{"v1", 0.95}}}};
  const auto leaks = findLeaks(cases, {corpus}, near);
  ASSERT_EQ(leaks.size(), 2u) << "only what trains counts";
  EXPECT_EQ(leaks[0].caseName, "c");
  EXPECT_EQ(leaks[0].trainCase, "a");
  EXPECT_EQ(leaks[1].caseName, "b");
  EXPECT_EQ(leaks[1].run, "pretrained");
  EXPECT_EQ(leaks[1].likeness, 0.97);
  EXPECT_NE(leakError(leaks).detail.find("looks the same (0.97) as training case x"), std::string::npos)
      << leakError(leaks).detail;
  const auto [judged, training] = voxelsToCompare(cases, {corpus});
  EXPECT_EQ(judged, (std::set<std::string>{"v2", "v3"}));
  EXPECT_EQ(training, (std::set<std::string>{"v1", "v9"}));
}

}  // namespace
}  // namespace selvox::services
