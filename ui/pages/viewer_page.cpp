#include "ui/pages/viewer_page.h"

#include <algorithm>

#include <QAction>
#include <QBuffer>
#include <QComboBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "core/base/file.h"
#include "ui/pages/viewer/side_pane.h"
#include "ui/pages/viewer/similar_dialog.h"
#include "ui/pages/viewer/viewer_bar.h"
#include "ui/shell/settings.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {

namespace {

constexpr int kCasesWidth = 216, kSideWidth = 288;
constexpr int kFoldBelow = 1250;  // logical pixels of page width
constexpr double kPictureScale = 2;

}  // namespace

ViewerPage::ViewerPage(Context& context, Navigator& navigator, QWidget* parent)
    : Page(parent), context_(context), navigator_(navigator), state_(viewerStyle()) {
  if (const auto scheme = viewers::schemeFromName(settings::mouseScheme())) state_.setScheme(*scheme);
  stack_ = new QStackedLayout(this);
  splitter_ = new QSplitter(Qt::Horizontal, this);
  splitter_->addWidget(buildCases());
  splitter_->addWidget(buildCentre());
  side_ = new SidePane(&state_, splitter_);
  splitter_->addWidget(side_);
  splitter_->setStretchFactor(1, 1);
  splitter_->setSizes({kCasesWidth, 900, kSideWidth});
  settings::remember(splitter_, "viewer");
  empty_ = new EmptyState("images", tr("Scans will be shown here. Import some first."), tr("Import scans"), this);
  stack_->addWidget(splitter_);
  stack_->addWidget(empty_);
  if (empty_->button())
    connect(empty_->button(), &QPushButton::clicked, this, [this] { Q_EMIT navigator_.openPage("data"); });
  buildActions();
  connect(side_, &SidePane::presetAsked, this, [this](int index) { bar_->choosePreset(index); });
  connect(side_, &SidePane::foldAsked, this, &ViewerPage::toggleRightPane);
  connect(&state_, &viewers::ViewState::cursorChanged, this, [this] { Q_EMIT navigator_.statusChanged(); });
  connect(&navigator_, &Navigator::openCase, this, &ViewerPage::openCase);
  const auto refresh = [this] {
    stale_ = true;
    if (isVisible()) activated();
  };
  connect(&navigator_, &Navigator::dataChanged, this, refresh);
  connect(&navigator_, &Navigator::runsChanged, this, refresh);
  connect(&Theme::instance(), &Theme::changed, this, [this] { state_.setStyle(viewerStyle()); });
  state_.clear(tr("Choose a case at the left."));
}

ViewerPage::~ViewerPage() {
  delete views_;  // the 3D view's thread and context end before the application does
  views_ = nullptr;
}

QWidget* ViewerPage::buildCases() {
  auto* pane = new QWidget(this);
  pane->setProperty("kind", "panel");
  pane->setAttribute(Qt::WA_StyledBackground);
  pane->setMinimumWidth(180);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* head = new QVBoxLayout;
  head->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace2);
  head->setSpacing(kSpace2);
  count_ = textLabel({}, FontRole::Section, Token::Text, pane);
  source_ = new QComboBox(pane);
  source_->setAccessibleName(tr("Series of the catalog, or the cases of a run"));
  source_->setMinimumContentsLength(8);
  source_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  order_ = new QComboBox(pane);
  order_->setAccessibleName(tr("Order of the cases"));
  order_->setMinimumContentsLength(8);
  order_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  filter_ = new SearchField(tr("Filter cases"), {}, pane);
  for (QWidget* widget : {static_cast<QWidget*>(count_), static_cast<QWidget*>(source_), static_cast<QWidget*>(order_),
                          static_cast<QWidget*>(filter_)})
    head->addWidget(widget);
  column->addLayout(head);
  column->addWidget(horizontalRule(pane));
  model_ = new CaseModel(context_, this);
  list_ = new QListView(pane);
  list_->setAccessibleName(tr("Cases"));
  list_->setModel(model_);
  list_->setItemDelegate(new CaseDelegate(list_));
  list_->setUniformItemSizes(true);
  list_->setMouseTracking(true);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  column->addWidget(list_, 1);
  column->addWidget(horizontalRule(pane));
  auto* foot = textLabel(tr("P and N: previous, next case"), FontRole::Table, Token::Text2, pane);
  foot->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
  column->addWidget(foot);
  connect(model_, &CaseModel::failed, this, [this](const QString& message) {
    loading_ = false;
    state_.clear(message);
  });
  connect(source_, &QComboBox::activated, this, &ViewerPage::sourceChosen);
  connect(order_, &QComboBox::activated, this, &ViewerPage::orderChosen);
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& words) {
    if (model_->evaluated()) {
      model_->filter(words);
      updateHeads();
    } else {
      loadList();
    }
  });
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
    if (index.isValid()) openRow(index.row());
  });
  return pane;
}

QWidget* ViewerPage::buildCentre() {
  auto* pane = new QWidget(this);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  views_ = new viewers::FourUp(&state_, pane);
  bar_ = new ViewerBar(views_, pane);
  column->addWidget(bar_);
  column->addWidget(views_, 1);
  pane->setMinimumWidth(520);
  connect(bar_, &ViewerBar::snapshotAsked, this, [this] { askSnapshot(false); });
  return pane;
}

