#include "core/base/pickle.h"

#include <algorithm>
#include <bit>
#include <unordered_map>

namespace selvox::base {
namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t kMostSteps = 4'000'000;  // at most some 500 MB; a state dict takes some ten thousand

// Instructions of protocols 2 to 4 that state dicts are made of (Python's pickletools).
enum Opcode : std::uint8_t {
  kProto = 0x80,
  kFrame = 0x95,
  kStop = '.',
  kMark = '(',
  kPop = '0',
  kNone = 'N',
  kTrue = 0x88,
  kFalse = 0x89,
  kInt4 = 'J',
  kInt1 = 'K',
  kInt2 = 'M',
  kLong1 = 0x8a,
  kFloat = 'G',
  kText4 = 'X',
  kText1 = 0x8c,
  kText8 = 0x8d,
  kString4 = 'T',
  kString1 = 'U',
  kBytes4 = 'B',
  kBytes1 = 'C',
  kEmptyDict = '}',
  kEmptyList = ']',
  kEmptyTuple = ')',
  kTuple = 't',
  kTuple1 = 0x85,
  kTuple2 = 0x86,
  kTuple3 = 0x87,
  kAppend = 'a',
  kAppends = 'e',
  kSetItem = 's',
  kSetItems = 'u',
  kPut1 = 'q',
  kPut4 = 'r',
  kMemoize = 0x94,
  kGet1 = 'h',
  kGet4 = 'j',
  kGlobal = 'c',
  kStackGlobal = 0x93,
  kReduce = 'R',
  kBuild = 'b',
  kPersistent = 'Q',
};

}  // namespace

class PickleMachine {
 public:
  PickleMachine(std::span<const std::byte> bytes, std::span<const std::string_view> globals, std::string_view what)
      : bytes_(bytes), globals_(globals), what_(what) {}

  Result<Pickle> run() {
    for (std::size_t step = 0;; ++step) {
      if (at_ == bytes_.size()) return corrupt("ends before its last instruction");
      if (step == kMostSteps) return corrupt("holds more values than any file of weights");
      const auto opcode = std::to_integer<std::uint8_t>(bytes_[at_++]);
      if (opcode == kStop) break;
      SELVOX_CHECK(follow(opcode));
    }
    if (stack_.size() != 1 || !marks_.empty()) return corrupt("does not end with one value");
    made_.root_ = stack_.back();
    made_.length_ = at_;
    return std::move(made_);
  }

 private:
  [[nodiscard]] tl::unexpected<Error> corrupt(const std::string& why) const {
    return fail(ErrorCode::Corrupt, std::string(what_) + " is not a whole pickle: it " + why + ".");
  }

  Status follow(std::uint8_t opcode) {
    switch (opcode) {
      case kProto:
        return skip(1);
      case kFrame:
        return skip(8);
      case kMark:
        marks_.push_back(stack_.size());
        return {};
      case kPop:
        return stack_.size() > floor() ? (stack_.pop_back(), Status()) : Status(corrupt("takes what is not there"));
      case kTuple1:
      case kTuple2:
      case kTuple3:
        return tupleOf(static_cast<std::size_t>(opcode - kTuple1 + 1));
      case kAppend:
      case kAppends:
        return append(opcode == kAppends);
      case kSetItem:
      case kSetItems:
        return setItems(opcode == kSetItems);
      case kPut1:
      case kPut4:
      case kMemoize:
        return remember(opcode);
      case kGet1:
      case kGet4:
        return recall(opcode == kGet1 ? 1 : 4);
      case kGlobal:
      case kStackGlobal:
        return global(opcode == kStackGlobal);
      case kReduce:
        return call();
      case kBuild:
        return build();
      default:
        return push(opcode);
    }
  }

