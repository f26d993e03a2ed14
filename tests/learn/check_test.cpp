// The doors of `selvox-worker check`, from words to files.

#include <atomic>
#include <cmath>
#include <filesystem>
#include <limits>
#include <sstream>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/learn/architectures/network.h"
#include "core/learn/checks/call.h"
#include "core/learn/checks/check.h"
#include "core/learn/checks/layouts.h"
#include "core/learn/checks/npy.h"
#include "tests/learn/loss_support.h"

namespace selvox::learn::checks {
namespace {
using namespace selvox::learn::test;

class Check : public testing::Test {
 protected:
  void SetUp() override {
    static std::atomic<int> count{0};
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("selvox-check-") + info->name() + std::to_string(++count) +
               std::to_string(reinterpret_cast<std::uintptr_t>(this)));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const char* name) const { return (folder_ / name).string(); }
  int call(std::vector<std::string> words) {
    out_.str(""), err_.str("");
    return run(words, out_, err_);
  }
  base::Json document() const { return *base::parseJson(out_.str(), "stdout"); }
  Named result() const { return *readTensors(path("out")); }
  // One call with IN and OUT; expects success.
  Named compute(std::vector<std::string> words, const Named& in) {
    EXPECT_TRUE(writeTensors(path("in"), in).has_value());
    words.push_back(path("in")), words.push_back(path("out"));
    EXPECT_EQ(call(words), 0) << err_.str();
    return result();
  }

  std::filesystem::path folder_;
  std::ostringstream out_, err_;
};

at::Tensor row(std::vector<double> values) {
  return at::tensor(values, at::kDouble);
}

TEST_F(Check, LossGivesValueAndGradients) {
  const Named out = compute({"loss", "nt-xent", "--set", "temperature=0.5"}, {{"z1", z1()}, {"z2", z2()}});
  EXPECT_NEAR(value(out.at("loss")), 2.2558501995062104, 1e-12);
  EXPECT_EQ(out.at("grad.z1").sizes(), z1().sizes());
  EXPECT_EQ(out.at("loss").scalar_type(), at::kDouble);
  EXPECT_EQ(document()["loss"].get<double>(), value(out.at("loss")));
}

TEST_F(Check, AStoppedGradientIsZeroNotMissing) {
  const Named out = compute({"loss", "byol"}, {{"z1", z1()}, {"z2", z2()}});
  EXPECT_EQ(value(out.at("grad.z2").abs().sum()), 0.0);
  EXPECT_GT(value(out.at("grad.z1").abs().sum()), 0.0);
}

TEST_F(Check, LossesOfMasksAndLabels) {
  const Named mae =
      compute({"loss", "mae", "--set", "norm_pix=true"}, {{"imgs", z1()}, {"pred", z2()}, {"mask", row({1, 0, 1, 1})}});
  EXPECT_NEAR(value(mae.at("loss")), 1.2960787587790534, 1e-12);
  const at::Tensor labels = z2().view({2, 2, 8}).select(1, 1).gt(0).to(at::kDouble);
  const Named dice = compute({"loss", "dice-ce"}, {{"pred", z1().view({2, 2, 8})}, {"labels", labels}});
  EXPECT_NEAR(value(dice.at("dice")), -0.49650068734151076, 1e-12);
  EXPECT_NEAR(value(dice.at("ce")), 0.7737440552853321, 1e-12);
}

TEST_F(Check, UnknownWordsListTheKnownOnes) {
  ASSERT_TRUE(writeTensors(path("in"), {{"z1", z1()}, {"z2", z2()}, {"z9", z2()}}).has_value());
  EXPECT_EQ(call({"loss", "nt-xent", path("in"), path("out")}), 1);
  EXPECT_NE(err_.str().find("z1, z2"), std::string::npos) << err_.str();
  ASSERT_TRUE(writeTensors(path("in"), {{"z1", z1()}}).has_value());
  EXPECT_EQ(call({"loss", "nt-xent", path("in"), path("out")}), 1);
  EXPECT_NE(err_.str().find("needs the input \"z2\""), std::string::npos) << err_.str();
  EXPECT_EQ(call({"loss", "nt-xent", "--set", "tempo=1", path("in"), path("out")}), 1);
  EXPECT_NE(err_.str().find("temperature"), std::string::npos);
  EXPECT_EQ(call({"loss", "no-such", path("in"), path("out")}), 1);
  EXPECT_NE(err_.str().find("nt-xent"), std::string::npos);
  EXPECT_EQ(call({"loss", "nt-xent", "--speed", "1"}), 2);
  EXPECT_EQ(call({"nonsense"}), 2);
  EXPECT_EQ(call({}), 2);
  EXPECT_EQ(call({"loss", "nt-xent", path("missing"), path("out")}), 1);
  EXPECT_TRUE(out_.str().empty());
}

TEST_F(Check, ShapesThatDoNotFitAreRefusedInWords) {
  ASSERT_TRUE(writeTensors(path("in"), {{"z1", z1()}, {"z2", z2().narrow(0, 0, 2)}}).has_value());
  EXPECT_EQ(call({"loss", "nt-xent", path("in"), path("out")}), 1);
  EXPECT_NE(err_.str().find("[4, 8]"), std::string::npos) << err_.str();
}

TEST_F(Check, ValuesThatASettingCannotHaveAreRefused) {
  const Named both{{"z1", z1()}, {"z2", z2()}};
  ASSERT_TRUE(writeTensors(path("in"), both).has_value());
  for (const char* set : {"temperature=0", "temperature=-1", "temperature=nan", "beta=inf"}) {
    EXPECT_EQ(call({"loss", "nt-xent", "--set", set, path("in"), path("out")}), 1) << set;
    EXPECT_NE(err_.str().find("allowed is"), std::string::npos) << err_.str();
  }
  EXPECT_EQ(call({"loss", "w-mse", "--set", "w_size=2.5", path("in"), path("out")}), 1);
  ASSERT_TRUE(writeTensors(path("in"), {{"z1", at::zeros({0, 8})}, {"z2", at::zeros({0, 8})}}).has_value());
  EXPECT_EQ(call({"loss", "nt-xent", path("in"), path("out")}), 1);
  EXPECT_NE(err_.str().find("no values in the input \"z1\""), std::string::npos) << err_.str();
}

TEST_F(Check, WrongUseIsToldFromRefusal) {
  EXPECT_EQ(call({"loss", "nt-xent", path("in")}), 2);
  EXPECT_NE(err_.str().find("takes 2 files"), std::string::npos) << err_.str();
  EXPECT_EQ(call({"arch", "unet", "--dim", "3", "--in", "1"}), 2);
  EXPECT_NE(err_.str().find("--out is missing"), std::string::npos) << err_.str();
  EXPECT_EQ(call({"method", "mae", "--dim", "3", "--input", "x.npy"}), 2);
  EXPECT_EQ(call({"arch", "unet", "--dim", "4", "--in", "1", "--out", "1"}), 1);
}

TEST_F(Check, AScoreThatIsNoNumberHasNoOrder) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Named in{{"labels", row({0, 1, 1, 0})}, {"scores", row({0.1, nan, 0.4, 0.2})}};
  for (const char* metric : {"auc", "average-precision"}) {
    EXPECT_TRUE(std::isnan(value(compute({"metric", metric}, in).at("value")))) << metric;
  }
}

