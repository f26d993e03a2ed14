#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/events/event.h"
#include "tests/base/temporary.h"

using namespace selvox::events;
using namespace selvox::base;
using selvox::test::TemporaryFolder;

TEST(Event, LinesRoundTripAndKeepUnknownFields) {
  Event event{1,
              812,
              "2026-11-23T09:30:00.123Z",
              "scalar",
              {{"name", "loss/train"}, {"step", 400}, {"value", 0.4172}, {"later", {1, 2}}, {"seq", 5}}};
  const std::string line = encode(event);
  EXPECT_EQ(line,
            "{\"v\":1,\"seq\":812,\"t\":\"2026-11-23T09:30:00.123Z\",\"type\":\"scalar\",\"later\":[1,2],\"name\":"
            "\"loss/train\",\"step\":400,\"value\":0.4172}\n");
  const auto read = decode(line);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->seq, 812);
  EXPECT_EQ(read->type, "scalar");
  EXPECT_EQ(read->body["later"], (Json{1, 2}));
}

TEST(Event, TornAndForeignLinesAreNone) {
  const std::string whole = encode({1, 3, "t", "message", {{"text", "hello"}}});
  for (std::size_t length = 0; length + 2 < whole.size(); ++length)
    EXPECT_FALSE(decode(whole.substr(0, length))) << length;
  for (const char* line :
       {"", "{}", "[]", "3", "{\"v\":0,\"seq\":1,\"type\":\"a\"}", "{\"v\":1,\"seq\":-1,\"type\":\"a\"}",
        "{\"v\":1,\"seq\":1}", "{\"v\":1,\"seq\":\"1\",\"type\":\"a\"}", "{\"v\":1,\"seq\":1e300,\"type\":\"a\"}"}) {
    EXPECT_FALSE(decode(line)) << line;
  }
}

TEST(Event, ValuesAreExactAndNonFiniteOnesAreNamed) {
  TemporaryFolder folder;
  auto writer = EventWriter::open(folder / "e");
  const double value = 0.1 + 0.2;
  ASSERT_TRUE(writer->scalar("a", 1, value));
  ASSERT_TRUE(writer->scalar("a", 2, std::nan("")));
  ASSERT_TRUE(writer->scalar("a", 3, -std::numeric_limits<double>::infinity()));
  TailReader reader(folder / "e");
  const auto events = reader.poll();
  ASSERT_EQ(events->size(), 3u);
  EXPECT_EQ((*events)[0].body["value"].get<double>(), value);
  EXPECT_TRUE((*events)[1].body["value"].is_null());
  EXPECT_EQ((*events)[1].body["nonfinite"], "nan");
  EXPECT_EQ((*events)[2].body["nonfinite"], "-inf");
}

TEST(EventLog, ATornLineAtAnyByteIsContinuedWithoutAGap) {
  TemporaryFolder folder;
  std::string log;
  {
    auto writer = EventWriter::open(folder / "e");
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(writer->scalar("a", i, i));
    log = *readFile(folder / "e");
  }
  const std::size_t lastLine = log.rfind('\n', log.size() - 2) + 1;
  for (std::size_t length = lastLine; length <= log.size(); ++length) {
    ASSERT_TRUE(writeFile(folder / "e", log.substr(0, length)));
    const bool whole = length + 1 >= log.size();  // only the newline is missing: the line counts once it is added
    auto writer = EventWriter::open(folder / "e");
    ASSERT_TRUE(writer);
    EXPECT_EQ(writer->nextSeq(), whole ? 3 : 2) << length;
    ASSERT_TRUE(writer->write("run_started", {{"resumed", true}}));
    TailReader reader(folder / "e");
    const auto events = reader.poll();
    for (std::size_t i = 0; i < events->size(); ++i)
      EXPECT_EQ((*events)[i].seq, static_cast<std::int64_t>(i)) << length;
    EXPECT_EQ(events->size(), whole ? 4u : 3u);
    EXPECT_EQ(events->back().type, "run_started");
  }
}

TEST(EventLog, AFullDiskTearsOneLineAndNoOther) {
  TemporaryFolder folder;
  auto writer = EventWriter::open(folder / "e");
  ASSERT_TRUE(writer->write("message", {{"text", "one"}}));
  {
    FaultyDisk disk(10);
    EXPECT_EQ(writer->write("message", {{"text", "two"}}).error().code, ErrorCode::DiskFull);
    EXPECT_FALSE(writer->write("message", {{"text", "three"}}));
  }
  ASSERT_TRUE(writer->write("message", {{"text", "four"}}));
  TailReader reader(folder / "e");
  const auto events = reader.poll();
  ASSERT_EQ(events->size(), 2u);
  EXPECT_EQ((*events)[1].seq, 1);
  EXPECT_EQ((*events)[1].body["text"], "four");
}

TEST(EventLog, TheLastSeqIsFoundBehindALongTail) {
  TemporaryFolder folder;
  {
    auto writer = EventWriter::open(folder / "e");
    ASSERT_TRUE(writer->write("message", {{"text", "x"}}));
  }
  ASSERT_TRUE(AppendFile::open(folder / "e")->append(std::string(3 << 20, 'x')));
  EXPECT_EQ(EventWriter::open(folder / "e")->nextSeq(), 1);
}

TEST(TailReader, DeliversEachLineOnceHoweverItArrives) {
  TemporaryFolder folder;
  std::string log;
  for (int i = 0; i < 20; ++i)
    log += encode({1, i, "t", "message", {{"text", std::string(static_cast<std::size_t>(i * 3), 'y')}}});
  TailReader reader(folder / "e");
  EXPECT_TRUE(reader.poll()->empty());  // not there yet
  auto file = AppendFile::open(folder / "e");
  std::vector<std::int64_t> seen;
  for (std::size_t at = 0; at < log.size(); at += 7) {
    ASSERT_TRUE(file->append(log.substr(at, 7)));
    const auto events = reader.poll();
    ASSERT_TRUE(events);
    for (const Event& event : *events) seen.push_back(event.seq);
    EXPECT_FALSE(reader.restarted());
  }
  ASSERT_EQ(seen.size(), 20u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], static_cast<std::int64_t>(i));
  TailReader small(folder / "e");
  std::size_t count = 0;
  for (int i = 0; i < 1000; ++i) count += small.poll(13)->size();
  EXPECT_EQ(count, 20u);
}

TEST(TailReader, AReplacedOrShorterFileIsReadAgain) {
  TemporaryFolder folder;
  const auto line = [](int seq, const std::string& text) { return encode({1, seq, "t", "message", {{"text", text}}}); };
  ASSERT_TRUE(writeFile(folder / "e", line(0, "first") + line(1, "first")));
  TailReader reader(folder / "e");
  EXPECT_EQ(reader.poll()->size(), 2u);
  ASSERT_TRUE(writeFile(folder / "e", line(0, "again")));
  auto events = reader.poll();
  EXPECT_TRUE(reader.restarted());
  ASSERT_EQ(events->size(), 1u);
  EXPECT_EQ((*events)[0].body["text"], "again");
  EXPECT_TRUE(reader.poll()->empty());
  EXPECT_FALSE(reader.restarted());
  ASSERT_TRUE(writeFile(folder / "e", line(0, "other") + line(1, "other") + line(2, "other")));
  EXPECT_EQ(reader.poll()->size(), 3u);
  EXPECT_TRUE(reader.restarted());
}
