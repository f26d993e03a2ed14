#include "ui/pages/viewer/viewer_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include <QCoreApplication>
#include <QImage>

#include "core/services/cache_keys.h"
#include "core/volume/brick_file.h"
#include "ui/shell/words.h"
#include "ui/theme/theme.h"
#include "viewers/reslice.h"

namespace selvox::ui {

namespace {

constexpr int kBins = 128;
constexpr std::int64_t kHistogramSamples = 1 << 20;

struct Text {
  Q_DECLARE_TR_FUNCTIONS(selvox::ui::ViewerPage)
};

base::Result<viewers::VolumePtr> readBricks(const std::filesystem::path& path, volume::BrickHeader* header) {
  SELVOX_TRY(auto file, volume::BrickFile::open(path));
  SELVOX_CHECK(file.verify());
  if (header) *header = file.header();
  return std::make_shared<const volume::Volume>(file.readAll());
}

QString missingText(const base::Error& error, const QString& what) {
  if (error.code == base::ErrorCode::NotFound)
    return Text::tr("%1 is not in the workspace's cache. Import its files again to bring it back.").arg(what);
  return QString::fromStdString(error.message);
}

bool plainFileName(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of("/\\") == std::string::npos;
}

viewers::VolumePtr readPrediction(const Context& context, const ViewerRun& run, const std::string& caseName,
                                  QStringList& notes) {
  if (!plainFileName(caseName) || !run.evaluation.hasLabelMaps()) return nullptr;
  const auto folder = context.runs->folder(run.name).evaluations() / base::pathFromUtf8(run.evaluation.split);
  auto volume = readBricks(folder / base::pathFromUtf8(caseName + ".vol"), nullptr);
  if (volume) return *volume;
  notes << (volume.error().code == base::ErrorCode::NotFound
                ? QCoreApplication::translate("selvox::ui::ViewerPage",
                                              "%1 has no prediction of this case. Evaluate the run again to make it.")
                      .arg(toQt(run.name))
                : QString::fromStdString(volume.error().message));
  return nullptr;
}

bool sameGrid(const viewers::VolumePtr& a, const viewers::VolumePtr& b) {
  return a && b && a->extent == b->extent;
}

double millilitres(const volume::Volume& volume) {
  return std::abs(volume.worldFromVoxel.determinant()) / 1000;
}

// Voxel counts of every label number, at most 65,535 of them.
std::vector<std::int64_t> countLabels(const volume::Volume& labels) {
  std::vector<std::int64_t> counts(65536, 0);
  volume::withType(labels.type, [&](auto tag) {
    for (const auto value : labels.as<decltype(tag)>())
      if (value > 0 && value < 65536) ++counts[static_cast<std::size_t>(value)];
  });
  return counts;
}

std::map<int, double> volumesOf(const viewers::VolumePtr& labels) {
  std::map<int, double> volumes;
  if (!labels) return volumes;
  const std::vector<std::int64_t> counts = countLabels(*labels);
  for (std::size_t label = 1; label < counts.size(); ++label)
    if (counts[label]) volumes[static_cast<int>(label)] = static_cast<double>(counts[label]) * millilitres(*labels);
  return volumes;
}

template <class T>
void addOverlap(std::span<const T> reference, std::span<const std::uint16_t> prediction, double ml,
                std::map<int, LabelOverlap>& overlap) {
  std::map<int, std::array<std::int64_t, 3>> counts;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const int truth = static_cast<int>(reference[i]), found = prediction[i];
    if (truth == 0 && found == 0) continue;
    if (truth == found) {
      ++counts[truth][0];
      continue;
    }
    if (found) ++counts[found][1];
    if (truth) ++counts[truth][2];
  }
  for (const auto& [label, n] : counts)
    overlap[label] = {static_cast<double>(n[0]) * ml, static_cast<double>(n[1]) * ml, static_cast<double>(n[2]) * ml};
}

std::map<int, LabelOverlap> overlapOf(const viewers::VolumePtr& reference, const viewers::VolumePtr& prediction) {
  std::map<int, LabelOverlap> overlap;
  if (!sameGrid(reference, prediction)) return overlap;
  std::vector<std::uint16_t> found(static_cast<std::size_t>(prediction->extent.voxels()));
  volume::withType(prediction->type, [&](auto tag) {
    const auto source = prediction->as<decltype(tag)>();
    std::transform(source.begin(), source.end(), found.begin(), [](auto v) { return static_cast<std::uint16_t>(v); });
  });
  volume::withType(reference->type, [&](auto tag) {
    using T = decltype(tag);
    addOverlap<T>(reference->as<T>(), found, millilitres(*reference), overlap);
  });
  return overlap;
}

void fillHistogram(LoadedCase& loaded) {
  const volume::Volume& image = *loaded.image;
  loaded.histogramLow = loaded.statistics.p0_1;
  loaded.histogramHigh = loaded.statistics.p99_9;
  if (!(loaded.histogramHigh > loaded.histogramLow)) {
    loaded.histogramLow = loaded.statistics.minimum;
    loaded.histogramHigh = std::max(loaded.statistics.maximum, loaded.histogramLow + 1);
  }
  const double margin = 0.04 * (loaded.histogramHigh - loaded.histogramLow);
  loaded.histogramLow -= margin;
  loaded.histogramHigh += margin;
  loaded.histogram.assign(kBins, 0);
  const double perBin = (loaded.histogramHigh - loaded.histogramLow) / kBins;
  // An odd stride: it does not fall into step with rows of even length.
  const std::int64_t stride = std::max<std::int64_t>(1, image.extent.voxels() / kHistogramSamples) | 1;
  volume::withType(image.type, [&](auto tag) {
    const auto codes = image.as<decltype(tag)>();
    for (std::int64_t i = 0; i < image.extent.voxels(); i += stride) {
      const double value =
          static_cast<double>(codes[static_cast<std::size_t>(i * image.channels)]) * image.scale + image.offset;
      const double bin = (value - loaded.histogramLow) / perBin;
      if (bin >= 0 && bin < kBins) ++loaded.histogram[static_cast<std::size_t>(bin)];
    }
  });
}

// Where to look first: the axial slice with the most labelled voxels, the labelled voxel nearest to their middle.
std::optional<volume::Vec3> focusOf(const volume::Volume& labels) {
  const std::int64_t plane = labels.extent.x * labels.extent.y;
  std::optional<volume::Vec3> focus;
  volume::withType(labels.type, [&](auto tag) {
    const auto values = labels.as<decltype(tag)>();
    std::int64_t best = 0, slice = 0;
    for (std::int64_t z = 0; z < labels.extent.z; ++z) {
      const auto begin = values.begin() + static_cast<std::ptrdiff_t>(z * plane);
      const auto count = plane - std::count(begin, begin + static_cast<std::ptrdiff_t>(plane), decltype(tag){});
      if (count > best) best = count, slice = z;
    }
    if (best == 0) return;
    double sumX = 0, sumY = 0;
    const auto each = [&](auto visit) {
      for (std::int64_t i = 0; i < plane; ++i)
        if (values[static_cast<std::size_t>(slice * plane + i)] != 0)
          visit(static_cast<double>(i % labels.extent.x), static_cast<double>(i / labels.extent.x));
    };
    each([&](double x, double y) { sumX += x, sumY += y; });
    const double middleX = sumX / static_cast<double>(best), middleY = sumY / static_cast<double>(best);
    double nearest = std::numeric_limits<double>::max();
    each([&](double x, double y) {
      const double distance = std::hypot(x - middleX, y - middleY);
      if (distance < nearest) nearest = distance, focus = volume::Vec3{x, y, static_cast<double>(slice)};
    });
  });
  return focus;
}

std::map<int, QString> namesOf(const LoadedCase& loaded, const ViewerRun* run) {
  std::map<int, QString> names;
  if (loaded.entry.series)
    for (const ports::LabelRow& row : loaded.entry.series->labels)
      for (const auto& [label, name] : row.names) names[label] = toQt(name);
  if (run)
    for (const auto& [label, name] : run->labels) names[label] = toQt(name);
  for (const auto* volumes : {&loaded.referenceMl, &loaded.predictionMl})
    for (const auto& [label, ml] : *volumes) names.try_emplace(label, QString());
  return names;
}

}  // namespace

