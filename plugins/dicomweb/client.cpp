#include <algorithm>
#include <optional>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "plugins/dicomweb/dicom_json.h"
#include "plugins/dicomweb/dicomweb.h"
#include "plugins/dicomweb/http.h"
#include "plugins/dicomweb/multipart.h"
#include "plugins/dicomweb/part10.h"

namespace selvox::plugins {
namespace {

using namespace dicomweb;
using base::Json;

constexpr std::size_t kMostAnswerBytes = 256u << 20;
constexpr std::size_t kHeadBytes = 4096;
constexpr const char* kDicomParts = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

// The parts of an answer, each into the staging file and on to `received`.
class PartFiles {
 public:
  PartFiles(const std::filesystem::path& staging, const ports::PacsReceived& received)
      : path_(staging / "received.dcm"), received_(received) {}

  base::Status push(const Answer& answer, std::string_view bytes) {
    if (!reader_) {
      const std::string boundary = boundaryOf(answer.contentType);
      if (boundary.empty())
        return base::fail(base::ErrorCode::Corrupt,
                          "The server sends no multipart answer to WADO-RS (" + answer.contentType + ").");
      reader_.emplace(boundary, MultipartReader::Sink{[this] { return begin(); },
                                                      [this](std::string_view piece) { return write(piece); },
                                                      [this] { return end(); }});
    }
    return reader_->push(bytes);
  }
  [[nodiscard]] base::Status finish() const { return reader_ ? reader_->finish() : base::Status(); }

 private:
  base::Status begin() {
    SELVOX_TRY(auto file, base::AtomicFile::create(path_, true));
    file_.emplace(std::move(file));
    return {};
  }
  base::Status write(std::string_view bytes) { return file_->write(bytes.data(), bytes.size()); }
  base::Status end() {
    SELVOX_CHECK(file_->commit());
    file_.reset();
    SELVOX_TRY(const std::string head, base::readFrom(path_, 0, kHeadBytes));
    const auto kept = received_(path_, instanceOf(head));
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    return kept;
  }

  std::filesystem::path path_;
  const ports::PacsReceived& received_;
  std::optional<MultipartReader> reader_;
  std::optional<base::AtomicFile> file_;
};

class WebClient final : public ports::PacsClient {
 public:
  WebClient(ports::PacsServer server, WebLogin login, base::CancelToken cancel)
      : server_(std::move(server)), cancel_(cancel), http_(server_, login, std::move(cancel)) {}

  base::Status echo() override {
    SELVOX_TRY(const Json answer, search("/studies?limit=1"));
    (void)answer;
    return {};
  }

  base::Result<std::vector<ports::PacsStudy>> studies(const ports::PacsQuery& query) override {
    std::string path = "/studies?limit=" + std::to_string(query.most);
    const auto match = [&](const char* name, const std::string& value) {
      if (!value.empty()) path += std::string("&") + name + "=" + http_.escaped(value);
    };
    match("StudyInstanceUID", query.study);
    match("PatientID", query.patientId);
    match("PatientName", query.patientName);
    if (!query.from.empty() || !query.to.empty())
      match("StudyDate", query.from == query.to ? query.from : query.from + "-" + query.to);
    match("StudyDescription", query.description);
    match("AccessionNumber", query.accession);
    match("ModalitiesInStudy", query.modality);
    path +=
        "&includefield=StudyDescription&includefield=NumberOfStudyRelatedSeries&"
        "includefield=NumberOfStudyRelatedInstances&includefield=ModalitiesInStudy";
    SELVOX_TRY(const Json answer, search(path));
    std::vector<ports::PacsStudy> found;
    for (const Json& d : answer) {
      if (static_cast<int>(found.size()) >= query.most) break;
      found.push_back({dicomText(d, "0020000D"), dicomText(d, "00100020"), dicomText(d, "00100010"),
                       dicomText(d, "00080020"), dicomText(d, "00081030"), dicomText(d, "00080050"),
                       dicomText(d, "00080061"), dicomCount(d, "00201206"), dicomCount(d, "00201208")});
    }
    return found;
  }

