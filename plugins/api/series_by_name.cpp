#include "plugins/api/series_by_name.h"

#include "plugins/api/names.h"

namespace selvox::plugins {

ports::FoundSeries seriesByName(const std::filesystem::path& root, const std::filesystem::path& file,
                                const std::string& stem, const TableRow* row) {
  const std::string patient = patientOf(root, file, stem);
  ports::FoundSeries series;
  series.caseName = stem.starts_with(patient) ? stem : patient + "_" + stem;
  series.patientKey = patient.empty() ? stem : patient;
  series.modality = modalityOf(stem);
  if (std::string sequence = sequenceOf(stem); !sequence.empty()) series.attributes["sequence"] = std::move(sequence);
  if (namesHead(stem)) series.attributes["face"] = "possible";
  series.files = {file};
  if (row == nullptr) return series;
  for (const auto& [name, value] : row->columns) series.attributes[name] = value;
  if (!row->patient.empty()) series.patientKey = row->patient;
  if (!row->modality.empty()) series.modality = row->modality;
  return series;
}

std::string twoDigits(std::size_t number) {
  std::string text = std::to_string(number);
  return text.insert(0, text.size() < 2 ? 2 - text.size() : 0, '0');
}

}  // namespace selvox::plugins
