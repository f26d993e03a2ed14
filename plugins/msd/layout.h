#pragma once
// Which image goes with which label map in a folder, found from dataset.json and from names alone.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace selvox::plugins::msd {

struct Pair {
  std::string name;     // case: the image's own name
  std::string patient;  // name without the channel number of nnU-Net ("case_0001" -> "case")
  std::filesystem::path image;
  std::filesystem::path label;  // empty: none
};

struct Layout {
  std::vector<Pair> pairs;                     // by name
  std::vector<std::filesystem::path> orphans;  // label maps without an image
  std::map<int, std::string> labelNames;       // background left out
  std::vector<std::string> modalities;         // of the volumes of a 4-D image, DICOM codes
  std::filesystem::path description;           // dataset.json, or empty
  std::vector<std::string> problems;           // with dataset.json: listed files that are missing, paths that lead out
  std::map<std::filesystem::path, std::string> others;  // files that are neither, and why
};

// 0 no … 100 certain.
[[nodiscard]] int probe(const std::filesystem::path& folder);

// Sorts `files` (all below `root`) into a layout. Never fails: a broken dataset.json is a problem in the list, and
// names alone decide.
[[nodiscard]] Layout arrange(const std::filesystem::path& root, const std::vector<std::filesystem::path>& files);

// "case" of case.nii.gz; empty when it is no NIfTI name.
[[nodiscard]] std::string niftiStem(const std::filesystem::path& file);

}  // namespace selvox::plugins::msd
