#pragma once
// What takes the place of identifying values: the same for the same value and key, so that references between files,
// the order of examinations and the patient behind several of them stay whole.

#include <optional>
#include <string>

namespace selvox::plugins::dicom {

class KeyValues {
 public:
  explicit KeyValues(std::string key) : key_(std::move(key)) {}

  // "2.25." and 128 bits of an HMAC as a version 8 UUID. UIDs of the standard itself (1.2.840.10008) stay.
  [[nodiscard]] std::string uid(const std::string& original) const;
  // `source`: the patient's id, as the importer takes it. Patient: "P-1A2B3C4D".
  [[nodiscard]] std::string patient(const std::string& source) const;
  [[nodiscard]] std::string sealed(const std::string& patient) const;
  // 1 to 3650 days by which all dates of a patient go back.
  [[nodiscard]] int daysBack(const std::string& patient) const;

 private:
  std::string key_;
};

// DA and DT values, several joined by '\'. Nothing where one of them is no date: it is then left without a value.
[[nodiscard]] std::optional<std::string> shiftedDates(const std::string& values, int daysBack);

}  // namespace selvox::plugins::dicom
