// What a run took over from the weights it started from.

#include <QTest>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/pages/runs/run_files.h"
#include "ui/pages/runs/run_tabs.h"
#include "ui/pages/runs/transfer_tab.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {
namespace {

constexpr const char* kReport = R"json({"from":"resnet18.pth","layout":"torchvision","values":{"loaded":30,"all":40},
  "tensors":[{"name":"encoder.conv","shape":"16x1x3","source":"conv1.weight","source_shape":"16x3x3","state":"adapted","how":"3 input channels made 1 (average)"
},
             {"name":"encoder.norm","shape":"16","source":"bn1.weight","source_shape":"16","state":"matched"},
             {"name":"decoder.head","shape":"4x16","state":"skipped","why":"a head belongs to its own task"},
             {"shape":"4"}, 7],
  "unused":[{"name":"fc.weight","why":"a head of the pretraining method"}]
})json";

TEST(Transfer, ReadsWhatBecameOfEveryTensor) {
  const auto read = transferFromJson(base::Json::parse(kReport));
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->rows.size(), 4U) << "rows that say nothing are passed over";
  EXPECT_EQ(read->rows[0].name, "decoder.head") << "what was left comes first";
  EXPECT_EQ(read->count(TensorState::Matched), 1U);
  EXPECT_EQ(read->rows[2].shape, "16 × 1 × 3");
  EXPECT_EQ(read->rows[2].why, "3 input channels made 1 (average)");
  for (const char* broken : {"{}", "[]", "null", R"({"tensors":3})"})
    EXPECT_FALSE(transferFromJson(base::Json::parse(broken)).has_value()) << broken;
}

TEST(TransferTab, FiltersByStateAndWord) {
  TransferTab tab;
  tab.resize(900, 500);
  static_cast<QWidget&>(tab).show();
  tab.show(*transferFromJson(base::Json::parse(kReport)));
  EXPECT_EQ(tab.table()->topLevelItemCount(), 4);
  EXPECT_TRUE(tab.summary().contains("2 of 3 tensors")) << tab.summary().toStdString();
  EXPECT_TRUE(tab.summary().contains("75.0")) << tab.summary().toStdString();
  EXPECT_TRUE(tab.summary().contains("torchvision"));
  auto nearly = base::Json::parse(kReport);
  nearly["values"] = {{"loaded", 99990}, {"all", 100000}};
  TransferTab other;
  other.show(*transferFromJson(nearly));
  EXPECT_TRUE(other.summary().contains("99.9")) << "not all of them: " << other.summary().toStdString();
  tab.states()->setFocus();
  QTest::keyClick(tab.states(), Qt::Key_Right);  // first values
  ASSERT_EQ(tab.table()->topLevelItemCount(), 1);
  EXPECT_EQ(tab.table()->topLevelItem(0)->text(5), "a head belongs to its own task");
  QTest::keyClick(tab.states(), Qt::Key_Right);  // not used
  ASSERT_EQ(tab.table()->topLevelItemCount(), 1);
  EXPECT_TRUE(tab.table()->topLevelItem(0)->text(0).isEmpty()) << "it is no tensor of the network";
  EXPECT_EQ(tab.table()->topLevelItem(0)->text(3), "fc.weight");
  QTest::keyClicks(tab.filter(), "nothing like it");
  EXPECT_EQ(tab.table()->topLevelItemCount(), 0);
}

TEST(RunFiles, HaveTheReportOfTheStartWeights) {
  QTemporaryDir folder;
  test::FakeRun run(test::pathOf(folder), "tuned-1");
  EXPECT_FALSE(readRunFiles(run.folder(), base::Json::object()).transfer.has_value()) << "it started from scratch";
  ASSERT_TRUE(base::writeFile(run.folder().root / "transfer.json", kReport).has_value());
  EXPECT_TRUE(readRunFiles(run.folder(), base::Json::object()).transfer.has_value());
  ASSERT_TRUE(base::writeFile(run.folder().root / "transfer.json", "{torn").has_value());
  EXPECT_FALSE(readRunFiles(run.folder(), base::Json::object()).transfer.has_value());
}

}  // namespace
}  // namespace selvox::ui