// The other way of DINOv2: the teacher's rows of all views together are spread by Sinkhorn's iterations.
TEST_F(Check, DinoTakesSinkhornInPlaceOfACentre) {
  const at::Tensor t0 = 0.5 * z2(), t1 = 0.5 * z1();
  const Named codes = compute({"loss", "sinkhorn", "--set", "eps=0.04"}, {{"s0", at::cat({t0, t1})}});
  const auto term = [](const at::Tensor& q, const at::Tensor& s) {
    return value(-(q * (s / 0.1).log_softmax(-1)).sum(-1).mean());
  };
  const double expected =
      (term(codes.at("codes").narrow(0, 0, 4), z2()) + term(codes.at("codes").narrow(0, 4, 4), z1())) / 2;
  const Named views{{"s0", z1()}, {"s1", z2()}, {"t0", t0}, {"t1", t1}};
  EXPECT_NEAR(value(compute({"loss", "dino", "--set", "sinkhorn=3"}, views).at("loss")), expected, 1e-12);
  EXPECT_NEAR(value(compute({"loss", "dino"}, views).at("loss")), 0.7038150426284229, 1e-12);
  const Named tokens{{"s", z1()}, {"t", t0}, {"mask", at::ones({1, 4}, at::kDouble)}};
  const Named own = compute({"loss", "sinkhorn", "--set", "eps=0.07"}, {{"s0", t0}});
  EXPECT_NEAR(value(compute({"loss", "ibot", "--set", "sinkhorn=3"}, tokens).at("loss")), term(own.at("codes"), z1()),
              1e-12);
}