const Evaluation::Case* ViewerRun::find(const std::string& caseName) const {
  for (const Evaluation::Case& each : evaluation.cases)
    if (each.name == caseName) return &each;
  return nullptr;
}

std::size_t LoadedCase::bytes() const {
  std::size_t sum = 0;
  for (const auto& volume : {image, reference, predictionA, predictionB}) sum += volume ? volume->data.size() : 0;
  return sum;
}

std::vector<std::string> evaluatedRuns(const Context& context) {
  std::vector<std::string> names;
  if (!context.runs) return names;
  auto listing = context.runs->list();
  if (!listing) return names;
  std::sort(listing->begin(), listing->end(), [](const ports::RunListing& a, const ports::RunListing& b) {
    return a.snapshot.spec.created > b.snapshot.spec.created;
  });
  for (const ports::RunListing& run : *listing) {
    const auto evaluations = readEvaluationFolder(run.folder.evaluations());
    const bool maps =
        std::any_of(evaluations.begin(), evaluations.end(), [](const Evaluation& each) { return each.hasLabelMaps(); });
    if (maps) names.push_back(run.snapshot.spec.name);
  }
  return names;
}

base::Result<ViewerRun> readViewerRun(const Context& context, const std::string& run) {
  if (!context.runs) return base::fail(base::ErrorCode::NotFound, "This workspace has no runs.");
  SELVOX_TRY(auto listing, context.runs->find(run));
  auto evaluations = readEvaluationFolder(listing.folder.evaluations());
  if (evaluations.empty()) {
    return base::fail(base::ErrorCode::NotFound,
                      "The run " + run + " has not been evaluated yet. Evaluate it on the Runs page first.");
  }
  const auto test =
      std::find_if(evaluations.begin(), evaluations.end(), [](const Evaluation& e) { return e.split == "test"; });
  ViewerRun result;
  result.name = run;
  result.evaluation = test == evaluations.end() ? evaluations.front() : *test;
  result.cases = listing.snapshot.spec.cases;
  result.labels = listing.snapshot.spec.labels;
  return result;
}

