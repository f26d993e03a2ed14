#include "core/services/model_card.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/supervise.h"
#include "core/services/worker_call.h"

namespace selvox::services {

using base::Json;

namespace {

std::string wordOf(const Json& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  if (!json.is_object() || found == json.end() || found->is_null()) return "";
  return found->is_string() ? found->get<std::string>() : base::dumpJson(*found);
}

std::string rounded(const Json& value) {
  return value.is_number() ? base::toText(std::round(value.get<double>() * 1e4) / 1e4) : "undefined";
}

// "0.851 [0.82, 0.88], n = 30" of {mean, low, high, n}.
std::string interval(const Json& json) {
  if (!json.is_object() || !json.contains("mean")) return rounded(json);
  std::string text = rounded(json["mean"]);
  if (json.contains("low") && json.contains("high"))
    text += " [" + rounded(json["low"]) + ", " + rounded(json["high"]) + "]";
  return text + (json.contains("n") ? ", n = " + base::dumpJson(json["n"]) : "");
}

// A cell of a table: nothing in it may end the cell.
std::string cell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '|' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string line(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const auto& one : cells) text += " " + cell(one) + " |";
  return text + "\n";
}

std::string row(const std::string& name, const std::string& value) {
  return value.empty() ? std::string() : line({name, value});
}

std::string about(const spec::RunSpec& spec, const Json& model) {
  const bool pretraining = spec.kind == "pretrain";
  return "| | |\n|---|---|\n" + row("Network", spec.arch + ", " + std::to_string(spec.dim) + "D") +
         row("Parameters", wordOf(model, "parameters")) +
         row(pretraining ? "Method" : "Task", pretraining ? spec.method : spec.task) +
         row("Output", wordOf(base::valueOr(model, "output", Json::object()), "meaning")) +
         row("Checkpoint", wordOf(model, "checkpoint") + " (step " + wordOf(model, "step") + ")") +
         row("Seed", std::to_string(spec.seed)) + row("Made by", "Selvox " + wordOf(model, "selvox")) + "\n";
}

std::string data(const spec::RunSpec& spec) {
  struct Count {
    int series = 0, labelled = 0;
    std::set<std::string> patients, modalities;
  };
  std::map<std::pair<std::string, std::string>, Count> counts;  // dataset, role
  for (const auto& one : spec.cases) {
    Count& count = counts[{one.dataset, one.role}];
    ++count.series;
    count.labelled += one.labelled ? 1 : 0;
    count.patients.insert(one.patient);
    count.modalities.insert(one.modality);
  }
  std::string text =
      "## Data\n\n| Dataset | Part | Images | Patients | Labels used | Modality |\n|---|---|---|---|---|---|\n";
  for (const auto& [key, count] : counts) {
    std::string modalities;
    for (const auto& one : count.modalities) modalities += (modalities.empty() ? "" : ", ") + one;
    text += line({key.first, key.second, std::to_string(count.series), std::to_string(count.patients.size()),
                  std::to_string(count.labelled), modalities});
  }
  text += "\n";
  for (const auto& dataset : spec.datasets) {
    text += "Dataset " + dataset.dataset + ", version " + dataset.version + ", resampled to " +
            base::toText(dataset.spacing[0]) + " x " + base::toText(dataset.spacing[1]) + " x " +
            base::toText(dataset.spacing[2]) + " mm. ";
  }
  text += "run.json of the run lists every image by its hash.\n\n";
  for (const auto& one : spec.overrides)
    text += "**The gate \"" + one.gate + "\" was overridden**, for this reason: " + one.reason + "\n\n";
  return text;
}

std::string training(const spec::RunSpec& spec) {
  std::string text = "## Training\n\n";
  if (spec.initFrom.empty() || spec.initFrom == "scratch") {
    text += "From random weights.";
  } else {
    text += "From the weights of " + spec.initFrom +
            (spec.initSha256.empty() ? "" : " (SHA-256 " + spec.initSha256 + ")") + ".";
    std::string ancestry;
    for (const auto& parent : spec.parents) ancestry += (ancestry.empty() ? "" : ", before it ") + parent;
    text += ancestry.empty() ? " What that file was trained on is not known here." : " Ancestry: " + ancestry + ".";
  }
  text += "\n\n| Setting | Value |\n|---|---|\n";
  for (const auto& [name, value] : spec.settings.items())
    if (!value.is_null())
      text += row("`" + name + "`", value.is_string() ? value.get<std::string>() : base::dumpJson(value));
  return text + "\n";
}

std::string results(const std::vector<std::pair<std::string, Json>>& evaluations) {
  std::string text = "## Results\n\n";
  if (evaluations.empty()) return text + "Not judged yet: `selvox evaluate` does.\n\n";
  for (const auto& [part, document] : evaluations) {
    text += "Part \"" + part + "\", checkpoint " + wordOf(document, "checkpoint") +
            "; means with 95% intervals over patients.\n\n| | Metric | Value |\n|---|---|---|\n";
    const auto labels = base::valueOr(document, "labels", Json::object());
    for (const auto& [label, values] : labels.items()) {
      const auto name = base::valueOr<std::string>(values, "name", label);
      for (const auto& [metric, value] : values.items())
        if (metric != "name" && metric != "n") text += line({name, metric, interval(value)});
    }
    const auto metrics = base::valueOr(document, "metrics", Json::object());
    for (const auto& [metric, value] : metrics.items()) text += line({"all classes", metric, interval(value)});
    const auto quality = base::valueOr(document, "quality", Json::object());
    for (const auto& [metric, values] : quality.items())
      for (const auto& [which, value] : values.items()) text += line({which, metric, interval(value)});
    const auto probe = base::valueOr(document, "probe", Json::object());
    for (const char* which : {"knn", "linear"}) {
      const auto judged = base::valueOr(probe, which, Json::object());
      if (judged.contains("accuracy"))
        text += line({std::string("probe by ") + which, "accuracy", rounded(judged["accuracy"])});
    }
    text += "\n";
  }
  return text;
}

std::string loading(const spec::RunSpec& spec, const Json& model) {
  const auto input = base::valueOr(model, "input", Json::object());
  const auto script = base::valueOr(model, "torchscript", Json::object());
  const auto window = base::valueOr(model, "window", Json::object());
  std::string text =
      "## Loading it without Selvox\n\n`model.ts` is a TorchScript program (LibTorch " + wordOf(script, "libtorch") +
      " or newer). Input: " + wordOf(input, "axes") + ", shape " + wordOf(input, "shape") + ", batch " +
      wordOf(script, "batch") + ", sides " + wordOf(script, "sides") + " (step " + wordOf(script, "step") +
      "), float32. Orientation " + wordOf(input, "orientation") + "; spacing " + wordOf(input, "spacing") +
      " mm (x, y, z). Normalisation: " +
      (wordOf(input, "normalisation").empty() ? "see the run's workspace" : wordOf(input, "normalisation")) + ".\n\n";
  const std::string last = spec.task == "segmentation" ? "classes = logits.argmax(1)\n" : "";
  text +=
      "```python\nimport json, torch\n\nmodel = torch.jit.load(\"model.ts\").eval()\n"
      "shape = json.load(open(\"model.json\"))[\"input\"][\"shape\"]\n"
      "image = torch.zeros(shape)  # your image, oriented, resampled and normalised as above\n"
      "with torch.no_grad():\n    logits = model(image)\n" +
      last + "```\n\n";
  if (spec.dim == 3 || spec.task == "segmentation")
    text += "MONAI: `monai.inferers.sliding_window_inference(image, " + wordOf(window, "size") +
            ", 1, model, overlap=" + wordOf(window, "overlap") +
            ", mode=\"gaussian\")`. 3D Slicer: the same lines in its Python console, with its "
            "PyTorch extension.\n\n";
  text +=
      "`model.safetensors` holds the weights by the names of `model.state_dict()`; Selvox goes on from it with "
      "`--from model.safetensors`.\n\n";
  return text;
}

}  // namespace

