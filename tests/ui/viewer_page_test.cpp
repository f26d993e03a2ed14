#include "ui/pages/viewer_page.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include "tests/ui/viewer_support.h"
#include "ui/pages/viewer/viewer_style.h"
#include "ui/widgets/empty_state.h"

using namespace selvox;
using namespace selvox::ui;
using test::ViewerWorkspace;

namespace {

class ViewerPageTest : public testing::Test {
 protected:
  void TearDown() override {
    page_.reset();
    drainPools();
  }
  ViewerPage& open(qint64 series, const QString& run = {}) {
    page_ = std::make_unique<ViewerPage>(workspace_.context, workspace_.navigator);
    page_->resize(1364, 800);
    page_->show();
    page_->openCase(series, run);
    settle();
    return *page_;
  }
  void settle() {
    EXPECT_TRUE(QTest::qWaitFor([this] { return page_->ready(); }, 20000));
  }
  [[nodiscard]] QString firstCase() const {
    return page_->cases().data(page_->cases().index(0), Qt::DisplayRole).toString();
  }
  ViewerWorkspace workspace_;
  std::unique_ptr<ViewerPage> page_;
};

}  // namespace

TEST_F(ViewerPageTest, ShowsTheCaseThatWasAskedFor) {
  workspace_.add("a", "MR", false);
  workspace_.add("b", "CT", true);
  ViewerPage& page = open(2);
  ASSERT_TRUE(page.shown());
  EXPECT_EQ(page.shown()->entry.name, "b");
  ASSERT_TRUE(page.viewState().image());
  EXPECT_EQ(page.viewState().window(), (viewers::Window{400, 40})) << "CT opens in soft tissue";
  EXPECT_TRUE(page.viewState().layer(viewers::LayerRole::Reference).volume);
  EXPECT_EQ(page.viewState().labelName(1), "spleen");
  EXPECT_NEAR(page.shown()->referenceMl.at(1), 8 * 32 * 4 * 0.02, 1e-9);
  EXPECT_EQ(page.viewState().sliceOf(viewers::Plane::Axial), 0) << "it looks at the label";
  EXPECT_TRUE(page.contextLine().contains("radiological"));
  EXPECT_TRUE(page.statusText().contains("CT"));
}

TEST_F(ViewerPageTest, PredictionAgainstReferenceInMillilitres) {
  workspace_.add("a", "CT", true);
  workspace_.add("b", "CT", true);
  workspace_.addRun("ft-1");
  ViewerPage& page = open(1, "ft-1");
  ASSERT_TRUE(page.shown());
  EXPECT_EQ(page.cases().rowCount(), 2);
  EXPECT_EQ(firstCase(), "b") << "worst first: 0.6 before 0.9";
  EXPECT_EQ(page.shown()->entry.name, "a") << "but the asked one is open";
  EXPECT_EQ(page.viewState().mode(), viewers::OverlayMode::Difference);
  const LabelOverlap overlap = page.shown()->overlap.at(1);
  EXPECT_NEAR(overlap.agree, 6 * 32 * 4 * 0.02, 1e-9);
  EXPECT_NEAR(overlap.extra, 2 * 32 * 4 * 0.02, 1e-9);
  EXPECT_NEAR(overlap.missed, 2 * 32 * 4 * 0.02, 1e-9);
  const auto* table = page.findChild<QTableWidget*>();
  ASSERT_TRUE(table);
  EXPECT_EQ(table->item(0, 0)->text(), "spleen");
  EXPECT_EQ(table->item(0, 1)->text(), "0.90");
  EXPECT_EQ(table->item(0, 2)->text(), "4.0");
  EXPECT_EQ(table->item(0, 3)->text(), "20.5");
  EXPECT_TRUE(page.contextLine().contains("ft-1 against reference"));
  EXPECT_TRUE(page.contextLine().contains("2 cases"));
}

TEST_F(ViewerPageTest, NextAndPreviousKeysWalkTheList) {
  workspace_.add("a", "MR", false);
  workspace_.add("b", "MR", false);
  workspace_.add("c", "MR", false);
  ViewerPage& page = open(1);
  QTest::keyClick(page.views()->slice(viewers::Plane::Axial), Qt::Key_N);
  settle();
  EXPECT_EQ(page.shown()->entry.name, "b");
  page.stepCase(5);
  settle();
  EXPECT_EQ(page.shown()->entry.name, "c") << "stops at the end";
  page.stepCase(-1);
  settle();
  EXPECT_EQ(page.shown()->entry.name, "b");
}

TEST_F(ViewerPageTest, DigitsChooseWindows) {
  workspace_.add("a", "CT", false);
  ViewerPage& page = open(1);
  QTest::keyClick(page.views()->slice(viewers::Plane::Axial), Qt::Key_1);
  EXPECT_EQ(page.viewState().window(), (viewers::Window{80, 40}));
  QTest::keyClick(page.views()->slice(viewers::Plane::Axial), Qt::Key_6);
  EXPECT_EQ(page.viewState().window(), (viewers::Window{1500, -600}));
}

