// What each modality bears, flips axis by axis, solarisation, crops with an upper end.

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/learn/augment/augment.h"
#include "core/learn/augment/intensity.h"
#include "core/learn/augment/presets.h"
#include "core/learn/augment/spatial.h"
#include "core/learn/engine/resolve.h"
#include "core/learn/methods/method.h"
#include "tests/learn/engine_fixture.h"

namespace selvox::learn::augment {
namespace {

using base::Json;
using Names = std::vector<std::string>;

Json strong() {
  Json all = Json::object();
  for (const auto& param : schema().params) all[param.name] = param.defaultValue;
  for (const char* chance :
       {"gamma", "gamma_invert", "brightness", "contrast", "solarise", "noise", "blur", "flip_x", "flip_y", "flip_z"}) {
    all[std::string("augment.") + chance] = 0.5;
  }
  return all;
}

at::Tensor noise(const std::vector<std::int64_t>& shape) {
  at::Tensor result = at::empty(shape);
  fillNormal(result.data_ptr<float>(), result.numel(), 3, 0, 0);
  return result;
}

Settings still() {
  Settings s;
  s.flip = s.rotate = s.scale = s.gamma = s.gammaInvert = s.noise = s.blur = s.brightness = s.contrast = 0;
  return s;
}

TEST(Presets, FollowTheModalities) {
  EXPECT_EQ(presetsFor("auto", {"CT", "CT"}), Names{"ct"});
  EXPECT_EQ(presetsFor("auto", {"MR"}), Names{"mr"});
  EXPECT_EQ(presetsFor("auto", {"mri"}), Names{"mr"});
  EXPECT_EQ(presetsFor("auto", {"DX"}), Names{"xray"});
  EXPECT_EQ(presetsFor("auto", {"US"}), Names{"ultrasound"});
  EXPECT_EQ(presetsFor("auto", {"SM"}), Names{"microscopy"});
  EXPECT_EQ(presetsFor("auto", {"OT"}), Names{"mr"});
  EXPECT_EQ(presetsFor("auto", {"MR", "CT"}), (Names{"ct", "mr"}));
  EXPECT_EQ(presetsFor("xray", {"CT"}), Names{"xray"});
  EXPECT_TRUE(presetsFor("none", {"CT"}).empty());
}

TEST(Presets, CtKeepsItsUnits) {
  Json s = strong();
  EXPECT_TRUE(applyPresets(s, Json::object(), {"ct"}).empty());
  for (const char* name : {"gamma", "gamma_invert", "brightness", "contrast", "solarise"})
    EXPECT_EQ(s[std::string("augment.") + name], 0) << name;
  EXPECT_EQ(s["augment.noise"], 0.5);
  EXPECT_EQ(s["augment.flip_x"], 0.5);
}

TEST(Presets, XrayKeepsSidesAndMaySolarise) {
  Json s = strong();
  applyPresets(s, Json::object(), {"xray"});
  EXPECT_EQ(s["augment.keep_laterality"], true);
  EXPECT_EQ(s["augment.flip_y"], 0);
  EXPECT_EQ(s["augment.rotate_degrees"], 15);
  EXPECT_EQ(s["augment.solarise"], 0.5);
  EXPECT_EQ(s["augment.gamma"], 0.5);
}

TEST(Presets, SwitchNothingOnAndLeaveWhatAPersonChose) {
  for (const char* preset : {"ct", "mr", "xray", "ultrasound", "microscopy"}) {
    Json none = strong();
    for (auto& [name, value] : none.items()) {
      if (value.is_number()) value = 0.0;
    }
    const Json before = none;
    applyPresets(none, Json::object(), {preset});
    for (const char* chance : {"flip", "rotate", "scale", "gamma", "gamma_invert", "noise", "blur", "brightness",
                               "contrast", "low_resolution", "cutout", "solarise"}) {
      EXPECT_EQ(none[std::string("augment.") + chance], 0.0) << preset << " " << chance;
    }
  }
  Json s = strong();
  EXPECT_EQ(applyPresets(s, {{"augment.gamma", 0.5}}, {"ct"}), Names{"augment.gamma"});
  EXPECT_EQ(s["augment.gamma"], 0.5);
  EXPECT_EQ(s["augment.brightness"], 0);
}

TEST(Presets, MixedImagesGetTheLimitsOfAll) {
  Json s = strong();
  applyPresets(s, Json::object(), presetsFor("auto", {"CT", "DX", "SM"}));
  EXPECT_EQ(s["augment.brightness"], 0);
  EXPECT_EQ(s["augment.keep_laterality"], true);
  EXPECT_EQ(s["augment.rotate_degrees"], 15);  // microscopy's free angle is not for the others
}

TEST(Presets, EveryRuleNamesASettingOfTheSchema) {
  const Json known = strong();
  for (const char* preset : {"ct", "mr", "xray", "ultrasound", "microscopy"}) {
    Json s = known;
    applyPresets(s, Json::object(), {preset});
    EXPECT_NE(s, known) << preset;
    for (const auto& param : schema().params) EXPECT_TRUE(spec::check(param, s[param.name])) << preset << param.name;
  }
}

TEST(Resolve, PatchesOfATransformerAreWholeTokens) {
  const test::Workspace workspace(3);  // 24 x 28 x 20 voxels
  const auto resolved = [&](const char* name, const Json& more) {
    auto spec = workspace.spec("simmim", "vit-s", 3);
    spec.settings["train.patch"] = nullptr;
    spec.settings.update(more);
    const auto folder = workspace.make(name, spec);
    const auto result = engine::resolveSettings(spec, folder.root, engine::Trials::None);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return *result;
  };
  EXPECT_EQ(resolved("usual", Json::object()).settings["train.patch"], (Json{32, 32, 32}));
  EXPECT_EQ(resolved("small", {{"arch.patch", 12}}).settings["train.patch"], (Json{24, 36, 24}));
  const auto own = resolved("own", {{"train.patch", {32, 24, 16}}});
  EXPECT_EQ(own.settings["train.patch"], (Json{32, 24, 16}));
  ASSERT_EQ(own.warnings.size(), 1u);
  EXPECT_NE(own.warnings[0].find("no multiple of the 16 voxels of a token"), std::string::npos) << own.warnings[0];
}

TEST(Resolve, PatchesAreWhatTheNetworkTakesWhole) {
  const test::Workspace workspace(3);
  auto spec = workspace.spec("simmim", "swin-unetr", 3);
  spec.settings["train.patch"] = nullptr;
  const auto usual = engine::resolveSettings(spec, workspace.make("usual", spec).root, engine::Trials::None);
  ASSERT_TRUE(usual) << usual.error().message;
  EXPECT_EQ(usual->settings["train.patch"], (Json{32, 32, 32}));
  spec.settings["train.patch"] = {40, 32, 32};
  const auto own = engine::resolveSettings(spec, workspace.make("own", spec).root, engine::Trials::None);
  ASSERT_TRUE(own) << own.error().message;
  ASSERT_EQ(own->warnings.size(), 1u);
  EXPECT_NE(own->warnings[0].find("no multiple of the 32 voxels that swin-unetr takes whole"), std::string::npos)
      << own->warnings[0];
}

TEST(Presets, ARunIsResolvedByItsModality) {
  const test::Workspace workspace(3);
  const auto resolved = [&](const char* modality, Json more) {
    auto spec = workspace.spec("simclr", "unet", 2);
    for (auto& entry : spec.cases) entry.modality = modality;
    spec.settings.update(more);
    const auto folder = workspace.make(std::string("run-") + modality, spec);
    const auto result = engine::resolveSettings(spec, folder.root, engine::Trials::None);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return *result;
  };
  const auto ct = resolved("CT", {{"augment.contrast", 0.2}});
  EXPECT_EQ(ct.settings["augment.preset"], "ct");
  EXPECT_EQ(ct.settings["augment.brightness"], 0);
  EXPECT_EQ(ct.settings["augment.contrast"], 0.2);
  ASSERT_EQ(ct.warnings.size(), 1u);
  EXPECT_NE(ct.warnings[0].find("augment.contrast"), std::string::npos);
  const auto mr = resolved("MR", Json::object());
  EXPECT_EQ(mr.settings["augment.preset"], "mr");
  EXPECT_EQ(mr.settings["augment.solarise"], 0);
  EXPECT_GT(mr.settings["augment.brightness"], 0.0);
  EXPECT_EQ(mr.settings["augment.flip_z"], mr.settings["augment.flip"]);
  EXPECT_GT(resolved("DX", Json::object()).settings["augment.solarise"], 0.0);
  EXPECT_TRUE(fromJson(resolved("DX", Json::object()).settings).keepLaterality);
}

TEST(Flips, EachAxisHasItsOwnChance) {
  Settings s = still();
  s.flip = 1;
  s.flipZ = 0;
  Rows rows = drawAffine(s, {1, 2, 0}, 0, 3, gridOf({8, 8, 8}), gridOf({8, 8, 8}));
  EXPECT_EQ(rows[0], -1);
  EXPECT_EQ(rows[5], -1);
  EXPECT_EQ(rows[10], 1);
  s.keepLaterality = true;
  s.flipX = 1;  // the switch is stronger
  for (int sample = 0; sample < 50; ++sample) {
    rows = drawAffine(s, {1, 2, 0}, sample, 3, gridOf({8, 8, 8}), gridOf({8, 8, 8}));
    EXPECT_EQ(rows[0], 1);
    EXPECT_EQ(rows[5], -1);
  }
}

TEST(Flips, OneAxisChangesNoOtherDraw) {
  Settings a = still(), b;
  a.flip = 0.5, a.rotate = a.scale = 1;
  b = a;
  b.flipX = 0;
  for (int sample = 0; sample < 20; ++sample) {
    const Rows all = drawAffine(a, {1, 2, 0}, sample, 3, gridOf({8, 8, 8}), gridOf({8, 8, 8}));
    const Rows some = drawAffine(b, {1, 2, 0}, sample, 3, gridOf({8, 8, 8}), gridOf({8, 8, 8}));
    EXPECT_NEAR(std::abs(all[0]), std::abs(some[0]), 1e-12);
    EXPECT_NEAR(all[1], some[1], 1e-12);
    EXPECT_NEAR(all[10], some[10], 1e-12);
  }
}

TEST(Solarise, MirrorsBrightGreysInTheSamplesRange) {
  Settings s = still();
  s.solarise = 1;
  at::Tensor x = at::tensor({-1.f, 0.f, 0.9f, 1.1f, 2.f, 3.f}).view({1, 1, 2, 3});
  applyIntensity(x, s, {1, 2, 0});
  // range -1..3, middle 1: from there on -1 + 3 - x
  EXPECT_TRUE(at::allclose(x.flatten(), at::tensor({-1.f, 0.f, 0.9f, 0.9f, 0.f, -1.f})));
}

TEST(Solarise, LeavesTheOtherOperationsNumbersAlone) {
  Settings s;
  s.noise = s.gamma = s.cutout = 0.5;
  Settings never = s;
  s.solarise = 1e-12;  // drawn, not met
  const at::Tensor images = noise({6, 1, 12, 12});
  EXPECT_TRUE(apply(images, {}, s, {7, 3, 1}).images.equal(apply(images, {}, never, {7, 3, 1}).images));
}

TEST(Crop, StaysBetweenItsEnds) {
  Settings s = still();
  s.cropLow = 0.05, s.cropHigh = 0.32;
  double least = 1, most = 0;
  for (int sample = 0; sample < 300; ++sample) {
    const Rows rows = drawAffine(s, {1, 2, 0}, sample, 2, gridOf({64, 64}), gridOf({32, 32}));
    const double share = rows[0] * rows[5] / 4;  // each output voxel covers two input voxels a side at share 1
    least = std::min(least, share), most = std::max(most, share);
  }
  EXPECT_GE(least, 0.05 - 1e-9);
  EXPECT_LE(most, 0.32 + 1e-9);
  EXPECT_LT(least, 0.06);
  EXPECT_GT(most, 0.31);
}

TEST(Presets, HoldForEveryMemberOfACombination) {
  const auto info = methods::find("mae+simclr");
  ASSERT_TRUE(info);
  const test::Workspace workspace(3);
  auto spec = workspace.spec("mae+simclr", "unet", 2);
  for (auto& entry : spec.cases) entry.modality = "CT";
  spec.settings["simclr.hidden"] = 16;
  spec.settings["simclr.out"] = 8;
  spec.settings["train.steps"] = 1;
  const auto folder = workspace.make("ct", spec);
  EXPECT_EQ(engine::runFolder(folder.root), 0);
  auto mr = spec;
  for (auto& entry : mr.cases) entry.modality = "MR";
  const auto other = workspace.make("mr", mr);
  EXPECT_EQ(engine::runFolder(other.root), 0);
  const auto loss = [](const events::RunFolder& run, const char* name) { return test::curve(run, name).at(1); };
  EXPECT_EQ(loss(folder, "loss/mae"), loss(other, "loss/mae"));  // its greys stay in both
  EXPECT_NE(loss(folder, "loss/simclr"), loss(other, "loss/simclr"));
}

}  // namespace
}  // namespace selvox::learn::augment