std::string modelCard(const spec::RunSpec& spec, const Json& model,
                      const std::vector<std::pair<std::string, Json>>& evaluations) {
  return "# " + spec.name + "\n\n" + about(spec, model) +
         "## Intended use\n\nResearch on images like those below. **Not for diagnosis**: it has not been validated for "
         "any clinical use, and nobody should decide about a patient by what it says. Other scanners, sites, ages and "
         "diseases than those it was trained on may give wrong answers without a sign.\n\n" +
         data(spec) + training(spec) + results(evaluations) + loading(spec, model);
}

base::Result<std::vector<std::filesystem::path>> exportModel(const Workspace& workspace, const std::string& run,
                                                             const std::string& checkpoint,
                                                             const std::filesystem::path& folder, const Watch& watch) {
  SELVOX_TRY(const auto status, findRun(*workspace.runs, run));
  watch.tell("Writing the model", 0, 0, run);
  std::vector<std::string> arguments{"export", base::utf8(std::filesystem::absolute(status.listing.folder.root)),
                                     base::utf8(std::filesystem::absolute(folder))};
  if (!checkpoint.empty()) arguments.insert(arguments.end(), {"--checkpoint", checkpoint});
  SELVOX_TRY(const auto model, askWorkerJson(workspace, arguments, watch));
  std::vector<std::pair<std::string, Json>> evaluations;
  for (const char* part : {"val", "test"})
    if (const auto document = base::readJson(status.listing.folder.evaluations() / (std::string(part) + ".json")))
      evaluations.emplace_back(part, *document);
  const auto card = folder / "MODEL_CARD.md";
  SELVOX_CHECK(base::writeFile(card, modelCard(status.listing.snapshot.spec, model, evaluations)));
  return std::vector<std::filesystem::path>{folder / "model.ts", folder / "model.safetensors", folder / "model.json",
                                            card};
}

}  // namespace selvox::services
