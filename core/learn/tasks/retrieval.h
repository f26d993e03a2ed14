#pragma once
// Retrieval: embeddings whose distances follow a column of the catalog.

#include <string>

#include "core/base/json.h"
#include "core/spec/param_schema.h"

namespace selvox::learn::tasks {

struct RetrievalHow {
  bool triplet = false;  // else supervised contrastive
  double temperature = 0.1, margin = 0;
  std::int64_t embedding = 128, hidden = 512;
  bool head = true;  // a case is embedded by the head, else by the encoder in front of it
};
[[nodiscard]] spec::ParamSchema retrievalSchema();
[[nodiscard]] RetrievalHow retrievalHow(const base::Json& task);  // resolved, without "task."

}  // namespace selvox::learn::tasks
