#pragma once
// Files of torch.save byte by byte: a zip that stores its entries and a pickle of protocol 2.

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace selvox::test {

inline std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i, value >>= 8) text += static_cast<char>(value & 0xff);
  return text;
}

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

// With `large` every size and place stands in the extra fields of zip64 alone. `method` 8 would be packed.
inline std::string storedZip(const ZipEntries& entries, bool large = false, int method = 0) {
  std::string archive, directory;
  for (const auto& [name, content] : entries) {
    const std::string common = little(20, 2) + little(0, 2) + little(static_cast<std::uint64_t>(method), 2) +
                               little(0, 8) + little(large ? 0xffffffff : content.size(), 4) +
                               little(large ? 0xffffffff : content.size(), 4) + little(name.size(), 2);
    const std::string sizes = little(content.size(), 8) + little(content.size(), 8);
    const std::string extra = large ? little(1, 2) + little(24, 2) + sizes + little(archive.size(), 8) : "";
    directory += std::string("PK\x01\x02", 4) + little(20, 2) + common + little(extra.size(), 2) + little(0, 10) +
                 little(large ? 0xffffffff : archive.size(), 4) + name + extra;
    const std::string padding(7, 'F');  // torch.save fills up so that storages begin at multiples of 64
    archive += std::string("PK\x03\x04", 4) + common + little(padding.size(), 2) + name + padding + content;
  }
  const std::uint64_t at = archive.size(), length = directory.size();
  archive += directory;
  if (large) {
    const std::uint64_t end = archive.size();
    archive += std::string("PK\x06\x06", 4) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
               little(entries.size(), 8) + little(entries.size(), 8) + little(length, 8) + little(at, 8);
    archive += std::string("PK\x06\x07", 4) + little(0, 4) + little(end, 8) + little(1, 4);
  }
  return archive + std::string("PK\x05\x06", 4) + little(0, 4) + little(large ? 0xffff : entries.size(), 2) +
         little(large ? 0xffff : entries.size(), 2) + little(large ? 0xffffffff : length, 4) +
         little(large ? 0xffffffff : at, 4) + little(0, 2);
}

namespace pickle {

inline std::string text(const std::string& value) {
  return "X" + little(value.size(), 4) + value;
}
inline std::string whole(std::int64_t value) {
  return "J" + little(static_cast<std::uint64_t>(value), 4);
}
inline std::string global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}
inline std::string tuple(const std::vector<std::int64_t>& values) {
  std::string all = "(";
  for (const std::int64_t value : values) all += whole(value);
  return all + "t";
}
inline std::string dict(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string all = "}(";
  for (const auto& [key, value] : entries) all += text(key) + value;
  return all + "u";
}
inline std::string ordered(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string all = global("collections", "OrderedDict") + ")R(";
  for (const auto& [key, value] : entries) all += text(key) + value;
  return all + "u";
}
inline std::string closed(const std::string& value) {  // a pickle of one value
  return "\x80\x02" + value + ".";
}

struct Tensor {
  std::string type = "FloatStorage", key = "0";
  std::vector<std::int64_t> shape{}, strides{};
  std::int64_t offset = 0, elements = 0;
};
// `old`: the sixth part of a storage's name that files before the zip have.
inline std::string tensor(const Tensor& t, bool old = false) {
  const std::string storage = "(" + text("storage") + global("torch", t.type) + text(t.key) + text("cpu") +
                              whole(t.elements) + (old ? "N" : "") + "tQ";
  return global("torch._utils", "_rebuild_tensor_v2") + "(" + storage + whole(t.offset) + tuple(t.shape) +
         tuple(t.strides) + "\x89" + ordered({}) + "tR";
}
inline std::string parameter(const std::string& of) {
  return global("torch._utils", "_rebuild_parameter") + "(" + of + "\x88" + ordered({}) + "tR";
}

}  // namespace pickle

// `root`: the pickled value; `storages`: key and bytes.
inline std::string torchZip(const std::string& root, const ZipEntries& storages, bool large = false) {
  ZipEntries entries{{"weights/data.pkl", pickle::closed(root)}, {"weights/byteorder", "little"}};
  for (const auto& [key, bytes] : storages) entries.emplace_back("weights/data/" + key, bytes);
  entries.emplace_back("weights/version", "3\n");
  return storedZip(entries, large);
}

template <class T>
std::string bytesOfValues(const std::vector<T>& values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

// A plain state dict of contiguous float32 tensors: name, shape, values.
struct NamedValues {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};
inline std::string torchZipOf(const std::vector<NamedValues>& tensors, const std::string& place = "") {
  std::vector<std::pair<std::string, std::string>> entries;
  ZipEntries storages;
  for (const NamedValues& t : tensors) {
    pickle::Tensor made;
    made.key = std::to_string(storages.size());
    made.shape = t.shape;
    made.strides.resize(t.shape.size());
    std::int64_t stride = 1;
    for (std::size_t axis = t.shape.size(); axis-- > 0; stride *= t.shape[axis]) made.strides[axis] = stride;
    made.elements = static_cast<std::int64_t>(t.values.size());
    entries.emplace_back(t.name, pickle::tensor(made));
    storages.emplace_back(made.key, bytesOfValues(t.values));
  }
  const std::string state = pickle::ordered(entries);
  return torchZip(place.empty() ? state : pickle::dict({{"epoch", pickle::whole(std::int64_t{3})}, {place, state}}),
                  storages);
}

}  // namespace selvox::test
