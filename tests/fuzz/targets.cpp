#include "tests/fuzz/targets.h"

#include <cstdlib>
#include <span>
#include <string_view>

#include "core/base/safetensors.h"
#include "core/base/torch_file.h"
#include "core/events/run_folder.h"
#include "core/events/series.h"
#include "core/spec/param_schema.h"
#include "core/spec/run_spec.h"
#include "core/volume/brick_layout.h"

namespace selvox::fuzz {
namespace {

std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
std::span<const std::byte> bytes(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const std::byte*>(data), size};
}

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

int json(const std::uint8_t* data, std::size_t size) {
  const auto parsed = base::parseJson(text(data, size), "fuzz");
  if (!parsed) return 0;
  require(base::parseJson(base::dumpJson(*parsed), "again").has_value());
  const auto spec = spec::runSpecFromJson(*parsed);
  if (!spec) return 0;
  const auto again = spec::runSpecFromJson(spec::toJson(*spec));  // what we accept we can write and read
  require(again.has_value() && spec::toJson(*again) == spec::toJson(*spec));
  return 0;
}

int schema(const std::uint8_t* data, std::size_t size) {
  const auto parsed = base::parseJson(text(data, size), "fuzz");
  if (!parsed) return 0;
  const auto schema = spec::schemaFromJson(*parsed);
  if (!schema) return 0;
  (void)spec::resolve(*schema, *parsed);
  for (const auto& param : schema->params) {
    for (const char* value : {"1", "auto", "true", "1,2", "-1e300", "", "x"}) {
      const auto read = spec::parseValue(param, value);
      require(!read || spec::check(param, *read).has_value());
    }
  }
  return 0;
}

int events(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = text(data, size);
  events::RunView view;
  events::ScalarTable table;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    if (const auto event = events::decode(line)) {
      view.apply(*event);
      events::apply(table, *event);
      const auto again = events::decode(events::encode(*event));
      require(again && again->seq == event->seq);
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  for (const auto& [name, series] : table) (void)events::decimate(series.points(), -10, 1e6, 50);
  return 0;
}

int bricks(const std::uint8_t* data, std::size_t size) {
  const auto front = volume::detail::parseFront(bytes(data, size), "fuzz");
  if (!front) return 0;
  for (const auto& entry : front->layout.entries) require(entry.offset <= size && entry.bytes <= size - entry.offset);
  return 0;
}

int safetensors(const std::uint8_t* data, std::size_t size) {
  const auto content = base::parseSafetensors(bytes(data, size), "fuzz");
  if (!content) return 0;
  for (const auto& [name, view] : content->tensors) {
    require(base::tensorBytes(view.dtype, view.shape) == view.bytes.size());
    require(view.bytes.empty() || (view.bytes.data() >= bytes(data, size).data() &&
                                   view.bytes.data() + view.bytes.size() <= bytes(data, size).data() + size));
  }
  return 0;
}

int torchFile(const std::uint8_t* data, std::size_t size) {
  const auto content = base::parseTorchFile(bytes(data, size), "fuzz");
  if (!content) return 0;
  for (const auto& [name, tensor] : content->tensors) {
    require(tensor.bytes.empty() || (tensor.bytes.data() >= bytes(data, size).data() &&
                                     tensor.bytes.data() + tensor.bytes.size() <= bytes(data, size).data() + size));
    require(base::contiguousBytes(tensor).size() == base::tensorBytes(tensor.dtype, tensor.shape));
  }
  return 0;
}

}  // namespace selvox::fuzz
