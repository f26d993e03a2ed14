#include "core/learn/engine/enhance_plan.h"

#include <algorithm>
#include <set>

#include <ATen/Functions.h>

#include "core/learn/engine/companions.h"

namespace selvox::learn::engine {
namespace {

using base::ErrorCode;
using tasks::EnhanceKind;
using tasks::Enhancement;

// "FLAIR, MR, T1": what the training cases can be told apart by.
std::string seriesNames(const std::vector<spec::CaseEntry>& cases) {
  std::set<std::string> names;
  for (const spec::CaseEntry& entry : cases) {
    if (entry.role != "train") continue;
    if (!entry.modality.empty()) names.insert(entry.modality);
    if (!entry.sequence.empty()) names.insert(entry.sequence);
    if (const auto found = entry.columns.find("class"); found != entry.columns.end()) names.insert(found->second);
  }
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

base::Error notEnhanced(const std::string& text) {
  return {ErrorCode::InvalidArgument, text, {}};
}

}  // namespace

inference::WindowOptions EnhancePlan::windows(const TrainSettings& train, int dim, const at::Device& device) const {
  inference::WindowOptions options;
  options.dim = dim;
  options.window = tensorSize(train.patch, dim);
  options.overlap = overlap;
  options.batch = dim == 2 ? 16 : 2;
  options.device = device;
  options.bfloat16 = train.precision == "bfloat16";
  options.answer = inference::WindowAnswer::AsItIs;
  return options;
}

base::Result<EnhancePlan> enhancePlan(const spec::RunSpec& spec, const base::Json& settings) {
  EnhancePlan plan;
  const base::Json task = unprefixed(settings, "task.");
  plan.how = tasks::enhancementFrom(task);
  plan.overlap = base::valueOr(task, "overlap", 0.5);
  const Enhancement& how = plan.how;
  if (how.kind == EnhanceKind::SuperResolution && how.factors(spec.dim) == methods::degrade::Triple{1, 1, 1}) {
    return tl::unexpected(
        notEnhanced("task.axes=through-plane finds resolution between slices and needs a 3D run (--dim 3); a 2D "
                    "patch has no slices."));
  }
  if (how.l1 <= 0 && how.ssim <= 0 && how.perceptual <= 0) {
    return tl::unexpected(
        notEnhanced("Every loss is switched off; set task.l1, task.ssim or task.perceptual above 0."));
  }
  if (how.perceptual > 0 && (spec.initFrom == "scratch" || spec.initFrom.empty())) {
    return tl::unexpected(
        notEnhanced("task.perceptual compares features of a pretrained encoder, and this run starts from scratch. "
                    "Start it --from a pretrained run, or set task.perceptual=0."));
  }
  if (how.paired() && (how.source.empty() || how.target.empty() || how.source == how.target)) {
    return tl::unexpected(
        notEnhanced("task.kind=synthesis makes one image of a patient from another: set task.source and task.target "
                    "to two of " +
                    seriesNames(spec.cases) + ", or to column=value."));
  }
  return plan;
}

base::Result<std::shared_ptr<architectures::Network>> enhancementNetwork(const spec::RunSpec& spec,
                                                                         const base::Json& settings) {
  architectures::NetworkConfig config;
  config.dim = spec.dim;
  config.inChannels = 1;
  config.outChannels = 1;
  config.settings = architectures::withOneOutput(spec.arch, unprefixed(settings, "arch."));
  return architectures::buildDense(spec.arch, config, spec.seed);
}

bool isCalled(const spec::CaseEntry& entry, const std::string& word) {
  if (const auto at = word.find('='); at != std::string::npos) {
    const auto found = entry.columns.find(word.substr(0, at));
    return found != entry.columns.end() && found->second == word.substr(at + 1);
  }
  if (word == entry.sequence || word == entry.modality || word == entry.modality + " " + entry.sequence) return true;
  return std::any_of(entry.columns.begin(), entry.columns.end(), [&](const auto& one) { return one.second == word; });
}

base::Result<ImagePairs> imagePairs(const spec::RunSpec& spec, const std::filesystem::path& root,
                                    const Enhancement& how) {
  ImagePairs pairs;
  if (!how.paired()) return pairs;
  struct Series {
    const spec::CaseEntry* entry;
    volume::BrickHeader header;
  };
  std::vector<Series> targets;
  const auto headerOf = [&](const spec::CaseEntry& entry) -> base::Result<volume::BrickHeader> {
    SELVOX_TRY(const auto path, cachePath(root, entry.image));
    const auto file = volume::BrickFile::open(path);
    if (file) return file->header();
    return base::fail(file.error().code,
                      "Case " + entry.caseName + ": " + file.error().message + " Prepare the dataset again.");
  };
  for (const spec::CaseEntry& entry : spec.cases) {
    if (!isCalled(entry, how.target)) continue;
    SELVOX_TRY(auto header, headerOf(entry));
    targets.push_back({&entry, std::move(header)});
  }
  std::size_t sources = 0, training = 0;
  for (const spec::CaseEntry& entry : spec.cases) {
    if (!isCalled(entry, how.source)) continue;
    ++sources;
    SELVOX_TRY(const auto header, headerOf(entry));
    const auto partner = std::find_if(targets.begin(), targets.end(), [&](const Series& series) {
      return series.entry->image != entry.image && series.entry->patient == entry.patient &&
             series.entry->role == entry.role && sameGrid(series.header, header);
    });
    if (partner == targets.end()) continue;
    pairs[entry.image] = partner->entry->image;
    training += entry.role == "train" ? 1 : 0;
  }
  if (training > 0) return pairs;
  return tl::unexpected(notEnhanced(
      "No training patient has a " + how.source + " and a " + how.target + " on one voxel grid; there are " +
      std::to_string(sources) + " series called " + how.source + " and " + std::to_string(targets.size()) + " called " +
      how.target +
      ". Register and resample the images of each patient, give them one patient (labels.csv), or choose among " +
      seriesNames(spec.cases) + "."));
}

EnhanceCase enhanceCase(const Cohort& cohort, std::size_t which, const Enhancement& how, int dim) {
  const volume::Extent extent = cohort.header(which).extent;
  const at::Tensor image = at::empty({extent.z, extent.y, extent.x});
  cohort.cropImage(which, {}, extent, image.data_ptr<float>());
  if (how.paired()) {
    const at::Tensor target = at::empty_like(image);
    cohort.cropTarget(which, {}, extent, target.data_ptr<float>());
    return {image, target};
  }
  const spec::CaseEntry& entry = cohort.entry(which);
  return {tasks::spoilCase(how, image, dim, entry.modality,
                           entry.voxelsHash.empty() ? entry.dataset + "/" + entry.caseName : entry.voxelsHash),
          image};
}

at::Tensor enhanced(architectures::Network& network, const at::Tensor& input, const Enhancement& how,
                    const inference::WindowOptions& windows) {
  const at::Tensor made = inference::slidingWindow(network, input, windows)[0];
  return how.residual ? input + made : made;
}

}  // namespace selvox::learn::engine
