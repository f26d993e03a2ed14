#pragma once
// What restoring a modality and outlining its look have in common: a dense network that sees one modality at a time and
// is told, behind its norms (condition.h), which one is wanted.

#include <memory>
#include <string>
#include <vector>

#include "core/learn/methods/condition.h"
#include "core/learn/methods/headed_method.h"
#include "core/learn/methods/modality_pairs.h"

namespace selvox::learn::methods {

class CrossModalityBase : public HeadedMethod {
 public:
  CrossModalityBase(std::shared_ptr<architectures::Network> network, const MethodConfig& config);
  [[nodiscard]] Demand demand() const override;

 protected:
  // Sample and companions through the same augmentation, then drawn.
  [[nodiscard]] ModalityPairs pairsOf(const Batch& batch, bool several) const;
  // Each source's answer, averaged over a sample's sources: (N, outputs, [D,] H, W).
  [[nodiscard]] at::Tensor ask(const ModalityPairs& pairs);

 private:
  int others_;
  std::vector<architectures::Norm*> norms_;
  std::shared_ptr<Condition> wanted_;
};

[[nodiscard]] std::vector<spec::Param> crossModalityParams();

}  // namespace selvox::learn::methods
