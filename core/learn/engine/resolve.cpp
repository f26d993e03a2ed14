#include "core/learn/engine/resolve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/process.h"
#include "core/learn/architectures/network.h"
#include "core/learn/architectures/plan.h"
#include "core/learn/augment/augment.h"
#include "core/learn/augment/presets.h"
#include "core/learn/engine/checkpoint.h"
#include "core/learn/engine/class_plan.h"
#include "core/learn/engine/cohort.h"
#include "core/learn/engine/device.h"
#include "core/learn/engine/enhance_plan.h"
#include "core/learn/engine/learner.h"
#include "core/learn/engine/settings.h"
#include "core/learn/engine/transfer.h"
#include "core/learn/engine/trial.h"
#include "core/learn/methods/method.h"
#include "core/learn/tasks/task.h"
#include "core/spec/columns.h"

namespace selvox::learn::engine {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Json;
using Sizes = std::array<std::int64_t, 3>;

constexpr double kSecondsPerStep = 3.0;  // DESIGN: "the largest for which a step stays under 3 s"
constexpr double kMemoryShare = 0.7;
constexpr double kUsualLayerDecay = 0.75;  // He et al., CVPR 2022
constexpr double kStepsWanted = 400;       // a run limited by time should take at least so many

bool isAuto(const Json& settings, const char* name) {
  const auto found = settings.find(name);
  return found == settings.end() || found->is_null();
}

void append(spec::ParamSchema& all, spec::ParamSchema more, const std::string& prefix) {
  for (spec::Param& param : more.params) {
    param.name = prefix + param.name;
    all.params.push_back(std::move(param));
  }
}

struct Grid {
  Sizes median{};  // of the training cases' extents
  std::array<double, 3> spacing{1, 1, 1};
};

base::Result<Grid> medianGrid(const spec::RunSpec& spec, const fs::path& runFolder) {
  std::array<std::vector<std::int64_t>, 3> sides;
  std::array<std::vector<double>, 3> spacings;
  for (const spec::CaseEntry& entry : spec.cases) {
    if (entry.role != "train") continue;
    SELVOX_TRY(const fs::path path, cachePath(cacheRoot(spec, runFolder), entry.image));
    const auto file = volume::BrickFile::open(path);
    if (!file) {
      return base::fail(file.error().code,
                        "Case " + entry.caseName + ": " + file.error().message + " Prepare the dataset again.");
    }
    const volume::Extent extent = file->header().extent;
    const volume::Vec3 spacing = file->header().worldFromVoxel.spacing();
    sides[0].push_back(extent.x);
    sides[1].push_back(extent.y);
    sides[2].push_back(extent.z);
    for (std::size_t axis = 0; axis < 3; ++axis) spacings[axis].push_back(spacing[axis]);
  }
  if (sides[0].empty())
    return base::fail(ErrorCode::InvalidArgument, "The run has no training case; split the dataset first.");
  Grid grid;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto middle = static_cast<std::ptrdiff_t>(sides[axis].size() / 2);
    std::nth_element(sides[axis].begin(), sides[axis].begin() + middle, sides[axis].end());
    std::nth_element(spacings[axis].begin(), spacings[axis].begin() + middle, spacings[axis].end());
    grid.median[axis] = sides[axis][static_cast<std::size_t>(middle)];
    grid.spacing[axis] = spacings[axis][static_cast<std::size_t>(middle)];
  }
  return grid;
}

