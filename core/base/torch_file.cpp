// The format is that of torch/serialization.py: a pickle whose tensors name their storage by a key, and the storages.

#include "core/base/torch_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>

#include "core/base/pickle.h"
#include "core/base/stored_zip.h"

namespace selvox::base {
namespace {

using Bytes = std::span<const std::byte>;
using Kind = PickleValue::Kind;

struct StorageType {
  std::string_view global;
  DType dtype;
};
constexpr StorageType kStorages[] = {{"torch DoubleStorage", DType::F64}, {"torch FloatStorage", DType::F32},
                                     {"torch HalfStorage", DType::F16},   {"torch BFloat16Storage", DType::BF16},
                                     {"torch LongStorage", DType::I64},   {"torch IntStorage", DType::I32},
                                     {"torch ShortStorage", DType::I16},  {"torch CharStorage", DType::I8},
                                     {"torch ByteStorage", DType::U8},    {"torch BoolStorage", DType::Bool}};

constexpr std::string_view kOrdered = "collections OrderedDict", kTensor = "torch._utils _rebuild_tensor_v2",
                           kTensorOld = "torch._utils _rebuild_tensor", kParameter = "torch._utils _rebuild_parameter";

// All names that may occur. Beside those of tensors: numbers of NumPy and the device, which nnU-Net's checkpoints note.
constexpr std::string_view kGlobals[] = {kOrdered,
                                         kTensor,
                                         kTensorOld,
                                         kParameter,
                                         "torch DoubleStorage",
                                         "torch FloatStorage",
                                         "torch HalfStorage",
                                         "torch BFloat16Storage",
                                         "torch LongStorage",
                                         "torch IntStorage",
                                         "torch ShortStorage",
                                         "torch CharStorage",
                                         "torch ByteStorage",
                                         "torch BoolStorage",
                                         "torch Size",
                                         "torch device",
                                         "numpy dtype",
                                         "numpy.core.multiarray scalar",
                                         "numpy._core.multiarray scalar",
                                         "_codecs encode"};

// Where checkpoints keep their weights, the first that is there: averaged weights before trained ones, a teacher before
// its student. Of nnU-Net; timm; Lightning, MONAI and MoCo; MAE and Swin; DINO; DeepSpeed; others.
constexpr const char* kPlaces[] = {
    "network_weights", "state_dict_ema", "model_ema", "state_dict", "model_state_dict", "model_state", "model",
    "teacher",         "student",        "module",    "net",        "network",          "weights",     "params"};
constexpr int kDeepest = 8;  // dictionaries within dictionaries
// One value may stand in many places, so that a small file could stand for endless ones.
constexpr std::uint64_t kMostShared = 8;       // bytes of tensors for each byte of the file
constexpr std::size_t kMostTensors = 100'000;  // published files have up to some thousand
constexpr std::size_t kMostLooks = 10'000'000;

// What torch.save wrote before the zip (magic number 0x1950a86a20f9469cfc6c, protocol 1001), as pickles.
constexpr std::string_view kOldMagic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";

tl::unexpected<Error> badTorch(std::string_view what, const std::string& why) {
  return fail(ErrorCode::Corrupt, std::string(what) + " is not a whole file of torch.save: " + why + ".");
}

bool begins(Bytes bytes, std::string_view start) {
  return bytes.size() >= start.size() && std::memcmp(bytes.data(), start.data(), start.size()) == 0;
}

bool isDictionary(const PickleValue& value) {
  return value.kind == Kind::Dict || (value.kind == Kind::Call && value.text == kOrdered);
}
bool isTensor(const PickleValue& value) {
  return value.kind == Kind::Call && (value.text == kTensor || value.text == kTensorOld || value.text == kParameter);
}

std::optional<std::vector<std::int64_t>> sizesOf(const PickleValue& value) {
  const PickleValue* tuple = &value;
  if (value.kind == Kind::Call && value.text == "torch Size" && value.items.size() == 1) tuple = value.items[0];
  if (tuple->kind != Kind::Tuple || tuple->items.size() > 64) return std::nullopt;
  std::vector<std::int64_t> sizes;
  for (const PickleValue* item : tuple->items) {
    if (item->kind != Kind::Integer || !item->text.empty() || item->integer < 0) return std::nullopt;
    sizes.push_back(item->integer);
  }
  return sizes;
}

// Index of the last element; nothing where it does not fit.
std::optional<std::uint64_t> lastIndex(const std::vector<std::int64_t>& shape,
                                       const std::vector<std::int64_t>& strides) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::uint64_t last = 0;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const auto steps = static_cast<std::uint64_t>(shape[axis] - 1), stride = static_cast<std::uint64_t>(strides[axis]);
    if (steps > 0 && stride > kMost / steps) return std::nullopt;
    last += steps * stride;
    if (last > kMost) return std::nullopt;
  }
  return last;
}

