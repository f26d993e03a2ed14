#pragma once
// Every colour, length and text size of the window (UI-DESIGN section 3). A lint test forbids colour literals
// elsewhere. Text tokens keep WCAG 2 contrast >= 4.5 on panel and on the worst surface they stand on (sel); tests/ui
// measures it.

#include <array>
#include <cstdint>

namespace selvox::ui {

enum class Token {
  Bg,
  Panel,
  Sunken,
  Rail,
  Hover,
  Sel,
  Text,
  Text2,
  Text3,
  Accent,
  OnAccent,
  Ok,
  OkTint,
  Warn,
  WarnTint,
  Error,
  ErrorTint,
  FieldBorder,
  Divider,
  ImageGround,
  ImageText,
  MenuBorder,
  Count
};

struct TokenColour {
  std::uint32_t light, dark;  // 0xRRGGBB
};

inline constexpr std::array<TokenColour, static_cast<std::size_t>(Token::Count)> kTokens{{
    {0xEEF1F4, 0x15191E}, {0xFFFFFF, 0x1D2229}, {0xF6F8FA, 0x181C22},  // Bg Panel Sunken
    {0xE2E7EC, 0x101317}, {0xE9EEF3, 0x272E37}, {0xD6E8F7, 0x153A57},  // Rail Hover Sel
    {0x17202A, 0xE8ECF0}, {0x47545F, 0xB4BEC8}, {0x55626E, 0x9DAAB6},  // Text Text2 Text3
    {0x0B62A8, 0x5AB0F2}, {0xFFFFFF, 0x0A1826},                        // Accent OnAccent
    {0x14713D, 0x58C985}, {0xE3F4E9, 0x16301F},                        // Ok OkTint
    {0x8A5200, 0xF0B04A}, {0xFDF0DA, 0x35280F},                        // Warn WarnTint
    {0xB3261E, 0xFF8A80}, {0xFBE6E4, 0x3B1D1B},                        // Error ErrorTint
    {0x6E7B87, 0x7C8996}, {0xD3DAE1, 0x323B46},                        // FieldBorder Divider
    {0x000000, 0x000000}, {0xE8ECF0, 0xE8ECF0},                        // ImageGround ImageText
    {0xD3DAE1, 0x3C4652},                                              // MenuBorder
}};

// Chart series in fixed order; the dash and the mark of the same index go with the colour (colour never alone).
inline constexpr std::array<TokenColour, 6> kSeriesColours{{{0x0B62A8, 0x5AB0F2},
                                                            {0xC25A00, 0xF29A3F},
                                                            {0x8A1BE0, 0xA874FA},
                                                            {0x622536, 0xD5EEAF},
                                                            {0x7F794A, 0xF0457F},
                                                            {0xDB1FC4, 0x2EEBD5}}};

// Dash pattern in pen-independent pixels, up to four entries, zero ends it; the first series is solid.
inline constexpr std::array<std::array<int, 4>, 6> kSeriesDashes{
    {{0, 0, 0, 0}, {6, 3, 0, 0}, {2, 2, 0, 0}, {8, 2, 2, 2}, {12, 4, 0, 0}, {1, 3, 0, 0}}};

// Labels of segmentations; colours that come with a file win over these.
inline constexpr std::array<std::uint32_t, 8> kLabelColours{0xE4572E, 0x3D9BE9, 0xF8E103, 0x0BFE95,
                                                            0x9A4DFF, 0xC77B9A, 0xD92BB5, 0xA1E7D5};
inline constexpr std::uint32_t kReferenceOutline = 0xF4F4F4;
inline constexpr std::uint32_t kDifferenceExtra = 0xFF9F40;   // with / hatch
inline constexpr std::uint32_t kDifferenceMissed = 0x2F8FFF;  // with \ hatch

inline constexpr std::uint32_t kPlaneAxial = 0xF34A33;
inline constexpr std::uint32_t kPlaneSagittal = 0xEDD54C;
inline constexpr std::uint32_t kPlaneCoronal = 0x6EB04B;
inline constexpr std::uint32_t kPlane3d = 0x7483E9;

// Shadows: black with this share of opacity.
inline constexpr double kMenuShadow = 0.18, kDialogShadow = 0.28;

// Lengths in logical pixels.
inline constexpr int kSpace1 = 4, kSpace2 = 8, kSpace3 = 12, kSpace4 = 16, kSpace5 = 24, kSpace6 = 32;
inline constexpr int kRadiusChip = 3, kRadiusControl = 5, kRadiusCard = 8;
inline constexpr int kControlHeight = 28, kCompactHeight = 24, kMainHeight = 36, kRowHeight = 32;
inline constexpr int kRailWidth = 76, kRailNarrow = 48, kRailButton = 60, kHeaderHeight = 52, kStatusHeight = 28;
inline constexpr int kIconSize = 16, kRailIconSize = 20;

// Text sizes in pixels at 100 %.
inline constexpr int kTextCaption = 11, kTextTable = 12, kTextBody = 13, kTextSection = 15, kTextPage = 18,
                     kTextFigure = 26;

}  // namespace selvox::ui
