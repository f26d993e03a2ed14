// The dialog that searches an archive: what the program says ends up where a person looks.

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <gtest/gtest.h>

#include "tests/ui/runs_support.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/pacs/pacs_dialog.h"
#include "ui/pages/pacs/server_list.h"
#include "ui/widgets/banner.h"

namespace selvox::ui {
namespace {

// `selvox pacs …`: one study of two series, a grey picture, a queue of one; every call is written down.
constexpr const char* kProgram = R"sh(#!/bin/sh
echo "$@" >> "$(dirname "$0")/calls"
case "$*" in
  *"pacs find"*--series*) echo '{"series":[{"study":"1.2","uid":"1.2.1","modality":"MR","number":"3","description":"T1 axial","instances":120},{"study":"1.2","uid":"1.2.2","modality":"MR","number":"4","description":"","instances":-1}]}' ;;
  *"pacs find"*NOBODY*) echo '{"studies":[],"more":false}' ;;
  *"pacs find"*BROKEN*) echo 'selvox: No connection to pacs:104. Check address and port.' >&2; echo 'TCP failed' >&2; exit 1 ;;
  *"pacs find"*) echo '{"studies":[{"uid":"1.2","patient_id":"4711","patient_name":"DOE^JANE","date":"20190314","description":"Head","modalities":"MR","series":2,"instances":240}],"more":false}' ;;
  *"pacs preview"*) while [ "$1" != --output ]; do shift; done; printf 'P5\n2 2\n255\n\0\100\200\377' > "$2"; echo '{"instances":120}' ;;
  *"pacs get"*) echo '{"queued":1}' ;;
  *"pacs resume"*) echo '{"done":1,"failed":0}' ;;
  *"pacs queue"*) echo '{"downloads":[{"id":"ab","state":"failed","expected":120,"received":40,"modality":"MR","description":"T1 axial","target":"/data/in","error":"unplugged","server":{"host":"pacs"}}]}' ;;
esac
)sh";

class PacsDialogTest : public testing::Test {
 protected:
  void SetUp() override {
#ifdef _WIN32
    GTEST_SKIP() << "needs /bin/sh";
#endif
    const auto path = test::pathOf(folder_) / "selvox";
    ASSERT_TRUE(base::writeFile(path, kProgram).has_value());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    context_.cliProgram = path;
    context_.workspace = test::pathOf(folder_);
    context_.jobs = &jobs_;
    ports::PacsServer server;
    server.name = "Clinic";
    server.host = "pacs";
    storeServers({server});
    open();
  }
  void TearDown() override {
    storeServers({});
  }
  void open() {
    dialog_ = std::make_unique<PacsDialog>(context_);
    dialog_->show();
  }
  QPushButton* button(const char* words) {
    for (auto* each : dialog_->findChildren<QPushButton*>())
      if (each->text() == words) return each;
    return nullptr;
  }
  QTreeWidget* results() {
    return dialog_->findChild<QTreeWidget*>();
  }
  QLineEdit* field(const char* name) {
    for (auto* each : dialog_->findChildren<QLineEdit*>())
      if (each->accessibleName() == name) return each;
    return nullptr;
  }
  void search() {
    QTest::mouseClick(button("Search"), Qt::LeftButton);
    ASSERT_TRUE(test::waitFor([&] { return button("Search")->isEnabled(); }));
  }
  QString calls() {
    return QString::fromStdString(base::readFile(test::pathOf(folder_) / "calls").value_or(std::string()));
  }
  QTemporaryDir folder_;
  Context context_;
  JobModel jobs_;
  std::unique_ptr<PacsDialog> dialog_;
};

TEST_F(PacsDialogTest, SearchOpenLookFetch) {
  EXPECT_FALSE(results()->isVisible());
  field("Patient name")->setText("DOE*");
  search();
  EXPECT_TRUE(calls().contains("--host pacs --port 104 --called ANY-SCP --calling SELVOX --patient-name DOE*"));
  ASSERT_EQ(results()->topLevelItemCount(), 1);
  auto* study = results()->topLevelItem(0);
  EXPECT_EQ(study->text(0), "DOE, JANE  4711");
  EXPECT_EQ(study->text(2), "2019-03-14");
  EXPECT_FALSE(button("Fetch without the patient")->isEnabled());
  study->setExpanded(true);
  ASSERT_TRUE(test::waitFor([&] { return study->childCount() == 2; }));
  EXPECT_EQ(study->child(1)->text(1), "4  without a description");
  results()->setCurrentItem(study->child(0));
  const auto drawn = [&] {
    for (auto* label : dialog_->findChildren<QLabel*>())
      if (label->accessibleName() == "Middle slice") return !label->pixmap(Qt::ReturnByValue).isNull();
    return false;
  };
  EXPECT_TRUE(test::waitFor(drawn));
  field("Into folder")->setText("/data/in");
  QTest::mouseClick(button("Fetch without the patient"), Qt::LeftButton);
  EXPECT_TRUE(test::waitFor([&] { return calls().contains("pacs resume"); }));
  EXPECT_TRUE(calls().contains("--study 1.2 --to /data/in --queue-only"));
  EXPECT_TRUE(calls().contains("--series 1.2.1"));
  EXPECT_FALSE(calls().contains("--series 1.2.2"));
}

TEST_F(PacsDialogTest, NothingFoundAndNoConnectionSayWhatToDo) {
  field("Patient name")->setText("NOBODY");
  search();
  EXPECT_FALSE(results()->isVisible());
  field("Patient name")->setText("BROKEN");
  search();
  EXPECT_EQ(dialog_->findChild<Banner*>()->text(), "No connection to pacs:104. Check address and port.");
}

TEST_F(PacsDialogTest, TheQueueGoesOnAndIsImported) {
  ASSERT_TRUE(test::waitFor([&] { return dialog_->findChild<QTableWidget*>()->rowCount() == 1; }));
  EXPECT_TRUE(button("Go on")->isVisible());
  QStringList folders;
  QObject::connect(dialog_.get(), &PacsDialog::importAsked, [&](const QStringList& asked) { folders = asked; });
  QTest::mouseClick(button("Import what is here"), Qt::LeftButton);
  EXPECT_EQ(folders, QStringList{"/data/in"});
  EXPECT_FALSE(dialog_->isVisible());
}

TEST_F(PacsDialogTest, WithoutAnArchiveThereIsOneThingToDo) {
  storeServers({});
  open();
  EXPECT_FALSE(button("Search")->isEnabled());
  EXPECT_FALSE(button("Change…")->isEnabled());
  EXPECT_TRUE(button("Add an archive…")->isEnabled());
}

TEST(PacsServers, AreKeptInTheSettings) {
  ports::PacsServer first, second;
  first.name = "Clinic";
  first.host = "pacs.example";
  first.tls = true;
  second.url = "https://pacs.example/dicom-web";
  second.verify = false;
  storeServers({first, second});
  const auto stored = storedServers();
  ASSERT_EQ(stored.size(), 2u);
  EXPECT_EQ(ports::toJson(stored[0]), ports::toJson(first));
  EXPECT_EQ(serverArguments(stored[1]),
            (QStringList{"--timeout", "30", "--no-verify", "--url", "https://pacs.example/dicom-web"}));
  EXPECT_TRUE(serverArguments(stored[0]).contains("--tls"));
  QSettings().setValue("pacs/servers", "{broken");
  EXPECT_TRUE(storedServers().empty());
}

}  // namespace
}  // namespace selvox::ui
