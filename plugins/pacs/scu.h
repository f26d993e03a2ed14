#pragma once
// One association, opened, used and closed again.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/ports/pacs.h"
#include "dcmtk/config/osconfig.h"
//
#include "dcmtk/dcmnet/scu.h"

namespace selvox::plugins::pacs {

class Scu final : public DcmSCU {
 public:
  Scu(const ports::PacsServer& server, base::CancelToken cancel);
  ~Scu() override;

  // Offers `model` (Verification, a query model or a storage class) in uncompressed syntaxes.
  void offer(const char* model);
  // Every usual storage class, for what comes back over a C-GET.
  void offerStorage();
  // A storage class in just the syntax a file has.
  void offer(const std::string& storageClass, const std::string& syntax);
  [[nodiscard]] base::Status open();

  // Each answer's data set; false ends the search.
  [[nodiscard]] base::Status find(const char* model, DcmDataset& question,
                                  const std::function<bool(DcmDataset&)>& found);
  [[nodiscard]] base::Status get(const char* model, DcmDataset& question, const std::filesystem::path& staging,
                                 const ports::PacsReceived& received);
  [[nodiscard]] base::Status store(const std::filesystem::path& file);

 protected:
  OFCondition handleFINDResponse(const T_ASC_PresentationContextID presID, QRResponse* response,
                                 OFBool& waitForNextResponse) override;
  OFCondition handleCGETResponse(const T_ASC_PresentationContextID presID, RetrieveResponse* response,
                                 OFBool& continueCGETSession) override;
  OFCondition handleSTORERequest(const T_ASC_PresentationContextID presID, DcmDataset* incomingObject,
                                 OFBool& continueCGETSession, Uint16& cStoreReturnStatus) override;

 private:
  [[nodiscard]] base::Status ended(const OFCondition& condition, const char* what) const;
  const ports::PacsServer& server_;
  base::CancelToken cancel_;
  std::unique_ptr<DcmTransportLayer> tls_;
  std::function<bool(DcmDataset&)> found_;
  bool asked_ = false;  // to stop sending answers
  std::filesystem::path staging_;
  ports::PacsReceived received_;
  base::Status kept_;    // the first file that could not be kept
  unsigned status_ = 0;  // the last of the server's answers
  int failedThere_ = 0;  // objects that the server could not send
};

}  // namespace selvox::plugins::pacs