struct StorageId {
  DType dtype;
  std::string key;
  std::uint64_t elements = 0;
};

// ("storage", type, key, location, elements[, view]) of a persistent value.
std::optional<StorageId> storageOf(const PickleValue& value) {
  if (value.kind != Kind::Persistent || value.items.size() != 1 || value.items[0]->kind != Kind::Tuple)
    return std::nullopt;
  const auto& parts = value.items[0]->items;
  if (parts.size() < 5 || parts.size() > 6 || parts[0]->text != "storage" || parts[2]->kind != Kind::Text ||
      parts[4]->kind != Kind::Integer || parts[4]->integer < 0)
    return std::nullopt;
  if (parts.size() == 6 && parts[5]->kind != Kind::None) return std::nullopt;  // a view of another storage
  const auto type = std::find_if(std::begin(kStorages), std::end(kStorages), [&](const StorageType& entry) {
    return parts[1]->kind == Kind::Global && parts[1]->text == entry.global;
  });
  if (type == std::end(kStorages)) return std::nullopt;
  return StorageId{type->dtype, parts[2]->text, static_cast<std::uint64_t>(parts[4]->integer)};
}

class TorchReader {
 public:
  TorchReader(Bytes bytes, std::string_view what) : bytes_(bytes), what_(what) {}

  Result<TorchContent> run() {
    SELVOX_TRY(const Pickle pickle, begins(bytes_, kOldMagic) ? openOld() : openZip());
    std::string place;
    const PickleValue* state = weightsIn(pickle.root(), place, 0);
    if (state == nullptr) {
      return fail(ErrorCode::Unsupported,
                  std::string(what_) +
                      " holds no dictionary of tensors. Save the weights alone: torch.save(model.state_dict(), "
                      "\"weights.pt\").");
    }
    content_.place = std::move(place);
    SELVOX_CHECK(take(*state, "", 0));
    if (total_ / kMostShared > bytes_.size()) return badTorch(what_, "its tensors are far larger than the file");
    return std::move(content_);
  }

 private:
  Result<Pickle> openZip() {
    SELVOX_TRY(const StoredZip zip, parseStoredZip(bytes_, what_));
    std::optional<std::string> folder;
    for (const auto& [name, content] : zip.entries) {
      if (name.ends_with("/data.pkl") && name.find('/') + 9 == name.size()) folder = name.substr(0, name.size() - 8);
    }
    if (!folder) return badTorch(what_, "it is a zip without data.pkl");
    const bool program = std::any_of(zip.packed.begin(), zip.packed.end(),
                                     [&](const auto& name) { return name.starts_with(*folder + "code/"); }) ||
                         zip.entries.contains(*folder + "constants.pkl");
    if (program) {
      return fail(ErrorCode::Unsupported, std::string(what_) +
                                              " is a TorchScript program, not a file of weights. Save its weights: "
                                              "torch.save(torch.jit.load(path).state_dict(), \"weights.pt\").");
    }
    if (!zip.packed.empty()) {
      return fail(ErrorCode::Unsupported, std::string(what_) + " holds the entry '" + zip.packed.front() +
                                              "' packed or encrypted; torch.save stores its entries. Save it again.");
    }
    for (const auto& [name, content] : zip.entries) {
      if (name == *folder + "byteorder" && !begins(content, "little"))
        return fail(ErrorCode::Unsupported, std::string(what_) + " was saved on a big-endian machine.");
      if (name.starts_with(*folder + "data/")) storages_[name.substr(folder->size() + 5)] = content;
    }
    return Pickle::read(zip.entries.at(*folder + "data.pkl"), kGlobals, what_);
  }

