#pragma once
// Run folders in a temporary place, written as a worker writes them, and a store over them.

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/lock.h"
#include "core/events/event.h"
#include "core/ports/stores.h"

namespace selvox::ui::test {

class FakeStore : public ports::RunStore {
 public:
  explicit FakeStore(std::filesystem::path root) : root_(std::move(root)) {}
  [[nodiscard]] std::filesystem::path root() const override { return root_; }
  [[nodiscard]] events::RunFolder folder(const std::string& name) const override { return {root_ / name}; }
  base::Result<events::RunFolder> create(const spec::RunSpec&) override { return base::fail(base::ErrorCode::Unsupported, "not here"); }
  base::Result<std::vector<ports::RunListing>> list() override { return std::vector<ports::RunListing>{}; }
  base::Result<ports::RunListing> find(const std::string&) override { return base::fail(base::ErrorCode::NotFound, "not here"); }
  base::Status remove(const std::string&) override { return {}; }
  base::Status enqueue(const std::string& name) override {
    queue_.push_back(name);
    return {};
  }
  base::Status dequeue(const std::string& name) override {
    std::erase(queue_, name);
    return {};
  }
  base::Result<std::vector<std::string>> queue() override { return queue_; }

 private:
  std::filesystem::path root_;
  std::vector<std::string> queue_;
};

struct RunOptions {
  std::string kind = "pretrain", method = "mae", parent = "scratch";
  int steps = 1000, seed = 1, labelled = 0;
  double learningRate = 1e-3;
};

inline base::Json specJson(const std::string& name, const RunOptions& options) {
  base::Json cases = base::Json::array();
  for (int i = 0; i < 12; ++i) {
    cases.push_back({{"case", "case_" + std::to_string(i)}, {"dataset", "hippo"}, {"patient", "P-0000000" + std::to_string(i % 10)},
                     {"modality", "MR"}, {"role", i < 8 ? "train" : i < 9 ? "val" : "test"}, {"labelled", i < options.labelled},
                     {"image", std::string(32, 'a')}, {"voxelsHash", std::string(32, 'b')}});
  }
  base::Json init{{"from", options.parent}};
  return {{"format", "selvox-run"}, {"v", 1}, {"name", name}, {"kind", options.kind},
          {"task", options.kind == "finetune" ? "segmentation" : ""}, {"method", options.kind == "finetune" ? "" : options.method},
          {"arch", "unet"}, {"dim", 3}, {"seed", options.seed}, {"device", "cpu"}, {"created", "2026-11-20T09:00:00.000Z"},
          {"cache", "../../cache"}, {"parents", base::Json::array()}, {"init", init},
          {"data", {{"datasets", {{{"dataset", "hippo"}, {"version", "v1"}, {"weight", 0}, {"spacing", {1.0, 1.0, 1.0}}}}},
                    {"labels", {{"1", "anterior"}, {"2", "posterior"}}}, {"cases", cases}}},
          {"split", {{"seed", 1}}}, {"settings", {{"train.steps", options.steps}, {"train.lr", options.learningRate}, {"train.batch", 2}}},
          {"overrides", base::Json::array()}, {"versions", base::Json::object()}, {"parameters", 123456}};
}

// One run: makes the folder; then writes lines like a worker.
class FakeRun {
 public:
  FakeRun(const std::filesystem::path& runs, const std::string& name, const RunOptions& options = {}) : folder_{runs / name} {
    std::filesystem::create_directories(folder_.root);
    (void)base::writeJson(folder_.spec(), specJson(name, options));
  }
  [[nodiscard]] const events::RunFolder& folder() const { return folder_; }
  void hold() { lock_.emplace(*base::FileLock::acquire(folder_.lock(), base::LockMode::Exclusive, "selvox-worker")); }
  void release() { lock_.reset(); }
  events::EventWriter& log() {
    if (!writer_) writer_.emplace(*events::EventWriter::open(folder_.log()));
    return *writer_;
  }
  void reopen() { writer_.reset(); }
  void start(std::int64_t step = 0, bool resumed = false) {
    (void)log().write("run_started", {{"resumed", resumed}, {"step", step}, {"steps", 1000}, {"parameters", 123456}, {"device", "cpu"}});
  }
  void state(const std::string& state, const std::string& reason = {}) {
    (void)log().write("state", {{"state", state}, {"reason", reason}, {"seconds", 60.0}});
  }
  void scalars(const std::string& name, std::int64_t from, std::int64_t to, double (*value)(std::int64_t)) {
    for (std::int64_t step = from; step < to; ++step) (void)log().scalar(name, step, value(step));
  }
  void raw(const std::string& bytes) {
    reopen();
    auto file = base::AppendFile::open(folder_.log());
    (void)file->append(bytes);
  }

 private:
  events::RunFolder folder_;
  std::optional<base::FileLock> lock_;
  std::optional<events::EventWriter> writer_;
};

// Lets the event loop turn until `done`, at most 10 s: passes as soon as it can.
template <class Done>
bool waitFor(Done done) {
  return QTest::qWaitFor(done, 10000);
}

inline std::filesystem::path pathOf(const QTemporaryDir& folder) { return base::pathFromUtf8(folder.path().toStdString()); }

}  // namespace selvox::ui::test
