// libFuzzer's entry point for the target named by SELVOX_FUZZ_TARGET.
#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return selvox::fuzz::SELVOX_FUZZ_TARGET(data, size);
}
