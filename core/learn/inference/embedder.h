#pragma once
// A run that turns pieces of scans into rows of numbers: what is near there looks alike to its network.

#include <memory>
#include <string>
#include <vector>

#include "core/events/run_folder.h"
#include "core/learn/inference/load_learner.h"
#include "core/learn/inference/pieces.h"

namespace selvox::learn::inference {

// "encoder": the run's network (a retrieval run's head). "raw-pixel": greys on a coarse grid, no network at all: what
// embeddings have to be better than.
enum class Features { Encoder, RawPixel };
[[nodiscard]] base::Result<Features> featuresNamed(const std::string& name);
[[nodiscard]] const char* name(Features features);

class Embedder {
 public:
  // `checkpoint` as in checkpointPath (segmenter.h); of no matter to raw pixels.
  static base::Result<Embedder> load(const events::RunFolder& folder, const std::string& checkpoint, Features features);

  [[nodiscard]] base::Result<std::vector<float>> embed(const volume::BrickFile& image, const Piece& piece) const;
  [[nodiscard]] std::vector<Piece> pieces(const volume::BrickFile& image, const volume::BrickFile* label,
                                          const std::map<int, std::string>& names, const PieceRequest& request) const;
  [[nodiscard]] const spec::RunSpec& spec() const { return spec_; }
  [[nodiscard]] const std::string& checkpointName() const { return loaded_.checkpoint; }  // raw pixels: ""
  [[nodiscard]] const base::Json& settings() const { return loaded_.settings; }

 private:
  spec::RunSpec spec_;
  Features features_ = Features::Encoder;
  LoadedLearner loaded_;
  LookConfig look_;
};

}  // namespace selvox::learn::inference
