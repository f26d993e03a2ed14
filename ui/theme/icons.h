#pragma once
// Bootstrap Icons (MIT), taken from the installed package at configure time and embedded; recoloured when painted.
// The names in use stand in ui/theme/icons.txt: a new icon is one line there.

#include <QIcon>
#include <QPixmap>
#include <QString>

#include "ui/theme/tokens.h"

namespace selvox::ui {

// "database" or "database" with "database-fill" for the checked state. Disabled: text3. Follows the theme.
[[nodiscard]] QIcon icon(const QString& name, Token role = Token::Text, const QString& checkedName = {},
                         Token checkedRole = Token::Accent);
[[nodiscard]] QPixmap iconPixmap(const QString& name, int size, Token role, qreal devicePixelRatio);
[[nodiscard]] bool hasIcon(const QString& name);
[[nodiscard]] QString iconLicence();

}  // namespace selvox::ui
