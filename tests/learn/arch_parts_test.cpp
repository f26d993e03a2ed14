// Parts of networks: rotary positions, checkpointed blocks, Keras' padding, Canny's edges.

#include <torch/utils.h>

#include "core/learn/architectures/canny.h"
#include "core/learn/architectures/checkpointed.h"
#include "core/learn/architectures/msrf_blocks.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/rotary.h"
#include "core/learn/compat/compat.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::architectures {
namespace {

TEST(Rotary, TurnsPairsByPositionTimesFrequency) {
  // A head of 8 on a plane: two axes of two frequencies, 1 and 10000^(-1/2).
  const at::Tensor angles = rotaryAngles({2, 3}, {2, 3}, 8);
  ASSERT_EQ(angles.sizes(), (at::IntArrayRef{6, 4}));
  EXPECT_LT((angles[5] - at::tensor({1., 0.01, 2., 0.02}, at::kDouble)).abs().max().item<double>(), 1e-15);
  EXPECT_LT(
      (rotaryAngles({4, 3}, {2, 3}, 8)[9] - at::tensor({1.5, 0.015, 0., 0.}, at::kDouble)).abs().max().item<double>(),
      1e-15)
      << "another grid is laid over the one that was learned";
  const at::Tensor x = at::tensor({1., 2., 3., 4.}, at::kDouble).view({1, 4});
  const double c = std::cos(0.5), s = std::sin(0.5);
  const at::Tensor expected = at::tensor({c - 2 * s, 2 * c + s, -4., 3.}, at::kDouble);
  const at::Tensor turned = rotated(x, at::tensor({0.5, std::acos(0.0)}, at::kDouble).view({1, 2}));
  EXPECT_LT((turned[0] - expected).abs().max().item<double>(), 1e-15);
}

TEST(Rotary, ProductsTellTheDistanceAlone) {
  const at::Tensor angles = rotaryAngles({5, 5, 5}, {5, 5, 5}, 12);
  const at::Tensor q = at::arange(12, at::kDouble).sin().expand({125, 12}),
                   k = at::arange(12, at::kDouble).cos().expand({125, 12});
  const at::Tensor products = at::matmul(rotated(q, angles), rotated(k, angles).t());
  const std::int64_t step = 25 + 10 + 1;  // one along z, two along y, one along x
  EXPECT_NEAR(products[0][step].item<double>(), products[60][60 + step].item<double>(), 1e-12);
  EXPECT_GT(std::abs(products[0][0].item<double>() - products[0][step].item<double>()), 1e-3);
}

std::vector<at::Tensor> gradientsOf(const char* id, int dim, base::Json settings, bool checkpointing, bool mixed) {
  settings["checkpointing"] = checkpointing;
  settings["drop_path"] = 0.4;
  const auto network = *build(id, {dim, 1, 2, settings}, 3);
  network->train();
  const std::vector<std::int64_t> shape =
      dim == 2 ? std::vector<std::int64_t>{3, 1, 32, 32} : std::vector<std::int64_t>{3, 1, 16, 16, 16};
  const at::Tensor x = at::arange(c10::multiply_integers(shape), at::kFloat).view(shape).sin().requires_grad_(true);
  at::manual_seed(7);
  at::Tensor y;
  {
    const compat::Autocast autocast(c10::DeviceType::CPU, at::kBFloat16, mixed);
    y = network->forward(x).front();
  }
  const double drawn = at::rand({}).item<double>();
  y.to(at::kFloat).square().mean().backward();
  std::vector<at::Tensor> all{y.detach(), x.grad(), at::full({}, drawn), at::rand({})};
  for (const at::Tensor& p : network->parameters()) all.push_back(p.grad());
  return all;
}

// Blocks are skipped at random here, so a second run that drew anew would differ.
TEST(Checkpointed, GradientsAreTheSame) {
  const base::Json swin = {{"window", 3}, {"heads", {1, 2, 2, 4}}};
  base::Json unetr = swin, unet = swin;
  unetr["feature_size"] = 6, unet["dim"] = 8;
  struct Line {
    const char* id;
    int dim;
    base::Json settings;
  };
  const std::vector<Line> lines{
      {"vit-s", 2, {{"patch", 8}, {"dim", 12}, {"depth", 2}, {"heads", 2}, {"size", 32}}},
      {"unetr", 3, {{"size", 16}, {"feature_size", 2}, {"dim", 12}, {"depth", 4}, {"heads", 2}}},
      {"swin-unetr", 2, unetr},
      {"swin-unet", 2, unet},
      {"primus-s", 3, {{"dim", 24}, {"depth", 3}, {"heads", 2}, {"size", 16}}},
  };
  for (const Line& line : lines) {
    for (const bool mixed : {false, true}) {
      const auto plain = gradientsOf(line.id, line.dim, line.settings, false, mixed);
      const auto again = gradientsOf(line.id, line.dim, line.settings, true, mixed);
      ASSERT_EQ(plain.size(), again.size());
      for (std::size_t i = 0; i < plain.size(); ++i) {
        ASSERT_EQ(plain[i].defined(), again[i].defined()) << line.id << " " << i;
        if (!plain[i].defined()) continue;
        EXPECT_TRUE(at::equal(plain[i], again[i])) << line.id << (mixed ? " mixed " : " ") << i;
      }
    }
  }
}

TEST(Checkpointed, ForgetsWhatABlockComputed) {
  int runs = 0;
  const at::Tensor w = at::ones({3}).requires_grad_(true), x = at::ones({3});
  const auto work = [&](const at::Tensor& y) { return ++runs, (y * w).sin(); };
  const at::Tensor y = checkpointed(work, {w}, x);
  EXPECT_EQ(runs, 1);
  EXPECT_TRUE(y.requires_grad());
  y.sum().backward();
  EXPECT_EQ(runs, 2);
  EXPECT_TRUE(at::allclose(w.grad(), x.cos()));
}

std::shared_ptr<SameConv> summing(std::int64_t kernel, std::int64_t stride, bool transposed) {
  auto conv = std::make_shared<SameConv>(1, 1, kernel, stride, transposed);
  const c10::AutoGradMode noGradients(false);
  conv->named_parameters()["weight"].fill_(1);
  conv->named_parameters()["bias"].fill_(0.5);
  return conv;
}

// Rows of ones below and above would count too, so one row is tried: kernels reach beyond it into zeros alone.
TEST(SameConv, PadsAsKerasDoes) {
  const auto row = [](const std::vector<double>& v) {
    return at::tensor(v, at::kDouble).to(at::kFloat).view({1, 1, 1, -1});
  };
  const auto firstRow = [](const at::Tensor& y) { return y[0][0][0]; };
  const auto expect = [](const at::Tensor& y, const std::vector<double>& v) {
    EXPECT_TRUE(at::equal(y.detach(), at::tensor(v, at::kDouble).to(at::kFloat))) << y;
  };
  const at::Tensor x = row({1, 2, 4, 8});
  expect(firstRow(summing(3, 1, false)->forward(x)), {3.5, 7.5, 14.5, 12.5});
  expect(firstRow(summing(3, 2, false)->forward(x)), {7.5, 12.5});              // a zero behind alone
  expect(firstRow(summing(3, 2, false)->forward(row({1, 2, 4}))), {3.5, 6.5});  // one on both sides
  expect(firstRow(summing(2, 2, false)->forward(row({1, 2, 4}))), {3.5, 4.5});
  expect(firstRow(summing(1, 2, true)->forward(row({1, 2}))), {1.5, 0.5, 2.5, 0.5});
  expect(firstRow(summing(3, 2, true)->forward(row({1, 2}))), {1.5, 1.5, 3.5, 2.5});  // the last is cut
  expect(firstRow(summing(4, 2, true)->forward(row({1, 2}))), {1.5, 3.5, 3.5, 2.5});  // one at each end
}

TEST(Canny, FindsAStepOnce) {
  at::Tensor x = at::zeros({1, 1, 6, 8});
  x.narrow(3, 4, 4).fill_(1);
  at::Tensor expected = at::zeros({1, 1, 6, 8});
  expected.select(3, 3).fill_(1);
  EXPECT_TRUE(at::equal(cannyEdges(x), expected));
  EXPECT_TRUE(at::equal(cannyEdges(x.transpose(2, 3)), expected.transpose(2, 3)));
  EXPECT_EQ(cannyEdges(at::full({1, 1, 5, 5}, 3.0)).sum().item<double>(), 0.0) << "nothing to find";
  EXPECT_TRUE(at::equal(cannyEdges(x * 0.01 - 7), expected)) << "brightness and contrast do not matter";
}

TEST(Canny, WeakEdgesStayWhereTheyTouchAStrongOne) {
  at::Tensor x = at::zeros({1, 1, 40, 8});  // a step that fades downwards, from 255 to 4
  for (std::int64_t r = 0; r < 40; ++r) x[0][0][r].narrow(0, 4, 4).fill_(255 * std::pow(0.9, r));
  EXPECT_EQ(cannyEdges(x)[0][0][35][4].item<double>(), 1.0) << "between the thresholds, and touches";
  EXPECT_EQ(cannyEdges(x, 100, 100)[0][0][35][4].item<double>(), 0.0);
  at::Tensor alone = at::zeros({1, 1, 12, 16});
  alone[0][0][0][15] = 255;
  alone.narrow(3, 4, 4).fill_(8);
  EXPECT_EQ(cannyEdges(alone)[0][0][8][3].item<double>(), 0.0);
}

}  // namespace
}  // namespace selvox::learn::architectures
