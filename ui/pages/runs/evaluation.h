#pragma once
// RUN/evaluations/*.json: the document of `selvox evaluate` (PROTOCOLS section 1), read defensively.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace selvox::ui {

struct Interval {
  double mean = 0, low = 0, high = 0;
  int n = 0;
};

struct Evaluation {
  std::string file;  // "test.json"
  std::string run, split, checkpoint;
  struct Label {
    std::string number, name;
    std::map<std::string, Interval> metrics;  // "dice", "hd95"
  };
  struct Case {
    std::string name;
    std::map<std::string, std::map<std::string, double>> labels;  // label number -> metric -> value; NaN left out
    std::string truth, answer;                                    // of a classification; several: "a, b"
    double confidence = 0, logLoss = 0;                           // of the answer
    std::optional<double> averagePrecision;                       // of a retrieval; nothing: no other of its class
    std::map<std::string, double> quality, baseline;              // of an enhancement: "psnr" …; NaN left out
    [[nodiscard]] std::optional<double> mean(const std::string& metric) const;  // over labels
  };
  std::vector<Label> labels;
  std::vector<Case> cases;
  // Of a classification: "auc" …; what was answered (columns) for which class (rows).
  std::map<std::string, Interval> metrics;
  std::vector<std::string> classes;
  std::vector<std::vector<int>> confusion;
  bool ranked = false;  // of a retrieval: `metrics` are "map" …, an answer is the class of the nearest case
  [[nodiscard]] bool isRetrieval() const { return ranked; }
  [[nodiscard]] bool isClassification() const { return !metrics.empty() && !ranked; }
  // Of an enhancement: "psnr", "ssim", "nmse" of the result, of the trivial baseline, and what the one is better by.
  struct Quality {
    Interval result, baseline, gain;
  };
  std::map<std::string, Quality> quality;
  std::string baseline;  // "identity", "linear interpolation"
  [[nodiscard]] bool isEnhancement() const { return !quality.empty(); }
  [[nodiscard]] bool hasLabelMaps() const { return !isClassification() && !isRetrieval() && !isEnhancement(); }
  // Mean over cases of the mean over labels, with its bootstrap interval.
  [[nodiscard]] std::optional<Interval> mean(const std::string& metric) const;
};

// Mean with its 95 % percentile bootstrap interval over the entries: 2,000 resamples, fixed seed. Empty: nothing.
[[nodiscard]] std::optional<Interval> bootstrapMean(const std::vector<double>& values);

[[nodiscard]] base::Result<Evaluation> evaluationFromJson(const base::Json& json);
// Every readable document of the folder, in order of name.
[[nodiscard]] std::vector<Evaluation> readEvaluationFolder(const std::filesystem::path& folder);

}  // namespace selvox::ui
