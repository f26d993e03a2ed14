#pragma once
// A trained classification run, ready to name cases.

#include <memory>
#include <string>
#include <vector>

#include "core/events/run_folder.h"
#include "core/learn/architectures/network.h"
#include "core/learn/engine/class_plan.h"
#include "core/spec/run_spec.h"
#include "core/volume/brick_file.h"

namespace selvox::learn::inference {

class Classifier {
 public:
  // `checkpoint` as in checkpointPath (segmenter.h).
  static base::Result<Classifier> load(const events::RunFolder& folder, const std::string& checkpoint);

  // One probability a class, in the order of targets().classes.
  [[nodiscard]] base::Result<std::vector<double>> predict(const volume::BrickFile& image) const;
  [[nodiscard]] const spec::RunSpec& spec() const { return spec_; }
  [[nodiscard]] const tasks::ClassTargets& targets() const { return plan_.targets; }
  [[nodiscard]] const std::string& checkpointName() const { return checkpoint_; }

 private:
  spec::RunSpec spec_;
  std::string checkpoint_;
  engine::ClassPlan plan_;
  std::shared_ptr<architectures::Network> network_;
  ClassifyConfig config_;
};

}  // namespace selvox::learn::inference
