#pragma once
// What `selvox plan` answers: target spacing, patch, batch and depth of a dataset, each with its reason.

#include <array>
#include <vector>

#include "ui/pages/experiments/draft.h"

namespace selvox::ui {

struct PlanLine {
  std::string name;  // of the setting; "spacing", "budget" for what is none
  QString title, value, reason;
};

struct PlanAnswer {
  std::array<double, 3> spacing{};               // mm
  base::Json settings = base::Json::object();    // as the form takes them
  std::vector<PlanLine> lines;
};

[[nodiscard]] base::Result<PlanAnswer> planAnswer(const QByteArray& output);
// Words after `selvox`: a plan for the first dataset of this experiment, free of what a person set by hand.
[[nodiscard]] QStringList planWords(const Draft& draft, const QString& workspace);
[[nodiscard]] QString millimetreText(const std::array<double, 3>& mm);  // "1 × 1 × 2.5 mm"
// As preparation compares them.
[[nodiscard]] bool sameSpacing(const std::array<double, 3>& a, const std::array<double, 3>& b);

}  // namespace selvox::ui
