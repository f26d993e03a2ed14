#include "ui/shell/help_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {
namespace {

struct Keys {
  QString where;
  QList<QPair<QString, QString>> rows;
};

QWidget* keyTable(const QList<Keys>& groups) {
  auto* inner = new QWidget;
  inner->setObjectName("scrolled");
  auto* grid = new QGridLayout(inner);
  grid->setHorizontalSpacing(kSpace5);
  grid->setVerticalSpacing(6);
  int row = 0;
  for (const auto& group : groups) {
    grid->addWidget(textLabel(group.where, FontRole::Section), row++, 0, 1, 2);
    for (const auto& [keys, what] : group.rows) {
      grid->addWidget(textLabel(keys, FontRole::Mono, Token::Text2), row, 0);
      grid->addWidget(wrappedLabel(what, FontRole::Body), row++, 1);
    }
    grid->setRowMinimumHeight(row++, kSpace2);
  }
  grid->setColumnStretch(1, 1);
  grid->setRowStretch(row, 1);
  auto* area = new QScrollArea;
  area->setWidget(inner);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  return area;
}

}  // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Help and keys"));
  resize(640, 620);
  auto* column = new QVBoxLayout(this);
  auto* tabs = new QTabWidget;
  tabs->setDocumentMode(true);
  tabs->addTab(
      keyTable(
          {{tr("Everywhere"),
            {{"Ctrl+1 … 4", tr("Data, Experiments, Runs, Viewer")},
             {"Ctrl+K", tr("Go to a page, action, dataset, run or case")},
             {"Ctrl+F", tr("Filter this page")},
             {"F4, F6", tr("Fold the right pane, go to the next pane")},
             {"Ctrl+J", tr("Jobs")},
             {"Ctrl+,", tr("Settings")},
             {"Ctrl+Shift+L", tr("Switch light and dark")},
             {"F11", tr("Full screen")}}},
           {tr("Data"),
            {{tr("Space"), tr("Show or hide the preview")},
             {tr("Enter"), tr("Open in the viewer")},
             {"Ctrl+I", tr("Import")},
             {tr("Del"), tr("Take out of the dataset (with Undo)")}}},
           {tr("Experiments"), {{"Ctrl+Z, Ctrl+Y", tr("Undo and redo a setting")}, {tr("Ctrl+Enter"), tr("Launch")}}},
           {tr("Runs"),
            {{tr("Space"), tr("Show the curve")},
             {tr("Enter"), tr("Open the run")},
             {"P, S, K", tr("Pause or resume, stop, checkpoint")},
             {"C", tr("Compare")}}},
           {tr("Viewer"),
            {{tr("Wheel, Up, Down"), tr("Slice; Page keys go ten")},
             {tr("Left drag, click"), tr("Window, crosshair")},
             {tr("Middle, right drag"), tr("Pan, zoom")},
             {"1 … 9", tr("Window presets")},
             {"G O D [ ]", tr("Labels, outlines, difference, opacity")},
             {"X I R V", tr("Crosshair, letters, reset, next view")},
             {"N, P", tr("Next and previous case")},
             {"S", tr("Similar cases")}}}}),
      tr("Keys"));
  auto* about = new QWidget;
  auto* text = new QVBoxLayout(about);
  text->addWidget(textLabel(QStringLiteral("Selvox " SELVOX_VERSION), FontRole::Page));
  text->addWidget(wrappedLabel(tr("Learn from unlabelled scans, then from few labels, and see in 3D whether it helped. For research; not for diagnosis. "
                                  "Works offline and sends nothing anywhere."),
                               FontRole::Body, Token::Text2));
  text->addWidget(wrappedLabel(tr("Free software under the GNU General Public License, version 3 or later. Built with Qt, VTK, DCMTK, ITK, LibTorch and SQLite."),
                               FontRole::Body, Token::Text2));
  auto* licence = new QPlainTextEdit(iconLicence());
  licence->setReadOnly(true);
  licence->setFont(Theme::font(FontRole::Mono));
  licence->setAccessibleName(tr("Licence of the icons"));
  text->addWidget(licence, 1);
  tabs->addTab(about, tr("About"));
  column->addWidget(tabs);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
}

}  // namespace selvox::ui
