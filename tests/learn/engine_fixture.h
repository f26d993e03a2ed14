#pragma once
// A workspace of phantoms in a temporary folder: brick files and run.json written directly, so that whole runs can be
// tried.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/rng.h"
#include "core/events/run_folder.h"
#include "core/learn/engine/trainer.h"
#include "core/spec/run_spec.h"
#include "core/volume/brick_file.h"

namespace selvox::learn {
namespace fs = std::filesystem;
}

namespace selvox::learn::test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    static int count = 0;
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path = fs::temp_directory_path() / ("selvox-" + std::string(info ? info->name() : "fixture") + "-" +
                                        std::to_string(std::hash<std::string>{}(fs::current_path().string()) % 100000) +
                                        "-" + std::to_string(count++));
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  fs::path path;
};

// An ellipsoid (label 1) with a bright core (label 2) off its centre, in noise; the shape varies with `index`.
struct Phantom {
  volume::Volume image, label;
};
inline Phantom phantom(int index, volume::Extent extent) {
  base::Rng rng(9, base::Purpose::Phantom, 0, static_cast<std::uint64_t>(index));
  const double cx = extent.x * rng.uniform(0.45, 0.55), cy = extent.y * rng.uniform(0.45, 0.55),
               cz = extent.z * rng.uniform(0.45, 0.55);
  const double rx = extent.x * rng.uniform(0.25, 0.35), ry = extent.y * rng.uniform(0.25, 0.35),
               rz = std::max(1.0, extent.z * rng.uniform(0.25, 0.35));
  Phantom made;
  made.image.extent = made.label.extent = extent;
  made.image.type = volume::VoxelType::Float32;
  made.label.type = volume::VoxelType::UInt8;
  made.image.worldFromVoxel = made.label.worldFromVoxel = volume::Affine::scaling({1, 1, 1});
  made.image.data.resize(made.image.bytes());
  made.label.data.resize(made.label.bytes());
  std::size_t i = 0;
  for (std::int64_t z = 0; z < extent.z; ++z) {
    for (std::int64_t y = 0; y < extent.y; ++y) {
      for (std::int64_t x = 0; x < extent.x; ++x, ++i) {
        const double dx = (static_cast<double>(x) - cx) / rx, dy = (static_cast<double>(y) - cy) / ry,
                     dz = (static_cast<double>(z) - cz) / rz;
        const bool body = dx * dx + dy * dy + dz * dz < 1;
        const bool core = body && (dx - 0.4) * (dx - 0.4) + dy * dy + dz * dz < 0.2;
        made.image.as<float>()[i] = static_cast<float>((core ? 300 : body ? 150 : 20) + 15 * rng.normal());
        made.label.as<std::uint8_t>()[i] = core ? 2 : body ? 1 : 0;
      }
    }
  }
  return made;
}

class Workspace {
 public:
  explicit Workspace(int cases, volume::Extent extent = {24, 28, 20}) {
    for (int i = 0; i < cases; ++i) addCase(i, extent);
  }

  // The last case is the test's, the one before validates; the rest trains.
  [[nodiscard]] spec::RunSpec spec(const std::string& method, const std::string& arch, int dim) const {
    spec::RunSpec spec;
    const bool pretrain = method != "segmentation";
    spec.kind = pretrain ? "pretrain" : "finetune";
    (pretrain ? spec.method : spec.task) = method;
    spec.arch = arch;
    spec.dim = dim;
    spec.seed = 4;
    spec.device = "cpu";
    spec.cases = entries_;
    spec.datasets = {{"phantom", "1", 0, {1, 1, 1}}};
    spec.labels = {{1, "body"}, {2, "core"}};
    spec.settings = {{"train.threads", 1},
                     {"train.precision", "float32"},
                     {"train.memory_format", "contiguous"},
                     {"train.batch", 2},
                     {"train.steps", 10},
                     {"preview.count", 0}};
    spec.settings["train.patch"] = dim == 3 ? base::Json{16, 16, 16} : base::Json{16, 16};
    spec.settings["arch.base"] = 4;
    if (arch == "unet") spec.settings["arch.stages"] = 2;
    if (arch != "unet") spec.settings.erase("arch.base");
    if (method == "simclr" || method == "byol") {
      spec.settings["hidden"] = 16;
      spec.settings["out"] = 8;
    }
    return spec;
  }

