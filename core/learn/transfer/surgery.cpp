#include "core/learn/transfer/surgery.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <torch/nn/module.h>

#include "core/learn/architectures/layers.h"
#include "core/learn/engine/parameter_groups.h"

namespace selvox::learn::transfer {
namespace {

using engine::isHead;
using engine::shapeText;
using Sizes = std::vector<std::int64_t>;

constexpr const char* kOtherTask = "a head belongs to its own task";

bool startsWithOneOf(const std::string& name, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const std::string& start) { return name.starts_with(start); });
}

std::string siblingOf(const std::string& name, const char* sibling) {
  return name.substr(0, name.rfind('.') + 1) + sibling;
}

// Sides of a cube or square grid of so many cells; empty where there is none.
Sizes cubeOf(std::int64_t cells, std::int64_t axes) {
  const auto side = std::llround(std::pow(static_cast<double>(cells), 1.0 / static_cast<double>(axes)));
  std::int64_t product = 1;
  for (std::int64_t i = 0; i < axes; ++i) product *= side;
  return product == cells && side > 0 ? Sizes(static_cast<std::size_t>(axes), side) : Sizes();
}

void also(std::string& note, const std::string& more) {
  note += (note.empty() ? "" : "; ") + more;
}

struct Fit {
  at::Tensor tensor;  // undefined: it does not fit
  std::string note;   // how, or why not
};

class Surgeon {
 public:
  Surgeon(torch::nn::Module& network, const Source& source, const Options& options)
      : source_(source), options_(options) {
    for (const auto& item : network.named_modules("", false)) {
      const auto* conv = dynamic_cast<const architectures::Conv*>(item.value().get());
      if (conv != nullptr && conv->options().transposed) transposed_[item.key() + ".weight"] = conv->options();
    }
    for (auto& [name, tensor] : engine::weightsOf(network)) {
      order_.push_back(name);
      targets_[name] = tensor;
      // The first layer tells how many channels the images of either network have.
      if (tensor.dim() < 4 || imageChannels_ != 0) continue;
      imageChannels_ = tensor.size(1);
      if (const Source::Part* part = partOf(name); part != nullptr && part->tensor.dim() >= 4)
        sourceChannels_ = part->tensor.size(1);
    }
  }

  Report run() {
    const at::NoGradGuard noGrad;
    Report report{source_.from, source_.layout, source_.wrapper, source_.place, {}, {}, 0, 0};
    for (const std::string& name : order_) {
      at::Tensor& target = targets_[name];
      report.allParameters += target.numel();
      Row row = rowOf(name, target);
      if (row.state != Row::State::Skipped) report.loadedParameters += target.numel();
      report.rows.push_back(std::move(row));
    }
    for (const auto& [name, part] : source_.parts) {
      if (targets_.contains(name)) continue;
      const bool known = name.starts_with("encoder.") || name.starts_with("decoder.");
      report.unused.emplace_back(
          part.name, known ? "this network has no tensor of this name" : "a head of the pretraining method");
    }
    for (const auto& [name, why] : source_.carried) report.unused.emplace_back(name, why);
    return report;
  }

 private:
  [[nodiscard]] const Source::Part* partOf(const std::string& name) const {
    const auto found = source_.parts.find(name);
    return found == source_.parts.end() ? nullptr : &found->second;
  }

  Row rowOf(const std::string& name, at::Tensor& target) {
    Row row{Row::State::Skipped, name, shapeText(target.sizes()), {}, {}, {}};
    const Source::Part* part = partOf(name);
    if (part != nullptr) {
      row.source = part->name;
      row.sourceShape = shapeText(part->tensor.sizes());
    }
    if (isHead(name) && !startsWithOneOf(name, options_.inherited)) {
      row.note = kOtherTask;
    } else if (part == nullptr) {
      row.note = "the parent has no tensor of this name";
    } else if (part->tensor.sizes() == target.sizes()) {
      target.copy_(part->tensor);
      row.state = Row::State::Matched;
    } else {
      const Fit fit = adapted(name, part->tensor, target);
      row.note = fit.note;
      if (!fit.tensor.defined()) return row;
      target.copy_(fit.tensor);
      row.state = Row::State::Adapted;
    }
    return row;
  }

