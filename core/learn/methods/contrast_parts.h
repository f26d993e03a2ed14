#pragma once
// What contrastive and clustering methods share beside parts.h.

#include <cstdint>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/base/rng.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

// `rows` random directions of length 1, (rows, width) float32: first contents of queues and prototypes.
[[nodiscard]] at::Tensor unitRows(std::int64_t rows, std::int64_t width, std::uint64_t seed, std::uint64_t stream);

// Batch norm whose statistics must not tell which rows belong together: the rows are shuffled, passed in `chunks` with
// statistics of their own, and put back in order. Chunks of fewer than two rows are not made.
[[nodiscard]] at::Tensor inShuffledChunks(const at::Tensor& x, std::int64_t chunks, base::Rng rng,
                                          const std::function<at::Tensor(const at::Tensor&)>& forward);

// Rows written round and round into a fixed table.
void writeRing(at::Tensor& table, at::Tensor& pointer, const at::Tensor& rows);

// Adds which of `images` (N, C, …) the network finds most like the batch's first sample, by the cosine of z1[0] with
// the rows of z2. False, and nothing is added, for a batch of one.
bool addNearest(std::vector<Preview>& previews, const at::Tensor& images, const at::Tensor& z1, const at::Tensor& z2);

constexpr std::int64_t kRowsForBatchNorm = 8;
// Encoders that end in instance norm give nearly the same mean features for every image (cosines above 0.99 at the
// start), and a layer norm leaves them so: nothing repels. Batch norm in the head takes the common part away. So where
// `head_norm` is "auto" and a pass holds eight rows or more, heads have batch norm in 3D too.
[[nodiscard]] MethodConfig withHeadNorm(MethodConfig config, std::int64_t rows);
[[nodiscard]] spec::Param contrastHeadNormParam();
// Adds "hidden", "out" and "head_norm" of one projector.
void addProjectorParams(spec::ParamSchema& schema, int hidden, int out, const char* outHelp, const char* citation);

[[nodiscard]] spec::Param temperatureParam(double value, const char* help, const char* citation);

// "beta": hard negatives.
[[nodiscard]] spec::Param hardNegativesParam();

}  // namespace selvox::learn::methods
