// The similarity index: what is near by hand, what is filtered away, how much an approximate one finds, broken files.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/rng.h"
#include "core/base/safetensors.h"
#include "storage/index/faiss_index.h"
#include "tests/base/temporary.h"

using namespace selvox;
using base::ErrorCode;
using storage::index::FaissIndex;
using storage::index::IndexKind;
using storage::index::IndexPlan;
using storage::index::planFor;
using test::TemporaryFolder;

namespace {

constexpr std::size_t kWide = 24;
constexpr std::array kKinds{IndexKind::Flat, IndexKind::Hnsw, IndexKind::Ivf};

// Embeddings lie in clouds: `clouds` centres, each row near one of them, of any length.
std::vector<float> cloudy(std::int64_t rows, std::uint64_t seed, int clouds = 40) {
  base::Rng centres(7, base::Purpose::Test), rng(seed, base::Purpose::Test, 1);
  std::vector<double> middle(static_cast<std::size_t>(clouds) * kWide);
  for (double& value : middle) value = centres.normal();
  std::vector<float> values;
  for (std::int64_t i = 0; i < rows; ++i) {
    const std::size_t cloud = rng.below(static_cast<std::uint64_t>(clouds));
    const double length = rng.uniform(0.1, 10);
    for (std::size_t d = 0; d < kWide; ++d)
      values.push_back(static_cast<float>(length * (middle[cloud * kWide + d] + 0.4 * rng.normal())));
  }
  return values;
}

IndexPlan planOf(IndexKind kind, std::int64_t rows) {
  IndexPlan plan = planFor(rows);
  plan.kind = kind;
  return plan;
}

std::unique_ptr<FaissIndex> made(const std::vector<float>& values, IndexKind kind) {
  auto index = FaissIndex::build(values, kWide, planOf(kind, static_cast<std::int64_t>(values.size() / kWide)), {}, {});
  EXPECT_TRUE(index) << index.error().message << index.error().detail;
  return index ? std::move(*index) : nullptr;
}

std::span<const float> row(const std::vector<float>& values, std::size_t i) {
  return std::span(values).subspan(i * kWide, kWide);
}

// All admitted rows by their cosine, worked out in double.
std::vector<ports::Similar> ranked(const std::vector<float>& values, std::span<const float> query,
                                   const ports::RowFilter& wanted) {
  std::vector<ports::Similar> all;
  const auto dot = [](std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t d = 0; d < a.size(); ++d) sum += static_cast<double>(a[d]) * b[d];
    return sum;
  };
  for (std::size_t i = 0; i < values.size() / kWide; ++i) {
    const auto other = row(values, i);
    if (!wanted || wanted(static_cast<std::int64_t>(i)))
      all.push_back(
          {static_cast<std::int64_t>(i), dot(query, other) / std::sqrt(dot(query, query) * dot(other, other))});
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.cosine > b.cosine; });
  return all;
}

std::vector<std::int64_t> rowsOf(const std::vector<ports::Similar>& found) {
  std::vector<std::int64_t> rows;
  for (const auto& one : found) rows.push_back(one.row);
  return rows;
}

// A copy of a saved index with some of its parts changed and its hash made right again.
void alter(const std::filesystem::path& from, const std::filesystem::path& to,
           const std::function<void(std::map<std::string, std::vector<std::byte>>&, base::TensorMetadata&)>& change) {
  const auto file = base::SafetensorsFile::open(from);
  ASSERT_TRUE(file);
  std::map<std::string, std::vector<std::byte>> bytes;
  base::TensorViews views = file->tensors();
  for (const auto& [name, view] : views) bytes[name].assign(view.bytes.begin(), view.bytes.end());
  base::TensorMetadata metadata = file->metadata();
  metadata.erase("sha256");
  change(bytes, metadata);
  for (auto& [name, view] : views) view.bytes = bytes[name];
  ASSERT_TRUE(base::writeSafetensors(to, views, metadata, true));
}

template <class T>
void put(std::vector<std::byte>& bytes, std::size_t place, T value) {
  std::memcpy(bytes.data() + place * sizeof(T), &value, sizeof(T));
}

}  // namespace

