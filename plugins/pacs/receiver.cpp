#include "core/base/file.h"
#include "plugins/pacs/dimse.h"
#include "plugins/pacs/tls.h"
#include "plugins/pacs/words.h"
//
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmdata/dctk.h"
#include "dcmtk/dcmnet/scp.h"

namespace selvox::plugins {
namespace {

constexpr Uint32 kLookUpSeconds = 1;  // how often a waiting receiver looks for a cancel
constexpr Uint32 kSilenceSeconds = 60;

class Receiver final : public DcmSCP {
 public:
  Receiver(std::filesystem::path staging, const ports::PacsReceived& received, std::int64_t most,
           base::CancelToken cancel)
      : staging_(std::move(staging)), received_(received), most_(most), cancel_(std::move(cancel)) {}

  void configure(const ReceiverOptions& options, DcmTransportLayer* tls) {
    setPort(static_cast<Uint16>(options.port));
    setAETitle(options.title.c_str());
    setRespondWithCalledAETitle(OFTrue);
    setConnectionBlockingMode(DUL_NOBLOCK);
    setConnectionTimeout(kLookUpSeconds);
    setDIMSEBlockingMode(DIMSE_NONBLOCKING);
    setDIMSETimeout(kSilenceSeconds);
    setACSETimeout(kSilenceSeconds);
    setHostLookupEnabled(OFFalse);
    setVerbosePCMode(OFFalse);
    if (tls != nullptr) getConfig().setTransportLayer(tls);
    OFList<OFString> plain, any;
    for (const char* uid : {UID_LittleEndianExplicitTransferSyntax, UID_LittleEndianImplicitTransferSyntax})
      plain.push_back(uid);
    any = plain;
    for (const char* uid :
         {UID_JPEGProcess14SV1TransferSyntax, UID_JPEGLSLosslessTransferSyntax, UID_JPEG2000LosslessOnlyTransferSyntax,
          UID_JPEG2000TransferSyntax, UID_RLELosslessTransferSyntax, UID_JPEGProcess1TransferSyntax,
          UID_JPEGProcess2_4TransferSyntax, UID_JPEGLSLossyTransferSyntax,
          UID_DeflatedExplicitVRLittleEndianTransferSyntax})
      any.push_back(uid);
    addPresentationContext(UID_VerificationSOPClass, plain);
    for (int i = 0; i < numberOfDcmAllStorageSOPClassUIDs; ++i)
      addPresentationContext(dcmAllStorageSOPClassUIDs[i], any);
  }

 protected:
  OFCondition handleIncomingCommand(T_DIMSE_Message* message, const DcmPresentationContextInfo& context) override {
    if (message->CommandField == DIMSE_C_ECHO_RQ)
      return handleECHORequest(message->msg.CEchoRQ, context.presentationContextID);
    if (message->CommandField != DIMSE_C_STORE_RQ) return DIMSE_BADCOMMANDTYPE;
    DcmDataset* dataset = nullptr;
    T_DIMSE_C_StoreRQ& request = message->msg.CStoreRQ;
    const OFCondition state = receiveSTORERequest(request, context.presentationContextID, dataset);
    if (state.bad()) {
      delete dataset;
      return state;
    }
    const Uint16 status = keep(dataset);
    return sendSTOREResponse(context.presentationContextID, request, status);
  }
  OFBool stopAfterCurrentAssociation() override { return over(); }
  OFBool stopAfterConnectionTimeout() override { return over(); }

 private:
  [[nodiscard]] OFBool over() const { return cancel_.cancelled() || (most_ > 0 && taken_ >= most_) ? OFTrue : OFFalse; }

  Uint16 keep(DcmDataset* dataset) {
    if (dataset == nullptr) return STATUS_STORE_Error_CannotUnderstand;
    const E_TransferSyntax syntax = dataset->getOriginalXfer();
    DcmFileFormat file(dataset, OFFalse);  // owns it now
    OFString instance;
    file.getDataset()->findAndGetOFString(DCM_SOPInstanceUID, instance);
    const auto path = staging_ / "received.dcm";
    const bool saved = file.saveFile(OFFilename(base::utf8(path).c_str(), OFTrue), syntax).good();
    const bool kept = saved && received_(path, instance.c_str());
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    if (!kept) return STATUS_STORE_Refused_OutOfResources;
    ++taken_;
    return STATUS_Success;
  }

  std::filesystem::path staging_;
  const ports::PacsReceived& received_;
  std::int64_t most_, taken_ = 0;
  base::CancelToken cancel_;
};

}  // namespace

base::Status receiveFiles(const ReceiverOptions& options, const std::filesystem::path& staging,
                          const ports::PacsReceived& received, const std::function<void()>& ready,
                          const base::CancelToken& cancel) {
  pacs::prepareNetwork();
  std::unique_ptr<DcmTransportLayer> tls;
  if (options.tls) {
    SELVOX_TRY(tls, pacs::makeTls({options.ca, options.certificate, options.key, true}, true));
  }
  Receiver receiver(staging, received, options.most, cancel);
  receiver.configure(options, tls.get());
  if (const OFCondition state = receiver.openListenPort(); state.bad())
    return base::fail(base::ErrorCode::Busy,
                      "Port " + std::to_string(options.port) +
                          " cannot be opened: another program holds it, or ports below 1024 want more rights. Choose "
                          "another one (11112 is usual).",
                      state.text());
  if (ready) ready();
  const OFCondition state = receiver.acceptAssociations();
  if (state.bad() && state != NET_EC_StopAfterAssociation && state != NET_EC_StopAfterConnectionTimeout)
    return base::fail(base::ErrorCode::Io, "Receiving ended: " + std::string(state.text()) + ".");
  return {};
}

}  // namespace selvox::plugins
