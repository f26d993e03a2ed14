#include <clocale>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/base/temporary.h"

using namespace selvox::base;

TEST(Text, NumbersRoundTripInShortestForm) {
  EXPECT_EQ(toText(0.1), "0.1");
  EXPECT_EQ(toText(1e22), "1e+22");
  EXPECT_EQ(toText(std::nan("")), "nan");
  EXPECT_EQ(toText(-std::numeric_limits<double>::infinity()), "-inf");
  for (double value : {1.0 / 3, 5e-324, 1.7976931348623157e308, -0.0, 123456789.123})
    EXPECT_EQ(*toDouble(toText(value)), value);
  EXPECT_EQ(toDouble("+2.5"), 2.5);
  for (const char* wrong : {"", " 1", "1 ", "1,5", "0x10", "abc", "1.2.3", "+-1"})
    EXPECT_FALSE(toDouble(wrong)) << wrong;
  EXPECT_EQ(toInteger("-42"), -42);
  for (const char* wrong : {"", "1.0", "9223372036854775808", "4 "}) EXPECT_FALSE(toInteger(wrong)) << wrong;
}

TEST(Text, TimesAreIso8601Utc) {
  using namespace std::chrono;
  EXPECT_EQ(isoTime(system_clock::time_point(milliseconds(0))), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(isoTime(system_clock::time_point(milliseconds(1709208000123))), "2024-02-29T12:00:00.123Z");
}

TEST(Text, TimesAreReadBack) {
  using namespace std::chrono;
  const system_clock::time_point when(milliseconds(1709208000123));
  EXPECT_EQ(duration_cast<milliseconds>(parseIsoTime(isoTime(when))->time_since_epoch()).count(), 1709208000123);
  EXPECT_EQ(parseIsoTime("1970-01-01T00:00:00Z"), system_clock::time_point());
  for (const char* wrong : {"9999-01-01T00:00:00Z", "2026-01-01T00:00:00.5e9Z", "", "now", "2024-02-30T00:00:00Z", "2024-02-29T25:00:00Z", "2024-02-29 12:00:00Z",
                            "2024-02-29T12:00:00.xZ", "2024-02-29T12:00:00"}) {
    EXPECT_FALSE(parseIsoTime(wrong)) << wrong;
  }
}

TEST(Text, PlainNames) {
  for (const char* good : {"mae-1", "A", "run_2.b", "com10", "0"}) EXPECT_TRUE(isPlainName(good)) << good;
  for (const char* bad :
       {"", ".", "..", ".hidden", "-x", "a/b", "a\\b", "CON", "con.txt", "lpt1", "a b", "ä", "end."}) {
    EXPECT_FALSE(isPlainName(bad)) << bad;
  }
  EXPECT_FALSE(isPlainName(std::string(81, 'a')));
}

TEST(Text, NothingDependsOnTheLocale) {
  if (!std::setlocale(LC_ALL, "de_DE.UTF-8") && !std::setlocale(LC_ALL, "de_DE.utf8"))
    GTEST_SKIP() << "no de_DE locale here";
  EXPECT_EQ(toText(0.5), "0.5");
  EXPECT_EQ(toDouble("0.5"), 0.5);
  EXPECT_EQ(dumpJson(Json{{"a", 0.5}}), R"({"a":0.5})");
  const auto parsed = parseJson("[0.5]", "x");
  std::setlocale(LC_ALL, "C");
  ASSERT_TRUE(parsed);
  EXPECT_EQ((*parsed)[0], 0.5);
}

TEST(JsonText, MalformedTextIsAnErrorWithItsPlace) {
  const auto broken = parseJson("{\"a\": [1, 2,, 3]}", "run.json");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::Corrupt);
  EXPECT_NE(broken.error().message.find("byte 13"), std::string::npos) << broken.error().message;
  EXPECT_FALSE(parseJson("\"\xff\xfe\"", "x"));
  EXPECT_FALSE(parseJson("", "x"));
}

TEST(JsonText, DepthIsLimited) {
  const std::string open(64, '['), close(64, ']');
  EXPECT_TRUE(parseJson(open + close, "x"));
  EXPECT_FALSE(parseJson("[" + open + close + "]", "x"));
  EXPECT_FALSE(parseJson(std::string(5'000'000, '['), "x"));
  EXPECT_TRUE(parseJson("\"" + std::string(100, '[') + "\"", "x"));
}

TEST(JsonText, NumbersAreShortestAndNonFiniteIsNull) {
  EXPECT_EQ(dumpJson(Json{{"b", 1.0 / 3}, {"a", std::nan("")}, {"c", "\xff"}}),
            "{\"a\":null,\"b\":0.3333333333333333,\"c\":\"\xEF\xBF\xBD\"}");
  const Json nested = {{"list", {1, 2, 3}}, {"empty", Json::object()}, {"rows", {{1}, {2}}}};
  EXPECT_EQ(*parseJson(dumpJson(nested, 2), "x"), nested);
}

TEST(JsonText, FilesRoundTrip) {
  selvox::test::TemporaryFolder folder;
  const Json value = {{"name", "Größe"}, {"x", 0.1}};
  ASSERT_TRUE(writeJson(folder / "a.json", value));
  EXPECT_EQ(*readJson(folder / "a.json"), value);
  EXPECT_EQ(readJson(folder / "none.json").error().code, ErrorCode::NotFound);
}

TEST(JsonText, ValueOrNeverThrows) {
  const Json object = {{"text", "a"}, {"number", 3}};
  EXPECT_EQ(valueOr<int>(object, "number", 0), 3);
  EXPECT_EQ(valueOr<int>(object, "text", 7), 7);
  EXPECT_EQ(valueOr<std::string>(object, "number", "x"), "x");
  EXPECT_EQ(valueOr<int>(Json::array(), "number", 9), 9);
}
