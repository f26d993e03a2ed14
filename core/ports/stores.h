#pragma once
// The two folders in which the programs meet: the cache of prepared volumes and the runs.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/events/run_folder.h"
#include "core/volume/brick_file.h"

namespace selvox::ports {

class VolumeCache {
 public:
  virtual ~VolumeCache() = default;
  [[nodiscard]] virtual std::filesystem::path pathOf(const std::string& key) const = 0;
  [[nodiscard]] virtual bool contains(const std::string& key) const = 0;  // present and its header is whole
  virtual base::Status store(const std::string& key, const volume::BrickHeader& header, const volume::Volume& volume) = 0;
};

struct RunListing {
  events::RunFolder folder;
  events::RunSnapshot snapshot;
};

class RunStore {
 public:
  virtual ~RunStore() = default;
  [[nodiscard]] virtual std::filesystem::path root() const = 0;  // WS/runs
  [[nodiscard]] virtual events::RunFolder folder(const std::string& name) const = 0;
  // Makes the folder and writes run.json; AlreadyExists with the next free name in the message.
  virtual base::Result<events::RunFolder> create(const spec::RunSpec& spec) = 0;
  virtual base::Result<std::vector<RunListing>> list() = 0;  // unreadable folders are left out of the list, see broken()
  virtual base::Result<RunListing> find(const std::string& name) = 0;
  virtual base::Status remove(const std::string& name) = 0;  // Busy while a worker holds it
  // The queue, one file a run, in order of time.
  virtual base::Status enqueue(const std::string& name) = 0;
  virtual base::Status dequeue(const std::string& name) = 0;
  virtual base::Result<std::vector<std::string>> queue() = 0;
};

struct LaunchHandle {
  std::int64_t pid = 0;
};

class Launcher {
 public:
  virtual ~Launcher() = default;
  [[nodiscard]] virtual std::string id() const = 0;  // "local"
  // A new worker process for the run folder, detached: it outlives us. Start, resume and continue are one call.
  virtual base::Result<LaunchHandle> start(const events::RunFolder& folder) = 0;
  [[nodiscard]] virtual bool alive(const LaunchHandle& handle) = 0;
};

// Short questions to the worker program: describe, resolve, preview, evaluate, predict, check.
class WorkerClient {
 public:
  virtual ~WorkerClient() = default;
  struct Answer {
    int exitCode = 0;
    std::string output;   // stdout
    std::string errors;   // tail of stderr
  };
  // `onLine` gets stderr lines as they come (progress). Cancelled: the child is ended.
  virtual base::Result<Answer> ask(const std::vector<std::string>& arguments, const std::function<void(std::string_view)>& onLine,
                                   const base::CancelToken& cancel) = 0;
};

}  // namespace selvox::ports
