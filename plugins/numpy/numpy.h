#pragma once
// NumPy's files. `.npy`: one array, (H, W), (H, W, 3) or (D, H, W), is one series. `.npz` in MedMNIST's layout (Yang et
// al., Sci. Data 2023): `train_images`, `val_images`, `test_images` of (N, H, W), (N, H, W, 3) or (N, D, H, W) and
// `*_labels` of (N,), (N, 1) or, several labels at once, (N, L) of 0 and 1. Every sample is a series of 1 mm voxels and
// a patient of its own (the files name none), with the attributes "class" (the number; of several "0|3", or "none") and
// "part" (train, val, test: the official split).

#include <memory>

#include "core/ports/importer.h"

namespace selvox::plugins {

[[nodiscard]] std::unique_ptr<ports::Importer> makeNumpyImporter();

}  // namespace selvox::plugins
