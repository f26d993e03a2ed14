#include <algorithm>
#include <system_error>

#include "core/base/file.h"
#include "core/base/text.h"
#include "plugins/pacs/dimse.h"
#include "plugins/pacs/scu.h"
#include "plugins/pacs/words.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::plugins {
namespace {

using pacs::Scu;

constexpr const char* kFindModel = UID_FINDStudyRootQueryRetrieveInformationModel;
constexpr const char* kGetModel = UID_GETStudyRootQueryRetrieveInformationModel;
constexpr std::size_t kInstancesAtOnce = 100;  // named in one C-GET

std::string text(DcmDataset& dataset, const DcmTagKey& tag) {
  OFString value;
  if (dataset.findAndGetOFStringArray(tag, value).bad()) return {};
  std::string all = value.c_str();
  while (!all.empty() && (all.back() == ' ' || all.back() == '\0')) all.pop_back();
  return all;
}

int count(DcmDataset& dataset, const DcmTagKey& tag) {
  return static_cast<int>(base::toInteger(text(dataset, tag)).value_or(-1));
}

// Keys with a value match, empty ones ask for theirs.
void ask(DcmDataset& question, std::initializer_list<std::pair<DcmTagKey, std::string>> keys) {
  for (const auto& [tag, value] : keys) question.putAndInsertString(tag, value.c_str());
}

std::string dateRange(const ports::PacsQuery& query) {
  if (query.from.empty() && query.to.empty()) return {};
  return query.from == query.to ? query.from : query.from + "-" + query.to;
}

// Answers come in the character set they state; ours are UTF-8.
void toUtf8(DcmDataset& dataset) {
  if (dataset.tagExistsWithValue(DCM_SpecificCharacterSet)) (void)dataset.convertToUTF8();
}

class DimseClient final : public ports::PacsClient {
 public:
  DimseClient(ports::PacsServer server, base::CancelToken cancel)
      : server_(std::move(server)), cancel_(std::move(cancel)) {}

  base::Status echo() override {
    Scu scu(server_, cancel_);
    scu.offer(UID_VerificationSOPClass);
    SELVOX_CHECK(scu.open());
    if (const OFCondition state = scu.sendECHORequest(0); state.bad()) return pacs::networkFailure(server_, state);
    return {};
  }

  base::Result<std::vector<ports::PacsStudy>> studies(const ports::PacsQuery& query) override {
    std::vector<ports::PacsStudy> found;
    DcmDataset question;
    ask(question, {{DCM_SpecificCharacterSet, "ISO_IR 192"},
                   {DCM_QueryRetrieveLevel, "STUDY"},
                   {DCM_StudyInstanceUID, query.study},
                   {DCM_PatientID, query.patientId},
                   {DCM_PatientName, query.patientName},
                   {DCM_StudyDate, dateRange(query)},
                   {DCM_StudyDescription, query.description},
                   {DCM_AccessionNumber, query.accession},
                   {DCM_ModalitiesInStudy, query.modality},
                   {DCM_NumberOfStudyRelatedSeries, ""},
                   {DCM_NumberOfStudyRelatedInstances, ""}});
    SELVOX_CHECK(find(question, [&](DcmDataset& d) {
      found.push_back({text(d, DCM_StudyInstanceUID), text(d, DCM_PatientID), text(d, DCM_PatientName),
                       text(d, DCM_StudyDate), text(d, DCM_StudyDescription), text(d, DCM_AccessionNumber),
                       text(d, DCM_ModalitiesInStudy), count(d, DCM_NumberOfStudyRelatedSeries),
                       count(d, DCM_NumberOfStudyRelatedInstances)});
      return static_cast<int>(found.size()) < query.most;
    }));
    return found;
  }

  base::Result<std::vector<ports::PacsSeries>> series(const std::string& study) override {
    std::vector<ports::PacsSeries> found;
    DcmDataset question;
    ask(question, {{DCM_SpecificCharacterSet, "ISO_IR 192"},
                   {DCM_QueryRetrieveLevel, "SERIES"},
                   {DCM_StudyInstanceUID, study},
                   {DCM_SeriesInstanceUID, ""},
                   {DCM_Modality, ""},
                   {DCM_SeriesNumber, ""},
                   {DCM_SeriesDescription, ""},
                   {DCM_BodyPartExamined, ""},
                   {DCM_NumberOfSeriesRelatedInstances, ""}});
    SELVOX_CHECK(find(question, [&](DcmDataset& d) {
      found.push_back({study, text(d, DCM_SeriesInstanceUID), text(d, DCM_Modality), text(d, DCM_SeriesNumber),
                       text(d, DCM_SeriesDescription), text(d, DCM_BodyPartExamined),
                       count(d, DCM_NumberOfSeriesRelatedInstances)});
      return true;
    }));
    return found;
  }

