#include <algorithm>
#include <cmath>
#include <ostream>

#include <ATen/ops/scalar_tensor.h>

#include "core/learn/checks/call.h"
#include "core/learn/metrics/calibration.h"
#include "core/learn/metrics/class_report.h"
#include "core/learn/metrics/classification.h"
#include "core/learn/metrics/collapse.h"
#include "core/learn/metrics/connected_parts.h"
#include "core/learn/metrics/image_quality.h"
#include "core/learn/metrics/retrieval.h"
#include "core/learn/metrics/segmentation.h"

namespace selvox::learn::checks {
namespace {

using Outputs = std::map<std::string, double>;

struct MetricEntry {
  std::string name;
  std::vector<std::string> inputs, optional;
  Values settings;
  Outputs (*compute)(const Named& in, const Values& set);
};

std::span<const double> span(const Named& in, const char* name) {
  const auto found = in.find(name);
  if (found == in.end()) return {};
  return {found->second.data_ptr<double>(), static_cast<std::size_t>(found->second.numel())};
}

void requireSameShape(const Named& in, const char* a, const char* b) {
  TORCH_CHECK(in.at(a).sizes() == in.at(b).sizes(), a, " ", in.at(a).sizes(), " and ", b, " ", in.at(b).sizes(),
              " differ in shape");
}

std::array<std::int64_t, 3> zyx(const at::Tensor& t) {
  TORCH_CHECK(t.dim() == 2 || t.dim() == 3, "expected (z, y, x) or (y, x), got ", t.sizes());
  return t.dim() == 3 ? std::array{t.size(0), t.size(1), t.size(2)} : std::array{std::int64_t{1}, t.size(0), t.size(1)};
}

struct Masks {
  std::vector<std::uint8_t> pred, ref;
  metrics::Grid grid;
};

Masks masks(const Named& in) {
  requireSameShape(in, "pred", "ref");
  Masks m;
  for (const double v : span(in, "pred")) m.pred.push_back(v > 0.5 ? 1 : 0);
  for (const double v : span(in, "ref")) m.ref.push_back(v > 0.5 ? 1 : 0);
  m.grid.shape = zyx(in.at("pred"));
  const auto spacing = span(in, "spacing");
  TORCH_CHECK(std::all_of(spacing.begin(), spacing.end(), [](double mm) { return mm > 0 && std::isfinite(mm); }),
              "spacing needs numbers above 0, in mm");
  TORCH_CHECK(spacing.empty() || spacing.size() == static_cast<std::size_t>(in.at("pred").dim()),
              "spacing needs one number per axis of the masks");
  std::copy(spacing.begin(), spacing.end(), m.grid.spacing.end() - static_cast<std::ptrdiff_t>(spacing.size()));
  return m;
}

metrics::SurfaceDistances surfaces(const Named& in) {
  const Masks m = masks(in);
  return metrics::surfaceDistances(m.pred, m.ref, m.grid);
}

metrics::Predictions predictions(const Named& in) {
  const at::Tensor& p = in.at("probabilities");
  TORCH_CHECK(p.dim() == 2 && p.size(0) == in.at("labels").numel(),
              "probabilities must be (rows, classes) with a label per row");
  const auto labels = span(in, "labels");
  TORCH_CHECK(std::all_of(labels.begin(), labels.end(),
                          [&](double l) { return l >= 0 && l < static_cast<double>(p.size(1)) && l == std::floor(l); }),
              "labels must be whole numbers from 0, below the ", p.size(1), " classes of probabilities");
  return {span(in, "probabilities"), labels, static_cast<std::size_t>(p.size(1))};
}

metrics::ClassAnswers answersOf(const metrics::Predictions& p) {
  metrics::ClassAnswers answers{{p.probabilities.begin(), p.probabilities.end()}, {}, p.classes, true};
  for (const double label : p.labels) {
    for (std::size_t k = 0; k < p.classes; ++k) answers.truth.push_back(static_cast<std::size_t>(label) == k ? 1 : 0);
  }
  return answers;
}

metrics::Retrieval retrieved(const Named& in, const Values& set) {
  const at::Tensor& e = in.at("embeddings");
  TORCH_CHECK(e.dim() == 2 && e.size(0) == in.at("labels").numel(),
              "embeddings must be (rows, features) with a label per row");
  const auto patients = span(in, "patients");
  TORCH_CHECK(patients.empty() || patients.size() == static_cast<std::size_t>(e.size(0)),
              "patients needs one number per row");
  return metrics::retrieval({span(in, "embeddings"), static_cast<std::size_t>(e.size(1)), span(in, "labels"), patients},
                            {static_cast<int>(set.at("k")), set.at("keep_same_patient") != 0});
}

Outputs one(double value) {
  return {{"value", value}};
}

void addSegmentation(std::vector<MetricEntry>& table) {
  const std::vector<std::string> both{"pred", "ref"}, spacing{"spacing"};
  table.push_back({"dice", both, spacing, {}, [](const Named& in, const Values&) {
                     const Masks m = masks(in);
                     return one(metrics::dice(m.pred, m.ref));
                   }});
  table.push_back({"iou", both, spacing, {}, [](const Named& in, const Values&) {
                     const Masks m = masks(in);
                     return one(metrics::iou(m.pred, m.ref));
                   }});
  table.push_back(
      {"hd95", both, spacing, {}, [](const Named& in, const Values&) { return one(metrics::hd95(surfaces(in))); }});
  table.push_back({"hd95-pooled", both, spacing, {}, [](const Named& in, const Values&) {
                     return one(metrics::hd95Pooled(surfaces(in)));
                   }});
  table.push_back({"volume-error", both, spacing, {}, [](const Named& in, const Values&) {
                     const Masks m = masks(in);
                     return one(metrics::volumeError(m.pred, m.ref));
                   }});
  table.push_back({"false-positives", both, spacing, {}, [](const Named& in, const Values&) {
                     const Masks m = masks(in);
                     return one(static_cast<double>(metrics::falsePositives(m.pred, m.ref, m.grid)));
                   }});
  table.push_back({"nsd", both, spacing, {{"tau", 1.0}}, [](const Named& in, const Values& set) {
                     return one(metrics::normalisedSurfaceDistance(surfaces(in), set.at("tau")));
                   }});
}

void addClassification(std::vector<MetricEntry>& table) {
  const std::vector<std::string> ranked{"labels", "scores"}, rows{"labels", "probabilities"};
  table.push_back({"auc", ranked, {}, {}, [](const Named& in, const Values&) {
                     requireSameShape(in, "labels", "scores");
                     const metrics::AucResult r = metrics::auc(span(in, "labels"), span(in, "scores"));
                     return Outputs{{"value", r.value}, {"low", r.low}, {"high", r.high}};
                   }});
  table.push_back({"auc-difference", {"labels", "scores", "scores_other"}, {}, {}, [](const Named& in, const Values&) {
                     requireSameShape(in, "labels", "scores");
                     requireSameShape(in, "labels", "scores_other");
                     const auto r =
                         metrics::aucDifference(span(in, "labels"), span(in, "scores"), span(in, "scores_other"));
                     return Outputs{{"value", r.value}, {"z", r.z}};
                   }});
  table.push_back({"average-precision", ranked, {}, {}, [](const Named& in, const Values&) {
                     requireSameShape(in, "labels", "scores");
                     return one(metrics::averagePrecision(span(in, "labels"), span(in, "scores")));
                   }});
  table.push_back({"ece", rows, {}, {{"bins", 15}}, [](const Named& in, const Values& set) {
                     return one(metrics::expectedCalibrationError(predictions(in), static_cast<int>(set.at("bins"))));
                   }});
  table.push_back(
      {"brier", rows, {}, {}, [](const Named& in, const Values&) { return one(metrics::brier(predictions(in))); }});
  table.push_back({"balanced-accuracy", rows, {}, {}, [](const Named& in, const Values&) {
                     return one(metrics::balancedAccuracy(predictions(in)));
                   }});
  table.push_back({"sensitivity", ranked, {}, {{"specificity", 0.9}}, [](const Named& in, const Values& set) {
                     requireSameShape(in, "labels", "scores");
                     return one(metrics::sensitivityAt(span(in, "labels"), span(in, "scores"), set.at("specificity")));
                   }});
  table.push_back({"temperature", rows, {}, {}, [](const Named& in, const Values&) {
                     return one(metrics::fitTemperature(answersOf(predictions(in))));
                   }});
  table.push_back({"f1-macro", rows, {}, {}, [](const Named& in, const Values&) {
                     return one(metrics::f1Macro(predictions(in)));
                   }});
}

void addImages(std::vector<MetricEntry>& table) {
  const std::vector<std::string> both{"pred", "ref"};
  table.push_back({"psnr", both, {}, {{"range", 1}}, [](const Named& in, const Values& set) {
                     requireSameShape(in, "pred", "ref");
                     return one(metrics::psnr(span(in, "pred"), span(in, "ref"), set.at("range")));
                   }});
  table.push_back({"nmse", both, {}, {{"range", 1}}, [](const Named& in, const Values&) {
                     requireSameShape(in, "pred", "ref");
                     return one(metrics::nmse(span(in, "pred"), span(in, "ref")));
                   }});
  table.push_back({"ssim", both, {}, {{"range", 1}}, [](const Named& in, const Values& set) {
                     requireSameShape(in, "pred", "ref");
                     return one(metrics::ssim(span(in, "pred"), span(in, "ref"), zyx(in.at("pred")), set.at("range")));
                   }});
}

void addEmbeddings(std::vector<MetricEntry>& table) {
  const std::vector<std::string> rows{"embeddings", "labels"}, patients{"patients"};
  const Values set{{"k", 5}, {"keep_same_patient", 0}};
  table.push_back({"map", rows, patients, set,
                   [](const Named& in, const Values& s) { return one(retrieved(in, s).meanAveragePrecision); }});
  table.push_back({"precision-at-k", rows, patients, set,
                   [](const Named& in, const Values& s) { return one(retrieved(in, s).precisionAtK); }});
  table.push_back({"recall-at-k", rows, patients, set,
                   [](const Named& in, const Values& s) { return one(retrieved(in, s).recallAtK); }});
  table.push_back({"ndcg-at-k", rows, patients, set,
                   [](const Named& in, const Values& s) { return one(retrieved(in, s).ndcgAtK); }});
  table.push_back({"embedding-std", {"z1"}, {}, {}, [](const Named& in, const Values&) {
                     return one(metrics::embeddingStd(in.at("z1")).item<double>());
                   }});
  table.push_back({"effective-rank", {"z1"}, {}, {}, [](const Named& in, const Values&) {
                     return one(metrics::effectiveRank(in.at("z1")).item<double>());
                   }});
  table.push_back({"alignment", {"z1", "z2"}, {}, {}, [](const Named& in, const Values&) {
                     return one(metrics::alignment(in.at("z1"), in.at("z2")).item<double>());
                   }});
  table.push_back({"uniformity", {"z1"}, {}, {{"t", 2}}, [](const Named& in, const Values& s) {
                     return one(metrics::uniformity(in.at("z1"), s.at("t")).item<double>());
                   }});
}

const std::vector<MetricEntry>& metricTable() {
  static const std::vector<MetricEntry> rows = [] {
    std::vector<MetricEntry> all;
    addSegmentation(all);
    addClassification(all);
    addImages(all);
    addEmbeddings(all);
    return all;
  }();
  return rows;
}

base::Result<Named> inputsOf(const MetricEntry& entry, const std::string& path) {
  SELVOX_TRY(Named in, readTensors(path));
  std::vector<std::string> known = entry.inputs;
  known.insert(known.end(), entry.optional.begin(), entry.optional.end());
  for (auto& item : in) {
    if (std::find(known.begin(), known.end(), item.first) == known.end()) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        entry.name + " has no input \"" + item.first + "\"; known: " + joined(known) + ".");
    }
    item.second = item.second.to(at::kDouble).contiguous();
  }
  for (const std::string& name : entry.inputs) {
    if (in.find(name) == in.end()) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        entry.name + " needs the input \"" + name + "\"; it takes " + joined(known) + ".");
    }
  }
  return in;
}

}  // namespace

