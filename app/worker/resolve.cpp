#include "core/learn/engine/resolve.h"
#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"

namespace selvox::worker {

base::Result<base::Json> resolved(const std::string& specPath) {
  const auto path = base::pathFromUtf8(specPath);
  SELVOX_TRY(const base::Json json, base::readJson(path));
  SELVOX_TRY(const spec::RunSpec spec, spec::runSpecFromJson(json));
  const std::uint64_t process = base::memoryResident();  // before the trial
  SELVOX_TRY(const learn::engine::Resolved answer,
             learn::engine::resolveSettings(spec, std::filesystem::absolute(path).parent_path()));
  return base::Json{
      {"settings", answer.settings},
      {"parameters", answer.parameters},
      {"device", answer.device},
      {"estimate",
       {{"seconds_per_step", answer.secondsPerStep}, {"memory_bytes", answer.memoryBytes}, {"process_bytes", process}}},
      {"warnings", answer.warnings}};
}

int resolve(const Arguments& arguments) {
  const auto words = split(arguments, {}, {"--json"});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 1) return usage("selvox-worker resolve SPEC: give one run.json.");
  const auto answer = resolved(words->positional[0]);
  if (!answer) return failed(answer.error());
  print(*answer);
  return 0;
}

}  // namespace selvox::worker
