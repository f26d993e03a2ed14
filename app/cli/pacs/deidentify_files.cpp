#include "app/cli/pacs/deidentify_files.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "core/base/file.h"
#include "plugins/dicom/dcmtk_library.h"
#include "plugins/images/nifti_clean.h"

namespace selvox::cli {

namespace {

namespace fs = std::filesystem;

bool looksLikeDicom(const fs::path& file) {
  std::array<unsigned char, 132> head{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
  return plugins::dicom::startOf(head.data(), static_cast<std::size_t>(stream.gcount())) !=
         plugins::dicom::Start::Nothing;
}

base::Result<std::vector<fs::path>> filesBelow(const fs::path& in) {
  std::error_code failed;
  if (fs::is_regular_file(in, failed)) return std::vector<fs::path>{in};
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(in, failed), end; !failed && entry != end; entry.increment(failed))
    if (entry->is_regular_file(failed)) files.push_back(entry->path());
  if (failed) return base::fail(base::ErrorCode::Io, "Cannot list " + base::utf8(in) + ": " + failed.message() + ".");
  std::sort(files.begin(), files.end());
  return files;
}

bool within(const fs::path& folder, const fs::path& path) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

}  // namespace

base::Status DeidentifyFiles::all(const fs::path& in, const fs::path& out, const services::Watch& watch) {
  std::error_code failed;
  const fs::path from = fs::weakly_canonical(in, failed), to = fs::weakly_canonical(out, failed);
  if (!fs::exists(from, failed))
    return base::fail(base::ErrorCode::NotFound, base::utf8(in) + " does not exist. Name a file or folder of scans.");
  if (within(from, to) || within(to, from))
    return base::fail(base::ErrorCode::InvalidArgument,
                      "The folder to write to may not lie in the one that is read, nor hold it: choose another.");
  SELVOX_TRY(const auto files, filesBelow(from));
  const auto total = static_cast<std::int64_t>(files.size());
  for (std::int64_t done = 0; done < total; ++done) {
    SELVOX_CHECK(watch.check());
    watch.tell("De-identifying", done, total);
    const fs::path& file = files[static_cast<std::size_t>(done)];
    one(file, file == from ? file.filename() : file.lexically_relative(from), to);
  }
  return {};
}

void DeidentifyFiles::one(const fs::path& file, const fs::path& inside, const fs::path& out) {
  if (plugins::isNiftiName(file)) return nifti(file, out / inside);
  if (looksLikeDicom(file)) return dicom(file, out);
  ++skipped_;
}

void DeidentifyFiles::dicom(const fs::path& file, const fs::path& out) {
  if (const auto place = dicom_.write(file, out); !place) refused_.emplace_back(file, place.error().message);
}

void DeidentifyFiles::nifti(const fs::path& file, const fs::path& target) {
  std::error_code failed;
  fs::create_directories(target.parent_path(), failed);
  const auto cleared = plugins::writeCleanNifti(file, target);
  if (!cleared) {
    refused_.emplace_back(file, cleared.error().message);
    return;
  }
  ++nifti_;
  for (const std::string& field : *cleared) ++fields_[field];
}

base::Json DeidentifyFiles::report() const {
  base::Json json = plugins::dicom::toJson(dicom_.report());
  json["files"] = written();
  json["refused"] = refused_.size();
  json["skipped"] = skipped_;
  json["nifti"] = {{"files", nifti_}, {"cleared", fields_}};
  if (nifti_ > 0)
    json["warnings"].push_back(
        {{"text", "NIfTI files keep their names and folders: see that these name nobody."}, {"files", nifti_}});
  return json;
}

}  // namespace selvox::cli
