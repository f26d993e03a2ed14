#include "plugins/dicom/deidentify/clean.h"

#include <algorithm>
#include <vector>

#include "plugins/dicom/deidentify/identifying_words.h"
#include "plugins/dicom/header.h"
#include "plugins/dicom/tags.h"

namespace selvox::plugins::dicom {
namespace {

constexpr int kDeepest = 32;

bool isText(DcmEVR type) {
  constexpr DcmEVR kTexts[] = {EVR_LO, EVR_SH, EVR_CS, EVR_LT, EVR_ST, EVR_UT, EVR_UC, EVR_PN, EVR_AE};
  return std::find(std::begin(kTexts), std::end(kTexts), type) != std::end(kTexts);
}

// Without these the pixels mean nothing; a person called "Mono" does not change that.
bool ofPixels(const DcmTagKey& tag) {
  return tag == DCM_SpecificCharacterSet || tag == DCM_ImageType || tag == DCM_Modality ||
         tag == DCM_PhotometricInterpretation || tag == DCM_FrameType;
}

const char* dummyText(DcmEVR type) {
  switch (type) {
    case EVR_DA:
      return "19000101";
    case EVR_TM:
      return "000000";
    case EVR_DT:
      return "19000101000000";
    case EVR_IS:
    case EVR_DS:
      return "0";
    case EVR_AS:
      return "000Y";
    default:
      return "ANONYMIZED";
  }
}

class Cleaner {
 public:
  Cleaner(DcmDataset& dataset, const KeyValues& values, const ProfileOptions& options, DeidentifyReport& report)
      : values_(values),
        options_(options),
        report_(report),
        words_(dataset),
        patient_(values.patient(patientKeyOf(dataset))),
        daysBack_(values.daysBack(patient_)) {}

  void item(DcmItem& item, int depth) {
    for (unsigned long i = 0; i < item.card();) {
      DcmElement& element = *item.getElement(i);
      if (keep(element, depth)) {
        ++i;
      } else {
        delete item.remove(i);
      }
    }
  }

  [[nodiscard]] const std::string& patient() const { return patient_; }

 private:
  // False: the element goes.
  bool keep(DcmElement& element, int depth) {
    const DcmTag tag = element.getTag();
    const Action action = actionFor(tag, options_);
    if (tag == DCM_PatientName || tag == DCM_PatientID) return named(element, tag);
    if (element.ident() == EVR_SQ) return sequence(static_cast<DcmSequenceOfItems&>(element), action, depth);
    switch (action) {
      case Action::Keep:
        return !repeatsWords(element) || emptied(element);
      case Action::Remove:
        counted(tag, Action::Remove);
        return false;
      case Action::Empty:
        return element.isEmpty() || emptied(element);
      case Action::Dummy:
        return dummy(element);
      case Action::NewUid:
        return newUid(element);
      case Action::ShiftDate:
        return shifted(element);
    }
    return false;
  }

  bool named(DcmElement& element, const DcmTag& tag) {
    counted(tag, Action::Dummy);
    return element.putString((tag == DCM_PatientID ? values_.sealed(patient_) : patient_).c_str()).good();
  }

  bool sequence(DcmSequenceOfItems& sequence, Action action, int depth) {
    if (action == Action::Remove || depth >= kDeepest) {
      counted(sequence.getTag(), Action::Remove);
      return false;
    }
    if (action == Action::Empty || action == Action::Dummy) {
      counted(sequence.getTag(), action);
      while (sequence.card() > 0) delete sequence.remove(0UL);
      if (action == Action::Dummy) sequence.append(new DcmItem);
      return true;
    }
    for (unsigned long i = 0; i < sequence.card(); ++i) item(*sequence.getItem(i), depth + 1);
    return true;
  }

  bool emptied(DcmElement& element) {
    counted(element.getTag(), Action::Empty);
    return element.clear().good();
  }

