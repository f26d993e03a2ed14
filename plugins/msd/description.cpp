#include "plugins/msd/description.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/text.h"

namespace selvox::plugins::msd {
namespace {

using base::Json;
using Path = std::filesystem::path;

// The path below `root`, or empty when it is absolute or leads out.
Path inside(const Path& root, const std::string& listed) {
  const Path relative = base::pathFromUtf8(listed);
  if (relative.empty() || relative.is_absolute() || relative.has_root_name() || relative.has_root_directory())
    return {};
  for (const Path& part : relative)
    if (part == "..") return {};
  return (root / relative).lexically_normal();
}

std::string stringAt(const Json& object, const char* key) {
  return base::valueOr(object, key, std::string());
}

class Reader {
 public:
  Reader(const Path& root, const std::set<Path>& present, Description& out)
      : root_(root), present_(present), out_(out) {}

  void training(const Json& entries) {
    if (!entries.is_array()) return;
    for (const Json& entry : entries) {
      const Path image = resolve(stringAt(entry, "image"));
      const std::string listedLabel = stringAt(entry, "label");
      const Path label = listedLabel.empty() ? Path() : resolve(listedLabel);
      if (!image.empty() && !label.empty()) out_.labelOf[image] = label;
    }
  }
  void test(const Json& entries) {
    if (!entries.is_array()) return;
    for (const Json& entry : entries)
      (void)resolve(entry.is_string() ? entry.get<std::string>() : stringAt(entry, "image"));
  }
  void finish() {
    if (missing_.empty()) return;
    std::string text = "lists " + std::to_string(missing_.size()) + " file(s) that are not there: ";
    for (std::size_t i = 0; i < std::min<std::size_t>(missing_.size(), 5); ++i)
      text += (i > 0 ? ", " : "") + missing_[i];
    if (missing_.size() > 5) text += ", …";
    out_.problems.push_back(text);
  }

 private:
  Path resolve(const std::string& listed) {
    const Path path = inside(root_, listed);
    if (path.empty()) {
      out_.problems.push_back("lists a path that leads out of the dataset and is not followed: " + listed);
      return {};
    }
    if (present_.contains(path)) return path;
    missing_.push_back(listed);
    return {};
  }

  const Path& root_;
  const std::set<Path>& present_;
  Description& out_;
  std::vector<std::string> missing_;
};

// MSD writes {"1": "liver"}, nnU-Net {"liver": 1}.
std::map<int, std::string> readLabels(const Json& labels) {
  std::map<int, std::string> names;
  if (!labels.is_object()) return names;
  for (const auto& [key, value] : labels.items()) {
    if (value.is_string()) {
      if (const auto number = base::toInteger(key); number && *number > 0 && *number <= 65535)
        names[static_cast<int>(*number)] = value.get<std::string>();
    } else if (value.is_number_integer()) {
      if (const auto number = value.get<std::int64_t>(); number > 0 && number <= 65535)
        names[static_cast<int>(number)] = key;
    }
  }
  return names;
}

std::string modalityCode(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (word == "CT") return "CT";
  if (word == "PET" || word == "PT") return "PT";
  for (const char* mr : {"MR", "T1", "T2", "FLAIR", "ADC", "DWI", "PD", "DCE", "SWI"})
    if (word.find(mr) != std::string::npos) return "MR";
  return "OT";
}

std::vector<std::string> readModalities(const Json& object) {
  std::map<long long, std::string> byNumber;
  if (object.is_object())
    for (const auto& [key, value] : object.items())
      if (const auto number = base::toInteger(key); number && value.is_string())
        byNumber[*number] = modalityCode(value.get<std::string>());
  std::vector<std::string> codes;
  for (const auto& [number, code] : byNumber) codes.push_back(code);
  return codes;
}

}  // namespace

Description readDescription(const Path& root, const Path& file, const std::set<Path>& present) {
  Description description;
  const auto json = base::readJson(file);
  if (!json || !json->is_object()) {
    description.problems.push_back("is not readable as JSON, so images and labels were matched by name: " +
                                   (json ? std::string("not an object") : json.error().message));
    return description;
  }
  Reader reader(root, present, description);
  const auto part = [&](const char* key) { return json->contains(key) ? (*json)[key] : Json(); };
  reader.training(part("training"));
  reader.test(part("test"));
  reader.finish();
  description.labelNames = readLabels(part("labels"));
  description.modalities = readModalities(json->contains("modality") ? part("modality") : part("channel_names"));
  return description;
}

}  // namespace selvox::plugins::msd
