#include "plugins/nnunet/dataset_json.h"

#include "core/base/json.h"
#include "core/base/text.h"

namespace selvox::plugins::nnunet {
namespace {

using base::Json;

constexpr std::int64_t kMostLabel = 65535, kMostChannels = 10000;

std::map<int, std::string> readChannels(const Json& object) {
  std::map<int, std::string> channels;
  if (!object.is_object()) return channels;
  for (const auto& [key, value] : object.items())
    if (const auto number = base::toInteger(key);
        number && *number >= 0 && *number < kMostChannels && value.is_string())
      channels[static_cast<int>(*number)] = value.get<std::string>();
  return channels;
}

void addLabel(std::int64_t number, const std::string& name, Dataset& out) {
  if (number > 0 && number <= kMostLabel) out.labels[static_cast<int>(number)] = name;
}

// Version 2: {"liver": 1, "tumours": [1, 2]}; version 1: {"1": "liver"}.
void readLabels(const Json& object, Dataset& out) {
  if (!object.is_object()) return;
  for (const auto& [key, value] : object.items()) {
    if (value.is_number_integer()) {
      addLabel(value.get<std::int64_t>(), key, out);
    } else if (value.is_string()) {
      if (const auto number = base::toInteger(key)) addLabel(*number, value.get<std::string>(), out);
    } else if (value.is_array()) {
      std::string members;
      for (const Json& member : value)
        if (member.is_number_integer())
          members += (members.empty() ? "" : " ") + std::to_string(member.get<std::int64_t>());
      if (value.size() == 1 && value[0].is_number_integer()) addLabel(value[0].get<std::int64_t>(), key, out);
      out.regions[key] = members;
    }
  }
}

}  // namespace

std::optional<Dataset> readDataset(const std::filesystem::path& file, std::string& why) {
  const auto json = base::readJson(file);
  if (!json || !json->is_object()) {
    why = json ? "it is no JSON object" : json.error().message;
    return std::nullopt;
  }
  Dataset dataset;
  dataset.second = json->contains("channel_names") || json->contains("file_ending");
  if (!dataset.second && !json->contains("modality")) {
    why = "it names no channels (channel_names or modality)";
    return std::nullopt;
  }
  const auto part = [&](const char* key) { return json->contains(key) ? (*json)[key] : Json(); };
  dataset.channels = readChannels(part(json->contains("channel_names") ? "channel_names" : "modality"));
  readLabels(part("labels"), dataset);
  if (const Json ending = part("file_ending"); ending.is_string()) dataset.fileEnding = ending.get<std::string>();
  if (const Json number = part("numTraining"); number.is_number_integer())
    dataset.training = number.get<std::int64_t>();
  dataset.listsFiles = dataset.second && part("dataset").is_object();
  return dataset;
}

}  // namespace selvox::plugins::nnunet
