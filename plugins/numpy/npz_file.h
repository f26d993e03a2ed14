#pragma once
// The arrays of an .npz file (a zip of .npy entries, packed or not), read from front to back through libzip: a sample
// at a time, never a whole array.

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "plugins/numpy/npy_header.h"

struct zip;
struct zip_file;

namespace selvox::plugins::numpy {

// One array, read forward.
class NpzArray {
 public:
  [[nodiscard]] const NpyHeader& header() const { return header_; }
  // The next bytes; Corrupt where the entry ends before, or its checksum is wrong.
  [[nodiscard]] base::Status read(std::span<std::byte> into);

 private:
  friend class NpzFile;
  struct Close {
    void operator()(zip_file* file) const;
  };
  std::unique_ptr<zip_file, Close> file_;
  std::string what_;
  NpyHeader header_;
};

class NpzFile {
 public:
  [[nodiscard]] static base::Result<NpzFile> open(const std::filesystem::path& path);
  [[nodiscard]] std::vector<std::string> names() const;  // of arrays, without ".npy", in the file's order
  [[nodiscard]] base::Result<NpzArray> array(const std::string& name) const;
  // Unpacks the array to its end and checks its size and checksum, without keeping it.
  [[nodiscard]] base::Status verify(const std::string& name) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Close> zip_;
  std::string what_;
};

}  // namespace selvox::plugins::numpy
