#include "core/learn/inference/embedder.h"

#include <exception>

#include <torch/nn/module.h>

#include "core/base/file.h"
#include "core/learn/methods/parts.h"

namespace selvox::learn::inference {

base::Result<Features> featuresNamed(const std::string& name) {
  if (name == "encoder") return Features::Encoder;
  if (name == "raw-pixel") return Features::RawPixel;
  return base::fail(base::ErrorCode::InvalidArgument,
                    "There are no features \"" + name + "\"; known: encoder, raw-pixel.");
}

const char* name(Features features) {
  return features == Features::Encoder ? "encoder" : "raw-pixel";
}

base::Result<Embedder> Embedder::load(const events::RunFolder& folder, const std::string& checkpoint,
                                      Features features) {
  SELVOX_TRY(const base::Json json, base::readJson(folder.spec()));
  Embedder made;
  made.features_ = features;
  SELVOX_TRY(made.spec_, spec::runSpecFromJson(json));
  made.look_.dim = made.spec_.dim;
  if (features == Features::RawPixel) return made;
  SELVOX_TRY(made.loaded_, loadLearner(folder, made.spec_, checkpoint));
  made.look_.patch = made.loaded_.train.patch;
  made.look_.device = made.loaded_.device;
  made.look_.type = methods::typeOf(*made.loaded_.learner->network());
  return made;
}

std::vector<Piece> Embedder::pieces(const volume::BrickFile& image, const volume::BrickFile* label,
                                    const std::map<int, std::string>& names, const PieceRequest& request) const {
  return piecesOf(image, label, names, request, spec_.dim, look_.patch);
}

base::Result<std::vector<float>> Embedder::embed(const volume::BrickFile& image, const Piece& piece) const {
  const volume::BrickHeader& header = image.header();
  const auto crop = [&](const volume::Extent& origin, const volume::Extent& size, float* out) {
    image.cropImage(origin, size, static_cast<float>(header.normalisation.mean), out);
    engine::normalise(header.normalisation, out, size.voxels());
  };
  try {
    at::Tensor row;
    if (features_ == Features::RawPixel) {
      row = pixelsOf(piece, crop);
    } else {
      architectures::Network& network = *loaded_.learner->network();
      row = embedPiece(piece, crop, engine::embedFunction(network, spec_, loaded_.settings), look_);
    }
    return std::vector<float>(row.data_ptr<double>(), row.data_ptr<double>() + row.numel());
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.resize(line);
    return base::fail(base::ErrorCode::Internal, "Embedding failed: " + what, e.what());
  }
}

}  // namespace selvox::learn::inference
