#pragma once
// What a program may ask of its own process and machine. Where a system does not tell, the answer is 0 or empty.

#include <cstdint>
#include <string>

namespace selvox::base {

[[nodiscard]] std::uint64_t memoryPeak();       // bytes: the largest resident size of this process so far
[[nodiscard]] std::uint64_t memoryResident();   // bytes now
[[nodiscard]] std::uint64_t memoryAvailable();  // bytes that new work may take without swapping
[[nodiscard]] std::string processorName();      // "AMD EPYC 9R14"
[[nodiscard]] bool processorHasBfloat16();      // AVX512-BF16 or AMX-BF16

void lowerPriority();    // nice 10, or its like: the desktop stays responsive
void keepFreedMemory();  // malloc gives nothing back to the system (glibc); other allocators: no effect
// Sets an environment variable and starts this very program again in place, with the same arguments. Returns only
// where that is not possible, or when the variable is already set.
void restartWithEnvironment(const char* name, const char* value, char** argv);
// A folder of this user and machine for what can be computed again, e.g. ~/.cache/selvox; empty when unknown.
[[nodiscard]] std::string userCacheFolder();

}  // namespace selvox::base
