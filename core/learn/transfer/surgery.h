#pragma once
// Weights of one network into another, tensor by tensor, with a report: what fits is copied, what nearly fits is
// adapted, and everything that is left says why.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/learn/engine/tensors.h"
#include "core/learn/transfer/adapt.h"
#include "core/learn/transfer/layouts.h"
#include "core/learn/transfer/weights_file.h"

namespace selvox::learn::transfer {

struct Options {
  Channels channels = Channels::Repeat;
  Inflation inflate = Inflation::Mean;
  std::vector<std::string> inherited;  // what names start with whose heads are taken too
};
[[nodiscard]] Options optionsFrom(const base::Json& settings);  // transfer.channels, transfer.inflate

// Weights under our names, each with its own name in the file.
struct Source {
  struct Part {
    std::string name;
    at::Tensor tensor;
  };
  std::map<std::string, Part> parts;
  std::map<std::string, std::string> carried;  // tensors that stand for nothing of ours -> why
  std::string from, layout, wrapper, place;
};
// A checkpoint of a run: "model/…" and, where it kept an average, "ema/…", which is preferred.
[[nodiscard]] Source sourceOf(const engine::TensorMap& checkpoint);
// A file of others; `network` says which names are ours.
[[nodiscard]] base::Result<Source> sourceOf(const Weights& weights, const std::string& arch, const std::string& layout,
                                            const torch::nn::Module& network);

struct Row {
  enum class State { Matched, Adapted, Skipped } state = State::Skipped;
  std::string name, shape;          // of the network's tensor
  std::string source, sourceShape;  // of the file's; empty where it has none
  std::string note;                 // how it was adapted, why it was skipped
};

struct Report {
  std::string from, layout, wrapper, place;
  std::vector<Row> rows;                                    // every tensor of the network
  std::vector<std::pair<std::string, std::string>> unused;  // name in the source, why nobody took it
  std::int64_t loadedParameters = 0, allParameters = 0;
  [[nodiscard]] std::int64_t count(Row::State state) const;
  [[nodiscard]] bool nothing() const { return count(Row::State::Skipped) == static_cast<std::int64_t>(rows.size()); }
  [[nodiscard]] std::string summary() const;             // one sentence
  [[nodiscard]] std::vector<std::string> lines() const;  // grouped by reason, for the log
};
[[nodiscard]] base::Json toJson(const Report& report);  // core/events/FORMAT.md, transfer.json

// Encoder, and decoder where names agree; never heads, but of what is inherited. Tensors that are skipped keep their
// values.
[[nodiscard]] Report operate(torch::nn::Module& network, const Source& source, const Options& options);

}  // namespace selvox::learn::transfer