TEST(Similarity, NearestByHand) {
  const std::vector<float> values{1, 0, 0, 2, 3, 3, -5, 0};
  const auto index = FaissIndex::build(values, 2, planFor(4), {}, {});
  ASSERT_TRUE(index);
  EXPECT_EQ((*index)->kind(), "flat");
  const std::vector<float> query{4, 3};  // cosines 0.8, 0.6, 7 / (5 sqrt 2), -0.8
  const auto found = (*index)->search(query, 9, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(rowsOf(*found), (std::vector<std::int64_t>{2, 0, 1, 3})) << "as many as there are, whatever their length";
  EXPECT_NEAR((*found)[0].cosine, 7 / (5 * std::sqrt(2.0)), 1e-6);
  EXPECT_NEAR((*found)[1].cosine, 0.8, 1e-6);
  EXPECT_NEAR((*found)[2].cosine, 0.6, 1e-6);
  EXPECT_NEAR((*found)[3].cosine, -0.8, 1e-6);
}

TEST(Similarity, SizeDecidesTheKind) {
  EXPECT_EQ(planFor(1).kind, IndexKind::Flat);
  EXPECT_EQ(planFor(50'000).kind, IndexKind::Flat);
  EXPECT_EQ(planFor(50'001).kind, IndexKind::Hnsw);
  EXPECT_EQ(planFor(250'000).kind, IndexKind::Hnsw);
  EXPECT_EQ(planFor(250'001).kind, IndexKind::Ivf);
  EXPECT_EQ(planFor(1'000'000).lists, 4000);
  EXPECT_EQ(planFor(1'000'000).probes, 62);
}

TEST(Similarity, WhatIsLeftOutDoesNotShortenTheList) {
  const auto values = cloudy(3000, 1);
  const ports::RowFilter odd = [](std::int64_t i) { return i % 2 == 1; };
  const ports::RowFilter few = [](std::int64_t i) { return i % 500 == 3; };  // six of all
  for (const IndexKind kind : kKinds) {
    const auto index = made(values, kind);
    ASSERT_TRUE(index);
    EXPECT_EQ(index->kind(), storage::index::name(kind));
    const auto half = index->search(row(values, 11), 10, odd);
    ASSERT_TRUE(half && half->size() == 10) << index->kind();
    EXPECT_EQ(half->front().row, 11) << index->kind() << ": itself first";
    for (const auto& one : *half) EXPECT_EQ(one.row % 2, 1) << index->kind();
    const auto rare = index->search(row(values, 11), 6, few);
    ASSERT_TRUE(rare) << index->kind();
    EXPECT_EQ(rowsOf(*rare), rowsOf(ranked(values, row(values, 11), few))) << index->kind() << ": however far away";
    const auto none = index->search(row(values, 11), 6, [](std::int64_t) { return false; });
    ASSERT_TRUE(none) << index->kind();
    EXPECT_TRUE(none->empty()) << index->kind();
  }
}

TEST(Similarity, ApproximateKindsFindNearlyAll) {
  const auto values = cloudy(6000, 2), queries = cloudy(100, 3);
  std::vector<std::set<std::int64_t>> truth;
  for (std::size_t q = 0; q < 100; ++q) {
    const auto nearest = rowsOf(ranked(values, row(queries, q), {}));
    truth.emplace_back(nearest.begin(), nearest.begin() + 10);
  }
  for (const IndexKind kind : kKinds) {
    const auto index = made(values, kind);
    ASSERT_TRUE(index);
    double hits = 0;
    for (std::size_t q = 0; q < 100; ++q) {
      const auto found = index->search(row(queries, q), 10, {});
      ASSERT_TRUE(found && found->size() == 10);
      for (const auto& one : *found) hits += truth[q].contains(one.row) ? 1 : 0;
    }
    EXPECT_GE(hits / 1000, kind == IndexKind::Flat ? 1.0 : 0.95) << index->kind();
  }
}

TEST(Similarity, ComesBackFromItsFile) {
  const TemporaryFolder folder;
  const auto values = cloudy(2000, 4);
  for (const IndexKind kind : kKinds) {
    const auto index = made(values, kind);
    ASSERT_TRUE(index);
    const auto path = folder / (index->kind() + ".safetensors");
    ASSERT_TRUE(index->save(path));
    const auto back = FaissIndex::load(path);
    ASSERT_TRUE(back) << back.error().message << back.error().detail;
    EXPECT_EQ((*back)->kind(), index->kind());
    EXPECT_EQ((*back)->rows(), 2000);
    EXPECT_EQ((*back)->dimensions(), kWide);
    for (const std::size_t q : {0, 77, 1999}) {
      const auto before = index->search(row(values, q), 12, {}), after = (*back)->search(row(values, q), 12, {});
      ASSERT_TRUE(before && after);
      EXPECT_EQ(rowsOf(*before), rowsOf(*after)) << index->kind();
      EXPECT_NEAR(before->back().cosine, after->back().cosine, 1e-6);
    }
  }
}

TEST(Similarity, BrokenFilesAreRefused) {
  const TemporaryFolder folder;
  const auto values = cloudy(600, 5);
  for (const IndexKind kind : kKinds) {
    const auto index = made(values, kind);
    ASSERT_TRUE(index);
    const auto path = folder / "index", other = folder / "other";
    ASSERT_TRUE(index->save(path));
    const std::string bytes = *base::readFile(path);
    for (const std::size_t length : {std::size_t{0}, std::size_t{100}, bytes.size() / 2, bytes.size() - 1}) {
      ASSERT_TRUE(base::writeFile(other, bytes.substr(0, length)));
      EXPECT_FALSE(FaissIndex::load(other)) << index->kind() << " cut to " << length;
    }
    std::string flipped = bytes;
    flipped[bytes.size() - 9] = static_cast<char>(flipped[bytes.size() - 9] ^ 4);
    ASSERT_TRUE(base::writeFile(other, flipped));
    const auto damaged = FaissIndex::load(other);
    ASSERT_FALSE(damaged) << index->kind();
    EXPECT_EQ(damaged.error().code, ErrorCode::Corrupt);
    EXPECT_NE(damaged.error().message.find("selvox index"), std::string::npos) << "says what to do";
    alter(path, other, [](auto& parts, auto&) { put(parts["vectors"], 5, std::nanf("")); });
    EXPECT_FALSE(FaissIndex::load(other)) << index->kind();
    alter(path, other, [](auto&, auto& words) { words["version"] = "2"; });
    EXPECT_EQ(FaissIndex::load(other).error().code, ErrorCode::NewerVersion);
    for (const auto& [key, word] : {std::pair{"format", "x"}, {"kind", "tree"}, {"links", "0"}, {"explore", "many"}}) {
      alter(path, other, [&](auto&, auto& words) { words[key] = word; });
      EXPECT_FALSE(FaissIndex::load(other)) << index->kind() << " " << key;
    }
  }
}

// The hash is right and what it covers is not: a file that somebody made.
TEST(Similarity, LinksAndCellsAreChecked) {
  const TemporaryFolder folder;
  const auto values = cloudy(600, 6);
  const auto path = folder / "index", other = folder / "other";
  const auto refused = [&](const auto& change) {
    alter(path, other, change);
    const auto loaded = FaissIndex::load(other);
    return !loaded && loaded.error().code == ErrorCode::Corrupt;
  };
  ASSERT_TRUE(made(values, IndexKind::Hnsw)->save(path));
  EXPECT_FALSE(refused([](auto&, auto&) {})) << "the copy itself is whole";
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["neighbours"], 3, std::int32_t{600}); }));
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["neighbours"], 3, std::int32_t{-2}); }));
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["levels"], 9, std::int32_t{0}); }));
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["levels"], 9, std::int32_t{1'000'000}); }));
  EXPECT_TRUE(refused([](auto&, auto& words) { words["entry"] = "600"; }));
  EXPECT_TRUE(refused([](auto&, auto& words) { words["links"] = "8"; }));
  EXPECT_TRUE(refused([](auto&, auto& words) { words["kind"] = "ivf"; })) << "the graph has no cells";
  ASSERT_TRUE(made(values, IndexKind::Ivf)->save(path));
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["rows"], 3, std::int64_t{600}); }));
  EXPECT_TRUE(refused([](auto& parts, auto&) { std::memcpy(parts["rows"].data(), parts["rows"].data() + 8, 8); }))
      << "a row stands twice";
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["sizes"], 0, std::int64_t{-1}); }));
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["sizes"], 0, std::int64_t{601}); }));
  EXPECT_TRUE(refused([](auto& parts, auto&) { put(parts["centres"], 0, std::nanf("")); }));
}

