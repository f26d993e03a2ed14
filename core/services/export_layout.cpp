#include "core/services/export_layout.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/cache_keys.h"
#include "core/services/export.h"
#include "core/volume/brick_file.h"

namespace selvox::services {

using base::Json;

namespace {

struct ExportCase {
  ports::SeriesRow row;
  ports::SeriesSummary said;
  std::string name;       // of its files
  bool training = false;  // labelled, and no test case
};

// A file name that leads nowhere else, whatever a catalog holds.
std::string fileWord(std::string text) {
  for (char& c : text) {
    const bool good = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                      c == '_' || c == '.' || static_cast<unsigned char>(c) >= 128;
    if (!good) c = '_';
  }
  if (text.empty() || text.front() == '.') text.insert(0, "_");
  return text;
}

// Letters and digits alone, as BIDS wants its labels.
std::string bidsWord(const std::string& text) {
  std::string word;
  for (const char c : text)
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) word += c;
  return word.empty() ? "x" : word;
}

std::string bidsSuffix(const ports::SeriesRow& row) {
  static const std::map<std::string, std::string> kSequences{
      {"T1", "T1w"}, {"T1W", "T1w"}, {"T2", "T2w"}, {"T2W", "T2w"}, {"FLAIR", "FLAIR"}, {"PD", "PDw"}, {"PDW", "PDw"}};
  if (row.modality == "CT") return "ct";
  if (row.modality == "PT") return "pet";
  const auto sequence = row.attributes.find("sequence");
  if (sequence == row.attributes.end()) return row.modality == "MR" ? "MR" : bidsWord(row.modality);
  std::string upper = sequence->second;
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto known = kSequences.find(upper);
  return known == kSequences.end() ? "MR" : known->second;
}

class LayoutWriter {
 public:
  LayoutWriter(const Workspace& workspace, ports::Exporter& nifti, std::filesystem::path folder, const Watch& watch)
      : workspace_(workspace), nifti_(nifti), folder_(std::move(folder)), watch_(watch) {}

  base::Status gather(const std::vector<std::int64_t>& series) {
    SELVOX_TRY(auto rows, workspace_.catalog->series(series));
    SELVOX_TRY(const auto said, workspace_.curation->summaries(series));
    std::map<std::int64_t, const ports::SeriesSummary*> saidOf;
    for (const auto& one : said) saidOf[one.id] = &one;
    std::set<std::string> datasets, names;
    for (const auto& row : rows) datasets.insert(row.dataset);
    for (auto& row : rows) {
      ExportCase one;
      if (const auto found = saidOf.find(row.id); found != saidOf.end()) one.said = *found->second;
      one.training = !row.labels.empty() && one.said.split != "test";
      one.name = fileWord((datasets.size() > 1 ? row.dataset + "_" : "") + row.caseName);
      if (!names.insert(one.name).second) one.name += "-" + std::to_string(row.id), names.insert(one.name);
      if (row.labels.size() > 1)
        result.notes.push_back("'" + one.name + "' has " + std::to_string(row.labels.size()) +
                               " label maps; the first is written.");
      if (row.channels > 1) result.notes.push_back("'" + one.name + "' has colours; its brightness is written.");
      one.row = std::move(row);
      cases.push_back(std::move(one));
    }
    return labelNames();
  }

  base::Status voxels(const std::string& hash, const std::string& caseName, const std::string& path) {
    SELVOX_CHECK(watch_.check());
    const auto brick = volume::BrickFile::open(workspace_.cache->pathOf(nativeKey(hash)));
    if (!brick)
      return base::fail(brick.error().code,
                        "The voxels of '" + caseName + "' are not in the cache: " + brick.error().message +
                            " Import its files again.",
                        brick.error().detail);
    SELVOX_TRY(const auto file, place(path));
    SELVOX_CHECK(nifti_.write(file, brick->readAll()));
    result.files.push_back(file);
    return {};
  }

  base::Status text(const std::string& path, const std::string& bytes) {
    SELVOX_TRY(const auto file, place(path));
    SELVOX_CHECK(base::writeFile(file, bytes));
    result.files.push_back(file);
    return {};
  }

