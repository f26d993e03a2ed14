#include "core/learn/augment/presets.h"

#include <algorithm>
#include <string_view>

namespace selvox::learn::augment {
namespace {

using base::Json;

enum class Limit { AtMost, AtLeast, Is };  // Is: ranges and switches that do nothing by themselves

struct Rule {
  const char* setting;
  Limit limit;
  Json value;
};

struct Preset {
  const char* id;
  std::vector<const char*> modalities;  // DICOM (0008,0060)
  std::vector<Rule> rules;
};

// Most careful first. Ranges that are not listed stay as the method has them.
const std::vector<Preset>& presets() {
  static const std::vector<Preset> all{
      // Hounsfield units mean a tissue: no change of grey but noise, blur and resolution.
      {"ct",
       {"CT"},
       {{"gamma", Limit::AtMost, 0},
        {"gamma_invert", Limit::AtMost, 0},
        {"brightness", Limit::AtMost, 0},
        {"contrast", Limit::AtMost, 0},
        {"solarise", Limit::AtMost, 0}}},
      // The probe is at the top: shadows and fading go down, and the speckle is part of the signal.
      {"ultrasound",
       {"US", "IVUS"},
       {{"flip_y", Limit::AtMost, 0},
        {"rotate_degrees", Limit::AtMost, 20},
        {"gamma_invert", Limit::AtMost, 0},
        {"blur_high", Limit::AtMost, 1.0},
        {"solarise", Limit::AtMost, 0}}},
      // Taken upright with the sides marked; film and detector have curves of their own, so greys may bend.
      {"xray",
       {"CR", "DX", "DR", "XR", "RG", "RF", "XA", "MG", "PX", "IO"},
       {{"keep_laterality", Limit::Is, true},
        {"flip_y", Limit::AtMost, 0},
        {"rotate_degrees", Limit::AtMost, 15},
        {"scale_low", Limit::AtLeast, 0.8},
        {"scale_high", Limit::AtMost, 1.25}}},
      // Greys have no unit and no fixed order of tissues, but are never inverted.
      {"mr", {"MR", "MRI"}, {{"solarise", Limit::AtMost, 0}}},
      // A slide has no up and down.
      {"microscopy", {"SM", "GM", "OP", "XC", "ES", "DMS"}, {{"rotate_degrees", Limit::Is, 180}}},
  };
  return all;
}

// Codes are ASCII capitals; "mri" in a dataset's description is the same.
bool sameCode(std::string_view a, std::string_view b) {
  const auto capital = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return capital(x) == capital(y); });
}

bool outside(const Rule& rule, const Json& value) {
  if (rule.limit == Limit::Is) return value != rule.value;
  if (!value.is_number()) return value.is_null();
  return rule.limit == Limit::AtMost ? value.get<double>() > rule.value.get<double>()
                                     : value.get<double>() < rule.value.get<double>();
}

}  // namespace

std::vector<std::string> presetsFor(const std::string& choice, const std::vector<std::string>& modalities) {
  if (choice == "none") return {};
  if (choice != "auto") return {choice};
  const auto isOf = [](const Preset& preset, const std::string& modality) {
    return std::any_of(preset.modalities.begin(), preset.modalities.end(),
                       [&](const char* code) { return sameCode(modality, code); });
  };
  const auto known = [&](const std::string& modality) {
    return std::any_of(presets().begin(), presets().end(), [&](const Preset& p) { return isOf(p, modality); });
  };
  std::vector<std::string> result;
  for (const Preset& preset : presets()) {
    const bool wanted = std::any_of(modalities.begin(), modalities.end(), [&](const std::string& modality) {
      return isOf(preset, modality) || (std::string(preset.id) == "mr" && !known(modality));
    });
    if (wanted) result.emplace_back(preset.id);
  }
  if (result.empty()) result.emplace_back("mr");  // nothing is known of the images
  return result;
}

std::vector<std::string> applyPresets(Json& settings, const Json& given, const std::vector<std::string>& chosen) {
  std::vector<std::string> kept;
  for (const Preset& preset : presets()) {
    if (std::find(chosen.begin(), chosen.end(), preset.id) == chosen.end()) continue;
    for (const Rule& rule : preset.rules) {
      if (rule.limit == Limit::Is && chosen.size() > 1 && !rule.value.is_boolean()) continue;  // not for the others
      const std::string name = std::string("augment.") + rule.setting;
      const auto value = settings.find(name);
      if (value == settings.end() || !outside(rule, *value)) continue;
      if (given.contains(name)) {
        kept.push_back(name);
      } else {
        *value = rule.value;
      }
    }
  }
  return kept;
}

const char* presetHelp() {
  return "CT: greys are units, so no brightness, contrast, gamma or solarisation. MR: greys are never inverted. X-ray: "
         "left stays left, up stays up, turns to 15 degrees. Ultrasound: the probe stays on top, turns to 20 degrees. "
         "Microscopy: any angle.";
}

}  // namespace selvox::learn::augment
