#include "core/learn/torchscript/export_model.h"

#include <system_error>

#include <ATen/ops/zeros.h>
#include <torch/nn/module.h>
#include <torch/version.h>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/class_plan.h"
#include "core/learn/engine/device.h"
#include "core/learn/engine/enhance_plan.h"
#include "core/learn/engine/learner.h"
#include "core/learn/inference/segmenter.h"
#include "core/learn/torchscript/trace.h"
#include "core/spec/columns.h"

namespace selvox::learn::torchscript {
namespace {

namespace fs = std::filesystem;
using base::Json;

struct Model {
  std::shared_ptr<architectures::Network> network;
  std::shared_ptr<torch::nn::Module> module;  // what goes out: the network, or its encoder by its full names
  std::int64_t channels = 1;                  // of its input
  Json classes = Json::array();
  std::string meaning;
};

Json classesOf(const std::map<int, std::string>& labels) {
  Json classes = Json::array({{{"number", 0}, {"name", "background"}}});
  for (const auto& [number, name] : labels) classes.push_back({{"number", number}, {"name", name}});
  return classes;
}

base::Result<Model> modelOf(const spec::RunSpec& spec, const Json& settings) {
  Model model;
  if (spec.kind == "pretrain") {
    SELVOX_TRY(const auto learner, engine::makeLearner(spec, settings));
    model.network = learner->network();
    model.module = std::make_shared<torch::nn::Module>("Encoder");
    model.module->register_module("encoder", model.network->named_children()["encoder"]);
    model.meaning = "features of the encoder's coarsest level";
    return model;
  }
  if (spec::enhances(spec)) {
    SELVOX_TRY(model.network, engine::enhancementNetwork(spec, settings));
    model.meaning = "what is made of the image, before a remainder is added or intensities are restored";
    return model;
  }
  if (spec::learnsFromColumn(spec)) {
    SELVOX_TRY(const engine::ClassPlan plan, engine::classPlan(spec, settings));
    SELVOX_TRY(model.network, engine::classificationNetwork(spec, plan, settings));
    if (plan.together(spec.dim)) model.channels = plan.slices();
    for (const std::string& name : plan.targets.classes) model.classes.push_back({{"name", name}});
    model.meaning = plan.targets.ordinal()     ? "logits of the thresholds between grades; sigmoid gives probabilities"
                    : plan.targets.exclusive() ? "logits; softmax over axis 1 gives probabilities"
                                               : "logits; sigmoid gives the probability of each label";
    return model;
  }
  SELVOX_TRY(model.network, engine::segmentationNetwork(spec, settings));
  model.classes = classesOf(spec.labels);
  model.meaning = "logits; softmax over axis 1 gives probabilities, argmax the class";
  return model;
}

// How the network's input is made of an image. Constants of CT serve all images; those of others are each image's own.
Json normalisationOf(const spec::RunSpec& spec, const fs::path& runFolder) {
  for (const spec::CaseEntry& entry : spec.cases) {
    if (entry.role != "train") continue;
    const auto path = engine::cachePath(engine::cacheRoot(spec, runFolder), entry.image);
    if (!path) continue;
    const auto file = volume::BrickFile::open(*path);
    if (!file) continue;
    const volume::Normalisation& n = file->header().normalisation;
    Json json{{"kind", n.kind}, {"modality", entry.modality}, {"rule", "(clip(x, low, high) - mean) / deviation"}};
    if (n.kind.starts_with("ct-")) {
      json.update(Json{{"low", n.clipLow}, {"high", n.clipHigh}, {"mean", n.mean}, {"deviation", n.deviation}});
    } else if (n.kind == "zscore") {
      json["constants"] = "of each image: its 0.5 and 99.5 percentiles, then mean and standard deviation of the rest";
    }
    return json;
  }
  return nullptr;  // the cache is elsewhere
}

std::string fileHash(std::string_view bytes) {
  return base::sha256Hex(bytes);
}

// By the same words as a checkpoint, so that a run that starts from the file knows its network.
base::Result<std::string> writeWeights(const Model& model, const spec::RunSpec& spec, const Json& settings,
                                       const fs::path& path) {
  const Json what{
      {"kind", spec.kind}, {"task", spec.task}, {"method", spec.method}, {"arch", spec.arch}, {"dim", spec.dim}};
  SELVOX_CHECK(engine::saveTensors(
      path, engine::weightsOf(*model.module),
      {{"format", "pt"}, {"run", spec.name}, {"spec", base::dumpJson(what)}, {"settings", base::dumpJson(settings)}}));
  SELVOX_TRY(const base::MappedFile file, base::MappedFile::open(path));
  return fileHash({reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()});
}

}  // namespace

base::Result<Json> exportModel(const events::RunFolder& run, const std::string& checkpoint, const fs::path& folder) {
  SELVOX_TRY(const Json json, base::readJson(run.spec()));
  SELVOX_TRY(const spec::RunSpec spec, spec::runSpecFromJson(json));
  SELVOX_TRY(const fs::path path, inference::checkpointPath(run, checkpoint));
  SELVOX_TRY(const engine::Checkpoint loaded, engine::loadCheckpoint(path, {"model/", "ema/"}));
  const Json& settings = loaded.info.settings;
  engine::prepareLibTorch(engine::coreCount(), spec.seed);
  SELVOX_TRY(Model model, modelOf(spec, settings));
  if (!model.module) model.module = model.network;
  SELVOX_CHECK(engine::loadWeights(*model.module, inference::finalWeights(loaded.tensors), ""));
  const engine::TrainSettings train = engine::trainSettings(settings);
  const std::vector<std::int64_t> window = engine::tensorSize(train.patch, spec.dim);
  std::vector<std::int64_t> shape{1, model.channels};
  shape.insert(shape.end(), window.begin(), window.end());
  const bool features = spec.kind == "pretrain";
  const auto forward = [&](const at::Tensor& image) {
    return features ? model.network->features(image).back() : model.network->forward(image).front();
  };
  const std::vector<std::int64_t> step(window.size(), model.network->strides().back());
  SELVOX_TRY(const Traced traced, trace(*model.module, forward, at::zeros(shape), step));

  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make the folder " + base::utf8(folder) + ": " + failed.message() + ".");
  SELVOX_CHECK(base::writeFile(folder / "model.ts", traced.bytes));
  SELVOX_TRY(const std::string hash, writeWeights(model, spec, settings, folder / "model.safetensors"));

  std::int64_t parameters = 0;
  for (const auto& parameter : model.module->parameters()) parameters += parameter.numel();
  std::vector<std::int64_t> answer;
  {
    const at::NoGradGuard noGrad;
    answer = forward(at::zeros(shape)).sizes().vec();
  }
  const auto& dataset = spec.datasets.empty() ? spec::DatasetEntry{} : spec.datasets.front();
  Json document{{"format", "selvox-model"},
                {"v", 1},
                {"selvox", SELVOX_VERSION},
                {"run", spec.name},
                {"kind", spec.kind},
                {"task", spec.task},
                {"method", spec.method},
                {"arch", spec.arch},
                {"dim", spec.dim},
                {"parameters", parameters},
                {"checkpoint", base::utf8(path.filename())},
                {"step", loaded.info.step},
                {"settings", settings}};
  document["input"] = {{"shape", shape},
                       {"axes", spec.dim == 3 ? "batch, channel, z, y, x" : "batch, channel, y, x"},
                       {"orientation", "LPS: x to the left, y to the back, z to the head"},
                       {"spacing", dataset.spacing},
                       {"normalisation", normalisationOf(spec, run.root)}};
  document["output"] = {{"shape", answer}, {"meaning", model.meaning}, {"classes", model.classes}};
  document["window"] = {{"size", window},
                        {"overlap", base::valueOr(engine::unprefixed(settings, "task."), "overlap", 0.5)},
                        {"blending", "gaussian, sigma a window's side / 8"}};
  document["torchscript"] = {{"file", "model.ts"},
                             {"sha256", fileHash(traced.bytes)},
                             {"libtorch", TORCH_VERSION},
                             {"difference", traced.difference},
                             {"batch", traced.anyBatch ? "any" : "1"},
                             {"sides", traced.otherSides ? "the window's plus multiples of step" : "the window's"},
                             {"step", step}};
  document["weights"] = {{"file", "model.safetensors"}, {"sha256", hash}};
  SELVOX_CHECK(base::writeFile(folder / "model.json", base::dumpJson(document, 2) + "\n"));
  return document;
}

}  // namespace selvox::learn::torchscript
