#include "plugins/api/raw_bytes.h"

#include <zlib.h>

#include <array>
#include <fstream>
#include <vector>

namespace selvox::plugins {
namespace {

using base::ErrorCode;
constexpr std::size_t kPiece = 1 << 18;

class Inflater {
 public:
  // `bits`: 15 + 16 for gzip with its CRC and length checked, 15 + 32 for gzip or zlib.
  explicit Inflater(int bits = 15 + 16) { ready_ = inflateInit2(&stream_, bits) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Feeds one packed piece. False from `use` sets stopped().
  base::Status feed(std::span<const std::byte> packed, const std::function<bool(std::span<const std::byte>)>& use) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    while (stream_.avail_in > 0 && !stopped_) {
      if (ended_) {  // another member may follow; anything else after the end is padding
        if (*stream_.next_in != 0x1f) return {};
        inflateReset(&stream_);
        ended_ = false;
      }
      stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
      stream_.avail_out = static_cast<uInt>(out_.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
        return base::fail(ErrorCode::Corrupt,
                          "its gzip stream is damaged (wrong checksum or contents): copy the file again",
                          stream_.msg == nullptr ? "" : stream_.msg);
      const std::size_t made = out_.size() - stream_.avail_out;
      total_ += made;
      if (made > 0 && !use(std::span(out_.data(), made))) stopped_ = true;
      ended_ = code == Z_STREAM_END;
      if (code == Z_BUF_ERROR && made == 0) break;
    }
    return {};
  }
  [[nodiscard]] bool ready() const { return ready_; }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  z_stream stream_{};
  std::vector<std::byte> out_ = std::vector<std::byte>(kPiece);
  bool ready_ = false, ended_ = false, stopped_ = false;
  std::uint64_t total_ = 0;
};

base::Result<std::uint64_t> passOn(std::ifstream& stream, std::vector<std::byte>& piece, std::size_t first,
                                   const std::function<bool(std::span<const std::byte>)>& use) {
  std::uint64_t total = 0;
  for (std::size_t size = first; size > 0;) {
    total += size;
    if (!use(std::span(piece.data(), size))) break;
    stream.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    size = static_cast<std::size_t>(stream.gcount());
  }
  if (stream.bad()) return base::fail(ErrorCode::Io, "the file could not be read to its end");
  return total;
}

}  // namespace

bool isGzip(std::span<const std::byte> head) {
  return head.size() >= 2 && head[0] == std::byte{0x1f} && head[1] == std::byte{0x8b};
}

base::Result<std::uint64_t> readUnpacked(const std::filesystem::path& file,
                                         const std::function<bool(std::span<const std::byte>)>& use) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return base::fail(ErrorCode::Io, "the file cannot be opened: check its permissions");
  std::vector<std::byte> piece(kPiece);
  stream.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
  auto size = static_cast<std::size_t>(stream.gcount());
  if (size == 0) return base::fail(ErrorCode::Corrupt, "the file is empty (0 bytes): copy it again from its source");
  if (!isGzip(std::span(piece.data(), size))) return passOn(stream, piece, size, use);
  Inflater inflater;
  if (!inflater.ready()) return base::fail(ErrorCode::Internal, "zlib could not be started");
  while (size > 0 && !inflater.stopped()) {
    SELVOX_CHECK(inflater.feed(std::span(piece.data(), size), use));
    stream.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    size = static_cast<std::size_t>(stream.gcount());
  }
  if (!inflater.stopped() && !inflater.ended())
    return base::fail(ErrorCode::Corrupt, "its gzip stream is cut short: the file was not copied whole; copy it again");
  return inflater.total();
}

base::Result<std::uint64_t> unpackedBytes(const std::filesystem::path& file, std::uint64_t offset) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || !stream.seekg(static_cast<std::streamoff>(offset)))
    return base::fail(ErrorCode::Io, "the file cannot be opened: check its permissions");
  Inflater inflater(15 + 32);
  if (!inflater.ready()) return base::fail(ErrorCode::Internal, "zlib could not be started");
  std::vector<std::byte> piece(kPiece);
  while (stream) {
    stream.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    const auto size = static_cast<std::size_t>(stream.gcount());
    SELVOX_CHECK(inflater.feed(std::span(piece.data(), size), [](std::span<const std::byte>) { return true; }));
  }
  if (!inflater.ended())
    return base::fail(ErrorCode::Corrupt,
                      "its packed voxels are cut short: the file was not copied whole; copy it again");
  return inflater.total();
}

base::Result<std::string> gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return base::fail(ErrorCode::Internal, "zlib could not be started");
  std::string packed;
  std::vector<char> out(kPiece);
  int code = Z_OK;
  while (code == Z_OK) {
    if (stream.avail_in == 0 && !bytes.empty()) {
      const std::size_t take = std::min<std::size_t>(bytes.size(), 1u << 30);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
      stream.avail_in = static_cast<uInt>(take);
      bytes.remove_prefix(take);
    }
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    code = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
    packed.append(out.data(), out.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  if (code != Z_STREAM_END) return base::fail(ErrorCode::Internal, "zlib could not pack the data");
  return packed;
}

}  // namespace selvox::plugins