base::Result<RunCases> readRunCases(const Context& context, const std::string& run) {
  SELVOX_TRY(auto found, readViewerRun(context, run));
  std::map<std::string, std::string> hashOf, datasetOf;
  for (const spec::CaseEntry& entry : found.cases) {
    hashOf[entry.caseName] = entry.voxelsHash;
    datasetOf[entry.caseName] = entry.dataset;
  }
  std::map<std::string, std::shared_ptr<const ports::SeriesRow>> rows;  // by case name
  std::vector<std::string> datasets;
  for (const auto& [name, dataset] : datasetOf)
    if (std::find(datasets.begin(), datasets.end(), dataset) == datasets.end()) datasets.push_back(dataset);
  for (const std::string& dataset : datasets) {
    ports::SeriesQuery query;
    query.dataset = dataset;
    SELVOX_TRY(auto ids, context.catalog->seriesIds(query));
    SELVOX_TRY(auto all, context.catalog->series(ids));
    for (ports::SeriesRow& row : all) {
      const auto hash = hashOf.find(row.caseName);
      if (hash == hashOf.end() || (!hash->second.empty() && hash->second != row.voxelsHash)) continue;
      const std::string name = row.caseName;
      rows[name] = std::make_shared<const ports::SeriesRow>(std::move(row));
    }
  }
  RunCases result;
  for (const Evaluation::Case& each : found.evaluation.cases) {
    const auto row = rows.find(each.name);
    result.cases.push_back({row == rows.end() ? nullptr : row->second, each.name, each.labels});
  }
  result.run = std::move(found);
  return result;
}