  bool dummy(DcmElement& element) {
    counted(element.getTag(), Action::Dummy);
    switch (element.ident()) {
      case EVR_US:
        return element.putUint16Array(std::vector<Uint16>{0}.data(), 1).good();
      case EVR_UI:
        return element.putString(values_.uid("dummy").c_str()).good();
      case EVR_OB:
      case EVR_OW:
      case EVR_UN:
        return false;
      default:
        break;
    }
    return element.putString(dummyText(element.ident())).good();
  }

  bool newUid(DcmElement& element) {
    OFString all;
    if (element.ident() != EVR_UI || element.getOFStringArray(all).bad()) return false;
    std::string replaced, given = all.c_str();
    for (std::size_t start = 0; start <= given.size();) {
      const std::size_t end = std::min(given.find('\\', start), given.size());
      replaced += (start > 0 ? "\\" : "") + values_.uid(given.substr(start, end - start));
      start = end + 1;
    }
    if (replaced == given) return true;
    counted(element.getTag(), Action::NewUid);
    return element.putString(replaced.c_str()).good();
  }

  bool shifted(DcmElement& element) {
    OFString given;
    if (element.isEmpty()) return true;
    const bool isDate = element.ident() == EVR_DA || element.ident() == EVR_DT;
    if (!isDate || element.getOFStringArray(given).bad()) {
      counted(element.getTag(), Action::Remove);
      return false;
    }
    const auto moved = shiftedDates(given.c_str(), daysBack_);
    if (!moved) return emptied(element);
    counted(element.getTag(), Action::ShiftDate);
    return element.putString(moved->c_str()).good();
  }

  bool repeatsWords(DcmElement& element) {
    OFString value;
    return isText(element.ident()) && !ofPixels(element.getTag()) && element.getOFStringArray(value).good() &&
           words_.in(value.c_str());
  }

  void counted(DcmTag tag, Action action) {
    if (tag.isPrivate()) return report_.count("odd group", "Private attributes", letter(action));
    report_.count(tag.toString().c_str(), tag.getTagName(), letter(action));
  }

  const KeyValues& values_;
  const ProfileOptions& options_;
  DeidentifyReport& report_;
  IdentifyingWords words_;
  std::string patient_;
  int daysBack_;
};

struct Method {
  const char *code, *meaning;  // CID 7050
};

void putMethod(DcmDataset& dataset, unsigned long position, const Method& method) {
  DcmItem* item = nullptr;
  if (dataset.findOrCreateSequenceItem(DCM_DeidentificationMethodCodeSequence, item, static_cast<long>(position)).bad())
    return;
  item->putAndInsertString(DCM_CodeValue, method.code);
  item->putAndInsertString(DCM_CodingSchemeDesignator, "DCM");
  item->putAndInsertString(DCM_CodeMeaning, method.meaning);
}

void putStatement(DcmDataset& dataset, const ProfileOptions& options) {
  dataset.putAndInsertString(DCM_PatientIdentityRemoved, "YES");
  dataset.putAndInsertString(DCM_DeidentificationMethod, "Selvox\\PS3.15 basic profile");
  dataset.putAndInsertString(DCM_LongitudinalTemporalInformationModified, options.shiftDates ? "MODIFIED" : "REMOVED");
  dataset.findAndDeleteElement(DCM_DeidentificationMethodCodeSequence);
  unsigned long position = 0;
  putMethod(dataset, position++, {"113100", "Basic Application Confidentiality Profile"});
  if (options.shiftDates)
    putMethod(dataset, position++, {"113107", "Retain Longitudinal Temporal Information Modified Dates Option"});
  if (options.keepDevice) putMethod(dataset, position++, {"113109", "Retain Device Identity Option"});
}

}  // namespace

void clean(DcmDataset& dataset, const KeyValues& values, const ProfileOptions& options, DeidentifyReport& report) {
  Cleaner cleaner(dataset, values, options, report);
  cleaner.item(dataset, 0);
  // A file without an id gets one too, so that its patient is known again.
  dataset.putAndInsertString(DCM_PatientID, values.sealed(cleaner.patient()).c_str());
  dataset.putAndInsertString(DCM_PatientName, cleaner.patient().c_str());
  putStatement(dataset, options);
}

}  // namespace selvox::plugins::dicom
