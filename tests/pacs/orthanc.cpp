#include "tests/pacs/orthanc.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "core/base/json.h"
#include "plugins/dicomweb/http.h"
#include "plugins/launch_local/process.h"

namespace selvox::test {
namespace {

using plugins::launch_local::Command;

constexpr const char* kProgram = "/usr/sbin/Orthanc";
constexpr const char* kWebPlugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

bool run(const std::vector<std::string>& words) {
  Command command{words[0], {words.begin() + 1, words.end()}, {}};
  const auto result = plugins::launch_local::runChild(command, {}, {});
  return result && result->exitCode == 0;
}

}  // namespace

int freePort() {
  const int handle = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  EXPECT_EQ(bind(handle, reinterpret_cast<sockaddr*>(&address), length), 0);
  EXPECT_EQ(getsockname(handle, reinterpret_cast<sockaddr*>(&address), &length), 0);
  close(handle);
  return ntohs(address.sin_port);
}

Certificates makeCertificates(const Path& folder) {
  const Path authority = folder / "authority.pem", authorityKey = folder / "authority.key";
  const Path certificate = folder / "server.pem", key = folder / "server.key", request = folder / "server.csr";
  const Path extensions = folder / "server.ext";
  EXPECT_TRUE(base::writeFile(extensions, "subjectAltName=IP:127.0.0.1\n"));
  const bool made = run({"/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                         "/CN=Authority", "-keyout", authorityKey, "-out", authority}) &&
                    run({"/usr/bin/openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
                         "-keyout", key, "-out", request}) &&
                    run({"/usr/bin/openssl", "x509", "-req", "-in", request, "-CA", authority, "-CAkey", authorityKey,
                         "-CAcreateserial", "-days", "2", "-extfile", extensions, "-out", certificate});
  return made ? Certificates{authority, certificate, key} : Certificates{};
}

bool Orthanc::installed() {
  return std::filesystem::exists(kProgram) && std::filesystem::exists(kWebPlugin);
}

Orthanc::Orthanc(bool tls, int receiverPort) : tls_(tls), dicomPort_(freePort()), webPort_(freePort()) {
  if (tls) certificates_ = makeCertificates(folder_.path());
  if (tls && certificates_.key.empty()) return;
  const Path configuration = folder_ / "orthanc.json";
  writeConfiguration(configuration, receiverPort);
  const auto pid =
      plugins::launch_local::startDetached({kProgram, {base::utf8(configuration)}, {}}, folder_ / "log", 0);
  if (!pid) return;
  pid_ = *pid;
  while (!answers() && plugins::launch_local::processAlive(pid_)) std::this_thread::yield();
  running_ = plugins::launch_local::processAlive(pid_);
}

Orthanc::~Orthanc() {
  if (pid_ <= 0) return;
  kill(static_cast<pid_t>(pid_), SIGTERM);
  while (plugins::launch_local::processAlive(pid_)) std::this_thread::yield();
}

void Orthanc::writeConfiguration(const Path& file, int receiverPort) const {
  base::Json json = {{"Name", "Selvox test"},
                     {"StorageDirectory", base::utf8(folder_ / "storage")},
                     {"IndexDirectory", base::utf8(folder_ / "storage")},
                     {"Plugins", {kWebPlugin}},
                     {"HttpPort", webPort_},
                     {"RemoteAccessAllowed", false},
                     {"AuthenticationEnabled", false},
                     {"DicomAet", "ARCHIVE"},
                     {"DicomPort", dicomPort_},
                     {"DicomCheckCalledAet", true},
                     {"DicomAlwaysAllowEcho", true},
                     {"DicomAlwaysAllowStore", true},
                     {"DicomAlwaysAllowFind", true},
                     {"DicomAlwaysAllowGet", true},
                     {"SyncStorageArea", false},
                     {"DefaultEncoding", "Utf8"},
                     {"DicomWeb", {{"Enable", true}, {"Root", "/dicom-web/"}}}};
  if (receiverPort > 0) json["DicomModalities"]["selvox"] = {"SELVOX", "127.0.0.1", receiverPort};
  if (tls_) {
    json["DicomTlsEnabled"] = true;
    json["DicomTlsPrivateKey"] = base::utf8(certificates_.key);
    json["DicomTlsCertificate"] = base::utf8(certificates_.certificate);
    json["DicomTlsTrustedCertificates"] = base::utf8(certificates_.authority);
    json["DicomTlsRemoteCertificateRequired"] = false;
  }
  EXPECT_TRUE(base::writeJson(file, json));
}

bool Orthanc::answers() const {
  ports::PacsServer root = web();
  root.url.resize(root.url.size() - std::string("/dicom-web").size());
  plugins::dicomweb::Http http(root, {}, {});
  return http.get("/system", "application/json", [](const auto&, std::string_view) { return base::Status(); })
      .has_value();
}

std::string Orthanc::log() const {
  return base::readFile(folder_ / "log").value_or("");
}

ports::PacsServer Orthanc::dimse() const {
  ports::PacsServer server;
  server.called = "ARCHIVE";
  server.port = dicomPort_;
  server.tls = tls_;
  server.ca = base::utf8(certificates_.authority);
  return server;
}

ports::PacsServer Orthanc::web() const {
  ports::PacsServer server;
  server.url = "http://127.0.0.1:" + std::to_string(webPort_) + "/dicom-web";
  return server;
}

std::string Orthanc::post(const std::string& path, const std::string& body) const {
  ports::PacsServer root = web();
  root.url.resize(root.url.size() - std::string("/dicom-web").size());
  std::string answer;
  const auto state = plugins::dicomweb::Http(root, {}, {}).post(path, "application/json", body, answer);
  EXPECT_TRUE(state) << state.error().message << state.error().detail;
  return answer;
}

std::string Orthanc::get(const std::string& path) const {
  ports::PacsServer root = web();
  root.url.resize(root.url.size() - std::string("/dicom-web").size());
  std::string answer;
  const auto state =
      plugins::dicomweb::Http(root, {}, {}).get(path, "application/json", [&](const auto&, std::string_view bytes) {
        answer.append(bytes);
        return base::Status();
      });
  EXPECT_TRUE(state) << state.error().message;
  return answer;
}

}  // namespace selvox::test
