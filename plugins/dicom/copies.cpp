#include "plugins/dicom/copies.h"

#include <unordered_map>

#include "plugins/dicom/pixels.h"

namespace selvox::plugins::dicom {
namespace {

bool samePlace(const Header& a, const Header& b) {
  if (a.slices.size() != b.slices.size() || a.rows != b.rows || a.columns != b.columns) return false;
  return a.slices.front().position == b.slices.front().position &&
         a.slices.front().alongRow == b.slices.front().alongRow;
}

bool samePixels(const Pixels& a, const Pixels& b) {
  return a.type == b.type && a.samples == b.samples && a.data == b.data;
}

}  // namespace

void dropCopies(std::vector<Header>& headers, ports::ImportSink& sink) {
  std::vector<Header> kept;
  std::unordered_map<std::string, std::vector<std::size_t>> byInstance;
  for (Header& header : headers) {
    auto& twins = byInstance[header.instance];
    bool copy = false;
    if (!header.instance.empty() && !twins.empty()) {
      const auto pixels = readPixels(header.path);
      for (const std::size_t twin : twins) {
        if (copy || !pixels || !samePlace(kept[twin], header)) continue;
        const auto others = readPixels(kept[twin].path);
        copy = others && samePixels(*others, *pixels);
      }
    }
    if (copy) {
      sink.skip(header.path, "another copy of an image of the same series (same SOP Instance UID, same pixels)");
      continue;
    }
    twins.push_back(kept.size());
    kept.push_back(std::move(header));
  }
  headers = std::move(kept);
}

}  // namespace selvox::plugins::dicom
