#include "ui/pages/start/start_page.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QScrollArea>
#include <QStorageInfo>
#include <QThread>
#include <QTimer>

#include "ui/pages/start/start_cards.h"
#include "ui/shell/describe.h"
#include "ui/shell/recent.h"
#include "ui/shell/settings.h"
#include "ui/shell/words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {
namespace {

constexpr int kMainWidth = 748, kSideWidth = 300;

bool openGlIsGood() {
  QSurfaceFormat format;
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  QOffscreenSurface surface;
  surface.setFormat(format);
  surface.create();
  QOpenGLContext context;
  context.setFormat(format);
  return surface.isValid() && context.create() && context.makeCurrent(&surface) &&
         context.format().version() >= qMakePair(3, 2);
}

void clearLayout(QLayout* layout) {
  while (auto* item = layout->takeAt(0)) {
    if (auto* widget = item->widget()) widget->deleteLater();
    if (auto* inner = item->layout()) clearLayout(inner);
    delete item;
  }
}

void addMachineRow(QVBoxLayout* rows, bool good, const QString& title, const QString& hint) {
  auto* row = new QHBoxLayout;
  row->setSpacing(kSpace2);
  row->addWidget(iconLabel(good ? "check-circle-fill" : "exclamation-triangle-fill", good ? Token::Ok : Token::Warn), 0,
                 Qt::AlignTop);
  auto* texts = new QVBoxLayout;
  texts->setSpacing(0);
  texts->addWidget(wrappedLabel(title));
  texts->addWidget(wrappedLabel(hint, FontRole::Caption, Token::Text2));
  row->addLayout(texts, 1);
  rows->addLayout(row);
}

QString whenText(const QDateTime& when) {
  if (when.date() == QDate::currentDate())
    return StartPage::tr("today %1").arg(QLocale().toString(when.time(), "HH:mm"));
  return QLocale().toString(when.date(), when.date().year() == QDate::currentDate().year() ? "d MMM" : "d MMM yyyy");
}

}  // namespace

StartPage::StartPage(Describe& describe, QWidget* parent) : QWidget(parent), describe_(describe) {
  auto* inner = new QWidget;
  inner->setObjectName("scrolled");
  auto* column = new QVBoxLayout(inner);
  column->setContentsMargins(kSpace5, 48, kSpace5, kSpace5);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(28);
  columns->addStretch(1);
  columns->addWidget(buildMain(), 100, Qt::AlignTop);
  columns->addWidget(buildSide(), 0, Qt::AlignTop);
  columns->addStretch(1);
  column->addLayout(columns);
  column->addStretch(1);
  auto* area = new QScrollArea(this);
  area->setWidget(inner);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(area);
  connect(&describe_, &Describe::changed, this, &StartPage::fillMachine);
  refresh();
}

QWidget* StartPage::buildMain() {
  auto* main = new QWidget;
  main->setMaximumWidth(kMainWidth);
  main->setMinimumWidth(520);
  auto* column = new QVBoxLayout(main);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kSpace4);
  auto* titles = new QVBoxLayout;
  titles->setSpacing(2);
  titles->addWidget(textLabel("Selvox", FontRole::Figure));
  titles->addWidget(
      wrappedLabel(tr("Learn from unlabelled scans, then from few labels, and see in 3D whether it helped."),
                   FontRole::Section, Token::Text2));
  static_cast<QLabel*>(titles->itemAt(1)->widget())->setFont([] {
    QFont font = Theme::font(FontRole::Section);
    font.setWeight(QFont::Normal);
    return font;
  }());
  column->addLayout(titles);

  auto* row = new QHBoxLayout;
  row->setSpacing(kSpace3);
  auto* fresh = new ActionCard("folder-plus", tr("New workspace"),
                               tr("One folder for catalog, cache and runs. Your scans stay where they are."), true);
  auto* open =
      new ActionCard("folder2-open", tr("Open a workspace"), tr("A folder on this machine or a mounted disk."), false);
  auto* demo = new ActionCard("collection-play", tr("Try the demo"),
                              tr("Made-up anatomy, two modalities: import, pretraining, fine-tuning. Up to 8 minutes "
                                 "on this machine, about 400 MB."),
                              false);
  for (auto* card : {fresh, open, demo}) row->addWidget(card, 1);
  connect(fresh, &QAbstractButton::clicked, this, &StartPage::chooseNew);
  connect(open, &QAbstractButton::clicked, this, [this] { chooseExisting(); });
  connect(demo, &QAbstractButton::clicked, this, &StartPage::demoAsked);
  column->addLayout(row);

  recent_ = new Card;
  recent_->body()->setContentsMargins(0, 0, 0, 0);
  recent_->body()->setSpacing(0);
  auto* title = textLabel(tr("Recent"), FontRole::BodyBold);
  title->setContentsMargins(kSpace3, kSpace2 + 2, kSpace3, kSpace2 + 2);
  recent_->body()->addWidget(title);
  recentRows_ = new QVBoxLayout;
  recentRows_->setSpacing(0);
  recent_->body()->addLayout(recentRows_);
  column->addWidget(recent_);

  auto* drop = new DropTarget(
      tr("Drop a folder of scans here"),
      tr("DICOM, NIfTI, NRRD, pictures, BIDS, nnU-Net, decathlon. Nothing is copied or changed until you say so."));
  connect(drop, &DropTarget::dropped, this, &StartPage::dropped);
  column->addWidget(drop);
  return main;
}