  // Pickles one behind the other: magic number, protocol, machine, weights, keys; then the storages in the keys' order.
  Result<Pickle> openOld() {
    Bytes rest = bytes_.subspan(kOldMagic.size());
    const auto next = [&]() -> Result<Pickle> {
      SELVOX_TRY(Pickle pickle, Pickle::read(rest, kGlobals, what_));
      rest = rest.subspan(pickle.length());
      return pickle;
    };
    SELVOX_TRY(const Pickle protocol, next());
    if (protocol.root().integer != 1001) return badTorch(what_, "its protocol is not 1001");
    SELVOX_TRY(const Pickle machine, next());
    for (const auto& [key, value] : machine.root().entries) {
      if (key->text == "little_endian" && value->integer == 0)
        return fail(ErrorCode::Unsupported, std::string(what_) + " was saved on a big-endian machine.");
    }
    SELVOX_TRY(Pickle weights, next());
    SELVOX_TRY(const Pickle keys, next());
    std::map<std::string, std::size_t> widths;
    for (const PickleValue& value : weights.values()) {
      if (const auto id = storageOf(value)) widths[id->key] = bytesPerElement(id->dtype);
    }
    for (const PickleValue* key : keys.root().items) {
      const auto width = widths.find(key->text);
      if (width == widths.end()) return badTorch(what_, "it keeps a storage that no tensor names");
      std::uint64_t elements = 0;
      if (rest.size() < 8) return badTorch(what_, "its storages are cut off");
      for (std::size_t i = 8; i-- > 0;) elements = elements << 8 | std::to_integer<std::uint64_t>(rest[i]);
      rest = rest.subspan(8);
      if (elements > rest.size() / width->second) return badTorch(what_, "its storages are cut off");
      storages_[key->text] = rest.first(static_cast<std::size_t>(elements) * width->second);
      rest = rest.subspan(static_cast<std::size_t>(elements) * width->second);
    }
    return weights;
  }

  [[nodiscard]] bool holdsTensors(const PickleValue& value, int depth) {
    if (!isDictionary(value) || depth > kDeepest) return false;
    return std::any_of(value.entries.begin(), value.entries.end(), [&](const auto& entry) {
      return ++looks_ < kMostLooks && (isTensor(*entry.second) || holdsTensors(*entry.second, depth + 1));
    });
  }

  [[nodiscard]] const PickleValue* weightsIn(const PickleValue& value, std::string& place, int depth) {
    if (!holdsTensors(value, 0)) return nullptr;
    for (const char* known : kPlaces) {
      for (const auto& [key, inner] : value.entries) {
        if (++looks_ > kMostLooks) return nullptr;
        if (key->kind != Kind::Text || key->text != known || depth == kDeepest) continue;
        std::string within = place.empty() ? known : place + "." + known;
        if (const PickleValue* found = weightsIn(*inner, within, depth + 1)) {
          place = std::move(within);
          return found;
        }
      }
    }
    return &value;
  }

  // What is neither a tensor nor a dictionary is no weight and is passed by.
  Status take(const PickleValue& dictionary, const std::string& prefix, int depth) {
    for (const auto& [key, value] : dictionary.entries) {
      if (++looks_ > kMostLooks || content_.tensors.size() > kMostTensors)
        return badTorch(what_, "it has more entries than any file of weights");
      if (!isTensor(*value) && !isDictionary(*value)) continue;
      const std::string name = prefix + (key->kind == Kind::Integer ? std::to_string(key->integer) : key->text);
      if (name.size() > 1000) return badTorch(what_, "it has a name of more than 1000 letters");
      if (isTensor(*value)) {
        SELVOX_TRY(StridedTensor tensor, tensorOf(*value, name, 0));
        total_ += *tensorBytes(tensor.dtype, tensor.shape);
        if (!content_.tensors.emplace(name, std::move(tensor)).second)
          return badTorch(what_, "it has two tensors '" + name + "'");
      } else if (depth < kDeepest) {
        SELVOX_CHECK(take(*value, name + ".", depth + 1));
      }
    }
    return {};
  }

