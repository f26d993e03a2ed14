#include "plugins/dicom/pixels.h"

#include "core/base/file.h"
#include "plugins/dicom/dcmtk_library.h"
#include "plugins/dicom/encapsulated.h"
#include "plugins/dicom/pixel_values.h"
#include "plugins/dicom/tags.h"
//
#include "dcmtk/dcmdata/dctk.h"
#include "dcmtk/dcmimgle/dcmimage.h"

namespace selvox::plugins::dicom {
namespace {

using base::ErrorCode;

bool isJpeg2000(E_TransferSyntax syntax) {
  return syntax == EXS_JPEG2000LosslessOnly || syntax == EXS_JPEG2000;
}

// Hostile or wrong headers are stopped here, before memory is asked for.
base::Status checkSize(const PixelFormat& format, std::uint64_t fileBytes) {
  const std::uint64_t decoded = format.decodedBytes();
  if (decoded == 0) return base::fail(ErrorCode::Corrupt, "the file states an image without pixels");
  const bool bomb = decoded > (64ull << 20) && decoded / 2000 > fileBytes;
  if (decoded > kMostPixelBytes || bomb)
    return base::fail(ErrorCode::Corrupt, "the file states " + std::to_string(decoded) + " bytes of pixels but holds " +
                                              std::to_string(fileBytes) + " bytes: its header is damaged");
  return {};
}

base::Status decompress(DcmDataset& dataset) {
  const DcmXfer syntax(dataset.getOriginalXfer());
  if (!syntax.isEncapsulated()) return {};
  const OFCondition status = dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr);
  if (status.good() && dataset.canWriteXfer(EXS_LittleEndianExplicit)) return {};
  return base::fail(ErrorCode::Corrupt,
                    std::string("its pixels (") + syntax.getXferName() +
                        ") could not be decompressed: the stream is damaged or of a kind the decoder does not know",
                    status.text());
}

// The raw bytes of the pixel element, 16-bit words in this machine's order.
base::Result<std::span<const std::byte>> rawBytes(DcmDataset& dataset) {
  DcmElement* element = nullptr;
  for (const DcmTagKey& tag : {DCM_PixelData, DCM_FloatPixelData, DCM_DoubleFloatPixelData})
    if (element == nullptr) dataset.findAndGetElement(tag, element);
  if (element == nullptr) return base::fail(ErrorCode::Corrupt, "the file holds no pixel data");
  const std::size_t bytes = element->getLength();
  const void* data = nullptr;
  OFCondition status;
  Uint8* octets = nullptr;
  Uint16* words = nullptr;
  Float32* floats = nullptr;
  Float64* doubles = nullptr;
  switch (element->getVR()) {
    case EVR_OW:
      status = element->getUint16Array(words), data = words;
      break;
    case EVR_OF:
      status = element->getFloat32Array(floats), data = floats;
      break;
    case EVR_OD:
      status = element->getFloat64Array(doubles), data = doubles;
      break;
    default:
      status = element->getUint8Array(octets), data = octets;
      if (status.bad()) status = element->getUint16Array(words), data = words;
  }
  if (status.bad() || (data == nullptr && bytes > 0))
    return base::fail(ErrorCode::Corrupt, "its pixel data is cut short or damaged", status.text());
  return std::span(static_cast<const std::byte*>(data), bytes);
}

base::Status checkLength(const PixelFormat& format, std::size_t bytes) {
  const std::uint64_t needed = format.storedBytes();
  if (bytes >= needed) return {};
  return base::fail(ErrorCode::Corrupt, "its pixel data is cut short: " + std::to_string(bytes) + " of " +
                                            std::to_string(needed) + " bytes are there; copy the file again");
}

// Colour other than RGB: DCMTK's own conversion, 8 bits a sample.
base::Result<Pixels> renderColour(DcmDataset& dataset, const PixelFormat& format) {
  DicomImage image(&dataset, dataset.getCurrentXfer(), CIF_UsePartialAccessToPixelData, 0,
                   static_cast<unsigned long>(format.frames));
  if (image.getStatus() != EIS_Normal || image.isMonochrome())
    return base::fail(ErrorCode::Unsupported, "its colours (" + format.photometric + ") are not read",
                      DicomImage::getString(image.getStatus()));
  Pixels pixels = format.emptyPixels(3, volume::VoxelType::UInt8);
  const std::size_t bytes = pixels.frameBytes();
  if (image.getOutputDataSize(8) != bytes || static_cast<int>(image.getFrameCount()) != format.frames)
    return base::fail(ErrorCode::Corrupt, "its colour planes do not have the stated size");
  for (int frame = 0; frame < format.frames; ++frame)
    if (image.getOutputData(pixels.data.data() + bytes * static_cast<std::size_t>(frame), bytes, 8,
                            static_cast<unsigned long>(frame), 0) == 0)
      return base::fail(ErrorCode::Corrupt, "its colours could not be converted");
  pixels.note = "colours converted from " + format.photometric + " to RGB";
  return pixels;
}

base::Result<Pixels> readDecoded(DcmDataset& dataset, bool asStored) {
  PixelFormat format = readFormat(dataset);
  if (asStored && format.samples == 1) format.photometric = "MONOCHROME2";
  SELVOX_CHECK(format.check());
  SELVOX_TRY(const std::span<const std::byte> bytes, rawBytes(dataset));
  SELVOX_CHECK(checkLength(format, bytes.size()));
  if (format.needsRendering()) return renderColour(dataset, format);
  return toPixels(format, bytes, dataset.getOriginalXfer() == EXS_BigEndianExplicit);
}

base::Result<Pixels> decode(const std::filesystem::path& path, bool asStored) {
  DcmFileFormat file;
  SELVOX_CHECK(loadDicom(path, file));
  const std::string syntax = text(*file.getMetaInfo(), DCM_TransferSyntaxUID);
  if (!syntax.empty() && DcmXfer(syntax.c_str()).getXfer() == EXS_Unknown)
    return base::fail(ErrorCode::Unsupported, "its transfer syntax (" + syntax.substr(0, 64) +
                                                  ") is not one that DCMTK knows: convert it to an uncompressed one");
  DcmDataset& dataset = *file.getDataset();
  std::error_code ignored;
  SELVOX_CHECK(checkSize(readFormat(dataset), std::filesystem::file_size(path, ignored)));
  if (isJpeg2000(dataset.getOriginalXfer())) return readJpeg2000(dataset, readFormat(dataset));
  SELVOX_CHECK(decompress(dataset));
  return readDecoded(dataset, asStored);
}

base::Result<Pixels> decodeSafely(const std::filesystem::path& path, bool asStored) {
  try {
    return decode(path, asStored);
  } catch (const std::bad_alloc&) {
    return base::fail(ErrorCode::Corrupt, "its pixels do not fit into memory");
  } catch (const std::exception& error) {
    return base::fail(ErrorCode::Corrupt, "its pixels could not be read", error.what());
  }
}

}  // namespace

base::Result<Pixels> readPixels(const std::filesystem::path& path) {
  return decodeSafely(path, false);
}

base::Result<Pixels> readStoredPixels(const std::filesystem::path& path) {
  return decodeSafely(path, true);
}

}  // namespace selvox::plugins::dicom
