#pragma once
// Scans that name their patient everywhere a file can, and the list of those names.

#include <map>
#include <string>
#include <vector>

#include "tests/plugins/support.h"

namespace selvox::test {

// Every string that identifies somebody in the files of writeSecretiveDicom(), by where it stands.
[[nodiscard]] std::map<std::string, std::string> dicomSecrets();
// Three slices of one head MR below `folder`, in folders and files that name the patient. A fourth file, a document.
// `bodyPart` names what is scanned.
void writeSecretiveDicom(const Path& folder);

[[nodiscard]] std::map<std::string, std::string> niftiSecrets();
// One .nii.gz of 4 x 3 x 2 voxels with every free text field and an extension filled.
void writeSecretiveNifti(const Path& file);

// Where a string of `secrets` stands in a file's bytes or in a file's name below `folder`, in any case; "" for nowhere.
[[nodiscard]] std::string leakBelow(const Path& folder, const std::map<std::string, std::string>& secrets);

}  // namespace selvox::test
