#include "ui/pages/qc/qc_page.h"

#include <algorithm>

#include <QComboBox>
#include <QCryptographicHash>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/pages/data/thumbnails.h"
#include "ui/pages/qc/qc_bar.h"
#include "ui/pages/qc/qc_side.h"
#include "ui/pages/qc/qc_strip.h"
#include "ui/pages/viewer/viewer_style.h"
#include "ui/shell/settings.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "viewers/three_planes.h"

namespace selvox::ui {

namespace {

constexpr int kSideWidth = 262;
constexpr int kFoldBelow = 900;  // logical pixels of page width

// Where a pass over that list was left; one for each workspace and dataset.
QString placeOf(const std::filesystem::path& workspace, const QString& name) {
  const QByteArray whole = (toQt(workspace) + '\n' + name).toUtf8();
  return QStringLiteral("qc/place/") +
         QString::fromLatin1(QCryptographicHash::hash(whole, QCryptographicHash::Sha256).toHex().left(16));
}

}  // namespace

QcPage::QcPage(Context& context, Navigator& navigator, QualityData& quality, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent),
      context_(context),
      navigator_(navigator),
      quality_(quality),
      thumbnails_(thumbnails),
      session_(context),
      state_(viewerStyle()) {
  if (const auto scheme = viewers::schemeFromName(settings::mouseScheme())) state_.setScheme(*scheme);
  build();
  buildActions();
  addKeys();
  connect(&session_, &QcSession::moved, this, &QcPage::showMoved);
  connect(&session_, &QcSession::caseLoaded, this, &QcPage::showCase);
  connect(&session_, &QcSession::aheadChanged, this, [this] { Q_EMIT navigator_.statusChanged(); });
  connect(&session_, &QcSession::entryChanged, this, [this](int position) {
    strip_->update();
    if (position != session_.position()) return;
    bar_->show(session_.current());
    side_->showCase();
  });
  connect(&session_, &QcSession::progressChanged, side_, &QcSide::showProgress);
  connect(&session_, &QcSession::failed, this, [this](const base::Error& error) { banner_->say(error); });
  connect(&session_, &QcSession::nothingToUndo, this,
          [this] { Q_EMIT navigator_.toast(tr("Nothing was said in this pass that could be undone.")); });
  connect(&session_, &QcSession::allRated, this,
          [this] { Q_EMIT navigator_.toast(tr("Every case of this list is rated.")); });
  connect(&quality_, &QualityData::changed, this, [this] { side_->showCase(); });
  connect(&Theme::instance(), &Theme::changed, this, [this] { state_.setStyle(viewerStyle()); });
}

QcPage::~QcPage() {
  const QSignalBlocker quiet(session_);
  commitNote();
  pool(Lane::Catalog).waitForDone();
  side_->noteField()->removeEventFilter(this);
  delete splitter_;  // the views look at the state, which ends before children do
}

void QcPage::build() {
  auto* centre = new QWidget;
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  banner_ = new Banner;
  views_ = new viewers::ThreePlanes(&state_);
  bar_ = new QcBar;
  strip_ = new QcStrip(session_, thumbnails_);
  column->addWidget(banner_);
  column->addWidget(views_, 1);
  column->addWidget(bar_);
  column->addWidget(strip_);
  side_ = new QcSide(session_, quality_);
  side_->setMinimumWidth(220);
  splitter_ = new QSplitter;
  splitter_->addWidget(centre);
  splitter_->addWidget(side_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setSizes({1000, kSideWidth});
  settings::remember(splitter_, "qc");
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(splitter_);
  setFocusProxy(views_);
  side_->noteField()->installEventFilter(this);
  connect(strip_, &QcStrip::asked, this, &QcPage::go);
  connect(bar_, &QcBar::rated, this, &QcPage::rate);
  connect(bar_, &QcBar::flagToggled, &session_, &QcSession::toggleFlag);
  connect(bar_, &QcBar::tagAsked, this, [this] { bar_->askTag(session_.knownTags()); });
  connect(bar_, &QcBar::tagAdded, &session_, &QcSession::addTag);
  connect(bar_, &QcBar::tagRemoved, &session_, &QcSession::removeTag);
  connect(bar_, &QcBar::noteAsked, this, [this] { side_->noteField()->setFocus(Qt::ShortcutFocusReason); });
  connect(bar_, &QcBar::left, this, &QcPage::backToImage);
  connect(side_, &QcSide::exportAsked, this, &QcPage::exportRatings);
  connect(side_, &QcSide::measureAsked, this, [this] {
    if (const auto* entry = session_.current()) quality_.measure(toQt(entry->row->dataset));
  });
}

void QcPage::buildActions() {
  actions_ = new QWidget(this);
  auto* row = new QHBoxLayout(actions_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kSpace2);
  row->addWidget(textLabel(tr("Order"), FontRole::Table, Token::Text2));
  order_ = new QComboBox;
  order_->setAccessibleName(tr("Order of the cases"));
  order_->addItem(tr("as listed"));
  order_->addItem(tr("most unusual first"));
  connect(order_, &QComboBox::activated, this, &QcPage::orderChosen);
  row->addWidget(order_);
  auto* leaving = secondaryButton(tr("Leave the pass"), "arrow-left");
  leaving->setToolTip(tr("Back to the list (Esc); the place is kept"));
  connect(leaving, &QPushButton::clicked, this, &QcPage::leave);
  row->addWidget(leaving);
  actions_->hide();
}

void QcPage::begin(const QString& name, const ports::SeriesQuery& query, const std::vector<std::int64_t>& ids,
                   std::int64_t start) {
  name_ = name;
  query_ = query;
  listed_ = ids;
  shown_.reset();
  kept_.reset();
  banner_->clear();
  order_->setCurrentIndex(0);
  if (context_.curation == nullptr) {
    banner_->say(Tone::Error, tr("This workspace keeps no ratings. Open it with a newer Selvox."));
    return;
  }
  session_.begin(placeOf(context_.workspace, name), query, ids, start);
  side_->showProgress();
  views_->setFocus();
  Q_EMIT headerChanged();
}

void QcPage::leave() {
  commitNote();
  session_.end();
  shown_.reset();
  Q_EMIT navigator_.dataChanged();
  Q_EMIT closed();
}

QString QcPage::contextLine() const {
  return tr("%1 · place is kept when you leave").arg(name_.isEmpty() ? tr("All data") : name_);
}

QString QcPage::statusText() const {
  if (session_.count() == 0) return {};
  const QString place = tr("Case %1 of %2").arg(countText(session_.position() + 1), countText(session_.count()));
  const int ahead = session_.readyAhead();
  if (ahead == 0) return place;
  return place + QStringLiteral(" · ") + tr("next %n cases ready", nullptr, ahead);
}

bool QcPage::ready() const {
  return !session_.busy() && !quality_.loading() && !thumbnails_.busy();
}

void QcPage::go(int position) {
  commitNote();
  session_.go(position);
  backToImage();
}

// A case whose voxels are still on their way is not rated: nobody has seen it.
void QcPage::rate(int rating) {
  if (!session_.loaded()) return;
  session_.rate(rating);
  if (rating > 0 && side_->goesOn() && session_.position() + 1 < session_.count()) go(session_.position() + 1);
}

void QcPage::showMoved() {
  if (shown_ && shown_ != session_.loaded()) {
    kept_ = keepView(state_, *shown_);
    shown_.reset();
  }
  if (!session_.loaded()) state_.clear(tr("Reading…"));
  bar_->show(session_.current());
  side_->showCase();
  strip_->update();
  Q_EMIT navigator_.statusChanged();
}

void QcPage::showCase() {
  const auto loaded = session_.loaded();
  if (!loaded || loaded == shown_) return;
  if (!loaded->image) {
    state_.clear(loaded->problem);
  } else {
    showImage(*loaded);
    shown_ = loaded;
  }
  Q_EMIT navigator_.statusChanged();
}

void QcPage::showImage(const LoadedCase& loaded) {
  const bool keep = kept_ && side_->keepsView();
  const auto opening = openingWindow(loaded);
  const auto window = keep ? windowFor(*kept_, loaded) : std::nullopt;
  const QString modality = toQt(loaded.entry.series->modality);
  state_.setImage(loaded.image, modality.isEmpty() ? tr("Image") : modality, opening);
  state_.setLabels(labelLooks(loaded));
  state_.setLayer(viewers::LayerRole::Reference, {loaded.reference, tr("Reference"), true, 0.5});
  if (window) state_.setWindow(*window);
  if (keep) restoreView(*kept_, state_, loaded);
}

void QcPage::commitNote() {
  // Only of the case whose note stands in the field.
  if (session_.count() > 0 && session_.current() != nullptr && side_->noteOf() == session_.current()->row->id)
    session_.setNote(side_->noteText());
}

void QcPage::orderChosen() {
  if (session_.count() == 0) return;
  commitNote();
  auto ids = listed_;
  if (order_->currentIndex() == 1) {
    if (quality_.empty()) {
      order_->setCurrentIndex(0);
      Q_EMIT navigator_.toast(tr("Measure the quality first; then the most unusual cases are known."));
      return;
    }
    QualityData::sortByOddness(quality_.snapshot(), true, ids);
  }
  session_.reorder(std::move(ids));
  session_.go(order_->currentIndex() == 1 ? 0 : session_.position());
  backToImage();
}

void QcPage::backToImage() {
  views_->setFocus(Qt::OtherFocusReason);
}

void QcPage::toggleSide() {
  sideByHand_ = true;
  side_->setVisible(!side_->isVisible());
}

void QcPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (!sideByHand_) side_->setVisible(width() >= kFoldBelow);
}

bool QcPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched != side_->noteField()) return QWidget::eventFilter(watched, event);
  if (event->type() == QEvent::FocusOut) commitNote();
  const bool keys = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
  if (!keys) return false;
  // In the note every key is a letter or moves the text cursor; Esc goes back to the image.
  event->accept();
  if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) return event->type() == QEvent::ShortcutOverride;
  if (event->type() == QEvent::KeyPress) backToImage();
  return true;
}

}  // namespace selvox::ui
