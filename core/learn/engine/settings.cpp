#include "core/learn/engine/settings.h"

#include <initializer_list>
#include <utility>

#include "core/spec/columns.h"

namespace selvox::learn::engine {
namespace {

using base::Json;
using spec::Param;
using spec::ParamType;

Param number(const char* name, ParamType type, Json value, double low, double high, const char* unit,
             const char* help) {
  Param p;
  p.name = name;
  p.type = type;
  p.defaultValue = std::move(value);
  p.minimum = low;
  p.maximum = high;
  p.unit = unit;
  p.help = help;
  p.group = "Training";
  return p;
}

Param choice(const char* name, Json value, std::vector<std::string> choices, const char* help) {
  Param p;
  p.name = name;
  p.type = ParamType::Choice;
  p.defaultValue = std::move(value);
  p.choices = std::move(choices);
  p.help = help;
  p.group = "Training";
  return p;
}

Param text(const char* name, Json value, const char* help) {
  Param p;
  p.name = name;
  p.type = ParamType::Text;
  p.defaultValue = std::move(value);
  p.help = help;
  p.group = "Training";
  return p;
}

Param advanced(Param p, const char* citation = "") {
  p.advanced = true;
  p.citation = citation;
  return p;
}

Param logarithmic(Param p) {
  p.logarithmic = true;
  return p;
}

Param grouped(Param p, const char* group) {
  p.group = group;
  return p;
}

void addLimits(std::vector<Param>& all) {
  all.push_back(number("seed", ParamType::Int, 0, 0, 9007199254740991.0, "",
                       "Starting point of every random draw. The same seed on the same data repeats the run."));
  all.push_back(choice(
      "preset", "device", {"device", "workstation", "paper"},
      "How large automatic sizes may be: what this device does at ease, what a large GPU does, or the paper's."));
  all.push_back(number("train.steps", ParamType::Int, nullptr, 1, 1e9, "steps",
                       "Length of the run in optimizer steps. More takes longer and usually helps, less and less. "
                       "Auto: 1,000, or no limit when a time is given."));
  all.push_back(
      number("train.max_minutes", ParamType::Float, nullptr, 0.01, 1e6, "min",
             "Most training time, over all resumes; the learning rate falls so that it ends with it. Auto: no limit."));
}

void addOptimizer(std::vector<Param>& all) {
  all.push_back(choice("train.optimizer", "adamw", {"adamw", "sgd", "lars", "lamb"},
                       "AdamW adapts each weight's step; SGD with Nesterov momentum is nnU-Net's. LARS and LAMB adapt "
                       "each layer's step to the length of its weights, for large batches."));
  all.push_back(logarithmic(
      number("train.lr", ParamType::Float, 1e-3, 1e-8, 10, "",
             "Learning rate at its highest. Too high diverges, too low wastes time. LARS wants 0.1 to 1.")));
  all.push_back(advanced(
      number("train.encoder_lr", ParamType::Float, 1.0, 0, 10, "",
             "Factor on the learning rate of the encoder. Below 1 keeps pretrained features longer; 0 freezes them.")));
  all.push_back(advanced(
      number("train.layer_decay", ParamType::Float, 1.0, 0.1, 1, "",
             "Factor on the learning rate from each block of the encoder to the one before it: a transformer's block "
             "or a convolutional network's stage. Below 1 keeps early layers closer to their pretrained state."),
      "He et al., CVPR 2022 (MAE's fine-tuning: 0.65 to 0.75)"));
  all.push_back(choice("train.schedule", "cosine", {"cosine", "poly", "constant"},
                       "How the learning rate falls: to zero by a cosine or by (1 - t)^0.9, or not at all."));
  all.push_back(advanced(number("train.warmup", ParamType::Float, 0.02, 0, 0.9, "of the run",
                                "Share of the run in which the learning rate rises to its highest.")));
  all.push_back(advanced(number("train.clip", ParamType::Float, 12.0, 0, 1e6, "",
                                "Largest gradient norm; longer gradients are scaled down to it. 0 turns it off."),
                         "nnU-Net (Isensee 2021)"));
  all.push_back(advanced(
      number("train.accumulate", ParamType::Int, 1, 1, 1024, "batches",
             "Batches whose gradients are added before one optimizer step: a larger batch in the same memory.")));
  all.push_back(
      advanced(number("train.ema", ParamType::Float, 0.0, 0, 0.99999, "",
                      "Decay of a moving average of the weights that is evaluated instead of them. 0 turns it off.")));
}

void addFineTuning(std::vector<Param>& all) {
  Param mode =
      choice("finetune.mode", "full", {"full", "layer-decay", "gradual-thaw", "frozen-encoder", "linear-probe"},
             "What learns: everything; everything, early layers more slowly; the encoder block by block from "
             "its end; all but the encoder; the last layer alone. With fewer labels less should learn.");
  mode.citation = "Howard and Ruder, ACL 2018 (gradual thaw); He et al., CVPR 2022 (layer decay)";
  all.push_back(std::move(mode));
  all.push_back(advanced(number("finetune.thaw", ParamType::Float, 0.5, 0, 1, "of the run",
                                "Gradual thaw: share of the run after which the whole encoder learns. Later keeps "
                                "pretrained features longer."),
                         "Howard and Ruder, ACL 2018"));
}

void addOptimizerDetails(std::vector<Param>& all) {
  all.push_back(
      advanced(number("train.weight_decay", ParamType::Float, 1e-2, 0, 1, "",
                      "Pull of the weights towards zero. Biases, norms, tokens and positions are left out.")));
  all.push_back(advanced(number("train.weight_decay_end", ParamType::Float, nullptr, 0, 1, "",
                                "Weight decay at the end of the run, reached by half a cosine. A rise lets the network "
                                "learn first and tidy up later. Auto: it stays as it is."),
                         "Caron et al., ICCV 2021 (DINO: 0.04 to 0.4)"));
  all.push_back(advanced(number("train.momentum", ParamType::Float, nullptr, 0, 0.9999, "",
                                "Momentum of SGD and LARS: higher is steadier and slower to turn. Auto: 0.99 with SGD "
                                "(nnU-Net), 0.9 with LARS.")));
  all.push_back(advanced(number("train.beta1", ParamType::Float, 0.9, 0, 0.9999, "",
                                "AdamW and LAMB: memory of the mean gradient. Lower reacts sooner; GANs take 0.5.")));
  all.push_back(advanced(number("train.beta2", ParamType::Float, 0.999, 0, 0.99999, "",
                                "AdamW and LAMB: memory of the squared gradient. Lower (0.95) bears sudden changes, as "
                                "masked transformers have them."),
                         "He et al., CVPR 2022"));
  all.push_back(advanced(logarithmic(number("train.lars_eta", ParamType::Float, 0.02, 1e-5, 1, "",
                                            "LARS: length of a layer's step as a share of the length of its weights. "
                                            "0.02 with clipping, 0.001 without.")),
                         "You et al., 2017"));
  Param clip =
      choice("train.lars_clip", true, {},
             "LARS: no layer's step is longer than SGD's at the same learning rate. Keeps small batches calm.");
  clip.type = ParamType::Bool;
  all.push_back(advanced(std::move(clip)));
  all.push_back(advanced(choice("train.lars_form", "separate", {"separate", "joint"},
                                "LARS: the step is measured against gradient and decay taken apart, or against their "
                                "sum (BYOL, Barlow Twins, VICReg)."),
                         "You et al., 2017; Grill et al., NeurIPS 2020"));
}

void addSizes(std::vector<Param>& all) {
  all.push_back(number("train.batch", ParamType::Int, nullptr, 1, 4096, "patches",
                       "Patches per step. Larger is steadier and slower. Auto: by device."));
  Param patch = number("train.patch", ParamType::IntVector, nullptr, 1, 1024, "voxels",
                       "Size of the patches, x,y,z (2D: x,y). Larger sees more context and takes more memory. Auto: by "
                       "data and device.");
  all.push_back(std::move(patch));
  all.push_back(number("sample.foreground", ParamType::Float, 0.33, 0, 1, "",
                       "Share of each batch that is drawn around labelled voxels. Higher helps small structures."));
  all.push_back(
      advanced(text("sample.key", "patient",
                    "What two series have in common when a method pairs them: the patient, or a column of the "
                    "catalog. Pretraining only.")));
  all.push_back(choice("train.precision", nullptr, {"float32", "bfloat16"},
                       "Arithmetic of the network. Auto: a three-step trial on this machine decides."));
  all.push_back(advanced(choice("train.memory_format", nullptr, {"contiguous", "channels-last"},
                                "Order of the numbers in convolutions. Auto: channels last where a three-step trial on "
                                "this machine is a tenth quicker with it.")));
  all.push_back(advanced(
      number("train.threads", ParamType::Int, nullptr, 1, 1024, "threads", "Processor threads. Auto: all cores.")));
}

void addWatching(std::vector<Param>& all) {
  all.push_back(grouped(number("validate.every", ParamType::Int, nullptr, 1, 1e9, "steps",
                               "Steps between two validations. Auto: twenty times a run."),
                        "Watching"));
  all.push_back(
      grouped(text("probe.column", nullptr,
                   "Column of classes on which a pretraining's embeddings are probed by nearest neighbours "
                   "and a linear classifier; none turns it off. Auto: the first column with 2 to 100 classes."),
              "Watching"));
  all.push_back(grouped(number("probe.every", ParamType::Int, nullptr, 1, 1e9, "steps",
                               "Steps between two probes; one more stands at either end. Auto: ten times a run."),
                        "Watching"));
  all.push_back(
      grouped(advanced(number("probe.cases", ParamType::Int, 250, 4, 1e6, "cases",
                              "Most training and most validation cases of a probe. More is steadier and takes "
                              "longer.")),
              "Watching"));
  all.push_back(grouped(number("train.early_stop", ParamType::Int, 0, 0, 10000, "validations",
                               "Stop after so many validations without a better one. 0 never stops early."),
                        "Watching"));
  all.push_back(
      grouped(advanced(number("log.every", ParamType::Int, nullptr, 1, 1e6, "steps",
                              "Steps between two points of a curve. Auto: 1 until a curve would pass 50,000 points.")),
              "Watching"));
  all.push_back(grouped(
      advanced(number("preview.count", ParamType::Int, 8, 0, 100, "", "Previews written over a run.")), "Watching"));
  all.push_back(grouped(number("checkpoint.minutes", ParamType::Float, 10.0, 0.01, 1e5, "min",
                               "Time between two checkpoints: what a crash can cost at most."),
                        "Watching"));
  all.push_back(
      grouped(advanced(number("checkpoint.keep_gb", ParamType::Float, 5.0, 0.001, 1e5, "GB",
                              "Room for older checkpoints. The last two, the best and the final one always stay.")),
              "Watching"));
}

void addTransfer(std::vector<Param>& all) {
  all.push_back(advanced(choice("transfer.layout", "auto", {"auto", "selvox", "torchvision", "timm", "monai", "nnunet"},
                                "Of a file of weights to start from: whose names it uses. Auto finds out.")));
  all.push_back(
      advanced(choice("transfer.channels", "repeat", {"repeat", "average", "zero"},
                      "How a first layer for images of other channels is taken over. Repeat and average answer to "
                      "equal channels as before; zero takes the channels that are there and keeps new ones silent.")));
  all.push_back(
      advanced(choice("transfer.inflate", "mean", {"mean", "centre"},
                      "How a 2D network's kernels are taken over into 3D: spread evenly over the depth, or in the "
                      "middle slice alone, which sees slice by slice at first."),
               "Carreira & Zisserman, CVPR 2017"));
}

OptimizerOptions optimizerOptions(const Json& s) {
  using base::valueOr;
  OptimizerOptions o;
  o.kind = optimizerKind(s);
  o.weightDecay = valueOr(s, "train.weight_decay", o.weightDecay);
  o.momentum = valueOr(s, "train.momentum", usualMomentum(o.kind));
  o.beta1 = valueOr(s, "train.beta1", o.beta1);
  o.beta2 = valueOr(s, "train.beta2", o.beta2);
  o.larsEta = valueOr(s, "train.lars_eta", o.larsEta);
  o.larsClip = valueOr(s, "train.lars_clip", o.larsClip);
  o.larsJoint = valueOr<std::string>(s, "train.lars_form", "separate") == "joint";
  return o;
}

}  // namespace

OptimizerKind optimizerKind(const Json& settings) {
  const auto name = base::valueOr<std::string>(settings, "train.optimizer", "adamw");
  if (name == "sgd") return OptimizerKind::Sgd;
  if (name == "lars") return OptimizerKind::Lars;
  return name == "lamb" ? OptimizerKind::Lamb : OptimizerKind::AdamW;
}

double usualMomentum(OptimizerKind kind) {
  return kind == OptimizerKind::Lars ? 0.9 : 0.99;
}

spec::ParamSchema engineSchema() {
  spec::ParamSchema schema;
  addLimits(schema.params);
  addOptimizer(schema.params);
  addFineTuning(schema.params);
  addOptimizerDetails(schema.params);
  addSizes(schema.params);
  addWatching(schema.params);
  addTransfer(schema.params);
  return schema;
}

spec::ParamSchema withDefaults(spec::ParamSchema schema, const Json& defaults) {
  if (!defaults.is_object()) return schema;
  for (Param& param : schema.params) {
    if (const auto found = defaults.find(param.name); found != defaults.end()) param.defaultValue = *found;
  }
  return schema;
}

Json unprefixed(const Json& settings, const std::string& prefix) {
  Json result = Json::object();
  if (!settings.is_object()) return result;
  for (const auto& [name, value] : settings.items()) {
    if (name.starts_with(prefix)) result[name.substr(prefix.size())] = value;
  }
  return result;
}

TrainSettings trainSettings(const Json& s) {
  TrainSettings t;
  using base::valueOr;
  t.seed = valueOr<std::uint64_t>(s, "seed", t.seed);
  t.steps = valueOr<std::int64_t>(s, "train.steps", 0);
  t.maxSeconds = 60 * valueOr<double>(s, "train.max_minutes", 0);
  t.lr = valueOr(s, "train.lr", t.lr);
  t.encoderLr = valueOr(s, "train.encoder_lr", t.encoderLr);
  t.layerDecay = valueOr(s, "train.layer_decay", t.layerDecay);
  t.warmup = valueOr(s, "train.warmup", t.warmup);
  t.clip = valueOr(s, "train.clip", t.clip);
  t.ema = valueOr(s, "train.ema", t.ema);
  t.batch = valueOr(s, "train.batch", t.batch);
  t.accumulate = valueOr(s, "train.accumulate", t.accumulate);
  t.threads = valueOr(s, "train.threads", t.threads);
  t.earlyStop = valueOr(s, "train.early_stop", t.earlyStop);
  const auto patch = valueOr<std::vector<std::int64_t>>(s, "train.patch", {});
  for (std::size_t i = 0; i < 3 && !patch.empty(); ++i) t.patch[i] = i < patch.size() ? patch[i] : 1;
  t.optimizer = optimizerOptions(s);
  t.weightDecayEnd = valueOr(s, "train.weight_decay_end", t.optimizer.weightDecay);
  t.schedule = valueOr(s, "train.schedule", t.schedule);
  t.precision = valueOr(s, "train.precision", t.precision);
  t.memoryFormat = valueOr(s, "train.memory_format", t.memoryFormat);
  t.foreground = valueOr(s, "sample.foreground", t.foreground);
  t.logEvery = valueOr<std::int64_t>(s, "log.every", 0);
  t.validateEvery = valueOr<std::int64_t>(s, "validate.every", 0);
  t.sampleKey = valueOr(s, "sample.key", t.sampleKey);
  t.probeColumn = valueOr<std::string>(s, "probe.column", spec::kNoColumn);
  if (t.probeColumn == spec::kNoColumn) t.probeColumn.clear();
  t.probeEvery = valueOr<std::int64_t>(s, "probe.every", 0);
  t.probeCases = valueOr<std::int64_t>(s, "probe.cases", t.probeCases);
  t.checkpointMinutes = valueOr(s, "checkpoint.minutes", t.checkpointMinutes);
  t.keepGb = valueOr(s, "checkpoint.keep_gb", t.keepGb);
  t.previews = valueOr(s, "preview.count", t.previews);
  return t;
}

std::vector<std::int64_t> tensorSize(const std::array<std::int64_t, 3>& patch, int dim) {
  if (dim == 2) return {patch[1], patch[0]};
  return {patch[2], patch[1], patch[0]};
}

}  // namespace selvox::learn::engine
