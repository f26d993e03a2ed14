// Inception v3, 2D (Szegedy et al., CVPR 2016), without the auxiliary head: names and channels as in torchvision, batch
// norm eps 1e-3. Its first layers and its halvings are not padded: 299 x 299 voxels end in 8 x 8. The classifier sees
// just that. Levels of the pyramid are brought to ceil(side / stride) by repeating their edges, evenly on both sides,
// so that a decoder finds every voxel where it belongs; images below 75 voxels are filled up in the same way first.

#include <algorithm>
#include <utility>

#include <ATen/ops/arange.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/max_pool2d.h>

#include "core/learn/architectures/blocks.h"
#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/layer_scope.h"
#include "core/learn/architectures/params.h"

namespace selvox::learn::architectures {
namespace {

constexpr std::int64_t kSmallestInception = 75;  // gives one position at the end
constexpr std::int64_t kUsualInceptionBase = 32;

struct InceptionConv {
  const char* name;
  std::int64_t out;  // at the usual base
  Sizes kernel{1, 1};
  std::int64_t stride = 1;
  bool padded = true;
};

struct InceptionBranch {
  std::vector<InceptionConv> trunk;
  std::vector<InceptionConv> ends{};  // of the trunk, side by side; none: the trunk's own
};

enum class InceptionPool { Mean, Largest };  // mean: followed by "branch_pool"; largest: as it is, halved

// Convolutions - batch norm - ReLU, registered in `owner` under the names of the table.
class InceptionParts {
 public:
  InceptionParts(torch::nn::Module& owner, std::int64_t base) : owner_(owner), base_(base) {}
  [[nodiscard]] std::int64_t scaled(std::int64_t channels) const {
    return std::max<std::int64_t>(channels * base_ / kUsualInceptionBase, 1);
  }
  std::shared_ptr<ConvUnit> add(std::int64_t& in, const InceptionConv& conv) {
    ConvOptions options{in, scaled(conv.out), conv.kernel, {conv.stride, conv.stride}, false};
    if (!conv.padded) options.padding = Sizes{0, 0};
    UnitOptions unit;
    unit.normOptions.eps = 1e-3;
    in = options.out;
    return owner_.register_module(conv.name, std::make_shared<ConvUnit>(options, unit));
  }

 private:
  torch::nn::Module& owner_;
  std::int64_t base_;
};

at::Tensor largestOfThree(const at::Tensor& x) {
  return ActiveMask::keep(at::max_pool2d(x, {3, 3}, {2, 2}));
}

class InceptionMixed : public torch::nn::Module {
 public:
  InceptionMixed(std::int64_t& channels, std::int64_t base, const std::vector<InceptionBranch>& branches,
                 InceptionPool pool, std::int64_t pooled = 0) {
    InceptionParts parts(*this, base);
    const std::int64_t in = channels;
    channels = pool == InceptionPool::Largest ? in : 0;
    for (const InceptionBranch& branch : branches) {
      Built built;
      std::int64_t width = in;
      for (const InceptionConv& conv : branch.trunk) built.trunk.push_back(parts.add(width, conv));
      const std::int64_t trunk = width;
      for (const InceptionConv& conv : branch.ends) {
        width = trunk;
        built.ends.push_back(parts.add(width, conv));
        channels += width;
      }
      if (branch.ends.empty()) channels += width;
      branches_.push_back(std::move(built));
    }
    if (pool == InceptionPool::Largest) return;
    std::int64_t width = in;
    pool_ = parts.add(width, {"branch_pool", pooled});
    channels += width;
  }
  at::Tensor forward(const at::Tensor& x) {
    std::vector<at::Tensor> all;
    for (const Built& branch : branches_) {
      at::Tensor y = x;
      for (const auto& unit : branch.trunk) y = unit->forward(y);
      if (branch.ends.empty()) all.push_back(y);
      for (const auto& end : branch.ends) all.push_back(end->forward(y));
    }
    all.push_back(pool_ ? pool_->forward(at::avg_pool2d(x, {3, 3}, {1, 1}, {1, 1})) : largestOfThree(x));
    return joined(std::move(all));
  }

