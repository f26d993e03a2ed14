#include "core/services/predict.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/collect.h"
#include "core/services/export.h"
#include "core/services/prepare.h"
#include "core/services/staging.h"
#include "core/services/supervise.h"
#include "core/services/worker_call.h"
#include "core/spec/columns.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr const char* kTable = "predictions.csv";

// How the run's own data was prepared, and what it answers with.
struct Recipe : PrepareRecipe {
  std::map<int, std::string> labels{};
  bool classes = false;  // it names classes instead of voxels
  bool images = false;   // it makes images…
  bool finer = false;    // …of more voxels than it is given
};

base::Result<Recipe> recipeOf(const Workspace& workspace, const ports::RunListing& run) {
  const spec::RunSpec& spec = run.snapshot.spec;
  SELVOX_TRY(auto own, prepareRecipe(workspace, run));
  Recipe recipe{std::move(own)};
  recipe.labels = spec.labels;
  recipe.classes = spec::classifies(spec);
  recipe.images = spec::enhances(spec);
  recipe.finer =
      recipe.images && base::valueOr<std::string>(spec.settings, "task.kind", "denoise") == "super-resolution";
  return recipe;
}

struct Pending {
  std::filesystem::path image, prediction;
  volume::Extent extent;  // of the input, in its own axis order
  volume::Affine worldFromVoxel;
  PredictedSeries series;
};

std::string outputName(const ports::FoundSeries& found, std::size_t number, std::set<std::string>& used) {
  std::string name = found.caseName;
  if (name.empty() && !found.files.empty()) {
    name = base::utf8(found.files.size() == 1 ? found.files.front().filename()
                                              : found.files.front().parent_path().filename());
    for (const char* ending : {".gz", ".nii", ".dcm", ".png", ".jpg", ".jpeg"})
      if (name.size() > std::char_traits<char>::length(ending) && name.ends_with(ending))
        name.resize(name.size() - std::char_traits<char>::length(ending));
  }
  if (!base::isPlainName(name)) name = "series-" + std::to_string(number);
  std::string unique = name;
  for (int i = 2; !used.insert(unique).second; ++i) unique = name + "-" + std::to_string(i);
  return unique;
}

base::Result<Pending> stage(ports::FoundSeries found, const Recipe& recipe, const PredictRequest& request,
                            const std::filesystem::path& temporary, const std::string& name) {
  Pending pending;
  pending.extent = found.volume.extent;
  pending.worldFromVoxel = found.volume.worldFromVoxel;
  pending.image = temporary / (name + ".image.vol");
  pending.prediction = temporary / (name + (recipe.classes  ? ".classes.json"
                                            : recipe.images ? ".made.vol"
                                                            : ".labels.vol"));
  for (const auto& file : found.files) pending.series.input.push_back(base::utf8(std::filesystem::absolute(file)));
  pending.series.output = request.output / base::pathFromUtf8(recipe.classes ? std::string(kTable) : name + ".nii.gz");
  const std::string modality = modalityFor(found, recipe, request.modality);
  auto oriented = volume::orientToLps(std::move(found.volume));
  // What is to become finer is handed over as it is.
  const auto spacing = recipe.finer ? oriented.worldFromVoxel.spacing() : recipe.spacing;
  SELVOX_TRY(const auto prepared, prepareVolume(std::move(oriented), modality, spacing, recipe.constants));
  SELVOX_CHECK(volume::writeBrickFile(pending.image, prepared.first, prepared.second));
  return pending;
}

base::Result<PredictedSeries> finish(Pending pending, const Recipe& recipe, ports::Exporter& nifti) {
  SELVOX_TRY(const auto file, volume::BrickFile::open(pending.prediction));
  // The native LPS grid is the input's grid with axes permuted and flipped: nearest neighbour moves labels exactly.
  const auto labels =
      volume::resampleToGrid(file.readAll(), pending.extent, pending.worldFromVoxel, volume::Interpolation::Nearest, 0);
  SELVOX_CHECK(nifti.write(pending.series.output, labels));
  std::map<int, std::int64_t> counts;
  for (const float value : volume::toFloat(labels)) ++counts[static_cast<int>(value)];
  const auto spacing = pending.worldFromVoxel.spacing();
  const double voxelMillilitres = spacing[0] * spacing[1] * spacing[2] / 1000;
  for (const auto& [number, name] : recipe.labels)
    pending.series.labels[number] = {name, counts[number], static_cast<double>(counts[number]) * voxelMillilitres};
  return std::move(pending.series);
}

// An image on the native LPS grid goes back to the input's axes as labels do; a finer one stays as it is.
base::Result<PredictedSeries> finishImage(Pending pending, const Recipe& recipe, ports::Exporter& nifti) {
  SELVOX_TRY(const auto file, volume::BrickFile::open(pending.prediction));
  auto image = file.readAll();
  if (!recipe.finer)
    image = volume::resampleToGrid(image, pending.extent, pending.worldFromVoxel, volume::Interpolation::Nearest, 0);
  SELVOX_CHECK(nifti.write(pending.series.output, image));
  pending.series.extent = image.extent;
  return std::move(pending.series);
}

