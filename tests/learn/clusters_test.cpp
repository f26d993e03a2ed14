#include "core/learn/methods/clusters.h"
#include "core/learn/losses/common.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

TEST(SphericalKMeans, FindsTheDirectionsOfSeparateBundles) {
  std::vector<at::Tensor> rows;
  for (int k = 0; k < 3; ++k) {
    for (int i = 0; i < 10; ++i) {
      at::Tensor row = at::zeros({3}, at::kDouble);
      row[k] = 1.0;
      row[(k + 1) % 3] = 0.01 * i;
      rows.push_back(row);
    }
  }
  const at::Tensor data = losses::normaliseRows(at::stack(rows));
  for (std::uint64_t stream = 0; stream < 4; ++stream) {  // whichever rows it starts from
    const at::Tensor c = sphericalKMeans(data, 3, 20, 1, 0, stream);
    EXPECT_TRUE(at::allclose(c.norm(2, {1}), at::ones({3}, at::kDouble)));
    EXPECT_TRUE(at::equal(c, sphericalKMeans(data, 3, 20, 1, 0, stream)));
  }
  // Started from one row of each bundle the centroids are the bundles' mean directions.
  bool found = false;
  for (std::uint64_t stream = 0; stream < 16 && !found; ++stream) {
    const at::Tensor c = sphericalKMeans(data, 3, 20, 1, 0, stream);
    const at::Tensor expected = losses::normaliseRows(data.view({3, 10, 3}).sum(1));
    found = expected.mm(c.t()).amax(1).min().item<double>() > 1 - 1e-12;
  }
  EXPECT_TRUE(found);
}

TEST(SphericalKMeans, NoClusterStaysEmpty) {
  // Five equal rows and two others: three starts among the equal ones leave clusters empty at first.
  const at::Tensor data = at::cat(
      {at::tensor({1., 0.}, at::kDouble).repeat({5, 1}), at::tensor({0., 1., -1., 0.}, at::kDouble).view({2, 2})});
  for (std::uint64_t stream = 0; stream < 8; ++stream) {
    const at::Tensor c = sphericalKMeans(data, 3, 10, 5, 0, stream);
    EXPECT_EQ(std::get<0>(at::_unique(data.mm(c.t()).argmax(1))).numel(), 3) << stream;
  }
}

at::Tensor sorted(const at::Tensor& column) {
  return std::get<0>(column.flatten().sort());
}

TEST(KMeans, FindsTheMeansByHand) {
  const at::Tensor rows = at::tensor({0., 1., 10., 11., 12.}, at::kDouble).unsqueeze(1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {  // whichever rows it starts from
    const base::Rng rng(seed, base::Purpose::Test);
    const at::Tensor found = kMeans(rows, 2, 20, rng);
    EXPECT_TRUE(at::allclose(sorted(found), at::tensor({0.5, 11.}, at::kDouble))) << found;
    EXPECT_TRUE(at::equal(found, kMeans(rows, 2, 20, rng)));
  }
}

TEST(KMeans, StartsFarApartAndRepeatsWhereRowsRunOut) {
  const at::Tensor rows = at::cat({at::zeros({100, 2}), at::full({1, 2}, 5.0)});
  for (std::uint64_t seed = 0; seed < 10; ++seed) {  // a start at random would nearly always miss the one
    const at::Tensor found = kMeans(rows, 4, 0, {seed, base::Purpose::Test});
    EXPECT_EQ(found.sizes(), at::IntArrayRef({4, 2}));
    EXPECT_EQ(sorted(found.select(1, 0).narrow(0, 0, 2))[1].item<double>(), 5.0);
    EXPECT_TRUE(at::equal(found[1], found[2]) && at::equal(found[1], found[3]));
  }
}

TEST(KMeans, TheNearestCentroidIsThatOfSmallestDistance) {
  const at::Tensor centroids = at::tensor({0., 0., 3., 4., -1., 1.}, at::kDouble).view({3, 2});
  const at::Tensor rows = at::tensor({0.1, 0.2, 2., 2., -3., 0., 30., 1.}, at::kDouble).view({4, 2});
  EXPECT_TRUE(at::equal(nearestCentroid(rows, centroids), at::tensor({0, 1, 2, 1}, at::kLong)));
}

}  // namespace
}  // namespace selvox::learn::methods
