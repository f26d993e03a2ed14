#include <algorithm>
#include <cmath>
#include <optional>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/pages/runs/evaluation_words.h"
#include "ui/pages/runs/run_tabs.h"
#include "ui/pages/runs/run_words.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/empty_state.h"

namespace selvox::ui {

namespace {

QString text(const std::string& utf8) {
  return QString::fromStdString(utf8);
}

// What a person looks for first; others follow by name.
std::size_t rankOf(const std::string& metric) {
  static const std::vector<std::string> order{"dice", "hd95", "iou", "nsd", "volume_error", "false_positives"};
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), metric) - order.begin());
}

std::vector<std::string> metricsOf(const Evaluation& evaluation) {
  std::vector<std::string> metrics;
  for (const auto& label : evaluation.labels) {
    for (const auto& [metric, value] : label.metrics) {
      if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) metrics.push_back(metric);
    }
  }
  std::stable_sort(metrics.begin(), metrics.end(), [](const auto& a, const auto& b) { return rankOf(a) < rankOf(b); });
  return metrics;
}

TableList* labelTable(const Evaluation& evaluation) {
  const auto metrics = metricsOf(evaluation);
  QStringList heads{evaluation.hasLabelMaps() ? QObject::tr("Label") : QObject::tr("Class")};
  QList<int> numbers;
  for (const auto& metric : metrics) {
    heads << metricName(metric);
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
  if (evaluation.labels.size() > 1 && evaluation.hasLabelMaps()) {
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
    table->setColumnWidth(column, column == 0 ? 180 : column + 1 == heads.size() ? 50 : 158);
  table->setFixedHeight((table->topLevelItemCount() + 1) * Theme::rowHeight() + 6);
  return table;
}

void fitHeight(TableList* table) {
  table->header()->setStretchLastSection(false);
  table->setFixedHeight((table->topLevelItemCount() + 1) * Theme::rowHeight() + 6);
}

// The metrics of a classification or retrieval that a person looks for first come first.
TableList* metricList(const Evaluation& evaluation) {
  auto* table = new TableList({QObject::tr("Metric"), QObject::tr("value [95 %]")}, {1});
  const char* order[] = {"auc",
                         "accuracy",
                         "balanced_accuracy",
                         "f1",
                         "sensitivity_at_specificity_90",
                         "ece",
                         "log_loss",
                         "brier",
                         "map",
                         "precision_at_1",
                         "precision_at_5",
                         "precision_at_10",
                         "recall_at_10",
                         "ndcg_at_10"};
  for (const char* name : order) {
    if (const auto found = evaluation.metrics.find(name); found != evaluation.metrics.end())
      table->addRow({metricName(name), intervalWords(found->second)});
  }
  fitHeight(table);
  table->setColumnWidth(0, 210);
  table->setColumnWidth(1, 190);
  table->setFixedWidth(410);
  return table;
}

TableList* confusionTable(const Evaluation& evaluation) {
  QStringList heads{QObject::tr("Class \\ answer")};
  QList<int> numbers;
  for (const auto& name : evaluation.classes) {
    heads << text(name);
    numbers << static_cast<int>(heads.size()) - 1;
  }
  auto* table = new TableList(heads, numbers);
  for (std::size_t row = 0; row < evaluation.confusion.size() && row < evaluation.classes.size(); ++row) {
    QStringList cells{text(evaluation.classes[row])};
    for (const int count : evaluation.confusion[row]) cells << QString::number(count);
    table->addRow(cells);
  }
  fitHeight(table);
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  for (int column = 0; column < heads.size(); ++column) {
    const int head = QFontMetrics(bold).horizontalAdvance(heads[column]) + 2 * kSpace2 + 2;
    table->setColumnWidth(column, std::max(column == 0 ? 130 : 70, head));
  }
  return table;
}

QWidget* classSummary(const Evaluation& evaluation) {
  auto* both = new QWidget;
  auto* row = new QHBoxLayout(both);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kSpace4);
  row->addWidget(metricList(evaluation), 0, Qt::AlignTop);
  if (!evaluation.confusion.empty()) row->addWidget(confusionTable(evaluation), 1, Qt::AlignTop);
  if (evaluation.confusion.empty()) row->addStretch(1);
  return both;
}

// Every case with its class and the answer, the dearest mistakes first.
TableList* answerTable(const Evaluation& evaluation) {
  auto* table =
      new TableList({QObject::tr("Case"), QObject::tr("Class"), QObject::tr("Answer"), QObject::tr("Confidence")}, {3});
  std::vector<const Evaluation::Case*> order;
  for (const auto& each : evaluation.cases) order.push_back(&each);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->logLoss > b->logLoss; });
  for (const auto* each : order)
    table->addRow({text(each->name), text(each->truth), text(each->answer), numberWords(each->confidence)});
  table->header()->setStretchLastSection(false);
  for (const auto& [column, width] : {std::pair{0, 260}, {1, 160}, {2, 160}, {3, 110}})
    table->setColumnWidth(column, width);
  return table;
}