TEST(Similarity, AFullDiskLeavesTheOldFile) {
  const TemporaryFolder folder;
  const auto path = folder / "index";
  const auto first = cloudy(100, 7), second = cloudy(400, 8);
  ASSERT_TRUE(made(first, IndexKind::Flat)->save(path));
  const auto larger = made(second, IndexKind::Ivf);
  {
    const base::FaultyDisk full(5000);
    const auto status = larger->save(path);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::DiskFull);
  }
  const auto back = FaissIndex::load(path);
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)->rows(), 100);
}

TEST(Similarity, RefusesWhatIsNoEmbedding) {
  auto values = cloudy(50, 9);
  EXPECT_FALSE(FaissIndex::build({}, kWide, planFor(0), {}, {}));
  EXPECT_FALSE(FaissIndex::build(std::span(values).subspan(1), kWide, planFor(49), {}, {}));
  const auto index = made(values, IndexKind::Flat);
  const auto narrow = index->search(std::span(values).subspan(0, 5), 3, {});
  ASSERT_FALSE(narrow);
  EXPECT_NE(narrow.error().message.find("another network"), std::string::npos);
  values[30] = std::nanf("");
  const auto unfit = FaissIndex::build(values, kWide, planFor(50), {}, {});
  ASSERT_FALSE(unfit);
  EXPECT_NE(unfit.error().message.find("Row 1 "), std::string::npos) << unfit.error().message;
}

TEST(Similarity, TellsAndStops) {
  const auto values = cloudy(500, 10);
  for (const IndexKind kind : kKinds) {
    std::vector<std::int64_t> told;
    const auto listen = [&](const base::Progress& progress) { told.push_back(progress.done); };
    ASSERT_TRUE(FaissIndex::build(values, kWide, planOf(kind, 500), listen, {}));
    EXPECT_EQ(told.back(), 500);
    const base::CancelToken cancelled;
    cancelled.cancel();
    const auto stopped = FaissIndex::build(values, kWide, planOf(kind, 500), listen, cancelled);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
  }
}