TEST_F(ViewerPageTest, HeaderWindowWinsAndPercentilesServeMr) {
  auto& row = workspace_.add("a", "MR", false);
  row.attributes = {{"window_width", "300\\50"}, {"window_center", "520\\10"}};
  workspace_.add("b", "MR", false);
  ViewerPage& page = open(1);
  EXPECT_EQ(page.viewState().window(), (viewers::Window{300, 520}));
  page.stepCase(1);
  settle();
  EXPECT_NEAR(page.viewState().window().low(), 500, 1.5);
  EXPECT_NEAR(page.viewState().window().high(), 549, 1.5);
}

TEST_F(ViewerPageTest, AMissingVolumeSaysSoAndTheNextOneOpens) {
  workspace_.add("a", "MR", false);
  workspace_.add("b", "MR", false);
  std::filesystem::remove(workspace_.cache.pathOf(services::nativeKey("image-a")));
  ViewerPage& page = open(1);
  EXPECT_FALSE(page.viewState().image());
  EXPECT_TRUE(page.viewState().message().contains("Import")) << qPrintable(page.viewState().message());
  page.stepCase(1);
  settle();
  EXPECT_TRUE(page.viewState().image());
}

TEST_F(ViewerPageTest, ADamagedVolumeIsRefusedWithItsReason) {
  workspace_.add("a", "MR", false);
  const auto path = workspace_.cache.pathOf(services::nativeKey("image-a"));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 5000);
  ViewerPage& page = open(1);
  EXPECT_FALSE(page.viewState().image());
  EXPECT_FALSE(page.viewState().message().isEmpty());
}

TEST_F(ViewerPageTest, AMissingPredictionLeavesImageAndReference) {
  workspace_.add("a", "MR", true);
  workspace_.addRun("ft-1");
  std::filesystem::remove(workspace_.runs.folder("ft-1").evaluations() / "test" / "a.vol");
  ViewerPage& page = open(1, "ft-1");
  ASSERT_TRUE(page.viewState().image());
  EXPECT_TRUE(page.viewState().layer(viewers::LayerRole::Reference).volume);
  EXPECT_FALSE(page.viewState().layer(viewers::LayerRole::PredictionA).volume);
  ASSERT_EQ(page.shown()->notes.size(), 1);
  EXPECT_TRUE(page.shown()->notes[0].contains("ft-1"));
}

TEST_F(ViewerPageTest, AnUnknownRunIsAMessage) {
  workspace_.add("a", "MR", true);
  ViewerPage& page = open(1, "gone");
  EXPECT_TRUE(page.viewState().message().contains("gone"));
}

TEST_F(ViewerPageTest, ComparesTwoRuns) {
  workspace_.add("a", "MR", true);
  workspace_.addRun("ft-1");
  workspace_.addRun("scratch-1");
  ViewerPage& page = open(1, "ft-1");
  page.compareWith("scratch-1");
  settle();
  EXPECT_TRUE(page.viewState().layer(viewers::LayerRole::PredictionB).volume);
  EXPECT_TRUE(page.contextLine().contains("scratch-1"));
  page.compareWith({});
  settle();
  EXPECT_FALSE(page.viewState().layer(viewers::LayerRole::PredictionB).volume);
}

TEST_F(ViewerPageTest, AnEmptyWorkspaceOffersTheImport) {
  page_ = std::make_unique<ViewerPage>(workspace_.context, workspace_.navigator);
  page_->resize(1200, 800);
  page_->show();
  page_->activated();
  settle();
  auto* empty = page_->findChild<EmptyState*>();
  ASSERT_TRUE(empty);
  EXPECT_TRUE(empty->isVisible());
  ASSERT_TRUE(empty->button());
  QSignalSpy spy(&workspace_.navigator, &Navigator::openPage);
  empty->button()->click();
  ASSERT_EQ(spy.count(), 1);
}

TEST_F(ViewerPageTest, ExportedPicturesCarryCaseAndWarning) {
  workspace_.add("a", "CT", false);
  ViewerPage& page = open(1);
  const QImage all = page.picture(false, 2), one = page.picture(true, 2);
  EXPECT_GT(all.width(), one.width());
  EXPECT_EQ(one.height(), (page.views()->slice(viewers::Plane::Axial)->height() + 24) * 2);
}

TEST_F(ViewerPageTest, ANarrowWindowFoldsTheRightPane) {
  workspace_.add("a", "CT", false);
  ViewerPage& page = open(1);
  const int wide = page.views()->width();
  page.toggleRightPane();
  EXPECT_TRUE(QTest::qWaitFor([&] { return page.views()->width() > wide + 200; }, 5000)) << page.views()->width();
  page.toggleRightPane();
  EXPECT_TRUE(QTest::qWaitFor([&] { return page.views()->width() < wide + 30; }, 5000)) << page.views()->width();
}
