#include "ui/pages/pacs/pacs_dialog.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPixmap>
#include <QSettings>
#include <QSplitter>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/pages/pacs/download_view.h"
#include "ui/pages/pacs/server_dialog.h"
#include "ui/pages/pacs/server_list.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui {
namespace {

constexpr int kPictureSide = 240;
enum Role { kStudy = Qt::UserRole + 1, kSeries, kLoaded };
enum Column { kPatient, kWhat, kDate, kModality, kImages, kColumns };

base::Json answerOf(const ChildResult& result) {
  const auto json = base::parseJson(
      std::string_view(result.output.constData(), static_cast<std::size_t>(result.output.size())), "selvox pacs");
  return json && json->is_object() ? *json : base::Json::object();
}

QString field(const base::Json& json, const char* key) {
  return toQt(base::valueOr<std::string>(json, key, ""));
}

// "20190314" -> "2019-03-14"; "DOE^JANE" -> "DOE, JANE".
QString dateText(const QString& dicom) {
  return dicom.size() == 8 ? dicom.left(4) + '-' + dicom.mid(4, 2) + '-' + dicom.mid(6) : dicom;
}
QString nameText(const QString& dicom) {
  return dicom.section('^', 0, 0) +
         (dicom.contains('^') ? ", " + dicom.section('^', 1).replace('^', ' ').trimmed() : "");
}
QString countOf(const base::Json& json, const char* key) {
  const int count = base::valueOr(json, key, -1);
  return count < 0 ? QString() : countText(count);
}

}  // namespace

PacsDialog::PacsDialog(Context& context, QWidget* parent) : QDialog(parent), context_(context) {
  setWindowTitle(tr("Fetch from an archive"));
  resize(1120, 680);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(kSpace2);
  column->addWidget(buildServers());
  column->addWidget(buildQuery());
  banner_ = new Banner;
  column->addWidget(banner_);
  auto* splitter = new QSplitter(Qt::Vertical);
  splitter->addWidget(buildResults());
  downloads_ = new DownloadView(context_);
  splitter->addWidget(downloads_);
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 2);
  splitter->setChildrenCollapsible(false);
  column->addWidget(splitter, 1);
  column->addWidget(buildTarget());
  connect(downloads_, &DownloadView::importAsked, this, [this](const QStringList& folders) {
    Q_EMIT importAsked(folders);
    accept();
  });
  servers_ = storedServers();
  showServers(QSettings().value("pacs/current", 0).toInt());
  downloads_->refresh(false);
}

PacsDialog::~PacsDialog() = default;

QWidget* PacsDialog::buildServers() {
  auto* bar = new QWidget;
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(0, 0, 0, 0);
  auto* label = textLabel(tr("Archive"), FontRole::BodyBold);
  server_ = new QComboBox;
  server_->setMinimumWidth(280);
  server_->setAccessibleName(tr("Archive"));
  label->setBuddy(server_);
  edit_ = quietButton(tr("Change…"), "pencil");
  remove_ = quietButton(tr("Remove"), "trash");
  auto* add = secondaryButton(tr("Add an archive…"), "plus-lg");
  row->addWidget(label);
  row->addWidget(server_);
  row->addWidget(edit_);
  row->addWidget(remove_);
  row->addStretch(1);
  row->addWidget(add);
  connect(add, &QPushButton::clicked, this, [this] { editServer(true); });
  connect(edit_, &QPushButton::clicked, this, [this] { editServer(false); });
  connect(remove_, &QPushButton::clicked, this, &PacsDialog::removeServer);
  connect(server_, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (index >= 0) QSettings().setValue("pacs/current", index);
    results_->clear();
    showPreview();
    updateState();
  });
  for (auto* button : {edit_, remove_, add}) button->setAutoDefault(false);
  return bar;
}

