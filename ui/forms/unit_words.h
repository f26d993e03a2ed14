#pragma once
// Names of methods, networks and tasks as people write them.

#include <QString>

namespace selvox::ui {

// "mae" -> "Masked autoencoder"; "mae+vicreg" member by member; an id nobody named becomes words.
[[nodiscard]] QString unitTitle(const QString& id);
[[nodiscard]] bool isKnownUnit(const QString& id);
[[nodiscard]] QString familyTitle(const QString& family);

}  // namespace selvox::ui