// What the worker wrote: {answer, classes:[{name, probability}]}.
base::Result<PredictedSeries> finishClasses(Pending pending) {
  SELVOX_TRY(const auto said, base::readJson(pending.prediction));
  pending.series.answer = base::valueOr<std::string>(said, "answer", "");
  for (const auto& one : base::valueOr(said, "classes", Json::array()))
    pending.series.probabilities.emplace_back(base::valueOr<std::string>(one, "name", ""),
                                              base::valueOr(one, "probability", std::nan("")));
  return std::move(pending.series);
}

base::Status writeTable(const std::filesystem::path& path, const std::vector<PredictedSeries>& all) {
  std::string table = "file,class";
  for (const auto& [name, probability] : all.front().probabilities) table += "," + csvField(name);
  table += "\r\n";
  for (const auto& one : all) {
    const bool single = one.input.size() == 1;
    const std::string file = one.input.empty() ? std::string()
                             : single          ? one.input.front()
                                               : base::utf8(base::pathFromUtf8(one.input.front()).parent_path());
    table += csvField(file) + "," + csvField(one.answer);
    for (const auto& [name, probability] : one.probabilities)
      table += "," + (std::isfinite(probability) ? base::toText(probability) : std::string());
    table += "\r\n";
  }
  return base::writeFile(path, table);
}

}  // namespace

Json toJson(const PredictReport& report) {
  Json json = {{"run", report.run}, {"predictions", Json::array()}, {"refused", Json::array()}};
  for (const auto& one : report.series) {
    Json labels = Json::object();
    for (const auto& [number, label] : one.labels)
      labels[std::to_string(number)] = {
          {"name", label.name}, {"voxels", label.voxels}, {"millilitres", label.millilitres}};
    Json row{{"input", one.input}, {"output", base::utf8(one.output)}};
    if (one.extent.voxels() > 0) {
      row["size"] = {one.extent.x, one.extent.y, one.extent.z};
    } else if (one.probabilities.empty()) {
      row["labels"] = std::move(labels);
    } else {
      row["class"] = one.answer;
      for (const auto& [name, probability] : one.probabilities) row["probabilities"][name] = probability;
    }
    json["predictions"].push_back(std::move(row));
  }
  for (const auto& [file, reason] : report.refused) json["refused"].push_back({{"path", file}, {"reason", reason}});
  return json;
}

base::Result<PredictReport> predict(const Workspace& workspace, ports::Exporter& nifti, const PredictRequest& request,
                                    const Watch& watch) {
  SELVOX_TRY(const auto status, findRun(*workspace.runs, request.run));
  const auto& spec = status.listing.snapshot.spec;
  if (spec.kind != "finetune")
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Run '" + request.run + "' is a pretraining and predicts nothing. Fine-tune --from it first.");
  if (spec::learnsSimilarity(spec))
    return base::fail(base::ErrorCode::InvalidArgument,
                      "Run '" + request.run + "' finds similar cases and names nothing. Do: selvox similar WS --run " +
                          request.run + " --input FILE");
  SELVOX_TRY(const auto recipe, recipeOf(workspace, status.listing));
  std::error_code failed;
  std::filesystem::create_directories(request.output, failed);
  if (failed)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make the folder " + base::utf8(request.output) + ": " + failed.message() + ".");
  const TemporaryFolder temporary(std::filesystem::absolute(request.output) / ".selvox-predict");

  PredictReport report;
  report.run = request.run;
  std::vector<Pending> pending;
  std::set<std::string> used;
  base::Status staged;
  const auto onFound = [&](ports::FoundSeries found) {
    if (!staged) return;
    const auto name = outputName(found, pending.size() + 1, used);
    auto one = stage(std::move(found), recipe, request, temporary.path(), name);
    if (one) {
      pending.push_back(std::move(*one));
    } else {
      staged = tl::unexpected(one.error());
    }
  };
  SELVOX_TRY(report.refused, collect(request.input, workspace.importers, onFound, watch));
  SELVOX_CHECK(staged);
  if (pending.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "No readable scan in " + base::utf8(request.input) +
                          (report.refused.empty() ? "." : ": " + report.refused.front().second));

  Json list = Json::array();
  for (const auto& one : pending)
    list.push_back({{"image", base::utf8(one.image)}, {"output", base::utf8(one.prediction)}});
  const auto listFile = temporary.path() / "list.json";
  SELVOX_CHECK(base::writeJson(listFile, list));
  std::vector<std::string> arguments{"predict", base::utf8(std::filesystem::absolute(status.listing.folder.root)),
                                     base::utf8(listFile)};
  if (!request.checkpoint.empty()) arguments.insert(arguments.end(), {"--checkpoint", request.checkpoint});
  SELVOX_TRY(const auto said, askWorker(workspace, arguments, watch));
  (void)said;
  for (auto& one : pending) {
    SELVOX_TRY(auto series, recipe.classes  ? finishClasses(std::move(one))
                            : recipe.images ? finishImage(std::move(one), recipe, nifti)
                                            : finish(std::move(one), recipe, nifti));
    report.series.push_back(std::move(series));
  }
  if (recipe.classes) SELVOX_CHECK(writeTable(request.output / kTable, report.series));
  return report;
}

}  // namespace selvox::services
