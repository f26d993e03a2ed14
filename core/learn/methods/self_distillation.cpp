#include "core/learn/methods/self_distillation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <ATen/ops/_unique.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/encoder.h"
#include "core/learn/architectures/token_encoder.h"
#include "core/learn/losses/byol.h"
#include "core/learn/losses/common.h"
#include "core/learn/methods/contrast_parts.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {

using architectures::NormKind;

namespace {

constexpr double kNormEps = 1e-5;

augment::Settings largeViews() {
  augment::Settings s = augment::contrastiveDefaults();
  s.cropLow = 0.4;
  return s;
}

// (N, …small) -> (N, …sides), nearest.
at::Tensor enlarge(at::Tensor map, at::IntArrayRef sides) {
  for (std::size_t a = 0; a < sides.size(); ++a) {
    const auto axis = static_cast<std::int64_t>(a) + 1;
    const at::Tensor index = at::arange(sides[a], map.options().dtype(at::kLong)) * map.size(axis);
    map = map.index_select(axis, index.floor_divide(sides[a]));
  }
  return map;
}

// Rows (N, D) with mean 0 and spread 1, each column over the rows of its pass, in training and validation alike: a
// student's small views, its large ones and a teacher's have statistics of their own. A row that comes alone is normed
// over its columns.
at::Tensor normed(const at::Tensor& x, NormKind kind) {
  if (kind == NormKind::None || x.size(0) == 0) return x;
  const compat::FullPrecision guard;
  const at::Tensor rows = compat::atLeastFloat(x);
  if (kind == NormKind::Batch && rows.size(0) > 1) {
    return at::batch_norm(rows, {}, {}, {}, {}, /*training=*/true, /*momentum=*/0.0, kNormEps, true);
  }
  return at::layer_norm(rows, {rows.size(1)}, {}, {}, kNormEps);
}

}  // namespace

Prototypes::Prototypes(std::int64_t in, std::int64_t count) {
  weight_ = register_parameter("weight", at::empty({count, in}));
}

at::Tensor Prototypes::forward(const at::Tensor& x) {
  const compat::FullPrecision guard;  // the teacher's temperature multiplies errors by 25
  return at::matmul(losses::normaliseRows(x), losses::normaliseRows(weight_).t());
}

void Prototypes::draw(std::uint64_t seed, const std::string& name) {
  architectures::fillNormal(weight_, 1.0 / std::sqrt(static_cast<double>(weight_.size(1))), seed, name + ".weight");
}

DistillHead::DistillHead(std::int64_t in, const base::Json& settings, architectures::NormKind features)
    : features_(features) {
  using architectures::Projection;
  const auto hidden = base::valueOr<std::int64_t>(settings, "hidden", 2048);
  const auto bottleneck = base::valueOr<std::int64_t>(settings, "bottleneck", 256);
  first_ = register_module("first", std::make_shared<Projection>(in, hidden));
  second_ = register_module("second", std::make_shared<Projection>(hidden, hidden));
  third_ = register_module("third", std::make_shared<Projection>(hidden, bottleneck));
  prototypes_ = register_module(
      "prototypes",
      std::make_shared<Prototypes>(bottleneck, base::valueOr<std::int64_t>(settings, "prototypes", 4096)));
}

at::Tensor DistillHead::bottleneck(const at::Tensor& x) {
  const at::Tensor rows = normed(x, features_);
  return third_->forward(at::gelu(second_->forward(at::gelu(first_->forward(rows)))));
}

NormKind featureNorm(const base::Json& settings, std::int64_t rows) {
  const auto name = base::valueOr<std::string>(settings, "feature_norm", "auto");
  if (name == "none") return NormKind::None;
  if (name == "layer") return NormKind::Layer;
  return name == "batch" || rows >= kRowsForBatchNorm ? NormKind::Batch : NormKind::Layer;
}

at::Tensor summaryOf(architectures::Network& network, const at::Tensor& x) {
  if (const auto tokens = architectures::tokenEncoder(network)) return tokens->encode(x).summary;
  std::vector<at::Tensor> means;
  for (const at::Tensor& level : network.features(x)) means.push_back(architectures::globalMean(level));
  return at::cat(means, 1);
}