  base::Result<std::vector<ports::PacsSeries>> series(const std::string& study) override {
    SELVOX_TRY(const Json answer, search("/studies/" + http_.escaped(study) +
                                         "/series?includefield=SeriesDescription&includefield=BodyPartExamined&"
                                         "includefield=NumberOfSeriesRelatedInstances"));
    std::vector<ports::PacsSeries> found;
    for (const Json& d : answer)
      found.push_back({study, dicomText(d, "0020000E"), dicomText(d, "00080060"), dicomText(d, "00200011"),
                       dicomText(d, "0008103E"), dicomText(d, "00180015"), dicomCount(d, "00201209")});
    return found;
  }

  base::Result<std::vector<std::string>> instances(const std::string& study, const std::string& series) override {
    SELVOX_TRY(const Json answer, search(place(study, series) + "/instances?includefield=InstanceNumber"));
    std::vector<std::pair<int, std::string>> found;
    for (const Json& d : answer) found.emplace_back(dicomCount(d, "00200013"), dicomText(d, "00080018"));
    std::sort(found.begin(), found.end());
    std::vector<std::string> uids;
    for (auto& [number, uid] : found)
      if (!uid.empty()) uids.push_back(std::move(uid));
    return uids;
  }

  base::Status fetch(const std::string& study, const std::string& series, const std::vector<std::string>& wanted,
                     const std::filesystem::path& staging, const ports::PacsReceived& received) override {
    if (wanted.empty()) return fetchFrom(place(study, series), staging, received);
    for (const std::string& uid : wanted)
      SELVOX_CHECK(fetchFrom(place(study, series) + "/instances/" + http_.escaped(uid), staging, received));
    return {};
  }

  base::Status send(const std::vector<std::filesystem::path>& files, const base::ProgressFunction& done) override {
    std::int64_t taken = 0;
    for (const auto& path : files) {
      SELVOX_TRY(const std::string bytes, base::readFile(path, 4ull << 30));
      const std::string boundary = "selvox-" + base::sha256Hex(bytes).substr(0, 32);
      const std::string body =
          "--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n" + bytes + "\r\n--" + boundary + "--\r\n";
      std::string answer;
      SELVOX_TRY(
          const Answer state,
          http_.post("/studies", "multipart/related; type=\"application/dicom\"; boundary=" + boundary, body, answer));
      // 202: stored with remarks, or some not at all. One file was sent: its failed list tells.
      if (const auto json = base::parseJson(answer, "STOW-RS");
          state.status != 200 && json && json->contains("00081198"))
        return base::fail(base::ErrorCode::Refused, server_.url + " did not take " + base::utf8(path.filename()) + ".",
                          answer.substr(0, 400));
      if (done) done({"Sending", ++taken, static_cast<std::int64_t>(files.size()), {}});
    }
    return {};
  }

 private:
  [[nodiscard]] std::string place(const std::string& study, const std::string& series) const {
    return "/studies/" + http_.escaped(study) + "/series/" + http_.escaped(series);
  }

  base::Result<Json> search(const std::string& path) {
    std::string body;
    SELVOX_TRY(const Answer answer,
               http_.get(path, "application/dicom+json", [&](const Answer&, std::string_view bytes) {
                 body.append(bytes);
                 if (body.size() < kMostAnswerBytes) return base::Status();
                 return base::Status(base::fail(base::ErrorCode::Unsupported,
                                                "The answer of " + server_.url + " is too large: ask for less."));
               }));
    if (answer.status == 204 || body.empty()) return Json::array();
    SELVOX_TRY(Json json, base::parseJson(body, "The answer of " + server_.url));
    if (json.is_array()) return json;
    return base::fail(
        base::ErrorCode::Corrupt,
        server_.url + " does not answer as DICOMweb does. Check the address: it ends in the DICOMweb root.");
  }

  base::Status fetchFrom(const std::string& path, const std::filesystem::path& staging,
                         const ports::PacsReceived& received) {
    PartFiles parts(staging, received);
    SELVOX_TRY(const Answer answer, http_.get(path, kDicomParts, [&](const Answer& head, std::string_view bytes) {
      return parts.push(head, bytes);
    }));
    (void)answer;
    return parts.finish();
  }

  ports::PacsServer server_;
  base::CancelToken cancel_;
  Http http_;
};

}  // namespace

std::unique_ptr<ports::PacsClient> makeDicomwebClient(ports::PacsServer server, WebLogin login,
                                                      base::CancelToken cancel) {
  return std::make_unique<WebClient>(std::move(server), std::move(login), std::move(cancel));
}

}  // namespace selvox::plugins
