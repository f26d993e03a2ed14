// The fuzz targets over seeded mutations of good files: every compiler, every day. libFuzzer goes deeper where it is at
// hand.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/rng.h"
#include "core/base/safetensors.h"
#include "core/events/event.h"
#include "core/spec/param_schema.h"
#include "core/spec/run_spec.h"
#include "core/volume/brick_layout.h"
#include "core/volume/checksum.h"
#include "tests/base/temporary.h"
#include "tests/base/torch_files.h"
#include "tests/fuzz/targets.h"
#include "tests/volume/phantom.h"

using namespace selvox;

namespace {

using Target = int (*)(const std::uint8_t*, std::size_t);
constexpr int kInputs = 20000;

std::string mutated(std::string text, base::Rng& rng) {
  const char* const words[] = {"null", "-1",      "1e308", "18446744073709551615", "[]", "{}", "\"\"", "true", "\n",
                               "..",   "\\u0000", "nan"};
  for (std::uint64_t change = 0, changes = 1 + rng.below(4); change < changes && !text.empty(); ++change) {
    const auto at = static_cast<std::size_t>(rng.below(text.size()));
    switch (rng.below(6)) {
      case 0:
        text[at] = static_cast<char>(rng.next());
        break;
      case 1:
        text[at] = static_cast<char>(text[at] ^ (1 << rng.below(8)));
        break;
      case 2:
        text.resize(at);
        break;
      case 3:
        text.insert(
            at, text.substr(static_cast<std::size_t>(rng.below(text.size())), static_cast<std::size_t>(rng.below(40))));
        break;
      case 4:
        text.insert(at, words[rng.below(std::size(words))]);
        break;
      default:
        text.erase(at, static_cast<std::size_t>(1 + rng.below(20)));
        break;
    }
  }
  return text;
}

template <class Repair>
void run(Target target, const std::string& good, Repair&& repair) {
  for (int i = 0; i < kInputs; ++i) {
    base::Rng rng(1, base::Purpose::Test, 0, static_cast<std::uint64_t>(i));
    std::string input = mutated(good, rng);
    repair(input);
    target(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  }
}
void run(Target target, const std::string& good) {
  run(target, good, [](std::string&) {});
}

std::string goodSpec() {
  spec::RunSpec spec;
  spec.name = "a";
  spec.kind = "finetune";
  spec.task = "segmentation";
  spec.arch = "unet";
  spec.datasets = {{"d", "v", 1, {1, 1, 1}}};
  spec.cases = {{"c", "d", "p", "MR", "train", true, std::string(32, 'a'), "", "", "h"}};
  spec.labels = {{1, "x"}};
  spec.overrides = {{"leak", "why", {"p"}}};
  return base::dumpJson(spec::toJson(spec));
}

}  // namespace

TEST(Fuzz, RunSpec) {
  run(fuzz::json, goodSpec());
}

TEST(Fuzz, Schema) {
  spec::ParamSchema schema;
  for (int type = 0; type < 7; ++type) {
    schema.params.push_back({.name = "p" + std::to_string(type),
                             .type = static_cast<spec::ParamType>(type),
                             .minimum = 0,
                             .maximum = 9,
                             .choices = {"a", "b"}});
  }
  run(fuzz::schema, base::dumpJson(spec::toJson(schema)));
}

TEST(Fuzz, Events) {
  std::string log;
  for (int i = 0; i < 4; ++i)
    log +=
        events::encode({1, i, "2026-11-23T09:30:00.123Z", "scalar", {{"name", "loss"}, {"step", i}, {"value", 0.5}}});
  log +=
      events::encode({1, 5, "2026-11-23T09:30:00.123Z", "state", {{"state", "done"}, {"step", 7}, {"seconds", 1.5}}});
  run(fuzz::events, log);
}

TEST(Fuzz, Safetensors) {
  test::TemporaryFolder folder;
  const std::vector<float> values(6, 1);
  ASSERT_TRUE(base::writeSafetensors(
      folder / "a", {{"w", {base::DType::F32, {2, 3}, std::as_bytes(std::span(values))}}}, {{"k", "v"}}, true));
  run(fuzz::safetensors, *base::readFile(folder / "a"));
}

TEST(Fuzz, TorchFile) {
  const std::string state = test::pickle::dict(
      {{"epoch", test::pickle::whole(std::int64_t{3})},
       {"model",
        test::pickle::ordered(
            {{"w", test::pickle::parameter(test::pickle::tensor({.shape = {3, 2}, .strides = {1, 3}, .elements = 6}))},
             {"b", test::pickle::tensor({.type = "HalfStorage", .key = "1", .shape = {2}, .strides = {1}})}})}});
  run(fuzz::torchFile, test::torchZip(state, {{"0", std::string(24, 'x')}, {"1", "abcd"}}));
  run(fuzz::torchFile, test::torchZip(state, {{"0", std::string(24, 'x')}, {"1", "abcd"}}, true));
  // Pickles alone, behind the mutations a whole zip.
  for (int i = 0; i < kInputs; ++i) {
    base::Rng rng(2, base::Purpose::Test, 0, static_cast<std::uint64_t>(i));
    const std::string file = test::torchZip(mutated(state, rng), {{"0", std::string(24, 'x')}, {"1", "abcd"}});
    fuzz::torchFile(reinterpret_cast<const std::uint8_t*>(file.data()), file.size());
  }
}

TEST(Fuzz, BricksWithTrueChecksums) {
  test::TemporaryFolder folder;
  const auto volume = test::makeVolume<std::int16_t>({33, 2, 2}, volume::VoxelType::Int16,
                                                     [](auto x, auto, auto) { return static_cast<double>(x); });
  ASSERT_TRUE(volume::writeBrickFile(folder / "v", {}, volume));
  const std::string whole = *base::readFile(folder / "v");
  const std::string front = whole.substr(0, 1400);  // where the mistakes matter
  run(fuzz::bricks, front, [&](std::string& input) {
    input += whole.substr(std::min(input.size(), whole.size()));
    std::uint64_t table = 0, count = 0;
    std::memcpy(&table, input.data() + 16, 8);
    std::memcpy(&count, input.data() + 24, 8);
    if (table < 56 || table > input.size() || count > 100 || table + count * 24 > input.size()) return;
    const std::string covered = input.substr(0, 48) + input.substr(56, table + count * 24 - 56);
    const std::uint64_t sum = volume::xxh64(covered.data(), covered.size());
    std::memcpy(input.data() + 48, &sum, 8);
  });
}
