#pragma once
// What the text header of an NRRD or MetaImage file promises, checked against the bytes that are there. ITK 5.2 asks
// for memory before it looks at the file, copies lists into arrays of fixed length and takes a cut stream for whole:
// only what passes here is given to it.

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/volume/affine.h"

namespace selvox::plugins::itk_images {

enum class Kind { None, Nrrd, Meta };
[[nodiscard]] Kind kindOf(const std::filesystem::path& file);         // by name
[[nodiscard]] std::string stemOf(const std::filesystem::path& file);  // "a" of a.seg.nrrd

struct Header {
  Kind kind = Kind::None;
  std::filesystem::path dataFile;   // the file itself, or the one it names beside it
  std::vector<std::int64_t> sizes;  // as listed, fastest first
  std::int64_t channels = 1;        // MetaImage: values of a voxel
  int bytesPerValue = 0;
  bool packed = false;                           // gzip or zlib
  std::uint64_t dataOffset = 0;                  // in the data file
  std::uint64_t skipped = 0;                     // unpacked bytes in front of the values
  bool fromEnd = false;                          // the values are the last bytes
  double charactersPerValue = 0;                 // text encodings: the least; 0: binary
  std::optional<volume::Affine> worldFromVoxel;  // LPS mm, where an NRRD file states directions
  std::string note;                              // stated assumptions
  std::map<std::string, std::string> pairs;      // NRRD key:=value

  [[nodiscard]] std::uint64_t bytes() const;  // of all values
};

// Messages are reasons for a person.
[[nodiscard]] base::Result<Header> readHeader(const std::filesystem::path& file);

namespace parse {

struct Text {
  std::string lines;         // up to the end of the header
  std::uint64_t length = 0;  // bytes of it, with the line that ends it
};

[[nodiscard]] base::Result<Header> nrrd(const std::filesystem::path& file, const Text& text);
[[nodiscard]] base::Result<Header> meta(const std::filesystem::path& file, const Text& text);

// The file of this name beside `header`; an error where the name leads elsewhere or nothing is there.
[[nodiscard]] base::Result<std::filesystem::path> beside(const std::filesystem::path& header, const std::string& name);
[[nodiscard]] base::Result<std::vector<std::int64_t>> sizes(const std::string& words, std::int64_t dimensions);
[[nodiscard]] std::string trimmed(std::string_view text);
[[nodiscard]] std::string lowered(std::string_view text);
[[nodiscard]] std::vector<std::string> words(const std::string& text);

}  // namespace parse

}  // namespace selvox::plugins::itk_images