QWidget* PacsDialog::buildQuery() {
  auto* card = new Card;
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(kSpace2);
  grid->setVerticalSpacing(2);
  int at = 0;
  const auto put = [&](const QString& label, QWidget* edit, int stretch) {
    auto* name = textLabel(label, FontRole::Caption, Token::Text2);
    name->setBuddy(edit);
    edit->setAccessibleName(label);
    grid->addWidget(name, 0, at);
    grid->addWidget(edit, 1, at);
    grid->setColumnStretch(at++, stretch);
  };
  const auto line = [&](const QString& label, const QString& hint, int stretch) {
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(hint);
    put(label, edit, stretch);
    return edit;
  };
  patientId_ = line(tr("Patient number"), tr("any"), 2);
  patientName_ = line(tr("Patient name"), "DOE*", 3);
  from_ = line(tr("From"), "2019-03-14", 1);
  to_ = line(tr("To"), tr("today"), 1);
  modality_ = new QComboBox;
  modality_->addItems({tr("any"), "CT", "MR", "PT", "CR", "DX", "MG", "US", "XA", "NM"});
  put(tr("Modality"), modality_, 1);
  description_ = line(tr("Description"), "*liver*", 3);
  searchButton_ = primaryButton(tr("Search"), "search");
  searchButton_->setDefault(true);
  grid->addWidget(searchButton_, 1, at);
  card->body()->addLayout(grid);
  connect(searchButton_, &QPushButton::clicked, this, &PacsDialog::search);
  return card;
}

QWidget* PacsDialog::buildResults() {
  auto* split = new QWidget;
  auto* row = new QHBoxLayout(split);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kSpace3);
  results_ = new QTreeWidget;
  results_->setHeaderLabels({tr("Patient"), tr("Study, series"), tr("Date"), tr("Modality"), tr("Images")});
  results_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  results_->setUniformRowHeights(true);
  results_->setAccessibleName(tr("Results"));
  results_->header()->setSectionResizeMode(kWhat, QHeaderView::Stretch);
  results_->header()->resizeSection(kPatient, 260);
  row->addWidget(results_, 1);
  empty_ = new EmptyState("search", {});
  row->addWidget(empty_, 1);
  auto* side = new QVBoxLayout;
  picture_ = new QLabel;
  picture_->setFixedSize(kPictureSide, kPictureSide);
  picture_->setAlignment(Qt::AlignCenter);
  picture_->setObjectName("card");
  picture_->setAccessibleName(tr("Middle slice"));
  caption_ = wrappedLabel({}, FontRole::Caption, Token::Text2);
  caption_->setFixedWidth(kPictureSide);
  side->addWidget(picture_);
  side->addWidget(caption_);
  side->addStretch(1);
  row->addLayout(side);
  connect(results_, &QTreeWidget::itemExpanded, this, &PacsDialog::loadSeries);
  connect(results_, &QTreeWidget::itemSelectionChanged, this, [this] {
    showPreview();
    updateState();
  });
  return split;
}

QWidget* PacsDialog::buildTarget() {
  auto* bar = new QWidget;
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(0, 0, 0, 0);
  auto* label = textLabel(tr("Into folder"));
  const QString usual =
      QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).filePath("selvox-archive");
  target_ = new QLineEdit(QSettings().value("pacs/target", usual).toString());
  target_->setAccessibleName(tr("Into folder"));
  label->setBuddy(target_);
  auto* browse = quietButton(tr("Choose…"), "folder2-open");
  fetch_ = primaryButton(tr("Fetch without the patient"), "download");
  auto* close = secondaryButton(tr("Close"));
  row->addWidget(label);
  row->addWidget(target_, 1);
  row->addWidget(browse);
  row->addWidget(close);
  row->addWidget(fetch_);
  for (auto* button : {browse, fetch_, close}) button->setAutoDefault(false);
  connect(browse, &QPushButton::clicked, this, [this] {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Folder for what is fetched"), target_->text());
    if (!path.isEmpty()) target_->setText(path);
  });
  connect(target_, &QLineEdit::textChanged, this, &PacsDialog::updateState);
  connect(fetch_, &QPushButton::clicked, this, &PacsDialog::fetch);
  connect(close, &QPushButton::clicked, this, &QDialog::reject);
  return bar;
}

const ports::PacsServer* PacsDialog::server() const {
  const int index = server_->currentIndex();
  return index >= 0 && index < static_cast<int>(servers_.size()) ? &servers_[static_cast<std::size_t>(index)] : nullptr;
}

