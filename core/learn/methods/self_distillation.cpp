#include "core/learn/methods/self_distillation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ops/_unique.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/learn/architectures/token_encoder.h"
#include "core/learn/losses/byol.h"
#include "core/learn/losses/common.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

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

DistillHead::DistillHead(std::int64_t in, const base::Json& settings) {
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

at::Tensor DistillHead::forward(const at::Tensor& x) {
  const at::Tensor y = at::gelu(second_->forward(at::gelu(first_->forward(x))));
  return prototypes_->forward(third_->forward(y));
}

at::Tensor summaryOf(architectures::Network& network, const at::Tensor& x) {
  if (const auto tokens = architectures::tokenEncoder(network)) return tokens->encode(x).summary;
  return embed(network, x);
}

SelfDistillation::SelfDistillation(std::shared_ptr<architectures::Network> student,
                                   std::shared_ptr<architectures::Network> teacher, const MethodConfig& config)
    : HeadedMethod(std::move(student), config, largeViews()),
      settings_(config.settings),
      teacher_(std::move(teacher)),
      crops_(localCrops(config, *network_)) {
  const std::int64_t width = network_->channels().back();
  head_ = addHead("head", std::make_shared<DistillHead>(width, settings_));
  teacherHead_ = std::make_shared<DistillHead>(width, settings_);
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
  const at::Tensor summary = losses::normaliseRows(summaryOf(*network_, one));
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
  moveTeachers(losses::momentumAt(base::valueOr(settings_, "tau", 0.996), step, steps));
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

std::vector<spec::Param> distillParams(double tau, double teacherTempEnd, const char* citation) {
  std::vector<spec::Param> params{
      number("tau", tau, 0.0, 1.0,
             {"",
              "Momentum of the teacher at the start; it rises to 1 by a cosine. Lower for short runs: 0.99 for a few "
              "thousand steps.",
              citation}),
      integer(
          "prototypes", 4096, 2, 131072,
          {"", "Classes that student and teacher agree on. Fewer for small collections; papers use 65,536.", citation}),
      number("teacher_temp", 0.04, 0.005, 1.0,
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
      headWidth("hidden", 2048, "Width of the hidden layers of the head.", citation),
      headWidth("bottleneck", 256, "Length of the vector that is compared to the prototypes.", citation),
  };
  for (std::size_t i = 3; i < params.size(); ++i) params[i].advanced = true;
  return params;
}

}  // namespace selvox::learn::methods
