#include "plugins/dicom/marks.h"

#include <algorithm>

namespace selvox::plugins::dicom {
namespace {

using Label = ports::FoundSeries::Label;

bool isFree(const Label& layer, const Mark& mark) {
  const auto values = layer.volume.as<std::uint16_t>();
  return std::all_of(mark.voxels.begin(), mark.voxels.end(), [&](std::size_t voxel) { return values[voxel] == 0; });
}

Label emptyLayer(const Grid& grid, const std::filesystem::path& file) {
  Label layer;
  layer.files = {file};
  layer.volume.extent = grid.extent;
  layer.volume.worldFromVoxel = grid.worldFromVoxel;
  layer.volume.type = volume::VoxelType::UInt16;
  layer.volume.data.resize(layer.volume.bytes());
  return layer;
}

}  // namespace

std::vector<Label> layersOf(const Marks& marks, const Grid& grid, const std::filesystem::path& file) {
  std::vector<Label> layers;
  for (const Mark& mark : marks.marks) {
    auto layer = std::find_if(layers.begin(), layers.end(), [&](const Label& l) { return isFree(l, mark); });
    if (layer == layers.end()) layer = layers.insert(layers.end(), emptyLayer(grid, file));
    auto values = layer->volume.as<std::uint16_t>();
    for (const std::size_t voxel : mark.voxels) values[voxel] = static_cast<std::uint16_t>(mark.number);
    if (!mark.name.empty()) layer->names[mark.number] = mark.name;
  }
  return layers;
}

}  // namespace selvox::plugins::dicom