  [[nodiscard]] Fit adapted(const std::string& name, const at::Tensor& from, const at::Tensor& target) const {
    Fit fit;
    if (from.is_floating_point() && name.ends_with("pos_embed")) {
      fit = positions(name, from.to(at::kFloat), target);
    } else if (from.is_floating_point() && name.ends_with("relative_position_bias_table")) {
      fit = offsets(from.to(at::kFloat), target);
    } else if (from.is_floating_point() && from.dim() >= 4 && target.dim() >= from.dim()) {
      fit = kernel(name, from.to(at::kFloat), target);
    }
    if (fit.tensor.defined() && fit.tensor.sizes() == target.sizes()) return fit;
    std::string why = "the parent's shape is " + shapeText(from.sizes()) + " instead of " + shapeText(target.sizes());
    if (!fit.tensor.defined() && !fit.note.empty()) why += ", and " + fit.note;
    return {{}, why};
  }

  [[nodiscard]] Fit kernel(const std::string& name, at::Tensor made, const at::Tensor& target) const {
    std::string note;
    if (name.find("patch_embed") != std::string::npos && made.sizes().slice(2) != target.sizes().slice(2)) {
      const Sizes sides(target.sizes().end() - (made.dim() - 2), target.sizes().end());
      if (made.sizes().slice(2) != at::IntArrayRef(sides)) {
        also(note, "patches of " + shapeText(made.sizes().slice(2)) + " resized to " + shapeText(sides) +
                       " by the pseudo-inverse (FlexiViT)");
        made = resampleKernel(made, sides);
      }
    }
    if (made.dim() == 4 && target.dim() == 5) {
      const auto transposed = transposed_.find(name);
      if (transposed == transposed_.end()) {
        made = inflate(made, target.size(2), options_.inflate);
        also(note, std::string("inflated to a depth of ") + std::to_string(target.size(2)) +
                       (options_.inflate == Inflation::Mean ? " (mean)" : " (centre)"));
      } else if (transposed->second.kernel.front() == transposed->second.stride.front()) {
        made = inflateTransposed(made, target.size(2));
        also(note, "repeated over a depth of " + std::to_string(target.size(2)));
      } else {
        return {{}, "a transposed convolution whose blocks overlap cannot be inflated"};
      }
    }
    if (made.dim() == target.dim() && made.size(1) != target.size(1) && made.size(1) == sourceChannels_ &&
        target.size(1) == imageChannels_ && made.size(0) == target.size(0)) {
      also(note, std::to_string(made.size(1)) + " input channels made " + std::to_string(target.size(1)) +
                     (options_.channels == Channels::Repeat    ? " (repeat)"
                      : options_.channels == Channels::Average ? " (average)"
                                                               : " (zero)"));
      made = adaptChannels(made, target.size(1), options_.channels);
    }
    return {made, note};
  }

  // Rows of a table before the grid's own: the class token's, where a class token stands beside.
  [[nodiscard]] Fit positions(const std::string& name, const at::Tensor& from, const at::Tensor& target) const {
    if (from.dim() != 3 || target.dim() != 3 || from.size(2) != target.size(2)) return {};
    const std::string token = siblingOf(name, "cls_token"), embedding = siblingOf(name, "patch_embed.proj.weight");
    const std::int64_t before = partOf(token) != nullptr ? 1 : 0, own = targets_.contains(token) ? 1 : 0;
    const auto weight = targets_.find(embedding);
    const std::int64_t axes = weight == targets_.end() ? 3 : weight->second.dim() - 2;
    const Source::Part* patches = partOf(embedding);
    const std::int64_t fromAxes = patches == nullptr ? axes : patches->tensor.dim() - 2;
    const Sizes old = cubeOf(from.size(1) - before, fromAxes), now = cubeOf(target.size(1) - own, axes);
    if (old.empty() || now.empty() || fromAxes > axes) return {{}, "the grid of its positions is not known"};
    const at::Tensor grid = resampleGrid(from.narrow(1, before, from.size(1) - before), old, now);
    const std::string note = "positions of " + shapeText(old) + " interpolated to " + shapeText(now) + " (linear)";
    if (own == 0) return {grid, note};
    const at::Tensor first = before == 1 ? from.narrow(1, 0, 1) : target.detach().narrow(1, 0, 1).to(at::kFloat);
    return {at::cat({first, grid}, 1), note};
  }

