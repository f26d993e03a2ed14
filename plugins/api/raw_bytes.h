#pragma once
// Whole files through zlib, verified: a gzip stream that is cut short, damaged or lies about its size is an error, not
// shorter data.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "core/base/result.h"

namespace selvox::plugins {

// Calls `use` with successive pieces of the (unpacked) content; it returns false to stop early (the check then ends
// there too). Returns the number of bytes passed on. Files that do not start as gzip are passed on as they are.
[[nodiscard]] base::Result<std::uint64_t> readUnpacked(const std::filesystem::path& file,
                                                       const std::function<bool(std::span<const std::byte>)>& use);

// Unpacks the gzip or zlib stream that begins at `offset`, keeps nothing, and returns its unpacked size.
[[nodiscard]] base::Result<std::uint64_t> unpackedBytes(const std::filesystem::path& file, std::uint64_t offset);

[[nodiscard]] bool isGzip(std::span<const std::byte> head);

// Gzip of `bytes` (level 6, no name, no time: the same bytes for the same content).
[[nodiscard]] base::Result<std::string> gzip(std::string_view bytes);

}  // namespace selvox::plugins
