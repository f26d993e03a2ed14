#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "core/base/file.h"
#include "plugins/numpy/npz_file.h"
#include "plugins/numpy/numpy.h"
#include "plugins/numpy/voxels.h"

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using numpy::NpyHeader;
using Path = std::filesystem::path;

constexpr std::array kParts = {"train", "val", "test"};
constexpr std::int64_t kMostLabels = 100'000'000;

std::string numberedCase(const std::string& stem, const char* part, std::int64_t number) {
  const std::string digits = std::to_string(number);
  return stem + "_" + part + "_" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

// The classes of every sample of a part, as texts.
base::Result<std::vector<std::string>> readLabels(const numpy::NpzFile& file, const std::string& name,
                                                  std::int64_t samples) {
  SELVOX_TRY(auto array, file.array(name));
  const NpyHeader& header = array.header();
  const std::int64_t each = header.shape.size() == 2 ? header.shape[1] : 1;
  if (header.kind == 'f' || header.shape.empty() || header.shape.size() > 2 || header.shape[0] != samples || each < 1 ||
      header.count() > kMostLabels)
    return base::fail(ErrorCode::Corrupt, name + " are no labels of " + std::to_string(samples) +
                                              " images: whole numbers of shape (N,), (N, 1) or (N, L) are.");
  std::vector<std::byte> bytes(static_cast<std::size_t>(header.count()) * header.bytes);
  SELVOX_CHECK(array.read(bytes));
  numpy::toNative(bytes, header);
  const auto numbers = numpy::wholeNumbers(bytes, header);
  std::vector<std::string> labels;
  for (std::int64_t i = 0; i < samples; ++i) {
    const auto* row = numbers.data() + i * each;
    std::string text;
    if (each == 1) text = std::to_string(row[0]);
    for (std::int64_t k = 0; each > 1 && k < each; ++k)
      if (row[k] != 0) text += (text.empty() ? "" : "|") + std::to_string(k);
    labels.push_back(text.empty() ? "none" : text);
  }
  return labels;
}

struct Part {
  const char* name;
  NpyHeader header;
  volume::Volume sample;            // empty, of the right grid
  std::vector<std::string> labels;  // none where the file has none
};

// Everything that can be wrong with the file shows here, before the first series is handed on.
base::Result<std::vector<Part>> readParts(const numpy::NpzFile& file, const std::string& what) {
  const auto names = file.names();
  const auto has = [&](const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  std::vector<Part> parts;
  for (const char* part : kParts) {
    const std::string images = std::string(part) + "_images", labels = std::string(part) + "_labels";
    if (!has(images)) continue;
    SELVOX_CHECK(file.verify(images));
    SELVOX_TRY(const auto array, file.array(images));
    const auto& shape = array.header().shape;
    if (shape.empty()) return base::fail(ErrorCode::Corrupt, what + ": " + images + " has no axis.");
    SELVOX_TRY(auto sample, numpy::emptySample(array.header(), std::span(shape).subspan(1), what + ": " + images));
    Part one{part, array.header(), std::move(sample), {}};
    if (has(labels)) {
      SELVOX_CHECK(file.verify(labels));
      SELVOX_TRY(one.labels, readLabels(file, labels, shape[0]));
    }
    parts.push_back(std::move(one));
  }
  if (!parts.empty()) return parts;
  std::string there;
  for (const auto& name : names) there += (there.empty() ? "" : ", ") + name;
  return base::fail(ErrorCode::Unsupported, what + " has the arrays " + (there.empty() ? "none" : there) +
                                                "; images are read from train_images, val_images and test_images.");
}

ports::FoundSeries seriesOf(const Path& file, std::string name) {
  ports::FoundSeries series;
  series.caseName = std::move(name);
  series.patientKey = series.caseName;
  series.modality = "OT";
  series.format = "NumPy";
  series.files = {file};
  return series;
}

base::Status importParts(const Path& path, ports::ImportSink& sink) {
  const std::string stem = base::utf8(path.stem());
  SELVOX_TRY(const auto file, numpy::NpzFile::open(path));
  SELVOX_TRY(const auto parts, readParts(file, base::utf8(path.filename())));
  std::int64_t done = 0, all = 0;
  for (const Part& part : parts) all += part.header.shape[0];
  if (all == 0) return base::fail(ErrorCode::Unsupported, base::utf8(path.filename()) + " holds no images.");
  for (const Part& part : parts) {
    SELVOX_TRY(auto array, file.array(std::string(part.name) + "_images"));
    for (std::int64_t i = 0; i < part.header.shape[0]; ++i) {
      if (sink.cancelled()) return {};
      auto series = seriesOf(path, numberedCase(stem, part.name, i));
      sink.progress({"Reading arrays", done++, all, series.caseName});
      series.volume = part.sample;
      series.volume.data.resize(series.volume.bytes());
      SELVOX_CHECK(array.read(series.volume.data));
      numpy::toNative(series.volume.data, part.header);
      series.attributes["part"] = part.name;
      if (!part.labels.empty()) series.attributes["class"] = part.labels[static_cast<std::size_t>(i)];
      sink.found(std::move(series));
    }
  }
  return {};
}

base::Result<volume::Volume> readArray(const Path& path) {
  const std::string what = base::utf8(path.filename());
  SELVOX_TRY(const std::string bytes, base::readFile(path, std::uint64_t{4} << 30));
  const auto content = std::as_bytes(std::span(bytes));
  SELVOX_TRY(const auto header, numpy::parseNpyHeader(content, what));
  SELVOX_TRY(auto volume, numpy::emptySample(header, header.shape, what));
  const auto numbers = content.subspan(header.length);
  if (numbers.size() != volume.bytes())
    return base::fail(ErrorCode::Corrupt, what + " holds " + std::to_string(numbers.size()) +
                                              " bytes of numbers where its shape asks for " +
                                              std::to_string(volume.bytes()) + ".");
  volume.data.assign(numbers.begin(), numbers.end());
  numpy::toNative(volume.data, header);
  return volume;
}

class NumpyImporter final : public ports::Importer {
 public:
  [[nodiscard]] std::string id() const override { return "numpy"; }
  [[nodiscard]] int probeFolder(const Path&) const override { return 0; }

  [[nodiscard]] int probeFile(const Path& file, std::span<const std::byte> head) const override {
    if (numpy::looksLikeNpy(head)) return 95;
    const auto ending = file.extension();
    const bool zip = head.size() >= 2 && head[0] == std::byte{'P'} && head[1] == std::byte{'K'};
    if (ending == ".npz") return zip ? 95 : 60;
    return ending == ".npy" ? 60 : 0;
  }

  base::Status scan(const Path&, const std::vector<Path>& files, ports::ImportSink& sink) override {
    for (const Path& file : files) {
      if (sink.cancelled()) return {};
      if (sink.known(file)) {
        sink.skip(file, {});
        continue;
      }
      const auto done = file.extension() == ".npz" ? importParts(file, sink) : importArray(file, sink);
      if (!done) sink.quarantine(file, done.error().message);
    }
    return {};
  }

  // Of an .npz the first sample.
  base::Result<volume::Volume> read(const std::vector<Path>& files) override {
    if (files.empty()) return base::fail(ErrorCode::InvalidArgument, "No file to read.");
    if (files.front().extension() != ".npz") return readArray(files.front());
    SELVOX_TRY(const auto file, numpy::NpzFile::open(files.front()));
    SELVOX_TRY(auto parts, readParts(file, base::utf8(files.front().filename())));
    SELVOX_TRY(auto array, file.array(std::string(parts.front().name) + "_images"));
    volume::Volume volume = std::move(parts.front().sample);
    volume.data.resize(volume.bytes());
    SELVOX_CHECK(array.read(volume.data));
    numpy::toNative(volume.data, parts.front().header);
    return volume;
  }

 private:
  static base::Status importArray(const Path& file, ports::ImportSink& sink) {
    SELVOX_TRY(auto volume, readArray(file));
    auto series = seriesOf(file, base::utf8(file.stem()));
    series.volume = std::move(volume);
    sink.found(std::move(series));
    return {};
  }
};

}  // namespace

std::unique_ptr<ports::Importer> makeNumpyImporter() {
  return std::make_unique<NumpyImporter>();
}

}  // namespace selvox::plugins
