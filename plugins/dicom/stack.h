#pragma once
// From a heap of slices to volumes. The rule, for the slices of one SeriesInstanceUID:
//  1. Slices of another size, pixel format, orientation (more than about 0.1 degree), pixel spacing or kind
//  (localizers)
//     are volumes of their own. Slices without position and orientation are one volume a file.
//  2. Within a volume slices are ordered by their position along the normal (row direction x column direction).
//  3. Several slices at one position (echoes, b values, time points …): the volume is divided by the first of
//     kPartNames that is found with each of its values at every position, and so on; if none is, by InstanceNumber when
//     every position occurs equally often; otherwise the series is refused.
//  4. Positions must be evenly spaced along a straight line (each within a tenth of the distance). A gap is refused
//  with
//     its place: a volume with an invented or left-out slice is worse than none. A line that leans against the normal
//     (gantry tilt) is kept, with a sheared matrix and a remark.

#include <string>
#include <vector>

#include "plugins/dicom/header.h"

namespace selvox::plugins::dicom {

struct Stack {
  std::vector<const Frame*> slices;          // in order of growing z
  volume::Affine worldFromVoxel;             // LPS mm
  std::string problem;                       // not empty: refused, for this reason
  std::string note;                          // assumption or remark
  std::map<std::string, std::string> parts;  // what told it apart: {"b_value": "800"}
};

// All headers share one SeriesInstanceUID; `frames` of refused stacks are in the result too, so that no file is lost.
[[nodiscard]] std::vector<Stack> buildStacks(const std::vector<const Header*>& headers);

}  // namespace selvox::plugins::dicom
