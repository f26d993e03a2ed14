// PKWARE's APPNOTE 6.3: the directory stands at the end and counts; what local headers say about sizes does not.

#include "core/base/stored_zip.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace selvox::base {
namespace {

constexpr std::uint64_t kLocal = 0x04034b50, kDirectory = 0x02014b50, kEnd = 0x06054b50, kEnd64 = 0x06064b50,
                        kLocator64 = 0x07064b50;
constexpr std::uint64_t kInExtra32 = 0xffffffff, kInExtra16 = 0xffff;
constexpr std::uint64_t kEndBytes = 22, kDirectoryBytes = 46, kLocalBytes = 30, kLocatorBytes = 20,
                        kLongestComment = 65535;

tl::unexpected<Error> badZip(std::string_view what, const std::string& why) {
  return fail(ErrorCode::Corrupt, std::string(what) + " is not a whole zip file: " + why + ".");
}

class ZipDirectory {
 public:
  ZipDirectory(std::span<const std::byte> bytes, std::string_view what) : bytes_(bytes), what_(what) {}

  Result<StoredZip> read() {
    SELVOX_CHECK(findDirectory());
    std::uint64_t at = begin_;
    for (std::uint64_t i = 0; i < count_; ++i) {
      SELVOX_TRY(const std::uint64_t length, readEntry(at));
      at += length;
    }
    return std::move(zip_);
  }

 private:
  // 0 behind the end of the file; the signature in front of a record says whether the record is there.
  [[nodiscard]] std::uint64_t number(std::uint64_t at, std::uint64_t width) const {
    if (at > bytes_.size() || width > bytes_.size() - at) return 0;
    std::uint64_t value = 0;
    for (std::uint64_t i = width; i-- > 0;)
      value = value << 8 | std::to_integer<std::uint64_t>(bytes_[static_cast<std::size_t>(at + i)]);
    return value;
  }
  [[nodiscard]] bool holds(std::uint64_t at, std::uint64_t length) const {
    return at <= bytes_.size() && length <= bytes_.size() - at;
  }

  Status findDirectory() {
    if (bytes_.size() < kEndBytes) return badZip(what_, "it is too short");
    const std::uint64_t last = bytes_.size() - kEndBytes;
    const std::uint64_t first = last > kLongestComment ? last - kLongestComment : 0;
    std::optional<std::uint64_t> end;
    for (std::uint64_t at = last + 1; at-- > first && !end;) {
      if (number(at, 4) == kEnd && at + kEndBytes + number(at + 20, 2) == bytes_.size()) end = at;
    }
    if (!end) return badZip(what_, "its directory is missing, so its end may be");
    count_ = number(*end + 10, 2);
    std::uint64_t length = number(*end + 12, 4);
    begin_ = number(*end + 16, 4);
    if (count_ == kInExtra16 || length == kInExtra32 || begin_ == kInExtra32) {
      if (*end < kLocatorBytes || number(*end - kLocatorBytes, 4) != kLocator64)
        return badZip(what_, "its large directory is missing");
      const std::uint64_t large = number(*end - kLocatorBytes + 8, 8);
      if (!holds(large, 56) || number(large, 4) != kEnd64) return badZip(what_, "its large directory is elsewhere");
      count_ = number(large + 32, 8);
      length = number(large + 40, 8);
      begin_ = number(large + 48, 8);
    }
    if (!holds(begin_, length) || begin_ + length > *end) return badZip(what_, "its directory lies outside the file");
    end_ = begin_ + length;
    if (count_ > length / kDirectoryBytes) return badZip(what_, "its directory is shorter than its entries");
    return {};
  }

  // Sizes and the place of an entry that do not fit 32 bits stand in an extra field, in this order.
  void takeExtra(std::uint64_t at, std::uint64_t length, std::uint64_t& size, std::uint64_t& packed,
                 std::uint64_t& place) const {
    const std::uint64_t end = at + length;
    while (end - at >= 4) {
      const std::uint64_t id = number(at, 2), bytes = number(at + 2, 2);
      std::uint64_t field = at + 4;
      if (bytes > end - field) return;
      const std::uint64_t after = field + bytes;
      for (std::uint64_t* value : {&size, &packed, &place}) {
        if (id != 1 || *value != kInExtra32 || after - field < 8) continue;
        *value = number(field, 8);
        field += 8;
      }
      at = after;
    }
  }

  // Returns the length of the entry's record.
  Result<std::uint64_t> readEntry(std::uint64_t at) {
    if (at > end_ || end_ - at < kDirectoryBytes || number(at, 4) != kDirectory)
      return badZip(what_, "an entry of its directory is broken");
    const std::uint64_t flags = number(at + 8, 2), method = number(at + 10, 2);
    std::uint64_t packed = number(at + 20, 4), size = number(at + 24, 4), place = number(at + 42, 4);
    const std::uint64_t nameLength = number(at + 28, 2), extra = number(at + 30, 2), comment = number(at + 32, 2);
    const std::uint64_t length = kDirectoryBytes + nameLength + extra + comment;
    if (length > end_ - at) return badZip(what_, "an entry of its directory is cut off");
    const std::string name(reinterpret_cast<const char*>(bytes_.data() + at + kDirectoryBytes),
                           static_cast<std::size_t>(nameLength));
    takeExtra(at + kDirectoryBytes + nameLength, extra, size, packed, place);
    if (name.empty() || name.back() == '/') return length;  // a folder
    if ((flags & 1) != 0 || method != 0) {
      zip_.packed.push_back(name);
      return length;
    }
    if (packed != size) return badZip(what_, "the entry '" + name + "' has two sizes");
    if (!holds(place, kLocalBytes) || number(place, 4) != kLocal)
      return badZip(what_, "the entry '" + name + "' is not where its directory says");
    const std::uint64_t data = place + kLocalBytes + number(place + 26, 2) + number(place + 28, 2);
    if (!holds(data, size)) return badZip(what_, "the entry '" + name + "' reaches behind the end of the file");
    const auto content = bytes_.subspan(static_cast<std::size_t>(data), static_cast<std::size_t>(size));
    if (!zip_.entries.emplace(name, content).second) return badZip(what_, "it has two entries '" + name + "'");
    return length;
  }

  std::span<const std::byte> bytes_;
  std::string_view what_;
  std::uint64_t begin_ = 0, end_ = 0, count_ = 0;
  StoredZip zip_;
};

}  // namespace

Result<StoredZip> parseStoredZip(std::span<const std::byte> bytes, std::string_view what) {
  return ZipDirectory(bytes, what).read();
}

}  // namespace selvox::base
