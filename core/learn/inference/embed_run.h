#pragma once
// Scans of a list, embedded into a table: what a similarity index is built of.

#include <filesystem>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/events/run_folder.h"

namespace selvox::learn::inference {

// `request`: {list:[{image: ABS.vol, label: ABS.vol or "", labels:{"1": name}, name}], checkpoint, features, of, axis,
// every, label, margin} (pieces.h, embedder.h). Writes a safetensors file: `embeddings` (n, F) F32, `item` (n) I64, the
// place in the list, `place` (n) I64, the slice's or label's number; metadata format "selvox-embeddings", version, run,
// checkpoint, request. Returns {rows, dimensions, checkpoint, empty}: `empty` counts items without such a piece.
[[nodiscard]] base::Result<base::Json> embedList(const events::RunFolder& folder, const base::Json& request,
                                                 const std::filesystem::path& out,
                                                 const base::ProgressFunction& onProgress);

}  // namespace selvox::learn::inference
