#pragma once
// RUN/run.json: everything a run is a function of. Written once, never edited. Paths in it are relative to the run
// folder.
//
// {"format":"selvox-run","v":1,"name","kind","task","method","arch","dim","seed","device","created","cache":"../../cache",
//  "parents":["mae-1"],"init":{"from":"scratch"|"mae-1","checkpoint":"../mae-1/checkpoints/step-….safetensors","sha256"},
//  "data":{"datasets":[{dataset,version,weight,spacing:[x,y,z]}],"labels":{"1":"anterior",…},
//          "cases":[{case,dataset,patient,modality,role,labelled,image,label,labelNative,voxelsHash,
//            sequence, columns:{name:value}}]}, sequence and columns only where there are any
//  "split":{…},"settings":{name:value,…},"overrides":[{gate,reason,patients:[…]}],"versions":{…},"parameters":n}

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace selvox::spec {

struct CaseEntry {
  std::string caseName, dataset, patient, modality;
  std::string role;         // "train", "val", "test", "none"
  bool labelled = false;    // its label may be used in training
  std::string image;        // cache key (32 hex)
  std::string label;        // cache key on the prepared grid, or empty
  std::string labelNative;  // cache key on the native LPS grid, or empty; equal to `label` where nothing was resampled
  std::string voxelsHash;   // of the source image
  std::string sequence{};   // "FLAIR", "T1", …: tells registered scans of one modality apart; may be empty
  std::map<std::string, std::string> columns{};  // what the catalog says about the series: class, site, scanner, …
};

struct DatasetEntry {
  std::string dataset, version;
  double weight = 0;  // 0: square root of the number of training cases
  std::array<double, 3> spacing{};
};

struct Override {
  std::string gate;  // "leak"
  std::string reason;
  std::vector<std::string> patients;
};

struct RunSpec {
  std::string name;
  std::string kind;    // "pretrain" or "finetune"
  std::string task;    // "segmentation", "classification", "enhancement", "retrieval" when kind is finetune
  std::string method;  // "mae", …; empty when kind is finetune
  std::string arch;    // "unet", "resnet-18"
  int dim = 3;
  std::uint64_t seed = 0;
  std::string device = "auto";
  std::string created;
  std::string cache = "../../cache";
  std::string initFrom = "scratch";  // or the parent run's name
  std::string initCheckpoint, initSha256;
  std::vector<std::string> parents;  // whole ancestry, nearest first
  std::vector<DatasetEntry> datasets;
  std::vector<CaseEntry> cases;
  std::map<int, std::string> labels;  // foreground label numbers -> names
  base::Json split;                   // {dataset, seed, …} as stored
  base::Json settings;                // every resolved value by its stable name
  std::vector<Override> overrides;
  base::Json versions;
  std::int64_t parameters = 0;
};

inline constexpr int kRunSpecVersion = 1;

// The run learns from images alone: what it is to make is another image, or the image as it was.
[[nodiscard]] inline bool enhances(const RunSpec& spec) {
  return spec.kind == "finetune" && spec.task == "enhancement";
}

[[nodiscard]] base::Json toJson(const RunSpec& spec);
// Every field is checked; nothing throws. Corrupt names the field, NewerVersion a file of a later Selvox.
[[nodiscard]] base::Result<RunSpec> runSpecFromJson(const base::Json& json);

}  // namespace selvox::spec
