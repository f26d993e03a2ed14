#include <QApplication>
#include <QLineEdit>
#include <QTest>

#include <gtest/gtest.h>

#include "ui/forms/param_field.h"
#include "ui/forms/param_words.h"
#include "ui/forms/schema_form.h"

namespace selvox::ui {
namespace {

spec::Param number(const char* name, spec::ParamType type, base::Json usual, double low, double high,
                   const char* group = "Training", bool advanced = false) {
  spec::Param param;
  param.name = name;
  param.type = type;
  param.defaultValue = std::move(usual);
  param.minimum = low;
  param.maximum = high;
  param.help = "Help.";
  param.group = group;
  param.advanced = advanced;
  return param;
}

spec::ParamSchema schema() {
  spec::ParamSchema made;
  made.params.push_back(number("mask_ratio", spec::ParamType::Float, 0.6, 0.1, 0.9, "Method"));
  made.params.push_back(number("train.accumulate", spec::ParamType::Int, 1, 1, 64));
  made.params.push_back(number("train.batch", spec::ParamType::Int, nullptr, 1, 4096));
  made.params.push_back(number("train.clip", spec::ParamType::Float, 12.0, 0, 1e6, "Training", true));
  spec::Param choice;
  choice.name = "train.optimizer";
  choice.type = spec::ParamType::Choice;
  choice.choices = {"adamw", "sgd"};
  choice.defaultValue = "adamw";
  choice.group = "Training";
  made.params.push_back(choice);
  return made;
}

class FormTest : public testing::Test {
 protected:
  FormTest() {
    form_.setSchema(schema(), "MAE");
    form_.resize(420, 700);
    form_.show();
  }
  QLineEdit* editor(const char* name) { return form_.field(name)->findChild<QLineEdit*>(); }
  void type(const char* name, const QString& text) {
    auto* line = editor(name);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
  }
  SchemaForm form_;
};

TEST_F(FormTest, NothingIsChangedAtFirst) {
  EXPECT_EQ(form_.changedCount(), 0);
  EXPECT_TRUE(form_.changedValues().empty());
  EXPECT_TRUE(form_.problems().isEmpty());
}

TEST_F(FormTest, AChangeIsKeptAsAValueOfItsType) {
  type("mask_ratio", "0.75");
  type("train.batch", "6");
  EXPECT_EQ(form_.changedValues(), (base::Json{{"mask_ratio", 0.75}, {"train.batch", 6}}));
  EXPECT_TRUE(form_.field("mask_ratio")->changed());
  EXPECT_FALSE(form_.field("train.accumulate")->changed());
}

TEST_F(FormTest, OutOfRangeKeepsTheTextAndSaysWhy) {
  type("train.accumulate", "0");
  EXPECT_EQ(editor("train.accumulate")->text(), "0");
  const auto problems = form_.problems();
  ASSERT_EQ(problems.size(), 1);
  EXPECT_EQ(problems[0].first, "train.accumulate");
  EXPECT_TRUE(problems[0].second.contains("64")) << problems[0].second.toStdString();
  EXPECT_FALSE(form_.changedValues().contains("train.accumulate"));
}

// What a field shows must be what it takes: sizes of a copied run came back as "not possible".
TEST_F(FormTest, EveryShownValueIsTakenBack) {
  auto wide = schema();
  spec::Param patch = number("train.patch", spec::ParamType::IntVector, nullptr, 1, 1024);
  spec::Param shares = number("shares", spec::ParamType::FloatVector, nullptr, 0, 1);
  wide.params.push_back(patch);
  wide.params.push_back(shares);
  form_.setSchema(wide, "MAE");
  const base::Json values = {{"train.patch", {64, 48}},
                             {"shares", {0.25, 0.5}},
                             {"train.batch", 12},
                             {"train.optimizer", "sgd"},
                             {"mask_ratio", 0.5}};
  form_.setValues(values);
  EXPECT_TRUE(form_.problems().isEmpty()) << form_.problems().value(0).second.toStdString();
  EXPECT_EQ(form_.changedValues(), values);
}

TEST_F(FormTest, ADecimalCommaIsOne) {
  type("mask_ratio", "0,75");
  EXPECT_TRUE(form_.problems().isEmpty());
  EXPECT_EQ(form_.changedValues(), (base::Json{{"mask_ratio", 0.75}}));
}

TEST_F(FormTest, ANarrowFormHasOneColumn) {
  const auto left = [&](const char* name) { return form_.field(name)->mapTo(&form_, QPoint(0, 0)).x(); };
  QCoreApplication::processEvents();
  EXPECT_NE(left("train.accumulate"), left("train.batch"));
  form_.resize(340, 700);
  QCoreApplication::processEvents();
  EXPECT_EQ(left("train.accumulate"), left("train.batch"));
  EXPECT_LE(form_.field("train.batch")->width(), 340);
}

TEST_F(FormTest, WordsAreNoNumbers) {
  type("train.accumulate", "many");
  EXPECT_EQ(form_.problems().size(), 1);
}

TEST_F(FormTest, EmptyIsAutomaticOnlyWhereThatIsTheUsualValue) {
  type("train.batch", "8");
  editor("train.batch")->selectAll();
  QTest::keyClick(editor("train.batch"), Qt::Key_Delete);
  EXPECT_TRUE(form_.problems().isEmpty());
  EXPECT_EQ(form_.changedCount(), 0);
  editor("mask_ratio")->setFocus();
  editor("mask_ratio")->selectAll();
  QTest::keyClick(editor("mask_ratio"), Qt::Key_Delete);
  EXPECT_EQ(form_.problems().size(), 1);
}

TEST_F(FormTest, UndoGoesBackFieldByField) {
  type("mask_ratio", "0.75");
  type("train.accumulate", "4");
  form_.undo().undo();
  EXPECT_EQ(editor("train.accumulate")->text(), "1");
  EXPECT_EQ(editor("mask_ratio")->text(), "0.75");
  form_.undo().undo();
  EXPECT_EQ(form_.changedCount(), 0);
  form_.undo().redo();
  EXPECT_EQ(form_.changedValues(), (base::Json{{"mask_ratio", 0.75}}));
}

TEST_F(FormTest, ResetAllIsOneUndoStep) {
  type("mask_ratio", "0.75");
  type("train.clip", "1");
  form_.resetAll();
  EXPECT_EQ(form_.changedCount(), 0);
  form_.undo().undo();
  EXPECT_EQ(form_.changedCount(), 2);
}

TEST_F(FormTest, AnotherSchemaKeepsWhatItKnows) {
  type("mask_ratio", "0.75");
  type("train.accumulate", "4");
  auto other = schema();
  std::erase_if(other.params, [](const auto& param) { return param.name == "mask_ratio"; });
  form_.setSchema(other, "BYOL");
  EXPECT_EQ(form_.changedValues(), (base::Json{{"train.accumulate", 4}}));
}

TEST_F(FormTest, ArrowsStepAndStayInRange) {
  auto* line = editor("train.accumulate");
  line->setFocus();
  QTest::keyClick(line, Qt::Key_Up);
  EXPECT_EQ(line->text(), "2");
  for (int i = 0; i < 5; ++i) QTest::keyClick(line, Qt::Key_Down);
  EXPECT_EQ(line->text(), "1");
}

TEST_F(FormTest, AnAdvancedFieldIsFoundByItsName) {
  form_.focusField("train.clip");
  QCoreApplication::processEvents();
  QCoreApplication::processEvents();
  EXPECT_TRUE(form_.field("train.clip")->isVisible());
}

TEST_F(FormTest, EveryEditorHasAName) {
  for (const auto& param : schema().params) {
    auto* field = form_.field(QString::fromStdString(param.name));
    bool named = false;
    for (auto* child : field->findChildren<QWidget*>())
      named = named || (child->focusPolicy() != Qt::NoFocus && child->accessibleName() == paramTitle(param.name));
    EXPECT_TRUE(named) << param.name;
  }
}

TEST(ParamWords, NamesRangesAndValues) {
  EXPECT_EQ(paramTitle("train.lr"), "Learning rate");
  EXPECT_EQ(paramTitle("arch.unheard_of"), "Unheard of");
  EXPECT_EQ(valueText(base::Json{1, 2, 3}), "1, 2, 3");
  EXPECT_EQ(valueText(1e-3), "0.001");
  EXPECT_EQ(valueText(nullptr), "");
  EXPECT_TRUE(rangeText(number("a", spec::ParamType::Int, 4, 1, 64)).contains("1–64"));
}

}  // namespace
}  // namespace selvox::ui
