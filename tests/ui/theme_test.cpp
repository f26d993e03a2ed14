#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace selvox::ui {
namespace {

// WCAG 2 relative luminance and contrast.
double channel(double value) {
  return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}
double luminance(const QColor& c) {
  return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}
double contrast(const QColor& a, const QColor& b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

class Contrast : public testing::TestWithParam<Theme::Mode> {
 protected:
  static double of(Token ink, Token ground) {
    return contrast(Theme::color(ink, GetParam()), Theme::color(ground, GetParam()));
  }
};

TEST_P(Contrast, BlackOnWhiteIsTwentyOne) {
  EXPECT_NEAR(contrast(Qt::black, Qt::white), 21.0, 0.01);
}

TEST_P(Contrast, TextStandsOnEverySurface) {
  for (const Token ink : {Token::Text, Token::Text2, Token::Text3, Token::Accent, Token::Ok, Token::Warn, Token::Error})
    for (const Token ground : {Token::Panel, Token::Bg, Token::Sunken, Token::Hover, Token::Sel, Token::Rail})
      EXPECT_GE(of(ink, ground), 4.5) << static_cast<int>(ink) << " on " << static_cast<int>(ground);
}

TEST_P(Contrast, TintsAndButtonsCarryTheirText) {
  EXPECT_GE(of(Token::OnAccent, Token::Accent), 4.5);
  EXPECT_GE(of(Token::Ok, Token::OkTint), 4.5);
  EXPECT_GE(of(Token::Warn, Token::WarnTint), 4.5);
  EXPECT_GE(of(Token::Error, Token::ErrorTint), 4.5);
  EXPECT_GE(of(Token::Text, Token::WarnTint), 4.5);
  EXPECT_GE(of(Token::ImageText, Token::ImageGround), 4.5);
}

TEST_P(Contrast, FieldsHaveAnEdge) {
  EXPECT_GE(of(Token::FieldBorder, Token::Panel), 3.0);
  EXPECT_GE(of(Token::FieldBorder, Token::Sel), 3.0);
}

INSTANTIATE_TEST_SUITE_P(Modes, Contrast, testing::Values(Theme::Mode::Light, Theme::Mode::Dark));

TEST(Theme, TableOfTheDesignIsMet) {
  const auto ratio = [](Token ink, Token ground, Theme::Mode mode) {
    return contrast(Theme::color(ink, mode), Theme::color(ground, mode));
  };
  EXPECT_NEAR(ratio(Token::Text, Token::Panel, Theme::Mode::Light), 16.5, 0.1);
  EXPECT_NEAR(ratio(Token::Text, Token::Panel, Theme::Mode::Dark), 13.5, 0.1);
  EXPECT_NEAR(ratio(Token::Accent, Token::Sel, Theme::Mode::Light), 5.0, 0.1);
}

TEST(Theme, SeriesWrapAndKeepDashes) {
  EXPECT_EQ(Theme::series(0), Theme::series(6));
  EXPECT_TRUE(Theme::seriesDashes(0).isEmpty());
  EXPECT_EQ(Theme::seriesDashes(1, 1.0), (QList<qreal>{6, 3}));
  EXPECT_EQ(Theme::label(1), Theme::label(9));
}

TEST(Icons, EveryNameIsDrawnInTheAskedColour) {
  ASSERT_TRUE(hasIcon("database"));
  EXPECT_FALSE(hasIcon("no-such-icon"));
  const QImage image = iconPixmap("square", 16, Token::Error, 2.0).toImage();
  ASSERT_EQ(image.size(), QSize(32, 32));
  bool found = false;
  for (int y = 0; y < 32; ++y)
    for (int x = 0; x < 32; ++x)
      if (image.pixelColor(x, y).alpha() == 255) {
        EXPECT_EQ(image.pixelColor(x, y).rgb(), Theme::color(Token::Error).rgb());
        found = true;
      }
  EXPECT_TRUE(found);
}

TEST(Icons, LicenceIsShipped) {
  EXPECT_TRUE(iconLicence().contains("MIT"));
}

}  // namespace
}  // namespace selvox::ui
