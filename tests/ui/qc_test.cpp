// The QC pass by its keys, on brick files made by hand.

#include <memory>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTest>

#include <gtest/gtest.h>

#include "tests/ui/fake_catalog.h"
#include "tests/ui/fake_curation.h"
#include "ui/pages/data/data_browser.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/series_model.h"
#include "ui/pages/data/series_table.h"
#include "ui/pages/data/thumbnails.h"
#include "ui/pages/qc/measured_view.h"
#include "ui/pages/qc/qc_bar.h"
#include "ui/pages/qc/qc_page.h"
#include "ui/pages/qc/qc_side.h"
#include "viewers/three_planes.h"

namespace selvox::ui {
namespace {

using test::CuratedSeries;
using test::FakeCuration;

class QcTest : public testing::Test {
 protected:
  void SetUp() override {
    QSettings().remove("qc");
    for (int i = 0; i < 8; ++i) workspace_.add("case-" + std::to_string(i + 1), "MR", i % 2 == 0);
    catalog_.rows = workspace_.catalog.rows;
    workspace_.context.catalog = &catalog_;
    workspace_.context.curation = &curation_;
  }
  void TearDown() override {
    page_.reset();
    drainPools();
  }
  DataPage& open() {
    page_ = std::make_unique<DataPage>(workspace_.context, workspace_.navigator);
    page_->resize(1364, 800);
    page_->show();
    page_->activateWindow();  // keys of the pass are shortcuts, which only an active window hears
    EXPECT_TRUE(waitUntil([this] { return page_->isActiveWindow(); }));
    page_->activated();
    settle();
    auto* table = page_->browser().findChild<SeriesTable*>();
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Q);
    settle();
    return *page_;
  }
  void settle() {
    EXPECT_TRUE(waitUntil([this] { return page_->ready() && pendingWork() == 0; }));
  }
  QcSession& session() { return page_->qc().session(); }
  viewers::ViewState& view() { return page_->qc().viewState(); }
  void press(int key) {
    QWidget* target = page_->findChild<viewers::ThreePlanes*>()->slice(viewers::Plane::Axial);
    if (QWidget* focus = QApplication::focusWidget(); focus != nullptr && page_->qc().isAncestorOf(focus))
      target = focus;
    QTest::keyClick(target, static_cast<Qt::Key>(key));
    settle();
  }
  QString shownName() {
    return session().current() != nullptr ? QString::fromStdString(session().current()->row->caseName) : QString();
  }

