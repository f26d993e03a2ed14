// The import page and its one next step.

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/import/import_page.h"

namespace selvox::ui {
namespace {

class ImportPageTest : public testing::Test {
 protected:
  // `selvox import` of three lines: it says what a real one says.
  void program(const char* output) {
    const auto path = test::pathOf(folder_) / "selvox";
    ASSERT_TRUE(base::writeFile(path, std::string("#!/bin/sh\necho '") + output + "'\n").has_value());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    context_.cliProgram = path;
    context_.workspace = test::pathOf(folder_);
    context_.jobs = &jobs_;
    page_ = std::make_unique<ImportPage>(context_, navigator_);
    page_->show();
    page_->headerActions()->show();
  }
  QPushButton* button(const char* words) {
    for (auto* each : page_->headerActions()->findChildren<QPushButton*>())
      if (each->text() == words) return each;
    return nullptr;
  }
  void run() {
    QTest::mouseClick(button("Start import"), Qt::LeftButton);
    ASSERT_TRUE(test::waitFor([&] { return !page_->running(); }));
  }
  QTemporaryDir folder_;
  Context context_;
  Navigator navigator_;
  JobModel jobs_;
  std::unique_ptr<ImportPage> page_;
};

TEST_F(ImportPageTest, WhatIsDoneOffersItsDataset) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  program(R"({"imported":3,"skipped":0,"quarantined":0,"files":[]})");
  EXPECT_FALSE(button("Start import")->isEnabled());
  page_->begin({"/data/scans"}, "brain", {});
  EXPECT_TRUE(button("Start import")->isEnabled());
  run();
  EXPECT_FALSE(button("Start import")->isVisible());
  EXPECT_TRUE(button("Open the dataset")->isVisible());
  QString opened;
  QObject::connect(page_.get(), &ImportPage::openDatasetAsked, [&](const QString& name) { opened = name; });
  QTest::mouseClick(button("Open the dataset"), Qt::LeftButton);
  EXPECT_EQ(opened, "brain");
  // Further folders begin anew.
  page_->begin({"/data/more"}, "brain", {"brain"});
  EXPECT_TRUE(button("Start import")->isVisible());
  EXPECT_FALSE(button("Open the dataset")->isVisible());
}

TEST_F(ImportPageTest, WhatEndedEarlyCanBeStartedAgain) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  program("torn'; exit 1; echo '");
  page_->begin({"/data/scans"}, "brain", {});
  run();
  EXPECT_TRUE(button("Start import")->isVisible());
  EXPECT_FALSE(button("Open the dataset")->isVisible());
}

}  // namespace
}  // namespace selvox::ui
