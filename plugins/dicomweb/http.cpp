#include "plugins/dicomweb/http.h"

#include <algorithm>
#include <utility>

#include <curl/curl.h>

namespace selvox::plugins::dicomweb {
namespace {

constexpr long kLeastBytesASecond = 1;  // below this for the timeout: the server hangs

void startCurl() {
  static const bool done = [] { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }();
  (void)done;
}

}  // namespace

struct Http::State {
  const ports::PacsServer& server;
  WebLogin login;
  base::CancelToken cancel;
  CURL* curl = nullptr;
  const Piece* piece = nullptr;
  Answer answer{};
  base::Status kept{};      // what `piece` said
  std::string complaint{};  // the start of an error's body
  char words[CURL_ERROR_SIZE] = {};

  void common(const std::string& path) {
    curl_easy_reset(curl);
    const auto set = [&](CURLoption option, auto value) { (void)curl_easy_setopt(curl, option, value); };
    std::string root = server.url;
    while (!root.empty() && root.back() == '/') root.pop_back();
    set(CURLOPT_URL, (root + path).c_str());
    set(CURLOPT_ERRORBUFFER, words);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, "Selvox");
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(server.timeoutSeconds));
    set(CURLOPT_LOW_SPEED_LIMIT, kLeastBytesASecond);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(server.timeoutSeconds));
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 3L);
#if LIBCURL_VERSION_NUM >= 0x075500
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, server.url.starts_with("https:") ? "https" : "http,https");
#endif
    if (!server.ca.empty()) set(CURLOPT_CAINFO, server.ca.c_str());
    if (!server.certificate.empty()) set(CURLOPT_SSLCERT, server.certificate.c_str());
    if (!server.key.empty()) set(CURLOPT_SSLKEY, server.key.c_str());
    set(CURLOPT_SSL_VERIFYPEER, server.verify ? 1L : 0L);
    set(CURLOPT_SSL_VERIFYHOST, server.verify ? 2L : 0L);
    if (!login.user.empty()) {
      set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC | CURLAUTH_DIGEST));
      set(CURLOPT_USERNAME, login.user.c_str());
      set(CURLOPT_PASSWORD, login.password.c_str());
    }
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &State::onProgress);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_WRITEFUNCTION, &State::onBytes);
    answer = {};
    kept = {};
    complaint.clear();
    words[0] = '\0';
  }

  static int onProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<State*>(self)->cancel.cancelled() ? 1 : 0;
  }

  static std::size_t onBytes(char* bytes, std::size_t size, std::size_t number, void* self) {
    auto& state = *static_cast<State*>(self);
    const std::size_t length = size * number;
    if (state.answer.status == 0) {
      (void)curl_easy_getinfo(state.curl, CURLINFO_RESPONSE_CODE, &state.answer.status);
      const char* type = nullptr;
      (void)curl_easy_getinfo(state.curl, CURLINFO_CONTENT_TYPE, &type);
      state.answer.contentType = type != nullptr ? type : "";
    }
    if (state.answer.status >= 400) {
      if (state.complaint.size() < 400) state.complaint.append(bytes, std::min<std::size_t>(length, 400));
      return length;
    }
    state.kept = (*state.piece)(state.answer, {bytes, length});
    return state.kept ? length : 0;
  }

  base::Result<Answer> perform() {
    const CURLcode code = curl_easy_perform(curl);
    if (cancel.cancelled()) return base::fail(base::ErrorCode::Cancelled, "Cancelled.");
    if (!kept) return tl::unexpected<base::Error>(kept.error());
    if (code != CURLE_OK) return failure(code);
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    if (answer.status >= 400) return refusal();
    return answer;
  }

  [[nodiscard]] tl::unexpected<base::Error> failure(CURLcode code) const {
    const std::string detail = words[0] != '\0' ? words : curl_easy_strerror(code);
    switch (code) {
      case CURLE_OPERATION_TIMEDOUT:
        return base::fail(base::ErrorCode::Io,
                          server.url + " gave no answer within " + std::to_string(server.timeoutSeconds) +
                              " seconds. Try again, or raise the timeout.",
                          detail);
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CONNECT_ERROR:
      case CURLE_SSL_CERTPROBLEM:
      case CURLE_SSL_CACERT_BADFILE:
        return base::fail(base::ErrorCode::Refused,
                          server.url +
                              ": no secure connection. Give the certificate of its authority, and check that it "
                              "is meant for this name.",
                          detail);
      default:
        return base::fail(base::ErrorCode::Io,
                          "No connection to " + server.url + ". Check the address and that the server runs.", detail);
    }
  }

  [[nodiscard]] tl::unexpected<base::Error> refusal() const {
    const std::string number = std::to_string(answer.status);
    if (answer.status == 401 || answer.status == 403)
      return base::fail(base::ErrorCode::Refused,
                        server.url + " wants a user and a password (HTTP " + number +
                            "): set SELVOX_PACS_USER and SELVOX_PACS_PASSWORD, or have access granted.",
                        complaint);
    if (answer.status == 404)
      return base::fail(base::ErrorCode::NotFound,
                        server.url +
                            " knows nothing of that (HTTP 404): the address may lack its DICOMweb root, such as "
                            "/dicom-web.",
                        complaint);
    return base::fail(base::ErrorCode::Io, server.url + " answered with HTTP " + number + ".", complaint);
  }
};

