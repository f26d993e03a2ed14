// The command line as scripts see it: exit codes, documents, and the whole way on phantoms in a workspace of its own.

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/file.h"
#include "core/base/json.h"
#include "plugins/launch_local/process.h"
#include "tests/base/temporary.h"

namespace selvox {
namespace {

using base::Json;
using plugins::launch_local::ChildResult;

std::filesystem::path binFolder() {
  const auto named = plugins::launch_local::environmentVariable("SELVOX_BIN");
  return named.empty() ? plugins::launch_local::executablePath().parent_path() : base::pathFromUtf8(named);
}

bool workerIsBuilt() {
  const auto named = plugins::launch_local::environmentVariable("SELVOX_WORKER");
  return std::filesystem::exists(named.empty() ? binFolder() / "selvox-worker" : base::pathFromUtf8(named));
}

// A workspace in a folder of its own; private things of the catalog stay in it too.
class Cli : public ::testing::Test {
 protected:
  test::TemporaryFolder folder;
  std::string ws = (folder / "ws").string();

  void SetUp() override {
    if (!std::filesystem::exists(binFolder() / "selvox")) GTEST_SKIP() << "selvox is not built in " << binFolder();
  }

  ChildResult selvox(std::vector<std::string> words) {
    const plugins::launch_local::Command command{
        binFolder() / "selvox", std::move(words), {{"SELVOX_DATA_DIR", (folder / "private").string()}}};
    auto result = plugins::launch_local::runChild(command, {}, {});
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result ? *result : ChildResult{-1, "", ""};
  }

  Json json(std::vector<std::string> words) {
    words.emplace_back("--json");
    const auto result = selvox(words);
    EXPECT_EQ(result.exitCode, 0) << words[0] << ": " << result.errors;
    auto document = base::parseJson(result.output, words[0]);
    EXPECT_TRUE(document) << result.output;
    return document ? *document : Json();
  }