  // Biases by the distance of two cells of a window: (2 side - 1)^axes rows, one column a head (Liu et al., Swin, ICCV
  // 2021; along a new axis repeated, as in Video Swin, CVPR 2022).
  [[nodiscard]] static Fit offsets(const at::Tensor& from, const at::Tensor& target) {
    if (from.dim() != 2 || target.dim() != 2 || from.size(1) != target.size(1)) return {};
    const auto oddGrid = [](std::int64_t rows, std::int64_t axes) {
      const Sizes grid = cubeOf(rows, axes);
      return grid.empty() || grid.front() % 2 == 0 ? Sizes() : grid;
    };
    const Sizes flat = oddGrid(from.size(0), 2), deep = oddGrid(from.size(0), 3);
    const Sizes nowFlat = oddGrid(target.size(0), 2), nowDeep = oddGrid(target.size(0), 3);
    // A number that is a square and a cube could be either.
    if ((!flat.empty() && !deep.empty()) || (!nowFlat.empty() && !nowDeep.empty()))
      return {{}, "the grid of its offsets is not known"};
    const Sizes& old = flat.empty() ? deep : flat;
    const Sizes& now = nowFlat.empty() ? nowDeep : nowFlat;
    if (old.empty() || now.empty() || old.size() > now.size()) return {{}, "the grid of its offsets is not known"};
    return {resampleGrid(from.unsqueeze(0), old, now)[0],
            "offsets of " + shapeText(old) + " interpolated to " + shapeText(now) + " (linear)"};
  }

  const Source& source_;
  const Options& options_;
  std::vector<std::string> order_;
  std::map<std::string, at::Tensor> targets_;
  std::map<std::string, architectures::ConvOptions> transposed_;
  std::int64_t imageChannels_ = 0, sourceChannels_ = 0;
};

// Names by what was done with them, in the order in which it was first done.
using Groups = std::vector<std::pair<std::string, std::vector<std::string>>>;
void addTo(Groups& groups, const std::string& reason, const std::string& name) {
  const auto found =
      std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == reason; });
  if (found != groups.end())
    found->second.push_back(name);
  else
    groups.push_back({reason, {name}});
}

void addLines(const Groups& groups, const std::string& what, std::vector<std::string>& lines) {
  for (const auto& [reason, names] : groups) {
    std::string line =
        what + " " + std::to_string(names.size()) + (names.size() == 1 ? " tensor, " : " tensors, ") + reason + ": ";
    for (std::size_t i = 0; i < names.size() && i < 6; ++i) line += (i > 0 ? ", " : "") + names[i];
    if (names.size() > 6) line += ", …";
    lines.push_back(std::move(line));
  }
}

const char* nameOf(Row::State state) {
  switch (state) {
    case Row::State::Matched:
      return "matched";
    case Row::State::Adapted:
      return "adapted";
    case Row::State::Skipped:
      break;
  }
  return "skipped";
}

}  // namespace

Options optionsFrom(const base::Json& settings) {
  Options options;
  const auto channels = base::valueOr<std::string>(settings, "transfer.channels", "repeat");
  if (channels == "average") options.channels = Channels::Average;
  if (channels == "zero") options.channels = Channels::Zero;
  if (base::valueOr<std::string>(settings, "transfer.inflate", "mean") == "centre") options.inflate = Inflation::Centre;
  return options;
}