  base::Status caseList() {
    std::set<std::string> columns;
    for (const auto& one : cases)
      for (const auto& [name, value] : one.row.attributes) columns.insert(name);
    std::string table = "case,file,dataset,patient,modality,split,rating,tags,voxels_hash";
    for (const auto& column : columns) table += "," + csvField(column);
    table += "\r\n";
    for (const auto& one : cases) {
      std::string tags;
      for (const auto& tag : one.said.tags) tags += (tags.empty() ? "" : "; ") + tag;
      table += csvField(one.row.caseName) + "," + csvField(one.name) + "," + csvField(one.row.dataset) + "," +
               csvField(one.row.patient) + "," + csvField(one.row.modality) + "," + one.said.split + "," +
               (one.said.rating > 0 ? std::to_string(one.said.rating) : "") + "," + csvField(tags) + "," +
               one.row.voxelsHash;
      for (const auto& column : columns) {
        const auto value = one.row.attributes.find(column);
        table += "," + (value == one.row.attributes.end() ? std::string() : csvField(value->second));
      }
      table += "\r\n";
    }
    return text("cases.csv", table);
  }

  void tell(std::size_t done) const {
    watch_.tell("Exporting", static_cast<std::int64_t>(done), static_cast<std::int64_t>(cases.size()),
                done < cases.size() ? cases[done].name : std::string());
  }

  std::vector<ExportCase> cases;
  std::map<int, std::string> labels;
  LayoutExport result;

 private:
  base::Result<std::filesystem::path> place(const std::string& path) const {
    const auto file = folder_ / base::pathFromUtf8(path);
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    if (failed)
      return base::fail(base::ErrorCode::Io,
                        "Cannot make the folder " + base::utf8(file.parent_path()) + ": " + failed.message() + ".");
    return file;
  }

  base::Status labelNames() {
    std::map<int, std::string> first;
    for (const auto& one : cases) {
      if (one.row.labels.empty()) continue;
      for (const auto& [number, name] : one.row.labels.front().names) {
        const auto [known, fresh] = labels.emplace(number, name);
        if (fresh) first[number] = one.name;
        if (!fresh && known->second != name)
          return base::fail(
              base::ErrorCode::Refused,
              "Label " + std::to_string(number) + " is '" + known->second + "' in '" + first[number] + "' and '" +
                  name + "' in '" + one.name +
                  "', and this layout has one list of labels. Rename or merge them first: selvox labels.");
      }
    }
    return {};
  }

