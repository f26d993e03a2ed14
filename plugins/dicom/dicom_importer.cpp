#include "plugins/dicom/dicom_importer.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "core/base/file.h"
#include "plugins/dicom/assemble.h"
#include "plugins/dicom/copies.h"
#include "plugins/dicom/dcmtk_library.h"
#include "plugins/dicom/label_objects.h"
#include "plugins/dicom/stack.h"

namespace selvox::plugins {
namespace {

using dicom::Header;
using dicom::Stack;
using Path = std::filesystem::path;

bool hasDicomName(const Path& file) {
  std::string extension = base::utf8(file.extension());
  for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return extension == ".dcm" || extension == ".dicom" || extension == ".ima";
}

// Headers of one SeriesInstanceUID, with where they stand among the files.
using SeriesMap = std::map<std::pair<std::string, std::string>, std::vector<Header>>;

class Scan {
 public:
  explicit Scan(ports::ImportSink& sink) : sink_(sink) {}

  void readHeaders(const std::vector<Path>& files) {
    std::int64_t done = 0;
    for (const Path& file : files) {
      if (sink_.cancelled()) return;
      sink_.progress({"Reading DICOM headers", done++, static_cast<std::int64_t>(files.size()), {}});
      auto header = dicom::readHeader(file, 0);
      if (header) {
        auto key = std::make_pair(header->study, header->series);
        series_[key].push_back(std::move(*header));
      } else if (header.error().label) {
        labels_.add(std::move(*header.error().label));
      } else if (header.error().state == ports::FileState::Skipped) {
        sink_.skip(file, header.error().reason);
      } else {
        sink_.quarantine(file, header.error().reason);
      }
    }
  }

  void deliver() {
    std::int64_t done = 0;
    for (auto& [key, headers] : series_) {
      if (sink_.cancelled()) return;
      sink_.progress(
          {"Reading DICOM series", done++, static_cast<std::int64_t>(series_.size()), headers.front().modality});
      deliverSeries(headers);
      headers.clear();
    }
    labels_.settleRest(sink_);
  }

 private:
  // A series that is known in part cannot be completed: its volume would change under the catalog.
  bool knownInPart(const std::vector<Header>& headers) {
    const auto known = [&](const Header& h) { return sink_.known(h.path); };
    const auto count = std::count_if(headers.begin(), headers.end(), known);
    if (count == 0) return false;
    for (const Header& header : headers) {
      if (known(header))
        sink_.skip(header.path, {});
      else
        sink_.quarantine(header.path,
                         "belongs to a series that was imported before without this file: remove that "
                         "series and import the folder again");
    }
    return true;
  }

  void deliverSeries(std::vector<Header>& headers) {
    dicom::dropCopies(headers, sink_);
    if (headers.empty()) return;
    if (knownInPart(headers)) return labels_.settleKnown(headers, sink_);
    std::sort(headers.begin(), headers.end(), [](const Header& a, const Header& b) { return a.path < b.path; });
    std::vector<const Header*> pointers;
    for (std::size_t i = 0; i < headers.size(); ++i) {
      for (dicom::Frame& frame : headers[i].slices) frame.file = static_cast<int>(i);
      pointers.push_back(&headers[i]);
    }
    dicom::deliverStacks(pointers, dicom::buildStacks(pointers), labels_, sink_);
  }

  ports::ImportSink& sink_;
  SeriesMap series_;
  dicom::LabelDesk labels_;
};

// Keeps the first series of a scan, or the first reason why there is none.
class FirstSeries final : public ports::ImportSink {
 public:
  void found(ports::FoundSeries series) override {
    if (!series_) series_ = std::move(series);
  }
  void quarantine(const Path&, std::string reason) override {
    if (reason_.empty()) reason_ = std::move(reason);
  }
  void skip(const Path& file, std::string reason) override { quarantine(file, std::move(reason)); }
  bool known(const Path&) override { return false; }
  void progress(const base::Progress&) override {}
  bool cancelled() override { return false; }

  base::Result<volume::Volume> volume() {
    if (series_) return std::move(series_->volume);
    return base::fail(base::ErrorCode::Corrupt, reason_.empty() ? "no DICOM image among the files" : reason_);
  }

 private:
  std::optional<ports::FoundSeries> series_;
  std::string reason_;
};

class DicomImporter final : public ports::Importer {
 public:
  [[nodiscard]] std::string id() const override { return "dicom"; }
  [[nodiscard]] int probeFolder(const Path&) const override { return 0; }

  [[nodiscard]] int probeFile(const Path& file, std::span<const std::byte> head) const override {
    switch (dicom::startOf(reinterpret_cast<const unsigned char*>(head.data()), head.size())) {
      case dicom::Start::Dicm:
        return 100;
      case dicom::Start::BareDataset:
        return 60;
      case dicom::Start::Nothing:
        break;
    }
    return hasDicomName(file) ? 50 : 0;
  }

  base::Status scan(const Path&, const std::vector<Path>& files, ports::ImportSink& sink) override {
    SELVOX_CHECK(dicom::prepareDcmtk());
    Scan scan(sink);
    scan.readHeaders(files);
    scan.deliver();
    return {};
  }

  base::Result<volume::Volume> read(const std::vector<Path>& files) override {
    FirstSeries first;
    SELVOX_CHECK(scan({}, files, first));
    return first.volume();
  }
};

}  // namespace

std::unique_ptr<ports::Importer> makeDicomImporter() {
  return std::make_unique<DicomImporter>();
}

}  // namespace selvox::plugins