TEST_F(Check, EveryLossOfTheFolderHasADoor) {
  const Named exemplar = compute({"loss", "exemplar"}, {{"z1", z1().sigmoid()}, {"z2", z2().sigmoid()}});
  EXPECT_NEAR(value(exemplar.at("loss")), 1.017302103355328, 1e-12);
  const Named kl = compute({"loss", "gaussian-kl"}, {{"z1", z1()}, {"z2", z2()}});
  EXPECT_NEAR(value(kl.at("loss")), 2.777216489581754, 1e-12);
  // Two crops 3 apart in each of two samples, embedded 5 apart: (5 - 3)^2.
  const at::Tensor embedded = at::tensor({0.0, 0.0, 3.0, 4.0}, at::kDouble).view({1, 2, 2}).repeat({2, 1, 1});
  const Named matrix =
      compute({"loss", "distance-matrix"}, {{"z1", embedded}, {"positions", row({0, 3, 1, 4}).view({2, 2, 1})}});
  EXPECT_NEAR(value(matrix.at("loss")), 4.0, 1e-12);
  const Named body = compute({"loss", "body-part"}, {{"s", row({0, 1, 2}).view({1, 3})}});
  EXPECT_NEAR(value(body.at("order")), std::log1p(std::exp(-1.0)), 1e-12);
  EXPECT_EQ(value(body.at("even")), 0.0);
  // Chances 1/2, 1/4, 1/4: the second costs log 4; of grades 1 - s(1), s(1) - s(-1), s(-1) the first.
  const at::Tensor logits = row({std::log(2.0), 0, 0}).view({1, 3});
  EXPECT_NEAR(value(compute({"loss", "cross-entropy"}, {{"pred", logits}, {"labels", row({1})}}).at("loss")),
              std::log(4.0), 1e-12);
  EXPECT_NEAR(
      value(compute({"loss", "ordinal"}, {{"pred", row({1, -1}).view({1, 2})}, {"labels", row({0})}}).at("loss")),
      std::log1p(std::exp(1.0)), 1e-12);
  const Named several = compute({"loss", "multi-label", "--set", "gamma=2"},
                                {{"pred", row({0, 0}).view({1, 2})}, {"labels", row({1, 0}).view({1, 2})}});
  EXPECT_NEAR(value(several.at("loss")), 0.25 * std::log(2.0), 1e-12);
  EXPECT_EQ(several.at("grad.pred").sizes(), at::IntArrayRef({1, 2}));
  const at::Tensor image = z1().view({1, 1, 4, 8});
  EXPECT_NEAR(value(compute({"loss", "ssim"}, {{"imgs", image}, {"pred", image}}).at("loss")), 0.0, 1e-12);
}

TEST_F(Check, ListsAreDocuments) {
  for (const char* kind : {"loss", "metric", "optimizer", "arch", "method"}) {
    ASSERT_EQ(call({kind, "--list"}), 0) << kind;
    EXPECT_GT(document().size(), 1u) << kind;
  }
}

TEST_F(Check, MetricsTakeMasksWithSpacing) {
  at::Tensor a = at::zeros({1, 5, 9}, at::kDouble), b = a.clone();
  a[0][0][0] = 1, b[0][1][1] = 1;
  const Named in{{"pred", a}, {"ref", b}, {"spacing", row({9, 3, 4})}};
  EXPECT_EQ(value(compute({"metric", "hd95"}, in).at("value")), 5.0);
  EXPECT_EQ(value(compute({"metric", "nsd", "--set", "tau=5"}, in).at("value")), 1.0);
  EXPECT_EQ(value(compute({"metric", "dice"}, in).at("value")), 0.0);
  EXPECT_TRUE(std::isnan(value(compute({"metric", "dice"}, {{"pred", a * 0}, {"ref", a * 0}}).at("value"))));
  EXPECT_TRUE(document()["value"].is_null());
  // In the plane the spacing has two numbers.
  EXPECT_EQ(value(compute({"metric", "hd95"}, {{"pred", a[0]}, {"ref", b[0]}, {"spacing", row({3, 4})}}).at("value")),
            5.0);
}

