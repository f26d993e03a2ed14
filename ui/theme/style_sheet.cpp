#include "ui/theme/style_sheet.h"

#include <array>
#include <utility>

#include "ui/theme/theme.h"

namespace selvox::ui {
namespace {

// @name is replaced by the token of that name.
constexpr const char* kSheet = R"(
QToolTip { background: @panel; color: @text; border: 1px solid @menuBorder; padding: 4px 6px; }
QWidget#rail { background: @rail; border: none; border-right: 1px solid @divider; }
QWidget#header { background: @panel; border: none; border-bottom: 1px solid @divider; }
QWidget#statusStrip { background: @rail; border: none; border-top: 1px solid @divider; }
QWidget#toolStrip { background: @sunken; border: none; border-bottom: 1px solid @divider; }
QWidget#page { background: @bg; }
QFrame#card { background: @panel; border: 1px solid @divider; border-radius: 8px; }
QFrame#drop { background: transparent; border: 2px dashed @fieldBorder; border-radius: 8px; }
QFrame#drop[over="true"] { border-color: @accent; background: @sel; }
QWidget[kind="panel"] { background: @panel; }
QWidget[kind="sunken"] { background: @sunken; }
QWidget[kind="image"] { background: @imageGround; }
QFrame[kind="rule"] { background: @divider; border: none; }
QFrame[kind="tint-ok"] { background: @okTint; border-radius: 5px; }
QFrame[kind="tint-warn"] { background: @warnTint; border-radius: 5px; }
QFrame[kind="tint-error"] { background: @errorTint; border-radius: 5px; }
QFrame[kind="tint-info"] { background: @sel; border-radius: 5px; }
QFrame[kind="toast"] { background: @panel; border: 1px solid @menuBorder; border-radius: 8px; }
QMenu { background: @panel; border: 1px solid @menuBorder; padding: 4px 0; }
QMenu::item { padding: 6px 28px 6px 28px; }
QMenu::item:selected { background: @sel; color: @text; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @divider; margin: 4px 0; }
QMenu::icon { padding-left: 8px; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
)";

}  // namespace

QString makeStyleSheet() {
  // Longer names first: "text" is a prefix of "text2".
  static constexpr std::array<std::pair<const char*, Token>, 22> kNames{{{"@imageGround", Token::ImageGround},
                                                                         {"@imageText", Token::ImageText},
                                                                         {"@fieldBorder", Token::FieldBorder},
                                                                         {"@menuBorder", Token::MenuBorder},
                                                                         {"@errorTint", Token::ErrorTint},
                                                                         {"@onAccent", Token::OnAccent},
                                                                         {"@warnTint", Token::WarnTint},
                                                                         {"@divider", Token::Divider},
                                                                         {"@okTint", Token::OkTint},
                                                                         {"@accent", Token::Accent},
                                                                         {"@sunken", Token::Sunken},
                                                                         {"@error", Token::Error},
                                                                         {"@panel", Token::Panel},
                                                                         {"@hover", Token::Hover},
                                                                         {"@text2", Token::Text2},
                                                                         {"@text3", Token::Text3},
                                                                         {"@text", Token::Text},
                                                                         {"@rail", Token::Rail},
                                                                         {"@warn", Token::Warn},
                                                                         {"@sel", Token::Sel},
                                                                         {"@bg", Token::Bg},
                                                                         {"@ok", Token::Ok}}};
  QString sheet = QString::fromUtf8(kSheet);
  for (const auto& [name, token] : kNames) sheet.replace(QLatin1String(name), Theme::color(token).name());
  return sheet;
}

}  // namespace selvox::ui
