#include "ui/pages/import/import_page.h"

#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QTableView>
#include <QUrl>

#include "core/base/text.h"
#include "ui/jobs/job_model.h"
#include "ui/pages/data/quarantine_view.h"
#include "ui/pages/pacs/pacs_dialog.h"
#include "ui/shell/words.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {

// A plain name made of a folder's: "Task04 Hippocampus" -> "Task04_Hippocampus".
QString plainName(const QString& path) {
  QString name = QFileInfo(QDir::cleanPath(path)).completeBaseName();
  for (QChar& c : name)
    if (!(c.isLetterOrNumber() && c.unicode() < 128) && c != '-' && c != '_' && c != '.') c = '_';
  while (name.startsWith('.') || name.startsWith('-') || name.startsWith('_')) name.remove(0, 1);
  return name.left(60);
}

}  // namespace

ImportPage::ImportPage(Context& context, Navigator& navigator, QWidget* parent)
    : QWidget(parent), context_(context), navigator_(navigator) {
  setAcceptDrops(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
  column->setSpacing(kSpace3);
  banner_ = new Banner;
  column->addWidget(banner_);
  column->addWidget(buildSources(), 2);
  column->addWidget(buildProgress());
  column->addWidget(buildQuarantine(), 3);

  actions_ = new QWidget(this);
  auto* row = new QHBoxLayout(actions_);
  row->setContentsMargins(0, 0, 0, 0);
  auto* back = quietButton(tr("Back to data"), "arrow-left");
  cancelButton_ = secondaryButton(tr("Cancel"), "x-lg");
  openButton_ = primaryButton(tr("Open the dataset"), "database");
  startButton_ = primaryButton(tr("Start import"), "download");
  for (auto* button : {back, cancelButton_, openButton_, startButton_}) row->addWidget(button);
  actions_->hide();
  connect(back, &QPushButton::clicked, this, &ImportPage::closed);
  connect(cancelButton_, &QPushButton::clicked, this, &ImportPage::cancel);
  connect(startButton_, &QPushButton::clicked, this, &ImportPage::start);
  connect(openButton_, &QPushButton::clicked, this,
          [this] { Q_EMIT openDatasetAsked(dataset_->currentText().trimmed()); });
  if (context_.jobs != nullptr)
    connect(context_.jobs, &JobModel::progressed, this, [this](const QString& key) {
      if (key == job_) showProgress();
    });
  updateState();
}

QWidget* ImportPage::buildSources() {
  auto* card = new Card(tr("Sources"));
  auto* folder = secondaryButton(tr("Add folder"), "folder-plus");
  auto* files = quietButton(tr("Add files"), "plus-lg");
  auto* archive = quietButton(tr("From an archive…"), "hdd");
  card->titleRow()->addWidget(archive);
  card->titleRow()->addWidget(files);
  card->titleRow()->addWidget(folder);
  sources_ = new QListWidget;
  sources_->setFrameShape(QFrame::NoFrame);
  sources_->setAccessibleName(tr("Sources"));
  sources_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  sources_->setMinimumHeight(60);
  emptyHint_ = wrappedLabel(tr("Drop folders or files here: DICOM, NIfTI, NRRD, MetaImage, NumPy, pictures, and "
                               "folders of the decathlon, nnU-Net or BIDS. The format is found from the content. "
                               "Nothing is copied or changed; names, numbers and dates of patients are replaced by "
                               "pseudonyms before anything is stored."),
                            FontRole::Body, Token::Text2);
  card->body()->addWidget(emptyHint_);
  card->body()->addWidget(sources_, 1);
  auto* row = new QHBoxLayout;
  row->setSpacing(kSpace2);
  auto* label = textLabel(tr("Into dataset"));
  row->addWidget(label);
  dataset_ = new QComboBox;
  dataset_->setEditable(true);
  dataset_->setMinimumWidth(260);
  dataset_->setAccessibleName(tr("Dataset name"));
  dataset_->lineEdit()->setPlaceholderText(tr("Name of the dataset"));
  label->setBuddy(dataset_);
  row->addWidget(dataset_);
  datasetHint_ = textLabel({}, FontRole::Table, Token::Text2);
  row->addWidget(datasetHint_);
  row->addStretch(1);
  auto* remove = quietButton(tr("Take off the list"), "dash");
  row->addWidget(remove);
  card->body()->addLayout(row);
  connect(folder, &QPushButton::clicked, this, [this] {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Folder of scans"));
    if (!path.isEmpty()) addPaths({path});
  });
  connect(archive, &QPushButton::clicked, this, &ImportPage::openArchive);
  connect(files, &QPushButton::clicked, this, [this] { addPaths(QFileDialog::getOpenFileNames(this, tr("Scans"))); });
  connect(remove, &QPushButton::clicked, this, [this] {
    qDeleteAll(sources_->selectedItems());
    updateState();
  });
  connect(dataset_, &QComboBox::editTextChanged, this, &ImportPage::updateState);
  return card;
}

void ImportPage::openArchive() {
  PacsDialog dialog(context_, this);
  connect(&dialog, &PacsDialog::importAsked, this, [this](const QStringList& folders) {
    if (!running()) addPaths(folders);
  });
  dialog.exec();
}

QWidget* ImportPage::buildProgress() {
  auto* card = new QFrame;
  card->setObjectName("card");
  auto* row = new QHBoxLayout(card);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  auto* left = new QVBoxLayout;
  left->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
  auto* top = new QHBoxLayout;
  stage_ = textLabel({}, FontRole::BodyBold);
  eta_ = textLabel({}, FontRole::Caption, Token::Text2);
  top->addWidget(stage_);
  top->addStretch(1);
  top->addWidget(eta_);
  left->addLayout(top);
  bar_ = new QProgressBar;
  bar_->setTextVisible(false);
  bar_->setFixedHeight(8);
  bar_->setAccessibleName(tr("Progress of the import"));
  left->addWidget(bar_);
  what_ = new ElidedLabel({}, Qt::ElideMiddle);
  setTextRole(what_, FontRole::Caption, Token::Text2);
  left->addWidget(what_);
  row->addLayout(left, 4);
  struct Part {
    const char* icon;
    Token ink;
    QString name;
  };
  const Part parts[3] = {{"check-circle-fill", Token::Ok, tr("imported")},
                         {"dash-circle", Token::Text2, tr("already here or not needed")},
                         {"file-earmark-x", Token::Warn, tr("quarantined")}};
  for (int i = 0; i < 3; ++i) {
    row->addWidget(verticalRule());
    auto* cell = new QVBoxLayout;
    cell->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
    cell->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setSpacing(kSpace2);
    head->addWidget(iconLabel(parts[i].icon, parts[i].ink));
    head->addWidget(textLabel(parts[i].name, FontRole::BodyBold, parts[i].ink));
    head->addStretch(1);
    cell->addLayout(head);
    counts_[i] = textLabel("0", FontRole::Figure);
    counts_[i]->setAccessibleName(parts[i].name);
    cell->addWidget(counts_[i]);
    notes_[i] = textLabel({}, FontRole::Caption, Token::Text2);
    cell->addWidget(notes_[i]);
    row->addLayout(cell, 2);
  }
  return card;
}

QWidget* ImportPage::buildQuarantine() {
  auto* card = new Card;
  card->body()->setContentsMargins(0, kSpace3, 0, 0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(kSpace3, 0, kSpace3, 0);
  head->addWidget(iconLabel("file-earmark-x", Token::Text));
  head->addWidget(textLabel(tr("Quarantine"), FontRole::BodyBold));
  quarantineTitle_ = textLabel({}, FontRole::Table, Token::Text2);
  head->addWidget(quarantineTitle_);
  head->addStretch(1);
  card->body()->addLayout(head);
  quarantine_ = new QuarantineModel(this);
  table_ = makeQuarantineTable(quarantine_, card);
  card->body()->addWidget(table_, 1);
  return card;
}

QStringList ImportPage::paths() const {
  QStringList list;
  for (int i = 0; i < sources_->count(); ++i) list << sources_->item(i)->data(Qt::UserRole).toString();
  return list;
}

void ImportPage::begin(const QStringList& paths, const QString& dataset, const QStringList& known) {
  if (running()) return;
  if (done_) {
    sources_->clear();
    done_ = complete_ = false;
  }
  const QString typed = dataset.isEmpty() ? dataset_->currentText() : dataset;
  dataset_->clear();
  dataset_->addItems(known);
  dataset_->setEditText(paths.isEmpty() || !dataset.isEmpty() ? typed : QString());
  addPaths(paths);
}

void ImportPage::addPaths(const QStringList& paths) {
  if (complete_ && !paths.isEmpty()) {  // the list was done with: this begins another
    sources_->clear();
    done_ = complete_ = false;
  }
  const QStringList there = this->paths();
  for (const QString& path : paths) {
    const QString clean = QDir::cleanPath(path);
    if (there.contains(clean)) continue;
    const QFileInfo info(clean);
    auto* item = new QListWidgetItem(ui::icon(info.isDir() ? "folder" : "file-earmark-medical", Token::Text2),
                                     homeShort(fromQt(clean)), sources_);
    item->setData(Qt::UserRole, clean);
    item->setFont(Theme::font(FontRole::Mono));
    item->setSizeHint(QSize(0, Theme::rowHeight()));
    if (dataset_->currentText().trimmed().isEmpty()) dataset_->setEditText(plainName(clean));
  }
  updateState();
}

void ImportPage::updateState() {
  const bool any = sources_->count() > 0;
  const std::string name = dataset_->currentText().trimmed().toStdString();
  const bool good = base::isPlainName(name);
  emptyHint_->setVisible(!any);
  sources_->setVisible(any);
  dataset_->lineEdit()->setProperty("state", !name.empty() && !good ? "error" : "");
  const bool known = dataset_->findText(dataset_->currentText().trimmed()) >= 0;
  datasetHint_->setText(name.empty() ? tr("letters, digits, - _ .")
                        : !good      ? tr("Only letters, digits, - _ . and at most 80 of them.")
                        : known      ? tr("adds to this dataset; files already in it are left out")
                                     : tr("a new dataset"));
  startButton_->setEnabled(any && good && !running());
  startButton_->setVisible(!running() && !complete_);
  startButton_->setToolTip(!any    ? tr("Add a folder or files first.")
                           : !good ? tr("Name the dataset first.")
                                   : QString());
  cancelButton_->setVisible(running());
  openButton_->setVisible(complete_ && !running());  // the one next step of what is done
  sources_->setEnabled(!running());
  dataset_->setEnabled(!running());
  if (!running() && !done_) {
    stage_->setText(any ? tr("Ready to read") : tr("Nothing to read yet"));
    what_->setFullText(any ? tr("Every file ends in exactly one of the three.") : QString());
    eta_->clear();
    bar_->setRange(0, 1);
    bar_->setValue(0);
    quarantineTitle_->setText(
        tr("Files that cannot be imported will be listed here with the reason. The originals stay untouched."));
  }
  Q_EMIT headerChanged();
}

void ImportPage::start() {
  banner_->clear();
  quarantine_->setFiles({});
  for (auto* count : counts_) count->setText("0");
  for (auto* note : notes_) note->clear();
  const QString name = dataset_->currentText().trimmed();
  QStringList arguments{"import", toQt(context_.workspace)};
  arguments += paths();
  arguments += {"--dataset", name, "--json", "--progress", "json"};
  done_ = complete_ = false;
  cancelled_ = false;
  job_ = context_.jobs->startChild(tr("Import into %1").arg(name), context_.cliProgram, arguments, this,
                                   [this](const ChildResult& result) { finished(result); });
  stage_->setText(tr("Reading"));
  bar_->setRange(0, 0);
  updateState();
  Q_EMIT navigator_.statusChanged();
}

void ImportPage::cancel() {
  if (!running()) return;
  cancelled_ = true;
  stage_->setText(tr("Stopping after the current series"));
  context_.jobs->cancel(job_);
}

void ImportPage::showProgress() {
  const auto* job = context_.jobs->find(job_);
  if (job == nullptr) return;
  if (!cancelled_) stage_->setText(job->stage.isEmpty() ? tr("Reading") : job->stage);
  if (job->total > 0) {
    bar_->setRange(0, 1000);
    bar_->setValue(static_cast<int>(1000 * job->done / job->total));
    eta_->setText(tr("%1 of %2").arg(countText(job->done), countText(job->total)) +
                  (job->secondsLeft >= 0 ? tr(" · about %1 left").arg(durationText(job->secondsLeft)) : QString()));
  }
  what_->setFullText(job->what);
  Q_EMIT navigator_.statusChanged();
}

void ImportPage::finished(const ChildResult& result) {
  job_.clear();
  bar_->setRange(0, 1);
  bar_->setValue(result.exitCode == 0 ? 1 : 0);
  eta_->clear();
  what_->setFullText({});
  const auto report = base::parseJson(
      std::string_view(result.output.constData(), static_cast<std::size_t>(result.output.size())), "selvox import");
  if (report && report->is_object()) {
    done_ = true;
    complete_ = result.exitCode == 0 && !cancelled_;
    showReport(*report);
  }
  const QString errors = QString::fromUtf8(result.errors).trimmed();
  if (cancelled_) {
    stage_->setText(tr("Cancelled"));
    banner_->say(Tone::Neutral,
                 tr("The import was cancelled. What was imported so far stays; importing again goes on from there."));
  } else if (result.exitCode != 0) {
    stage_->setText(tr("Ended early"));
    banner_->say(
        {base::ErrorCode::Io,
         errors.isEmpty()
             ? tr("The import ended early without a word. What was imported so far stays; try again.").toStdString()
             : errors.section('\n', -1).toStdString(),
         errors.toStdString()});
  } else {
    stage_->setText(tr("Done"));
    Q_EMIT navigator_.toast(tr("Import into %1 is done.").arg(dataset_->currentText().trimmed()));
  }
  updateState();
  Q_EMIT navigator_.dataChanged();
  Q_EMIT navigator_.statusChanged();
}

void ImportPage::showReport(const base::Json& report) {
  static constexpr const char* kKeys[3] = {"imported", "skipped", "quarantined"};
  for (int i = 0; i < 3; ++i) {
    const auto count = base::valueOr<std::int64_t>(report, kKeys[i], 0);
    counts_[i]->setText(countText(count));
    notes_[i]->setText(i == 0   ? tr("files")
                       : i == 1 ? tr("same content, or not an image")
                                : tr("each with its reason"));
  }
  showWarnings(report);
  std::vector<ports::FileRow> rows;
  const auto files = base::valueOr(report, "files", base::Json::array());
  for (const auto& file : files) {
    if (base::valueOr<std::string>(file, "state", {}) != "quarantined") continue;
    ports::FileRow row;
    row.path = base::valueOr<std::string>(file, "path", {});
    row.state = ports::FileState::Quarantined;
    row.reason = base::valueOr<std::string>(file, "reason", {});
    rows.push_back(std::move(row));
  }
  quarantineTitle_->setText(rows.empty() ? tr("Every file was read.")
                                         : tr("%n entries were not imported. The originals are untouched.", nullptr,
                                              static_cast<int>(rows.size())));
  quarantine_->setFiles(std::move(rows));
}

void ImportPage::showWarnings(const base::Json& report) {
  QStringList lines;
  for (const auto& warning : base::valueOr(report, "warnings", base::Json::array())) {
    const int series = base::valueOr(warning, "series", 0);
    const auto kind = base::valueOr<std::string>(warning, "kind", {});
    if (kind == "burned_in")
      lines << tr("%n series may show names or dates inside the picture: look at them before the dataset is passed on.",
                  nullptr, series);
    if (kind == "face")
      lines << tr("%n series show a head: a face can be drawn from them. Remove it (defacing) before the dataset is "
                  "passed on.",
                  nullptr, series);
  }
  if (!lines.isEmpty()) banner_->say(Tone::Warn, lines.join(' '));
}

QString ImportPage::contextLine() const {
  const QString name = dataset_->currentText().trimmed();
  if (running()) return tr("into %1 · you can leave this page, the import goes on").arg(name);
  return name.isEmpty() ? QString() : tr("into %1").arg(name);
}

QString ImportPage::statusText() const {
  if (!running()) return {};
  return bar_->maximum() > 1 ? tr("import: %1 %").arg(bar_->value() / 10) : tr("import running");
}

void ImportPage::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() && !running()) event->acceptProposedAction();
}

void ImportPage::dropEvent(QDropEvent* event) {
  QStringList list;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) list << url.toLocalFile();
  addPaths(list);
  event->acceptProposedAction();
}

}  // namespace selvox::ui
