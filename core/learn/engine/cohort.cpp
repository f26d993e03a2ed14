#include "core/learn/engine/cohort.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <utility>

#include "core/base/file.h"

namespace selvox::learn::engine {
namespace {

using base::ErrorCode;
using volume::Extent;

constexpr std::size_t kForegroundVoxels = 512;

// Copies the part of a whole volume that lies in the box; the rest of `out` keeps its fill.
template <class From, class To>
void copyBox(const std::vector<From>& whole, const Extent& extent, const Extent& origin, const Extent& size, To* out) {
  const std::int64_t x0 = std::max<std::int64_t>(0, -origin.x), x1 = std::min(size.x, extent.x - origin.x);
  for (std::int64_t z = 0; z < size.z; ++z) {
    const std::int64_t sz = origin.z + z;
    if (sz < 0 || sz >= extent.z) continue;
    for (std::int64_t y = 0; y < size.y; ++y) {
      const std::int64_t sy = origin.y + y;
      if (sy < 0 || sy >= extent.y || x1 <= x0) continue;
      const From* from = whole.data() + (sz * extent.y + sy) * extent.x + origin.x;
      To* to = out + (z * size.y + y) * size.x;
      for (std::int64_t x = x0; x < x1; ++x) to[x] = static_cast<To>(from[x]);
    }
  }
}

// Out of the decoded voxels, or where they were not kept, of the file.
void cropFrom(const volume::BrickFile& file, const std::vector<float>& voxels, const Extent& origin, const Extent& size,
              float* out) {
  const auto& header = file.header();
  if (!voxels.empty()) {
    std::fill(out, out + size.voxels(), 0.0f);
    return copyBox(voxels, header.extent, origin, size, out);
  }
  file.cropImage(origin, size, static_cast<float>(header.normalisation.mean), out);
  normalise(header.normalisation, out, size.voxels());
}

base::Error named(base::Error error, const std::string& caseName) {
  error.message = "Case " + caseName + ": " + error.message + " Prepare the dataset again.";
  return error;
}

}  // namespace

std::string keyOf(const spec::CaseEntry& entry, const std::string& by) {
  if (by == "patient") return entry.patient;
  const auto found = entry.columns.find(by);
  return found == entry.columns.end() ? "case " + entry.dataset + "/" + entry.caseName : found->second;
}

LabelMap::LabelMap(const std::map<int, std::string>& labels) : LabelMap() {
  for (const auto& [number, name] : labels) {
    if (number <= 0 || number > 65535 || numbers_.size() > 254) continue;
    classes_[static_cast<std::size_t>(number)] = static_cast<std::uint8_t>(numbers_.size());
    numbers_.push_back(static_cast<std::uint16_t>(number));
  }
}

base::Result<std::filesystem::path> cachePath(const std::filesystem::path& root, const std::string& key) {
  const bool hex = key.size() == 32 && key.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!hex)
    return base::fail(ErrorCode::InvalidArgument,
                      "The run names a cache entry \"" + key + "\", which is not 32 hex digits.");
  return root / key.substr(0, 2) / (key + ".vol");
}

std::filesystem::path cacheRoot(const spec::RunSpec& spec, const std::filesystem::path& runFolder) {
  const auto path = base::pathFromUtf8(spec.cache);
  return (path.is_absolute() ? path : runFolder / path).lexically_normal();
}

void normalise(const volume::Normalisation& n, float* values, std::int64_t count) {
  const bool clip = n.clipLow < n.clipHigh;
  const auto low = static_cast<float>(n.clipLow), high = static_cast<float>(n.clipHigh);
  const auto mean = static_cast<float>(n.mean), factor = static_cast<float>(n.deviation > 0 ? 1 / n.deviation : 1.0);
  for (std::int64_t i = 0; i < count; ++i) {
    const float value = clip ? std::clamp(values[i], low, high) : values[i];
    const float normal = (value - mean) * factor;
    values[i] = std::isfinite(normal) ? normal : 0.0f;  // a NaN voxel of a damaged scan counts as the mean
  }
}

base::Status Cohort::add(const std::filesystem::path& root, const spec::CaseEntry& entry, const Options& options) {
  SELVOX_TRY(const std::filesystem::path path, cachePath(root, entry.image));
  auto image = volume::BrickFile::open(path);
  if (!image) return tl::unexpected<base::Error>(named(std::move(image.error()), entry.caseName));
  auto data =
      std::make_unique<Case>(Case{entry, keyOf(entry, options.key), std::move(*image), nullptr, {}, nullptr, {}, {}});
  if (!options.labels.empty() && !entry.label.empty()) {
    SELVOX_TRY(const std::filesystem::path labelPath, cachePath(root, entry.label));
    auto label = volume::BrickFile::open(labelPath);
    if (!label) return tl::unexpected<base::Error>(named(std::move(label.error()), entry.caseName));
    if (!(label->header().extent == data->image.header().extent)) {
      return base::fail(
          ErrorCode::Corrupt,
          "Case " + entry.caseName + ": its label has another grid than its image. Prepare the dataset again.");
    }
    data->label = std::make_unique<volume::BrickFile>(std::move(*label));
  }
  if (const auto found = options.targets.find(entry.image); found != options.targets.end()) {
    SELVOX_TRY(const std::filesystem::path targetPath, cachePath(root, found->second));
    auto target = volume::BrickFile::open(targetPath);
    if (!target) return tl::unexpected<base::Error>(named(std::move(target.error()), entry.caseName));
    data->target = std::make_unique<volume::BrickFile>(std::move(*target));
  }
  cases_.push_back(std::move(data));
  return {};
}

