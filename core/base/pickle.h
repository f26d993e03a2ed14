#pragma once
// A pickle as data. Its few instructions that build dictionaries, lists and texts are followed; a call is kept as the
// name it calls and its arguments, and never made. Names that the caller does not list, and instructions that weights
// do not need, are refused by name.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace selvox::base {

struct PickleValue {
  enum class Kind {
    None,
    Bool,        // integer
    Integer,     // integer; text (bytes) where it is longer than 64 bits
    Real,        // real
    Text,        // text
    Bytes,       // text
    List,        // items
    Tuple,       // items
    Dict,        // entries
    Global,      // text: "torch._utils _rebuild_tensor_v2"
    Call,        // text: the global, items: its arguments, entries: what was put into its result
    Persistent,  // items: what stands for something outside the pickle
  };
  Kind kind = Kind::None;
  std::int64_t integer = 0;
  double real = 0;
  std::string text{};
  std::vector<const PickleValue*> items{};
  std::vector<std::pair<const PickleValue*, const PickleValue*>> entries{};
};

class Pickle {
 public:
  // `globals`: the names that may occur, "module name". Reads up to the first STOP.
  static Result<Pickle> read(std::span<const std::byte> bytes, std::span<const std::string_view> globals,
                             std::string_view what);
  [[nodiscard]] const PickleValue& root() const { return *root_; }
  [[nodiscard]] const std::deque<PickleValue>& values() const { return values_; }  // all; they may form circles
  [[nodiscard]] std::size_t length() const { return length_; }                     // bytes read

 private:
  friend class PickleMachine;
  std::deque<PickleValue> values_;
  const PickleValue* root_ = nullptr;
  std::size_t length_ = 0;
};

}  // namespace selvox::base
