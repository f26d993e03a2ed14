#pragma once
// An image archive on the network: asked, fetched from, sent to. Two kinds: DICOM's own protocol (plugins/pacs) and
// DICOMweb (plugins/dicomweb). Calls block; they end within the server's timeout after a cancel.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/result.h"

namespace selvox::ports {

struct PacsServer {
  std::string name;
  // DICOM's own protocol
  std::string host = "127.0.0.1", called = "ANY-SCP", calling = "SELVOX";
  int port = 104;
  bool tls = false;
  // DICOMweb, when given: the root, "https://pacs.example/dicom-web". User and password come from the environment
  // (SELVOX_PACS_USER, SELVOX_PACS_PASSWORD) and are stored nowhere.
  std::string url;
  // Of TLS and https: PEM files; `ca` empty: the system's (https alone).
  std::string ca, certificate, key;
  bool verify = true;
  int timeoutSeconds = 30;
};

[[nodiscard]] base::Json toJson(const PacsServer& server);
[[nodiscard]] base::Result<PacsServer> pacsServerFromJson(const base::Json& json);
[[nodiscard]] std::string describe(const PacsServer& server);  // "pacs.example:104", or the url

// Empty fields match everything; '*' and '?' as DICOM takes them.
struct PacsQuery {
  std::string patientId, patientName, from, to, modality, accession, description, study;  // dates: YYYYMMDD
  int most = 500;
};

struct PacsStudy {
  std::string uid, patientId, patientName, date, description, accession, modalities;
  int series = -1, instances = -1;  // -1: not told
};
struct PacsSeries {
  std::string study, uid, modality, number, description, bodyPart;
  int instances = -1;
};

// A received file; it is deleted after the call. An error ends the transfer.
using PacsReceived = std::function<base::Status(const std::filesystem::path& file, const std::string& instance)>;

class PacsClient {
 public:
  virtual ~PacsClient() = default;
  virtual base::Status echo() = 0;
  virtual base::Result<std::vector<PacsStudy>> studies(const PacsQuery& query) = 0;
  virtual base::Result<std::vector<PacsSeries>> series(const std::string& study) = 0;
  // SOP Instance UIDs, ordered by instance number.
  virtual base::Result<std::vector<std::string>> instances(const std::string& study, const std::string& series) = 0;
  // `wanted` empty: all of the series. Files pass through `staging` one by one.
  virtual base::Status fetch(const std::string& study, const std::string& series,
                             const std::vector<std::string>& wanted, const std::filesystem::path& staging,
                             const PacsReceived& received) = 0;
  // C-STORE or STOW-RS; `done` counts the files that the server took.
  virtual base::Status send(const std::vector<std::filesystem::path>& files, const base::ProgressFunction& done) = 0;
};

}  // namespace selvox::ports
