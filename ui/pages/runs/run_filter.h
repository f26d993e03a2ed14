#pragma once
// The filter of the runs table: words found in name, method, state or data, and fields: "method:mae labels<=8 state:done".

#include <vector>

#include <QString>
#include <QStringList>

#include "ui/pages/runs/run_data.h"

namespace selvox::ui {

class RunFilter {
 public:
  RunFilter() = default;
  explicit RunFilter(const QString& text);
  [[nodiscard]] bool empty() const { return words_.isEmpty() && terms_.empty(); }
  [[nodiscard]] bool matches(const RunSummary& run) const;

 private:
  struct Term {
    QString field, comparison, text;
    double number = 0;
    bool numeric = false;
  };
  QStringList words_;
  std::vector<Term> terms_;
};

}  // namespace selvox::ui