std::shared_ptr<LoadedCase> loadCase(const Context& context, const ViewerCase& entry, const ViewerRun* a,
                                     const ViewerRun* b) {
  auto loaded = std::make_shared<LoadedCase>();
  loaded->entry = entry;
  if (!entry.series) {
    loaded->problem =
        Text::tr("%1 is no longer in the catalog. Import its dataset again to see it.").arg(toQt(entry.name));
    return loaded;
  }
  volume::BrickHeader header;
  auto image = readBricks(context.cache->pathOf(services::nativeKey(entry.series->voxelsHash)), &header);
  if (!image) {
    loaded->problem = missingText(image.error(), toQt(entry.name));
    return loaded;
  }
  loaded->image = *image;
  loaded->statistics = header.statistics;
  loaded->hounsfield = entry.series->modality == "CT";
  if (!entry.series->labels.empty()) {
    const auto path = context.cache->pathOf(services::nativeKey(entry.series->labels.front().voxelsHash));
    auto reference = readBricks(path, nullptr);
    if (reference)
      loaded->reference = *reference;
    else
      loaded->notes << missingText(reference.error(), Text::tr("The reference of %1").arg(toQt(entry.name)));
  }
  if (a) {
    loaded->runA = a->name;
    loaded->predictionA = readPrediction(context, *a, entry.name, loaded->notes);
    if (const Evaluation::Case* scores = a->find(entry.name)) loaded->entry.labels = scores->labels;
  }
  if (b) {
    loaded->runB = b->name;
    loaded->predictionB = readPrediction(context, *b, entry.name, loaded->notes);
  }
  loaded->referenceMl = volumesOf(loaded->reference);
  loaded->predictionMl = volumesOf(loaded->predictionA);
  loaded->overlap = overlapOf(loaded->reference, loaded->predictionA);
  loaded->names = namesOf(*loaded, a);
  fillHistogram(*loaded);
  if (sameGrid(loaded->image, loaded->reference))
    loaded->focus = focusOf(*loaded->reference);
  else if (sameGrid(loaded->image, loaded->predictionA))
    loaded->focus = focusOf(*loaded->predictionA);
  return loaded;
}

QImage caseThumbnail(const Context& context, const ports::SeriesRow& series, int side) {
  const auto file = volume::BrickFile::open(context.cache->pathOf(services::nativeKey(series.voxelsHash)));
  if (!file) return {};
  const volume::BrickHeader& header = file->header();
  volume::Volume slice;  // one axial slice: reads a 32nd of the bricks' height, not the volume
  slice.extent = {header.extent.x, header.extent.y, 1};
  slice.type = volume::VoxelType::Float32;
  slice.worldFromVoxel = header.worldFromVoxel;
  slice.data.resize(slice.bytes());
  file->cropImage({0, 0, header.extent.z / 2}, slice.extent, 0, slice.as<float>().data());
  const viewers::Window window =
      series.modality == "CT" ? viewers::Window{400, 40} : viewers::percentileWindow(header.statistics);
  const volume::Vec3 spacing = header.worldFromVoxel.spacing();
  const double wide = spacing[0] * static_cast<double>(header.extent.x),
               high = spacing[1] * static_cast<double>(header.extent.y);
  const double perMillimetre = side / std::max(wide, high);
  viewers::SliceFrame frame;
  frame.columnCentre = static_cast<double>(header.extent.x - 1) / 2;
  frame.rowCentre = static_cast<double>(header.extent.y - 1) / 2;
  frame.columnPixels = spacing[0] * perMillimetre;
  frame.rowPixels = spacing[1] * perMillimetre;
  frame.screen = QPointF(side / 2.0, side / 2.0);
  return viewers::drawSlice(viewers::imageSlice(slice, viewers::Plane::Axial, 0), frame, {side, side},
                            viewers::WindowTable(slice, window), Theme::color(Token::ImageGround).rgb());
}

}  // namespace selvox::ui
