#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/hash.h"
#include "core/base/rng.h"

using namespace selvox::base;

TEST(Sha256, Fips180Vectors) {
  EXPECT_EQ(sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256Hex(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, AnySplitOfTheInputGivesTheSameDigest) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += static_cast<char>(i * 7);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 hash;
    hash.update(text.substr(0, cut));
    hash.update(text.substr(cut));
    ASSERT_EQ(hash.hex(), sha256Hex(text)) << cut;
  }
}

TEST(Hmac, Rfc4231Vectors) {
  EXPECT_EQ(hmacSha256Hex(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hmacSha256Hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmacSha256Hex(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Philox, KnownAnswersOfRandom123) {
  using Block = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}), (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Rng, StreamsDifferInEveryArgumentAndRepeat) {
  std::set<std::uint32_t> firsts;
  for (const Purpose purpose : {Purpose::Sample, Purpose::Augment, Purpose::Mask}) {
    for (std::uint64_t seed : {0ull, 1ull, 1ull << 40}) {
      for (std::uint64_t epoch : {0ull, 1ull, 1ull << 33}) {
        for (std::uint64_t index : {0ull, 1ull, 1ull << 34}) {
          Rng once(seed, purpose, epoch, index), again(seed, purpose, epoch, index);
          const auto value = once.next();
          EXPECT_EQ(value, again.next());
          firsts.insert(value);
        }
      }
    }
  }
  EXPECT_EQ(firsts.size(), 81u);
}

TEST(Rng, UniformNormalAndBelowHaveTheirMoments) {
  Rng rng(7, Purpose::Test);
  constexpr int kCount = 200000;
  double mean = 0, squares = 0, normalMean = 0, normalSquares = 0;
  std::array<int, 7> faces{};
  for (int i = 0; i < kCount; ++i) {
    const double u = rng.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    mean += u;
    squares += u * u;
    const double n = rng.normal();
    normalMean += n;
    normalSquares += n * n;
    ++faces[rng.below(7)];
  }
  EXPECT_NEAR(mean / kCount, 0.5, 0.004);
  EXPECT_NEAR(squares / kCount, 1.0 / 3, 0.004);
  EXPECT_NEAR(normalMean / kCount, 0.0, 0.012);
  EXPECT_NEAR(normalSquares / kCount, 1.0, 0.02);
  for (int face : faces) EXPECT_NEAR(face, kCount / 7.0, 900);
}

TEST(Rng, BelowStaysInRangeForLargeBounds) {
  Rng rng(3, Purpose::Test);
  const std::uint64_t bound = (1ull << 40) + 12345;
  std::uint64_t largest = 0;
  for (int i = 0; i < 10000; ++i) {
    const auto value = rng.below(bound);
    ASSERT_LT(value, bound);
    largest = std::max(largest, value);
  }
  EXPECT_GT(largest, bound / 100 * 99);
  EXPECT_EQ(rng.below(1), 0u);
}

TEST(Rng, ShuffleIsAPermutation) {
  std::vector<int> deck(52);
  for (int i = 0; i < 52; ++i) deck[static_cast<std::size_t>(i)] = i;
  Rng rng(11, Purpose::Split);
  shuffle(deck, rng);
  EXPECT_EQ(std::set<int>(deck.begin(), deck.end()).size(), 52u);
  EXPECT_FALSE(std::is_sorted(deck.begin(), deck.end()));
}
