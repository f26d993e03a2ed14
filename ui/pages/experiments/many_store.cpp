#include "ui/pages/experiments/many_store.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/base/text.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

constexpr std::size_t kMostListed = 500;

std::filesystem::path recordFolder(const std::filesystem::path& workspace) {
  return workspace / "index" / "experiments";
}

QStringList qtWords(const base::Json& json, const char* name) {
  QStringList words;
  for (const auto& word : base::valueOr(json, name, std::vector<std::string>{})) words << toQt(word);
  return words;
}

base::Json jsonWords(const QStringList& words) {
  base::Json made = base::Json::array();
  for (const QString& word : words) made.push_back(word.toStdString());
  return made;
}

base::Result<ManyRecord> recordFrom(const base::Json& json) {
  ManyRecord record;
  record.name = toQt(base::valueOr<std::string>(json, "name", {}));
  record.created = toQt(base::valueOr<std::string>(json, "created", {}));
  record.words = qtWords(json, "words");
  record.runs = qtWords(json, "runs");
  record.turns = base::valueOr<std::int64_t>(json, "turns", record.runs.size());
  record.document = base::valueOr(json, "document", base::Json());
  const auto kind = toQt(base::valueOr<std::string>(json, "kind", {}));
  for (const ManyKind each : {ManyKind::Folds, ManyKind::Fractions, ManyKind::Search}) {
    record.kind = each;
    if (manyId(each) == kind && base::isPlainName(record.name.toStdString()) && record.words.value(0) == kind)
      return record;
  }
  return base::fail(base::ErrorCode::Corrupt, "This is no experiment of many runs.");
}

}  // namespace

base::Status saveMany(const std::filesystem::path& workspace, const ManyRecord& record) {
  std::error_code ignored;
  std::filesystem::create_directories(recordFolder(workspace), ignored);
  return base::writeJson(recordFolder(workspace) / (record.name.toStdString() + ".json"),
                         {{"v", 1},
                          {"kind", manyId(record.kind).toStdString()},
                          {"name", record.name.toStdString()},
                          {"created", record.created.toStdString()},
                          {"words", jsonWords(record.words)},
                          {"runs", jsonWords(record.runs)},
                          {"turns", record.turns},
                          {"document", record.document}});
}

std::vector<ManyRecord> listMany(const std::filesystem::path& workspace) {
  std::vector<ManyRecord> records;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(recordFolder(workspace), failed)) {
    if (records.size() >= kMostListed || entry.path().extension() != ".json") continue;
    const auto json = base::readJson(entry.path());
    if (!json) continue;
    if (auto record = recordFrom(*json)) records.push_back(std::move(*record));
  }
  std::sort(records.begin(), records.end(), [](const ManyRecord& a, const ManyRecord& b) {
    return std::pair(b.created, b.name) < std::pair(a.created, a.name);
  });
  return records;
}

}  // namespace selvox::ui