TEST_F(Check, MetricsOfScoresAndEmbeddings) {
  const Named auc = compute({"metric", "auc"}, {{"labels", row({0, 0, 1, 1})}, {"scores", row({.1, .4, .35, .8})}});
  EXPECT_DOUBLE_EQ(value(auc.at("value")), 0.75);
  EXPECT_LE(value(auc.at("high")), 1.0);
  EXPECT_NEAR(value(compute({"metric", "effective-rank"}, {{"z1", z1()}}).at("value")), 3.5383363227, 1e-9);
}

// AdamW by hand: after one step from zero both moments are corrected to g and g^2, so the weight moves by lr * sign(g).
TEST_F(Check, OptimizersMakeOneStep) {
  const Named out = compute({"optimizer", "adamw", "--set", "lr=0.1", "--set", "weight_decay=0.5"},
                            {{"w", row({1, -2})}, {"g", row({3, -4})}});
  EXPECT_NEAR(out.at("w_after")[0].item<double>(), 1 * (1 - 0.05) - 0.1, 1e-8);
  EXPECT_NEAR(out.at("w_after")[1].item<double>(), -2 * (1 - 0.05) + 0.1, 1e-8);
  EXPECT_NEAR(out.at("first_after")[0].item<double>(), 0.3, 1e-12);
  // Nesterov: v = g, w -= lr (g + momentum v).
  const Named sgd =
      compute({"optimizer", "sgd", "--set", "lr=0.1", "--set", "momentum=0.5"}, {{"w", row({1})}, {"g", row({2})}});
  EXPECT_NEAR(sgd.at("w_after")[0].item<double>(), 1 - 0.1 * (2 + 0.5 * 2), 1e-12);
}

// METHODS section 8: w = z1, g = z2 as one matrix.
TEST_F(Check, LarsAndLambMakeTheGoldenFirstStep) {
  const at::Tensor k = at::arange(32, at::kDouble).view({4, 8});
  const Named in{{"w", at::sin(0.10 * k * k + 0.3 * k + 1.0)}, {"g", at::cos(0.05 * k * k + 0.3 * k)}};
  const auto expect = [&](const Named& out, double ratio, std::vector<double> first) {
    EXPECT_NEAR(value(out.at("ratio")), ratio, 1e-12);
    for (std::size_t i = 0; i < first.size(); ++i)
      EXPECT_NEAR(out.at("w_after")[0][static_cast<std::int64_t>(i)].item<double>(), first[i], 1e-8);
  };
  const std::vector<std::string> lars{"optimizer",         "lars",  "--set",   "lr=0.3", "--set",
                                      "weight_decay=1e-4", "--set", "eta=0.02"};
  auto plain = lars;
  plain.insert(plain.end(), {"--set", "clip=0"});
  expect(compute(plain, in), 0.017813821250753592, {0.83612639, 0.98042906, 0.90557364});
  expect(compute(lars, in), 0.05937940416917864, {0.82365566, 0.96871416, 0.8968848});
  expect(compute({"optimizer", "lamb", "--set", "lr=0.1", "--set", "weight_decay=0.01"}, in), 0.6440962855760715,
         {0.77651943, 0.92040545, 0.84430222});
}

TEST_F(Check, ArchCountsAndRuns) {
  ASSERT_EQ(call({"arch", "unet", "--dim", "3", "--in", "1", "--out", "3", "--set", "stages=4"}), 0) << err_.str();
  EXPECT_EQ(document()["parameters"].get<std::int64_t>(), 5603177);
  EXPECT_EQ(document()["trainable"].get<std::int64_t>(), 5603177);
  const at::Tensor x = at::linspace(0, 1, 2 * 16 * 16, at::kDouble).view({2, 1, 16, 16});
  ASSERT_TRUE(writeNpy(path("x.npy"), x).has_value());
  ASSERT_EQ(call({"arch", "resnet-18", "--dim", "2", "--in", "1", "--out", "5", "--set", "base=4", "--input",
                  path("x.npy"), "--output", path("y.npy")}),
            0)
      << err_.str();
  const at::Tensor y = *readNpy(path("y.npy"));
  EXPECT_EQ(y.sizes(), (at::IntArrayRef{2, 5}));
  EXPECT_EQ(y.scalar_type(), at::kDouble);
  EXPECT_EQ(call({"arch", "unet", "--dim", "4", "--in", "1", "--out", "2"}), 1);
  EXPECT_EQ(call({"arch", "unet", "--dim", "2", "--in", "1", "--out", "2", "--set", "wings=2"}), 1);
  EXPECT_NE(err_.str().find("stages"), std::string::npos);
}

