#include "ui/pages/pacs/server_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/pages/pacs/server_list.h"
#include "ui/shell/words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

ServerDialog::ServerDialog(Context& context, const ports::PacsServer& server, QWidget* parent)
    : QDialog(parent), context_(context) {
  setWindowTitle(tr("Archive"));
  setMinimumWidth(520);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(kSpace2);
  column->addWidget(textLabel(tr("Image archive"), FontRole::Page));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(kSpace3);
  grid->setVerticalSpacing(kSpace2);
  int row = 0;
  const auto put = [&](const QString& label, QWidget* field, QList<QWidget*>* group) {
    auto* name = textLabel(label);
    name->setBuddy(field);
    field->setAccessibleName(label);
    grid->addWidget(name, row, 0);
    grid->addWidget(field, row++, 1);
    if (group != nullptr) *group << name << field;
  };
  const auto line = [&](const QString& label, const std::string& value, const QString& hint, QList<QWidget*>* group) {
    auto* edit = new QLineEdit(toQt(value));
    edit->setPlaceholderText(hint);
    put(label, edit, group);
    connect(edit, &QLineEdit::textChanged, this, &ServerDialog::updateState);
    return edit;
  };
  name_ = line(tr("Name"), server.name, tr("as you call it"), nullptr);
  kind_ = new QComboBox;
  kind_->addItems({tr("DICOM (C-FIND, C-GET)"), tr("DICOMweb")});
  kind_->setCurrentIndex(server.url.empty() ? 0 : 1);
  put(tr("Speaks"), kind_, nullptr);
  connect(kind_, &QComboBox::currentIndexChanged, this, &ServerDialog::updateState);
  host_ = line(tr("Address"), server.host, "pacs.example", &dimseOnly_);
  port_ = new QSpinBox;
  port_->setRange(1, 65535);
  port_->setValue(server.port);
  put(tr("Port"), port_, &dimseOnly_);
  called_ = line(tr("Its title (AE)"), server.called, "ARCHIVE", &dimseOnly_);
  calling_ = line(tr("Our title (AE)"), server.calling, "SELVOX", &dimseOnly_);
  url_ = line(tr("Address"), server.url, "https://pacs.example/dicom-web", &webOnly_);
  tls_ = new QCheckBox(tr("Encrypted (TLS)"));
  tls_->setChecked(server.tls);
  put(tr("Connection"), tls_, &dimseOnly_);
  connect(tls_, &QCheckBox::toggled, this, &ServerDialog::updateState);
  ca_ = line(tr("Its authority"), server.ca, tr("certificate file (PEM)"), &secure_);
  certificate_ = line(tr("Our certificate"), server.certificate, tr("only where the archive wants one"), &secure_);
  key_ = line(tr("Our key"), server.key, tr("only where the archive wants one"), &secure_);
  grid->setColumnStretch(1, 1);
  column->addLayout(grid);
  banner_ = new Banner;
  column->addWidget(banner_);
  column->addStretch(1);
  auto* buttons = new QDialogButtonBox;
  test_ = secondaryButton(tr("Does it answer?"), "lightning");
  auto* cancel = secondaryButton(tr("Cancel"));
  accept_ = primaryButton(tr("Keep"), "check-lg");
  accept_->setDefault(true);
  buttons->addButton(test_, QDialogButtonBox::ActionRole);
  buttons->addButton(cancel, QDialogButtonBox::RejectRole);
  buttons->addButton(accept_, QDialogButtonBox::AcceptRole);
  connect(test_, &QPushButton::clicked, this, &ServerDialog::test);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(accept_, &QPushButton::clicked, this, &QDialog::accept);
  column->addWidget(buttons);
  updateState();
}

ports::PacsServer ServerDialog::server() const {
  const auto text = [](const QLineEdit* edit) { return edit->text().trimmed().toStdString(); };
  ports::PacsServer server;
  const bool web = kind_->currentIndex() == 1;
  if (web) {
    server.url = text(url_);
  } else {
    server.host = text(host_);
    server.port = port_->value();
    server.called = text(called_);
    server.calling = text(calling_);
    server.tls = tls_->isChecked();
  }
  server.ca = text(ca_);
  server.certificate = text(certificate_);
  server.key = text(key_);
  server.name = text(name_).empty() ? ports::describe(server) : text(name_);
  return server;
}

void ServerDialog::updateState() {
  const bool web = kind_->currentIndex() == 1;
  const bool secure = web ? url_->text().startsWith("https") : tls_->isChecked();
  for (auto* widget : dimseOnly_) widget->setVisible(!web);
  for (auto* widget : webOnly_) widget->setVisible(web);
  for (auto* widget : secure_) widget->setVisible(secure);
  const bool address = !(web ? url_ : host_)->text().trimmed().isEmpty();
  const auto checked = ports::pacsServerFromJson(ports::toJson(server()));
  accept_->setEnabled(address && checked.has_value());
  test_->setEnabled(accept_->isEnabled() && !call_.running());
  if (address && !checked)
    banner_->say(checked.error());
  else
    banner_->clear();
}

void ServerDialog::test() {
  banner_->say(Tone::Neutral, tr("Asking %1").arg(toQt(ports::describe(server()))));
  QStringList words{"pacs", "echo", "--json"};
  words += serverArguments(server());
  call_.ask(context_.cliProgram, words, [this](const ChildResult& result) {
    test_->setEnabled(true);
    if (result.exitCode == 0)
      banner_->say(Tone::Ok, tr("It answers."));
    else
      banner_->say({base::ErrorCode::Io, childMessage(result).toStdString(), result.errors.toStdString()});
  });
  test_->setEnabled(false);
}

}  // namespace selvox::ui
