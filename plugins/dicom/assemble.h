#pragma once
// Decodes the slices of stacks into volumes and hands them, with the label maps that refer to them, to the import
// service.

#include <vector>

#include "core/ports/importer.h"
#include "plugins/dicom/label_objects.h"
#include "plugins/dicom/stack.h"

namespace selvox::plugins::dicom {

void deliverStacks(const std::vector<const Header*>& headers, std::vector<Stack> stacks, LabelDesk& labels,
                   ports::ImportSink& sink);

}  // namespace selvox::plugins::dicom
