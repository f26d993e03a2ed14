// What every line of the table of methods promises, in every dimension it states. New lines are tested by themselves.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/learn/compat/compat.h"
#include "tests/learn/state_support.h"

namespace selvox::learn::methods {
namespace {
using namespace selvox::learn::test;

constexpr std::int64_t kSamples = 4;
constexpr std::int64_t kSteps = 20;

struct Line {
  std::string id;
  int dim = 2;
};
void PrintTo(const Line& line, std::ostream* out) {
  *out << line.id << " " << line.dim << "D";
}

std::vector<Line> lines() {
  std::vector<Line> all;
  for (const MethodInfo& info : builtin()) {
    for (const int dim : info.dims) all.push_back({info.id, dim});
  }
  return all;
}

// Wide heads do not make a test better.
base::Json smallSettings(const spec::ParamSchema& schema) {
  base::Json small = base::Json::object();
  for (const spec::Param& p : schema.params) {
    const bool wide = p.type == spec::ParamType::Int && p.unit == "features" && p.defaultValue.is_number();
    if (wide) small[p.name] = std::min<std::int64_t>(p.defaultValue.get<std::int64_t>(), 16);
  }
  return small;
}

// The first tiny network and patch that the method takes.
struct Bench {
  const MethodInfo* info = nullptr;
  MethodConfig config;
  std::string refusal;
};

Bench benchFor(const Line& line) {
  Bench bench;
  bench.info = *find(line.id);
  for (const char* arch : {"unet", "resnet-18", "vit-s"}) {
    for (const std::int64_t side : {16, 24, 32, 48}) {
      bench.config = tinyConfig(line.dim, side);
      bench.config.batch = bench.config.cases = kSamples;
      bench.config.arch = arch;
      if (bench.config.arch == "resnet-18") bench.config.network.settings = {{"base", 4}, {"stem", "small"}};
      if (bench.config.arch == "vit-s") {
        bench.config.network.settings = {{"patch", 4}, {"dim", 12}, {"depth", 1}, {"heads", 2}, {"size", side}};
      }
      bench.config.settings = *spec::resolve(bench.info->schema, smallSettings(bench.info->schema));
      const auto built = bench.info->build(bench.config);
      if (built) return bench;
      bench.refusal = built.error().message;
    }
  }
  bench.config.arch.clear();
  return bench;
}

std::unique_ptr<Method> make(const Bench& bench) {
  auto built = bench.info->build(bench.config);
  EXPECT_TRUE(built.has_value());
  (*built)->train(true);
  return std::move(*built);
}

Batch batchFor(const Bench& bench, Method& method, std::int64_t step, std::int64_t samples = kSamples) {
  Batch batch = waves(bench.config, samples, step, kSteps);
  addCompanions(batch, method.demand());
  return batch;
}

double quietLoss(Method& method, const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  method.train(false);
  const double loss = method.step(batch).loss.item<double>();
  method.train(true);
  return loss;
}

double encoderGradient(Method& method) {
  double sum = 0;
  for (const auto& item : method.trainable()->named_parameters()) {
    if (!item.key().starts_with("encoder.") || !item.value().grad().defined()) continue;
    sum += item.value().grad().abs().sum().item<double>();
  }
  return sum;
}

// Some methods begin with a step that assigns targets only, so the gradient has a few steps to come.
void checkSteps(const Bench& bench) {
  const auto method = make(bench);
  EXPECT_FALSE(method->trainable()->parameters().empty());
  double gradient = 0;
  for (std::int64_t step = 0; step < 4; ++step) {
    const double loss = trainStep(*method, batchFor(bench, *method, step), 0.001);
    EXPECT_TRUE(std::isfinite(loss)) << "step " << step;
    gradient = std::max(gradient, encoderGradient(*method));
  }
  EXPECT_TRUE(std::isfinite(gradient));
  if (bench.info->family != "control" && bench.info->id != "noop") {
    EXPECT_GT(gradient, 0) << "no gradient reaches the encoder";
  }
  const StepOutput out = method->step(batchFor(bench, *method, 4));
  EXPECT_EQ(out.loss.dim(), 0) << "the loss is one number";
  std::set<std::string> names;
  for (const auto& [name, value] : out.metrics) {
    EXPECT_TRUE(names.insert(name).second) << name << " twice";
    EXPECT_EQ(value.numel(), 1) << name;
    EXPECT_FALSE(value.requires_grad()) << name;
  }
}

// Weights and state are all there is: another object that gets both goes on with the very same losses.
void checkState(const Bench& bench) {
  const auto one = make(bench), two = make(bench);
  for (std::int64_t step = 0; step < 2; ++step) trainStep(*one, batchFor(bench, *one, step), 0.001);
  std::map<std::string, at::Tensor> saved;
  for (const auto& [name, tensor] : one->state()) {
    EXPECT_FALSE(tensor.requires_grad()) << name;
    EXPECT_TRUE(saved.emplace(name, tensor.detach().clone()).second) << name << " twice";
  }
  const auto loaded = two->loadState(saved);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  for (const auto& [name, tensor] : two->state()) EXPECT_TRUE(at::equal(tensor, saved.at(name))) << name;
  copyWeights(*two, *one);
  for (std::int64_t step = 2; step < 4; ++step) {
    const double expected = trainStep(*one, batchFor(bench, *one, step), 0.001);
    EXPECT_EQ(trainStep(*two, batchFor(bench, *two, step), 0.001), expected) << "step " << step << " after loading";
  }
  if (saved.empty()) return;
  saved.erase(saved.begin());
  EXPECT_FALSE(two->loadState(saved).has_value()) << "a lacking tensor must be refused";
}

std::string inXml(std::string text) {
  for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 6))
    text.replace(at, 1, "&apos;");
  return text;
}