Source sourceOf(const engine::TensorMap& checkpoint) {
  Source source;
  source.layout = "selvox";
  for (const char* start : {"ema/", "model/"}) {  // the first stays
    for (const auto& [name, tensor] : checkpoint) {
      if (name.starts_with(start))
        source.parts.emplace(name.substr(std::string(start).size()), Source::Part{name, tensor});
    }
  }
  return source;
}

base::Result<Source> sourceOf(const Weights& weights, const std::string& arch, const std::string& layout,
                              const torch::nn::Module& network) {
  std::vector<std::string> names;
  std::set<std::string> ours;
  for (const auto& [name, tensor] : weights.tensors) names.push_back(name);
  for (const auto& [name, tensor] : engine::weightsOf(network)) ours.insert(name);
  SELVOX_TRY(const Naming naming, namingOf(arch, weights.selvox ? "selvox" : layout, names, ours));
  Source source;
  source.layout = naming.layout;
  source.wrapper = naming.wrapper;
  source.place = weights.place;
  for (const auto& [name, tensor] : weights.tensors) {
    const auto mapped = naming.ours(name);
    if (!name.starts_with(naming.wrapper)) {
      source.carried[name] = "it stands beside the network, whose names begin with " + naming.wrapper;
    } else if (!mapped) {
      source.carried[name] = "the layout carries it without need";
    } else if (!source.parts.emplace(*mapped, Source::Part{name, tensor}).second) {
      source.carried[name] = "another tensor stands for the same one";
    }
  }
  return source;
}

std::int64_t Report::count(Row::State state) const {
  return std::count_if(rows.begin(), rows.end(), [&](const Row& row) { return row.state == state; });
}

std::string Report::summary() const {
  const std::int64_t adapted = count(Row::State::Adapted);
  return "Loaded " + std::to_string(count(Row::State::Matched) + adapted) + " tensors (" +
         std::to_string(loadedParameters) + " of " + std::to_string(allParameters) + " values) from " +
         (from.empty() ? "the parent" : from) +
         (adapted > 0 ? ", " + std::to_string(adapted) + " of them adapted" : "") + "; " +
         std::to_string(count(Row::State::Skipped)) + " keep their first values; " + std::to_string(unused.size()) +
         " of the parent's are not used.";
}

std::vector<std::string> Report::lines() const {
  std::vector<std::string> result{summary()};
  Groups adapted, left, over;
  for (const Row& row : rows) {
    if (row.state == Row::State::Adapted) addTo(adapted, row.note, row.name);
    if (row.state == Row::State::Skipped) addTo(left, row.note, row.name);
  }
  for (const auto& [name, why] : unused) addTo(over, why, name);
  addLines(adapted, "Adapted:", result);
  addLines(left, "Not loaded:", result);
  addLines(over, "Not used:", result);
  return result;
}

base::Json toJson(const Report& report) {
  base::Json tensors = base::Json::array(), unused = base::Json::array();
  for (const Row& row : report.rows) {
    base::Json json{{"name", row.name}, {"shape", row.shape}, {"state", nameOf(row.state)}};
    if (!row.source.empty()) json["source"] = row.source, json["source_shape"] = row.sourceShape;
    if (row.state == Row::State::Adapted) json["how"] = row.note;
    if (row.state == Row::State::Skipped) json["why"] = row.note;
    tensors.push_back(std::move(json));
  }
  for (const auto& [name, why] : report.unused) unused.push_back({{"name", name}, {"why", why}});
  return {{"from", report.from},
          {"layout", report.layout},
          {"prefix", report.wrapper},
          {"place", report.place},
          {"summary", report.summary()},
          {"counts",
           {{"matched", report.count(Row::State::Matched)},
            {"adapted", report.count(Row::State::Adapted)},
            {"skipped", report.count(Row::State::Skipped)},
            {"unused", report.unused.size()}}},
          {"values", {{"loaded", report.loadedParameters}, {"all", report.allParameters}}},
          {"tensors", std::move(tensors)},
          {"unused", std::move(unused)}};
}

Report operate(torch::nn::Module& network, const Source& source, const Options& options) {
  return Surgeon(network, source, options).run();
}

}  // namespace selvox::learn::transfer
