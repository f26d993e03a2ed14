#include <gtest/gtest.h>

#include "core/spec/run_spec.h"

using namespace selvox::spec;
using selvox::base::ErrorCode;
using selvox::base::Json;

namespace {

const std::string kKey(32, 'a');

RunSpec exampleRun() {
  RunSpec spec;
  spec.name = "mae-1";
  spec.kind = "pretrain";
  spec.method = "mae";
  spec.arch = "unet";
  spec.dim = 3;
  spec.seed = 0xffffffffffffffffu;
  spec.created = "2026-11-23T09:30:00.123Z";
  spec.parents = {"older", "oldest"};
  spec.initFrom = "older";
  spec.initCheckpoint = "../older/checkpoints/step-00000400.safetensors";
  spec.initSha256 = std::string(64, '0');
  spec.datasets = {{"hippo", "v1", 0.5, {1, 1.5, 2}}};
  spec.cases = {
      {"case_001", "hippo", "P-0000AAAA", "MR", "train", true, kKey, std::string(32, 'b'), std::string(32, 'c'), "h"},
      {"case_002", "hippo", "P-0000BBBB", "MR", "test", false, kKey, "", "", "h2"}};
  spec.cases[0].sequence = "FLAIR";
  spec.cases[1].columns = {{"class", "benign"}, {"site", "2"}};
  spec.labels = {{1, "anterior"}, {2, "posterior"}};
  spec.split = {{"dataset", "hippo"}, {"seed", 7}};
  spec.settings = {{"train.lr", 0.1}, {"train.patch", {32, 32, 32}}};
  spec.overrides = {{"leak", "on purpose", {"P-0000AAAA"}}};
  spec.versions = {{"selvox", "0.1.0"}};
  spec.parameters = 123456789012;
  return spec;
}

}  // namespace

TEST(RunSpec, JsonRoundTripLosesNothing) {
  const Json json = toJson(exampleRun());
  const auto read = runSpecFromJson(json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(toJson(*read), json);
  EXPECT_EQ(read->seed, 0xffffffffffffffffu);
  EXPECT_EQ(read->cases[0].labelNative, std::string(32, 'c'));
  EXPECT_EQ(read->cases[0].sequence, "FLAIR");
  EXPECT_EQ(read->cases[1].columns.at("class"), "benign");
  EXPECT_FALSE(json["data"]["cases"][0].contains("columns"));
  EXPECT_EQ(read->labels.at(2), "posterior");
  EXPECT_EQ(read->overrides[0].patients[0], "P-0000AAAA");
  EXPECT_EQ(read->datasets[0].spacing[1], 1.5);
  const auto text = selvox::base::dumpJson(json, 2);
  EXPECT_EQ(toJson(*runSpecFromJson(*selvox::base::parseJson(text, "x"))), json);
}

// Of one dataset its split stands there as it is, of several they stand in a list.
TEST(RunSpec, KeepsTheSplitOfEveryDataset) {
  const Json one = {{"dataset", "a"}, {"seed", 7}, {"test", {"x"}}}, other = {{"dataset", "b"}, {"seed", 8}};
  auto spec = exampleRun();
  spec.split = Json::array({one});
  EXPECT_EQ(toJson(spec)["split"], one);
  spec.split = Json::array({one, other});
  const auto read = runSpecFromJson(toJson(spec));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->split, Json::array({one, other}));
  spec.split = Json::array();
  EXPECT_EQ(toJson(spec)["split"], Json::object());
}

TEST(RunSpec, NewerVersionsSaySo) {
  Json json = toJson(exampleRun());
  json["v"] = 2;
  EXPECT_EQ(runSpecFromJson(json).error().code, ErrorCode::NewerVersion);
}

TEST(RunSpec, EveryFieldOfAWrongTypeIsRefusedByName) {
  const Json good = toJson(exampleRun());
  const std::vector<Json> wrong = {nullptr, true, -1, 0.5, "x", Json::array(), Json::object(), Json::array({1, 2}),
                                   1e300};
  for (const auto& [key, value] : good.items()) {
    for (const Json& replacement : wrong) {
      Json json = good;
      json[key] = replacement;
      const auto read = runSpecFromJson(json);  // must not throw, whatever the outcome
      if (replacement.type() == value.type() || (replacement.is_number() && value.is_number())) continue;
      if (replacement.is_null() && (key == "settings" || key == "versions" || key == "split" || key == "overrides"))
        continue;
      ASSERT_FALSE(read) << key << " = " << replacement;
      EXPECT_NE(read.error().message.find(key), std::string::npos) << read.error().message;
    }
  }
}

TEST(RunSpec, HostileValuesAreRefused) {
  const Json good = toJson(exampleRun());
  const auto refused = [&](const char* pointer, const Json& value) {
    Json json = good;
    json[Json::json_pointer(pointer)] = value;
    const auto read = runSpecFromJson(json);
    EXPECT_FALSE(read) << pointer << " = " << value;
  };
  for (const char* name : {"", "../x", "a/b", "CON", ".x", "a\\b"}) refused("/name", name);
  for (const char* name : {"", "..", "a/b", "../../etc/passwd", "a\nb", "c:x"}) refused("/data/cases/0/case", name);
  for (const char* key : {"", "zz", "../../../../../../../../etc/passwd", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    refused("/data/cases/0/image", key);
  refused("/data/cases/0/label", "x");
  refused("/data/cases/0/labelNative", std::string(33, 'a'));
  refused("/data/cases/0/role", "training");
  refused("/data/cases/1/case", "case_001");
  refused("/data/cases/0/dataset", "other");
  refused("/data/cases/1/columns", {{"class", 3}});
  refused("/data/cases/1/columns", {{"class", std::string(5000, 'x')}});
  refused("/data/cases/1/columns", Json::array({"class"}));
  refused("/data/datasets/0/spacing", {1, 2});
  refused("/data/datasets/0/weight", -1);
  refused("/data/labels", {{"0", "background"}});
  refused("/data/labels", {{"70000", "x"}});
  refused("/data/labels", {{"one", "x"}});
  refused("/kind", "both");
  refused("/method", "");
  refused("/dim", 4);
  refused("/seed", -1);
  refused("/format", "other");
  refused("/parameters", -5);
  refused("/arch", std::string(5000, 'x'));
  refused("/arch", std::string("a\0b", 3));
}

TEST(RunSpec, ASmallFileIsEnough) {
  const auto json = selvox::base::parseJson(
      R"({"format":"selvox-run","v":1,"name":"a","kind":"finetune","task":"segmentation","arch":"unet",
      "data":{"datasets":[],"cases":[]}})",
      "x");
  const auto read = runSpecFromJson(*json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->initFrom, "scratch");
  EXPECT_EQ(read->cache, "../../cache");
  EXPECT_TRUE(read->settings.is_object());
}
