// kill -9 of a real import at points spread over its work, then the same import again: the catalog of an undisturbed
// one, no row twice, no file without a state.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/json.h"
#include "plugins/launch_local/process.h"
#include "tests/base/temporary.h"

#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

namespace selvox {
namespace {

using base::Json;
namespace fs = std::filesystem;

constexpr int kKilledCases = 8;

fs::path selvoxProgram() {
  const auto named = plugins::launch_local::environmentVariable("SELVOX_BIN");
  const fs::path folder =
      named.empty() ? plugins::launch_local::executablePath().parent_path() : base::pathFromUtf8(named);
  return folder / "selvox";
}

class ImportKill {
 public:
  ImportKill() {
    run({"demo", "phantom", source(), "--cases", std::to_string(kKilledCases), "--seed", "5"}, "none");
    const Json whole = imported("whole");
    expected_ = catalogOf("whole");
    for (const Json& file : whole["files"]) states_[file["path"]] = file["state"];
    entries_ = entriesOf("whole");
  }

  // Kills an import as soon as the cache holds so many entries; then imports again.
  void killAt(const std::string& name, std::size_t entries) {
    run({"init", workspace(name)}, name);
    const pid_t pid = start(name);
    int status = 0;
    while (entriesOf(name) < entries && waitpid(pid, &status, WNOHANG) == 0) std::this_thread::yield();
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    const Json again = imported(name);
    EXPECT_EQ(catalogOf(name), expected_) << "killed with " << entries << " entries in the cache";
    ASSERT_EQ(again["files"].size(), states_.size());
    for (const Json& file : again["files"]) {
      const std::string state = file["state"];
      const std::string& whole = states_[file["path"]];
      EXPECT_TRUE(state == whole || (state == "skipped" && whole == "imported")) << file.dump();
    }
    EXPECT_EQ(entriesOf(name), entries_) << "half files stay, or bricks are missing";
    fs::remove_all(workspace(name));
  }

  [[nodiscard]] std::size_t entries() const { return entries_; }

 private:
  [[nodiscard]] std::string source() const { return (folder_ / "source").string(); }
  [[nodiscard]] std::string workspace(const std::string& name) const { return (folder_ / name).string(); }

  std::string run(std::vector<std::string> words, const std::string& name) {
    const plugins::launch_local::Command command{
        selvoxProgram(), std::move(words), {{"SELVOX_DATA_DIR", (folder_ / (name + "-private")).string()}}};
    const auto result = plugins::launch_local::runChild(command, {}, {});
    EXPECT_TRUE(result && result->exitCode == 0) << (result ? result->errors : result.error().message);
    return result ? result->output : std::string();
  }
  Json imported(const std::string& name) {
    if (!fs::exists(workspace(name))) run({"init", workspace(name)}, name);
    return *base::parseJson(run({"import", workspace(name), source(), "--dataset", "d", "--json"}, name), name);
  }
  pid_t start(const std::string& name) {
    const std::string program = selvoxProgram().string(), ws = workspace(name), from = source(),
                      data = (folder_ / (name + "-private")).string();
    const pid_t pid = fork();
    if (pid != 0) return pid;
    static_cast<void>(!freopen("/dev/null", "w", stderr));
    static_cast<void>(!freopen("/dev/null", "w", stdout));
    setenv("SELVOX_DATA_DIR", data.c_str(), 1);
    execl(program.c_str(), program.c_str(), "import", ws.c_str(), from.c_str(), "--dataset", "d", nullptr);
    _exit(127);
  }
  // By voxels; without ids and with patients numbered by first appearance, as pseudonyms are of the workspace's own
  // key.
  Json catalogOf(const std::string& name) {
    Json rows = *base::parseJson(run({"series", workspace(name), "--json"}, name), name);
    std::set<std::string> cases;
    for (const Json& row : rows) EXPECT_TRUE(cases.insert(row["case"]).second) << "twice: " << row["case"];
    std::sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
      return std::pair(a["voxelsHash"].get<std::string>(), a["format"].get<std::string>()) <
             std::pair(b["voxelsHash"].get<std::string>(), b["format"].get<std::string>());
    });
    std::map<std::string, std::size_t> patients;
    for (Json& row : rows) {
      row.erase("id");
      const std::string patient = row["patient"], caseName = row["case"];
      row["patient"] = patients.try_emplace(patient, patients.size()).first->second;
      if (caseName.starts_with(patient)) row["case"] = caseName.substr(patient.size());
    }
    return rows;
  }
  std::size_t entriesOf(const std::string& name) const {
    std::size_t count = 0;
    std::error_code gone;  // folders come and go while an import works
    for (fs::recursive_directory_iterator it(folder_ / name / "cache", gone), end; !gone && it != end;
         it.increment(gone))
      if (it->path().extension() == ".vol") ++count;
    return count;
  }

  test::TemporaryFolder folder_;
  Json expected_;
  std::map<std::string, std::string> states_;
  std::size_t entries_ = 0;
};

void killAtPoints(std::size_t points) {
  if (!fs::exists(selvoxProgram())) GTEST_SKIP() << "selvox is not built";
  ImportKill importer;
  ASSERT_GT(importer.entries(), static_cast<std::size_t>(kKilledCases));
  for (std::size_t i = 0; i < points; ++i)
    importer.killAt("killed" + std::to_string(i), i * (importer.entries() + 1) / points);
}

TEST(ImportAgain, AfterAKillGivesTheCatalogOfAnUndisturbedImport) {
  killAtPoints(3);
}

TEST(SlowImportAgain, AfterFiftyKillsGivesTheCatalogOfAnUndisturbedImport) {
  killAtPoints(50);
}

}  // namespace
}  // namespace selvox

#endif
