#pragma once
// Similar cases: scans embedded by a run in the worker, an index of the embeddings in the workspace, and the question
// which cases lie near one of them.
//   WS/index/similar/<run>/<of>[-raw-pixel]/ embeddings.safetensors (the worker's), index.safetensors,
//   items.json {format, v, run, checkpoint, features, pieces:{of, axis, every, label, margin}, datasets:[…], created,
//               kind, rows, dimensions, items:[{series, dataset, case, patient, labels:{"1": name}}]}

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

struct IndexRequest {
  std::string run, checkpoint;               // checkpoint empty: the final one
  std::vector<std::string> datasets;         // empty: the run's
  std::string features = "encoder";          // or "raw-pixel"
  base::Json pieces = base::Json::object();  // {of, axis, every, label, margin}; what is missing: as the worker has it
  std::string created;                       // now
};
// Embeds every scan of the datasets as the catalog has them now, and replaces the index of that run and kind. Returns
// items.json without its items, and `empty`: how many scans have no such region.
[[nodiscard]] base::Result<base::Json> buildSimilarityIndex(const Workspace& workspace, const IndexRequest& request,
                                                            const Watch& watch);

struct SimilarRequest {
  std::string run, of = "series", features = "encoder";
  std::string caseName, dataset;  // a case of the index by its name; or…
  std::int64_t series = 0;        // …a series by its number; or…
  std::filesystem::path input;    // …a scan from outside
  std::string at;                 // which slice (number) or region (name of a label) of it; empty: the middle one
  std::size_t k = 10;
  bool keepSamePatient = false;
};
// {run, of, features, index:{kind, rows, dimensions, checkpoint, created, datasets, outdated, unindexed},
//  query:{case, dataset, patient, series, place, label} or {input}, keep_same_patient,
//  neighbours:[{rank, case, dataset, patient, series, modality, place, label, similarity, distance, columns:{…}}]}:
// place and label of slices and regions only, similarity a cosine, distance 1 - similarity, the query itself never
// among them. `outdated`: the run has trained on since; `unindexed`: scans of the datasets that came later.
[[nodiscard]] base::Result<base::Json> findSimilar(const Workspace& workspace, const SimilarRequest& request,
                                                   const Watch& watch);

[[nodiscard]] std::filesystem::path similarityFolder(const std::filesystem::path& workspace, const std::string& run,
                                                     const std::string& of, const std::string& features);

// All indexes of a run that is gone: another run of its name must not be answered from them.
[[nodiscard]] base::Status removeSimilarityIndexes(const std::filesystem::path& workspace, const std::string& run);

}  // namespace selvox::services
