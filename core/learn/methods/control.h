#pragma once
// Controls: what a run gives to which nothing was taught. Every weight keeps its first value.

#include <memory>
#include <vector>

#include "core/learn/methods/headed_method.h"

namespace selvox::learn::methods {

class Control : public HeadedMethod {
 public:
  Control(std::shared_ptr<architectures::Network> network, const MethodConfig& config);
  Tensors views(const Batch& batch) override;    // the patch as it is
  StepOutput step(const Batch& batch) override;  // loss 0, which no weight has a part in
  std::vector<Preview> preview(const Batch& batch) override;
  [[nodiscard]] ParameterRule rule(const std::string& parameter) const override;  // learning rate 0
};

// A sum of losses would train the encoder after all.
[[nodiscard]] base::Status refuseCombination(const MethodConfig& config, const char* method);

}  // namespace selvox::learn::methods
