// What a preview file becomes on the screen: windows that can be compared, overlays on the right picture.

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "core/base/json.h"
#include "core/base/safetensors.h"
#include "tests/ui/runs_support.h"
#include "ui/pages/experiments/preview_pane.h"
#include "ui/pages/runs/preview_panel.h"
#include "ui/widgets/slice_image.h"

namespace selvox::ui {
namespace {

struct Entry {
  std::string name, role;
  std::vector<float> values;         // of an image
  std::vector<std::uint8_t> labels;  // of an overlay
};

// 1 x 2 x 2 images and 2 x 2 overlays, as preview.safetensors and preview.json in a folder.
base::Json write(const std::filesystem::path& folder, const std::vector<Entry>& entries) {
  base::TensorViews tensors;
  base::Json list = base::Json::array();
  for (const Entry& entry : entries) {
    const bool image = entry.labels.empty();
    const std::vector<std::int64_t> shape =
        image ? std::vector<std::int64_t>{1, 2, 2} : std::vector<std::int64_t>{2, 2};
    tensors[entry.name] = {image ? base::DType::F32 : base::DType::U8, shape,
                           image ? std::as_bytes(std::span(entry.values)) : std::as_bytes(std::span(entry.labels))};
    list.push_back({{"name", entry.name}, {"title", entry.name}, {"role", entry.role}, {"shape", shape}});
  }
  EXPECT_TRUE(base::writeSafetensors(folder / "preview.safetensors", tensors, {}).has_value());
  const base::Json index{{"case", "case_1"}, {"tensors", list}};
  EXPECT_TRUE(base::writeJson(folder / "preview.json", index).has_value());
  return list;
}

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all{
      {"input", "image", {0.0F, 0.1F, 0.1F, 0.2F}, {}},     // darkened: shown dark beside its original
      {"target", "image", {0.0F, 1.0F, 2.0F, 4.0F}, {}},    // gives the window
      {"label", "label", {}, {0, 1, 0, 0}},                 // lies on the target
      {"prediction", "label", {}, {0, 0, 2, 0}},            // on a copy of it
      {"pieces", "image", {-9.0F, -8.0F, 8.0F, 9.0F}, {}},  // normalised apart
      {"answer", "map", {0.90F, 0.91F, 0.92F, 0.93F}, {}},  // in a unit of its own
  };
  return all;
}

TEST(PreviewReader, PicturesShareTheWindowOfTheOriginal) {
  const QTemporaryDir temporary;
  const events::RunFolder folder{test::pathOf(temporary)};
  PreviewItem item;
  item.path = "preview.safetensors";
  for (const auto& each : write(folder.root, entries()))
    item.tensors.push_back({QString::fromStdString(each["name"]),
                            QString::fromStdString(each["title"]),
                            QString::fromStdString(each["role"]),
                            {}});
  const PreviewSet set = readPreview(folder, item);
  ASSERT_EQ(set.pictures.size(), 6U) << set.error.toStdString();
  const auto brightest = [&](std::size_t i) { return qGray(renderPreview(set.pictures[i], 0).pixel(1, 1)); };
  EXPECT_LT(brightest(0), 40) << "a darkened input looks dark";
  EXPECT_EQ(brightest(1), 255);
  EXPECT_EQ(set.pictures[2].values, set.pictures[1].values) << "labels lie on the picture before them";
  EXPECT_EQ(set.pictures[3].values, set.pictures[1].values);
  EXPECT_EQ(brightest(4), 255) << "what sticks out has a window of its own";
  EXPECT_LT(qGray(renderPreview(set.pictures[4], 0).pixel(0, 0)), 5);
  EXPECT_EQ(brightest(5), 255) << "a map shows its whole range";
  EXPECT_LT(qGray(renderPreview(set.pictures[5], 0).pixel(0, 0)), 5);
}

TEST(PreviewReader, TheComposerShowsTheSame) {
  const QTemporaryDir temporary;
  const auto folder = test::pathOf(temporary);
  write(folder, entries());
  const auto volumes = readPreviewFolder(folder);
  ASSERT_TRUE(volumes.has_value()) << volumes.error().message;
  ASSERT_EQ(volumes->size(), 5U) << "the first label lies on its picture, the second on a copy";
  const auto grey = [&](std::size_t i) {
    return qGray(slicePixels(*(*volumes)[i].volume, Plane::Axial, 0).pixel(1, 1));
  };
  EXPECT_LT(grey(0), 20);
  EXPECT_EQ(grey(1), 255);
  EXPECT_EQ((*volumes)[1].volume->labels, (std::vector<std::uint16_t>{0, 1, 0, 0}));
  EXPECT_EQ((*volumes)[1].title, QString::fromUtf8("target · label"));
  EXPECT_EQ((*volumes)[2].volume->labels, (std::vector<std::uint16_t>{0, 0, 2, 0}));
  EXPECT_EQ((*volumes)[2].volume->values, (*volumes)[1].volume->values);
  EXPECT_EQ(grey(3), 255);
  EXPECT_EQ(grey(4), 255);
}

}  // namespace
}  // namespace selvox::ui