 private:
  struct Built {
    std::vector<std::shared_ptr<ConvUnit>> trunk, ends;
  };
  std::vector<Built> branches_;
  std::shared_ptr<ConvUnit> pool_;
};

std::vector<InceptionBranch> branchesA() {
  return {{{{"branch1x1", 64}}},
          {{{"branch5x5_1", 48}, {"branch5x5_2", 64, {5, 5}}}},
          {{{"branch3x3dbl_1", 64}, {"branch3x3dbl_2", 96, {3, 3}}, {"branch3x3dbl_3", 96, {3, 3}}}}};
}
std::vector<InceptionBranch> branchesB() {
  return {{{{"branch3x3", 384, {3, 3}, 2, false}}},
          {{{"branch3x3dbl_1", 64}, {"branch3x3dbl_2", 96, {3, 3}}, {"branch3x3dbl_3", 96, {3, 3}, 2, false}}}};
}
std::vector<InceptionBranch> branchesC(std::int64_t width) {
  return {{{{"branch1x1", 192}}},
          {{{"branch7x7_1", width}, {"branch7x7_2", width, {1, 7}}, {"branch7x7_3", 192, {7, 1}}}},
          {{{"branch7x7dbl_1", width},
            {"branch7x7dbl_2", width, {7, 1}},
            {"branch7x7dbl_3", width, {1, 7}},
            {"branch7x7dbl_4", width, {7, 1}},
            {"branch7x7dbl_5", 192, {1, 7}}}}};
}
std::vector<InceptionBranch> branchesD() {
  return {{{{"branch3x3_1", 192}, {"branch3x3_2", 320, {3, 3}, 2, false}}},
          {{{"branch7x7x3_1", 192},
            {"branch7x7x3_2", 192, {1, 7}},
            {"branch7x7x3_3", 192, {7, 1}},
            {"branch7x7x3_4", 192, {3, 3}, 2, false}}}};
}
std::vector<InceptionBranch> branchesE() {
  return {{{{"branch1x1", 320}}},
          {{{"branch3x3_1", 384}}, {{"branch3x3_2a", 384, {1, 3}}, {"branch3x3_2b", 384, {3, 1}}}},
          {{{"branch3x3dbl_1", 448}, {"branch3x3dbl_2", 384, {3, 3}}},
           {{"branch3x3dbl_3a", 384, {1, 3}}, {"branch3x3dbl_3b", 384, {3, 1}}}}};
}

// x cut or filled up with its edge values, evenly at both ends of each axis.
at::Tensor fitted(at::Tensor x, const std::vector<std::int64_t>& sides) {
  for (std::size_t a = 0; a < sides.size(); ++a) {
    const auto axis = static_cast<std::int64_t>(a) + 2;
    const std::int64_t have = x.size(axis), want = sides[a];
    if (have == want) continue;
    const std::int64_t before = want > have ? (want - have) / 2 : -((have - want) / 2);
    const at::Tensor places =
        (at::arange(want, at::TensorOptions().dtype(at::kLong).device(x.device())) - before).clamp(0, have - 1);
    x = x.index_select(axis, places);
  }
  return x;
}

class InceptionEncoder : public Encoder {
 public:
  InceptionEncoder(std::int64_t in, std::int64_t base) {
    InceptionParts parts(*this, base);
    std::int64_t width = in;
    const auto conv = [&](const InceptionConv& c) { stem_.push_back(parts.add(width, c)); };
    conv({"Conv2d_1a_3x3", 32, {3, 3}, 2, false});
    conv({"Conv2d_2a_3x3", 32, {3, 3}, 1, false});
    conv({"Conv2d_2b_3x3", 64, {3, 3}});
    endLevel(width);
    conv({"Conv2d_3b_1x1", 80});
    conv({"Conv2d_4a_3x3", 192, {3, 3}, 1, false});
    endLevel(width);
    const auto mixed = [&](const char* name, const std::vector<InceptionBranch>& branches, InceptionPool pool,
                           std::int64_t pooled = 0) {
      mixed_.push_back(register_module(name, std::make_shared<InceptionMixed>(width, base, branches, pool, pooled)));
    };
    mixed("Mixed_5b", branchesA(), InceptionPool::Mean, 32);
    mixed("Mixed_5c", branchesA(), InceptionPool::Mean, 64);
    mixed("Mixed_5d", branchesA(), InceptionPool::Mean, 64);
    endLevel(width);
    mixed("Mixed_6a", branchesB(), InceptionPool::Largest);
    mixed("Mixed_6b", branchesC(128), InceptionPool::Mean, 192);
    mixed("Mixed_6c", branchesC(160), InceptionPool::Mean, 192);
    mixed("Mixed_6d", branchesC(160), InceptionPool::Mean, 192);
    mixed("Mixed_6e", branchesC(192), InceptionPool::Mean, 192);
    endLevel(width);
    mixed("Mixed_7a", branchesD(), InceptionPool::Largest);
    mixed("Mixed_7b", branchesE(), InceptionPool::Mean, 192);
    mixed("Mixed_7c", branchesE(), InceptionPool::Mean, 192);
    endLevel(width);
  }