std::int64_t summaryWidth(architectures::Network& network) {
  const auto widths = network.channels();
  return architectures::tokenEncoder(network) ? widths.back()
                                              : std::accumulate(widths.begin(), widths.end(), std::int64_t{0});
}

SelfDistillation::SelfDistillation(std::shared_ptr<architectures::Network> student,
                                   std::shared_ptr<architectures::Network> teacher, const MethodConfig& config,
                                   double slowest)
    : HeadedMethod(std::move(student), config, largeViews()),
      settings_(config.settings),
      teacher_(std::move(teacher)),
      slowest_(slowest),
      crops_(localCrops(config, *network_)) {
  const std::int64_t width = summaryWidth(*network_);
  const NormKind norm = featureNorm(settings_, kLargeViews * config.batch);
  head_ = addHead("head", std::make_shared<DistillHead>(width, settings_, norm));
  teacherHead_ = std::make_shared<DistillHead>(width, settings_, norm);
  addTeacher("teacher.encoder", encoderOf(*teacher_), encoderOf(*network_));
  addTeacher("teacher.head", teacherHead_, head_);
}

Tensors SelfDistillation::views(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  Tensors all{{"view1", view(batch, 0)}, {"view2", view(batch, 1)}};
  for (int i = 0; i < crops_.count; ++i) {
    all.emplace_back("local" + std::to_string(i + 1), localView(batch, augment_, crops_, i + 2, type()));
  }
  return all;
}

std::string SelfDistillation::agreement(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor chosen = head_->forward(summaryOf(*network_, a)).argmax(1);
  const at::Tensor wanted = teacherHead_->forward(summaryOf(*teacher_, b)).argmax(1);
  return "Student and teacher choose the same prototype for " +
         std::to_string(chosen.eq(wanted).sum().item<std::int64_t>()) + " of " + std::to_string(chosen.size(0)) +
         " samples; the teacher uses " + std::to_string(std::get<0>(at::_unique(wanted)).numel()) + " prototypes.";
}

std::vector<Preview> SelfDistillation::preview(const Batch& batch) {
  const c10::AutoGradMode noGradients(false);
  const EvaluationMode student(*network_), teacher(*encoderOf(*teacher_));
  const Tensors made = views(batch);
  std::vector<Preview> all = twoViews(made);
  if (crops_.count > 0) {
    all.push_back({"local1", "A small view", "image", made[2].second[0].to(at::kFloat).contiguous().cpu()});
  }
  const at::Tensor &first = made[0].second, &second = made[1].second;
  const at::Tensor one = first.narrow(0, 0, 1);
  const at::Tensor places = losses::normaliseRows(network_->features(one).back().flatten(2).transpose(1, 2));
  const at::Tensor whole = summaryOf(*network_, one);
  const std::int64_t coarsest = places.size(2);
  const at::Tensor summary = losses::normaliseRows(whole.narrow(1, whole.size(1) - coarsest, coarsest));
  std::vector<std::int64_t> shape{1};
  const auto grid = network_->features(one).back().sizes().slice(2).vec();
  shape.insert(shape.end(), grid.begin(), grid.end());
  const at::Tensor likeness = enlarge((places * summary.unsqueeze(1)).sum(-1).view(shape), one.sizes().slice(2));
  all.push_back({"answer", "How much each place of the first view is like its summary", "map",
                 likeness.to(at::kFloat).contiguous().cpu(), agreement(first, second)});
  return all;
}

void SelfDistillation::afterBackward(std::int64_t step, std::int64_t steps) {
  const double frozen = base::valueOr(settings_, "freeze_last", 0.01) * static_cast<double>(steps);
  if (static_cast<double>(step - 1) >= frozen) return;
  for (at::Tensor& p : head_->prototypes()->parameters()) p.mutable_grad().reset();
}

void SelfDistillation::afterOptimizerStep(std::int64_t step, std::int64_t steps) {
  const c10::AutoGradMode noGradients(false);
  moveTeachers(losses::momentumAt(startMomentum(settings_, slowest_, steps), step, steps));
  for (const auto& centre : centres_) {
    if (centre->pending.empty()) continue;
    const at::Tensor mean = at::stack(centre->pending);
    centre->pending.clear();
    centre->value.copy_(losses::dinoCentre(centre->value, {mean}, base::valueOr(settings_, "centre_momentum", 0.9)));
  }
}

