#include "plugins/images/png_file.h"

#include <png.h>

#include <bit>
#include <csetjmp>
#include <cstring>
#include <vector>

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Volume;
using volume::VoxelType;

constexpr png_uint_32 kMostSide = 1u << 20;
constexpr std::uint64_t kMostPixels = 1ull << 30;

struct Source {
  const std::string* bytes;
  std::size_t at = 0;
  char message[160] = {};
};

extern "C" {
void selvoxPngRead(png_structp png, png_bytep out, png_size_t count) {
  auto* source = static_cast<Source*>(png_get_io_ptr(png));
  if (count > source->bytes->size() - source->at) png_error(png, "it ends before its last chunk");
  std::memcpy(out, source->bytes->data() + source->at, count);
  source->at += count;
}
void selvoxPngError(png_structp png, png_const_charp text) {
  auto* source = static_cast<Source*>(png_get_error_ptr(png));
  std::strncpy(source->message, text, sizeof source->message - 1);
  png_longjmp(png, 1);
}
void selvoxPngWarning(png_structp, png_const_charp) {}
}

class Reader {
 public:
  explicit Reader(const std::string& bytes) : source_{&bytes} {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, selvoxPngError, selvoxPngWarning);
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
  }
  ~Reader() { png_destroy_read_struct(&png_, &info_, nullptr); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] bool ready() const { return png_ != nullptr && info_ != nullptr; }
  [[nodiscard]] std::string message() const { return source_.message; }
  [[nodiscard]] png_structp png() const { return png_; }
  [[nodiscard]] png_infop info() const { return info_; }

  // The three steps below are where libpng may jump back: nothing with a destructor lives in them.
  bool header() {
    if (setjmp(png_jmpbuf(png_))) return false;
    png_set_read_fn(png_, &source_, selvoxPngRead);
    png_set_user_limits(png_, kMostSide, kMostSide);
    png_read_info(png_, info_);
    png_set_palette_to_rgb(png_);
    png_set_expand_gray_1_2_4_to_8(png_);
    png_set_strip_alpha(png_);
    if (std::endian::native == std::endian::little) png_set_swap(png_);
    png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    return true;
  }
  bool pixels(png_bytepp rows) {
    if (setjmp(png_jmpbuf(png_))) return false;
    png_read_image(png_, rows);
    png_read_end(png_, info_);
    return true;
  }

 private:
  Source source_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

base::Error damaged(const Reader& reader) {
  return base::Error{ErrorCode::Corrupt, "the PNG file is damaged or cut short; copy it again from its source",
                     reader.message()};
}

}  // namespace

base::Result<Volume> readPng(const std::string& bytes) {
  Reader reader(bytes);
  if (!reader.ready()) return base::fail(ErrorCode::Internal, "libpng could not be started");
  if (!reader.header()) return tl::unexpected<base::Error>(damaged(reader));
  const png_uint_32 width = png_get_image_width(reader.png(), reader.info()),
                    height = png_get_image_height(reader.png(), reader.info());
  const int channels = png_get_channels(reader.png(), reader.info());
  const int depth = png_get_bit_depth(reader.png(), reader.info());
  if (std::uint64_t{width} * height > kMostPixels)
    return base::fail(ErrorCode::Corrupt, "it states more than 2^30 pixels: its header is damaged");
  if ((channels != 1 && channels != 3) || (depth != 8 && depth != 16))
    return base::fail(ErrorCode::Unsupported, "its pixel type is not read");
  Volume v;
  v.extent = {static_cast<std::int64_t>(width), static_cast<std::int64_t>(height), 1};
  v.channels = channels;
  v.type = depth == 16 ? VoxelType::UInt16 : VoxelType::UInt8;
  // A row of this many bytes compresses to a thousandth at best; a small file that states a large image lies.
  if (v.bytes() / 1100 > bytes.size())
    return base::fail(ErrorCode::Corrupt, "the file is too short for the image that its header states");
  v.data.resize(v.bytes());
  const std::size_t stride = v.data.size() / height;
  if (stride != png_get_rowbytes(reader.png(), reader.info()))
    return base::fail(ErrorCode::Corrupt, "its pixels do not have the stated size");
  std::vector<png_bytep> rows(height);
  for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = reinterpret_cast<png_bytep>(v.data.data()) + y * stride;
  if (!reader.pixels(rows.data())) return tl::unexpected<base::Error>(damaged(reader));
  const double x = png_get_x_pixels_per_meter(reader.png(), reader.info()),
               y = png_get_y_pixels_per_meter(reader.png(), reader.info());
  if (x > 0 && y > 0) v.worldFromVoxel = volume::Affine::scaling({1000 / x, 1000 / y, 1});
  return v;
}

}  // namespace selvox::plugins
