#pragma once
// Volumes as VTK sees them. Included by .cpp files only.

#include <vtkImageData.h>
#include <vtkMatrix4x4.h>
#include <vtkSmartPointer.h>

#include "core/volume/volume.h"

namespace selvox::viewers {

// Shares the voxels (they must outlive the image): origin 0, spacing in mm, stored codes. One channel.
[[nodiscard]] vtkSmartPointer<vtkImageData> imageFromVolume(const volume::Volume& volume);
// Turns the image's own millimetres into LPS millimetres: VTK's mappers ignore direction matrices.
[[nodiscard]] vtkSmartPointer<vtkMatrix4x4> matrixFromVolume(const volume::Volume& volume);

}  // namespace selvox::viewers