void ViewerPage::buildActions() {
  const auto shortcut = [this](const QString& text, const QKeySequence& keys, auto run) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
  };
  shortcut(tr("Next case"), Qt::Key_N, [this] { stepCase(1); });
  shortcut(tr("Previous case"), Qt::Key_P, [this] { stepCase(-1); });
  shortcut(tr("Similar cases"), Qt::Key_S, [this] { showSimilar(); });
  QAction* all = shortcut(tr("Save a picture of all views"), {}, [this] { askSnapshot(false); });
  QAction* one = shortcut(tr("Save a picture of the active view"), {}, [this] { askSnapshot(true); });
  actions_ = new QWidget(this);
  auto* row = new QHBoxLayout(actions_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kSpace2);
  compare_ = secondaryButton(tr("Compare with…"), "layout-split", actions_);
  compareMenu_ = new QMenu(compare_);
  compare_->setMenu(compareMenu_);
  connect(compareMenu_, &QMenu::aboutToShow, this, &ViewerPage::fillCompareMenu);
  QPushButton* exporting = secondaryButton(tr("Export…"), "box-arrow-up", actions_);
  auto* menu = new QMenu(exporting);
  menu->addAction(all);
  menu->addAction(one);
  exporting->setMenu(menu);
  QPushButton* similar = secondaryButton(tr("Similar cases"), "images", actions_);
  similar->setToolTip(tr("Cases that look like this one (S)"));
  connect(similar, &QPushButton::clicked, this, &ViewerPage::showSimilar);
  row->addWidget(similar);
  row->addWidget(compare_);
  row->addWidget(exporting);
  actions_->hide();  // the header shows it with the page
}

void ViewerPage::showSimilar() {
  if (!shown_ || !shown_->entry.series) {
    Q_EMIT navigator_.toast(tr("Open a case first; then cases like it can be found."));
    return;
  }
  if (!similar_) {
    similar_ = new SimilarDialog(context_, navigator_, this);
    connect(similar_, &SimilarDialog::caseAsked, this, [this](qint64 series) { openCase(series, {}); });
  }
  similar_->askFor(shown_->entry.series);
  similar_->show();
  similar_->raise();
}

void ViewerPage::fillCompareMenu() {
  compareMenu_->clear();
  for (const std::string& run : runs_) {
    if (toQt(run) == runA_) continue;
    QAction* action = compareMenu_->addAction(toQt(run));
    action->setCheckable(true);
    action->setChecked(toQt(run) == runB_);
    connect(action, &QAction::triggered, this,
            [this, name = toQt(run)] { compareWith(name == runB_ ? QString() : name); });
  }
  if (compareMenu_->isEmpty()) compareMenu_->addAction(tr("No other evaluated run"))->setEnabled(false);
}

QString ViewerPage::contextLine() const {
  QStringList parts;
  if (!runA_.isEmpty() && a_) {
    parts << (runB_.isEmpty() ? tr("%1 against reference").arg(runA_)
                              : tr("%1 and %2 against reference").arg(runA_, runB_));
    parts << tr("%1 split, %n cases", nullptr, static_cast<int>(a_->evaluation.cases.size()))
                 .arg(toQt(a_->evaluation.split));
  }
  parts << tr("left is patient right (radiological)");
  return parts.join(QStringLiteral(" \u00B7 "));
}

void ViewerPage::focusFilter() {
  filter_->setFocus(Qt::ShortcutFocusReason);
  filter_->selectAll();
}

void ViewerPage::toggleRightPane() {
  foldedByHand_ = true;
  foldSide(!side_->folded());
}

void ViewerPage::foldSide(bool folded) {
  side_->setFolded(folded);
  const QList<int> sizes = splitter_->sizes();  // the images get what the pane gives up, and pay for it
  const int side = folded ? side_->minimumWidth() : kSideWidth;
  splitter_->setSizes({sizes[0], splitter_->width() - sizes[0] - side, side});
}

void ViewerPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  const bool narrow = width() < kFoldBelow;
  if (!foldedByHand_ && narrow != side_->folded()) foldSide(narrow);
}

void ViewerPage::keyPressEvent(QKeyEvent* event) {
  const bool plain = event->modifiers() == Qt::NoModifier;
  if (plain && event->key() >= Qt::Key_1 && event->key() <= Qt::Key_9 && bar_->choosePreset(event->key() - Qt::Key_1))
    return;
  Page::keyPressEvent(event);
}

void ViewerPage::stepCase(int by) {
  const int rows = model_->rowCount();
  if (rows == 0) return;
  const int row = list_->currentIndex().isValid() ? list_->currentIndex().row() + by : 0;
  selectRow(std::clamp(row, 0, rows - 1));
}

QImage ViewerPage::picture(bool activeOnly, double scale) {
  QStringList parts;
  if (shown_) parts << toQt(shown_->entry.name);
  if (!runA_.isEmpty() && a_) parts << tr("%1 against reference").arg(runA_);
  return views_->snapshot(scale, parts.join(QStringLiteral(" \u00B7 ")), activeOnly ? views_->active() : nullptr);
}

void ViewerPage::askSnapshot(bool activeOnly) {
  if (!state_.image()) {
    Q_EMIT navigator_.toast(tr("There is no picture to save: open a case first."));
    return;
  }
  const QString name = (shown_ ? toQt(shown_->entry.name) : QStringLiteral("views")) + QStringLiteral(".png");
  const QString file = QFileDialog::getSaveFileName(this, tr("Save a picture"), name, tr("PNG pictures (*.png)"));
  if (file.isEmpty()) return;
  runAsync(
      Lane::Files, this,
      [image = picture(activeOnly, kPictureScale), path = fromQt(file)] {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return base::writeFile(path, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
      },
      [this, file](const base::Status& status) {
        Q_EMIT navigator_.toast(status ? tr("Saved %1").arg(file) : QString::fromStdString(status.error().message));
      });
}

}  // namespace selvox::ui
