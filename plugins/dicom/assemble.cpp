#include "plugins/dicom/assemble.h"

#include <algorithm>
#include <cstring>
#include <set>

#include "plugins/dicom/pixels.h"

namespace selvox::plugins::dicom {
namespace {

using base::ErrorCode;
using volume::Volume;

// Keeps the last decoded file: the frames of a multi-frame file are asked for one after another.
class Decoder {
 public:
  explicit Decoder(const std::vector<const Header*>& headers) : headers_(headers) {}

  base::Result<const Pixels*> pixels(int file) {
    if (file != file_) {
      pixels_ = {};
      file_ = -1;
      auto read = readPixels(headers_[static_cast<std::size_t>(file)]->path);
      if (!read) return tl::unexpected<base::Error>(read.error());
      pixels_ = std::move(*read);
      file_ = file;
    }
    return &pixels_;
  }

 private:
  const std::vector<const Header*>& headers_;
  int file_ = -1;
  Pixels pixels_;
};

struct SliceError {
  int file;
  std::string reason;
};

// Real values of one slice as float: for series whose slices have different slopes (PET).
void appendScaled(const std::byte* slice, const Pixels& pixels, const Frame& frame, std::vector<std::byte>& out) {
  volume::withType(pixels.type, [&](auto zero) {
    using T = decltype(zero);
    const T* values = reinterpret_cast<const T*>(slice);
    const std::size_t count = pixels.frameBytes() / sizeof(T);
    std::vector<float> real(count);
    for (std::size_t i = 0; i < count; ++i)
      real[i] = static_cast<float>(static_cast<double>(values[i]) * frame.slope + frame.intercept);
    const auto* bytes = reinterpret_cast<const std::byte*>(real.data());
    out.insert(out.end(), bytes, bytes + real.size() * sizeof(float));
  });
}

bool oneScale(const Stack& stack) {
  const Frame& first = *stack.slices.front();
  return std::all_of(stack.slices.begin(), stack.slices.end(),
                     [&](const Frame* f) { return f->slope == first.slope && f->intercept == first.intercept; });
}

void start(Volume& volume, const Stack& stack, const Pixels& pixels, bool same) {
  volume.extent = {pixels.columns, pixels.rows, static_cast<std::int64_t>(stack.slices.size())};
  volume.channels = pixels.samples;
  volume.type = same ? pixels.type : volume::VoxelType::Float32;
  volume.worldFromVoxel = stack.worldFromVoxel;
  volume.scale = same ? stack.slices.front()->slope : 1;
  volume.offset = same ? stack.slices.front()->intercept : 0;
  volume.data.reserve(volume.bytes());
}

tl::expected<Volume, SliceError> assemble(const Stack& stack, Decoder& decoder, std::string& note) {
  Volume volume;
  const bool same = oneScale(stack);
  volume::VoxelType type{};
  for (const Frame* frame : stack.slices) {
    const auto read = decoder.pixels(frame->file);
    if (!read) return tl::unexpected<SliceError>({frame->file, read.error().message});
    const Pixels& pixels = **read;
    if (volume.data.empty()) {
      start(volume, stack, pixels, same);
      type = pixels.type;
      note = pixels.note;
    }
    if (pixels.columns != volume.extent.x || pixels.rows != volume.extent.y || pixels.samples != volume.channels ||
        pixels.type != type || frame->frame >= pixels.frames)
      return tl::unexpected<SliceError>(
          {frame->file, "its decoded pixels differ in format from the rest of the series"});
    const std::byte* slice = pixels.data.data() + pixels.frameBytes() * static_cast<std::size_t>(frame->frame);
    if (same)
      volume.data.insert(volume.data.end(), slice, slice + pixels.frameBytes());
    else
      appendScaled(slice, pixels, *frame, volume.data);
  }
  return volume;
}

// Files of a stack in slice order, each once.
std::vector<int> filesOf(const Stack& stack) {
  std::vector<int> files;
  std::set<int> seen;
  for (const Frame* frame : stack.slices)
    if (seen.insert(frame->file).second) files.push_back(frame->file);
  return files;
}

void join(std::string& note, const std::string& more) {
  if (!more.empty()) note += (note.empty() ? "" : "; ") + more;
}

ports::FoundSeries describe(const Stack& stack, const std::vector<const Header*>& headers) {
  const Header& first = *headers[static_cast<std::size_t>(stack.slices.front()->file)];
  ports::FoundSeries series;
  series.patientKey = first.patient;
  series.studyKey = first.study;
  series.modality = first.modality;
  series.format = "DICOM";
  series.attributes = first.attributes;
  for (const auto& [name, value] : stack.parts)
    if (!value.empty()) series.attributes[name] = value;
  if (!stack.slices.front()->parts[0].empty()) series.attributes["b_value"] = stack.slices.front()->parts[0];
  series.attributes["transfer_syntax"] = first.syntax;
  for (const int file : filesOf(stack)) series.files.push_back(headers[static_cast<std::size_t>(file)]->path);
  return series;
}

}  // namespace

void deliverStacks(const std::vector<const Header*>& headers, std::vector<Stack> stacks, LabelDesk& labels,
                   ports::ImportSink& sink) {
  Decoder decoder(headers);
  std::set<int> delivered;  // a file with several volumes is imported if one of them is
  std::map<int, std::string> refused;
  for (const Stack& stack : stacks) {
    if (sink.cancelled()) return;
    std::string problem = stack.problem, note = stack.note, pixelNote;
    int culprit = -1;
    if (problem.empty()) {
      auto volume = assemble(stack, decoder, pixelNote);
      if (volume) {
        ports::FoundSeries series = describe(stack, headers);
        series.volume = std::move(*volume);
        join(note, pixelNote);
        if (!note.empty()) series.attributes["note"] = note;
        std::set<std::string> instances;
        for (const int file : filesOf(stack)) {
          delivered.insert(file);
          instances.insert(headers[static_cast<std::size_t>(file)]->instance);
        }
        labels.attach(instances, headers.front()->series, series);
        sink.found(std::move(series));
        continue;
      }
      problem = volume.error().reason;
      culprit = volume.error().file;
    }
    const bool alone = filesOf(stack).size() == 1;
    for (const int file : filesOf(stack))
      refused[file] =
          file == culprit || culprit < 0 || alone ? problem : "a slice of its series is unreadable: " + problem;
  }
  for (const auto& [file, reason] : refused)
    if (!delivered.contains(file)) sink.quarantine(headers[static_cast<std::size_t>(file)]->path, reason);
}

}  // namespace selvox::plugins::dicom
