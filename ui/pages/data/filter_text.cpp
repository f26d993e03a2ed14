#include "ui/pages/data/filter_text.h"

#include <QStringList>

namespace selvox::ui {

ports::SeriesQuery parseFilter(const QString& typed, ports::SeriesQuery base) {
  QStringList words;
  for (const QString& word : typed.split(' ', Qt::SkipEmptyParts)) {
    const QString key = word.section(':', 0, 0).toLower(), value = word.section(':', 1);
    if (value.isEmpty()) {
      words << word;
    } else if (key == "modality") {
      base.modality = value.toUpper().toStdString();
    } else if (key == "dataset") {
      base.dataset = value.toStdString();
    } else if (key == "split") {
      base.split = value.toLower() == "validation" ? "val" : value.toLower().toStdString();
    } else if (key == "labelled" || key == "labeled") {
      base.labelled =
          value.startsWith('y', Qt::CaseInsensitive) || value == "1" || value.startsWith('t', Qt::CaseInsensitive);
    } else {
      words << word;
    }
  }
  base.text = words.join(' ').toStdString();
  return base;
}

}  // namespace selvox::ui