  [[nodiscard]] events::RunFolder make(const std::string& name, spec::RunSpec spec) const {
    spec.name = name;
    const events::RunFolder folder{folder_.path / "runs" / name};
    fs::create_directories(folder.root);
    EXPECT_TRUE(base::writeJson(folder.spec(), spec::toJson(spec)));
    return folder;
  }
  [[nodiscard]] fs::path root() const { return folder_.path; }
  [[nodiscard]] const std::vector<spec::CaseEntry>& entries() const { return entries_; }
  [[nodiscard]] fs::path cached(const std::string& key) const {
    return folder_.path / "cache" / key.substr(0, 2) / (key + ".vol");
  }

 private:
  void addCase(int index, volume::Extent extent) {
    const Phantom made = phantom(index, extent);
    spec::CaseEntry entry;
    entry.caseName = "phantom_" + std::to_string(index);
    entry.dataset = "phantom";
    entry.patient = "P-" + std::to_string(index);
    entry.modality = "MR";
    entry.role = "train";
    entry.labelled = true;
    entry.image = keyOf(2 * index);
    entry.label = entry.labelNative = keyOf(2 * index + 1);
    entry.voxelsHash = entry.image;
    volume::BrickHeader header;
    header.extent = header.nativeExtent = extent;
    header.worldFromVoxel = header.nativeWorldFromVoxel = made.image.worldFromVoxel;
    header.normalisation = {"zscore", 0, 0, 80, 80};
    fs::create_directories(cached(entry.image).parent_path());
    fs::create_directories(cached(entry.label).parent_path());
    EXPECT_TRUE(volume::writeBrickFile(cached(entry.image), header, made.image));
    header.content = volume::Content::Label;
    header.normalisation = {"none", 0, 0, 0, 1};
    EXPECT_TRUE(volume::writeBrickFile(cached(entry.label), header, made.label));
    entries_.push_back(entry);
    if (entries_.size() >= 3) {
      for (auto& e : entries_) e.role = "train";
      entries_.back().role = "test";
      entries_[entries_.size() - 2].role = "val";
    }
  }
  static std::string keyOf(int number) {
    std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), 'a') + digits;
  }

  TemporaryFolder folder_;
  std::vector<spec::CaseEntry> entries_;
};

inline std::vector<events::Event> eventsOf(const events::RunFolder& folder) {
  auto events = events::TailReader(folder.log()).poll(64u << 20);
  EXPECT_TRUE(events);
  return events ? *events : std::vector<events::Event>{};
}

// step -> value; for one step the later line counts.
inline std::map<std::int64_t, double> curve(const events::RunFolder& folder, const std::string& name) {
  std::map<std::int64_t, double> result;
  for (const auto& event : eventsOf(folder)) {
    if (event.type == "scalar" && base::valueOr<std::string>(event.body, "name", "") == name) {
      result[base::valueOr<std::int64_t>(event.body, "step", -1)] = base::valueOr(event.body, "value", std::nan(""));
    }
  }
  return result;
}

inline base::Json lastState(const events::RunFolder& folder) {
  base::Json result;
  for (const auto& event : eventsOf(folder)) {
    if (event.type == "state") result = event.body;
  }
  return result;
}

inline std::vector<std::string> messages(const events::RunFolder& folder) {
  std::vector<std::string> result;
  for (const auto& event : eventsOf(folder)) {
    if (event.type == "message") result.push_back(base::valueOr<std::string>(event.body, "text", ""));
  }
  return result;
}

}  // namespace selvox::learn::test
