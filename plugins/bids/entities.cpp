#include "plugins/bids/entities.h"

namespace selvox::plugins::bids {
namespace {

// Words that begin the last parts of a label map's name: _dseg, _mask, _seg-manual, _lesion-manual, _label-GM_mask.
constexpr const char* kLabelWords[] = {"dseg", "mask", "seg", "gmseg", "csfseg", "lesion", "roi"};

bool begins(const std::string& part, const std::string& word) {
  return part.starts_with(word) && (part.size() == word.size() || part[word.size()] == '-');
}

}  // namespace

Name parseName(const std::string& stem) {
  Name name;
  std::string part;
  for (const char c : stem + "_") {
    if (c != '_') {
      part += c;
      continue;
    }
    const std::size_t dash = part.find('-');
    const bool pair = dash != std::string::npos && dash > 0 && derivativeRole(part) == Role::Image;
    if (pair)
      name.entities[part.substr(0, dash)] = part.substr(dash + 1);
    else if (!part.empty())
      name.suffix = part;
    part.clear();
  }
  return name;
}

Role derivativeRole(const std::string& stem) {
  const std::size_t last = stem.rfind('_');
  const std::string part = last == std::string::npos ? stem : stem.substr(last + 1);
  if (begins(part, "probseg") || begins(part, "softseg")) return Role::Probability;
  for (const char* word : kLabelWords)
    if (begins(part, word)) return Role::Label;
  return Role::Image;
}

}  // namespace selvox::plugins::bids
