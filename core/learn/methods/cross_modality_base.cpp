#include "core/learn/methods/cross_modality_base.h"

#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include "core/learn/architectures/layer_scope.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::methods {
namespace {

constexpr std::int64_t kWord = 32, kWidth = 64;

}  // namespace

CrossModalityBase::CrossModalityBase(std::shared_ptr<architectures::Network> network, const MethodConfig& config)
    : HeadedMethod(std::move(network), config, spatialOnly(), true),
      others_(base::valueOr(config.settings, "modalities", 3)),
      norms_(normsOf(*network_)) {
  wanted_ = addHead("wanted", std::make_shared<Condition>(norms_, kWord, kWidth));
  wanted_->silence();
}

Demand CrossModalityBase::demand() const {
  Demand demand;
  demand.kind = Demand::Kind::Registered;
  demand.count = others_;
  return demand;
}

ModalityPairs CrossModalityBase::pairsOf(const Batch& batch, bool several) const {
  Batch together = batch;
  const std::int64_t channels = batch.images.size(1);
  if (batch.companions.defined()) {
    together.images = at::cat({batch.images, batch.companions.flatten(1, 2)}, 1);
  }
  const at::Tensor moved = view(together, 0);
  std::vector<std::int64_t> shape = moved.sizes().vec();
  shape[1] /= channels;
  shape.insert(shape.begin() + 2, channels);
  return drawModalities(batch, moved.view(shape), several);
}

at::Tensor CrossModalityBase::ask(const ModalityPairs& pairs) {
  const at::Tensor owner = at::tensor(pairs.owner, at::kLong).to(pairs.sources.device());
  const at::Tensor words = pairs.wantedVectors(kWord, pairs.sources).index_select(0, owner);
  const at::Tensor all = at::ones({owner.numel(), 1}, pairs.sources.options());
  const architectures::NormBias told(norms_, wanted_->forward(words, all));
  return meanOfSources(network_->forward(pairs.sources).front(), pairs);
}

std::vector<spec::Param> crossModalityParams() {
  return {integer("modalities", 3, 1, 7,
                  {"", "How many registered modalities of a patient are read beside the one drawn. Fewer saves memory.",
                   "a choice of this program"})};
}

}  // namespace selvox::learn::methods