void PacsDialog::showServers(int current) {
  server_->clear();
  for (const auto& one : servers_) server_->addItem(toQt(one.name + "  ·  " + ports::describe(one)));
  server_->setCurrentIndex(std::min(current, static_cast<int>(servers_.size()) - 1));
  empty_->setSentence(server() == nullptr
                          ? tr("Add the archive to fetch from: its administrator knows address, port and titles.")
                          : tr("What is found is listed here: studies, and their series when you open one."));
  updateState();
}

void PacsDialog::editServer(bool fresh) {
  ports::PacsServer start;
  start.host.clear();
  if (!fresh && server() != nullptr) start = *server();
  ServerDialog dialog(context_, start, this);
  if (dialog.exec() != QDialog::Accepted) return;
  int index = server_->currentIndex();
  if (fresh || index < 0) {
    servers_.push_back(dialog.server());
    index = static_cast<int>(servers_.size()) - 1;
  } else {
    servers_[static_cast<std::size_t>(index)] = dialog.server();
  }
  storeServers(servers_);
  showServers(index);
}

void PacsDialog::removeServer() {
  const int index = server_->currentIndex();
  if (server() == nullptr) return;
  servers_.erase(servers_.begin() + index);
  storeServers(servers_);
  showServers(0);
}

void PacsDialog::search() {
  if (server() == nullptr) return;
  banner_->clear();
  results_->clear();
  showPreview();
  QStringList words{"pacs", "find", "--json"};
  words += serverArguments(*server());
  const auto add = [&](const char* option, QString value) {
    if (!value.trimmed().isEmpty()) words << option << value.trimmed();
  };
  add("--patient-id", patientId_->text());
  add("--patient-name", patientName_->text());
  add("--from", from_->text().remove('-'));
  add("--to", to_->text().remove('-'));
  if (modality_->currentIndex() > 0) add("--modality", modality_->currentText());
  add("--description", description_->text());
  search_.ask(context_.cliProgram, words, [this](const ChildResult& result) {
    if (result.exitCode == 0)
      showStudies(answerOf(result));
    else
      fail(result);
    updateState();
  });
  updateState();
  empty_->setSentence(tr("Searching %1").arg(toQt(server()->name)));
}

void PacsDialog::fail(const ChildResult& result) {
  banner_->say({base::ErrorCode::Io, childMessage(result).toStdString(), result.errors.toStdString()});
}

void PacsDialog::showStudies(const base::Json& json) {
  for (const auto& study : base::valueOr(json, "studies", base::Json::array())) {
    auto* item = new QTreeWidgetItem(results_);
    item->setText(kPatient, nameText(field(study, "patient_name")) + "  " + field(study, "patient_id"));
    item->setText(kWhat, field(study, "description"));
    item->setText(kDate, dateText(field(study, "date")));
    item->setText(kModality, field(study, "modalities").replace('\\', ", "));
    item->setText(kImages, countOf(study, "instances"));
    item->setData(0, kStudy, field(study, "uid"));
    item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
  }
  if (base::valueOr(json, "more", false))
    banner_->say(
        Tone::Neutral,
        tr("These are the first %1. Narrow the search to see others.").arg(countText(results_->topLevelItemCount())));
  if (results_->topLevelItemCount() == 0)
    empty_->setSentence(tr("Nothing found. * stands for anything: DOE*, *liver*."));
  else
    results_->setFocus();
}

void PacsDialog::loadSeries(QTreeWidgetItem* study) {
  if (study->parent() != nullptr || study->data(0, kLoaded).toBool() || server() == nullptr) return;
  const QString uid = study->data(0, kStudy).toString();
  QStringList words{"pacs", "find", "--json", "--series", "--study", uid};
  words += serverArguments(*server());
  series_.ask(context_.cliProgram, words, [this, uid](const ChildResult& result) {
    if (result.exitCode != 0) return fail(result);
    for (int i = 0; i < results_->topLevelItemCount(); ++i) {
      auto* item = results_->topLevelItem(i);
      if (item->data(0, kStudy).toString() != uid || item->data(0, kLoaded).toBool()) continue;
      item->setData(0, kLoaded, true);
      for (const auto& series : base::valueOr(answerOf(result), "series", base::Json::array())) {
        auto* child = new QTreeWidgetItem(item);
        const QString description = field(series, "description"), number = field(series, "number");
        child->setText(kWhat, (number.isEmpty() ? QString() : number + "  ") +
                                  (description.isEmpty() ? tr("without a description") : description));
        child->setText(kModality, field(series, "modality"));
        child->setText(kImages, countOf(series, "instances"));
        child->setData(0, kStudy, uid);
        child->setData(0, kSeries, field(series, "uid"));
      }
    }
  });
}

