#pragma once
// What a research file's name says: subject and modality (BIDS entities and common habits).

#include <string>

namespace selvox::plugins {

// "sub-01" of "sub-01_ses-2_T1w", so that all files of a subject are one patient; any other name is its own subject.
[[nodiscard]] std::string subjectOf(const std::string& stem);

// "CT", "MR", "PT" by the words of the name ("…_ct", "…_T1w"); "OT" when it does not say.
[[nodiscard]] std::string modalityOf(const std::string& stem);

}  // namespace selvox::plugins