base::Status checkMetric(const Call& call, std::ostream& out) {
  base::Json all = base::Json::array();
  std::vector<std::string> names;
  const MetricEntry* entry = nullptr;
  for (const MetricEntry& e : metricTable()) {
    all.push_back({{"name", e.name}, {"inputs", e.inputs}, {"optional", e.optional}, {"settings", e.settings}});
    names.push_back(e.name);
    if (e.name == call.name) entry = &e;
  }
  if (call.list) {
    out << all.dump() << "\n";
    return {};
  }
  if (entry == nullptr) {
    return base::fail(base::ErrorCode::NotFound,
                      "No metric is called \"" + call.name + "\"; known: " + joined(names) + ".");
  }
  SELVOX_TRY(const Values settings, resolveValues(call, entry->settings));
  SELVOX_TRY(const Named in, inputsOf(*entry, call.files[0]));
  base::Json printed{{"name", entry->name}, {"settings", settings}};
  Named result;
  for (const auto& [name, value] : entry->compute(in, settings)) {
    result[name] = at::scalar_tensor(value, at::kDouble);
    printed[name] = std::isfinite(value) ? base::Json(value) : base::Json();
  }
  SELVOX_CHECK(writeTensors(call.files[1], result));
  out << printed.dump() << "\n";
  return {};
}

}  // namespace selvox::learn::checks
