// multipart/related cut at every place, and the DICOM JSON model.

#include <gtest/gtest.h>

#include "plugins/dicomweb/dicom_json.h"
#include "plugins/dicomweb/multipart.h"
#include "plugins/dicomweb/part10.h"

namespace selvox::plugins::dicomweb {
namespace {

struct Parts {
  std::vector<std::string> all;
  int open = 0;
  MultipartReader::Sink sink() {
    return {[this] {
              all.emplace_back();
              ++open;
              return base::Status();
            },
            [this](std::string_view piece) {
              all.back().append(piece);
              return base::Status();
            },
            [this] {
              --open;
              return base::Status();
            }};
  }
};

const std::string kBody =
    "preamble\r\n--xyz\r\nContent-Type: application/dicom\r\n\r\nfirst\r\n--xy\r\n-part\r\n--xyz\r\n\r\n\r\n"
    "--xyz \r\nA: b\r\n\r\nthird\r\n--xyz--\r\nepilogue";

TEST(Multipart, TheCutsDoNotMatter) {
  for (std::size_t piece = 1; piece <= kBody.size(); ++piece) {
    Parts parts;
    MultipartReader reader("xyz", parts.sink());
    for (std::size_t at = 0; at < kBody.size(); at += piece) ASSERT_TRUE(reader.push(kBody.substr(at, piece)));
    ASSERT_TRUE(reader.finish()) << piece;
    EXPECT_EQ(parts.all, (std::vector<std::string>{"first\r\n--xy\r\n-part", "", "third"})) << piece;
    EXPECT_EQ(parts.open, 0);
  }
}

TEST(Multipart, AnAnswerCutShortIsCorrupt) {
  const std::size_t whole = kBody.find("--xyz--") + 7;
  for (std::size_t length = 0; length < whole; ++length) {
    Parts parts;
    MultipartReader reader("xyz", parts.sink());
    ASSERT_TRUE(reader.push(kBody.substr(0, length)));
    EXPECT_FALSE(reader.finish()) << length;
  }
}

TEST(Multipart, EndlessHeadersEnd) {
  Parts parts;
  MultipartReader reader("xyz", parts.sink());
  ASSERT_TRUE(reader.push("--xyz\r\n"));
  base::Status status;
  for (int i = 0; i < 100 && status; ++i) status = reader.push(std::string(1024, 'a'));
  EXPECT_FALSE(status);
}

TEST(Multipart, Boundaries) {
  EXPECT_EQ(boundaryOf("multipart/related; type=\"application/dicom\"; boundary=abc"), "abc");
  EXPECT_EQ(boundaryOf("Multipart/Related; Boundary=\"a b;c\"; type=x"), "a b;c");
  EXPECT_EQ(boundaryOf("application/dicom; boundary=abc"), "");
  EXPECT_EQ(boundaryOf("multipart/related"), "");
}

TEST(DicomJson, ValuesAsText) {
  const auto json = base::parseJson(R"({"00100010":{"vr":"PN","Value":[{"Alphabetic":"DOE^J"}]},
    "00080061":{"vr":"CS","Value":["CT","MR"]},"00201208":{"vr":"IS","Value":[12]},"00200013":{"vr":"IS","Value":["7"]},
    "00081030":{"vr":"LO"},"00080020":[],"00080050":{"vr":"SH","Value":[null]}})",
                                    "test");
  ASSERT_TRUE(json);
  EXPECT_EQ(dicomText(*json, "00100010"), "DOE^J");
  EXPECT_EQ(dicomText(*json, "00080061"), "CT\\MR");
  EXPECT_EQ(dicomCount(*json, "00201208"), 12);
  EXPECT_EQ(dicomCount(*json, "00200013"), 7);
  for (const char* tag : {"00081030", "00080020", "00080050", "99999999"}) {
    EXPECT_EQ(dicomText(*json, tag), "") << tag;
    EXPECT_EQ(dicomCount(*json, tag), -1) << tag;
  }
}

TEST(Part10, TheInstanceStandsInTheMetaHeader) {
  std::string head(128, '\0');
  head += "DICM";
  head += std::string("\2\0\0\0UL\4\0\x30\0\0\0", 12) + std::string("\2\0\1\0OB\0\0\2\0\0\0\0\1", 14) +
          std::string("\2\0\2\0UI\4\0001.2\0", 12) + std::string("\2\0\3\0UI\6\0001.2.3\0", 14);
  EXPECT_EQ(instanceOf(head), "1.2.3");
  for (std::size_t length = 0; length < head.size(); ++length) EXPECT_EQ(instanceOf(head.substr(0, length)), "");
  head[139] = '\x7f';  // a length beyond the end
  EXPECT_EQ(instanceOf(head), "");
}

}  // namespace
}  // namespace selvox::plugins::dicomweb