double SelfDistillation::chance() const {
  return std::log(base::valueOr(settings_, "prototypes", 4096.0));
}

SelfDistillation::Centre& SelfDistillation::addCentre(const std::string& name) {
  at::Tensor& value = keep(name, at::zeros({base::valueOr<std::int64_t>(settings_, "prototypes", 4096)}));
  centres_.push_back(std::make_unique<Centre>(Centre{value, {}}));
  return *centres_.back();
}

void SelfDistillation::note(Centre& centre, const at::Tensor& logits) const {
  if (network_->is_training() && logits.size(0) > 0) centre.pending.push_back(logits.detach().mean(0));
}

losses::DistillOptions SelfDistillation::temperatures(const Batch& batch) const {
  const double start = base::valueOr(settings_, "teacher_temp", 0.04);
  const double end = base::valueOr(settings_, "teacher_temp_end", start);
  const double length = base::valueOr(settings_, "temp_warmup", 0.3) * static_cast<double>(batch.steps);
  const double share = length > 0 ? std::clamp(static_cast<double>(batch.step) / length, 0.0, 1.0) : 1.0;
  const bool sinkhorn = base::valueOr<std::string>(settings_, "centring", "centre") == "sinkhorn";
  return {base::valueOr(settings_, "student_temp", 0.1), start + share * (end - start), sinkhorn ? 3 : 0};
}

double startMomentum(const base::Json& settings, double slowest, std::int64_t steps) {
  const auto given = settings.is_object() ? settings.find("tau") : settings.end();
  if (settings.is_object() && given != settings.end() && given->is_number()) return given->get<double>();
  return std::clamp(1.0 - 30.0 / static_cast<double>(std::max<std::int64_t>(steps, 1)), 0.9, slowest);
}

std::vector<spec::Param> distillParams(double teacherTemp, double teacherTempEnd, const char* citation) {
  spec::Param momentum = number(
      "tau", 0.0, 0.0, 1.0,
      {"",
       "Momentum of the teacher at the start; it rises to 1 by a cosine. Lower for short runs. Auto: the teacher "
       "remembers a thirtieth of the run: 0.9 up to 300 steps, 0.97 for 1,000, at most the paper's.",
       citation});
  momentum.defaultValue = nullptr;
  std::vector<spec::Param> params{
      std::move(momentum),
      integer(
          "prototypes", 4096, 2, 131072,
          {"", "Classes that student and teacher agree on. Fewer for small collections; papers use 65,536.", citation}),
      number("teacher_temp", teacherTemp, 0.005, 1.0,
             {"", "Sharpness of the teacher at the start. Lower is sharper, and more prone to one class for all.",
              citation}),
      number("teacher_temp_end", teacherTempEnd, 0.005, 1.0,
             {"", "Sharpness of the teacher after the warm-up; 0.07 is usual in long runs.", citation}),
      number("temp_warmup", 0.3, 0.0, 1.0,
             {"", "Share of the run over which the teacher's temperature moves to its end.", citation}),
      number("student_temp", 0.1, 0.01, 1.0, {"", "Temperature of the student's softmax.", citation}),
      number(
          "centre_momentum", 0.9, 0.0, 1.0,
          {"", "How slowly the centre follows the teacher. Lower reacts faster and centres more noisily.", citation}),
      number("freeze_last", 0.01, 0.0, 1.0,
             {"", "Share of the run in which the prototypes stay as they are. More calms the start.", citation}),
      choice(
          "feature_norm", "auto", {"auto", "batch", "layer", "none"},
          {"",
           "Normalisation of the features in front of the head. batch: each over the images of the pass, which takes "
           "away what all have in common; networks with instance norm need it. Auto: batch from four samples a batch "
           "on, else layer. none: as in the paper.",
           citation}),
      headWidth("hidden", 2048, "Width of the hidden layers of the head.", citation),
      headWidth("bottleneck", 256, "Length of the vector that is compared to the prototypes.", citation),
  };
  for (std::size_t i = 3; i < params.size(); ++i) params[i].advanced = true;
  return params;
}

}  // namespace selvox::learn::methods
