#include "core/services/export.h"

#include <algorithm>
#include <map>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/events/event.h"
#include "core/services/supervise.h"

namespace selvox::services {

using base::Json;

namespace {

base::Status makeFolder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return base::fail(base::ErrorCode::Io,
                      "Cannot make the folder " + base::utf8(folder) + ": " + failed.message() + ".");
  return {};
}

base::Result<std::string> scalarTable(const events::RunFolder& folder) {
  events::TailReader reader(folder.log());
  std::string table = "name,step,value,seq,time\r\n";
  for (;;) {
    SELVOX_TRY(const auto events, reader.poll());
    if (events.empty()) return table;
    for (const auto& event : events) {
      if (event.type != "scalar") continue;
      const auto value = event.body.value("value", Json());
      table += csvField(base::valueOr<std::string>(event.body, "name", "")) + "," +
               std::to_string(base::valueOr<std::int64_t>(event.body, "step", 0)) + "," +
               (value.is_number() ? base::dumpJson(value) : base::valueOr<std::string>(event.body, "nonfinite", "")) +
               "," + std::to_string(event.seq) + "," + csvField(event.time) + "\r\n";
    }
  }
}

// case,label,<metric>… from an evaluation document.
std::string caseTable(const Json& document) {
  std::vector<std::string> metrics;
  for (const auto& one : document.value("cases", Json::array())) {
    const auto labels = one.value("labels", Json::object());
    for (const auto& [label, values] : labels.items())
      for (const auto& [metric, value] : values.items())
        if ((value.is_number() || value.is_null()) &&
            std::find(metrics.begin(), metrics.end(), metric) == metrics.end())
          metrics.push_back(metric);
  }
  std::string table = "case,label";
  for (const auto& metric : metrics) table += "," + csvField(metric);
  table += "\r\n";
  for (const auto& one : document.value("cases", Json::array())) {
    const auto labels = one.value("labels", Json::object());
    for (const auto& [label, values] : labels.items()) {
      table += csvField(base::valueOr<std::string>(one, "case", "")) + "," + label;
      for (const auto& metric : metrics)
        table += "," + (values.contains(metric) && values[metric].is_number() ? base::dumpJson(values[metric])
                                                                              : std::string());
      table += "\r\n";
    }
  }
  return table;
}

// case,class,answer,correct,log_loss,<class>… of a classification.
std::string answerTable(const Json& document) {
  const auto classes = base::valueOr<std::vector<std::string>>(document, "classes", {});
  const auto names = [](const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    std::string all;
    for (const auto& name : value.is_array() ? value : Json::array())
      if (name.is_string()) all += (all.empty() ? "" : "|") + name.get<std::string>();
    return all;
  };
  const auto number = [](const Json& value) { return value.is_number() ? base::dumpJson(value) : std::string(); };
  std::string table = "case,class,answer,correct,log_loss";
  for (const auto& name : classes) table += "," + csvField(name);
  table += "\r\n";
  for (const auto& one : document.value("cases", Json::array())) {
    table += csvField(base::valueOr<std::string>(one, "case", "")) + "," + csvField(names(one.value("class", Json()))) +
             "," + csvField(names(one.value("answer", Json()))) + "," + number(one.value("correct", Json())) + "," +
             number(one.value("log_loss", Json()));
    const auto probabilities = one.value("probabilities", Json::object());
    for (const auto& name : classes) table += "," + number(probabilities.value(name, Json()));
    table += "\r\n";
  }
  return table;
}

// case,patient,class,map,… of a retrieval.
std::string rankTable(const Json& document) {
  constexpr const char* kMetrics[] = {"map", "precision_at_10", "recall_at_10", "ndcg_at_10"};
  std::string table = "case,patient,class,map,precision_at_10,recall_at_10,ndcg_at_10\r\n";
  for (const auto& one : document.value("cases", Json::array())) {
    table += csvField(base::valueOr<std::string>(one, "case", "")) + "," +
             csvField(base::valueOr<std::string>(one, "patient", "")) + "," +
             csvField(base::valueOr<std::string>(one, "class", ""));
    for (const char* metric : kMetrics) {
      const Json value = one.value(metric, Json());
      table += "," + (value.is_number() ? base::dumpJson(value) : std::string());
    }
    table += "\r\n";
  }
  return table;
}

// case,psnr,ssim,nmse,baseline_psnr,… of an enhancement.
std::string qualityTable(const Json& document) {
  const auto number = [](const Json& value) { return value.is_number() ? base::dumpJson(value) : std::string(); };
  std::string table = "case,psnr,ssim,nmse,baseline_psnr,baseline_ssim,baseline_nmse\r\n";
  for (const auto& one : document.value("cases", Json::array())) {
    table += csvField(base::valueOr<std::string>(one, "case", ""));
    for (const auto& values : {one, one.value("baseline", Json::object())})
      for (const char* metric : {"psnr", "ssim", "nmse"}) table += "," + number(values.value(metric, Json()));
    table += "\r\n";
  }
  return table;
}

class RunExport {
 public:
  RunExport(ports::Exporter& nifti, const events::RunFolder& run, std::filesystem::path target, const Watch& watch)
      : nifti_(nifti), run_(run), target_(std::move(target)), watch_(watch) {}

