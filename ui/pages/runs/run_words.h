#pragma once
// How runs are spoken of: states with icon and word, methods, times, and what a failure likely means.

#include <QString>

#include "ui/pages/runs/run_data.h"
#include "ui/widgets/pill.h"

namespace selvox::ui {

struct StateLook {
  Tone tone = Tone::Neutral;
  QString icon, word;
};
[[nodiscard]] StateLook stateLook(const QString& state);

// "mae" -> "MAE", "simclr" -> "SimCLR"; unknown ids as they are.
[[nodiscard]] QString methodName(const QString& id);
// "MAE", "fine-tune from mae-1", "from scratch".
[[nodiscard]] QString methodWords(const RunSummary& run);
// "6 min left", "19 min", "paused", "at step 2,704".
[[nodiscard]] QString timeWords(const RunSummary& run);
// "today 09:02", "yesterday 18:10", "21 Nov 14:05".
[[nodiscard]] QString whenWords(const QString& iso);
// "0.812 [0.797, 0.826]"; without an interval the value alone.
[[nodiscard]] QString bestWords(const RunSummary& run);
[[nodiscard]] QString numberWords(double value);  // three decimals where that says enough

// The likely cause of a failure and what to do, from its reason; both empty when we have nothing to say.
struct FailureAdvice {
  QString cause, remedy;
};
[[nodiscard]] FailureAdvice failureAdvice(const RunSummary& run);

// "collapse" -> "The embedding is collapsing".
[[nodiscard]] QString alarmTitle(const QString& name);

}  // namespace selvox::ui
