#include "plugins/dicom/encapsulated.h"

#include <algorithm>
#include <cmath>

#include "plugins/dicom/jpeg2000.h"
//
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dcpixel.h"
#include "dcmtk/dcmdata/dcpixseq.h"
#include "dcmtk/dcmdata/dcpxitem.h"
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::plugins::dicom {
namespace {

using base::ErrorCode;
using Stream = std::vector<std::uint8_t>;

base::Result<std::vector<Stream>> fragments(DcmDataset& dataset) {
  DcmElement* element = nullptr;
  dataset.findAndGetElement(DCM_PixelData, element);
  auto* pixels = dynamic_cast<DcmPixelData*>(element);
  DcmPixelSequence* sequence = nullptr;
  const DcmRepresentationParameter* parameter = nullptr;
  if (pixels == nullptr ||
      pixels->getEncapsulatedRepresentation(dataset.getOriginalXfer(), parameter, sequence).bad() ||
      sequence == nullptr)
    return base::fail(ErrorCode::Corrupt, "its compressed pixel data cannot be found");
  std::vector<Stream> parts;
  for (unsigned long i = 1; i < sequence->card(); ++i) {  // item 0 is the offset table
    DcmPixelItem* item = nullptr;
    Uint8* bytes = nullptr;
    if (sequence->getItem(item, i).bad() || item == nullptr || item->getUint8Array(bytes).bad())
      return base::fail(ErrorCode::Corrupt, "its compressed pixel data is cut short");
    parts.emplace_back(bytes, bytes == nullptr ? bytes : bytes + item->getLength());
  }
  return parts;
}

// A JPEG 2000 code stream begins with SOC (FF 4F), a JP2 file with its 12-byte signature box.
bool beginsStream(const Stream& part) {
  if (part.size() < 12) return false;
  return (part[0] == 0xff && part[1] == 0x4f) || (part[4] == 'j' && part[5] == 'P');
}

std::uint8_t clamp8(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0l, 255l));
}

// Full-range YCbCr of ITU-R BT.601 to RGB (DICOM PS3.3 C.7.6.3.1.2), in place.
void toRgb(Pixels& pixels) {
  auto* values = reinterpret_cast<std::uint8_t*>(pixels.data.data());
  for (std::size_t i = 0; i + 2 < pixels.data.size(); i += 3) {
    const double y = values[i], cb = values[i + 1] - 128.0, cr = values[i + 2] - 128.0;
    values[i] = clamp8(y + 1.402 * cr);
    values[i + 1] = clamp8(y - 0.344136 * cb - 0.714136 * cr);
    values[i + 2] = clamp8(y + 1.772 * cb);
  }
}

void copyFrame(const J2kImage& image, Pixels& pixels, std::size_t frame) {
  volume::withType(pixels.type, [&](auto zero) {
    using T = decltype(zero);
    T* out = reinterpret_cast<T*>(pixels.data.data() + pixels.frameBytes() * frame);
    for (std::size_t i = 0; i < image.samples.size(); ++i) out[i] = static_cast<T>(image.samples[i]);
  });
}

}  // namespace

base::Result<std::vector<Stream>> frameStreams(DcmDataset& dataset, int frames) {
  SELVOX_TRY(std::vector<Stream> parts, fragments(dataset));
  const auto wanted = static_cast<std::size_t>(frames);
  if (parts.size() == wanted) return parts;
  std::vector<Stream> streams;
  for (Stream& part : parts) {
    if (streams.empty() || (wanted > 1 && beginsStream(part)))
      streams.push_back(std::move(part));
    else
      streams.back().insert(streams.back().end(), part.begin(), part.end());
  }
  if (streams.size() == wanted) return streams;
  return base::fail(ErrorCode::Corrupt, "it states " + std::to_string(frames) + " frame(s) but holds " +
                                            std::to_string(streams.size()) + " compressed image(s)");
}

base::Result<Pixels> readJpeg2000(DcmDataset& dataset, PixelFormat format) {
  SELVOX_CHECK(format.check());
  SELVOX_TRY(const std::vector<Stream> streams, frameStreams(dataset, format.frames));
  Pixels pixels;
  std::string clash;
  for (std::size_t frame = 0; frame < streams.size(); ++frame) {
    SELVOX_TRY(const J2kImage image, decodeJpeg2000(streams[frame], format.columns, format.rows));
    if (image.precision > format.bitsAllocated)
      return base::fail(ErrorCode::Corrupt, "its JPEG 2000 stream has deeper values than the header states");
    if (frame == 0) {
      if (image.isSigned != format.isSigned)
        clash = std::string("header and JPEG 2000 stream disagree about signed values: the stream (") +
                (image.isSigned ? "signed" : "unsigned") + ") is believed";
      format.isSigned = image.isSigned;
      pixels = format.emptyPixels(image.components, format.type());
    }
    if (image.components != pixels.samples || image.isSigned != format.isSigned)
      return base::fail(ErrorCode::Corrupt, "its compressed frames differ in format");
    copyFrame(image, pixels, frame);
  }
  if (pixels.samples == 3 && format.photometric.starts_with("YBR_FULL") && format.bitsAllocated == 8) toRgb(pixels);
  if (pixels.samples == 1 && format.photometric == "PALETTE COLOR")
    return base::fail(ErrorCode::Unsupported, "palette colours compressed with JPEG 2000 are not read");
  if (pixels.samples == 1 && format.photometric == "MONOCHROME1") invert(pixels, format);
  if (!clash.empty()) pixels.note = clash;
  return pixels;
}

}  // namespace selvox::plugins::dicom
