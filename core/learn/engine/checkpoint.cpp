#include "core/learn/engine/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <set>
#include <system_error>

#include <torch/version.h>

#include "core/base/file.h"
#include "core/base/text.h"

namespace selvox::learn::engine {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Json;

constexpr const char* kFormat = "selvox-checkpoint";
constexpr std::string_view kPrefix = "step-", kSuffix = ".safetensors";

std::optional<std::int64_t> stepOf(const fs::path& path) {
  const std::string name = base::utf8(path.filename());
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return std::nullopt;
  const auto value =
      base::toInteger(std::string_view(name).substr(kPrefix.size(), name.size() - kPrefix.size() - kSuffix.size()));
  return value ? std::optional<std::int64_t>(*value) : std::nullopt;
}

base::TensorMetadata metadataOf(const CheckpointInfo& info) {
  return {{"format", kFormat},
          {"v", std::to_string(kCheckpointVersion)},
          {"run", info.run},
          {"step", std::to_string(info.step)},
          {"epoch", std::to_string(info.epoch)},
          {"sampler", std::to_string(info.step)},  // the sampler's position is the step: it has no other state
          {"seconds", base::toText(info.seconds)},
          {"optimizer_steps", std::to_string(info.optimizerSteps)},
          {"schedule", base::valueOr<std::string>(info.settings, "train.schedule", "")},
          {"state_version", std::to_string(info.stateVersion)},
          {"libtorch", TORCH_VERSION},
          {"threads", std::to_string(info.threads)},
          {"best", info.hasBest ? base::toText(info.bestValue) : ""},
          {"since_best", std::to_string(info.sinceBest)},
          {"is_best", info.isBest ? "1" : "0"},
          {"is_final", info.isFinal ? "1" : "0"},
          {"settings", info.settings.dump()},
          {"spec", info.spec.dump()}};
}

struct Reader {
  const base::TensorMetadata& metadata;
  [[nodiscard]] std::string text(const char* key) const {
    const auto found = metadata.find(key);
    return found == metadata.end() ? std::string() : found->second;
  }
  [[nodiscard]] std::int64_t integer(const char* key) const { return base::toInteger(text(key)).value_or(0); }
};

base::Result<CheckpointInfo> infoOf(const base::TensorMetadata& metadata, const fs::path& path) {
  const Reader reader{metadata};
  if (reader.text("format") != kFormat) {
    return base::fail(ErrorCode::Corrupt, base::utf8(path) + " is not a checkpoint of Selvox.");
  }
  if (reader.integer("v") > kCheckpointVersion) {
    return base::fail(ErrorCode::NewerVersion, base::utf8(path) + " was written by a newer Selvox; update to read it.");
  }
  CheckpointInfo info;
  info.run = reader.text("run");
  info.step = reader.integer("step");
  info.epoch = reader.integer("epoch");
  info.seconds = base::toDouble(reader.text("seconds")).value_or(0);
  info.optimizerSteps = reader.integer("optimizer_steps");
  info.stateVersion = static_cast<int>(reader.integer("state_version"));
  info.threads = static_cast<int>(reader.integer("threads"));
  const auto best = base::toDouble(reader.text("best"));
  info.hasBest = best.has_value();
  info.bestValue = best.value_or(0);
  info.sinceBest = static_cast<int>(reader.integer("since_best"));
  info.isBest = reader.text("is_best") == "1";
  info.isFinal = reader.text("is_final") == "1";
  SELVOX_TRY(info.settings, base::parseJson(reader.text("settings"), "the checkpoint's settings"));
  SELVOX_TRY(info.spec, base::parseJson(reader.text("spec"), "the checkpoint's description"));
  return info;
}

}  // namespace

std::string checkpointName(std::int64_t step) {
  std::string digits = std::to_string(step);
  if (digits.size() < 8) digits.insert(0, 8 - digits.size(), '0');
  return std::string(kPrefix) + digits + std::string(kSuffix);
}

base::Status saveCheckpoint(const fs::path& path, const CheckpointInfo& info, const NamedTensors& tensors) {
  std::uint64_t bytes = 1u << 20;
  for (const auto& [name, tensor] : tensors) bytes += tensor.nbytes() + 256;
  const std::uint64_t free = base::freeSpace(path.parent_path());
  if (free != 0 && free < bytes) {
    return base::fail(ErrorCode::DiskFull, "A checkpoint needs " + std::to_string(bytes >> 20) + " MB and " +
                                               base::utf8(path.parent_path()) + " has " + std::to_string(free >> 20) +
                                               " MB left. Make room, then resume the run.");
  }
  return saveTensors(path, tensors, metadataOf(info));
}

base::Result<Checkpoint> loadCheckpoint(const fs::path& path, const std::vector<std::string>& prefixes) {
  SELVOX_TRY(LoadedTensors loaded, loadTensors(path, prefixes));
  SELVOX_TRY(CheckpointInfo info, infoOf(loaded.metadata, path));
  return Checkpoint{path, std::move(info), std::move(loaded.tensors)};
}

base::Result<Checkpoint> newestCheckpoint(const fs::path& folder,
                                          const std::function<void(const std::string&)>& onBroken) {
  std::vector<std::pair<std::int64_t, fs::path>> files;
  std::error_code ignored;
  for (const auto& item : fs::directory_iterator(folder, ignored)) {
    if (const auto step = stepOf(item.path())) files.emplace_back(*step, item.path());
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [step, path] : files) {
    auto checkpoint = loadCheckpoint(path);
    if (checkpoint) return checkpoint;
    onBroken("Checkpoint " + base::utf8(path.filename()) + " is skipped: " + checkpoint.error().message);
  }
  return base::fail(ErrorCode::NotFound, "There is no whole checkpoint in " + base::utf8(folder) + ".");
}

std::vector<CheckpointFile> listCheckpoints(const fs::path& folder) {
  std::vector<CheckpointFile> result;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    const auto step = stepOf(item.path());
    if (!step) continue;
    CheckpointFile file;
    file.path = item.path();
    file.step = *step;
    file.bytes = item.file_size(error);
    const auto age = fs::file_time_type::clock::now() - item.last_write_time(error);
    file.when = std::chrono::system_clock::now() - std::chrono::duration_cast<std::chrono::system_clock::duration>(age);
    if (const auto content = base::SafetensorsFile::open(item.path())) {
      const Reader reader{content->metadata()};
      file.best = reader.text("is_best") == "1";
      file.final = reader.text("is_final") == "1";
    }
    result.push_back(std::move(file));
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
  return result;
}

std::vector<fs::path> obsolete(std::vector<CheckpointFile> files, std::chrono::system_clock::time_point now,
                               std::uint64_t keepBytes) {
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.step > b.step; });
  std::vector<fs::path> gone;
  std::set<std::int64_t> hours, days;
  std::uint64_t kept = 0;
  bool bestSeen = false;
  std::vector<const CheckpointFile*> byClock;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const CheckpointFile& file = files[i];
    const bool best = file.best && !bestSeen;  // an earlier best is no longer the best
    bestSeen = bestSeen || file.best;
    if (i < 2 || best || file.final) {
      kept += file.bytes;
      continue;
    }
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(file.when.time_since_epoch()).count();
    const bool recent = now - file.when < std::chrono::hours(24);
    if (recent ? hours.insert(hour).second : days.insert(hour / 24).second) {
      byClock.push_back(&file);
    } else {
      gone.push_back(file.path);
    }
  }
  for (const CheckpointFile* file : byClock) {  // newest first
    kept += file->bytes;
    if (kept > keepBytes) gone.push_back(file->path);
  }
  return gone;
}

}  // namespace selvox::learn::engine
