// Similar cases in the viewer: what the command line answers, the window's states from no index to cards.

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/viewer_support.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/viewer/similar_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui {
namespace {

using test::ViewerWorkspace;

constexpr const char* kAnswer =
    R"({"index":{"kind":"flat","rows":3,"outdated":false,"unindexed":2},"neighbours":[)"
    R"({"rank":1,"case":"b","dataset":"demo","patient":"P-02","series":2,"modality":"MR","similarity":0.9,"distance":0.1,)"
    R"("columns":{"age":"61","class":"knee","site":"A"}},)"
    R"({"rank":2,"case":"c","dataset":"demo","patient":"P-03","series":3,"place":12,"similarity":0.5,"distance":0.5}]})";

TEST(SimilarAnswer, PutsTheTellingColumnFirst) {
  const auto answer = similarAnswer(kAnswer);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->rows, 3);
  EXPECT_EQ(answer->unindexed, 2);
  ASSERT_EQ(answer->hits.size(), 2u);
  const SimilarHit& first = answer->hits[0];
  EXPECT_EQ(first.series, 2);
  ASSERT_EQ(first.columns.size(), 3);
  EXPECT_EQ(first.columns[0], (QPair<QString, QString>{"class", "knee"}));
  EXPECT_EQ(first.slice, -1);
  EXPECT_EQ(answer->hits[1].slice, 12);
  for (const char* broken : {"", "[]", "{}", "{\"neighbours\":", "nothing"})
    EXPECT_FALSE(similarAnswer(broken)) << broken;
  EXPECT_TRUE(similarAnswer(R"({"neighbours":[1,null,"x"]})")->hits.empty()) << "what is no case is passed over";
}

class SimilarDialogTest : public testing::Test {
 protected:
  SimilarDialogTest() {
    for (const char* name : {"a", "b", "c"}) workspace_.add(name, "MR", std::string(name) == "a");
    workspace_.context.jobs = &jobs_;
  }
  void TearDown() override {
    dialog_.reset();
    drainPools();
  }
  void addRun(const std::string& name) {
    ports::RunListing listing;
    listing.folder = {workspace_.runs.folderOfRuns / name};
    listing.snapshot.spec.name = name;
    listing.snapshot.view.lastCheckpoint = "checkpoints/step-00000002.safetensors";
    workspace_.runs.listings.push_back(listing);
  }
  [[nodiscard]] std::filesystem::path index(const std::string& of = "series") const {
    return workspace_.context.workspace / "index" / "similar" / "simclr-1" / of / "items.json";
  }
  void addIndex() {
    std::filesystem::create_directories(index().parent_path());
    ASSERT_TRUE(base::writeFile(index(), "{}"));
  }
  // `selvox` of a few lines; its words go into a file, and it waits for as long as `hold` is there.
  void program(const std::string& similar, const std::string& building = "") {
    const auto path = workspace_.context.workspace / "selvox";
    const std::string words = (workspace_.context.workspace / "words").string();
    ASSERT_TRUE(base::writeFile(path, "#!/bin/sh\necho \"$@\" >> '" + words + "'\nif [ \"$1\" = index ]; then\n" +
                                          building + "\nexit 0\nfi\n" + similar + "\n"));
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    workspace_.context.cliProgram = path;
  }
  static std::string says(const std::string& text) { return "cat <<'END'\n" + text + "\nEND\n"; }
  SimilarDialog& open(const QString& state) {
    dialog_ = std::make_unique<SimilarDialog>(workspace_.context, workspace_.navigator);
    dialog_->askFor(std::make_shared<const ports::SeriesRow>(workspace_.catalog.rows[0]));
    dialog_->show();
    reach(state);
    return *dialog_;
  }
  void reach(const QString& state) {
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return dialog_->shownState() == state && (state == "building" || dialog_->ready()); }, 20000))
        << state.toStdString() << ", but: " << dialog_->shownState().toStdString();
  }
  [[nodiscard]] std::string asked() const {
    return base::readFile(workspace_.context.workspace / "words").value_or("");
  }
  template <class Widget>
  Widget* shown() {
    for (auto* each : dialog_->findChildren<Widget*>())
      if (each->isVisible()) return each;
    return nullptr;
  }
  QPushButton* button(const QString& text) {
    for (auto* each : dialog_->findChildren<QPushButton*>())
      if (each->text() == text && each->isVisible()) return each;
    return nullptr;
  }
  ViewerWorkspace workspace_;
  JobModel jobs_;
  std::unique_ptr<SimilarDialog> dialog_;
};

TEST_F(SimilarDialogTest, WithoutARunItSaysWhatToDo) {
  program(says(kAnswer));
  SimilarDialog& dialog = open("no runs");
  QString page;
  QObject::connect(&workspace_.navigator, &Navigator::openPage, [&](const QString& name) { page = name; });
  ASSERT_TRUE(button("Plan an experiment"));
  QTest::mouseClick(button("Plan an experiment"), Qt::LeftButton);
  EXPECT_EQ(page, "experiments");
  EXPECT_FALSE(dialog.isVisible());
}