std::int64_t roundUp(std::int64_t value, std::int64_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

// The median extent rounded up, its longest side shortened until the patch holds at most `budget` voxels.
Sizes patchWithin(const Grid& grid, int dim, double budget) {
  Sizes patch{1, 1, 1};
  const auto axes = static_cast<std::size_t>(dim);
  for (std::size_t axis = 0; axis < axes; ++axis)
    patch[axis] = std::clamp<std::int64_t>(roundUp(grid.median[axis], 8), 16, 1024);
  while (static_cast<double>(patch[0] * patch[1] * patch[2]) > budget) {
    const auto longest = std::max_element(patch.begin(), patch.begin() + dim);
    if (*longest <= 16) break;
    *longest -= 8;
  }
  return patch;
}

architectures::UnetPlan planFor(const Sizes& patch, const Grid& grid, int dim, int stages) {
  const std::vector<double> spacing = dim == 2 ? std::vector<double>{grid.spacing[1], grid.spacing[0]}
                                               : std::vector<double>{grid.spacing[2], grid.spacing[1], grid.spacing[0]};
  return architectures::planUnet(tensorSize(patch, dim), spacing, stages);
}

class Resolver {
 public:
  Resolver(const spec::RunSpec& spec, fs::path runFolder, Trials trials)
      : spec_(spec), runFolder_(std::move(runFolder)), trials_(trials) {}

  base::Result<Resolved> run() {
    SELVOX_TRY(const spec::ParamSchema schema, schemaFor(spec_));
    Json given = spec_.settings.is_object() ? spec_.settings : Json::object();
    SELVOX_CHECK(inheritNetwork(given));
    given_ = given;
    SELVOX_TRY(s_, spec::resolve(schema, given));
    s_["seed"] = spec_.seed;
    SELVOX_CHECK(columns());
    if (spec::enhances(spec_)) SELVOX_CHECK(enhancement());
    SELVOX_TRY(device_, chooseDevice(spec_.device));
    if (isAuto(s_, "train.threads")) s_["train.threads"] = coreCount();
    prepareLibTorch(base::valueOr(s_, "train.threads", 1), spec_.seed);
    if (isAuto(s_, "train.momentum")) s_["train.momentum"] = usualMomentum(optimizerKind(s_));
    if (isAuto(s_, "train.weight_decay_end")) s_["train.weight_decay_end"] = s_["train.weight_decay"];
    fineTuningMode();
    fitAugmentation();
    if (isAuto(s_, "train.steps") && isAuto(s_, "train.max_minutes")) s_["train.steps"] = 1000;
    SELVOX_TRY(grid_, medianGrid(spec_, runFolder_));
    if (spec_.dim == 3 && grid_.median[2] < 4) {
      return base::fail(ErrorCode::InvalidArgument, "These images are flat (" + std::to_string(grid_.median[2]) +
                                                        " slices); train in 2D (--dim 2).");
    }
    SELVOX_CHECK(sizes());
    if (spec::learnsFromColumn(spec_)) SELVOX_CHECK(fitClassifier());
    onePass();
    SELVOX_CHECK(foreignWeights());
    SELVOX_CHECK(formats());
    return answer();
  }

 private:
  // A fine-tuned network is the parent's: settings of the network that a person did not set come from there.
  base::Status inheritNetwork(Json& given) {
    SELVOX_TRY(const fs::path path, parentCheckpoint(spec_, runFolder_));
    if (path.empty() || isForeign(spec_)) return {};  // a file's network is asked for by name
    SELVOX_TRY(const Checkpoint parent, loadCheckpoint(path, {"none/"}));
    const auto arch = base::valueOr<std::string>(parent.info.spec, "arch", "");
    const int dim = base::valueOr(parent.info.spec, "dim", spec_.dim);
    if (arch != spec_.arch || dim != spec_.dim) {
      return base::fail(ErrorCode::InvalidArgument, "The parent " + spec_.initFrom + " trained a " +
                                                        std::to_string(dim) + "D " + arch + ", this run asks for a " +
                                                        std::to_string(spec_.dim) + "D " + spec_.arch +
                                                        ". Choose the parent's network.");
    }
    for (const auto& [name, value] : parent.info.settings.items()) {
      if (name.starts_with("arch.") && !given.contains(name)) given[name] = value;
    }
    return {};
  }

  // A file of others is tried before the launch: what fits is told, and a file that does not is refused.
  base::Status foreignWeights() {
    if (!isForeign(spec_) || trials_ != Trials::Short) return {};
    SELVOX_TRY(const fs::path path, parentCheckpoint(spec_, runFolder_));
    SELVOX_TRY(const auto learner, makeLearner(spec_, s_));
    SELVOX_TRY(const transfer::Report report, takeOver(spec_, s_, path, *learner->trainable(), learner->inherited()));
    SELVOX_CHECK(requireLoaded(report, learner->inherited()));
    warnings_.push_back(report.summary());
    warnings_.push_back("What " + spec_.initFrom +
                        " was trained on is not known here: nobody can say whether it has seen the test patients.");
    return {};
  }

  void fineTuningMode() {
    const auto mode = base::valueOr<std::string>(s_, "finetune.mode", "full");
    if (mode == "layer-decay" && isAuto(given_, "train.layer_decay")) s_["train.layer_decay"] = kUsualLayerDecay;
    if (mode != "full" && mode != "layer-decay" && (spec_.initFrom.empty() || spec_.initFrom == "scratch"))
      warnings_.push_back("finetune.mode=" + mode +
                          " keeps an encoder that has learnt nothing; start from a pretrained run (--from), or take "
                          "full.");
  }

  // The modalities of the images limit what a method or task does to them.
  void fitAugmentation() {
    for (const char* axis : {"augment.flip_x", "augment.flip_y", "augment.flip_z"}) {
      if (isAuto(s_, axis)) s_[axis] = s_["augment.flip"];
    }
    std::vector<std::string> modalities;
    for (const spec::CaseEntry& entry : spec_.cases) {
      if (entry.role == "train") modalities.push_back(entry.modality);
    }
    const auto presets = augment::presetsFor(base::valueOr<std::string>(s_, "augment.preset", "auto"), modalities);
    for (const std::string& name : augment::applyPresets(s_, given_, presets)) {
      warnings_.push_back(name + " is " + s_[name].dump() + " as set, which does not suit " + presets.front() +
                          " images; leave it out to use the preset's value.");
    }
    if (!presets.empty()) s_["augment.preset"] = presets.front();
  }

  [[nodiscard]] const methods::MethodInfo* method() const {
    if (spec_.kind != "pretrain") return nullptr;
    const auto info = methods::find(spec_.method);
    return info ? *info : nullptr;
  }

  // Families that embed several views of each patch and want many patches to tell apart.
  [[nodiscard]] bool comparesSamples() const {
    constexpr const char* kFamilies[] = {"contrastive", "clustering", "distillation", "information"};
    const methods::MethodInfo* info = method();
    return info != nullptr && std::any_of(std::begin(kFamilies), std::end(kFamilies), [&](const char* family) {
             return info->family.find(family) != std::string::npos;
           });
  }

  // A control does not train: unless its length is set, its run is one pass over the images.
  void onePass() {
    const methods::MethodInfo* info = method();
    if (info == nullptr || info->family != "control" || info->trainDefaults.contains("train.steps")) return;
    if (!isAuto(given_, "train.steps") || !isAuto(given_, "train.max_minutes")) return;
    const auto cases = std::count_if(spec_.cases.begin(), spec_.cases.end(),
                                     [](const spec::CaseEntry& entry) { return entry.role == "train"; });
    const auto batch = std::max<std::int64_t>(base::valueOr<std::int64_t>(s_, "train.batch", 1), 1);
    s_["train.steps"] = std::max<std::int64_t>((cases + batch - 1) / batch, 1);
  }

  base::Status columns() {
    if (spec_.kind != "pretrain") {
      s_["probe.column"] = spec::kNoColumn;
      return spec::learnsFromColumn(spec_) ? classes() : base::Status();
    }
    if (isAuto(s_, "probe.column")) s_["probe.column"] = spec::automaticColumn(spec_.cases);
    const auto probed = base::valueOr<std::string>(s_, "probe.column", spec::kNoColumn);
    if (probed != spec::kNoColumn) SELVOX_CHECK(spec::checkColumn(spec_.cases, "probe.column", probed, true));
    const auto key = base::valueOr<std::string>(s_, "sample.key", "patient");
    return key == "patient" ? base::Status() : spec::checkColumn(spec_.cases, "sample.key", key, false);
  }

  // What is learnt of a column is settled before the launch.
  base::Status classes() {
    SELVOX_TRY(const ClassPlan plan, classPlan(spec_, s_));
    s_["task.column"] = plan.targets.column;
    if (spec::classifies(spec_)) listClasses(plan.targets.classes);
    if (spec::learnsSimilarity(spec_)) s_["sample.key"] = plan.targets.column;  // several of a class in each batch
    const auto counts = plan.targets.counts(spec_.cases);
    for (std::size_t k = 0; k < counts.size(); ++k) {
      if (counts[k] == 0)
        warnings_.push_back("No labelled training case is of class \"" + plan.targets.classes[k] +
                            "\"; it cannot be learnt.");
    }
    return {};
  }

  void listClasses(const std::vector<std::string>& classes) {
    std::string order;
    bool listable = true;  // a name with a comma is not
    for (const std::string& name : classes) {
      order += (order.empty() ? "" : ",") + name;
      listable = listable && name.find(',') == std::string::npos;
    }
    if (isAuto(s_, "task.classes")) s_["task.classes"] = listable ? order : "";
  }

  // What cannot be enhanced is refused before the launch: a network without a decoder, images without partners.
  base::Status enhancement() {
    SELVOX_TRY(const EnhancePlan plan, enhancePlan(spec_, s_));
    SELVOX_TRY(const architectures::ArchitectureInfo* info, architectures::find(spec_.arch));
    if (!info->decodable) {
      return base::fail(ErrorCode::Unsupported,
                        "The network " + info->id +
                            " has no feature maps that a decoder could make an image of. Choose another, such as unet "
                            "or resnet-18.");
    }
    SELVOX_TRY(const ImagePairs pairs, imagePairs(spec_, cacheRoot(spec_, runFolder_), plan.how));
    const bool judged = std::any_of(spec_.cases.begin(), spec_.cases.end(), [&](const spec::CaseEntry& entry) {
      return entry.role == "val" && pairs.contains(entry.image);
    });
    if (plan.how.paired() && !judged)
      warnings_.push_back("No validation patient has both images; the run is not judged while it trains.");
    return {};
  }

  // Slices to pool over, and a patch that shows what the class is said of.
  base::Status fitClassifier() {
    SELVOX_TRY(const ClassPlan plan, classPlan(spec_, s_));
    if (plan.together(spec_.dim) && grid_.median[2] < 2) {
      return base::fail(ErrorCode::InvalidArgument,
                        "task.pool=attention weighs the slices of a volume, and these images have one each. Take "
                        "task.pool=mean.");
    }
    const auto patch = base::valueOr<std::vector<std::int64_t>>(s_, "train.patch", {});
    double seen = 1;
    for (std::size_t axis = 0; axis < patch.size(); ++axis)
      seen *= std::min(
          1.0, static_cast<double>(patch[axis]) / static_cast<double>(std::max<std::int64_t>(grid_.median[axis], 1)));
    if (seen < 0.7) {
      warnings_.push_back(
          "A patch shows " + std::to_string(std::lround(seen * 100)) +
          "% of an image, but its class is said of all of it; prepare the images at a coarser spacing or "
          "choose a larger train.patch, unless the class shows everywhere.");
    }
    return {};
  }

  void defaultBatch() {
    if (!isAuto(s_, "train.batch")) return;
    const int base = spec_.dim == 2 ? 12 : 2;
    // A question about a patch has one answer, not one a voxel: two samples in 3D say too little, and cost no decoder.
    const bool asks = spec_.dim == 3 && method() != nullptr && method()->family == "predictive";
    s_["train.batch"] = comparesSamples() || asks || spec::learnsFromColumn(spec_) ? base * 4 : base;
  }

  [[nodiscard]] bool followsPlan() const {
    const auto info = architectures::find(spec_.arch);
    return info.has_value() && (*info)->followsPlan;
  }

  // Width and depth of a network that follows the plan go with the device and the patch.
  void network(const Sizes& patch) {
    if (!followsPlan()) return;
    const bool small = device_.is_cpu() && base::valueOr<std::string>(s_, "preset", "device") == "device";
    if (isAuto(given_, "arch.base")) s_["arch.base"] = small ? 16 : 32;
    if (!isAuto(given_, "arch.strides")) return;
    const int stages = base::valueOr(given_, "arch.stages", 0);
    const Json plan = architectures::planSettings(planFor(patch, grid_, spec_.dim, stages));
    for (const auto& [name, value] : plan.items()) s_["arch." + name] = value;
  }

  // What the network takes whole: its tokens, or as often as it halves.
  [[nodiscard]] std::int64_t sideMultiple() const {
    const auto info = architectures::find(spec_.arch);
    return info && (*info)->sideMultiple != nullptr ? (*info)->sideMultiple(unprefixed(s_, "arch.")) : 1;
  }

  Sizes usePatch(double budget) {
    Sizes patch = patchWithin(grid_, spec_.dim, budget);
    const std::int64_t multiple = sideMultiple();  // what a cut token lacks would be filled with zeros
    for (std::size_t axis = 0; axis < static_cast<std::size_t>(spec_.dim); ++axis)
      patch[axis] = roundUp(patch[axis], multiple);
    if (followsPlan()) {  // sides that the network can halve evenly
      const auto divisor = planFor(patch, grid_, spec_.dim, 0).divisor;
      for (std::size_t axis = 0; axis < static_cast<std::size_t>(spec_.dim); ++axis) {
        patch[axis] = roundUp(patch[axis], divisor[static_cast<std::size_t>(spec_.dim) - 1 - axis]);
      }
    }
    s_["train.patch"] = spec_.dim == 2 ? Json{patch[0], patch[1]} : Json{patch[0], patch[1], patch[2]};
    network(patch);
    return patch;
  }

  [[nodiscard]] double firstBudget() const {
    const auto preset = base::valueOr<std::string>(s_, "preset", "device");
    const double flat = preset == "device" ? 256.0 * 256 : 512.0 * 512;
    const double deep = preset == "paper"         ? 160.0 * 160 * 160
                        : preset == "workstation" ? 128.0 * 128 * 128
                        : device_.is_cpu()        ? 64.0 * 64 * 64
                                                  : 128.0 * 128 * 128;
    return (spec_.dim == 2 ? flat : deep) / (comparesSamples() ? 2 : 1);
  }

  base::Status checkPatch() {
    const auto patch = base::valueOr<std::vector<std::int64_t>>(s_, "train.patch", {});
    if (patch.size() != static_cast<std::size_t>(spec_.dim)) {
      return base::fail(ErrorCode::InvalidArgument, "train.patch needs " + std::to_string(spec_.dim) + " numbers (x,y" +
                                                        (spec_.dim == 3 ? ",z" : "") + ").");
    }
    const std::int64_t multiple = sideMultiple();
    if (std::any_of(patch.begin(), patch.end(), [&](std::int64_t side) { return side % multiple != 0; })) {
      const bool tokens = s_.contains("arch.patch");
      warnings_.push_back("A side of train.patch is no multiple of the " + std::to_string(multiple) +
                          (tokens ? " voxels of a token (arch.patch); the last token of that axis"
                                  : " voxels that " + spec_.arch + " takes whole; the last part of that axis") +
                          " is filled up with zeros.");
    }
    Sizes sizes{1, 1, 1};
    std::copy(patch.begin(), patch.end(), sizes.begin());
    network(sizes);
    return {};
  }

  base::Status sizes() {
    defaultBatch();
    const bool precisionAuto = isAuto(s_, "train.precision");
    if (precisionAuto) s_["train.precision"] = "float32";
    if (!isAuto(s_, "train.patch")) {
      SELVOX_CHECK(checkPatch());
    } else {
      SELVOX_CHECK(searchPatch());
    }
    if (precisionAuto) s_["train.precision"] = nullptr;
    return {};
  }

  // Smaller patches until a step is quick enough and fits; the time of a step goes with the voxels.
  base::Status searchPatch() {
    double budget = firstBudget();
    const double minutes = base::valueOr(s_, "train.max_minutes", 0.0);
    const double limit = minutes > 0 ? std::min(kSecondsPerStep, minutes * 60 / kStepsWanted) : kSecondsPerStep;
    const auto memory = static_cast<double>(base::memoryAvailable()) * kMemoryShare;
    for (int round = 0; round < 4; ++round) {
      const Sizes patch = usePatch(budget);
      if (trials_ == Trials::None) return {};
      const auto voxels = static_cast<double>(patch[0] * patch[1] * patch[2]);
      const auto trial = tryOut(spec_, s_, device_);
      if (!trial && voxels <= 16.0 * 16 * 16) return tl::unexpected<base::Error>(trial.error());
      double factor = 0.5;
      if (trial) {
        factor = std::min(1.0, limit / trial->secondsPerStep);
        if (device_.is_cpu() && memory > 0)
          factor = std::min(factor, memory / static_cast<double>(trial->memoryBytes + 1));
        if (factor > 0.9) return {};
      }
      budget = voxels * factor * 0.95;
    }
    return {};
  }

  // What arithmetic and what order of numbers this machine is quicker with.
  base::Status formats() {
    const bool precision = isAuto(s_, "train.precision"), order = isAuto(s_, "train.memory_format");
    if (precision) s_["train.precision"] = "float32";
    if (order) s_["train.memory_format"] = "contiguous";
    if (trials_ == Trials::None || (trials_ == Trials::Needed && !precision && !order)) return {};
    SELVOX_TRY(best_, tryOut(spec_, s_, device_));
    if (precision && mayUseBfloat16(device_)) preferIfQuicker("train.precision", "bfloat16");
    if (order) preferIfQuicker("train.memory_format", "channels-last");
    return {};
  }

  // `value` in place of what stands there where it makes steps a tenth quicker.
  void preferIfQuicker(const char* name, const char* value) {
    Json settings = s_;
    settings[name] = value;
    const auto trial = tryOut(spec_, settings, device_);
    if (!trial || trial->secondsPerStep >= 0.9 * best_.secondsPerStep) return;
    s_ = std::move(settings);
    best_ = *trial;
  }

  Resolved answer() {
    Resolved result;
    result.settings = s_;
    result.warnings = warnings_;
    result.parameters = best_.parameters;
    result.device = device_.str();
    result.secondsPerStep = best_.secondsPerStep;
    result.memoryBytes = best_.memoryBytes;
    const double minutes = base::valueOr(s_, "train.max_minutes", 0.0);
    if (minutes > 0 && best_.secondsPerStep * 100 > minutes * 60) {
      result.warnings.push_back(
          "At about " + std::to_string(static_cast<int>(best_.secondsPerStep * 1000)) +
          " ms a step the time is enough for fewer than 100 steps; choose a smaller patch, batch or network.");
    }
    const auto memory = static_cast<double>(base::memoryAvailable());
    if (memory > 0 && device_.is_cpu() && static_cast<double>(best_.memoryBytes) > kMemoryShare * memory) {
      result.warnings.push_back("A step takes more than 70% of the free memory; choose a smaller patch or batch.");
    }
    return result;
  }

  const spec::RunSpec& spec_;
  fs::path runFolder_;
  Trials trials_;
  Json s_, given_;
  std::vector<std::string> warnings_;
  at::Device device_ = at::kCPU;
  Grid grid_;
  Trial best_;
};

}  // namespace

