#include "ui/pages/runs/evaluation_words.h"

#include <QObject>

#include "ui/pages/runs/run_words.h"

namespace selvox::ui {

QString intervalWords(const Interval& interval) {
  return QStringLiteral("%1 [%2, %3]")
      .arg(numberWords(interval.mean), numberWords(interval.low), numberWords(interval.high));
}

QString metricName(const std::string& metric) {
  if (metric == "dice") return QStringLiteral("Dice");
  if (metric == "hd95") return QObject::tr("HD95, mm");
  if (metric == "iou") return QObject::tr("IoU");
  if (metric == "nsd") return QObject::tr("Surface Dice (NSD)");
  if (metric == "volume_error") return QObject::tr("Volume error");
  if (metric == "false_positives") return QObject::tr("False positives");
  if (metric == "psnr") return QObject::tr("PSNR, dB");
  if (metric == "ssim") return QObject::tr("SSIM");
  if (metric == "nmse") return QObject::tr("NMSE");
  if (metric == "auc") return QObject::tr("AUC");
  if (metric == "accuracy") return QObject::tr("Accuracy");
  if (metric == "balanced_accuracy") return QObject::tr("Balanced accuracy");
  if (metric == "f1") return QObject::tr("F1");
  if (metric == "sensitivity_at_specificity_90") return QObject::tr("Sensitivity at specificity 0.9");
  if (metric == "ece") return QObject::tr("Calibration error (ECE)");
  if (metric == "brier") return QObject::tr("Brier score");
  if (metric == "log_loss") return QObject::tr("Log loss");
  if (metric == "map") return QStringLiteral("mAP");
  if (metric == "ndcg_at_10") return QObject::tr("nDCG at 10");
  if (metric == "recall_at_10") return QObject::tr("Recall at 10");
  for (const char* k : {"1", "5", "10"})
    if (metric == std::string("precision_at_") + k) return QObject::tr("Precision at %1").arg(QLatin1String(k));
  if (metric == "sensitivity") return QObject::tr("Sensitivity");
  if (metric == "specificity") return QObject::tr("Specificity");
  if (metric == "precision") return QObject::tr("Precision");
  return QString::fromStdString(metric);
}

}  // namespace selvox::ui
