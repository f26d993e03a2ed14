#pragma once
// Is a joint-embedding run collapsing? Verdicts over its collapse/* scalars (METHODS.md 2.6), and the panel that shows
// them: value, spark, limit, verdict.

#include <map>
#include <optional>
#include <vector>

#include <QWidget>

#include "ui/charts/curve.h"

class QGridLayout;
class QLabel;

namespace selvox::ui {

class Pill;
class Sparkline;

enum class Verdict { Ok, Watch, Alarm, NotJudged };

struct CollapseRow {
  QString scalar;
  double value = 0;
  QString limit;  // "≥ 0.30"; empty: not judged
  Verdict verdict = Verdict::NotJudged;
  QString why;    // of Watch and Alarm: what happened, the likely cause, what to try
};

// Rows for every collapse/* scalar that has values; the worst verdict counts.
[[nodiscard]] std::vector<CollapseRow> judgeCollapse(const std::map<QString, Curve>& curves);
[[nodiscard]] Verdict worst(const std::vector<CollapseRow>& rows);

class CollapsePanel : public QWidget {
  Q_OBJECT
 public:
  explicit CollapsePanel(QWidget* parent = nullptr);
  void show(const std::map<QString, Curve>& curves);  // hides itself without collapse scalars

 private:
  struct Row {
    QLabel* name;
    Sparkline* spark;
    QLabel* value;
    QLabel* verdict;
  };
  Row& row(const QString& scalar);

  Pill* pill_;
  QGridLayout* grid_;
  QWidget* alarm_;
  QLabel* alarmText_;
  std::map<QString, Row> rows_;
};

}  // namespace selvox::ui