  const Workspace& workspace_;
  ports::Exporter& nifti_;
  std::filesystem::path folder_;
  const Watch& watch_;
};

base::Status writePairs(LayoutWriter& out, const std::string& ending) {
  for (std::size_t i = 0; i < out.cases.size(); ++i) {
    const auto& one = out.cases[i];
    out.tell(i);
    const std::string set = one.training ? "Tr/" : "Ts/";
    SELVOX_CHECK(out.voxels(one.row.voxelsHash, one.name, "images" + set + one.name + ending));
    if (!one.row.labels.empty())
      SELVOX_CHECK(out.voxels(one.row.labels.front().voxelsHash, one.name, "labels" + set + one.name + ".nii.gz"));
  }
  return {};
}

std::string commonModality(LayoutWriter& out) {
  std::set<std::string> modalities;
  for (const auto& one : out.cases) modalities.insert(one.row.modality);
  if (modalities.size() > 1)
    out.result.notes.push_back("The cases have " + std::to_string(modalities.size()) +
                               " modalities, but the layout names one: " + *modalities.begin() + ".");
  return *modalities.begin();
}

base::Status writeNnUNet(LayoutWriter& out) {
  SELVOX_CHECK(writePairs(out, "_0000.nii.gz"));
  Json labels = {{"background", 0}};
  int expected = 1;
  bool gaps = false;
  for (const auto& [number, name] : out.labels) {
    labels[name] = number;
    gaps = gaps || number != expected++;
  }
  if (gaps) out.result.notes.push_back("nnU-Net wants label numbers without gaps: 1, 2, 3 and so on.");
  std::int64_t training = 0;
  for (const auto& one : out.cases) training += one.training ? 1 : 0;
  return out.text("dataset.json", base::dumpJson({{"channel_names", {{"0", commonModality(out)}}},
                                                  {"labels", std::move(labels)},
                                                  {"numTraining", training},
                                                  {"file_ending", ".nii.gz"}},
                                                 2) +
                                      "\n");
}

base::Status writeMsd(LayoutWriter& out, const std::string& name) {
  SELVOX_CHECK(writePairs(out, ".nii.gz"));
  Json labels = {{"0", "background"}}, training = Json::array(), test = Json::array();
  for (const auto& [number, text] : out.labels) labels[std::to_string(number)] = text;
  for (const auto& one : out.cases) {
    const std::string file = one.name + ".nii.gz";
    if (one.training)
      training.push_back({{"image", "./imagesTr/" + file}, {"label", "./labelsTr/" + file}});
    else
      test.push_back("./imagesTs/" + file);
  }
  const Json modality = {{"0", commonModality(out)}};
  return out.text("dataset.json", base::dumpJson({{"name", name},
                                                  {"description", "Exported by Selvox"},
                                                  {"tensorImageSize", "3D"},
                                                  {"modality", modality},
                                                  {"labels", std::move(labels)},
                                                  {"numTraining", training.size()},
                                                  {"numTest", test.size()},
                                                  {"training", std::move(training)},
                                                  {"test", std::move(test)}},
                                                 2) +
                                      "\n");
}

base::Status writeBids(LayoutWriter& out, const std::string& name) {
  std::set<std::string> subjects;
  std::string dseg = "index\tname\n";
  for (const auto& [number, text] : out.labels) dseg += std::to_string(number) + "\t" + text + "\n";
  for (std::size_t i = 0; i < out.cases.size(); ++i) {
    const auto& one = out.cases[i];
    out.tell(i);
    const std::string subject = "sub-" + bidsWord(one.row.patient.empty() ? one.name : one.row.patient);
    subjects.insert(subject);
    const std::string suffix = bidsSuffix(one.row), folder = suffix == "pet"  ? "/pet/"
                                                             : suffix == "ct" ? "/ct/"
                                                                              : "/anat/";
    const std::string stem = subject + folder + subject + "_acq-" + bidsWord(one.name);
    SELVOX_CHECK(out.voxels(one.row.voxelsHash, one.name, stem + "_" + suffix + ".nii.gz"));
    if (one.row.labels.empty()) continue;
    const std::string derived = "derivatives/selvox/" + stem + "_dseg";
    SELVOX_CHECK(out.voxels(one.row.labels.front().voxelsHash, one.name, derived + ".nii.gz"));
    SELVOX_CHECK(out.text(derived + ".tsv", dseg));
  }
  std::string participants = "participant_id\n";
  for (const auto& subject : subjects) participants += subject + "\n";
  SELVOX_CHECK(out.text("participants.tsv", participants));
  const Json description = {{"Name", name}, {"BIDSVersion", "1.8.0"}, {"DatasetType", "raw"}};
  if (!out.labels.empty()) {
    Json derived = description;
    derived["DatasetType"] = "derivative";
    derived["GeneratedBy"] = Json::array({{{"Name", "Selvox"}}});
    SELVOX_CHECK(out.text("derivatives/selvox/dataset_description.json", base::dumpJson(derived, 2) + "\n"));
  }
  return out.text("dataset_description.json", base::dumpJson(description, 2) + "\n");
}

}  // namespace

base::Result<LayoutExport> exportLayout(const Workspace& workspace, ports::Exporter& nifti, ExportLayout layout,
                                        const std::string& name, const std::vector<std::int64_t>& series,
                                        const std::filesystem::path& folder, const Watch& watch) {
  std::error_code failed;
  if (std::filesystem::exists(folder, failed) && !std::filesystem::is_empty(folder, failed))
    return base::fail(base::ErrorCode::AlreadyExists,
                      base::utf8(folder) + " holds other things. Choose an empty or a new folder: --output.");
  if (series.empty()) return base::fail(base::ErrorCode::NotFound, "There is no series to export.");
  LayoutWriter out(workspace, nifti, folder, watch);
  SELVOX_CHECK(out.gather(series));
  SELVOX_CHECK(out.caseList());
  switch (layout) {
    case ExportLayout::NnUNet:
      SELVOX_CHECK(writeNnUNet(out));
      break;
    case ExportLayout::Msd:
      SELVOX_CHECK(writeMsd(out, name));
      break;
    case ExportLayout::Bids:
      SELVOX_CHECK(writeBids(out, name));
      break;
  }
  out.tell(out.cases.size());
  return std::move(out.result);
}

}  // namespace selvox::services
