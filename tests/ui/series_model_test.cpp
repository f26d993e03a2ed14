#include <QAbstractButton>
#include <QPushButton>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>

#include <gtest/gtest.h>

#include "tests/ui/fake_catalog.h"
#include "ui/pages/data/data_browser.h"
#include "ui/pages/data/filter_text.h"
#include "ui/pages/data/series_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {
namespace {

struct Desk {
  explicit Desk(std::int64_t series) : catalog(series) {
    context.catalog = &catalog;
    context.cache = &cache;
    context.runs = &runs;
  }
  ~Desk() { drainPools(); }
  FakeCatalog catalog;
  NoCache cache;
  NoRuns runs;
  Context context;
  Navigator navigator;
};

TEST(SeriesModel, CountIsExactAndRowsComeInPages) {
  Desk desk(100'000);
  SeriesModel model(desk.context);
  QSignalSpy loaded(&model, &SeriesModel::loaded);
  model.setQuery({});
  ASSERT_TRUE(waitUntil([&] { return loaded.count() == 1; }));
  EXPECT_EQ(model.rowCount(), 100'000);
  EXPECT_EQ(desk.catalog.seriesCalls, 0) << "nothing is fetched before it is looked at";
  EXPECT_EQ(model.rowAt(99'999), nullptr);
  ASSERT_TRUE(waitUntil([&] { return model.rowAt(99'999) != nullptr; }));
  EXPECT_EQ(model.rowAt(99'999)->caseName, "case_100000");
  EXPECT_EQ(desk.catalog.seriesCalls, 1);
  EXPECT_NE(model.rowAt(99'990), nullptr) << "the same page";
  EXPECT_EQ(desk.catalog.seriesCalls, 1);
}

TEST(SeriesModel, MemoryStaysBounded) {
  Desk desk(50'000);
  SeriesModel model(desk.context);
  model.setQuery({});
  ASSERT_TRUE(waitUntil([&] { return !model.loading(); }));
  for (int row = 0; row < 50'000; row += 128) {
    (void)model.rowAt(row);
    ASSERT_TRUE(waitUntil([&] { return model.rowAt(row) != nullptr; }));
  }
  EXPECT_EQ(model.pagesFetched(), (50'000 + 127) / 128);
  (void)model.rowAt(0);  // long forgotten: asked again
  ASSERT_TRUE(waitUntil([&] { return model.rowAt(0) != nullptr; }));
  EXPECT_EQ(model.pagesFetched(), (50'000 + 127) / 128 + 1);
}

TEST(SeriesModel, TypingLeavesOnlyTheLastAnswer) {
  Desk desk(1'000);
  SeriesModel model(desk.context);
  QSignalSpy loaded(&model, &SeriesModel::loaded);
  for (const char* text : {"case_1", "case_12", "case_123"}) {
    ports::SeriesQuery query;
    query.text = text;
    model.setQuery(query);
  }
  ASSERT_TRUE(waitUntil([&] { return !model.loading() && pendingWork() == 0; }));
  EXPECT_EQ(loaded.count(), 1);
  EXPECT_EQ(model.rowCount(), 1);
  EXPECT_GE(desk.catalog.interrupts, 2);
}

TEST(SeriesModel, HiddenRowsComeBack) {
  Desk desk(10);
  SeriesModel model(desk.context);
  model.setQuery({});
  ASSERT_TRUE(waitUntil([&] { return !model.loading(); }));
  model.hideIds({3, 4});
  EXPECT_EQ(model.rowCount(), 8);
  EXPECT_EQ(model.rowOf(3), -1);
  model.showIds({3, 4});
  EXPECT_EQ(model.rowCount(), 10);
  EXPECT_EQ(model.rowOf(3), 2);
}

TEST(FilterText, WordsAndKeys) {
  const auto query = parseFilter("hippo modality:mr split:validation labelled:yes x:y", {});
  EXPECT_EQ(query.text, "hippo x:y");
  EXPECT_EQ(query.modality, "MR");
  EXPECT_EQ(query.split, "val");
  EXPECT_EQ(query.labelled, std::optional<bool>(true));
  ports::SeriesQuery base;
  base.dataset = "brain";
  EXPECT_EQ(parseFilter("", base).dataset, "brain");
}

TEST(DataBrowser, EmptyWorkspaceSaysWhatToDo) {
  Desk desk(0);
  DataBrowser browser(desk.context, desk.navigator);
  browser.resize(1200, 700);
  browser.show();
  QSignalSpy import(&browser, &DataBrowser::importAsked);
  browser.reload();
  ASSERT_TRUE(waitUntil([&] { return browser.ready(); }));
  EmptyState* shown = nullptr;
  for (auto* state : browser.findChildren<EmptyState*>())
    if (state->isVisible()) shown = state;
  ASSERT_NE(shown, nullptr);
  ASSERT_NE(shown->button(), nullptr);
  reinterpret_cast<QAbstractButton*>(shown->button())->click();
  EXPECT_EQ(import.count(), 1);
}

TEST(DataBrowser, DeleteCanBeUndoneAndIsDoneOtherwise) {
  Desk desk(20);
  auto browser = std::make_unique<DataBrowser>(desk.context, desk.navigator);
  browser->resize(1200, 700);
  browser->show();
  browser->reload();
  ASSERT_TRUE(waitUntil([&] { return browser->ready() && browser->model().rowCount() == 20; }));
  std::function<void()> undo;
  QObject::connect(&desk.navigator, &Navigator::toastWithAction, browser.get(),
                   [&](const QString&, const QString&, const std::function<void()>& run) { undo = run; });
  auto* table = browser->findChild<QTableView*>();
  table->setFocus();
  table->selectRow(4);
  QTest::keyClick(table, Qt::Key_Delete);
  EXPECT_EQ(browser->model().rowCount(), 19);
  ASSERT_TRUE(undo);
  undo();
  EXPECT_EQ(browser->model().rowCount(), 20);
  EXPECT_TRUE(desk.catalog.removed.empty());
  table->selectRow(4);
  QTest::keyClick(table, Qt::Key_Delete);
  browser.reset();  // the window closes before the toast is gone
  EXPECT_TRUE(desk.catalog.removed.contains(5));
}

TEST(DataBrowser, KeysOpenAndPreview) {
  Desk desk(5);
  DataBrowser browser(desk.context, desk.navigator);
  browser.resize(1200, 700);
  browser.show();
  browser.reload();
  ASSERT_TRUE(waitUntil([&] { return browser.ready(); }));
  QSignalSpy opened(&desk.navigator, &Navigator::openCase);
  auto* table = browser.findChild<QTableView*>();
  table->setCurrentIndex(browser.model().index(2, 1));
  QTest::keyClick(table, Qt::Key_Return);
  ASSERT_EQ(opened.count(), 1);
  EXPECT_EQ(opened[0][0].toLongLong(), 3);
  browser.focusFilter();
  EXPECT_TRUE(browser.findChild<SearchField*>()->hasFocus() || !browser.isActiveWindow());
}

// Every stop of the Tab key on the page has a name that a screen reader can say.
TEST(DataBrowser, TabOrderNamesEveryStop) {
  Desk desk(5);
  DataBrowser browser(desk.context, desk.navigator);
  browser.resize(1200, 700);
  browser.show();
  browser.reload();
  ASSERT_TRUE(waitUntil([&] { return browser.ready(); }));
  int stops = 0;
  for (auto* widget = browser.nextInFocusChain(); widget != &browser; widget = widget->nextInFocusChain()) {
    if (!browser.isAncestorOf(widget) || !widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0) continue;
    ++stops;
    const auto* button = qobject_cast<QAbstractButton*>(widget);
    const bool named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
    EXPECT_TRUE(named) << widget->metaObject()->className() << " " << widget->objectName().toStdString();
  }
  EXPECT_GT(stops, 5);
}

}  // namespace
}  // namespace selvox::ui
