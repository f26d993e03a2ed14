#pragma once
// Names of settings as a person reads them, and the one line under a field. Help and citations come from the schema.

#include <QString>

#include "core/spec/param_schema.h"

namespace selvox::ui {

// "train.lr" -> "Learning rate"; a name nobody translated becomes words: "queue_size" -> "Queue size".
[[nodiscard]] QString paramTitle(const std::string& name);
[[nodiscard]] QString knownParamTitle(const std::string& name);  // of the list; empty where nobody wrote one
[[nodiscard]] QString groupTitle(const std::string& group);
[[nodiscard]] QString choiceTitle(const std::string& choice);
[[nodiscard]] bool isKnownChoice(const std::string& choice);  // numbers and sizes such as "7x7" are
// "1-64, usually 8 · auto by device"; empty when there is nothing to say.
[[nodiscard]] QString rangeText(const spec::Param& param);
// A value as it stands in the field; null is empty (the field shows "auto").
[[nodiscard]] QString valueText(const base::Json& value);

}  // namespace selvox::ui