  test::ViewerWorkspace workspace_;
  FakeCuration curation_;
  CuratedSeries catalog_{curation_};
  std::unique_ptr<DataPage> page_;
};

TEST_F(QcTest, ArrowsGoThroughTheCases) {
  DataPage& page = open();
  EXPECT_EQ(page.title(), "QC pass");
  EXPECT_EQ(shownName(), "case-1");
  ASSERT_TRUE(view().image());
  press(Qt::Key_Right);
  EXPECT_EQ(shownName(), "case-2");
  press(Qt::Key_Left);
  press(Qt::Key_Left);
  EXPECT_EQ(shownName(), "case-1") << "before the first there is none";
  press(Qt::Key_Escape);
  EXPECT_EQ(page.title(), "Data");
}

TEST_F(QcTest, TheNextThreeAreReadBeforeTheyAreAskedFor) {
  open();
  EXPECT_EQ(session().readyAhead(), 3);
  EXPECT_TRUE(page_->statusText().contains("next 3 cases ready")) << page_->statusText().toStdString();
  // What was read is shown at once: no round through the lanes.
  const auto before = session().loaded();
  session().step(1);
  ASSERT_TRUE(session().loaded());
  EXPECT_NE(session().loaded(), before);
  settle();
  EXPECT_EQ(session().readyAhead(), 3);
}

TEST_F(QcTest, DigitsRateAndGoOn) {
  open();
  press(Qt::Key_4);
  EXPECT_EQ(curation_.said[1].rating, 4);
  EXPECT_EQ(shownName(), "case-2") << "it goes on after a rating";
  press(Qt::Key_2);
  EXPECT_EQ(curation_.said[2].rating, 2);
  EXPECT_EQ(session().rated(), 2);
  press(Qt::Key_Left);
  press(Qt::Key_0);
  EXPECT_EQ(curation_.said[2].rating, 0);
  EXPECT_EQ(shownName(), "case-2") << "taking a rating away stays";
  EXPECT_EQ(session().rated(), 1);
}

TEST_F(QcTest, FlagTagAndNote) {
  open();
  press(Qt::Key_F);
  EXPECT_TRUE(curation_.said[1].tags.contains("flagged"));
  EXPECT_EQ(session().flagged(), 1);
  press(Qt::Key_T);
  auto* field = page_->findChild<QcBar*>()->tagField();
  ASSERT_TRUE(field->isVisible());
  QTest::keyClicks(field, "motion 2");  // letters and digits are text here, no keys of the pass
  QTest::keyClick(field, Qt::Key_Return);
  settle();
  EXPECT_TRUE(curation_.said[1].tags.contains("motion 2"));
  EXPECT_EQ(curation_.said[1].rating, 0);
  press(Qt::Key_N);
  auto* note = page_->findChild<QcSide*>()->noteField();
  QTest::keyClicks(note, "Ghosts; u 5");
  QTest::keyClick(note, Qt::Key_Escape);
  settle();
  EXPECT_EQ(page_->title(), "QC pass") << "Esc in the note leaves the note only";
  page_->qc().setFocus();
  press(Qt::Key_Right);
  EXPECT_EQ(curation_.said[1].columns["qc_note"], "Ghosts; u 5");
  EXPECT_TRUE(note->toPlainText().isEmpty()) << "the next case has no note";
  press(Qt::Key_Left);
  EXPECT_EQ(note->toPlainText(), "Ghosts; u 5");
  press(Qt::Key_F);
  EXPECT_FALSE(curation_.said[1].tags.contains("flagged"));
}

TEST_F(QcTest, UndoTakesTheLastWordBackAndShowsItsCase) {
  open();
  press(Qt::Key_3);
  press(Qt::Key_5);
  EXPECT_EQ(shownName(), "case-3");
  press(Qt::Key_Z);
  EXPECT_EQ(shownName(), "case-2");
  EXPECT_EQ(curation_.said[2].rating, 0);
  EXPECT_EQ(session().current()->rating, 0);
  EXPECT_EQ(session().rated(), 1);
  press(Qt::Key_Z);
  EXPECT_EQ(session().rated(), 0);
  const auto before = curation_.said;
  press(Qt::Key_Z);  // of before this pass nothing is undone
  EXPECT_EQ(curation_.said, before);
}

TEST_F(QcTest, NextUnratedSkipsWhatIsRatedAndWrapsRound) {
  curation_.said[2].rating = curation_.said[3].rating = 5;
  open();
  EXPECT_EQ(session().rated(), 2);
  press(Qt::Key_U);
  EXPECT_EQ(shownName(), "case-4");
  session().go(7);
  press(Qt::Key_U);
  EXPECT_EQ(shownName(), "case-1");
}

TEST_F(QcTest, ThePlaceIsKept) {
  open();
  for (int i = 0; i < 5; ++i) press(Qt::Key_Right);
  press(Qt::Key_Escape);
  page_.reset();
  open();
  EXPECT_EQ(shownName(), "case-6");
}

TEST_F(QcTest, WindowSliceAndZoomStay) {
  open();
  const auto middle = view().sliceOf(viewers::Plane::Axial);
  press(Qt::Key_Up);
  press(Qt::Key_Up);
  press(Qt::Key_Up);
  press(Qt::Key_Down);
  const auto slice = view().sliceOf(viewers::Plane::Axial);
  EXPECT_EQ(slice, middle + 2);
  view().setWindow(viewers::Window::between(505, 525));
  view().setZoom(2.5);
  press(Qt::Key_Right);
  EXPECT_EQ(view().sliceOf(viewers::Plane::Axial), slice);
  EXPECT_NEAR(view().window().low(), 505, 0.01);
  EXPECT_NEAR(view().window().high(), 525, 0.01);
  EXPECT_DOUBLE_EQ(view().zoom(), 2.5);
  press(Qt::Key_W);
  EXPECT_LT(view().window().low(), 502);
}

TEST_F(QcTest, ACaseThatCannotBeReadSaysSoAndIsPassed) {
  std::filesystem::remove(workspace_.cache.pathOf(services::nativeKey("image-case-2")));
  open();
  const auto window = viewers::Window::between(505, 525);
  view().setWindow(window);
  press(Qt::Key_Right);
  EXPECT_FALSE(view().image());
  EXPECT_TRUE(view().message().contains("case-2")) << view().message().toStdString();
  press(Qt::Key_1);  // unusable is a rating
  EXPECT_EQ(curation_.said[2].rating, 1);
  EXPECT_EQ(shownName(), "case-3");
  EXPECT_NEAR(view().window().low(), 505, 0.01) << "the window outlives it";
}

TEST_F(QcTest, WhatCouldNotBeWrittenIsNotShownAsSaid) {
  open();
  curation_.broken = true;
  press(Qt::Key_F);
  EXPECT_FALSE(session().current()->flagged);
  EXPECT_EQ(session().flagged(), 0);
  EXPECT_TRUE(curation_.written.empty());
}

TEST_F(QcTest, TheTableOfRatingsHasOneLineASeries) {
  curation_.said[2] = {4, {"flagged", "motion"}, {{"qc_note", "a, \"b\""}}};
  const auto table = services::ratingsTable(catalog_, curation_, {}, false, {});
  ASSERT_TRUE(table);
  EXPECT_EQ(std::count(table->begin(), table->end(), '\n'), 9);
  const auto said = services::ratingsTable(catalog_, curation_, {}, true, {});
  ASSERT_TRUE(said);
  EXPECT_EQ(*said,
            "dataset,case,patient,modality,rating,flagged,tags,note\r\n"
            "demo,case-2,P-2,MR,4,yes,motion,\"a, \"\"b\"\"\"\r\n");
}

TEST_F(QcTest, MeasuredOutliersStandBesideTheCase) {
  std::vector<services::ScanFacts> scans;
  for (std::int64_t id = 1; id <= 8; ++id) {
    services::VolumeFacts facts;
    facts.extent = {32, 32, 16};
    facts.spacing = {2, 2, 5};
    facts.statistics = {0, 100, 50, 10, 1, 99, 0, 100};
    facts.noise = 5 + 0.01 * static_cast<double>(id);
    facts.axes[2].repeated = id == 1 ? std::vector<std::int64_t>{3} : std::vector<std::int64_t>{};
    scans.push_back({id, "case-" + std::to_string(id), "MR", "LPS", facts, {}});
  }
  const auto file = workspace_.context.workspace / "index" / "quality" / "demo.json";
  std::filesystem::create_directories(file.parent_path());
  ASSERT_TRUE(base::writeJson(file, services::toJson(services::judgeQuality("demo", scans))));
  open();
  QStringList shown;
  for (auto* label : page_->findChild<QcSide*>()->findChildren<QLabel*>())
    if (label->isVisible()) shown << label->text();
  EXPECT_TRUE(shown.join('\n').contains("Slices 4 (axial) repeat the slice before.")) << shown.join('\n').toStdString();
  EXPECT_TRUE(page_->findChild<QcSide*>()->findChild<MeasuredView*>()->accessibleDescription().contains(
      "Signal to noise 19.6"));
}

// --- the list around it

TEST_F(QcTest, FindingsAreAColumnThatSorts) {
  std::vector<services::ScanFacts> scans;
  for (std::int64_t id = 1; id <= 8; ++id) {
    services::VolumeFacts facts;
    facts.noise = static_cast<double>(9 - id);
    facts.statistics.p99_5 = 100;
    if (id == 5) facts.axes[2].gaps = {2};
    scans.push_back({id, "case-" + std::to_string(id), "MR", "LPS", facts, {}});
  }
  const auto file = workspace_.context.workspace / "index" / "quality" / "demo.json";
  std::filesystem::create_directories(file.parent_path());
  ASSERT_TRUE(base::writeJson(file, services::toJson(services::judgeQuality("demo", scans))));
  open();
  press(Qt::Key_Escape);
  auto& model = page_->browser().model();
  model.sort(SeriesModel::kFindings, Qt::DescendingOrder);
  settle();
  EXPECT_EQ(model.idAt(0), 5);
  (void)model.rowAt(0);
  settle();
  EXPECT_EQ(model.index(0, SeriesModel::kFindings).data().toString(), "missing slices");
  model.sort(SeriesModel::kSignal, Qt::AscendingOrder);
  settle();
  EXPECT_EQ(model.idAt(0), 1) << "the loudest noise";
  EXPECT_EQ(model.idAt(7), 8);
}

TEST_F(QcTest, ManySeriesAreTaggedAtOnceAndUndoneAtOnce) {
  open();
  press(Qt::Key_Escape);
  auto& browser = page_->browser();
  std::vector<ports::SeriesChange> changes;
  for (std::int64_t id = 1; id <= 8; ++id) changes.push_back({ports::SeriesChange::Kind::Tag, id, "fold-1", ""});
  browser.applyEdit("8 series tagged fold-1", changes);
  settle();
  EXPECT_TRUE(curation_.said[8].tags.contains("fold-1"));
  auto* table = browser.findChild<SeriesTable*>();
  QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_FALSE(curation_.said[8].tags.contains("fold-1"));
}

TEST_F(QcTest, WhatIsNotRatedIsCountedAndNotChosen) {
  open();
  press(Qt::Key_4);
  press(Qt::Key_Escape);
  QAbstractButton* notRated = nullptr;
  for (auto* button : page_->findChildren<QAbstractButton*>())
    if (button->accessibleName() == "not rated, 7") notRated = button;
  ASSERT_NE(notRated, nullptr);
  EXPECT_FALSE(notRated->isChecked());
  notRated->click();
  settle();
  for (auto* button : page_->findChildren<QAbstractButton*>())
    if (button->accessibleName().startsWith("not rated")) notRated = button;
  EXPECT_TRUE(notRated->isChecked());
}

TEST_F(QcTest, AViewIsSavedWithItsWords) {
  open();
  press(Qt::Key_Escape);
  auto& browser = page_->browser();
  browser.model().setQuery({.text = "case-3"});
  settle();
  browser.saveViewAs("Odd ones");
  settle();
  ASSERT_TRUE(curation_.views.contains("Odd_ones"));
  EXPECT_EQ(curation_.views["Odd_ones"].text, "case-3");
}

TEST_F(QcTest, PicturesAreKeptOnDisk) {
  {
    Thumbnails made(workspace_.context);
    EXPECT_EQ(made.get(catalog_.rows[0]), nullptr);
    ASSERT_TRUE(waitUntil([&] { return !made.busy(); }));
    ASSERT_NE(made.get(catalog_.rows[0]), nullptr);
  }
  std::filesystem::remove(workspace_.cache.pathOf(services::nativeKey("image-case-1")));
  Thumbnails again(workspace_.context);
  EXPECT_EQ(again.get(catalog_.rows[0]), nullptr);
  ASSERT_TRUE(waitUntil([&] { return !again.busy(); }));
  EXPECT_NE(again.get(catalog_.rows[0]), nullptr) << "made once, then read from the workspace";
}

}  // namespace
}  // namespace selvox::ui
