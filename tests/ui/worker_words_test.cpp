// The worker's words in German: what `selvox-worker describe` says, captions of previews, causes of alarms.

#include <set>

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QTranslator>

#include <gtest/gtest.h>

#include "core/base/json.h"
#include "core/services/settings.h"
#include "ui/forms/param_words.h"
#include "ui/forms/worker_words.h"
#include "ui/pages/experiments/draft.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

class German : public testing::Test {
 protected:
  German() {
    EXPECT_TRUE(translator_.load("selvox_de", ":/selvox/translations"));
    QCoreApplication::installTranslator(&translator_);
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
  }
  ~German() override {
    QCoreApplication::removeTranslator(&translator_);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
  }
  [[nodiscard]] bool knows(const char* context, const QString& text) const {
    return !translator_.translate(context, text.toUtf8().constData()).isEmpty();
  }

 private:
  QTranslator translator_;
};

base::Json describe() {
  QProcess worker;
  worker.start(SELVOX_WORKER, {"describe", "--json"});
  EXPECT_TRUE(worker.waitForFinished(120'000)) << worker.errorString().toStdString();
  const QByteArray words = worker.readAllStandardOutput();
  const auto parsed = base::parseJson({words.constData(), static_cast<std::size_t>(words.size())}, "describe");
  return parsed ? *parsed : base::Json::object();
}

// A new method, network or setting without German words is listed here. Add its texts to ui/forms/worker_texts.cpp, its
// title to draft.cpp, titles of its settings to param_words.cpp; then run scripts/translations and translate.
TEST_F(German, HasAWordForEverythingTheWorkerDescribes) {
  if (!QFile::exists(SELVOX_WORKER)) GTEST_SKIP() << "selvox-worker is not built";
  const base::Json all = describe();
  ASSERT_GT(unitsOf(all, "methods").size(), 40U);
  std::set<std::string> missing;
  const auto text = [&](const std::string& words) {
    if (!words.empty() && !knows("selvox::ui::WorkerWords", toQt(words))) missing.insert("text: " + words);
  };
  const auto settings = [&](const spec::ParamSchema& schema) {
    for (const auto& param : schema.params) {
      text(param.help);
      text(param.unit);
      if (knownParamTitle(param.name).isEmpty()) missing.insert("title of the setting: " + param.name);
      if (!param.group.empty() && groupTitle(param.group) == toQt(param.group) &&
          !knows("selvox::ui::ParamWords", toQt(param.group)))
        missing.insert("group: " + param.group);
      for (const auto& choice : param.choices)
        if (!isKnownChoice(choice)) missing.insert("choice: " + choice + " of " + param.name);
    }
  };
  for (const char* list : {"methods", "networks", "tasks"}) {
    for (const auto& entry : base::valueOr(all, list, base::Json::array())) {
      const auto id = base::valueOr<std::string>(entry, "id", {});
      text(base::valueOr<std::string>(entry, "summary", {}));
      if (!isKnownUnit(toQt(id))) missing.insert("title of the unit: " + id);
      services::SettingsContext context{"pretrain", "mae", "", "unet"};
      if (std::string(list) == "methods") context.method = id;
      if (std::string(list) == "networks") context.arch = id;
      if (std::string(list) == "tasks") context = {"finetune", "", id, "unet"};
      const auto schema = services::runSchema(all, context);
      ASSERT_TRUE(schema.has_value()) << id;
      settings(*schema);
    }
  }
  for (const auto& words : missing) ADD_FAILURE() << words;
}

TEST_F(German, CaptionsAreTranslatedSentenceBySentence) {
  EXPECT_EQ(workerCaption(QString("asked left, above, answered right (0.61)")),
            "gefragt links, oben, geantwortet rechts (0,61)");
  EXPECT_EQ(
      workerCaption(QString("asked 90° about z, then 180° about x, answered 270° about y (0.10); asked gamma 0.4, "
                            "answered inverted (0.30)")),
      "gefragt 90° um z, dann 180° um x, geantwortet 270° um y (0,10); gefragt Gamma 0,4, geantwortet invertiert "
      "(0,30)");
  EXPECT_EQ(workerCaption(QString("order 79 asked, 29 answered (0.02): 2 of 9 pieces in place")),
            "Anordnung 79 gefragt, 29 geantwortet (0,02): 2 von 9 Teilen am Platz");
  EXPECT_EQ(workerCaption(QString("blur, uneven brightness of the coil, blocks hidden")),
            "Unschärfe, ungleiche Helligkeit der Spule, Blöcke verborgen");
  EXPECT_EQ(workerCaption(QString("contrast bent and inverted, surroundings painted over")),
            "Kontrast verbogen und umgekehrt, Umgebung übermalt");
  EXPECT_EQ(workerCaption(QString("FLAIR")), "FLAIR") << "names stay";
  EXPECT_EQ(workerCaption(QString()), "");
}

TEST(WorkerCaption, StaysAsItIsInEnglish) {
  for (const char* caption : {"asked left, above, answered right (0.61)", "cosine 0.91; with its own second view 0.88",
                              "512 numbers for 262144 voxels", "no sentence anybody knows, at all"})
    EXPECT_EQ(workerCaption(QString(caption)), caption);
}

TEST_F(German, StatesTimesAndCurvesAreTranslated) {
  // These are free functions: a context that lupdate does not see leaves them in English.
  for (const char* word : {"Done", "Failed", "today %1", "from %1"})
    EXPECT_TRUE(knows("selvox::ui::Runs", word)) << word;
  for (const char* word : {"validation", "training"}) EXPECT_TRUE(knows("selvox::ui::Scalar", word)) << word;
  EXPECT_TRUE(knows("selvox::ui::Axis", "%1 min"));
}

TEST_F(German, HasWordsForReasonsOfPlansAndOfStartWeights) {
  EXPECT_EQ(workerCaption(QString("the median of 48 series; no axis is over 3 times coarser than the others")),
            "der Median von 48 Serien; keine Achse ist mehr als dreimal so grob wie die anderen");
  EXPECT_EQ(workerCaption(QString("the parent's shape is 1x16 instead of 4x16")), "die Form dort ist 1x16 statt 4x16");
  EXPECT_EQ(workerCaption(QString("a head belongs to its own task")), "ein Kopf gehört zu seiner eigenen Aufgabe");
}

}  // namespace
}  // namespace selvox::ui
