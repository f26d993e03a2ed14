#pragma once
// One function per foreign format: any bytes in, no crash, no exception, no hang.

#include <cstddef>
#include <cstdint>

namespace selvox::fuzz {

int json(const std::uint8_t* data, std::size_t size);    // text -> JSON -> RunSpec -> JSON
int schema(const std::uint8_t* data, std::size_t size);  // text -> JSON -> ParamSchema, then values against it
int events(const std::uint8_t* data, std::size_t size);  // lines of a log, view and curves
int bricks(const std::uint8_t* data, std::size_t size);  // front of a volume file
int safetensors(const std::uint8_t* data, std::size_t size);
int torchFile(const std::uint8_t* data, std::size_t size);  // zip or pickles -> tensors, every byte of them read

}  // namespace selvox::fuzz
