#include "viewers/vtk_bridge.h"

#include <vtkAbstractArray.h>
#include <vtkDataArray.h>
#include <vtkPointData.h>

namespace selvox::viewers {

namespace {

int vtkTypeOf(volume::VoxelType type) {
  switch (type) {
    case volume::VoxelType::Int8:
      return VTK_SIGNED_CHAR;
    case volume::VoxelType::UInt8:
      return VTK_UNSIGNED_CHAR;
    case volume::VoxelType::Int16:
      return VTK_SHORT;
    case volume::VoxelType::UInt16:
      return VTK_UNSIGNED_SHORT;
    case volume::VoxelType::Int32:
      return VTK_INT;
    case volume::VoxelType::UInt32:
      return VTK_UNSIGNED_INT;
    case volume::VoxelType::Float32:
      return VTK_FLOAT;
    case volume::VoxelType::Float64:
      break;
  }
  return VTK_DOUBLE;
}

}  // namespace

vtkSmartPointer<vtkImageData> imageFromVolume(const volume::Volume& volume) {
  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(static_cast<int>(volume.extent.x), static_cast<int>(volume.extent.y),
                       static_cast<int>(volume.extent.z));
  const volume::Vec3 spacing = volume.worldFromVoxel.spacing();
  image->SetSpacing(spacing.data());
  auto scalars = vtkSmartPointer<vtkDataArray>::Take(vtkDataArray::CreateDataArray(vtkTypeOf(volume.type)));
  scalars->SetName("codes");
  constexpr int kKeep = 1;  // the volume owns the memory; VTK only reads it
  scalars->SetVoidArray(const_cast<std::byte*>(volume.data.data()), volume.extent.voxels(), kKeep);
  image->GetPointData()->SetScalars(scalars);
  return image;
}

vtkSmartPointer<vtkMatrix4x4> matrixFromVolume(const volume::Volume& volume) {
  auto matrix = vtkSmartPointer<vtkMatrix4x4>::New();
  const volume::Vec3 spacing = volume.worldFromVoxel.spacing();
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      const double length = spacing[static_cast<std::size_t>(column)];
      matrix->SetElement(row, column, volume.worldFromVoxel(row, column) / (length > 0 ? length : 1));
    }
    matrix->SetElement(row, 3, volume.worldFromVoxel(row, 3));
  }
  return matrix;
}

}  // namespace selvox::viewers
