#include "plugins/itk_images/segments.h"

#include <cmath>

#include "core/base/text.h"
#include "plugins/itk_images/header.h"

namespace selvox::plugins::itk_images {
namespace {

constexpr int kMostSegments = 65535;

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == mark)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// "TerminologyEntry:context~category~SCT^113197003^Rib~modifier~…|other tag" -> "SCT 113197003"
std::string codeOf(const std::string& tags) {
  for (const std::string& tag : split(tags, '|')) {
    if (!tag.starts_with("TerminologyEntry:")) continue;
    const auto entry = split(tag, '~');
    if (entry.size() < 3) return {};
    const auto type = split(entry[2], '^');
    return type.size() < 2 || type[1].empty() ? std::string() : type[0] + " " + type[1];
  }
  return {};
}

// "0.99 0.91 0.62" -> "#fde89e"
std::string colourOf(const std::string& text) {
  const auto words = parse::words(text);
  if (words.size() != 3) return {};
  std::string colour = "#";
  for (const std::string& word : words) {
    const auto share = base::toDouble(word);
    if (!share || !(*share >= 0 && *share <= 1)) return {};
    const int level = static_cast<int>(std::lround(*share * 255));
    colour += "0123456789abcdef"[level / 16];
    colour += "0123456789abcdef"[level % 16];
  }
  return colour;
}

}  // namespace

std::vector<Segment> segmentsOf(const std::map<std::string, std::string>& pairs, std::size_t layers) {
  std::vector<Segment> segments;
  const auto value = [&](int number, const char* key) {
    const auto found = pairs.find("Segment" + std::to_string(number) + "_" + key);
    return found == pairs.end() ? std::string() : parse::trimmed(found->second);
  };
  for (int number = 0; number < kMostSegments && !value(number, "ID").empty(); ++number) {
    Segment segment;
    // Older versions number neither: one segment a layer, or values in order.
    const auto layer = base::toInteger(value(number, "Layer")), label = base::toInteger(value(number, "LabelValue"));
    segment.layer = static_cast<std::size_t>(layer.value_or(layers > 1 ? number : 0));
    segment.value = static_cast<int>(label.value_or(layers > 1 ? 1 : number + 1));
    if (segment.layer >= layers || segment.value < 1 || segment.value > 65535) continue;
    segment.name = value(number, "Name");
    segment.code = codeOf(value(number, "Tags"));
    segment.colour = colourOf(value(number, "Color"));
    segments.push_back(std::move(segment));
  }
  return segments;
}

}  // namespace selvox::plugins::itk_images
