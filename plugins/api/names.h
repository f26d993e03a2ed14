#pragma once
// What the names of research files and folders say: patient, modality, MR sequence (FOLDERS.md; BIDS and common
// habits).

#include <filesystem>
#include <string>
#include <string_view>

namespace selvox::plugins {

// Length of a patient's name at the start of `text`, 0 for none: "sub-01…", "sub01", "patient07", "subject_3",
// "subj-3", "pat12", in any case. What follows the number must be no letter and no digit.
[[nodiscard]] std::size_t patientPrefix(std::string_view text);

// The patient that a file belongs to: the outermost folder from `root` down whose whole name is a patient's, otherwise
// the beginning of its own name; "" when neither says.
[[nodiscard]] std::string patientOf(const std::filesystem::path& root, const std::filesystem::path& file,
                                    const std::string& stem);

// "CT", "MR", "PT" by the words of the name ("…_ct", "…_T1w"); "OT" when it does not say.
[[nodiscard]] std::string modalityOf(const std::string& stem);

// "T1", "T1C" (with contrast agent), "T2", "FLAIR", "ADC", … by the first such word, in BIDS names the last; "" for
// none.
[[nodiscard]] std::string sequenceOf(const std::string& stem);

// Whether its name speaks of a head: "head", "brain", "t1w", "mprage" as words.
[[nodiscard]] bool namesHead(const std::string& stem);

}  // namespace selvox::plugins