// Every case with its class and that of its nearest, those found worst first.
TableList* rankedTable(const Evaluation& evaluation) {
  auto* table = new TableList(
      {QObject::tr("Case"), QObject::tr("Class"), QObject::tr("Nearest is"), QObject::tr("Average precision")}, {3});
  std::vector<const Evaluation::Case*> order;
  for (const auto& each : evaluation.cases) order.push_back(&each);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return a->averagePrecision.value_or(2) < b->averagePrecision.value_or(2);
  });
  for (const auto* each : order)
    table->addRow({text(each->name), text(each->truth), text(each->answer),
                   each->averagePrecision ? numberWords(*each->averagePrecision) : QStringLiteral("–")});
  table->header()->setStretchLastSection(false);
  for (const auto& [column, width] : {std::pair{0, 260}, {1, 160}, {2, 160}, {3, 140}})
    table->setColumnWidth(column, width);
  return table;
}

constexpr const char* kQuality[] = {"psnr", "ssim", "nmse"};

// Result, trivial baseline and the paired gain.
TableList* qualityTable(const Evaluation& evaluation) {
  const QString baseline = evaluation.baseline == "linear interpolation" ? QObject::tr("linear interpolation [95 %]")
                                                                         : QObject::tr("input as it is [95 %]");
  auto* table = new TableList(
      {QObject::tr("Metric"), QObject::tr("result [95 %]"), baseline, QObject::tr("gain, paired [95 %]")}, {1, 2, 3});
  for (const char* name : kQuality) {
    if (const auto found = evaluation.quality.find(name); found != evaluation.quality.end())
      table->addRow({metricName(name), intervalWords(found->second.result), intervalWords(found->second.baseline),
                     intervalWords(found->second.gain)});
  }
  fitHeight(table);
  for (int column = 0; column < 4; ++column) table->setColumnWidth(column, column == 0 ? 120 : 220);
  return table;
}

std::optional<double> psnrGain(const Evaluation::Case& each) {
  const auto made = each.quality.find("psnr"), given = each.baseline.find("psnr");
  if (made == each.quality.end() || given == each.baseline.end()) return std::nullopt;
  return made->second - given->second;
}

// Every case beside its baseline, the smallest gain first.
TableList* enhancedTable(const Evaluation& evaluation) {
  QStringList heads{QObject::tr("Case"), QObject::tr("Gain, dB")};
  for (const char* name : kQuality) heads << metricName(name) << QObject::tr("%1 before").arg(metricName(name));
  QList<int> numbers;
  for (int column = 1; column < heads.size(); ++column) numbers << column;
  auto* table = new TableList(heads, numbers);
  std::vector<const Evaluation::Case*> order;
  for (const auto& each : evaluation.cases) order.push_back(&each);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return psnrGain(*a).value_or(HUGE_VAL) < psnrGain(*b).value_or(HUGE_VAL);
  });
  const auto cell = [](const std::map<std::string, double>& values, const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? QStringLiteral("–") : numberWords(found->second);
  };
  for (const auto* each : order) {
    const auto gain = psnrGain(*each);
    QStringList cells{text(each->name), gain ? numberWords(*gain) : QStringLiteral("–")};
    for (const char* name : kQuality) cells << cell(each->quality, name) << cell(each->baseline, name);
    table->addRow(cells);
  }
  table->header()->setStretchLastSection(false);
  for (int column = 0; column < heads.size(); ++column) table->setColumnWidth(column, column == 0 ? 220 : 130);
  return table;
}

// A row a case has room for two metrics a label.
bool shownByCase(const std::string& metric) {
  return metric == "dice" || metric == "hd95";
}

TableList* caseTable(const Evaluation& evaluation) {
  QStringList heads{QObject::tr("Case"), QObject::tr("mean Dice")};
  QList<int> numbers{1};
  for (const auto& label : evaluation.labels) {
    for (const auto& [metric, value] : label.metrics) {
      if (!shownByCase(metric)) continue;
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
        if (!shownByCase(metric)) continue;
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

EvaluationTab::EvaluationTab(QWidget* parent) : QWidget(parent) {
  setProperty("kind", "panel");
  setAttribute(Qt::WA_StyledBackground);
  auto* inner = new QWidget;
  inner->setObjectName("scrolled");
  column_ = new QVBoxLayout(inner);
  auto* area = new QScrollArea;
  area->setWidget(inner);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(area);
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
    if (evaluation.isClassification() || evaluation.isRetrieval()) column_->addWidget(classSummary(evaluation));
    column_->addWidget(evaluation.isEnhancement() ? qualityTable(evaluation) : labelTable(evaluation));
    TableList* cases = evaluation.isClassification() ? answerTable(evaluation)
                       : evaluation.isRetrieval()    ? rankedTable(evaluation)
                       : evaluation.isEnhancement()  ? enhancedTable(evaluation)
                                                     : caseTable(evaluation);
    connect(cases, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { Q_EMIT caseAsked(item->text(0)); });
    constexpr int kFewestRows = 8;  // below that the tab scrolls
    cases->setMinimumHeight((std::min(cases->topLevelItemCount(), kFewestRows) + 1) * Theme::rowHeight());
    column_->addWidget(cases, 1);
  }
}

}  // namespace selvox::ui