QWidget* StartPage::buildSide() {
  auto* side = new QWidget;
  side->setFixedWidth(kSideWidth);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 78, 0, 0);
  column->setSpacing(kSpace4);
  auto* machine = new Card(tr("This machine"));
  machineRows_ = new QVBoxLayout;
  machineRows_->setSpacing(kSpace3);
  machine->body()->addLayout(machineRows_);
  machine->body()->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace4);
  column->addWidget(machine);

  auto* mouse = new Card(tr("Mouse in the viewer"));
  mouse->body()->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
  auto* schemes = new SegmentedControl;
  schemes->setAccessibleName(tr("Mouse in the viewer"));
  schemes->addSegment(tr("Radiology"));
  schemes->addSegment("ITK-SNAP");
  schemes->addSegment("Slicer");
  auto* keys = new MouseTable;
  const QStringList names{"radiology", "itk-snap", "slicer"};
  schemes->setCurrent(static_cast<int>(names.indexOf(settings::mouseScheme())));
  keys->show(settings::mouseScheme());
  connect(schemes, &SegmentedControl::currentChanged, this, [names, keys](int index) {
    settings::setMouseScheme(names[index]);
    keys->show(names[index]);
  });
  mouse->body()->addWidget(schemes);
  mouse->body()->addWidget(keys);
  column->addWidget(mouse);
  column->addWidget(wrappedLabel(
      tr("Works offline. Sends nothing anywhere. Identities are replaced on import. For research, not for diagnosis."),
      FontRole::Table, Token::Text2));
  column->addStretch(1);
  return side;
}

void StartPage::refresh() {
  fillRecent();
  fillMachine();
  if (glAsked_) return;
  QTimer::singleShot(0, this, [this] {
    glGood_ = openGlIsGood();
    glAsked_ = true;
    fillMachine();
  });
}

bool StartPage::ready() const {
  return glAsked_ && describe_.finished();
}

void StartPage::fillRecent() {
  clearLayout(recentRows_);
  const auto entries = recentWorkspaces();
  if (entries.empty()) {
    recentRows_->addWidget(horizontalRule());
    auto* hint = wrappedLabel(tr("Workspaces that you opened will be listed here."), FontRole::Table, Token::Text2);
    hint->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    recentRows_->addWidget(hint);
  }
  for (const auto& entry : entries) {
    recentRows_->addWidget(horizontalRule());
    const bool here = QFileInfo::exists(toQt(entry.path / "catalog.sqlite"));
    QString counts = tr("not found; disk not connected?");
    if (here)
      counts = entry.series < 0
                   ? QString()
                   : tr("%1 series · %2 runs").arg(countText(entry.series), countText(std::max<qint64>(0, entry.runs)));
    auto* row = new RecentRow(toQt(entry.path.filename()), homeShort(entry.path), counts, whenText(entry.opened), here);
    const QString folder = toQt(entry.path);
    connect(row, &RecentRow::openAsked, this, [this, folder] { Q_EMIT openAsked(folder); });
    connect(row, &RecentRow::locateAsked, this, [this, folder] { chooseExisting(QFileInfo(folder).absolutePath()); });
    connect(row, &RecentRow::forgetAsked, this, [this, path = entry.path] {
      forgetWorkspace(path);
      QTimer::singleShot(0, this, &StartPage::fillRecent);
    });
    recentRows_->addWidget(row);
  }
}

void StartPage::fillMachine() {
  clearLayout(machineRows_);
  const auto devices = devicesOf(describe_.document());
  if (!describe_.error().isEmpty()) addMachineRow(machineRows_, false, tr("No worker"), describe_.error());
  for (const auto& [id, words] : devices)
    addMachineRow(machineRows_, true, words,
                  id.startsWith("cuda") ? tr("mixed precision where it helps") : tr("training runs on the processor"));
  if (devices.isEmpty() && describe_.error().isEmpty())
    addMachineRow(machineRows_, true, tr("Asking the worker"), tr("devices and methods"));
  addMachineRow(machineRows_, true, tr("%n cores", nullptr, QThread::idealThreadCount()),
                tr("imports and training share them"));
  const QStorageInfo disk(QDir::homePath());
  const bool roomy = disk.bytesAvailable() > 5'000'000'000LL;
  addMachineRow(
      machineRows_, roomy, tr("%1 free in %2").arg(bytesText(disk.bytesAvailable()), QStringLiteral("~")),
      roomy ? tr("enough for catalog, cache and runs") : tr("checkpoints and cache may not fit; choose another disk"));
  if (glAsked_)
    addMachineRow(machineRows_, glGood_, glGood_ ? tr("OpenGL for 3D") : tr("3D is not available"),
                  glGood_ ? tr("version 3.2 or newer") : tr("no OpenGL 3.2; slices are as fast as ever"));
}

void StartPage::chooseNew() {
  const QString folder =
      QFileDialog::getSaveFileName(this, tr("New workspace"), QDir::homePath() + "/selvox-workspace", tr("Folder (*)"));
  if (!folder.isEmpty()) Q_EMIT createAsked(folder);
}

void StartPage::chooseExisting(const QString& from) {
  const QString folder =
      QFileDialog::getExistingDirectory(this, tr("Open a workspace"), from.isEmpty() ? QDir::homePath() : from);
  if (!folder.isEmpty()) Q_EMIT openAsked(folder);
}

}  // namespace selvox::ui