  // Values without parts, and empty ones.
  Status push(std::uint8_t opcode) {
    switch (opcode) {
      case kNone:
        return put(Kind::None);
      case kTrue:
      case kFalse:
        return putInteger(Kind::Bool, opcode == kTrue ? 1 : 0);
      case kInt1:
      case kInt2:
      case kInt4: {
        const std::size_t width = opcode == kInt1 ? 1 : opcode == kInt2 ? 2 : 4;
        SELVOX_TRY(const std::uint64_t value, number(width));
        return putInteger(Kind::Integer, width == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value))
                                                    : static_cast<std::int64_t>(value));
      }
      case kLong1:
        return putLong();
      case kFloat:
        return putReal();
      case kText1:
      case kString1:
      case kBytes1:
        return putText(opcode == kBytes1 ? Kind::Bytes : Kind::Text, 1);
      case kText4:
      case kString4:
      case kBytes4:
        return putText(opcode == kBytes4 ? Kind::Bytes : Kind::Text, 4);
      case kText8:
        return putText(Kind::Text, 8);
      case kEmptyDict:
        return put(Kind::Dict);
      case kEmptyList:
        return put(Kind::List);
      case kEmptyTuple:
        return put(Kind::Tuple);
      case kTuple: {
        SELVOX_TRY(auto items, aboveMark());
        return put(Kind::Tuple, std::move(items));
      }
      case kPersistent: {
        SELVOX_TRY(PickleValue * id, pop());
        return put(Kind::Persistent, {id});
      }
      default: {
        constexpr const char* kDigits = "0123456789abcdef";
        return fail(ErrorCode::Unsupported,
                    std::string(what_) + " uses the pickle instruction 0x" + kDigits[opcode >> 4] +
                        kDigits[opcode & 15] +
                        ", which files of weights do not need and Selvox does not follow. Save the weights alone: "
                        "torch.save(model.state_dict(), \"weights.pt\").");
      }
    }
  }

  Status skip(std::size_t bytes) {
    if (bytes > bytes_.size() - at_) return corrupt("is cut off");
    at_ += bytes;
    return {};
  }

  Result<std::uint64_t> number(std::size_t width) {
    if (width > bytes_.size() - at_) return corrupt("is cut off");
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | std::to_integer<std::uint64_t>(bytes_[at_ + i]);
    at_ += width;
    return value;
  }

  Result<std::string> text(std::uint64_t length) {
    if (length > bytes_.size() - at_) return corrupt("is cut off in a text");
    std::string value(reinterpret_cast<const char*>(bytes_.data() + at_), static_cast<std::size_t>(length));
    at_ += value.size();
    return value;
  }

  Result<std::string> line() {
    const auto rest = bytes_.subspan(at_);
    const auto end = std::find(rest.begin(), rest.end(), std::byte{'\n'});
    if (end == rest.end()) return corrupt("is cut off in a name");
    SELVOX_TRY(std::string value, text(static_cast<std::uint64_t>(end - rest.begin())));
    ++at_;
    return value;
  }

  PickleValue& make(Kind kind) {
    PickleValue& value = made_.values_.emplace_back();
    value.kind = kind;
    stack_.push_back(&value);
    return value;
  }
  Status put(Kind kind, std::vector<const PickleValue*> items = {}) {
    make(kind).items = std::move(items);
    return {};
  }
  Status putInteger(Kind kind, std::int64_t value) {
    make(kind).integer = value;
    return {};
  }
  Status putReal() {
    SELVOX_TRY(const std::uint64_t little, number(8));
    std::uint64_t bits = 0;  // the one number of a pickle whose highest byte comes first
    for (int i = 0; i < 8; ++i) bits = bits << 8 | (little >> (8 * i) & 0xff);
    make(Kind::Real).real = std::bit_cast<double>(bits);
    return {};
  }
  Status putLong() {
    SELVOX_TRY(const std::uint64_t length, number(1));
    SELVOX_TRY(std::string bytes, text(length));
    PickleValue& value = make(Kind::Integer);
    if (length > 8) {
      value.text = std::move(bytes);
      return {};
    }
    std::uint64_t bits = !bytes.empty() && (bytes.back() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = bytes.size(); i-- > 0;) bits = bits << 8 | static_cast<std::uint8_t>(bytes[i]);
    value.integer = static_cast<std::int64_t>(bits);
    return {};
  }
  Status putText(Kind kind, std::size_t width) {
    SELVOX_TRY(const std::uint64_t length, number(width));
    SELVOX_TRY(std::string value, text(length));
    make(kind).text = std::move(value);
    return {};
  }

  // What stands below a mark cannot be taken before the mark is.
  [[nodiscard]] std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
  Result<PickleValue*> pop() {
    if (stack_.size() <= floor()) return corrupt("takes what is not there");
    PickleValue* value = stack_.back();
    stack_.pop_back();
    return value;
  }
  Result<PickleValue*> top() {
    if (stack_.size() <= floor()) return corrupt("fills what is not there");
    return stack_.back();
  }
  Result<std::vector<const PickleValue*>> aboveMark() {
    if (marks_.empty()) return corrupt("closes what was not opened");
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<const PickleValue*> items(first, stack_.end());
    stack_.erase(first, stack_.end());
    marks_.pop_back();
    return items;
  }

  Status tupleOf(std::size_t count) {
    if (stack_.size() < count || stack_.size() - count < floor()) return corrupt("takes what is not there");
    const auto first = stack_.end() - static_cast<std::ptrdiff_t>(count);
    std::vector<const PickleValue*> items(first, stack_.end());
    stack_.erase(first, stack_.end());
    return put(Kind::Tuple, std::move(items));
  }

  Result<std::vector<const PickleValue*>> parts(bool several, std::size_t single) {
    if (several) return aboveMark();
    std::vector<const PickleValue*> items(single);
    for (std::size_t i = single; i-- > 0;) {
      SELVOX_TRY(items[i], pop());
    }
    return items;
  }
  Status append(bool several) {
    SELVOX_TRY(const auto items, parts(several, 1));
    SELVOX_TRY(PickleValue * list, top());
    if (list->kind != Kind::List) return corrupt("puts items into what is no list");
    list->items.insert(list->items.end(), items.begin(), items.end());
    return {};
  }
  Status setItems(bool several) {
    SELVOX_TRY(const auto items, parts(several, 2));
    SELVOX_TRY(PickleValue * dict, top());
    if (dict->kind != Kind::Dict && dict->kind != Kind::Call) return corrupt("puts entries into what is no dictionary");
    if (items.size() % 2 != 0) return corrupt("has a key without a value");
    for (std::size_t i = 0; i < items.size(); i += 2) dict->entries.emplace_back(items[i], items[i + 1]);
    return {};
  }

  Status remember(std::uint8_t opcode) {
    std::uint64_t index = memo_.size();
    if (opcode != kMemoize) {
      SELVOX_TRY(index, number(opcode == kPut1 ? 1 : 4));
    }
    SELVOX_TRY(memo_[index], top());
    return {};
  }
  Status recall(std::size_t width) {
    SELVOX_TRY(const std::uint64_t index, number(width));
    const auto found = memo_.find(index);
    if (found == memo_.end() || found->second == nullptr) return corrupt("recalls what it did not remember");
    stack_.push_back(found->second);
    return {};
  }

  Status global(bool fromStack) {
    std::string module, name;
    if (fromStack) {
      SELVOX_TRY(const PickleValue* second, pop());
      SELVOX_TRY(const PickleValue* first, pop());
      if (first->kind != Kind::Text || second->kind != Kind::Text) return corrupt("names something without a text");
      module = first->text;
      name = second->text;
    } else {
      SELVOX_TRY(module, line());
      SELVOX_TRY(name, line());
    }
    const std::string both = module + ' ' + name;
    if (std::find(globals_.begin(), globals_.end(), both) == globals_.end()) {
      return fail(ErrorCode::Refused, std::string(what_) + " asks for " + module.substr(0, 80) + "." +
                                          name.substr(0, 80) +
                                          ", which weights do not need; nothing of it was run. Save the weights alone: "
                                          "torch.save(model.state_dict(), \"weights.pt\").");
    }
    make(Kind::Global).text = both;
    return {};
  }
  Status call() {
    SELVOX_TRY(const PickleValue* arguments, pop());
    SELVOX_TRY(const PickleValue* callee, pop());
    if (callee->kind != Kind::Global || arguments->kind != Kind::Tuple) return corrupt("calls what is no name");
    PickleValue& made = make(Kind::Call);
    made.text = callee->text;
    made.items = arguments->items;
    return {};
  }
  // The state of what was called, such as the notes on versions beside a state dict, is left out.
  Status build() {
    SELVOX_TRY(const PickleValue* state, pop());
    static_cast<void>(state);
    SELVOX_TRY(const PickleValue* made, top());
    if (made->kind != Kind::Call) return corrupt("gives a state to what was not called");
    return {};
  }

  std::span<const std::byte> bytes_;
  std::span<const std::string_view> globals_;
  std::string_view what_;
  std::size_t at_ = 0;
  Pickle made_;
  std::vector<PickleValue*> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint64_t, PickleValue*> memo_;
};

Result<Pickle> Pickle::read(std::span<const std::byte> bytes, std::span<const std::string_view> globals,
                            std::string_view what) {
  return PickleMachine(bytes, globals, what).run();
}

}  // namespace selvox::base