  Result<StridedTensor> tensorOf(const PickleValue& call, const std::string& name, int depth) const {
    const auto wrong = [&](const char* why) { return badTorch(what_, "the tensor '" + name + "' " + why); };
    if (call.text == kParameter) {
      if (depth > 0 || call.items.empty() || !isTensor(*call.items[0])) return wrong("is no parameter");
      return tensorOf(*call.items[0], name, depth + 1);
    }
    if (call.items.size() < 4) return wrong("lacks its shape");
    const auto storage = storageOf(*call.items[0]);
    if (!storage) return wrong("has a storage that is not known here");
    const PickleValue& offset = *call.items[1];
    const auto shape = sizesOf(*call.items[2]), strides = sizesOf(*call.items[3]);
    if (offset.kind != Kind::Integer || !offset.text.empty() || offset.integer < 0 || !shape || !strides ||
        shape->size() != strides->size())
      return wrong("has a shape that is not made of sizes");
    const auto found = storages_.find(storage->key);
    if (found == storages_.end()) return wrong("names a storage that the file does not hold");
    const std::size_t width = bytesPerElement(storage->dtype);
    const std::uint64_t held = found->second.size() / width, first = static_cast<std::uint64_t>(offset.integer);
    if (storage->elements > held) return wrong("names more of its storage than the file holds");
    const auto bytes = tensorBytes(storage->dtype, *shape);
    if (!bytes) return wrong("has an impossible shape");
    StridedTensor tensor{storage->dtype, *shape, *strides, {}};
    if (*bytes == 0) return tensor;
    const auto last = lastIndex(*shape, *strides);
    if (!last || first > held || *last >= held - first) return wrong("reaches behind its storage");
    if (*bytes / width > held) return wrong("repeats its storage; save a contiguous copy of it");
    tensor.bytes =
        found->second.subspan(static_cast<std::size_t>(first) * width, static_cast<std::size_t>(*last + 1) * width);
    return tensor;
  }

  Bytes bytes_;
  std::string_view what_;
  std::map<std::string, Bytes> storages_;
  TorchContent content_;
  std::uint64_t total_ = 0;
  std::size_t looks_ = 0;
};

}  // namespace

std::vector<std::byte> contiguousBytes(const StridedTensor& tensor) {
  const std::size_t width = bytesPerElement(tensor.dtype), axes = tensor.shape.size();
  std::vector<std::byte> out(static_cast<std::size_t>(tensorBytes(tensor.dtype, tensor.shape).value_or(0)));
  if (out.empty()) return out;
  std::int64_t expected = 1;  // the stride of a tensor in the order of its shape
  bool plain = true;
  for (std::size_t axis = axes; axis-- > 0; expected *= tensor.shape[axis])
    plain = plain && (tensor.shape[axis] == 1 || tensor.strides[axis] == expected);
  if (plain) {
    std::memcpy(out.data(), tensor.bytes.data(), out.size());
    return out;
  }
  std::vector<std::int64_t> at(axes, 0);
  std::int64_t source = 0;
  for (std::size_t target = 0; target < out.size(); target += width) {
    std::memcpy(out.data() + target, tensor.bytes.data() + static_cast<std::size_t>(source) * width, width);
    for (std::size_t axis = axes; axis-- > 0;) {
      source += tensor.strides[axis];
      if (++at[axis] < tensor.shape[axis]) break;
      source -= tensor.strides[axis] * tensor.shape[axis];
      at[axis] = 0;
    }
  }
  return out;
}

bool looksLikeTorchFile(Bytes bytes) {
  const bool safetensors = bytes.size() > 8 && bytes[8] == std::byte{'{'};  // whose length may begin like a pickle
  return begins(bytes, "PK\x03\x04") || (begins(bytes, "\x80") && !safetensors);
}

Result<TorchContent> parseTorchFile(Bytes bytes, std::string_view what) {
  if (begins(bytes, "PK\x03\x04") || begins(bytes, kOldMagic)) return TorchReader(bytes, what).run();
  return fail(ErrorCode::Unsupported,
              std::string(what) +
                  " is not in a form that torch.save writes. Load it where it was made and save it again: "
                  "torch.save(torch.load(path, map_location=\"cpu\"), \"weights.pt\").");
}

Result<TorchFile> TorchFile::open(const std::filesystem::path& path) {
  TorchFile result;
  SELVOX_TRY(result.file_, MappedFile::open(path));
  SELVOX_TRY(result.content_, parseTorchFile(result.file_.bytes(), utf8(path)));
  return result;
}

}  // namespace selvox::base