// Every text the window can translate: the sources of the German catalogue, as they stand in its XML.
const std::string& catalogue() {
  static const std::string all = [] {
    const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
    const auto text = base::readFile(root / "translations" / "selvox_de.ts");
    return text ? *text : std::string();
  }();
  return all;
}

void expectTranslatable(const Preview& preview) {
  EXPECT_NE(catalogue().find("<source>" + inXml(preview.title) + "</source>"), std::string::npos)
      << "'" << preview.title << "' is not in ui/forms/worker_words.cpp: the window shows it in English";
}

void checkPictures(const Bench& bench) {
  const auto method = make(bench);
  const auto before = snapshot(*method);
  const Batch batch = batchFor(bench, *method, 1);
  const Tensors views = method->views(batch);
  EXPECT_FALSE(views.empty());
  for (const auto& [name, tensor] : views) {
    EXPECT_FALSE(tensor.requires_grad()) << name;
    EXPECT_GT(tensor.numel(), 0) << name;
    EXPECT_TRUE(at::isfinite(tensor).all().item<bool>()) << name;
  }
  for (const std::int64_t samples : {std::int64_t{1}, kSamples}) {  // before launch a preview has one sample
    const auto previews = method->preview(batchFor(bench, *method, 1, samples));
    EXPECT_FALSE(previews.empty());
    std::set<std::string> names;
    for (const Preview& p : previews) {
      EXPECT_TRUE(names.insert(p.name).second) << p.name << " twice";
      if (bench.info->family != "test") expectTranslatable(p);
      EXPECT_TRUE(p.role == "image" || p.role == "map" || p.role == "mask" || p.role == "label") << p.name << p.role;
      EXPECT_TRUE(p.tensor.dim() >= 2 && p.tensor.dim() <= bench.config.network.dim + 1)
          << p.name << " " << p.tensor.sizes();
      EXPECT_GT(p.tensor.numel(), 0) << p.name;
      EXPECT_FALSE(p.tensor.requires_grad()) << p.name;
      EXPECT_TRUE(p.tensor.device().is_cpu()) << p.name;
      EXPECT_TRUE(at::isfinite(p.tensor).all().item<bool>()) << p.name;
    }
  }
  expectSame(before, snapshot(*method), "views and preview");
  EXPECT_TRUE(method->network()->is_training()) << "after a preview";
}

void checkPurity(const Bench& bench) {
  const auto method = make(bench);
  const Batch batch = batchFor(bench, *method, 2);
  const auto before = snapshot(*method);
  const double loss = quietLoss(*method, batch);
  EXPECT_TRUE(std::isfinite(loss)) << "in evaluation mode";
  expectSame(before, snapshot(*method), "a step in evaluation mode");
  EXPECT_EQ(quietLoss(*method, batch), loss) << "the same seed and step";
}

// Nothing is drawn from LibTorch's generator: neither first weights nor views.
void checkGenerator(const Bench& bench) {
  std::vector<double> losses;
  for (const std::uint64_t seed : {1, 2}) {
    at::manual_seed(seed);
    const auto method = make(bench);
    for (std::int64_t step = 0; step < 2; ++step) {
      losses.push_back(trainStep(*method, batchFor(bench, *method, step), 0.001));
    }
  }
  EXPECT_EQ(losses[0], losses[2]);
  EXPECT_EQ(losses[1], losses[3]);
}

void checkAutocast(const Bench& bench) {
  const auto method = make(bench);
  for (std::int64_t step = 0; step < 2; ++step) {
    const Batch batch = batchFor(bench, *method, step);
    StepOutput out;
    {
      const compat::Autocast autocast(c10::DeviceType::CPU, at::kBFloat16);
      out = method->step(batch);
    }
    EXPECT_TRUE(std::isfinite(out.loss.to(at::kFloat).item<double>())) << "step " << step;
    out.loss.backward();
    method->afterBackward(step + 1, kSteps);
    method->afterOptimizerStep(step + 1, kSteps);
  }
  EXPECT_TRUE(std::isfinite(encoderGradient(*method)));
}

class EveryMethod : public testing::TestWithParam<Line> {};

TEST_P(EveryMethod, KeepsWhatTheTablePromises) {
  const Bench bench = benchFor(GetParam());
  ASSERT_FALSE(bench.config.arch.empty()) << "no tiny network will do: " << bench.refusal;
  const bool test = bench.info->family == "test";
  EXPECT_FALSE(bench.info->summary.empty());
  EXPECT_TRUE(test || bench.info->family == "control" || !bench.info->paper.empty());
  checkSteps(bench);
  checkState(bench);
  checkPictures(bench);
  checkPurity(bench);
  checkGenerator(bench);
  checkAutocast(bench);
}

INSTANTIATE_TEST_SUITE_P(Table, EveryMethod, testing::ValuesIn(lines()), [](const auto& line) {
  std::string name = line.param.id + "_" + std::to_string(line.param.dim) + "d";
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace selvox::learn::methods