TEST_F(SimilarDialogTest, ShowsTheNearestAndOpensThem) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  addRun("simclr-1");
  addIndex();
  program(says(kAnswer));
  SimilarDialog& dialog = open("found");
  ASSERT_EQ(dialog.found().rowCount(), 2);
  const QModelIndex first = dialog.found().index(0);
  EXPECT_EQ(dialog.found().data(first, Qt::DisplayRole), "b");
  EXPECT_EQ(dialog.found().data(first, SimilarModel::DistanceRole), "0.100");
  EXPECT_EQ(dialog.found().data(first, SimilarModel::PatientRole), "P-02");
  EXPECT_EQ(dialog.found().data(first, SimilarModel::ColumnsRole), QString("class knee \u00B7 age 61"));
  EXPECT_FALSE(dialog.found().data(first, SimilarModel::PictureRole).value<QPixmap>().isNull());
  EXPECT_TRUE(dialog.found().data(dialog.found().index(1), SimilarModel::ColumnsRole).toString().contains("slice 12"));
  EXPECT_NE(asked().find("--run simclr-1 --series 1 --of series"), std::string::npos) << asked();
  EXPECT_EQ(asked().find("--keep-same-patient"), std::string::npos) << "the same patient is left out";
  EXPECT_TRUE(dialog.findChild<Banner*>()->text().contains("came later"));

  QSignalSpy opened(&dialog, &SimilarDialog::caseAsked);
  auto* list = shown<QListView>();
  ASSERT_TRUE(list);
  const QPoint card = list->visualRect(list->model()->index(1, 0)).center();
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, card);
  QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, card);
  ASSERT_EQ(opened.count(), 1);
  EXPECT_EQ(opened[0][0].toLongLong(), 3);

  dialog.findChild<QCheckBox*>()->setChecked(false);
  reach("found");
  EXPECT_NE(asked().find("--keep-same-patient"), std::string::npos);
  QTest::mouseClick(button("Search from this case"), Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return asked().find("--series 2") != std::string::npos; }, 20000)) << asked();
}

TEST_F(SimilarDialogTest, BuildsAMissingIndex) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  addRun("simclr-1");
  const std::string hold = (workspace_.context.workspace / "hold").string();
  ASSERT_TRUE(base::writeFile(base::pathFromUtf8(hold), ""));
  program(says(kAnswer),
          R"(echo '{"progress":{"stage":"Embedding","done":1,"total":3,"what":"a"}}' >&2
while [ -e ')" +
              hold + R"(' ]; do sleep 0.02; done
mkdir -p ')" + index().parent_path().string() +
              R"('
echo '{}' > ')" +
              index().string() + "'");
  SimilarDialog& dialog = open("missing");
  EXPECT_TRUE(shown<EmptyState>()->sentence().contains("selvox index WS --run simclr-1 --of series"));
  QTest::mouseClick(button("Build the index"), Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return dialog.findChild<QProgressBar*>()->value() == 1; }, 20000));
  EXPECT_EQ(dialog.shownState(), "building");
  EXPECT_EQ(dialog.findChild<QProgressBar*>()->maximum(), 3);
  EXPECT_EQ(jobs_.count(Job::State::Running), 1) << "the tray shows it too";
  std::filesystem::remove(base::pathFromUtf8(hold));
  reach("found");
  EXPECT_EQ(dialog.found().rowCount(), 2);
}

TEST_F(SimilarDialogTest, BuildingCanBeCancelledAndMayFail) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  addRun("simclr-1");
  program(says(kAnswer), "exec sleep 60");
  open("missing");
  QTest::mouseClick(button("Build the index"), Qt::LeftButton);
  reach("building");
  QTest::mouseClick(button("Cancel"), Qt::LeftButton);
  reach("missing");
  EXPECT_TRUE(dialog_->findChild<Banner*>()->isHidden()) << "cancelled by hand is no error";
  program(says(kAnswer), "echo 'The disk is full.' >&2; exit 1");
  QTest::mouseClick(button("Build the index"), Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return dialog_->findChild<Banner*>()->text() == "The disk is full."; }, 20000));
  EXPECT_EQ(dialog_->shownState(), "missing");
}

TEST_F(SimilarDialogTest, SaysWhyNothingWasFound) {
#ifdef _WIN32
  GTEST_SKIP() << "needs /bin/sh";
#endif
  addRun("simclr-1");
  addIndex();
  program("echo 'The index holds no series 1.' >&2; exit 1");
  open("found");
  EXPECT_EQ(dialog_->findChild<Banner*>()->text(), "The index holds no series 1.");
  EXPECT_TRUE(button("Build the index again"));
  EXPECT_FALSE(button("Open in the viewer")->isEnabled());
}

}  // namespace
}  // namespace selvox::ui
