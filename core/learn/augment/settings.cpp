#include <cmath>
#include <utility>

#include "core/learn/augment/augment.h"
#include "core/learn/augment/presets.h"

namespace selvox::learn::augment {
namespace {

using spec::Param;
using spec::ParamType;

struct Row {
  const char* name;
  double Settings::*member;
  double low, high;
  const char* unit;
  const char* help;
  bool advanced;
  const char* citation = "nnU-Net (Isensee 2021)";
};

constexpr const char* kGroup = "Augmentation";
constexpr const char* kGrill = "Grill et al., NeurIPS 2020 (BYOL)";
constexpr const char* kCaron = "Caron et al., NeurIPS 2020 (SwAV)";

const std::vector<Row>& table() {
  static const std::vector<Row> rows{
      {"flip", &Settings::flip, 0, 1, "", "Chance, per axis, that a patch is mirrored. 0 keeps left and right apart.",
       false},
      {"flip_x", &Settings::flipX, 0, 1, "", "The same along x (left and right) alone. Auto: as augment.flip.", true},
      {"flip_y", &Settings::flipY, 0, 1, "",
       "The same along y (front and back; up and down in pictures) alone. Auto: as augment.flip.", true},
      {"flip_z", &Settings::flipZ, 0, 1, "", "The same along z (head and feet) alone. Auto: as augment.flip.", true},
      {"rotate", &Settings::rotate, 0, 1, "",
       "Chance that a patch is turned. Higher makes the network bear odd positions.", false},
      {"rotate_degrees", &Settings::rotateDegrees, 0, 180, "degrees", "Largest angle about each axis.", false},
      {"scale", &Settings::scale, 0, 1, "", "Chance that a patch is zoomed.", false},
      {"scale_low", &Settings::scaleLow, 0.2, 1, "", "Smallest zoom; below 1 shows more of the surroundings.", true},
      {"scale_high", &Settings::scaleHigh, 1, 5, "", "Largest zoom.", true},
      {"gamma", &Settings::gamma, 0, 1, "", "Chance of a gamma curve on the grey values.", false},
      {"gamma_low", &Settings::gammaLow, 0.1, 1, "", "Smallest exponent; below 1 brightens the middle greys.", true},
      {"gamma_high", &Settings::gammaHigh, 1, 5, "", "Largest exponent.", true},
      {"gamma_invert", &Settings::gammaInvert, 0, 1, "", "Chance of a gamma curve on the inverted greys.", true},
      {"noise", &Settings::noise, 0, 1, "", "Chance of Gaussian noise.", false},
      {"noise_variance", &Settings::noiseVariance, 0, 1, "",
       "Largest variance of the noise, in units of the normalised image.", true},
      {"blur", &Settings::blur, 0, 1, "", "Chance of a Gaussian blur.", false},
      {"blur_low", &Settings::blurLow, 0.1, 10, "voxels", "Smallest sigma of the blur.", true},
      {"blur_high", &Settings::blurHigh, 0.1, 10, "voxels", "Largest sigma of the blur.", true},
      {"brightness", &Settings::brightness, 0, 1, "", "Chance that all values are multiplied by one factor.", false},
      {"brightness_low", &Settings::brightnessLow, 0, 1, "", "Smallest factor.", true},
      {"brightness_high", &Settings::brightnessHigh, 1, 4, "", "Largest factor.", true},
      {"contrast", &Settings::contrast, 0, 1, "", "Chance that values are spread around their mean.", false},
      {"contrast_low", &Settings::contrastLow, 0, 1, "", "Smallest spread.", true},
      {"contrast_high", &Settings::contrastHigh, 1, 4, "", "Largest spread.", true},
      {"low_resolution", &Settings::lowResolution, 0, 1, "",
       "Chance that a patch is shrunk and enlarged again, as from a coarser scanner.", false},
      {"low_resolution_low", &Settings::lowResolutionLow, 0.1, 1, "", "Smallest size, as a share of the patch's.",
       true},
      {"cutout", &Settings::cutout, 0, 1, "", "Chance that a box of the patch is set to zero.", false},
      {"cutout_share", &Settings::cutoutShare, 0, 0.9, "", "Share of the patch that the box covers.", true},
      {"crop_low", &Settings::cropLow, 0.05, 1, "",
       "Smallest share of the patch that a random resized crop keeps; 1 turns it off.", false, kCaron},
      {"crop_high", &Settings::cropHigh, 0.05, 1, "", "Largest share of the patch that a random resized crop keeps.",
       true, kCaron},
      {"solarise", &Settings::solarise, 0, 1, "",
       "Chance that bright greys are inverted, so that shape counts more than grey. Only for pictures and X-rays.",
       false, kGrill},
      {"solarise_threshold", &Settings::solariseThreshold, 0, 1, "",
       "Share of the grey range above which greys are inverted. Lower inverts more.", true, kGrill},
  };
  return rows;
}

Param presetParam() {
  Param param;
  param.name = "augment.preset";
  param.type = ParamType::Choice;
  param.defaultValue = "auto";
  param.choices = {"auto", "ct", "mr", "xray", "ultrasound", "microscopy", "none"};
  param.help = "Keeps the settings below within what leaves such images true; what you set yourself stays. " +
               std::string(presetHelp()) + " None: nothing is held back. Auto: by the images' modalities.";
  param.group = kGroup;
  return param;
}

Param lateralityParam() {
  Param param;
  param.name = "augment.keep_laterality";
  param.type = ParamType::Bool;
  param.defaultValue = false;
  param.help =
      "Never mirror along x, whatever the chances say: left stays left. For hearts, markers, sides of a label.";
  param.group = kGroup;
  return param;
}

}  // namespace

spec::ParamSchema schema() {
  spec::ParamSchema result;
  const Settings defaults;
  result.params = {presetParam(), lateralityParam()};
  for (const Row& row : table()) {
    Param param;
    param.name = std::string("augment.") + row.name;
    param.type = ParamType::Float;
    if (defaults.*row.member >= row.low) param.defaultValue = defaults.*row.member;  // otherwise null: automatic
    param.minimum = row.low;
    param.maximum = row.high;
    param.unit = row.unit;
    param.help = row.help;
    param.citation = row.citation;
    param.group = kGroup;
    param.advanced = row.advanced;
    result.params.push_back(std::move(param));
  }
  return result;
}

Settings fromJson(const base::Json& settings) {
  Settings result;
  for (const Row& row : table()) {
    const std::string name = std::string("augment.") + row.name;
    result.*row.member = base::valueOr<double>(settings, name.c_str(), result.*row.member);
  }
  result.keepLaterality = base::valueOr(settings, "augment.keep_laterality", false);
  return result;
}

Settings contrastiveDefaults() {
  Settings s;
  s.rotate = 0.5;
  s.scale = 0;
  s.gamma = 0.5;
  s.noise = 0.2;
  s.blur = 0.3;
  s.brightness = 0.5;
  s.brightnessLow = 0.6;
  s.brightnessHigh = 1.4;
  s.contrast = 0.5;
  s.contrastLow = 0.6;
  s.contrastHigh = 1.4;
  s.cutout = 0.2;
  s.cropLow = 0.3;
  return s;
}

}  // namespace selvox::learn::augment
