#pragma once
// Words for scalars: titles, order, units, and which of them share a chart.

#include <QString>

namespace selvox::ui {

// "loss/train" -> "Training loss"; unknown names are spelled out. Also takes the key of a shared chart ("loss").
[[nodiscard]] QString scalarTitle(const QString& scalar);
// "training", "validation": within a shared chart.
[[nodiscard]] QString scalarShortTitle(const QString& scalar);
[[nodiscard]] QString scalarRemark(const QString& key);  // unit or meaning; may be empty
// The value with its unit: bytes, milliseconds, a plain number.
[[nodiscard]] QString scalarValue(const QString& scalar, double value);
[[nodiscard]] QString scalarPrefix(const QString& scalar);  // "loss"
[[nodiscard]] int prefixRank(const QString& prefix);        // what a person looks at first is 0
// Prefixes that stand under one heading: losses with validation, times with memory; others by themselves.
[[nodiscard]] QString sectionOf(const QString& prefix);
[[nodiscard]] QString sectionTitle(const QString& section);
[[nodiscard]] int scalarRank(const QString& scalar);
// The key of the chart a scalar belongs to: its prefix where all of that prefix share a unit.
[[nodiscard]] QString chartKey(const QString& scalar, bool severalRuns);

}  // namespace selvox::ui
