#include "ui/shell/settings_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLocale>
#include <QVBoxLayout>

#include "ui/shell/language.h"
#include "ui/shell/settings.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/segmented.h"

namespace selvox::ui {

SettingsDialog::SettingsDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Settings"));
  setMinimumWidth(420);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(kSpace1);
  const auto labelled = [column](const QString& text, QWidget* field) {
    auto* label = textLabel(text, FontRole::Body, Token::Text2);
    label->setBuddy(field);
    field->setAccessibleName(text);
    column->addWidget(label);
    column->addWidget(field);
    column->addSpacing(kSpace3);
  };

  auto* theme = new SegmentedControl;
  const QStringList themes{"light", "dark", ""};
  theme->addSegment(tr("Light"), "sun");
  theme->addSegment(tr("Dark"), "moon");
  theme->addSegment(tr("As the desktop"));
  theme->setCurrent(static_cast<int>(themes.indexOf(settings::theme())));
  connect(theme, &SegmentedControl::currentChanged, this, [themes](int index) {
    settings::setTheme(themes[index]);
    Theme::apply(*qApp, settings::themeMode());
  });
  labelled(tr("Colours"), theme);

  auto* scale = new SegmentedControl;
  const QList<double> scales{1.0, 1.15, 1.3, 1.5};
  for (const double value : scales) scale->addSegment(QLocale().toString(value * 100, 'f', 0) + QStringLiteral(" %"));
  for (int i = 0; i < scales.size(); ++i)
    if (qAbs(scales[i] - settings::textScale()) < 0.01) scale->setCurrent(i);
  connect(scale, &SegmentedControl::currentChanged, this, [scales](int index) {
    settings::setTextScale(scales[index]);
    Theme::setTextScale(scales[index]);
    Theme::apply(*qApp, Theme::mode());
  });
  labelled(tr("Text size"), scale);

  auto* language = new QComboBox;
  language->addItem(tr("As the system"), QString());
  for (const QString& code : availableLanguages()) language->addItem(QLocale(code).nativeLanguageName(), code);
  language->setCurrentIndex(qMax(0, language->findData(settings::language())));
  connect(language, &QComboBox::currentIndexChanged, this, [language] { settings::setLanguage(language->currentData().toString()); });
  labelled(tr("Language (from the next start)"), language);

  auto* mouse = new SegmentedControl;
  const QStringList schemes{"radiology", "itk-snap", "slicer"};
  mouse->addSegment(tr("Radiology"));
  mouse->addSegment("ITK-SNAP");
  mouse->addSegment("Slicer");
  mouse->setCurrent(static_cast<int>(schemes.indexOf(settings::mouseScheme())));
  connect(mouse, &SegmentedControl::currentChanged, this, [schemes](int index) { settings::setMouseScheme(schemes[index]); });
  labelled(tr("Mouse in the viewer"), mouse);

  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
}

}  // namespace selvox::ui
