// Metric learning as a learner: each sample comes with another of its class (Demand::SameKey), all of a batch are
// compared; validation ranks whole cases.

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>

#include "core/learn/augment/augment.h"
#include "core/learn/engine/class_plan.h"
#include "core/learn/engine/learners.h"
#include "core/learn/engine/retrieval_plan.h"
#include "core/learn/inference/pieces.h"
#include "core/learn/losses/supcon.h"
#include "core/learn/losses/triplet.h"
#include "core/learn/methods/parts.h"
#include "core/learn/metrics/retrieval.h"
#include "core/learn/tasks/retrieval.h"

namespace selvox::learn::engine {
namespace {

constexpr std::size_t kRankedCases = 400;
constexpr int kRankedNearest = 5;

// The same number for the same text, counted from 0.
std::vector<double> numbered(const std::vector<std::string>& texts) {
  std::map<std::string, double> known;
  std::vector<double> numbers;
  for (const std::string& text : texts)
    numbers.push_back(known.emplace(text, static_cast<double>(known.size())).first->second);
  return numbers;
}

class RetrievalLearner : public Learner {
 public:
  RetrievalLearner(std::shared_ptr<architectures::Network> network, ClassPlan plan, const spec::RunSpec& spec,
                   const base::Json& settings)
      : network_(std::move(network)),
        embed_(embedFunction(*network_, spec, settings)),
        plan_(std::move(plan)),
        how_(tasks::retrievalHow(plan_.task)),
        augment_(augment::fromJson(settings)),
        train_(trainSettings(settings)),
        dim_(spec.dim) {}

  methods::StepOutput step(const Minibatch& batch) override {
    const at::Tensor seen = augmented(batch.batch, augment_);
    const at::Tensor rows = network_->forward(seen).front();
    const at::Tensor one = at::tensor(numbered(batch.batch.keys), at::kDouble);
    const at::Tensor labels = at::cat({one, one}, 0).to(rows.device());
    if (how_.triplet) {
      const losses::TripletResult r = losses::triplet(rows, labels, {how_.margin});
      return {r.loss, {{"distance/positive", r.positive.mean()}, {"distance/negative", r.negative.mean()}}};
    }
    return {losses::supcon(rows, labels, {how_.temperature}).loss, {}};
  }
  void afterOptimizerStep(std::int64_t, std::int64_t) override {}

  // Cases with a value in the column, each ranked against the others of other patients.
  Validation validate(const Cohort& cohort) override {
    const at::NoGradGuard noGrad;
    const methods::EvaluationMode mode(*network_);
    inference::LookConfig look{dim_, train_.patch, device_, methods::typeOf(*network_)};
    std::vector<double> values;
    std::vector<std::string> classes, patients;
    const std::size_t cases = std::min(cohort.size(), kRankedCases);
    for (std::size_t i = 0; i < cases; ++i) {
      const std::size_t which = i * cohort.size() / cases;
      const auto found = cohort.entry(which).columns.find(plan_.targets.column);
      if (found == cohort.entry(which).columns.end()) continue;
      const auto crop = [&](const volume::Extent& origin, const volume::Extent& size, float* out) {
        cohort.cropImage(which, origin, size, out);
      };
      const at::Tensor row =
          inference::embedPiece(inference::wholePiece(cohort.header(which).extent), crop, embed_, look);
      values.insert(values.end(), row.data_ptr<double>(), row.data_ptr<double>() + row.numel());
      classes.push_back(found->second);
      patients.push_back(cohort.entry(which).patient);
    }
    Validation result;
    if (classes.empty()) return result;
    const auto labels = numbered(classes), people = numbered(patients);
    const metrics::Retrieval r =
        metrics::retrieval({values, values.size() / classes.size(), labels, people}, {kRankedNearest, false});
    if (r.queries == 0) return result;
    result.scalars = {{"val/map", r.meanAveragePrecision}, {"val/precision_at_5", r.precisionAtK}};
    result.value = r.meanAveragePrecision;
    result.defined = true;
    return result;
  }

  std::vector<methods::Preview> preview(const Minibatch& batch) override {
    const at::NoGradGuard noGrad;
    const at::Tensor made = augmented(batch.batch, augment_);
    const std::int64_t n = batch.batch.images.size(0);
    const auto shown = [](const at::Tensor& image) { return image.to(at::kCPU); };
    return {{"image", "Patch", "image", shown(batch.batch.images[0])},
            {"partner", "Another of its class", "image", shown(batch.batch.companions[0][0]),
             "both are " + plan_.targets.column + " " + batch.batch.keys.front()},
            {"augmented", "Patch as the network sees it", "image", shown(made[0])},
            {"augmented_partner", "The other as the network sees it", "image", shown(made[n])}};
  }

  std::shared_ptr<torch::nn::Module> trainable() override { return network_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  methods::Tensors state() override { return {}; }
  base::Status loadState(const std::map<std::string, at::Tensor>&) override { return {}; }
  [[nodiscard]] int stateVersion() const override { return 1; }
  [[nodiscard]] bool needsLabels() const override { return false; }
  [[nodiscard]] methods::Demand demand() const override { return {methods::Demand::Kind::SameKey, 1, 0, 0}; }
  void to(const at::Device& device) override {
    device_ = device;
    network_->to(device);
  }
  void train(bool on) override { network_->train(on); }

 private:
  // (2 N, 1, [D,] H, W): all samples, then their partners.
  [[nodiscard]] at::Tensor augmented(const methods::Batch& batch, const augment::Settings& how) const {
    const at::Tensor both = at::cat({batch.images, batch.companions.squeeze(1)}, 0);
    return augment::apply(both, {}, how, {batch.seed, batch.step, 0}, tensorSize(train_.patch, dim_)).images;
  }

  std::shared_ptr<architectures::Network> network_;
  EmbedFunction embed_;
  ClassPlan plan_;
  tasks::RetrievalHow how_;
  augment::Settings augment_;
  TrainSettings train_;
  int dim_;
  at::Device device_ = at::kCPU;
};

}  // namespace

base::Result<std::unique_ptr<Learner>> makeRetrievalLearner(const spec::RunSpec& spec, const base::Json& settings) {
  SELVOX_TRY(ClassPlan plan, classPlan(spec, settings));
  SELVOX_TRY(auto network, retrievalNetwork(spec, settings));
  return std::unique_ptr<Learner>(new RetrievalLearner(std::move(network), std::move(plan), spec, settings));
}

}  // namespace selvox::learn::engine
