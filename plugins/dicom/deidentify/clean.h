#pragma once
// The profile applied to one data set, sequences and all.

#include "plugins/dicom/deidentify/key_values.h"
#include "plugins/dicom/deidentify/profile.h"
#include "plugins/dicom/deidentify/report.h"

namespace selvox::plugins::dicom {

// Counts what it does in `report`. Sets Patient Identity Removed, the method and its codes.
void clean(DcmDataset& dataset, const KeyValues& values, const ProfileOptions& options, DeidentifyReport& report);

}  // namespace selvox::plugins::dicom