base::Result<Cohort> Cohort::open(const std::filesystem::path& root, const std::vector<spec::CaseEntry>& entries,
                                  const std::vector<spec::DatasetEntry>& datasets, const Options& options) {
  Cohort cohort;
  cohort.labelMap_ = LabelMap(options.labels);
  std::uint64_t wanted = 0;
  for (const spec::CaseEntry& entry : entries) {
    SELVOX_CHECK(cohort.add(root, entry, options));
    const std::uint64_t bytes = cohort.cases_.back()->target ? 9 : 5;  // floats and classes
    wanted += static_cast<std::uint64_t>(cohort.cases_.back()->image.header().extent.voxels()) * bytes;
  }
  const bool keep = wanted <= options.memoryBudget;
  cohort.candidates_.resize(cohort.cases_.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < cohort.cases_.size(); i = next++) {
      if (keep) cohort.decode(*cohort.cases_[i]);
      cohort.candidates_[i] = cohort.candidate(*cohort.cases_[i], options.foreground);
    }
  };
  std::vector<std::thread> threads;
  for (unsigned t = 1; t < std::max(1u, std::thread::hardware_concurrency()); ++t) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();

  std::map<std::string, int> patients, names;
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < cohort.cases_.size(); ++i) {
    const spec::CaseEntry& entry = cohort.cases_[i]->entry;
    const int dataset = names.emplace(entry.dataset, static_cast<int>(names.size())).first->second;
    sizes.resize(names.size(), 0);
    ++sizes[static_cast<std::size_t>(dataset)];
    cohort.candidates_[i].dataset = dataset;
    cohort.candidates_[i].patient = patients.emplace(entry.patient, static_cast<int>(patients.size())).first->second;
  }
  cohort.weights_.assign(names.size(), 0.0);
  for (const auto& [name, index] : names) {
    const auto at = static_cast<std::size_t>(index);
    cohort.weights_[at] = std::sqrt(static_cast<double>(sizes[at]));
    for (const auto& dataset : datasets) {
      if (dataset.dataset == name && dataset.weight > 0) cohort.weights_[at] = dataset.weight;
    }
  }
  return cohort;
}

void Cohort::decode(Case& data) const {
  const Extent extent = data.image.header().extent;
  const auto whole = [](const volume::BrickFile& file) {
    const Extent size = file.header().extent;
    std::vector<float> voxels(static_cast<std::size_t>(size.voxels()));
    file.cropImage({}, size, 0, voxels.data());
    normalise(file.header().normalisation, voxels.data(), size.voxels());
    return voxels;
  };
  data.voxels = whole(data.image);
  if (data.target) data.targetVoxels = whole(*data.target);
  if (!data.label) return;
  std::vector<std::uint16_t> numbers(static_cast<std::size_t>(extent.voxels()));
  data.label->cropLabel({}, extent, 0, numbers.data());
  data.classes.resize(numbers.size());
  std::transform(numbers.begin(), numbers.end(), data.classes.begin(),
                 [this](std::uint16_t n) { return labelMap_.classOf(n); });
}

sample::Candidate Cohort::candidate(const Case& data, bool foreground) const {
  sample::Candidate result;
  result.extent = data.image.header().extent;
  result.labelled = data.label != nullptr;
  if (!foreground || !data.label) return result;
  const auto classes = static_cast<std::size_t>(labelMap_.count());
  std::vector<std::vector<Extent>> all(classes);
  std::vector<std::uint16_t> numbers(static_cast<std::size_t>(result.extent.x * result.extent.y));
  for (std::int64_t z = 0; z < result.extent.z; ++z) {
    data.label->cropLabel({0, 0, z}, {result.extent.x, result.extent.y, 1}, 0, numbers.data());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const std::uint8_t index = labelMap_.classOf(numbers[i]);
      if (index == 0) continue;
      const auto at = static_cast<std::int64_t>(i);
      all[index].push_back({at % result.extent.x, at / result.extent.x, z});
    }
  }
  for (std::size_t index = 1; index < classes; ++index) {  // at most 512 of each, evenly picked
    std::vector<Extent> picked;
    const std::size_t count = std::min(all[index].size(), kForegroundVoxels);
    for (std::size_t i = 0; i < count; ++i) picked.push_back(all[index][i * all[index].size() / count]);
    result.foreground.push_back(std::move(picked));
  }
  return result;
}

void Cohort::cropImage(std::size_t i, const Extent& origin, const Extent& size, float* out) const {
  cropFrom(cases_[i]->image, cases_[i]->voxels, origin, size, out);
}

void Cohort::cropTarget(std::size_t i, const Extent& origin, const Extent& size, float* out) const {
  std::fill(out, out + size.voxels(), 0.0f);
  if (cases_[i]->target) cropFrom(*cases_[i]->target, cases_[i]->targetVoxels, origin, size, out);
}

const volume::Normalisation& Cohort::targetNormalisation(std::size_t i) const {
  const Case& data = *cases_[i];
  return (data.target ? *data.target : data.image).header().normalisation;
}

void Cohort::cropLabel(std::size_t i, const Extent& origin, const Extent& size, std::int64_t* out) const {
  const Case& data = *cases_[i];
  std::fill(out, out + size.voxels(), std::int64_t{0});
  if (!data.classes.empty()) return copyBox(data.classes, data.image.header().extent, origin, size, out);
  if (!data.label) return;
  std::vector<std::uint16_t> numbers(static_cast<std::size_t>(size.voxels()));
  data.label->cropLabel(origin, size, 0, numbers.data());
  std::transform(numbers.begin(), numbers.end(), out,
                 [this](std::uint16_t n) { return static_cast<std::int64_t>(labelMap_.classOf(n)); });
}

}  // namespace selvox::learn::engine