  base::Status text(const std::string& name, const std::string& bytes) {
    const auto path = target_ / base::pathFromUtf8(name);
    SELVOX_CHECK(makeFolder(path.parent_path()));
    SELVOX_CHECK(base::writeFile(path, bytes));
    written.push_back(path);
    return {};
  }

  base::Status evaluations(bool predictions) {
    std::error_code failed;
    for (const char* split : {"train", "val", "test"}) {
      const auto document = run_.evaluations() / (std::string(split) + ".json");
      if (!std::filesystem::exists(document, failed)) continue;
      SELVOX_TRY(const auto json, base::readJson(document));
      SELVOX_CHECK(text(std::string("evaluation-") + split + ".json", base::dumpJson(json, 2) + "\n"));
      const bool ranks = base::valueOr<std::string>(json, "task", "") == "retrieval";
      SELVOX_CHECK(text(std::string("evaluation-") + split + ".csv", ranks                      ? rankTable(json)
                                                                     : json.contains("metrics") ? answerTable(json)
                                                                     : json.contains("quality") ? qualityTable(json)
                                                                                                : caseTable(json)));
      if (predictions) SELVOX_CHECK(labelMaps(split));
    }
    return {};
  }
  std::vector<std::filesystem::path> written;

 private:
  base::Status labelMaps(const std::string& split) {
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(run_.evaluations() / split, failed))
      if (entry.path().extension() == ".vol") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::int64_t done = 0;
    for (const auto& file : files) {
      SELVOX_CHECK(watch_.check());
      watch_.tell("Writing predictions", done++, static_cast<std::int64_t>(files.size()), base::utf8(file.stem()));
      SELVOX_TRY(const auto brick, volume::BrickFile::open(file));
      const auto path =
          target_ / "predictions" / base::pathFromUtf8(split) / base::pathFromUtf8(base::utf8(file.stem()) + ".nii.gz");
      SELVOX_CHECK(makeFolder(path.parent_path()));
      SELVOX_CHECK(nifti_.write(path, brick.readAll()));
      written.push_back(path);
    }
    return {};
  }

  ports::Exporter& nifti_;
  const events::RunFolder& run_;
  std::filesystem::path target_;
  const Watch& watch_;
};

std::string join(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

}  // namespace

std::string csvField(const std::string& text) {
  // A field that begins like a formula would be run by spreadsheet programs.
  const bool formula =
      !text.empty() && std::string("=+-@\t\r").find(text.front()) != std::string::npos && !base::toDouble(text);
  const std::string safe = formula ? "'" + text : text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

base::Result<std::vector<std::filesystem::path>> exportRun(const Workspace& workspace, ports::Exporter& nifti,
                                                           const std::string& run, const std::filesystem::path& folder,
                                                           bool predictions, const Watch& watch) {
  SELVOX_TRY(const auto status, findRun(*workspace.runs, run));
  RunExport out(nifti, status.listing.folder, folder, watch);
  SELVOX_TRY(const auto spec, base::readFile(status.listing.folder.spec()));
  SELVOX_CHECK(out.text("run.json", spec));
  SELVOX_CHECK(out.text("summary.json", base::dumpJson(toJson(status), 2) + "\n"));
  std::error_code failed;
  if (std::filesystem::exists(status.listing.folder.log(), failed)) {
    SELVOX_TRY(const auto scalars, scalarTable(status.listing.folder));
    SELVOX_CHECK(out.text("scalars.csv", scalars));
  }
  SELVOX_CHECK(out.evaluations(predictions));
  return std::move(out.written);
}

base::Result<std::filesystem::path> exportSeries(const Workspace& workspace, const std::vector<std::int64_t>& series,
                                                 const std::filesystem::path& file) {
  SELVOX_TRY(const auto rows, workspace.catalog->series(series));
  std::map<std::string, std::map<std::string, std::string>> roles;  // by dataset
  for (const auto& row : rows) roles[row.dataset];
  for (auto& [dataset, role] : roles) {
    SELVOX_TRY(const auto split, workspace.catalog->split(dataset));
    if (!split) continue;
    for (const auto& name : split->train) role[name] = "train";
    for (const auto& name : split->val) role[name] = "val";
    for (const auto& name : split->test) role[name] = "test";
  }
  std::string table = "case,patient,modality,format,x,y,z,spacing_x,spacing_y,spacing_z,labels,split,voxels_hash\r\n";
  for (const auto& row : rows) {
    std::vector<std::string> labels;
    for (const auto& label : row.labels)
      for (const auto& [number, name] : label.names) labels.push_back(name);
    const auto spacing = row.worldFromVoxel.spacing();
    table += csvField(row.caseName) + "," + csvField(row.patient) + "," + csvField(row.modality) + "," +
             csvField(row.format) + "," + std::to_string(row.extent.x) + "," + std::to_string(row.extent.y) + "," +
             std::to_string(row.extent.z) + "," + base::toText(spacing[0]) + "," + base::toText(spacing[1]) + "," +
             base::toText(spacing[2]) + "," + csvField(join(labels, "; ")) + "," +
             (roles[row.dataset].count(row.caseName) ? roles[row.dataset][row.caseName] : "") + "," + row.voxelsHash +
             "\r\n";
  }
  SELVOX_CHECK(makeFolder(std::filesystem::absolute(file).parent_path()));
  SELVOX_CHECK(base::writeFile(file, table));
  return file;
}

}  // namespace selvox::services
