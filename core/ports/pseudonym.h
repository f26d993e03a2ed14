#pragma once
// Names that stand for patients and studies: the same for the same source and key, and no way back without the key.

#include <string>

namespace selvox::ports {

// `prefix` and 8 hex digits of HMAC-SHA-256: "P-1A2B3C4D".
[[nodiscard]] std::string pseudonym(const std::string& prefix, const std::string& key, const std::string& source);

// What de-identified files carry as patient id, "P-1A2B3C4D-5E6F7A8B": the last part proves that this key made it.
[[nodiscard]] std::string sealedPatient(const std::string& key, const std::string& patient);

// The pseudonym of a source's patient id. A sealed one of this key gives the pseudonym inside it, so that a scan is the
// same patient's whether it is imported as it was or de-identified before.
[[nodiscard]] std::string patientPseudonym(const std::string& key, const std::string& source);

}  // namespace selvox::ports