  // Levels as the layers leave them.
  std::vector<at::Tensor> unfitted(const at::Tensor& x) {
    std::vector<std::int64_t> sides;
    for (const std::int64_t side : x.sizes().slice(2)) sides.push_back(std::max(side, kSmallestInception));
    std::vector<at::Tensor> levels;
    at::Tensor y = fitted(x, sides);
    for (std::size_t i = 0; i < stem_.size(); ++i) {
      y = stem_[i]->forward(y);
      if (i != 2 && i != 4) continue;
      levels.push_back(y);
      y = largestOfThree(y);
    }
    for (std::size_t i = 0; i < mixed_.size(); ++i) {
      y = mixed_[i]->forward(y);
      if (i == 2 || i == 7 || i == 10) levels.push_back(y);
    }
    return levels;
  }

  std::vector<at::Tensor> features(const at::Tensor& x) override {
    std::vector<at::Tensor> levels = unfitted(x);
    std::vector<std::int64_t> sides = x.sizes().slice(2).vec();
    for (at::Tensor& level : levels) {
      for (std::int64_t& side : sides) side = (side + 1) / 2;
      level = fitted(level, sides);
    }
    return levels;
  }
  [[nodiscard]] const std::vector<PyramidLevel>& pyramid() const override { return pyramid_; }

 private:
  void endLevel(std::int64_t width) { pyramid_.push_back({width, {2, 2}}); }
  std::vector<std::shared_ptr<ConvUnit>> stem_;
  std::vector<std::shared_ptr<InceptionMixed>> mixed_;
  std::vector<PyramidLevel> pyramid_;
};

class InceptionNetwork : public Network {
 public:
  InceptionNetwork(std::shared_ptr<InceptionEncoder> encoder, std::int64_t classes)
      : encoder_(register_module("encoder", std::move(encoder))) {
    auto decoder = register_module("decoder", std::make_shared<torch::nn::Module>("Head"));
    head_ = decoder->register_module("fc", std::make_shared<Linear>(encoder_->pyramid().back().channels, classes));
  }
  std::vector<at::Tensor> features(const at::Tensor& x) override { return encoder_->features(x); }
  std::vector<at::Tensor> forward(const at::Tensor& x) override {
    return {head_->forward(globalMean(encoder_->unfitted(x).back()))};
  }
  [[nodiscard]] std::vector<std::int64_t> channels() const override { return levelChannels(*encoder_); }
  [[nodiscard]] std::vector<std::int64_t> strides() const override { return totalStrides(*encoder_); }
  [[nodiscard]] bool dense() const override { return false; }

 private:
  std::shared_ptr<InceptionEncoder> encoder_;
  std::shared_ptr<Linear> head_;
};

std::shared_ptr<Network> buildInception(const NetworkConfig& config) {
  const auto base = base::valueOr<std::int64_t>(config.settings, "base", kUsualInceptionBase);
  return std::make_shared<InceptionNetwork>(std::make_shared<InceptionEncoder>(config.inChannels, base),
                                            config.outChannels);
}

}  // namespace

ArchitectureInfo inceptionV3Architecture() {
  constexpr const char* szegedy = "Szegedy et al., Rethinking the Inception architecture, CVPR 2016";
  ArchitectureInfo info{
      "inception-v3", {2}, "Inception v3: for large 2D images (299 pixels) and comparisons with its many publications",
      szegedy,        {},  &buildInception};
  info.schema.params = {
      rare(wholeParam(
          "base", kUsualInceptionBase, 2, 128,
          {"channels", "Channels of the first layer; all others grow and shrink with it. Lower: faster and smaller.",
           szegedy})),
  };
  for (spec::Param& p : decoderParams()) info.schema.params.push_back(std::move(p));
  return info;
}

}  // namespace selvox::learn::architectures
