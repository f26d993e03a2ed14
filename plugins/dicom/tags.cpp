#include "plugins/dicom/tags.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
//
#include "dcmtk/dcmdata/dcspchrs.h"

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

std::string utf8Text(DcmItem& dataset, const DcmTagKey& tag) {
  std::string value = text(dataset, tag);
  const auto foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == 0x1b; };  // escape: ISO 2022
  if (std::none_of(value.begin(), value.end(), foreign)) return value;
  DcmSpecificCharacterSet sets;
  OFString converted;
  if (sets.selectCharacterSet(OFString(text(dataset, DCM_SpecificCharacterSet, -1).c_str())).good() &&
      sets.convertString(value.c_str(), converted).good())
    return converted.c_str();
  std::replace_if(value.begin(), value.end(), foreign, '?');
  return value;
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

std::vector<DcmItem*> itemsOf(DcmItem& item, const DcmTagKey& sequence) {
  std::vector<DcmItem*> items;
  DcmSequenceOfItems* found = nullptr;
  if (item.findAndGetSequence(sequence, found).bad() || found == nullptr) return items;
  for (DcmObject* next = found->nextInContainer(nullptr); next != nullptr; next = found->nextInContainer(next))
    if (auto* one = dynamic_cast<DcmItem*>(next)) items.push_back(one);
  return items;
}

DcmItem* sequenceItem(DcmItem& item, const DcmTagKey& sequence, long index) {
  DcmItem* found = nullptr;
  return item.findAndGetSequenceItem(sequence, found, static_cast<signed long>(index)).good() ? found : nullptr;
}

}  // namespace selvox::plugins::dicom
