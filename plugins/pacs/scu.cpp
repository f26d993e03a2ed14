#include "plugins/pacs/scu.h"

#include "core/base/file.h"
#include "plugins/pacs/tls.h"
#include "plugins/pacs/words.h"
//
#include "dcmtk/dcmdata/dctk.h"

namespace selvox::plugins::pacs {
namespace {

constexpr int kMostContexts = 128;  // of an association (PS3.8)

// Classes that archives commonly keep compressed: offered once more in the usual compressed syntaxes.
const char* const kCompressed[] = {UID_CTImageStorage,
                                   UID_MRImageStorage,
                                   UID_EnhancedCTImageStorage,
                                   UID_EnhancedMRImageStorage,
                                   UID_ComputedRadiographyImageStorage,
                                   UID_DigitalXRayImageStorageForPresentation,
                                   UID_DigitalMammographyXRayImageStorageForPresentation,
                                   UID_BreastTomosynthesisImageStorage,
                                   UID_UltrasoundImageStorage,
                                   UID_UltrasoundMultiframeImageStorage,
                                   UID_SecondaryCaptureImageStorage,
                                   UID_MultiframeGrayscaleByteSecondaryCaptureImageStorage,
                                   UID_MultiframeTrueColorSecondaryCaptureImageStorage,
                                   UID_XRayAngiographicImageStorage,
                                   UID_XRayRadiofluoroscopicImageStorage,
                                   UID_PositronEmissionTomographyImageStorage,
                                   UID_NuclearMedicineImageStorage,
                                   UID_VLEndoscopicImageStorage,
                                   UID_VLPhotographicImageStorage};

OFList<OFString> uncompressed() {
  OFList<OFString> list;
  for (const char* syntax : {UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax})
    list.push_back(syntax);
  return list;
}

OFList<OFString> compressed() {
  OFList<OFString> list;
  for (const char* syntax :
       {UID_JPEGProcess14SV1TransferSyntax, UID_JPEGLSLosslessTransferSyntax, UID_JPEG2000LosslessOnlyTransferSyntax,
        UID_JPEG2000TransferSyntax, UID_RLELosslessTransferSyntax, UID_JPEGProcess1TransferSyntax,
        UID_JPEGProcess2_4TransferSyntax, UID_JPEGLSLossyTransferSyntax})
    list.push_back(syntax);
  return list;
}

std::string text(DcmDataset& dataset, const DcmTagKey& tag) {
  OFString value;
  return dataset.findAndGetOFString(tag, value).good() ? value.c_str() : "";
}

}  // namespace

Scu::Scu(const ports::PacsServer& server, base::CancelToken cancel) : server_(server), cancel_(std::move(cancel)) {
  prepareNetwork();
  setAETitle(server.calling.c_str());
  setPeerAETitle(server.called.c_str());
  setPeerHostName(server.host.c_str());
  setPeerPort(static_cast<Uint16>(server.port));
  const auto seconds = static_cast<Uint32>(server.timeoutSeconds);
  setConnectionTimeout(server.timeoutSeconds);
  setACSETimeout(seconds);
  setDIMSETimeout(seconds);
  setDIMSEBlockingMode(DIMSE_NONBLOCKING);
  setVerbosePCMode(OFFalse);
}

// The association must be gone before the TLS layer is.
Scu::~Scu() {
  if (isConnected()) {
    if (cancel_.cancelled() || !kept_)
      abortAssociation();
    else
      releaseAssociation();
  }
  freeNetwork();
}

void Scu::offer(const char* model) {
  addPresentationContext(model, uncompressed());
}

void Scu::offer(const std::string& storageClass, const std::string& syntax) {
  OFList<OFString> one;
  one.push_back(syntax.c_str());
  addPresentationContext(storageClass.c_str(), one);
}

void Scu::offerStorage() {
  int left = kMostContexts - 1;  // one is the query model's
  for (const char* uid : kCompressed) {
    addPresentationContext(uid, compressed(), ASC_SC_ROLE_SCP);
    --left;
  }
  for (int i = 0; i < numberOfDcmShortSCUStorageSOPClassUIDs && left > 0; ++i, --left)
    addPresentationContext(dcmShortSCUStorageSOPClassUIDs[i], uncompressed(), ASC_SC_ROLE_SCP);
}

base::Status Scu::open() {
  if (OFCondition state = initNetwork(); state.bad()) return networkFailure(server_, state);
  if (server_.tls) {
    SELVOX_TRY(tls_, makeTls({server_.ca, server_.certificate, server_.key, server_.verify}, false));
    if (OFCondition state = useSecureConnection(tls_.get()); state.bad()) return networkFailure(server_, state);
  }
  if (OFCondition state = negotiateAssociation(); state.bad()) return networkFailure(server_, state);
  return {};
}

base::Status Scu::ended(const OFCondition& condition, const char* what) const {
  if (cancel_.cancelled()) return base::fail(base::ErrorCode::Cancelled, "Cancelled.");
  if (!kept_) return kept_;
  if (condition.bad()) return networkFailure(server_, condition);
  const std::string problem = asked_ ? std::string() : statusProblem(status_);
  if (!problem.empty())
    return base::fail(base::ErrorCode::Io, ports::describe(server_) + ", " + what + ": " + problem + ".");
  return {};
}

base::Status Scu::find(const char* model, DcmDataset& question, const std::function<bool(DcmDataset&)>& found) {
  found_ = found;
  asked_ = false;
  const auto context = findPresentationContextID(model, "");
  if (context == 0) return networkFailure(server_, DIMSE_NOVALIDPRESENTATIONCONTEXTID);
  return ended(sendFINDRequest(context, &question, nullptr), "searching");
}

OFCondition Scu::handleFINDResponse(const T_ASC_PresentationContextID presID, QRResponse* response,
                                    OFBool& waitForNextResponse) {
  status_ = response->m_status;
  const bool pending = (status_ & 0xFF00) == 0xFF00;
  waitForNextResponse = pending ? OFTrue : OFFalse;
  if (!pending || asked_ || response->m_dataset == nullptr) return EC_Normal;
  if (!cancel_.cancelled() && found_(*response->m_dataset)) return EC_Normal;
  asked_ = true;  // answers under way still arrive, then the final one
  return sendCANCELRequest(presID);
}

base::Status Scu::get(const char* model, DcmDataset& question, const std::filesystem::path& staging,
                      const ports::PacsReceived& received) {
  staging_ = staging;
  received_ = received;
  kept_ = {};
  asked_ = false;
  failedThere_ = 0;
  const auto context = findPresentationContextID(model, "");
  if (context == 0) return networkFailure(server_, DIMSE_NOVALIDPRESENTATIONCONTEXTID);
  SELVOX_CHECK(ended(sendCGETRequest(context, &question, nullptr), "fetching"));
  if (failedThere_ > 0)
    return base::fail(base::ErrorCode::Io, ports::describe(server_) + " could not send " +
                                               std::to_string(failedThere_) +
                                               " of the images. Try again, or fetch them over DICOMweb.");
  return {};
}

OFCondition Scu::handleCGETResponse(const T_ASC_PresentationContextID presID, RetrieveResponse* response,
                                    OFBool& continueCGETSession) {
  status_ = response->m_status;
  failedThere_ = response->m_numberOfFailedSubops == 0xFFFF ? failedThere_ : response->m_numberOfFailedSubops;
  const bool pending = (status_ & 0xFF00) == 0xFF00;
  continueCGETSession = pending ? OFTrue : OFFalse;
  if (pending && !asked_ && (cancel_.cancelled() || !kept_)) {
    asked_ = true;
    return sendCANCELRequest(presID);
  }
  return EC_Normal;
}

OFCondition Scu::handleSTORERequest(const T_ASC_PresentationContextID presID, DcmDataset* incomingObject,
                                    OFBool& continueCGETSession, Uint16& cStoreReturnStatus) {
  (void)presID;
  continueCGETSession = OFTrue;
  cStoreReturnStatus = STATUS_STORE_Refused_OutOfResources;
  if (incomingObject == nullptr) return DIMSE_NULLKEY;
  const E_TransferSyntax syntax = incomingObject->getOriginalXfer();
  DcmFileFormat file(incomingObject, OFFalse);  // owns it now
  if (cancel_.cancelled() || !kept_) {
    // Leaving is the only way out that every server understands: many send the rest despite a cancel.
    continueCGETSession = OFFalse;
    return EC_Normal;
  }
  const std::string instance = text(*file.getDataset(), DCM_SOPInstanceUID);
  const auto path = staging_ / "received.dcm";
  const OFCondition saved = file.saveFile(OFFilename(base::utf8(path).c_str(), OFTrue), syntax);
  if (saved.bad())
    kept_ = base::fail(base::ErrorCode::Io, "Cannot write " + base::utf8(path) + ": " + saved.text() + ".");
  else
    kept_ = received_(path, instance);
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  if (kept_) cStoreReturnStatus = STATUS_Success;
  return EC_Normal;
}

base::Status Scu::store(const std::filesystem::path& path) {
  Uint16 status = 0;
  const OFCondition state = sendSTORERequest(0, OFFilename(base::utf8(path).c_str(), OFTrue), nullptr, status);
  if (state.bad()) return networkFailure(server_, state);
  // 0xB000 and the like: stored, with a warning.
  if (const std::string problem = statusProblem(status); !problem.empty() && (status & 0xF000) != 0xB000)
    return base::fail(base::ErrorCode::Refused, ports::describe(server_) + " did not take a file: " + problem + ".");
  return {};
}

}  // namespace selvox::plugins::pacs
