#include "ui/pages/viewer/viewer_style.h"

#include <QCoreApplication>

#include "core/base/text.h"
#include "ui/theme/theme.h"

namespace selvox::ui {

namespace {

// The first of a DICOM value with several parts ("40\\80").
std::optional<double> firstNumber(const std::map<std::string, std::string>& attributes, const char* name) {
  const auto found = attributes.find(name);
  if (found == attributes.end()) return std::nullopt;
  return base::toDouble(QString::fromStdString(found->second).section(QLatin1Char('\\'), 0, 0).trimmed().toStdString());
}

std::optional<viewers::Window> headerWindow(const LoadedCase& loaded) {
  if (!loaded.entry.series) return std::nullopt;
  const auto width = firstNumber(loaded.entry.series->attributes, "window_width");
  const auto centre = firstNumber(loaded.entry.series->attributes, "window_center");
  if (!width || !centre || !(*width > 0)) return std::nullopt;
  return viewers::Window{*width, *centre};
}

}  // namespace

viewers::ViewerStyle viewerStyle() {
  viewers::ViewerStyle style;
  style.ground = Theme::color(Token::ImageGround);
  style.text = Theme::color(Token::ImageText);
  // Chrome inside the views stays dark in both themes: it lies beside images on black.
  style.dimText = Theme::color(Token::Text3, Theme::Mode::Dark);
  style.captionGround = Theme::color(Token::Bg, Theme::Mode::Dark);
  style.track = Theme::color(Token::Hover, Theme::Mode::Dark);
  style.focus = Theme::color(Token::Accent, Theme::Mode::Dark);
  style.planes = {fromRgb(kPlaneAxial), fromRgb(kPlaneSagittal), fromRgb(kPlaneCoronal)};
  style.solid = fromRgb(kPlane3d);
  for (std::size_t i = 0; i < style.labels.size(); ++i) style.labels[i] = fromRgb(kLabelColours[i]);
  style.referenceOutline = fromRgb(kReferenceOutline);
  style.extra = fromRgb(kDifferenceExtra);
  style.missed = fromRgb(kDifferenceMissed);
  style.textPixels =
      Theme::font(FontRole::Table).pixelSize() > 0 ? Theme::font(FontRole::Table).pixelSize() : kTextTable;
  style.captionHeight = style.textPixels + 10;
  return style;
}

namespace {
struct Text {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::ViewerPage)
};
}  // namespace

std::vector<NamedWindow> windowPresets(const LoadedCase& loaded) {
  std::vector<NamedWindow> presets;
  if (loaded.hounsfield) {
    for (const viewers::WindowPreset& preset : viewers::ctPresets())
      presets.push_back({QCoreApplication::translate("viewers", preset.name), {preset.width, preset.level}});
  }
  const volume::Statistics& s = loaded.statistics;
  presets.push_back({Text::tr("0.1–99.9 %"), viewers::percentileWindow(s)});
  presets.push_back({Text::tr("0.5–99.5 %"), viewers::Window::between(s.p0_5, s.p99_5)});
  presets.push_back({Text::tr("Whole range"), viewers::Window::between(s.minimum, s.maximum)});
  if (const auto header = headerWindow(loaded)) presets.push_back({Text::tr("From the header"), *header});
  return presets;
}

viewers::Window openingWindow(const LoadedCase& loaded) {
  if (const auto header = headerWindow(loaded)) return *header;
  if (loaded.hounsfield) return {400, 40};
  return viewers::percentileWindow(loaded.statistics);
}

std::map<int, viewers::LabelLook> labelLooks(const LoadedCase& loaded) {
  std::map<int, viewers::LabelLook> looks;
  for (const auto& [label, name] : loaded.names) looks[label] = {name, Theme::label(label), true};
  return looks;
}

}  // namespace selvox::ui
