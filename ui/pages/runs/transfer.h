#pragma once
// RUN/transfer.json: what became of every tensor when a run began from others' weights (core/events/FORMAT.md).

#include <array>
#include <vector>

#include <QString>

#include "core/base/json.h"
#include "core/base/result.h"

namespace selvox::ui {

enum class TensorState { Skipped, Unused, Adapted, Matched };  // what a person asks about first
inline constexpr std::size_t kTensorStates = 4;

struct TensorRow {
  TensorState state = TensorState::Matched;
  QString name, shape, source, sourceShape;
  QString why;  // how it was adapted, why it was left
};

struct Transfer {
  QString from, layout, prefix;
  std::int64_t loaded = 0, all = 0;  // values of the network; 0: not told
  std::vector<TensorRow> rows;       // skipped ones first
  [[nodiscard]] std::size_t count(TensorState state) const;
};

// Corrupt: it lists no tensors. Rows that say nothing are passed over.
[[nodiscard]] base::Result<Transfer> transferFromJson(const base::Json& json);

}  // namespace selvox::ui
