#pragma once
// The runs of a workspace: one folder a run, and the queue as one file a run in ROOT/queue. Safe from several threads;
// logs are followed, not read again.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/ports/stores.h"

namespace selvox::storage::runs {

struct BrokenRun {
  std::string name;
  base::Error error;
};

class FolderRunStore final : public ports::RunStore {
 public:
  explicit FolderRunStore(std::filesystem::path root);
  ~FolderRunStore() override;

  [[nodiscard]] std::filesystem::path root() const override { return root_; }
  // Of a name that no run may have: a folder that never exists.
  [[nodiscard]] events::RunFolder folder(const std::string& name) const override;
  base::Result<events::RunFolder> create(const spec::RunSpec& spec) override;
  base::Result<std::vector<ports::RunListing>> list() override;  // ordered by creation, then name
  base::Result<ports::RunListing> find(const std::string& name) override;
  base::Status remove(const std::string& name) override;
  base::Status enqueue(const std::string& name) override;  // a run that waits already keeps its place
  base::Status dequeue(const std::string& name) override;  // nothing to do is no error
  base::Result<std::vector<std::string>> queue() override;
  [[nodiscard]] std::vector<BrokenRun> broken() const;  // what the last list() left out, and why

 private:
  struct Followed;
  base::Result<events::RunSnapshot> read(const std::string& name);
  [[nodiscard]] std::filesystem::path queueFile(const std::string& name) const { return root_ / "queue" / name; }
  [[nodiscard]] std::string freeName(const std::string& wanted) const;

  std::filesystem::path root_;
  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Followed>> followed_;
  std::vector<BrokenRun> broken_;
};

// Names of runs: plain names, except those of the store's own files.
[[nodiscard]] bool isRunName(const std::string& name);

}  // namespace selvox::storage::runs
