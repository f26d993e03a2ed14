#include "plugins/dicom/deidentify/identifying_words.h"

#include <algorithm>

#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

constexpr std::size_t kShortestWord = 3, kShortestNumber = 4;
constexpr int kDeepest = 32;

const DcmTagKey kNumbers[] = {DCM_PatientID,        DCM_RETIRED_OtherPatientIDs, DCM_AccessionNumber,
                              DCM_AdmissionID,      DCM_PatientTelephoneNumbers, DCM_RETIRED_MedicalRecordLocator,
                              DCM_IssuerOfPatientID};

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// Runs of ASCII letters and digits and of bytes outside ASCII, in lower case.
std::vector<std::string> wordsOf(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : lower(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

IdentifyingWords::IdentifyingWords(DcmItem& item) {
  collect(item, 0);
}

void IdentifyingWords::collect(DcmItem& item, int depth) {
  for (unsigned long i = 0; i < item.card(); ++i) {
    DcmElement* element = item.getElement(i);
    const DcmTag& tag = element->getTag();
    if (auto* sequence = dynamic_cast<DcmSequenceOfItems*>(element)) {
      for (unsigned long j = 0; depth < kDeepest && element->ident() == EVR_SQ && j < sequence->card(); ++j)
        collect(*sequence->getItem(j), depth + 1);
      continue;
    }
    const bool isNumber = std::find(std::begin(kNumbers), std::end(kNumbers), tag) != std::end(kNumbers);
    if (!isNumber && element->ident() != EVR_PN) continue;
    OFString value;
    if (element->getOFStringArray(value).bad()) continue;
    if (isNumber && value.size() >= kShortestNumber) numbers_.push_back(lower(value.c_str()));
    if (element->ident() == EVR_PN)
      for (std::string& word : wordsOf(value.c_str()))
        if (word.size() >= kShortestWord) words_.insert(std::move(word));
  }
}

bool IdentifyingWords::in(const std::string& value) const {
  const std::string text = lower(value);
  const auto within = [&](const std::string& number) { return text.find(number) != std::string::npos; };
  if (std::any_of(numbers_.begin(), numbers_.end(), within)) return true;
  const auto words = wordsOf(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return words_.contains(word); });
}

}  // namespace selvox::plugins::dicom
