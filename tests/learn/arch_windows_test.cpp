// Windows that shift: what a window holds, who attends to whom, how positions merge.

#include "core/learn/architectures/windows.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::architectures {
namespace {

at::Tensor numbered(const std::vector<std::int64_t>& shape) {
  return at::arange(c10::multiply_integers(shape), at::kDouble).view(shape);
}
at::Tensor bent(const std::vector<std::int64_t>& shape) {
  const at::Tensor k = numbered(shape);
  return (0.13 * k + 0.0007 * k * k).sin();
}

template <class Module, class... Args>
std::shared_ptr<Module> drawn(Args... args) {
  auto module = std::make_shared<Module>(args...);
  torch::nn::Module root("Root");
  root.register_module("m", module);
  initialise(root, 3);
  module->to(at::kDouble);
  return module;
}

TEST(Windows, HoldNeighboursAndGoBack) {
  const at::Tensor x = numbered({2, 4, 6, 1});
  const at::Tensor windows = windowsOf(x, {2, 3});
  ASSERT_EQ(windows.sizes(), (at::IntArrayRef{8, 6, 1}));
  EXPECT_TRUE(at::equal(windows[1].flatten(), at::tensor({3., 4., 5., 9., 10., 11.}, at::kDouble)));
  EXPECT_TRUE(at::equal(windows[2].flatten(), at::tensor({12., 13., 14., 18., 19., 20.}, at::kDouble)));
  EXPECT_EQ(windows[4][0][0].item<double>(), 24.0) << "the second sample follows the first";
  EXPECT_TRUE(at::equal(fromWindows(windows, {2, 3}, x.sizes()), x));
  const at::Tensor volume = numbered({2, 4, 6, 2, 3});
  EXPECT_TRUE(at::equal(fromWindows(windowsOf(volume, {2, 3, 1}), {2, 3, 1}, volume.sizes()), volume));
}

TEST(Windows, RelativeIndexOfTwoByTwo) {
  const at::Tensor expected = at::tensor({4, 3, 1, 0, 5, 4, 2, 1, 7, 6, 4, 3, 8, 7, 5, 4}, at::kLong).view({4, 4});
  EXPECT_TRUE(at::equal(relativeIndex({2, 2}, {2, 2}), expected));
  // A window cut to one row keeps the distances of the whole table.
  EXPECT_TRUE(at::equal(relativeIndex({1, 2}, {2, 2}), at::tensor({4, 3, 5, 4}, at::kLong).view({2, 2})));
  const at::Tensor cube = relativeIndex({2, 2, 2}, {2, 2, 2});
  EXPECT_EQ(cube[0][7].item<std::int64_t>(), 0);
  EXPECT_EQ(cube[7][0].item<std::int64_t>(), 26);
  EXPECT_EQ(cube[4][0].item<std::int64_t>(), 13 + 9) << "one step along the slowest axis";
}

TEST(Windows, ShiftMaskPartsWhatCameAround) {
  const at::Tensor mask = shiftMask({4, 4}, {2, 2}, {1, 1});
  ASSERT_EQ(mask.sizes(), (at::IntArrayRef{4, 4, 4}));
  EXPECT_EQ(mask[0].abs().max().item<double>(), 0.0);
  const double far = -100;  // right window: columns 3 and 0
  EXPECT_TRUE(at::equal(
      mask[1],
      at::tensor({0., far, 0., far, far, 0., far, 0., 0., far, 0., far, far, 0., far, 0.}, at::kFloat).view({4, 4})));
  EXPECT_TRUE(at::equal(mask[3], far * (1 - at::eye(4))));
  EXPECT_EQ(shiftMask({4, 4}, {2, 4}, {1, 0})[1].eq(far).sum().item<std::int64_t>(), 32) << "one axis alone";
}

TEST(Windows, TokensOfDifferentRegionsDoNotAttend) {
  WindowOptions options;
  options.width = 6, options.heads = 2, options.window = 2;
  for (const bool shifted : {false, true}) {
    options.shifted = shifted;
    const auto block = drawn<WindowBlock>(options, 2);
    const at::Tensor x = bent({1, 4, 4, 6});
    const auto reach = [&](std::int64_t row, std::int64_t column) {
      at::Tensor other = x.clone();
      other[0][row][column][0] += 1;  // one channel: the norm takes what all share
      return (block->forward(other) - block->forward(x))[0].abs().sum(-1).gt(1e-12);
    };
    at::Tensor expected = at::zeros({4, 4}, at::kBool);
    if (shifted) {
      expected.narrow(0, 1, 2).narrow(1, 1, 2).fill_(true);
      EXPECT_TRUE(at::equal(reach(1, 2), expected));
      at::Tensor corner = at::zeros({4, 4}, at::kBool);
      corner[0][0].fill_(true);  // with the other three corners in one window, and alone
      EXPECT_TRUE(at::equal(reach(0, 0), corner));
    } else {
      expected.narrow(0, 0, 2).narrow(1, 2, 2).fill_(true);
      EXPECT_TRUE(at::equal(reach(1, 2), expected));
    }
  }
}

TEST(Windows, BlockIsWhatThePaperWrites) {
  WindowOptions options;
  options.width = 6, options.heads = 2, options.window = 3, options.shifted = true;  // one window: not shifted
  const auto block = drawn<WindowBlock>(options, 2);
  const auto w = block->named_parameters();
  const at::Tensor x = bent({1, 3, 2, 6});
  const auto normed = [](const at::Tensor& t) {
    return (t - t.mean(-1, true)) / (t.var({-1}, false, true) + 1e-5).sqrt();
  };
  const at::Tensor rows = x.view({6, 6}), qkv = at::matmul(normed(rows), w["attn.qkv.weight"].t());
  std::vector<at::Tensor> heads;
  for (int h = 0; h < 2; ++h) {
    const auto part = [&](int which) { return qkv.narrow(1, which * 6 + h * 3, 3); };
    at::Tensor scores = at::matmul(part(0), part(1).t()) / std::sqrt(3.0);
    for (std::int64_t q = 0; q < 6; ++q) {
      for (std::int64_t k = 0; k < 6; ++k)
        scores[q][k] += w["attn.relative_position_bias_table"][(q / 2 - k / 2 + 2) * 5 + (q % 2 - k % 2 + 2)][h];
    }
    heads.push_back(at::matmul(at::softmax(scores, -1), part(2)));
  }
  const at::Tensor y = rows + at::matmul(at::cat(heads, 1), w["attn.proj.weight"].t());
  const at::Tensor up = at::matmul(normed(y), w["mlp.fc1.weight"].t());
  const at::Tensor gelu = 0.5 * up * (1 + (up / std::sqrt(2.0)).erf());
  const at::Tensor expected = y + at::matmul(gelu, w["mlp.fc2.weight"].t());
  EXPECT_LT((block->forward(x).view({6, 6}) - expected).abs().max().item<double>(), 1e-12);
  // In the order of the table the second row of this window would follow the first without a gap.
  options.tableOrder = true;
  EXPECT_GT((drawn<WindowBlock>(options, 2)->forward(x).view({6, 6}) - expected).abs().max().item<double>(), 1e-6);
  selvox::learn::test::expectGradient([&](const at::Tensor& t) { return block->forward(t).square().sum(); }, x);
}

TEST(PatchMerging, PutsCornersSideBySide) {
  const auto block = drawn<PatchMerging>(2, 2, MergeOrder::RowsFirst);
  const at::Tensor x = bent({1, 3, 4, 2});  // three rows: a fourth of zeros
  const at::Tensor last = at::cat({x[0][2][2], at::zeros({2}, at::kDouble), x[0][2][3], at::zeros({2}, at::kDouble)});
  const at::Tensor normed = (last - last.mean()) / (last.var(false) + 1e-5).sqrt();
  const at::Tensor y = block->forward(x);
  ASSERT_EQ(y.sizes(), (at::IntArrayRef{1, 2, 2, 4}));
  EXPECT_LT((y[0][1][1] - at::matmul(block->named_parameters()["reduction.weight"], normed)).abs().max().item<double>(),
            1e-12);
}

TEST(PatchMerging, OnlyThePublishedFormLosesTwoCorners) {
  const at::Tensor x = bent({1, 2, 2, 2, 1});
  for (const MergeOrder order : {MergeOrder::Corners, MergeOrder::Monai}) {
    const auto block = drawn<PatchMerging>(1, 3, order);
    int lost = 0;
    for (int corner = 0; corner < 8; ++corner) {
      at::Tensor other = x.clone();
      other[0][corner >> 2][corner >> 1 & 1][corner & 1] += 1;
      lost += at::equal(block->forward(other), block->forward(x)) ? 1 : 0;
    }
    EXPECT_EQ(lost, order == MergeOrder::Monai ? 2 : 0);
  }
}

}  // namespace
}  // namespace selvox::learn::architectures
