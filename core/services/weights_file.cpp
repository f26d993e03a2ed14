#include "core/services/weights_file.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/safetensors.h"
#include "core/base/text.h"

namespace selvox::services {

namespace {

namespace fs = std::filesystem;

constexpr const char* kWeightsEndings[] = {".pt", ".pth", ".bin", ".ckpt", ".tar", ".safetensors"};

bool namesRun(const ports::RunStore& runs, const std::string& from) {
  const auto name = from.substr(0, from.find('/'));
  std::error_code failed;
  return base::isPlainName(name) && fs::exists(runs.folder(name).spec(), failed);
}

// What a checkpoint or an exported model of Selvox says about itself.
void describe(WeightsFile& file) {
  const auto tensors = base::SafetensorsFile::open(file.path);
  if (!tensors) return;  // another form, or broken: whoever loads it says so
  const auto text = [&](const char* key) {
    const auto found = tensors->metadata().find(key);
    return found == tensors->metadata().end() ? std::string() : found->second;
  };
  if (text("spec").empty()) return;
  const auto spec = base::parseJson(text("spec"), "the checkpoint's description");
  const auto settings = base::parseJson(text("settings"), "the checkpoint's settings");
  if (!spec || !settings) return;
  file.arch = base::valueOr<std::string>(*spec, "arch", "");
  file.dim = base::valueOr(*spec, "dim", 0);
  file.settings = *settings;
}

}  // namespace

base::Result<std::optional<WeightsFile>> weightsFile(const ports::RunStore& runs, const std::string& from) {
  if (from.empty() || from == "scratch" || namesRun(runs, from)) return std::nullopt;
  WeightsFile file;
  std::error_code failed;
  file.path = fs::absolute(base::pathFromUtf8(from), failed).lexically_normal();
  const bool there = fs::is_regular_file(file.path, failed);
  const bool named = std::any_of(std::begin(kWeightsEndings), std::end(kWeightsEndings),
                                 [&](const char* ending) { return from.ends_with(ending); });
  if (!there && !named) return std::nullopt;
  if (!there)
    return base::fail(base::ErrorCode::NotFound, "There is no file of weights at " + base::utf8(file.path) + ".");
  describe(file);
  return file;
}

std::string asOwnCheckpoint(const ports::RunStore& runs, const std::string& from) {
  if (from.empty() || namesRun(runs, from)) return from;
  std::error_code failed;
  const auto path = fs::weakly_canonical(base::pathFromUtf8(from), failed);
  if (failed || path.parent_path().filename() != "checkpoints") return from;
  const auto run = path.parent_path().parent_path();
  if (run.parent_path() != fs::weakly_canonical(runs.root(), failed) || failed) return from;
  const auto own = base::utf8(run.filename()) + "/" + base::utf8(path.filename());
  return namesRun(runs, own) ? own : from;
}

}  // namespace selvox::services
