#pragma once
// How well a run finds cases of one class by their looks: PROTOCOLS section 1, `evaluate`.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"
#include "core/learn/inference/embedder.h"

namespace selvox::learn::inference {

struct RetrievalRequest {
  std::string split = "test", checkpoint = "final", column;  // column empty: the run's own
  Features features = Features::Encoder;
  PieceRequest pieces;
  bool keepSamePatient = false;
};

struct RankedRows {
  std::vector<double> values;  // (n, dimensions)
  std::size_t dimensions = 0;
  std::vector<std::string> cases, patients, classes;  // n
  std::vector<std::int64_t> places;
};

// Each row asks for the others, those of its patient left out unless they are kept:
// {task, column, of, classes:[…], k, keep_same_patient, n, patients, left_out, chance,
//  metrics:{map:{mean, low, high, n, undefined}, precision_at_1, precision_at_5, precision_at_10, recall_at_10,
//  ndcg_at_10},
//  labels:{"1":{name, n, map:{…}, precision_at_10}},
//  cases:[{case, patient, class, place, map, precision_at_10, recall_at_10, ndcg_at_10, nearest:[{case, class}]}]}
// `chance`: the share of relevant rows, which is the mAP of a random order of many. Intervals are over patients.
[[nodiscard]] base::Json retrievalDocument(const RankedRows& rows, const RetrievalRequest& request);

// {run, split, checkpoint, features, …} of the cases of one part of the run's split that have a value in the column.
[[nodiscard]] base::Result<base::Json> retrievalRun(const events::RunFolder& folder, const RetrievalRequest& request,
                                                    const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference
