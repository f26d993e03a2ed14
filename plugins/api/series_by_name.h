#pragma once
// A series by what the name of its file, its folders and its row of labels.csv say (FOLDERS.md).

#include "core/ports/importer.h"
#include "plugins/api/labels_table.h"

namespace selvox::plugins {

// `stem`: the file's name without its endings. Format and voxels are the caller's.
[[nodiscard]] ports::FoundSeries seriesByName(const std::filesystem::path& root, const std::filesystem::path& file,
                                              const std::string& stem, const TableRow* row);

// "03" of 3, for the names of the volumes of one file.
[[nodiscard]] std::string twoDigits(std::size_t number);

}  // namespace selvox::plugins
