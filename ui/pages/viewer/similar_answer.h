#pragma once
// What `selvox similar --json` says, read defensively.

#include <vector>

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

#include "core/base/result.h"

namespace selvox::ui {

struct SimilarHit {
  int rank = 0;
  qint64 series = 0;
  QString caseName, dataset, patient, modality;
  QString label;      // of a region
  qint64 slice = -1;  // of a slice
  double similarity = 0, distance = 0;
  QList<QPair<QString, QString>> columns;  // those that tell most come first: class, label, diagnosis
};

struct SimilarAnswer {
  QString kind;     // "flat": exact
  qint64 rows = 0;  // in the index
  bool outdated = false;
  qint64 unindexed = 0;
  std::vector<SimilarHit> hits;
};
[[nodiscard]] base::Result<SimilarAnswer> similarAnswer(const QByteArray& json);

}  // namespace selvox::ui
