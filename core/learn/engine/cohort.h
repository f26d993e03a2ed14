#pragma once
// The scans of a run, opened from the cache and cropped to normalised patches. Safe to use from several threads.

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/sample/sampler.h"
#include "core/spec/run_spec.h"
#include "core/volume/brick_file.h"

namespace selvox::learn::engine {

// Class index of a label number: 0 background, 1… in the order of the run's labels. Numbers the run does not name: 0.
class LabelMap {
 public:
  LabelMap() : classes_(65536, 0) {}
  explicit LabelMap(const std::map<int, std::string>& labels);
  [[nodiscard]] std::uint8_t classOf(std::uint16_t number) const { return classes_[number]; }
  [[nodiscard]] std::uint16_t numberOf(std::size_t index) const {
    return index < numbers_.size() ? numbers_[index] : std::uint16_t{0};
  }
  [[nodiscard]] int count() const { return static_cast<int>(numbers_.size()); }  // background included

 private:
  std::vector<std::uint8_t> classes_;
  std::vector<std::uint16_t> numbers_{0};
};

// Path of a cache entry: ROOT/ab/<32 hex>.vol. An empty or foreign key is refused.
[[nodiscard]] base::Result<std::filesystem::path> cachePath(const std::filesystem::path& root, const std::string& key);
// The run's cache folder; relative ones count from the run folder.
[[nodiscard]] std::filesystem::path cacheRoot(const spec::RunSpec& spec, const std::filesystem::path& runFolder);

// What Demand::SameKey pairs a case by: its patient or a column. A case without the column shares its key with nobody.
[[nodiscard]] std::string keyOf(const spec::CaseEntry& entry, const std::string& by);

class Cohort {
 public:
  struct Options {
    std::map<int, std::string> labels;             // empty: images only
    std::uint64_t memoryBudget = 0;                // decoded volumes are kept while they fit
    bool foreground = false;                       // find voxels of every label, for foreground sampling
    std::string key = "patient";                   // what key() tells: the patient, or a column of the cases
    std::map<std::string, std::string> targets{};  // image key -> key of the registered image to make from it
  };
  // NotFound and Corrupt name the case and say how to prepare it again.
  static base::Result<Cohort> open(const std::filesystem::path& cacheRoot, const std::vector<spec::CaseEntry>& cases,
                                   const std::vector<spec::DatasetEntry>& datasets, const Options& options);

  [[nodiscard]] std::size_t size() const { return cases_.size(); }
  [[nodiscard]] const spec::CaseEntry& entry(std::size_t i) const { return cases_[i]->entry; }
  // keyOf(entry(i), Options::key)
  [[nodiscard]] const std::string& key(std::size_t i) const { return cases_[i]->key; }
  [[nodiscard]] const volume::BrickHeader& header(std::size_t i) const { return cases_[i]->image.header(); }
  [[nodiscard]] const std::vector<sample::Candidate>& candidates() const { return candidates_; }
  [[nodiscard]] const std::vector<double>& datasetWeights() const { return weights_; }
  [[nodiscard]] const LabelMap& labelMap() const { return labelMap_; }

  // Normalised values of the box (x fastest); outside the volume: 0, the normalised mean.
  void cropImage(std::size_t i, const volume::Extent& origin, const volume::Extent& size, float* out) const;
  // The same box of the image that is to be made from it (Options::targets); all 0 where there is none.
  void cropTarget(std::size_t i, const volume::Extent& origin, const volume::Extent& size, float* out) const;
  // How that image was normalised; its own where there is none.
  [[nodiscard]] const volume::Normalisation& targetNormalisation(std::size_t i) const;
  // Class indices; outside: 0. A case without a label gives all 0.
  void cropLabel(std::size_t i, const volume::Extent& origin, const volume::Extent& size, std::int64_t* out) const;

 private:
  struct Case {
    spec::CaseEntry entry;
    std::string key;
    volume::BrickFile image;
    std::unique_ptr<volume::BrickFile> label;
    std::vector<float> voxels;  // normalised; empty: read from the file
    std::unique_ptr<volume::BrickFile> target;
    std::vector<float> targetVoxels;    // as voxels
    std::vector<std::uint8_t> classes;  // empty: read from the file
  };
  base::Status add(const std::filesystem::path& root, const spec::CaseEntry& entry, const Options& options);
  void decode(Case& data) const;
  [[nodiscard]] sample::Candidate candidate(const Case& data, bool foreground) const;

  std::vector<std::unique_ptr<Case>> cases_;
  std::vector<sample::Candidate> candidates_;
  std::vector<double> weights_;
  LabelMap labelMap_;
};

// value -> (clamp(value) - mean) / deviation, as the header's constants say.
void normalise(const volume::Normalisation& n, float* values, std::int64_t count);

}  // namespace selvox::learn::engine