  base::Result<std::vector<std::string>> instances(const std::string& study, const std::string& series) override {
    std::vector<std::pair<long long, std::string>> found;
    DcmDataset question;
    ask(question, {{DCM_QueryRetrieveLevel, "IMAGE"},
                   {DCM_StudyInstanceUID, study},
                   {DCM_SeriesInstanceUID, series},
                   {DCM_SOPInstanceUID, ""},
                   {DCM_InstanceNumber, ""}});
    SELVOX_CHECK(find(question, [&](DcmDataset& d) {
      found.emplace_back(base::toInteger(text(d, DCM_InstanceNumber)).value_or(0), text(d, DCM_SOPInstanceUID));
      return true;
    }));
    std::sort(found.begin(), found.end());
    std::vector<std::string> uids;
    for (auto& [number, uid] : found)
      if (!uid.empty()) uids.push_back(std::move(uid));
    return uids;
  }

  base::Status fetch(const std::string& study, const std::string& series, const std::vector<std::string>& wanted,
                     const std::filesystem::path& staging, const ports::PacsReceived& received) override {
    Scu scu(server_, cancel_);
    scu.offer(kGetModel);
    scu.offerStorage();
    SELVOX_CHECK(scu.open());
    for (std::size_t start = 0; start == 0 || start < wanted.size(); start += kInstancesAtOnce) {
      DcmDataset question;
      ask(question, {{DCM_QueryRetrieveLevel, wanted.empty() ? "SERIES" : "IMAGE"},
                     {DCM_StudyInstanceUID, study},
                     {DCM_SeriesInstanceUID, series}});
      std::string list;
      for (std::size_t i = start; i < std::min(wanted.size(), start + kInstancesAtOnce); ++i)
        list += (list.empty() ? "" : "\\") + wanted[i];
      if (!list.empty()) ask(question, {{DCM_SOPInstanceUID, list}});
      SELVOX_CHECK(scu.get(kGetModel, question, staging, received));
    }
    return {};
  }

  base::Status send(const std::vector<std::filesystem::path>& files, const base::ProgressFunction& done) override {
    Scu scu(server_, cancel_);
    std::vector<std::pair<std::string, std::string>> offered;
    for (const auto& path : files) {
      DcmFileFormat file;
      if (file.loadFileUntilTag(OFFilename(base::utf8(path).c_str(), OFTrue), EXS_Unknown, EGL_noChange, 256,
                                ERM_autoDetect, DCM_StudyDate)
              .bad())
        return base::fail(base::ErrorCode::Corrupt, base::utf8(path) + " is not a readable DICOM file.");
      auto context = std::make_pair(text(*file.getDataset(), DCM_SOPClassUID),
                                    std::string(DcmXfer(file.getDataset()->getOriginalXfer()).getXferID()));
      if (std::find(offered.begin(), offered.end(), context) != offered.end()) continue;
      scu.offer(context.first, context.second);
      offered.push_back(std::move(context));
    }
    SELVOX_CHECK(scu.open());
    std::int64_t taken = 0;
    for (const auto& path : files) {
      if (cancel_.cancelled()) return base::fail(base::ErrorCode::Cancelled, "Cancelled.");
      SELVOX_CHECK(scu.store(path));
      if (done) done({"Sending", ++taken, static_cast<std::int64_t>(files.size()), {}});
    }
    return {};
  }

 private:
  base::Status find(DcmDataset& question, const std::function<bool(DcmDataset&)>& found) {
    Scu scu(server_, cancel_);
    scu.offer(kFindModel);
    SELVOX_CHECK(scu.open());
    return scu.find(kFindModel, question, [&](DcmDataset& answer) {
      toUtf8(answer);
      return found(answer);
    });
  }

  ports::PacsServer server_;
  base::CancelToken cancel_;
};

}  // namespace

std::unique_ptr<ports::PacsClient> makeDimseClient(ports::PacsServer server, base::CancelToken cancel) {
  return std::make_unique<DimseClient>(std::move(server), std::move(cancel));
}

}  // namespace selvox::plugins
