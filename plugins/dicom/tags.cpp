#include "plugins/dicom/tags.h"

#include <cmath>

#include "core/base/text.h"

namespace selvox::plugins::dicom {
namespace {
std::string trimmed(std::string value) {
  const auto junk = [](char c) { return c == ' ' || c == '\0' || c == '\t' || c == '\n' || c == '\r'; };
  while (!value.empty() && junk(value.back())) value.pop_back();
  std::size_t start = 0;
  while (start < value.size() && junk(value[start])) ++start;
  return value.substr(start);
}
}  // namespace

std::string text(DcmItem& item, const DcmTagKey& tag, long position) {
  OFString value;
  const OFCondition status = position < 0 ? item.findAndGetOFStringArray(tag, value)
                                          : item.findAndGetOFString(tag, value, static_cast<unsigned long>(position));
  return status.good() ? trimmed(value.c_str()) : std::string();
}

std::optional<double> number(DcmItem& item, const DcmTagKey& tag, unsigned long position) {
  double value = 0;
  if (item.findAndGetFloat64(tag, value, position).good() && std::isfinite(value)) return value;
  float single = 0;  // FL elements
  if (item.findAndGetFloat32(tag, single, position).good() && std::isfinite(single)) return single;
  return base::toDouble(text(item, tag, static_cast<long>(position)));
}

std::optional<long> integer(DcmItem& item, const DcmTagKey& tag) {
  const auto value = number(item, tag);
  if (value && std::abs(*value) < 2e9) return static_cast<long>(*value);
  Uint16 word = 0;
  if (item.findAndGetUint16(tag, word).good()) return word;
  return std::nullopt;
}

std::optional<std::vector<double>> numbers(DcmItem& item, const DcmTagKey& tag, unsigned long count) {
  std::vector<double> values;
  for (unsigned long i = 0; i < count; ++i) {
    const auto value = number(item, tag, i);
    if (!value || !std::isfinite(*value)) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

DcmItem* sequenceItem(DcmItem& item, const DcmTagKey& sequence, long index) {
  DcmItem* found = nullptr;
  return item.findAndGetSequenceItem(sequence, found, static_cast<signed long>(index)).good() ? found : nullptr;
}

}  // namespace selvox::plugins::dicom
