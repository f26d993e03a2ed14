#include "core/base/csv.h"

#include <gtest/gtest.h>

namespace selvox::base {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(parseCsv("a,b\r\n1,\"x, \"\"y\"\"\n z\"\r\n\r\n2,\r\n"),
            (Rows{{"a", "b"}, {"1", "x, \"y\"\n z"}, {"2", ""}}));
  EXPECT_EQ(parseCsv("\xef\xbb\xbf"
                     "a;b,c\n1;2,5"),
            (Rows{{"a;b", "c"}, {"1;2", "5"}}))
      << "a tie is the comma's";
}

TEST(Csv, TakesTheSeparatorOfTheFirstLine) {
  EXPECT_EQ(parseCsv("a;b;c\n1;2,5;3"), (Rows{{"a", "b", "c"}, {"1", "2,5", "3"}}));
  EXPECT_EQ(parseCsv("a\tb\n1, 2\t3"), (Rows{{"a", "b"}, {"1, 2", "3"}}));
  EXPECT_EQ(parseCsv(""), Rows{});
}

TEST(Csv, ColumnsThatMayNamePeopleAreTold) {
  EXPECT_EQ(plainColumn(" Patient ID "), "patient_id");
  EXPECT_EQ(plainColumn("Gleason (ISUP)"), "gleason_isup");
  for (const char* column : {"patient_name", "birth_year", "id", "study_id", "mrn", "free_comment"})
    EXPECT_TRUE(mayIdentify(column)) << column;
  for (const char* column : {"grade", "site", "age", "sex", "idh_status"}) EXPECT_FALSE(mayIdentify(column)) << column;
}

}  // namespace
}  // namespace selvox::base
