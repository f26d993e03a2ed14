#include <gtest/gtest.h>

#include "core/spec/param_schema.h"

using namespace selvox::spec;
using selvox::base::ErrorCode;
using selvox::base::Json;

namespace {

ParamSchema exampleSchema() {
  ParamSchema schema;
  schema.version = 3;
  schema.params = {
      {.name = "train.lr",
       .type = ParamType::Float,
       .defaultValue = 1e-3,
       .minimum = 1e-8,
       .maximum = 1.0,
       .unit = "",
       .help = "Higher learns faster.",
       .citation = "Kingma 2015",
       .logarithmic = true},
      {.name = "train.batch",
       .type = ParamType::Int,
       .defaultValue = nullptr,
       .minimum = 1.0,
       .maximum = 4096.0,
       .advanced = true},
      {.name = "mode", .type = ParamType::Choice, .defaultValue = "a", .choices = {"a", "b"}, .group = "Shape"},
      {.name = "flip", .type = ParamType::Bool, .defaultValue = true},
      {.name = "note", .type = ParamType::Text, .defaultValue = ""},
      {.name = "train.patch",
       .type = ParamType::IntVector,
       .defaultValue = {96, 96, 96},
       .minimum = 8.0,
       .maximum = 512.0},
      {.name = "betas", .type = ParamType::FloatVector, .defaultValue = {0.9, 0.999}, .minimum = 0.0, .maximum = 1.0},
  };
  return schema;
}

}  // namespace

TEST(ParamSchema, JsonRoundTrip) {
  const ParamSchema schema = exampleSchema();
  const auto read = schemaFromJson(toJson(schema));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(toJson(*read), toJson(schema));
  EXPECT_EQ(read->version, 3);
  ASSERT_TRUE(read->find("train.lr"));
  EXPECT_EQ(read->find("train.lr")->citation, "Kingma 2015");
  EXPECT_TRUE(read->find("train.batch")->advanced);
  EXPECT_EQ(read->find("mode")->choices, (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(read->find("none"));
}

TEST(ParamSchema, TextBecomesATypedValue) {
  const ParamSchema schema = exampleSchema();
  const auto parse = [&](const char* name, const char* text) { return parseValue(*schema.find(name), text); };
  EXPECT_EQ(*parse("train.lr", "0.01"), Json(0.01));
  EXPECT_EQ(*parse("train.lr", "1e-4"), Json(1e-4));
  EXPECT_EQ(*parse("train.batch", "8"), Json(8));
  EXPECT_EQ(*parse("train.batch", "auto"), Json());
  EXPECT_EQ(*parse("flip", "no"), Json(false));
  EXPECT_EQ(*parse("mode", "b"), Json("b"));
  EXPECT_EQ(*parse("train.patch", "32,64,16"), (Json{32, 64, 16}));
  EXPECT_EQ(*parse("train.patch", "32x64x16"), (Json{32, 64, 16}));
  EXPECT_EQ(*parse("train.patch", "32, 64, 16"), (Json{32, 64, 16}));
  for (const auto& [name, text] : {std::pair{"train.lr", "0"},
                                   {"train.lr", "fast"},
                                   {"train.lr", "nan"},
                                   {"train.lr", "auto"},
                                   {"train.lr", "0,1"},
                                   {"train.batch", "2.5"},
                                   {"train.batch", "0"},
                                   {"train.batch", "99999999999999999999"},
                                   {"mode", "c"},
                                   {"flip", "maybe"},
                                   {"train.patch", "32,"},
                                   {"train.patch", "32, , 16"},
                                   {"train.patch", "3 2,64,16"},
                                   {"train.patch", "4,4,4"},
                                   {"betas", "0.9;0.1"}}) {
    const auto value = parse(name, text);
    ASSERT_FALSE(value) << name << "=" << text;
    EXPECT_EQ(value.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(value.error().message.find(name), std::string::npos);
  }
  EXPECT_NE(parse("train.lr", "5").error().message.find("from 1e-08 to 1"), std::string::npos)
      << parse("train.lr", "5").error().message;
  EXPECT_NE(parse("mode", "c").error().message.find("one of a, b"), std::string::npos);
}

TEST(ParamSchema, ResolveFillsDefaultsAndRefusesStrangers) {
  const ParamSchema schema = exampleSchema();
  const auto resolved = resolve(schema, {{"flip", false}, {"train.lr", 1}});
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->size(), schema.params.size());
  EXPECT_EQ((*resolved)["flip"], false);
  EXPECT_EQ((*resolved)["mode"], "a");
  EXPECT_TRUE((*resolved)["train.batch"].is_null());
  const auto stranger = resolve(schema, {{"lr", 1}});
  ASSERT_FALSE(stranger);
  EXPECT_NE(stranger.error().message.find("train.lr"), std::string::npos);
  EXPECT_FALSE(resolve(schema, Json::array()));
  EXPECT_TRUE(resolve(schema, nullptr));
  const std::vector<Json> wrong = {{{"flip", 1}},
                                   {{"train.lr", "x"}},
                                   {{"train.batch", 2.5}},
                                   {{"train.batch", -1}},
                                   {{"train.patch", 32}},
                                   {{"train.patch", Json::array()}},
                                   {{"train.patch", {32, "a"}}},
                                   {{"note", std::string(5000, 'x')}},
                                   {{"mode", nullptr}},
                                   {{"train.batch", 18446744073709551615u}}};
  for (const Json& given : wrong) EXPECT_FALSE(resolve(schema, given)) << given;
}

TEST(ParamSchema, ForeignDescriptionsAreRefusedNotThrown) {
  for (const char* text : {"[]", "null", "{}", R"({"params":{}})", R"({"params":[3]})", R"({"params":[{"name":"a"}]})",
                           R"({"params":[{"name":"a","type":"quaternion"}]})",
                           R"({"params":[{"name":"a","type":"int"},{"name":"a","type":"int"}]})"}) {
    EXPECT_FALSE(schemaFromJson(*selvox::base::parseJson(text, "x"))) << text;
  }
  EXPECT_TRUE(schemaFromJson(
      *selvox::base::parseJson(R"({"params":[{"name":"a","type":"int","minimum":"x","choices":5}]})", "x")));
}
