#pragma once
// Segmentations of 3D Slicer (.seg.nrrd): SegmentN_… keys name the labels of each layer; layers are there so that
// segments may overlap.

#include <map>
#include <string>
#include <vector>

namespace selvox::plugins::itk_images {

struct Segment {
  std::size_t layer = 0;
  int value = 0;
  std::string name, code, colour;  // "ribs", "SCT 113197003", "#fde89e"; empty where not stated
};

// In the order of their numbers. `layers`: volumes of the file.
[[nodiscard]] std::vector<Segment> segmentsOf(const std::map<std::string, std::string>& pairs, std::size_t layers);

}  // namespace selvox::plugins::itk_images