void PacsDialog::showPreview() {
  preview_.stop();
  picture_->clear();
  const auto selected = results_->selectedItems();
  const bool one = selected.size() == 1 && !selected.front()->data(0, kSeries).toString().isEmpty();
  caption_->setText(one ? tr("Fetching the middle slice") : tr("Select a series to see its middle slice."));
  if (!one || server() == nullptr) return;
  if (!pictures_) pictures_ = std::make_unique<QTemporaryDir>();
  const QString file = pictures_->filePath("look.pgm");
  QStringList words{"pacs",     "preview",
                    "--study",  selected.front()->data(0, kStudy).toString(),
                    "--series", selected.front()->data(0, kSeries).toString(),
                    "--output", file,
                    "--json"};
  words += serverArguments(*server());
  preview_.ask(context_.cliProgram, words, [this, file](const ChildResult& result) {
    const QPixmap picture(file);
    if (result.exitCode != 0 || picture.isNull()) {
      caption_->setText(tr("No picture: %1").arg(childMessage(result)));
      return;
    }
    picture_->setPixmap(picture.scaled(picture_->size() - QSize(2, 2), Qt::KeepAspectRatio, Qt::SmoothTransformation));
    caption_->setText(tr("Middle slice of %1. Shown here only.")
                          .arg(tr("%n images", nullptr, base::valueOr(answerOf(result), "instances", 0))));
  });
}

void PacsDialog::fetch() {
  if (server() == nullptr) return;
  banner_->clear();
  QSettings().setValue("pacs/target", target_->text().trimmed());
  QMap<QString, QStringList> series;  // by study; a study of its own stands for all of its series
  QStringList whole;
  for (const auto* item : results_->selectedItems()) {
    const QString study = item->data(0, kStudy).toString(), one = item->data(0, kSeries).toString();
    if (one.isEmpty()) whole << study;
    series[study] << one;
  }
  for (auto entry = series.cbegin(); entry != series.cend(); ++entry) {
    QStringList words{"pacs",      "get",  toQt(context_.workspace),  "--study",
                      entry.key(), "--to", target_->text().trimmed(), "--queue-only",
                      "--json"};
    words += serverArguments(*server());
    if (!whole.contains(entry.key()))
      for (const QString& uid : entry.value()) words << "--series" << uid;
    toAdd_.push_back(words);
  }
  queueNext();
}

void PacsDialog::queueNext() {
  if (add_.running()) return;
  if (toAdd_.empty()) {
    downloads_->refresh(true);
    updateState();
    return;
  }
  const QStringList words = toAdd_.front();
  toAdd_.erase(toAdd_.begin());
  add_.ask(context_.cliProgram, words, [this](const ChildResult& result) {
    if (result.exitCode != 0) fail(result);
    queueNext();
  });
  updateState();
}

void PacsDialog::updateState() {
  const bool any = server() != nullptr;
  const bool found = results_->topLevelItemCount() > 0;
  edit_->setEnabled(any);
  remove_->setEnabled(any);
  searchButton_->setEnabled(any && !search_.running());
  searchButton_->setToolTip(any ? QString() : tr("Add an archive first."));
  results_->setVisible(found);
  empty_->setVisible(!found);
  const bool selected = !results_->selectedItems().isEmpty();
  fetch_->setEnabled(any && selected && !target_->text().trimmed().isEmpty() && !add_.running());
  fetch_->setToolTip(selected ? tr("Names, numbers and dates are replaced before anything is kept.")
                              : tr("Select studies or series first."));
}

}  // namespace selvox::ui