  void phantoms(int cases) {
    ASSERT_EQ(selvox({"demo", "phantom", (folder / "source").string(), "--cases", std::to_string(cases), "--seed", "3"})
                  .exitCode,
              0);
    ASSERT_EQ(selvox({"init", ws}).exitCode, 0);
  }
};

TEST_F(Cli, ExitCodesTellUsageFromRefusal) {
  EXPECT_EQ(selvox({"--help"}).exitCode, 0);
  EXPECT_EQ(selvox({}).exitCode, 2);
  EXPECT_EQ(selvox({"nonsense"}).exitCode, 2);
  EXPECT_EQ(selvox({"init"}).exitCode, 2);
  EXPECT_EQ(selvox({"series", ws}).exitCode, 1);  // no workspace there
  EXPECT_EQ(selvox({"init", ws}).exitCode, 0);
  EXPECT_EQ(selvox({"init", ws}).exitCode, 0);  // it is there: fine
  EXPECT_EQ(selvox({"split", ws, "--dataset", "x", "--train", "many"}).exitCode, 2);
  EXPECT_EQ(selvox({"split", ws, "--dataset", "x", "--train", "1"}).exitCode, 1);
  EXPECT_EQ(selvox({"split", ws, "--dataset", "x", "--seed", "-1"}).exitCode, 2);  // no seed of 2^64 - 1
  EXPECT_EQ(selvox({"pretrain", ws, "--dataset", "x", "--method", "mae", "--steps", "0"}).exitCode, 2);
  EXPECT_EQ(selvox({"pretrain", ws, "--dataset", "x", "--method", "mae", "--weights", "-1"}).exitCode, 2);
  EXPECT_EQ(selvox({"runs"}).exitCode, 2);
  EXPECT_EQ(selvox({"runs", "pause", ws, "none"}).exitCode, 1);
  EXPECT_EQ(selvox({"export", ws}).exitCode, 2);
}

TEST_F(Cli, EveryCommandExplainsItselfWithAnExample) {
  for (const char* command :
       {"init",     "import",     "datasets",   "series",   "split",   "prepare",  "methods", "networks",
        "tasks",    "weights",    "pretrain",   "finetune", "runs",    "evaluate", "compare", "predict",
        "index",    "similar",    "export",     "demo",     "doctor",  "key",      "curve",   "crossval",
        "search",   "plan",       "estimate",   "facets",   "queries", "edit",     "columns", "labels",
        "versions", "duplicates", "deidentify", "pacs",     "quality", "ratings"}) {
    const auto help = selvox({command, "--help"});
    EXPECT_EQ(help.exitCode, 0) << command;
    EXPECT_NE(help.output.find("Example:"), std::string::npos) << command;
  }
}

TEST_F(Cli, RefusesAFolderThatHoldsOtherThings) {
  std::filesystem::create_directories(folder / "full");
  ASSERT_TRUE(base::writeFile(folder / "full" / "thesis.txt", "years of work"));
  const auto result = selvox({"init", (folder / "full").string()});
  EXPECT_EQ(result.exitCode, 1);
  EXPECT_NE(result.errors.find("holds other things"), std::string::npos) << result.errors;
}

TEST_F(Cli, ImportsPhantomsOnceAndListsThem) {
  phantoms(4);
  const auto source = (folder / "source" / "mr").string();
  const auto first = json({"import", ws, source, "--dataset", "mr"});
  EXPECT_EQ(first["imported"], 8);
  EXPECT_EQ(first["quarantined"], 0);
  std::set<std::string> paths;
  for (const auto& file : first["files"]) {
    EXPECT_TRUE(std::filesystem::path(file["path"].get<std::string>()).is_absolute());
    EXPECT_TRUE(paths.insert(file["path"]).second) << "twice: " << file["path"];
  }
  const auto second = json({"import", ws, source, "--dataset", "mr"});
  EXPECT_EQ(second["imported"], 0);
  const auto series = json({"series", ws, "--dataset", "mr"});
  ASSERT_EQ(series.size(), 4u);
  for (const auto& one : series) {
    for (const char* key : {"id", "dataset", "case", "patient", "modality", "format", "shape", "spacing",
                            "worldFromVoxel", "voxelsHash", "labels"})
      EXPECT_TRUE(one.contains(key)) << key;
    EXPECT_EQ(one["labels"].size(), 1u);
    EXPECT_LT(one["worldFromVoxel"][0][0],
              0);  // stored to the right and to the front, the world counts to left and back
    EXPECT_EQ(one["patient"].get<std::string>().rfind("P-", 0), 0u);
  }
  const auto ct = json({"import", ws, (folder / "source" / "ct").string(), "--dataset", "ct"});
  EXPECT_EQ(ct["quarantined"], 0);
  const auto scans = json({"series", ws, "--dataset", "ct"});
  ASSERT_EQ(scans.size(), 2u);
  EXPECT_EQ(scans[0]["modality"], "CT");
  EXPECT_GT(scans[0]["shape"][2], 20);
  const auto unknown = selvox({"series", ws, "--dataset", "mri"});
  EXPECT_EQ(unknown.exitCode, 1);
  EXPECT_NE(unknown.errors.find("mr"), std::string::npos);
}

TEST_F(Cli, SplitsPreparesAndExports) {
  phantoms(10);
  json({"import", ws, (folder / "source" / "mr").string(), "--dataset", "mr"});
  const auto split = json(
      {"split", ws, "--dataset", "mr", "--train", "6", "--val", "1", "--test", "3", "--labelled", "2", "--seed", "5"});
  EXPECT_EQ(split["train"].size(), 6u);
  EXPECT_EQ(split["test"].size(), 3u);
  EXPECT_EQ(split["labelled"].size(), 2u);
  EXPECT_EQ(split["seed"], 5);
  EXPECT_EQ(json({"series", ws, "--split", "test"}).size(), 3u);
  const auto first = json({"prepare", ws, "--dataset", "mr"});
  EXPECT_GE(first["fresh"], 10);
  const auto second = json({"prepare", ws, "--dataset", "mr"});
  EXPECT_EQ(second["fresh"], 0);
  EXPECT_EQ(second["version"], first["version"]);
  const auto csv = (folder / "list.csv").string();
  json({"export", ws, "--dataset", "mr", "--output", csv});
  const auto text = base::readFile(csv);
  ASSERT_TRUE(text);
  EXPECT_EQ(std::count(text->begin(), text->end(), '\n'), 11);
  EXPECT_EQ(json({"key", "export", ws})["key"].get<std::string>().size(), 64u);
  const auto doctor = selvox({"doctor", ws, "--deep", "--json"});
  const auto findings = base::parseJson(doctor.output, "doctor");
  ASSERT_TRUE(findings);
  for (const auto& one : (*findings)["checks"]) {
    if (one["check"] != "worker") {
      EXPECT_NE(one["state"], "error") << one["message"];
    }
  }
}

TEST_F(Cli, HippocampusImportsWholeAndOnce) {
  const auto named = plugins::launch_local::environmentVariable("SELVOX_TEST_DATA");
  const auto data = (named.empty() ? std::filesystem::path(__FILE__).parent_path() / "../../../shared/data"
                                   : base::pathFromUtf8(named)) /
                    "Task04_Hippocampus";
  if (!std::filesystem::exists(data / "dataset.json")) GTEST_SKIP() << "no real data at " << data;
  ASSERT_EQ(selvox({"init", ws}).exitCode, 0);
  const auto first = json({"import", ws, data.string(), "--dataset", "hippocampus"});
  EXPECT_EQ(first["imported"], 401);  // 200 pairs and one image without label
  EXPECT_EQ(first["quarantined"], 0);
  EXPECT_EQ(json({"import", ws, data.string(), "--dataset", "hippocampus"})["imported"], 0);
  const auto split = json(
      {"split", ws, "--dataset", "hippocampus", "--train", "160", "--val", "10", "--test", "30", "--labelled", "160"});
  EXPECT_EQ(split["labelled"].size(), 160u);
  const auto prepared = json({"prepare", ws, "--dataset", "hippocampus"});
  EXPECT_EQ(prepared["spacing"], (Json{1.0, 1.0, 1.0}));
}

TEST_F(Cli, TrainsJudgesAndPredicts) {
  if (!workerIsBuilt())
    GTEST_SKIP() << "selvox-worker is not built, so nothing can be trained; set SELVOX_WORKER to use another build's";
  phantoms(6);
  json({"import", ws, (folder / "source" / "mr").string(), "--dataset", "mr"});
  json({"split", ws, "--dataset", "mr", "--val", "1", "--test", "2", "--labelled", "2"});
  const std::vector<std::string> small{"--set", "train.patch=16,16,16", "--set", "train.batch=1",
                                       "--set", "arch.stages=2",        "--set", "arch.base=4"};
  auto words =
      std::vector<std::string>{"pretrain", ws, "--dataset", "mr", "--method", "mae", "--steps", "4", "--name", "mae-1"};
  words.insert(words.end(), small.begin(), small.end());
  EXPECT_EQ(json(words)["state"], "done");
  words = {"finetune",  ws,
           "--dataset", "mr",
           "--from",    "mae-1",
           "--steps",   "4",
           "--name",    "seg-1",
           "--set",     "train.patch=16,16,16",
           "--set",     "train.batch=1"};
  EXPECT_EQ(json(words)["state"], "done");
  EXPECT_EQ(selvox(words).exitCode, 1);  // the name is taken
  EXPECT_EQ(json({"finetune", ws, "--from", "scratch", "--like", "seg-1", "--name", "base-1"})["state"], "done");
  const auto runs = json({"runs", ws});
  ASSERT_EQ(runs.size(), 3u);
  for (const auto& run : runs)
    for (const char* key :
         {"name", "task", "method", "arch", "state", "step", "steps", "seconds", "parent", "parameters", "settings"})
      EXPECT_TRUE(run.contains(key)) << key;
  for (const char* run : {"seg-1", "base-1"}) {
    const auto judged = json({"evaluate", ws, "--run", run, "--split", "test"});
    EXPECT_EQ(judged["cases"].size(), 2u);
    EXPECT_TRUE(judged["labels"].contains("1"));
    EXPECT_TRUE(judged["labels"]["1"].contains("dice"));
  }
  EXPECT_TRUE(json({"compare", ws, "seg-1", "base-1"})["labels"].contains("1"));
  const auto scan = folder / "source" / "mr" / "imagesTr" / "phantom_001.nii.gz";
  const auto predicted =
      json({"predict", ws, "--run", "seg-1", "--input", scan.string(), "--output", (folder / "out").string()});
  ASSERT_EQ(predicted["predictions"].size(), 1u);
  // The label map lies on the very grid of its scan: imported beside it, geometry and shape agree.
  json({"import", ws, predicted["predictions"][0]["output"].get<std::string>(), "--dataset", "predicted"});
  const auto map = json({"series", ws, "--dataset", "predicted"}).at(0);
  for (const auto& one : json({"series", ws, "--dataset", "mr"})) {
    if (one["case"] != "phantom_001") continue;
    EXPECT_EQ(map["shape"], one["shape"]);
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 4; ++c)
        EXPECT_NEAR(map["worldFromVoxel"][r][c].get<double>(), one["worldFromVoxel"][r][c].get<double>(), 1e-4);
  }
  // Similar cases by the same runs: an index of scans and one of regions, asked for a case and for a file.
  EXPECT_EQ(selvox({"similar", ws, "--run", "mae-1", "--case", "phantom_001"}).exitCode, 1) << "no index yet";
  EXPECT_EQ(selvox({"similar", ws, "--run", "mae-1"}).exitCode, 2);
  EXPECT_EQ(json({"index", ws, "--run", "mae-1"})["rows"], 6);
  const auto near = json({"similar", ws, "--run", "mae-1", "--case", "phantom_001", "--k", "3"});
  ASSERT_EQ(near["neighbours"].size(), 3u);
  for (const auto& one : near["neighbours"]) EXPECT_NE(one["case"], "phantom_001");
  const auto same = json({"similar", ws, "--run", "mae-1", "--input", scan.string(), "--k", "1"});
  EXPECT_EQ(same["neighbours"][0]["case"], "phantom_001");
  EXPECT_GT(same["neighbours"][0]["similarity"].get<double>(), 0.999) << "the file it was imported from";
  EXPECT_EQ(json({"index", ws, "--run", "seg-1", "--of", "roi", "--margin", "5"})["rows"], 18);
  EXPECT_EQ(json({"similar", ws, "--run", "seg-1", "--of", "roi", "--case", "phantom_001"})["neighbours"].size(), 10u);
  EXPECT_EQ(selvox({"evaluate", ws, "--run", "mae-1", "--retrieval", "nowhere"}).exitCode, 1) << "no such column";
  EXPECT_EQ(selvox({"evaluate", ws, "--run", "mae-1", "--of", "slices"}).exitCode, 2) << "of what --retrieval?";
  // The model goes out, a run starts from the file, and the run goes into another workspace.
  const auto out = folder / "model";
  EXPECT_EQ(json({"export", ws, "--run", "seg-1", "--model", "--output", out.string()})["files"].size(), 9u);
  for (const char* file : {"model.ts", "model.safetensors", "model.json", "MODEL_CARD.md", "run.json"})
    EXPECT_TRUE(std::filesystem::exists(out / file)) << file;
  const auto weights = (out / "model.safetensors").string();
  const auto report =
      json({"weights", weights, "--arch", "unet", "--out", "5", "--set", "stages=2", "--set", "base=4"});
  EXPECT_EQ(report["layout"], "selvox");
  EXPECT_GT(report["counts"]["matched"], 0);
  words = {"finetune",  ws,
           "--dataset", "mr",
           "--from",    weights,
           "--steps",   "2",
           "--name",    "seg-2",
           "--set",     "train.patch=16,16,16",
           "--set",     "train.batch=1"};
  EXPECT_EQ(json(words)["state"], "done");
  const auto init = base::readJson(std::filesystem::path(ws) / "runs" / "seg-2" / "run.json")->at("init");
  EXPECT_EQ(init["from"], "model.safetensors");
  EXPECT_EQ(init["sha256"].get<std::string>().size(), 64u);
  EXPECT_GT(base::readJson(std::filesystem::path(ws) / "runs" / "seg-2" / "transfer.json")->at("counts")["matched"], 0);
  const auto elsewhere = (folder / "elsewhere").string();
  ASSERT_EQ(selvox({"init", elsewhere}).exitCode, 0);
  EXPECT_EQ(json({"runs", "import", elsewhere, ws + "/runs/seg-1"})["missing"], Json({"mae-1"}));
  EXPECT_EQ(selvox({"runs", "import", elsewhere, ws + "/runs/seg-1"}).exitCode, 1);  // it is there
  EXPECT_EQ(json({"runs", elsewhere})[0]["state"], "done");
  EXPECT_EQ(selvox({"finetune", ws, "--dataset", "mr", "--set", "train.rl=1", "--name", "x"}).exitCode, 1);
  EXPECT_EQ(selvox({"runs", "delete", ws, "mae-1"}).exitCode, 1);  // others descend from it
  EXPECT_EQ(selvox({"runs", "delete", ws, "base-1"}).exitCode, 0);
  EXPECT_EQ(json({"runs", ws}).size(), 3u);
}

// Folds, a plan, a dry run and a search on a few phantoms: each goes on where it was stopped and says what it did.
TEST_F(Cli, CrossValidatesPlansEstimatesAndSearches) {
  if (!workerIsBuilt())
    GTEST_SKIP() << "selvox-worker is not built, so nothing can be trained; set SELVOX_WORKER to use another build's";
  phantoms(6);
  json({"import", ws, (folder / "source" / "mr").string(), "--dataset", "mr"});
  const auto small = [](std::vector<std::string> words) {
    for (const char* each : {"train.patch=16,16,16", "train.batch=1", "arch.stages=2", "arch.base=4"})
      words.insert(words.end(), {"--set", each});
    return words;
  };
  const auto folds = small({"crossval", ws, "--dataset", "mr", "--folds", "2", "--steps", "2", "--val", "1"});
  const auto crossed = json(folds);
  EXPECT_EQ(crossed["folds"], 2);
  EXPECT_EQ(crossed["arms"][0]["cases"].size(), 6u);
  EXPECT_TRUE(crossed["arms"][0]["pooled"].contains("dice"));
  EXPECT_EQ(json(folds)["arms"], crossed["arms"]) << "nothing is run again";
  EXPECT_EQ(json({"runs", ws}).size(), 2u);
  const auto other = small({"crossval", ws, "--dataset", "mr", "--folds", "3", "--steps", "2"});
  EXPECT_NE(selvox(other).errors.find("other folds"), std::string::npos);

  const auto plan = json({"plan", ws, "--dataset", "mr", "--memory-gb", "8"});
  EXPECT_EQ(plan["settings"]["train.patch"].size(), 3u);
  for (const auto& [name, value] : plan["settings"].items()) EXPECT_TRUE(plan["reasons"].contains(name)) << name;

  const auto over = std::vector<std::string>{"--over", "train.lr=1e-4..1e-2:log"};
  auto search = small({"search", ws, "--dataset", "mr", "--trials", "3", "--steps", "6"});
  search.insert(search.end(), over.begin(), over.end());
  const auto blind = selvox(search);
  EXPECT_EQ(blind.exitCode, 1) << "without validation cases";
  json({"split", ws, "--dataset", "mr", "--val", "1", "--test", "2"});
  const auto found = json(search);
  ASSERT_EQ(found["rungs"].size(), 2u);
  EXPECT_EQ(found["rungs"][0]["steps"], 2);
  EXPECT_EQ(found["trials"].size(), 3u);
  const auto best = found["best"]["run"].get<std::string>();
  for (const auto& run : json({"runs", ws})) {
    const auto name = run["name"].get<std::string>();
    if (name.rfind("search-", 0) == 0) {
      EXPECT_EQ(run["step"], name == best ? 6 : 2) << name;
    }
  }
  EXPECT_NE(found["command"].get<std::string>().find("selvox finetune"), std::string::npos);
  EXPECT_EQ(json(search)["best"], found["best"]) << "nothing is run again";
  const auto unknown = selvox({"search", ws, "--dataset", "mr", "--steps", "6", "--over", "train.rl", "--name", "x"});
  EXPECT_NE(unknown.errors.find("train.lr"), std::string::npos) << unknown.errors;

  const auto cost = json(small({"estimate", ws, "--dataset", "mr", "--steps", "100"}));
  EXPECT_GT(cost["measured"]["seconds_per_step"].get<double>(), 0);
  EXPECT_GT(cost["measured"]["checkpoint_bytes"].get<double>(), 1000);
  EXPECT_EQ(cost["run"]["steps"], 100);
  EXPECT_EQ(json({"runs", ws}).size(), 5u) << "an estimate leaves no run";

  // The scratch baseline of a grid is the parent's network, whatever its width and depth.
  auto words = small({"pretrain", ws, "--dataset", "mr", "--method", "mae", "--steps", "2", "--name", "mae-1"});
  EXPECT_EQ(json(words)["state"], "done");
  json({"curve", ws, "--dataset", "mr", "--from", "mae-1", "--labelled", "2", "--seeds", "0", "--steps", "2", "--set",
        "train.patch=16,16,16", "--set", "train.batch=1"});
  std::set<std::int64_t> sizes;
  for (const auto& run : json({"runs", ws}))
    if (run["name"].get<std::string>().rfind("curve-", 0) == 0) sizes.insert(run["parameters"].get<std::int64_t>());
  EXPECT_EQ(sizes.size(), 1u);
}

// A combination has the settings of its members, and a method that only transformers serve brings one along.
TEST_F(Cli, PretrainsByCombinationsAndWithTheMethodsOwnNetwork) {
  if (!workerIsBuilt())
    GTEST_SKIP() << "selvox-worker is not built, so nothing can be trained; set SELVOX_WORKER to use another build's";
  phantoms(4);
  json({"import", ws, (folder / "source" / "mr").string(), "--dataset", "mr"});
  const auto settings = [](std::vector<std::string> words, const std::vector<std::string>& assignments) {
    for (const auto& each : assignments) words.insert(words.end(), {"--set", each});
    return words;
  };
  const std::vector<std::string> common{"pretrain", ws, "--dataset", "mr", "--dim", "2", "--steps", "2", "--name"};
  auto words = common;
  words.insert(words.end(), {"both", "--method", "mae+vicreg"});
  EXPECT_EQ(json(settings(words, {"mae.weight=1", "vicreg.weight=0.1", "vicreg.hidden=16", "vicreg.out=8",
                                  "train.patch=16,16", "train.batch=2", "arch.stages=2", "arch.base=4"}))["state"],
            "done");
  EXPECT_EQ(json({"runs", ws})[0]["settings"]["vicreg.weight"], 0.1);
  const auto refused = selvox(settings(words, {"mae.wieght=1"}));
  EXPECT_EQ(refused.exitCode, 1);
  EXPECT_NE(refused.errors.find("mae.weight"), std::string::npos) << refused.errors;

  words = common;
  words.insert(words.end(), {"tokens", "--method", "dinov2"});
  EXPECT_EQ(json(settings(words, {"train.patch=32,32", "train.batch=2", "arch.dim=24", "arch.depth=1", "arch.heads=2",
                                  "hidden=16", "bottleneck=8", "prototypes=16"}))["state"],
            "done");
  for (const auto& run : json({"runs", ws})) EXPECT_EQ(run["arch"], run["name"] == "tokens" ? "vit-s" : "unet");
}

}  // namespace
}  // namespace selvox
