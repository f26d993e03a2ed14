#include "core/learn/checks/npy.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include <ATen/ops/empty.h>

#include "core/base/file.h"
#include "core/base/text.h"

namespace selvox::learn::checks {
namespace {

constexpr char kMagic[] = "\x93NUMPY";

base::Status bad(const std::string& path, const std::string& what) {
  return base::fail(base::ErrorCode::Corrupt, path + " is not a .npy file that can be read here: " + what + ".");
}

// The text of "'key': VALUE" up to the comma (or the bracket that closes a tuple).
std::string valueOf(const std::string& header, const std::string& key) {
  const std::size_t at = header.find("'" + key + "':");
  if (at == std::string::npos) return {};
  std::size_t first = header.find_first_not_of(' ', at + key.size() + 3);
  if (first == std::string::npos) return {};
  const std::size_t last = header.find_first_of(header[first] == '(' ? ")" : ",}", first);
  return last == std::string::npos ? std::string() : header.substr(first, last - first);
}

base::Result<std::vector<std::int64_t>> shapeOf(const std::string& path, const std::string& tuple) {
  std::vector<std::int64_t> shape;
  std::int64_t total = 1;
  for (std::size_t i = 1; i < tuple.size();) {
    std::size_t comma = std::min(tuple.find(',', i), tuple.size());
    std::string entry = tuple.substr(i, comma - i);
    entry.erase(std::remove(entry.begin(), entry.end(), ' '), entry.end());
    i = comma + 1;
    if (entry.empty()) continue;
    const auto side = base::toInteger(entry);
    if (!side || *side < 0 || *side > (1LL << 40) || total > (1LL << 40) / std::max(*side, 1LL)) {
      return tl::unexpected(bad(path, "its shape makes no sense").error());
    }
    shape.push_back(*side);
    total *= *side;
  }
  return shape;
}

}  // namespace

base::Result<at::Tensor> readNpy(const std::string& path) {
  SELVOX_TRY(const std::string bytes, base::readFile(base::pathFromUtf8(path)));
  if (bytes.size() < 12 || std::memcmp(bytes.data(), kMagic, 6) != 0)
    return tl::unexpected(bad(path, "no NumPy header").error());
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  const bool wide = bytes[6] >= 2;
  const std::size_t length =
      wide ? byte(8) + (byte(9) << 8) + (byte(10) << 16) + (byte(11) << 24) : byte(8) + (byte(9) << 8);
  const std::size_t start = (wide ? 12 : 10) + length;
  if (start > bytes.size()) return tl::unexpected(bad(path, "the header is cut off").error());
  const std::string header = bytes.substr(wide ? 12 : 10, length), type = valueOf(header, "descr");
  if (type != "'<f4'" && type != "'<f8'")
    return tl::unexpected(bad(path, "only float32 and float64 are known").error());
  if (valueOf(header, "fortran_order") != "False") return tl::unexpected(bad(path, "only C order is known").error());
  SELVOX_TRY(const std::vector<std::int64_t> shape, shapeOf(path, valueOf(header, "shape")));
  at::Tensor tensor = at::empty(0, type == "'<f4'" ? at::kFloat : at::kDouble);
  std::int64_t count = 1;
  for (const std::int64_t side : shape) count *= side;
  if (static_cast<std::size_t>(count) * tensor.element_size() != bytes.size() - start) {
    return tl::unexpected(bad(path, "its length does not fit its shape").error());
  }
  tensor = at::empty(shape, tensor.options());
  std::memcpy(tensor.data_ptr(), bytes.data() + start, bytes.size() - start);
  return tensor;
}

base::Status writeNpy(const std::string& path, const at::Tensor& tensor) {
  const bool single = tensor.scalar_type() == at::kFloat;
  const at::Tensor plain = tensor.detach().cpu().to(single ? at::kFloat : at::kDouble).contiguous();
  std::string header = std::string("{'descr': '") + (single ? "<f4" : "<f8") + "', 'fortran_order': False, 'shape': (";
  for (const std::int64_t side : plain.sizes()) header += std::to_string(side) + ",";
  header += "), }";
  header.append(63 - (10 + header.size()) % 64, ' ').push_back('\n');
  std::string bytes(kMagic, 6);
  bytes += '\x01';
  bytes += '\0';
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  bytes.append(static_cast<const char*>(plain.data_ptr()), plain.nbytes());
  return base::writeFile(base::pathFromUtf8(path), bytes);
}

}  // namespace selvox::learn::checks
