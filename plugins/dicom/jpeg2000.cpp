#include "plugins/dicom/jpeg2000.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

namespace selvox::plugins::dicom {
namespace {

using base::ErrorCode;

struct Source {
  std::span<const std::uint8_t> bytes;
  std::size_t position = 0;
};

OPJ_SIZE_T readBytes(void* buffer, OPJ_SIZE_T count, void* user) {
  auto& source = *static_cast<Source*>(user);
  const std::size_t take = std::min<std::size_t>(count, source.bytes.size() - source.position);
  if (take == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(buffer, source.bytes.data() + source.position, take);
  source.position += take;
  return take;
}

OPJ_OFF_T skipBytes(OPJ_OFF_T count, void* user) {
  auto& source = *static_cast<Source*>(user);
  if (count < 0) return -1;
  const std::size_t left = source.bytes.size() - source.position;
  const std::size_t take = std::min(static_cast<std::size_t>(count), left);
  source.position += take;
  return take == 0 && count > 0 ? -1 : static_cast<OPJ_OFF_T>(take);
}

OPJ_BOOL seekBytes(OPJ_OFF_T position, void* user) {
  auto& source = *static_cast<Source*>(user);
  if (position < 0 || static_cast<std::size_t>(position) > source.bytes.size()) return OPJ_FALSE;
  source.position = static_cast<std::size_t>(position);
  return OPJ_TRUE;
}

void keepMessage(const char* message, void* user) {
  auto& text = *static_cast<std::string*>(user);
  if (text.size() < 200) text += message;
}
void dropMessage(const char*, void*) {}

// opj_codec_t and opj_stream_t are the same type to the compiler (void*), hence a deleter each.
struct CodecDeleter {
  void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct StreamDeleter {
  void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
struct ImageDeleter {
  void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};

base::Result<J2kImage> interleave(const opj_image_t& image, int width, int height) {
  J2kImage result;
  result.width = width;
  result.height = height;
  result.components = image.numcomps >= 3 ? 3 : 1;
  result.precision = static_cast<int>(image.comps[0].prec);
  result.isSigned = image.comps[0].sgnd != 0;
  const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  const auto count = static_cast<std::size_t>(result.components);
  result.samples.resize(pixels * count);
  for (std::size_t c = 0; c < count; ++c) {
    const opj_image_comp_t& component = image.comps[c];
    if (component.data == nullptr || static_cast<int>(component.w) != width ||
        static_cast<int>(component.h) != height || component.prec != image.comps[0].prec)
      return base::fail(ErrorCode::Unsupported, "its JPEG 2000 components differ in size or depth, which is not read");
    for (std::size_t i = 0; i < pixels; ++i) result.samples[i * count + c] = component.data[i];
  }
  return result;
}

}  // namespace

base::Result<J2kImage> decodeJpeg2000(std::span<const std::uint8_t> bytes, int width, int height) {
  static constexpr std::uint8_t kJp2Signature[] = {0, 0, 0, 12, 'j', 'P', ' ', ' '};
  const bool wrapped = bytes.size() > 12 && std::memcmp(bytes.data(), kJp2Signature, sizeof(kJp2Signature)) == 0;
  Source source{bytes};
  const std::unique_ptr<opj_stream_t, StreamDeleter> stream(opj_stream_create(1 << 16, OPJ_TRUE));
  const std::unique_ptr<opj_codec_t, CodecDeleter> codec(
      opj_create_decompress(wrapped ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K));
  if (!stream || !codec) return base::fail(ErrorCode::Internal, "OpenJPEG could not be started");
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), bytes.size());
  opj_stream_set_read_function(stream.get(), readBytes);
  opj_stream_set_skip_function(stream.get(), skipBytes);
  opj_stream_set_seek_function(stream.get(), seekBytes);
  std::string messages;
  opj_set_error_handler(codec.get(), keepMessage, &messages);
  opj_set_warning_handler(codec.get(), dropMessage, nullptr);
  opj_set_info_handler(codec.get(), dropMessage, nullptr);
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  opj_image_t* raw = nullptr;
  const bool header = opj_setup_decoder(codec.get(), &parameters) != OPJ_FALSE &&
                      opj_read_header(stream.get(), codec.get(), &raw) != OPJ_FALSE;
  const std::unique_ptr<opj_image_t, ImageDeleter> image(raw);
  if (!header || !image || image->numcomps == 0)
    return base::fail(ErrorCode::Corrupt, "its JPEG 2000 stream has no readable header", messages);
  if (static_cast<long long>(image->x1) - image->x0 != width || static_cast<long long>(image->y1) - image->y0 != height)
    return base::fail(ErrorCode::Corrupt, "its JPEG 2000 stream holds " + std::to_string(image->x1 - image->x0) +
                                              " x " + std::to_string(image->y1 - image->y0) +
                                              " pixels, the header states " + std::to_string(width) + " x " +
                                              std::to_string(height));
  if (opj_decode(codec.get(), stream.get(), image.get()) == OPJ_FALSE)
    return base::fail(ErrorCode::Corrupt, "its JPEG 2000 stream is cut short or damaged", messages);
  return interleave(*image, width, height);
}

}  // namespace selvox::plugins::dicom
