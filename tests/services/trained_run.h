#pragma once
// A fine-tuned run and a checkpoint, as far as services look at them.

#include <vector>

#include "core/base/safetensors.h"
#include "tests/services/fakes.h"

namespace selvox::test {

inline void writeCheckpoint(const std::filesystem::path& path, const base::Json& spec, const base::Json& settings) {
  const std::vector<float> values{1, 2};
  std::filesystem::create_directories(path.parent_path());
  ASSERT_TRUE(base::writeSafetensors(
      path, {{"model/w", {base::DType::F32, {2}, std::as_bytes(std::span(values))}}},
      {{"format", "selvox-checkpoint"}, {"spec", spec.dump()}, {"settings", settings.dump()}}, true));
}

inline spec::RunSpec trainedSpec(const std::string& name) {
  spec::RunSpec spec;
  spec.name = name;
  spec.kind = "finetune";
  spec.task = "segmentation";
  spec.arch = "unet";
  spec.datasets = {{"mr", "v1", 0, {1, 1, 2}}};
  spec.labels = {{1, "liver"}};
  for (int i = 0; i < 3; ++i) {
    spec::CaseEntry one;
    one.caseName = "case-" + std::to_string(i);
    one.patient = "P-secret-" + std::to_string(i / 2);
    one.dataset = "mr";
    one.modality = "MR";
    one.role = i == 2 ? "test" : "train";
    one.labelled = i == 0;
    one.image = std::string(31, 'a') + std::to_string(i);
    spec.cases.push_back(one);
  }
  spec.settings = {{"train.lr", 0.001}, {"train.steps", 10}};
  spec.split = spec.versions = base::Json::object();
  return spec;
}

}  // namespace selvox::test
