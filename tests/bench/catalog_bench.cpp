// A catalog of real size: open, first screen, type-to-filter, facets, and the memory that took.
//   bench_catalog FOLDER [SERIES 1000000]     makes the workspace in FOLDER once; later calls measure the one there

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/rng.h"
#include "core/base/text.h"
#include "storage/catalog/sqlite_catalog.h"

namespace {

using namespace selvox;
using storage::catalog::SqliteCatalog;

constexpr std::int64_t kScreen = 200;  // rows

struct Spent {                     // milliseconds
  double wall = 0, processor = 0;  // the second: what it costs where other programs have the machine
};

Spent spent(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t began = std::clock();
  work();
  return {std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
          1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC};
}

void print(const char* what, const Spent& spent) {
  std::printf("%-46s %8.1f ms (processor %.1f ms)\n", what, spent.wall, spent.processor);
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

std::string hexText(std::uint32_t value) {
  std::string text;
  for (int i = 0; i < 8; ++i, value >>= 4) text += "0123456789ABCDEF"[value & 15];
  return text;
}

struct Source {
  const char *dataset, *stem, *modality, *format, *bodyPart;
  std::vector<std::string> labels;
  double slice;
};

const std::vector<Source>& sources() {
  static const std::vector<Source> all{
      {"lung-screening", "LIDC-IDRI-", "CT", "DICOM", "CHEST", {"nodule"}, 1.25},
      {"hippocampus", "hippocampus_", "MR", "nifti", "BRAIN", {"anterior", "posterior"}, 1},
      {"chest-xray", "patient", "DX", "image", "CHEST", {}, 1},
      {"abdomen", "amos_", "CT", "nifti", "ABDOMEN", {"liver", "spleen", "left kidney", "right kidney"}, 5},
      {"zurich-cardiac", "zh-heart-", "MR", "DICOM", "HEART", {}, 8},
      {"prostate", "ProstateX-", "MR", "DICOM", "PELVIS", {"peripheral zone"}, 3}};
  return all;
}

ports::SeriesRow synthetic(const Source& source, std::int64_t number, base::Rng& rng) {
  static const char* const kScanners[] = {"Skyra", "Aera", "Ingenia", "LightSpeed VCT", "Sensation 64", "Aquilion ONE"};
  static const char* const kSites[] = {"graz", "lyon", "oslo", "kyoto", "utah", "zurich", "leiden", "porto", "turin"};
  ports::SeriesRow row;
  const std::string digits = std::to_string(1000000 + number);
  row.caseName = source.stem + digits.substr(1) + (rng.next() % 4 == 0 ? "_0" + std::to_string(rng.next() % 4) : "");
  row.patient = "P-" + hexText(static_cast<std::uint32_t>(number / 3) * 2654435761u);
  row.study = "S-" + hexText(rng.next());
  row.modality = source.modality;
  row.format = source.format;
  row.extent = {256 + rng.next() % 257, 256 + rng.next() % 257,
                source.bodyPart == std::string("DX") ? 1 : 40 + rng.next() % 300};
  row.storedType = "int16";
  row.worldFromVoxel = volume::Affine::scaling({0.5 + 0.001 * (rng.next() % 400), 0.7, source.slice});
  row.statistics = {-1024, 3071, 12.5 + rng.next() % 100, 301.25, -1000, 1800, -1024, 2100};
  row.voxelsHash = hexText(rng.next()) + hexText(rng.next()) + hexText(rng.next()) + hexText(rng.next());
  row.attributes = {
      {"model", kScanners[rng.next() % 6]}, {"site", kSites[(number / 3) % 9]}, {"body_part", source.bodyPart}};
  row.files = {"/archive/" + row.caseName + "/" + hexText(rng.next())};
  if (!source.labels.empty() && rng.next() % 5 == 0) {
    ports::LabelRow label;
    label.voxelsHash = hexText(rng.next()) + hexText(rng.next());
    for (std::size_t i = 0; i < source.labels.size(); ++i) label.names[static_cast<int>(i) + 1] = source.labels[i];
    row.labels.push_back(std::move(label));
  }
  return row;
}

bool fill(SqliteCatalog& catalog, std::int64_t series) {
  constexpr std::int64_t kBatch = 2000;
  base::Rng rng(1, base::Purpose::Test, 0);
  double slowest = 0, all = 0;
  for (std::int64_t first = 0; first < series; first += kBatch) {
    ports::ImportBatch batch;
    const Source& source = sources()[static_cast<std::size_t>(first / kBatch) % sources().size()];
    batch.dataset = source.dataset;
    for (std::int64_t i = first; i < std::min(series, first + kBatch); ++i) {
      batch.series.push_back(synthetic(source, i, rng));
      batch.files.push_back({batch.series.back().files[0], ports::FileState::Imported, "", hexText(rng.next()),
                             static_cast<std::int64_t>(batch.series.size())});
    }
    base::Status status;
    const double ms = spent([&] { status = catalog.commit(std::move(batch)); }).wall;
    slowest = std::max(slowest, ms), all += ms;
    if (!status) {
      std::fprintf(stderr, "%s\n", status.error().message.c_str());
      return false;
    }
    if ((first / kBatch) % 50 == 0)
      std::fprintf(stderr, "%lld rows, %.0f s\n", static_cast<long long>(first), all / 1000);
  }
  std::printf("filled: %.0f s, slowest batch of %lld series %.0f ms\n", all / 1000, static_cast<long long>(kBatch),
              slowest);
  return true;
}

// What people type, key by key: names of cases, patients, words of several columns.
std::vector<std::string> typed(SqliteCatalog& catalog, std::size_t queries) {
  std::vector<std::string> texts;
  base::Rng rng(2, base::Purpose::Test, 0);
  const auto all = catalog.seriesIds({}).value_or(std::vector<std::int64_t>{});
  if (all.empty()) return {};
  while (texts.size() < queries) {
    const auto rows = catalog.summaries({all[rng.next() % all.size()]});
    if (!rows || rows->empty()) return {};
    const auto& row = rows->front();
    const std::string words[] = {row.caseName, row.patient, row.modality + " " + row.caseName.substr(0, 6),
                                 "liver spleen"};
    const std::string& word = words[rng.next() % 4];
    for (std::size_t n = 1; n <= word.size() && texts.size() < queries; ++n) texts.push_back(word.substr(0, n));
  }
  return texts;
}

bool screen(SqliteCatalog& catalog, ports::SeriesQuery query) {
  query.limit = kScreen;
  const auto ids = catalog.seriesIds(query);
  return ids && catalog.summaries(*ids).has_value();
}

void measure(SqliteCatalog& catalog, std::size_t queries) {
  bool good = true;
  const auto once = [&](const char* what, const ports::SeriesQuery& query) {
    print(what, spent([&] { good = good && screen(catalog, query); }));
  };
  once("first screen, all series", {});
  once("first screen again", {});
  once("first screen, one dataset", {.dataset = "abdomen"});
  once("first screen, descending", {.descending = true});
  once("first screen, MR with labels", {.modality = "MR", .labelled = true});
  once("first screen, two sites, one scanner",
       {.facets = {{ports::Facet::Site, {"oslo", "graz"}}, {ports::Facet::Scanner, {"Skyra"}}}});
  once("first screen, a value of none", {.facets = {{ports::Facet::Rating, {"5"}}}});
  once("first screen by patient", {.orderBy = "patient"});
  once("first screen by spacing", {.orderBy = "spacing"});
  std::size_t all = 0;  // as the window does behind the first screen
  print("every id in order", spent([&] { all = catalog.seriesIds({}).value_or(std::vector<std::int64_t>{}).size(); }));
  std::vector<double> walls, processors;
  std::pair<double, std::string> worst;
  for (const auto& text : typed(catalog, queries)) {
    const Spent one = spent([&] { good = good && screen(catalog, {.text = text}); });
    walls.push_back(one.wall), processors.push_back(one.processor);
    worst = std::max(worst, {one.processor, text});
  }
  print("type-to-filter, median", {percentile(walls, 0.5), percentile(processors, 0.5)});
  print("type-to-filter, 95th percentile", {percentile(walls, 0.95), percentile(processors, 0.95)});
  std::printf("of %zu queries; worst '%s'\n", walls.size(), worst.second.c_str());
  const auto counted = [&](const char* what, const ports::SeriesQuery& query) {
    print(what, spent([&] { good = good && catalog.facetCounts(query).has_value(); }));
  };
  counted("facet counts, all", {});
  counted("facet counts, one dataset", {.dataset = "abdomen"});
  counted("facet counts, MR", {.modality = "MR"});
  counted("facet counts, a word of few", {.text = "LIDC-IDRI-0001"});
  counted("facet counts, a word of many", {.text = "liver"});
  std::printf("series %zu, all answered: %s, peak memory %.0f MiB\n", all, good ? "yes" : "NO",
              static_cast<double>(base::memoryPeak()) / (1024 * 1024));
}

}  // namespace

int main(int argc, char** argv) {
  const auto series = argc > 2 ? base::toInteger(argv[2]) : std::optional<long long>(1'000'000);
  if (argc < 2 || !series || *series < 1) {
    std::fprintf(stderr, "bench_catalog FOLDER [SERIES]\n");
    return 2;
  }
  const auto folder = base::pathFromUtf8(argv[1]);
  std::error_code failed;
  if (!std::filesystem::exists(folder / "ws" / "catalog.sqlite", failed)) {
    auto made = SqliteCatalog::create(folder / "ws", folder / "private");
    if (!made || !fill(**made, *series)) return 1;
    return 0;  // measured by another process, whose memory is its own
  }
  base::Result<std::unique_ptr<SqliteCatalog>> catalog;
  bool good = false;
  const Spent open = spent([&] {
    catalog = SqliteCatalog::open(folder / "ws", folder / "private");
    good = catalog && (*catalog)->datasets();
  });
  if (!good) return 1;
  print("open, with the list of datasets", open);
  measure(**catalog, 200);
  return 0;
}
