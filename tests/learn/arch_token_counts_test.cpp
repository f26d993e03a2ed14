// Transformer networks and MSRF-Net: parameter counts of the published models, to the unit.

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "core/learn/architectures/network.h"

namespace selvox::learn::architectures {
namespace {

// Built, but no weight drawn: counting needs none.
std::int64_t numbersOf(const char* id, int dim, int in, int out, const base::Json& settings, const char* part = "") {
  const ArchitectureInfo* info = *find(id);
  const auto network = info->build({dim, in, out, *spec::resolve(info->schema, settings)});
  std::int64_t n = 0;
  for (const auto& item : network->named_parameters()) n += item.key().rfind(part, 0) == 0 ? item.value().numel() : 0;
  return n;
}

TEST(TokenCounts, MatchTheReferences) {
  struct Published {
    const char* id;
    int dim, in, out;
    base::Json settings;
    std::int64_t parameters;
  };
  const base::Json none = base::Json::object(), large = {{"size", 160}};
  const std::vector<Published> rows{
      {"unetr", 3, 1, 2, none, 92783842},
      {"unetr", 3, 1, 14, none, 92784046},
      {"unetr", 3, 1, 14, {{"feature_size", 64}}, 133473166},
      {"unetr", 2, 1, 2, none, 87269314},
      {"swin-unetr", 3, 1, 2, none, 62186708},
      {"swin-unetr", 3, 1, 2, {{"form", "published"}}, 62186708},
      {"swin-unetr", 3, 1, 14, none, 62187296},
      {"swin-unetr", 3, 4, 3, none, 62191941},
      {"swin-unetr", 3, 1, 14, {{"feature_size", 24}}, 15703304},
      {"swin-unetr", 2, 1, 2, none, 25137980},
      {"swin-unet", 2, 1, 2, none, 27165156},
      {"swin-unet", 2, 3, 2, none, 27168228},
      {"swin-unet", 2, 3, 9, none, 27168900},
      {"primus-s", 3, 1, 2, none, 23868062},
      {"primus-b", 3, 1, 2, none, 93206570},
      {"primus-m", 3, 1, 2, none, 146602394},
      {"primus-l", 3, 1, 2, none, 325554722},
      {"primus-s", 3, 1, 2, large, 26351774},
      {"primus-b", 3, 1, 2, large, 98173994},
      {"primus-m", 3, 1, 2, large, 152021402},
      {"primus-l", 3, 1, 2, large, 332177954},
      {"msrf-net", 2, 3, 1, none, 16070533},
      {"msrf-net", 2, 3, 1, {{"form", "published"}}, 18592397},
  };
  for (const Published& row : rows) {
    EXPECT_EQ(numbersOf(row.id, row.dim, row.in, row.out, row.settings), row.parameters)
        << row.id << " " << row.dim << "D " << row.in << " -> " << row.out << " " << row.settings.dump();
  }
}

TEST(TokenCounts, SwinEncoderAlone) {
  EXPECT_EQ(numbersOf("swin-unetr", 3, 1, 2, base::Json::object(), "encoder."), 8062002);
}

// What Keras counts besides the trainable parameters.
TEST(TokenCounts, MsrfRunningStatistics) {
  const ArchitectureInfo* info = *find("msrf-net");
  const auto network = info->build({2, 3, 1, *spec::resolve(info->schema, base::Json::object())});
  std::int64_t n = 0;
  for (const at::Tensor& buffer : network->buffers()) n += buffer.numel();
  EXPECT_EQ(n, 3322);
}

}  // namespace
}  // namespace selvox::learn::architectures
