#include <algorithm>
#include <cstring>

#include <gtest/gtest.h>

#include "core/base/safetensors.h"
#include "tests/base/temporary.h"

using namespace selvox::base;
using selvox::test::TemporaryFolder;

namespace {

std::span<const std::byte> bytesOf(const auto& container) {
  return std::as_bytes(std::span(container));
}

std::string file(const std::string& header, const std::string& payload) {
  std::string text(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) text[i] = static_cast<char>(header.size() >> (8 * i));
  return text + header + payload;
}

Result<SafetensorsContent> parse(const std::string& text) {
  return parseSafetensors(bytesOf(text), "test");
}

}  // namespace

TEST(Safetensors, RoundTrip) {
  TemporaryFolder folder;
  const std::vector<float> weights{1, 2, 3, 4, 5, 6};
  const std::vector<std::uint8_t> mask{1, 0, 1};
  const std::vector<double> loss{0.25};
  TensorViews tensors{{"weights", {DType::F32, {2, 3}, bytesOf(weights)}},
                      {"a mask", {DType::U8, {3}, bytesOf(mask)}},
                      {"loss", {DType::F64, {}, bytesOf(loss)}},
                      {"nothing", {DType::I64, {0, 4}, {}}}};
  ASSERT_TRUE(writeSafetensors(folder / "a.safetensors", tensors, {{"format", "x\"sha256\":\"y"}}, true));
  const auto read = SafetensorsFile::open(folder / "a.safetensors");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->tensors().size(), 4u);
  for (const auto& [key, view] : tensors) {
    const auto* found = read->find(key);
    ASSERT_TRUE(found) << key;
    EXPECT_EQ(found->dtype, view.dtype);
    EXPECT_EQ(found->shape, view.shape);
    ASSERT_EQ(found->bytes.size(), view.bytes.size());
    EXPECT_TRUE(std::equal(view.bytes.begin(), view.bytes.end(), found->bytes.begin()));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(found->bytes.data()) % bytesPerElement(view.dtype), 0u) << key;
  }
  EXPECT_EQ(read->metadata().at("format"), "x\"sha256\":\"y");
  EXPECT_EQ(read->metadata().at("sha256").size(), 64u);
  EXPECT_TRUE(read->verify());
}

TEST(Safetensors, ADamagedPayloadDoesNotVerify) {
  TemporaryFolder folder;
  const std::vector<float> weights{1, 2, 3};
  ASSERT_TRUE(writeSafetensors(folder / "a", {{"w", {DType::F32, {3}, bytesOf(weights)}}}, {}, true));
  std::string text = *readFile(folder / "a");
  text.back() = static_cast<char>(text.back() ^ 1);
  ASSERT_TRUE(writeFile(folder / "a", text));
  EXPECT_EQ(SafetensorsFile::open(folder / "a")->verify().error().code, ErrorCode::Corrupt);
}

TEST(Safetensors, AcceptsTheFormatsOwnExample) {
  const auto content =
      parse(file(R"({"t":{"dtype":"BF16","shape":[2,1],"data_offsets":[0,4]},"__metadata__":{"k":"v"}}  )", "abcd"));
  ASSERT_TRUE(content) << content.error().message;
  EXPECT_EQ(content->tensors.at("t").bytes.size(), 4u);
  EXPECT_EQ(content->metadata.at("k"), "v");
}

TEST(Safetensors, HostileHeadersAreRefused) {
  const char* headers[] = {
      "[]",
      "{",
      R"({"t":5})",
      R"({"t":{"dtype":"F32","shape":[1]}})",
      R"({"t":{"dtype":"X","shape":[1],"data_offsets":[0,4]}})",
      R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})",
      R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})",
      R"({"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})",
      R"({"t":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})",
      R"({"t":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})",
      R"({"t":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,4]}})",
      R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
      R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"u":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}})",
      R"({"t":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}})",
      R"({"__metadata__":{"a":1},"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})"};
  for (const char* header : headers) {
    const auto content = parse(file(header, "abcd"));
    ASSERT_FALSE(content) << header;
    EXPECT_EQ(content.error().code, ErrorCode::Corrupt);
  }
  EXPECT_FALSE(parse("short"));
  EXPECT_FALSE(parse(std::string(16, '\xff')));
  const std::string whole = file(R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "abcd");
  ASSERT_TRUE(parse(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) EXPECT_FALSE(parse(whole.substr(0, length))) << length;
  EXPECT_FALSE(parse(whole + "x"));
}

TEST(Safetensors, TheWriterCountsItsBytes) {
  TemporaryFolder folder;
  auto writer = SafetensorsWriter::create(folder / "a", {{"x", DType::U8, {4}}}, {});
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->append(bytesOf(std::string("ab"))));
  EXPECT_FALSE(writer->append(bytesOf(std::string("cde"))));
  EXPECT_EQ(writer->commit().error().code, ErrorCode::InvalidArgument);
  EXPECT_FALSE(SafetensorsWriter::create(folder / "a", {{"x", DType::U8, {4}}, {"x", DType::U8, {4}}}, {}));
  EXPECT_FALSE(SafetensorsWriter::create(folder / "a", {{"x", DType::U8, {-4}}}, {}));
}

TEST(Safetensors, AFullDiskAtAnyByteLeavesTheOldFile) {
  TemporaryFolder folder;
  const std::vector<float> before{1}, after{2, 3};
  ASSERT_TRUE(writeSafetensors(folder / "a", {{"w", {DType::F32, {1}, bytesOf(before)}}}));
  for (std::uint64_t bytes = 0;; ++bytes) {
    FaultyDisk disk(bytes);
    if (writeSafetensors(folder / "a", {{"w", {DType::F32, {2}, bytesOf(after)}}})) break;
    ASSERT_EQ(SafetensorsFile::open(folder / "a")->find("w")->shape, std::vector<std::int64_t>{1}) << bytes;
  }
  EXPECT_EQ(SafetensorsFile::open(folder / "a")->find("w")->shape, std::vector<std::int64_t>{2});
}