Http::Http(const ports::PacsServer& server, const WebLogin& login, base::CancelToken cancel)
    : state_(new State{server, login, std::move(cancel)}) {
  startCurl();
  state_->curl = curl_easy_init();
}

Http::~Http() {
  curl_easy_cleanup(state_->curl);
}

base::Result<Answer> Http::get(const std::string& path, const std::string& accept, const Piece& piece) {
  state_->common(path);
  state_->piece = &piece;
  curl_slist* headers = curl_slist_append(nullptr, ("Accept: " + accept).c_str());
  (void)curl_easy_setopt(state_->curl, CURLOPT_HTTPHEADER, headers);
  auto answer = state_->perform();
  curl_slist_free_all(headers);
  return answer;
}

base::Result<Answer> Http::post(const std::string& path, const std::string& contentType, std::string_view body,
                                std::string& answerBody) {
  state_->common(path);
  const Piece collect = [&](const Answer&, std::string_view bytes) -> base::Status {
    answerBody.append(bytes);
    return {};
  };
  state_->piece = &collect;
  curl_slist* headers = curl_slist_append(nullptr, ("Content-Type: " + contentType).c_str());
  headers = curl_slist_append(headers, "Accept: application/dicom+json");
  headers = curl_slist_append(headers, "Expect:");
  (void)curl_easy_setopt(state_->curl, CURLOPT_HTTPHEADER, headers);
  (void)curl_easy_setopt(state_->curl, CURLOPT_POST, 1L);
  (void)curl_easy_setopt(state_->curl, CURLOPT_POSTFIELDS, body.data());
  (void)curl_easy_setopt(state_->curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  auto answer = state_->perform();
  curl_slist_free_all(headers);
  return answer;
}

std::string Http::escaped(const std::string& text) const {
  char* made = curl_easy_escape(state_->curl, text.data(), static_cast<int>(text.size()));
  std::string escaped = made != nullptr ? made : "";
  curl_free(made);
  // Wild cards stay: a query may hold them (RFC 3986), and Orthanc takes "%2A" for a letter.
  for (const auto& [code, sign] : {std::pair{"%2A", "*"}, std::pair{"%3F", "?"}})
    for (std::size_t at = escaped.find(code); at != std::string::npos; at = escaped.find(code))
      escaped.replace(at, 3, sign);
  return escaped;
}

}  // namespace selvox::plugins::dicomweb
