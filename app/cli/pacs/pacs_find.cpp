#include <algorithm>
#include <cmath>

#include "app/cli/pacs/pacs.h"
#include "core/base/file.h"
#include "core/services/staging.h"
#include "plugins/dicom/dicom_importer.h"

namespace selvox::cli {

namespace {

struct FindOptions : PacsOptions {
  ports::PacsQuery query;
  bool series = false;
};

struct PreviewOptions : PacsOptions {
  std::string study, series, output;
};

struct SendOptions : PacsOptions {
  std::vector<std::string> files;
};

Outcome runEcho(const PacsOptions& options, Console& console) {
  SELVOX_TRY(const auto server, options.checked());
  SELVOX_CHECK(pacsClient(server)->echo());
  if (options.json)
    console.document({{"answers", true}, {"server", ports::describe(server)}});
  else
    console.text(ports::describe(server) + " answers.");
  return 0;
}

base::Json seriesJson(const ports::PacsSeries& s) {
  return {{"study", s.study},
          {"uid", s.uid},
          {"modality", s.modality},
          {"number", s.number},
          {"description", s.description},
          {"body_part", s.bodyPart},
          {"instances", s.instances}};
}

std::string countText(int count) {
  return count < 0 ? "" : std::to_string(count);
}

Outcome listSeries(const FindOptions& options, ports::PacsClient& client, Console& console) {
  SELVOX_TRY(const auto found, client.series(options.query.study));
  if (options.json) {
    base::Json list = base::Json::array();
    for (const auto& one : found) list.push_back(seriesJson(one));
    console.document({{"series", std::move(list)}});
    return 0;
  }
  std::vector<std::vector<std::string>> rows{{"series", "modality", "number", "images", "description"}};
  for (const auto& s : found) rows.push_back({s.uid, s.modality, s.number, countText(s.instances), s.description});
  console.table(rows);
  return 0;
}

Outcome runFind(const FindOptions& options, Console& console) {
  SELVOX_TRY(const auto server, options.checked());
  const auto client = pacsClient(server);
  if (options.series) {
    if (options.query.study.empty())
      return console.wrongUsage("--series lists those of one study: name it by --study.");
    return listSeries(options, *client, console);
  }
  SELVOX_TRY(const auto found, client->studies(options.query));
  const bool more = static_cast<int>(found.size()) >= options.query.most;
  if (options.json) {
    base::Json list = base::Json::array();
    for (const auto& s : found)
      list.push_back({{"uid", s.uid},
                      {"patient_id", s.patientId},
                      {"patient_name", s.patientName},
                      {"date", s.date},
                      {"description", s.description},
                      {"accession", s.accession},
                      {"modalities", s.modalities},
                      {"series", s.series},
                      {"instances", s.instances}});
    console.document({{"studies", std::move(list)}, {"more", more}});
    return 0;
  }
  std::vector<std::vector<std::string>> rows{
      {"study", "patient", "name", "date", "modalities", "series", "images", "description"}};
  for (const auto& s : found)
    rows.push_back({s.uid, s.patientId, s.patientName, s.date, s.modalities, countText(s.series),
                    countText(s.instances), s.description});
  console.table(rows);
  if (more) console.note("There may be more: the search ended at " + std::to_string(found.size()) + " (--most).");
  return 0;
}

// The middle slice as 8-bit grey (PGM), from the 1st to the 99th percentile.
std::string greyPicture(const volume::Volume& volume) {
  const auto e = volume.extent;
  std::vector<double> values;
  for (std::int64_t y = 0; y < e.y; ++y)
    for (std::int64_t x = 0; x < e.x; ++x) values.push_back(volume.valueAt(x, y, e.z / 2));
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const double low = sorted[sorted.size() / 100], high = sorted[sorted.size() - 1 - sorted.size() / 100];
  std::string picture = "P5\n" + std::to_string(e.x) + " " + std::to_string(e.y) + "\n255\n";
  for (const double value : values) {
    const double part = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.0;
    picture += static_cast<char>(std::lround(255 * part));
  }
  return picture;
}

Outcome runPreview(const PreviewOptions& options, Console& console) {
  SELVOX_TRY(const auto server, options.checked());
  const auto client = pacsClient(server);
  SELVOX_TRY(const auto instances, client->instances(options.study, options.series));
  if (instances.empty()) return base::fail(base::ErrorCode::NotFound, "The series has no images.");
  const auto output = base::pathFromUtf8(options.output);
  const services::TemporaryFolder staging(std::filesystem::path(output) += ".staging");
  std::error_code ignored;
  std::filesystem::permissions(staging.path(), std::filesystem::perms::owner_all, ignored);
  const auto importer = plugins::makeDicomImporter();
  std::string picture;
  SELVOX_CHECK(client->fetch(options.study, options.series, {instances[instances.size() / 2]}, staging.path(),
                             [&](const std::filesystem::path& file, const std::string&) -> base::Status {
                               SELVOX_TRY(const auto volume, importer->read({file}));
                               picture = greyPicture(volume);
                               return {};
                             }));
  if (picture.empty()) return base::fail(base::ErrorCode::NotFound, "The server did not send the image.");
  SELVOX_CHECK(base::writePrivateFile(output, picture));
  if (options.json)
    console.document({{"file", options.output}, {"instances", instances.size()}});
  else
    console.text(options.output);
  return 0;
}

Outcome runSend(const SendOptions& options, Console& console) {
  SELVOX_TRY(const auto server, options.checked());
  std::vector<std::filesystem::path> files;
  for (const auto& file : options.files) files.push_back(base::pathFromUtf8(file));
  SELVOX_CHECK(pacsClient(server)->send(files, console.watch().progress));
  if (options.json)
    console.document({{"sent", files.size()}});
  else
    console.text(std::to_string(files.size()) + " files sent to " + ports::describe(server));
  return 0;
}

void addFind(CLI::App& pacs, Program& program) {
  const auto options = std::make_shared<FindOptions>();
  auto* command =
      makeCommand(pacs, "find", "Search studies, or the series of one (C-FIND, QIDO-RS)",
                  "selvox pacs find --host pacs.example --port 104 --patient-id 4711 --modality MR", *options);
  serverOptions(command, *options);
  auto& query = options->query;
  command->add_option("--patient-id", query.patientId, "Patient id; * and ? stand for anything");
  command->add_option("--patient-name", query.patientName, "Patient name, FAMILY^GIVEN; 'DOE*'");
  command->add_option("--from", query.from, "Studies from this day on")->type_name("YYYYMMDD");
  command->add_option("--to", query.to, "Studies up to this day")->type_name("YYYYMMDD");
  command->add_option("--modality", query.modality, "With a series of this modality")->type_name("CT|MR|…");
  command->add_option("--accession", query.accession, "Accession number");
  command->add_option("--description", query.description, "Study description; '*liver*'");
  command->add_option("--study", query.study, "Study Instance UID")->type_name("UID");
  command->add_option("--most", query.most, "Stop at this many; default 500")->type_name("N")->check(countAbove0());
  command->add_flag("--series", options->series, "The series of --study instead of studies");
  printsData(command, *options);
  onChosen(command, program, options, runFind);
}

}  // namespace

void addPacsFind(CLI::App& pacs, Program& program) {
  const auto echo = std::make_shared<PacsOptions>();
  auto* command = makeCommand(pacs, "echo", "Ask whether a server answers (C-ECHO, or a search over DICOMweb)",
                              "selvox pacs echo --host pacs.example --port 104 --called ARCHIVE", *echo);
  serverOptions(command, *echo);
  printsData(command, *echo);
  onChosen(command, program, echo, runEcho);
  addFind(pacs, program);

  const auto preview = std::make_shared<PreviewOptions>();
  command = makeCommand(pacs, "preview", "The middle image of a series as a picture (PGM)",
                        "selvox pacs preview --host pacs.example --study UID --series UID --output look.pgm", *preview);
  serverOptions(command, *preview);
  command->add_option("--study", preview->study, "Study Instance UID")->required()->type_name("UID");
  command->add_option("--series", preview->series, "Series Instance UID")->required()->type_name("UID");
  command->add_option("--output", preview->output, "Picture to write")->required()->type_name("FILE");
  printsData(command, *preview);
  onChosen(command, program, preview, runPreview);

  const auto send = std::make_shared<SendOptions>();
  command = makeCommand(pacs, "send", "Send DICOM files as they are (C-STORE, STOW-RS)",
                        "selvox pacs send --url https://pacs.example/dicom-web outgoing/*.dcm", *send);
  serverOptions(command, *send);
  command->add_option("files", send->files, "DICOM files")->required()->type_name("FILE");
  printsData(command, *send);
  onChosen(command, program, send, runSend);
}

}  // namespace selvox::cli
