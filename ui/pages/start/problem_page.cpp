#include "ui/pages/start/problem_page.h"

#include <QApplication>
#include <QClipboard>
#include <QVBoxLayout>

#include "ui/shell/words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {

QString headline(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::NewerVersion:
      return ProblemPage::tr("This workspace was written by a newer Selvox");
    case base::ErrorCode::Busy:
      return ProblemPage::tr("Another program holds this workspace");
    case base::ErrorCode::NotFound:
      return ProblemPage::tr("There is no workspace in this folder");
    case base::ErrorCode::Corrupt:
      return ProblemPage::tr("The catalog of this workspace is damaged");
    case base::ErrorCode::DiskFull:
      return ProblemPage::tr("The disk is full");
    default:
      return ProblemPage::tr("This workspace could not be opened");
  }
}

QString remedy(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::NewerVersion:
      return ProblemPage::tr(
          "Update Selvox on this machine, or open the workspace where it was last used. Nothing was changed.");
    case base::ErrorCode::Busy:
      return ProblemPage::tr("Wait until that program is done, or end it, then try again.");
    case base::ErrorCode::NotFound:
      return ProblemPage::tr("Make it a workspace, or choose another folder.");
    case base::ErrorCode::Corrupt:
      return ProblemPage::tr(
          "Restore catalog.sqlite from a copy. Runs and cache are not touched; the scans can be imported again.");
    case base::ErrorCode::DiskFull:
      return ProblemPage::tr("Free some space on that disk, then try again.");
    default:
      return ProblemPage::tr("Check that the folder can be read and written, then try again.");
  }
}

}  // namespace

ProblemPage::ProblemPage(const base::Error& error, const std::filesystem::path& folder, QWidget* parent)
    : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  auto* card = new Card;
  card->setMaximumWidth(620);
  auto* body = card->body();
  body->setContentsMargins(kSpace5, kSpace5, kSpace5, kSpace5);
  body->setSpacing(kSpace3);
  auto* head = new QHBoxLayout;
  head->setSpacing(kSpace3);
  head->addWidget(iconLabel("x-octagon-fill", Token::Error, 24), 0, Qt::AlignTop);
  head->addWidget(wrappedLabel(headline(error.code), FontRole::Page), 1);
  body->addLayout(head);
  auto* path = new ElidedLabel(homeShort(folder), Qt::ElideMiddle);
  setTextRole(path, FontRole::Mono, Token::Text2);
  body->addWidget(path);
  auto* message = wrappedLabel(toQt(error.message));
  message->setTextInteractionFlags(Qt::TextSelectableByMouse);
  body->addWidget(message);
  body->addWidget(wrappedLabel(remedy(error.code), FontRole::Body, Token::Text2));
  auto* row = new QHBoxLayout;
  auto* copy = quietButton(tr("Copy details"), "clipboard");
  const QString details = toQt(folder) + "\n" + toQt(error.message) + "\n" + toQt(error.detail);
  connect(copy, &QPushButton::clicked, this, [details] { QApplication::clipboard()->setText(details); });
  row->addWidget(copy);
  row->addStretch(1);
  auto* start = secondaryButton(tr("Other workspaces"));
  connect(start, &QPushButton::clicked, this, &ProblemPage::startAsked);
  row->addWidget(start);
  const bool absent = error.code == base::ErrorCode::NotFound;
  auto* again =
      primaryButton(absent ? tr("Make it a workspace") : tr("Try again"), absent ? "folder-plus" : "arrow-clockwise");
  connect(again, &QPushButton::clicked, this, absent ? &ProblemPage::createAsked : &ProblemPage::retryAsked);
  row->addWidget(again);
  body->addLayout(row);
  column->addStretch(1);
  auto* center = new QHBoxLayout;
  center->addStretch(1);
  center->addWidget(card, 6);
  center->addStretch(1);
  column->addLayout(center);
  column->addStretch(2);
  setAccessibleName(headline(error.code));
}

}  // namespace selvox::ui
