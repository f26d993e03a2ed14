#include "ui/pages/pacs/server_list.h"

#include <QSettings>

#include "ui/jobs/child_call.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {
constexpr const char* kSetting = "pacs/servers";
}

std::vector<ports::PacsServer> storedServers() {
  std::vector<ports::PacsServer> servers;
  const auto text = QSettings().value(kSetting).toString().toStdString();
  const auto list = base::parseJson(text.empty() ? "[]" : text, kSetting);
  if (!list || !list->is_array()) return servers;
  for (const auto& json : *list)
    if (auto server = ports::pacsServerFromJson(json)) servers.push_back(std::move(*server));
  return servers;
}

void storeServers(const std::vector<ports::PacsServer>& servers) {
  base::Json list = base::Json::array();
  for (const auto& server : servers) list.push_back(ports::toJson(server));
  QSettings().setValue(kSetting, toQt(base::dumpJson(list)));
}

QStringList serverArguments(const ports::PacsServer& server) {
  QStringList words{"--timeout", QString::number(server.timeoutSeconds)};
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) words << option << toQt(value);
  };
  add("--ca", server.ca);
  add("--certificate", server.certificate);
  add("--key", server.key);
  if (!server.verify) words << "--no-verify";
  if (!server.url.empty()) {
    add("--url", server.url);
    return words;
  }
  add("--host", server.host);
  words << "--port" << QString::number(server.port);
  add("--called", server.called);
  add("--calling", server.calling);
  if (server.tls) words << "--tls";
  return words;
}

QString childMessage(const ChildResult& result) {
  const QStringList lines = QString::fromUtf8(result.errors).split('\n');
  for (const QString& line : lines)
    if (line.startsWith("selvox: ")) return line.mid(8);
  return failureText(result);
}

}  // namespace selvox::ui
