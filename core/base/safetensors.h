#pragma once
// The safetensors container without LibTorch: name -> {dtype, shape, bytes} and string metadata. Nothing in it
// executes. Layout: u64 header length, JSON header padded with spaces to 8 bytes, payload without holes. We lay tensors
// out by falling element size, then by name, so that each begins at a multiple of its element size.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/result.h"

namespace selvox::base {

enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };
[[nodiscard]] std::size_t bytesPerElement(DType type);
[[nodiscard]] const char* name(DType type);  // "F32", "BOOL", as written into the header
[[nodiscard]] std::optional<DType> dtypeFromName(std::string_view name);

// Bytes are little-endian and belong to someone else (the mapped file, or the caller). In files of others they may be
// unaligned: copy before reading as numbers.
struct TensorView {
  DType dtype = DType::F32;
  std::vector<std::int64_t> shape;  // empty: a scalar
  std::span<const std::byte> bytes;
};
using TensorViews = std::map<std::string, TensorView>;
using TensorMetadata = std::map<std::string, std::string>;

// Product of the shape times the element size; nothing when an entry is negative or the product does not fit.
[[nodiscard]] std::optional<std::uint64_t> tensorBytes(DType type, const std::vector<std::int64_t>& shape);

struct SafetensorsContent {
  TensorViews tensors;
  TensorMetadata metadata;
  std::span<const std::byte> payload;
};
// Every offset, overlap, hole and length is checked; the views point into `bytes`. Headers over 100 MB are refused.
[[nodiscard]] Result<SafetensorsContent> parseSafetensors(std::span<const std::byte> bytes, std::string_view what);

class SafetensorsFile {  // memory-mapped; views live as long as this object
 public:
  static Result<SafetensorsFile> open(const std::filesystem::path& path);
  [[nodiscard]] const TensorViews& tensors() const { return content_.tensors; }
  [[nodiscard]] const TensorMetadata& metadata() const { return content_.metadata; }
  [[nodiscard]] const TensorView* find(const std::string& tensor) const;
  // The payload against the metadata's "sha256"; files without one pass.
  [[nodiscard]] Status verify() const;

 private:
  std::filesystem::path path_;
  MappedFile file_;
  SafetensorsContent content_;
};

struct TensorDeclaration {
  std::string name;
  DType dtype = DType::F32;
  std::vector<std::int64_t> shape;
};

// Streams a file of any size: declare all tensors, then append their bytes in the order of `order()`, in any pieces.
// With `hashPayload` the metadata gets "sha256", the payload's SHA-256 in hex. Atomic: nothing is seen before commit().
class SafetensorsWriter {
 public:
  static Result<SafetensorsWriter> create(const std::filesystem::path& path, std::vector<TensorDeclaration> tensors,
                                          TensorMetadata metadata, bool hashPayload = false);
  [[nodiscard]] const std::vector<TensorDeclaration>& order() const { return order_; }
  [[nodiscard]] Status append(std::span<const std::byte> bytes);
  [[nodiscard]] Status commit();  // InvalidArgument when bytes are missing

 private:
  explicit SafetensorsWriter(AtomicFile file) : file_(std::move(file)) {}
  AtomicFile file_;
  std::vector<TensorDeclaration> order_;
  std::uint64_t expected_ = 0, written_ = 0;
  std::optional<std::uint64_t> hashAt_;  // where the 64 hex digits of "sha256" stand in the file
  Sha256 hash_;
};

[[nodiscard]] Status writeSafetensors(const std::filesystem::path& path, const TensorViews& tensors,
                                      const TensorMetadata& metadata = {}, bool hashPayload = false);

}  // namespace selvox::base