base::Result<spec::ParamSchema> schemaFor(const spec::RunSpec& spec) {
  SELVOX_TRY(const architectures::ArchitectureInfo* arch, architectures::find(spec.arch));
  Json defaults = Json::object();
  spec::ParamSchema own;
  std::string prefix;
  if (spec.kind == "pretrain") {
    SELVOX_TRY(const methods::MethodInfo* method, methods::find(spec.method));
    defaults = method->trainDefaults;
    own = method->schema;
  } else {
    SELVOX_TRY(const tasks::TaskInfo* task, tasks::find(spec.task));
    defaults = task->trainDefaults;
    own = task->schema;
    prefix = "task.";
  }
  spec::ParamSchema all = withDefaults(engineSchema(), defaults);
  append(all, withDefaults(augment::schema(), defaults), "");
  append(all, arch->schema, "arch.");
  append(all, std::move(own), prefix);
  if (spec.kind == "pretrain")
    std::erase_if(all.params, [](const spec::Param& param) { return param.name.starts_with("finetune."); });
  return all;
}

base::Result<fs::path> parentCheckpoint(const spec::RunSpec& spec, const fs::path& runFolder) {
  if (spec.initFrom == "scratch" || spec.initFrom.empty()) return fs::path();
  const fs::path given = base::pathFromUtf8(spec.initCheckpoint);
  const fs::path path = (given.is_absolute() ? given : runFolder / given).lexically_normal();
  std::error_code ignored;
  if (spec.initCheckpoint.empty() || !fs::exists(path, ignored)) {
    return base::fail(ErrorCode::NotFound,
                      "The parent " + spec.initFrom + " has no checkpoint at " + base::utf8(path) + ".");
  }
  if (spec.initSha256.empty()) return path;
  SELVOX_TRY(const base::MappedFile file, base::MappedFile::open(path));
  base::Sha256 hash;
  hash.update(file.bytes().data(), file.bytes().size());
  if (hash.hex() != spec.initSha256) {
    const auto tensors = base::SafetensorsFile::open(path);
    const auto named = [&](const base::TensorMetadata& metadata) {
      const auto payload = metadata.find("sha256");
      return payload != metadata.end() && payload->second == spec.initSha256;
    };
    if (!tensors || !named(tensors->metadata())) {
      return base::fail(ErrorCode::Corrupt, "The parent's checkpoint " + base::utf8(path) +
                                                " is not the one the run was made for (its hash differs).");
    }
  }
  return path;
}

base::Result<Resolved> resolveSettings(const spec::RunSpec& spec, const fs::path& runFolder, Trials trials) {
  return Resolver(spec, runFolder, trials).run();
}

}  // namespace selvox::learn::engine
