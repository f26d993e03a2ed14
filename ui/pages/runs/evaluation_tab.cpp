#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/runs/run_tabs.h"
#include "ui/pages/runs/run_words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui {

namespace {

QString text(const std::string& utf8) {
  return QString::fromStdString(utf8);
}

QString intervalWords(const Interval& interval) {
  return QStringLiteral("%1 [%2, %3]")
      .arg(numberWords(interval.mean), numberWords(interval.low), numberWords(interval.high));
}

QString metricName(const std::string& metric) {
  if (metric == "dice") return QStringLiteral("Dice");
  if (metric == "hd95") return QObject::tr("HD95, mm");
  return text(metric);
}

std::vector<std::string> metricsOf(const Evaluation& evaluation) {
  std::vector<std::string> metrics;
  for (const auto& label : evaluation.labels) {
    for (const auto& [metric, value] : label.metrics) {
      if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) metrics.push_back(metric);
    }
  }
  return metrics;
}

TableList* labelTable(const Evaluation& evaluation) {
  const auto metrics = metricsOf(evaluation);
  QStringList heads{QObject::tr("Label")};
  QList<int> numbers;
  for (const auto& metric : metrics) {
    heads << metricName(metric) + QObject::tr(", mean [95 %]");
    numbers << static_cast<int>(heads.size()) - 1;
  }
  heads << QObject::tr("n");
  numbers << static_cast<int>(heads.size()) - 1;
  auto* table = new TableList(heads, numbers);
  for (const auto& label : evaluation.labels) {
    QStringList cells{text(label.name)};
    int n = 0;
    for (const auto& metric : metrics) {
      const auto found = label.metrics.find(metric);
      cells << (found == label.metrics.end() ? QStringLiteral("–") : intervalWords(found->second));
      if (found != label.metrics.end()) n = found->second.n;
    }
    table->addRow(cells << QString::number(n));
  }
  if (evaluation.labels.size() > 1) {
    QStringList cells{QObject::tr("mean of labels")};
    int n = 0;
    for (const auto& metric : metrics) {
      const auto mean = evaluation.mean(metric);
      cells << (mean ? intervalWords(*mean) : QStringLiteral("–"));
      if (mean) n = mean->n;
    }
    table->addRow(cells << QString::number(n), true);
  }
  table->header()->setStretchLastSection(false);
  for (int column = 0; column < heads.size(); ++column)
    table->setColumnWidth(column, column == 0 ? 180 : column + 1 == heads.size() ? 60 : 220);
  table->setFixedHeight((table->topLevelItemCount() + 1) * Theme::rowHeight() + 6);
  return table;
}

TableList* caseTable(const Evaluation& evaluation) {
  QStringList heads{QObject::tr("Case"), QObject::tr("mean Dice")};
  QList<int> numbers{1};
  for (const auto& label : evaluation.labels) {
    for (const auto& [metric, value] : label.metrics) {
      heads << text(label.name) + ' ' + metricName(metric);
      numbers << static_cast<int>(heads.size()) - 1;
    }
  }
  auto* table = new TableList(heads, numbers);
  std::vector<const Evaluation::Case*> order;
  for (const auto& each : evaluation.cases) order.push_back(&each);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return a->mean("dice").value_or(2) < b->mean("dice").value_or(2);
  });
  for (const auto* each : order) {
    const auto mean = each->mean("dice");
    QStringList cells{text(each->name), mean ? numberWords(*mean) : QStringLiteral("–")};
    for (const auto& label : evaluation.labels) {
      const auto values = each->labels.find(label.number);
      for (const auto& [metric, value] : label.metrics) {
        const bool known = values != each->labels.end() && values->second.contains(metric);
        cells << (known ? numberWords(values->second.at(metric)) : QStringLiteral("–"));
      }
    }
    table->addRow(cells);
  }
  table->header()->setStretchLastSection(false);
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  for (int column = 0; column < heads.size(); ++column) {
    const int head = QFontMetrics(bold).horizontalAdvance(heads[column]) + 2 * kSpace2 + 2;
    table->setColumnWidth(column, std::max(column == 0 ? 220 : 110, head));
  }
  return table;
}

}  // namespace

EvaluationTab::EvaluationTab(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  column_->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
  column_->setSpacing(kSpace3);
}

void EvaluationTab::show(const std::vector<Evaluation>& evaluations, const RunSummary* run) {
  while (column_->count() > 0) {
    QLayoutItem* item = column_->takeAt(0);
    if (item->widget()) {
      item->widget()->hide();
      item->widget()->deleteLater();
    }
    delete item;
  }
  const bool ready = run && run->kind == "finetune" && run->checkpoints > 0 && run->state != "running";
  if (evaluations.empty()) {
    auto* empty = new EmptyState(
        "clipboard-data",
        ready ? tr("Results on the test cases appear here: each label with its interval, and every case.")
              : tr("A fine-tuned run can be evaluated on its test cases once it has a checkpoint and has ended."),
        ready ? tr("Evaluate on the test cases") : QString());
    if (empty->button()) connect(empty->button(), &QPushButton::clicked, this, &EvaluationTab::evaluateAsked);
    column_->addWidget(empty, 1);
    return;
  }
  for (const Evaluation& evaluation : evaluations) {
    QString title =
        tr("%1, %n case(s)", nullptr, static_cast<int>(evaluation.cases.size())).arg(text(evaluation.split));
    if (!evaluation.checkpoint.empty()) title += QStringLiteral(" · ") + text(evaluation.checkpoint);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(textLabel(title, FontRole::Section));
    row->addWidget(textLabel(tr("mean and 95 % bootstrap interval · worst cases first, double-click opens one"),
                             FontRole::Table, Token::Text3));
    row->addStretch(1);
    column_->addWidget(head);
    column_->addWidget(labelTable(evaluation));
    TableList* cases = caseTable(evaluation);
    connect(cases, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { Q_EMIT caseAsked(item->text(0)); });
    column_->addWidget(cases, 1);
  }
}

}  // namespace selvox::ui
