#include "plugins/images/jpeg_file.h"

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

namespace selvox::plugins {
namespace {

using base::ErrorCode;
using volume::Volume;

constexpr std::uint64_t kMostPixels = 1ull << 30;
constexpr int kMostScans = 200;  // a progressive file of thousands of tiny scans takes hours

struct Failure {
  jpeg_error_mgr manager;  // first: libjpeg knows the rest by this address
  std::jmp_buf back;
  char message[JMSG_LENGTH_MAX];
};

extern "C" {
void selvoxJpegFail(j_common_ptr info) {
  auto* failure = reinterpret_cast<Failure*>(info->err);
  info->err->format_message(info, failure->message);
  std::longjmp(failure->back, 1);
}
void selvoxJpegMessage(j_common_ptr info, int level) {
  if (level >= 0) return;
  auto* failure = reinterpret_cast<Failure*>(info->err);
  if (info->err->num_warnings++ == 0) info->err->format_message(info, failure->message);
}
void selvoxJpegSilent(j_common_ptr) {}
void selvoxJpegProgress(j_common_ptr info) {
  if (info->is_decompressor && reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans)
    selvoxJpegFail(info);
}
}

class Reader {
 public:
  Reader() {
    info_.err = jpeg_std_error(&failure_.manager);
    failure_.manager.error_exit = selvoxJpegFail;
    failure_.manager.emit_message = selvoxJpegMessage;
    failure_.manager.output_message = selvoxJpegSilent;
    failure_.message[0] = '\0';
    progress_.progress_monitor = selvoxJpegProgress;
  }
  ~Reader() { jpeg_destroy_decompress(&info_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] const jpeg_decompress_struct& info() const { return info_; }
  [[nodiscard]] std::string message() const { return failure_.message; }
  [[nodiscard]] bool warned() const { return failure_.manager.num_warnings > 0; }

  // The two steps below are where libjpeg may jump back: nothing with a destructor lives in them.
  bool header(const unsigned char* bytes, unsigned long size) {
    if (setjmp(failure_.back)) return false;
    jpeg_create_decompress(&info_);
    info_.progress = &progress_;
    jpeg_mem_src(&info_, const_cast<unsigned char*>(bytes), size);
    if (jpeg_read_header(&info_, TRUE) != JPEG_HEADER_OK) return false;
    if (info_.jpeg_color_space != JCS_GRAYSCALE) info_.out_color_space = JCS_RGB;
    jpeg_calc_output_dimensions(&info_);
    return true;
  }
  bool pixels(unsigned char* out, std::size_t stride) {
    if (setjmp(failure_.back)) return false;
    jpeg_start_decompress(&info_);
    while (info_.output_scanline < info_.output_height) {
      JSAMPROW row = out + info_.output_scanline * stride;
      jpeg_read_scanlines(&info_, &row, 1);
    }
    jpeg_finish_decompress(&info_);
    return true;
  }

 private:
  jpeg_decompress_struct info_{};
  jpeg_progress_mgr progress_{};
  Failure failure_{};
};

base::Error damaged(const Reader& reader) {
  return {ErrorCode::Corrupt, "the JPEG file is damaged or cut short; copy it again from its source", reader.message()};
}

}  // namespace

base::Result<Volume> readJpeg(const std::string& bytes) {
  Reader reader;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (!reader.header(data, static_cast<unsigned long>(bytes.size())))
    return tl::unexpected<base::Error>(damaged(reader));
  const auto& info = reader.info();
  const int channels = info.out_color_components;
  if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK || (channels != 1 && channels != 3))
    return base::fail(ErrorCode::Unsupported, "its colours are for print (CMYK); save it as grey or RGB");
  if (std::uint64_t{info.output_width} * info.output_height > kMostPixels)
    return base::fail(ErrorCode::Corrupt, "it states more than 2^30 pixels: its header is damaged");
  Volume v;
  v.extent = {static_cast<std::int64_t>(info.output_width), static_cast<std::int64_t>(info.output_height), 1};
  v.channels = channels;
  v.type = volume::VoxelType::UInt8;
  // Eight by eight pixels take some bits: a small file that states a large image lies.
  if (v.bytes() / 1000 > bytes.size())
    return base::fail(ErrorCode::Corrupt, "the file is too short for the image that its header states");
  v.data.resize(v.bytes());
  const std::size_t stride = static_cast<std::size_t>(info.output_width) * static_cast<std::size_t>(channels);
  if (!reader.pixels(reinterpret_cast<unsigned char*>(v.data.data()), stride) || reader.warned())
    return tl::unexpected<base::Error>(damaged(reader));
  return v;
}

}  // namespace selvox::plugins