// A file as nnU-Net writes it, with its doubled keys, gives the network it came from.
TEST_F(Check, WithoutOutputsTheEncoderAloneCounts) {
  ASSERT_EQ(call({"arch", "vit-s", "--dim", "3", "--in", "1", "--out", "0", "--set", "size=96"}), 0) << err_.str();
  EXPECT_EQ(document()["parameters"], 22951296);
  ASSERT_EQ(call({"arch", "resnet-18", "--dim", "2", "--in", "3", "--out", "0"}), 0) << err_.str();
  EXPECT_EQ(document()["parameters"], 11176512);
  ASSERT_EQ(call({"arch", "unet", "--dim", "3", "--in", "1", "--out", "0", "--set", "stages=6"}), 0) << err_.str();
  EXPECT_EQ(document()["parameters"], 14025120);
}

TEST_F(Check, ForeignLayoutsFillTheWholeNetwork) {
  const architectures::NetworkConfig config{2, 1, 2, {{"stages", 3}, {"base", 4}}};
  const auto one = *architectures::build("unet", config, 1), two = *architectures::build("unet", config, 2);
  Named file;
  for (const auto& item : one->named_parameters()) {
    std::string name = item.key();
    if (name.rfind("encoder.stages.", 0) == 0) name.insert(name.find('.', 15), ".0");
    file[name] = item.value().detach();
    if (name.rfind("encoder.", 0) == 0) file["decoder." + name] = item.value().detach();
    const auto conv = name.find(".conv.");
    if (conv != std::string::npos) file[std::string(name).replace(conv, 6, ".all_modules.0.")] = item.value().detach();
  }
  ASSERT_TRUE(loadWeights(*two, "unet", "nnunet", file).has_value());
  const auto expected = one->named_parameters();
  for (const auto& item : two->named_parameters())
    EXPECT_TRUE(at::equal(item.value(), expected[item.key()])) << item.key();
  file.erase("decoder.seg_layers.0.bias");
  EXPECT_FALSE(loadWeights(*two, "unet", "nnunet", file).has_value());
  EXPECT_FALSE(loadWeights(*two, "unet", "torchvision", file).has_value());
  const auto resnet = *architectures::build("resnet-18", {2, 1, 2, {{"base", 4}}}, 1);
  Named vision;
  for (const auto& item : resnet->named_parameters()) vision[item.key().substr(8)] = item.value().detach();
  for (const auto& item : resnet->named_buffers()) vision[item.key().substr(8)] = item.value();
  vision["bn1.num_batches_tracked"] = at::zeros({1});
  const base::Status loaded = loadWeights(*resnet, "resnet-18", "torchvision", vision);
  EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().message);
}

TEST_F(Check, MethodShowsItsViews) {
  const at::Tensor x = at::linspace(-1, 1, 2 * 16 * 16 * 16).view({2, 1, 16, 16, 16});
  ASSERT_TRUE(writeNpy(path("x.npy"), x).has_value());
  const std::vector<std::string> words{"method", "mae",   "--dim",       "3",     "--input", path("x.npy"), "--seed",
                                       "4",      "--set", "arch.base=4", "--set", "block=4", path("out")};
  ASSERT_EQ(call(words), 0) << err_.str();
  const Named out = result();
  EXPECT_EQ((out.at("input") * out.at("mask")).abs().sum().item<float>(), 0.0f);
  EXPECT_EQ(out.at("mask").sum().item<double>(), 2 * 48 * 64.0);
  EXPECT_TRUE(std::isfinite(document()["loss"].get<double>()));
  const double first = document()["loss"].get<double>();
  ASSERT_EQ(call(words), 0);
  EXPECT_EQ(document()["loss"].get<double>(), first);
}

TEST_F(Check, NpyRefusesWhatItCannotRead) {
  ASSERT_TRUE(base::writeFile(path("x.npy"), "no array").has_value());
  EXPECT_FALSE(readNpy(path("x.npy")).has_value());
  const at::Tensor scalar = at::scalar_tensor(2.5, at::kDouble);
  ASSERT_TRUE(writeNpy(path("x.npy"), scalar).has_value());
  EXPECT_TRUE(at::equal(*readNpy(path("x.npy")), scalar));
  std::string bytes = *base::readFile(path("x.npy"));
  ASSERT_TRUE(base::writeFile(path("x.npy"), bytes.substr(0, bytes.size() - 1)).has_value());
  EXPECT_FALSE(readNpy(path("x.npy")).has_value());
}

}  // namespace
}  // namespace selvox::learn::checks
