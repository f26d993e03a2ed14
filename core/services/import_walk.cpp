#include "core/services/import_walk.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>

#include "core/base/file.h"

namespace selvox::services {
namespace {

namespace fs = std::filesystem;
using ports::FileState;

constexpr int kLayoutScore = 50;  // from here on a layout owns its folder

bool hidden(const fs::path& path) {
  const std::string name = base::utf8(path.filename());
  return name.size() > 1 && name[0] == '.' && name != "..";
}

class Walker {
 public:
  Walker(std::vector<ports::Importer*> importers, const base::ProgressFunction& progress,
         const base::CancelToken& cancel, std::string as)
      : importers_(std::move(importers)), progress_(progress), cancel_(cancel), as_(std::move(as)) {}

  base::Status start(const fs::path& given) {
    std::error_code error;
    fs::path path = fs::absolute(given, error).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();  // "folder/" and "folder" are one
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
      return base::fail(base::ErrorCode::NotFound, "Nothing to import at " + base::utf8(path) + ": check the path.");
    if (fs::is_directory(status)) {
      root_ = path;
      folder(path);
    } else {
      root_ = path.parent_path();
      file(path);
    }
    return ambiguous_;
  }

  Walk finish() {
    for (auto& [key, group] : loose_) walk_.groups.push_back(std::move(group));
    return std::move(walk_);
  }

 private:
  void pass(const fs::path& path, FileState state, std::string reason) {
    walk_.passedOver.push_back({path, state, std::move(reason)});
  }

  // Entries in order of their names; nothing when the folder cannot be read (it is then in the list itself).
  std::vector<fs::path> entries(const fs::path& path) {
    std::vector<fs::path> found;
    std::error_code error;
    fs::directory_iterator entry(path, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error))
      found.push_back(entry->path());
    if (error)
      pass(path, FileState::Quarantined, "the folder cannot be read (" + error.message() + "): check its permissions");
    std::sort(found.begin(), found.end());
    return found;
  }

  // False when it was entered before, under this or another name.
  bool enter(const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    return visited_.insert(error ? path : real).second;
  }

  // The layout that is surest to own this folder; nothing for a folder of loose files.
  ports::Importer* ownerOf(const fs::path& path) {
    ports::Importer *owner = nullptr, *rival = nullptr;
    int best = as_.empty() ? kLayoutScore - 1 : 0;
    for (ports::Importer* importer : importers_) {
      const int score = importer->probeFolder(path);
      if (score > best)
        best = score, owner = importer, rival = nullptr;
      else if (score == best && owner != nullptr)
        rival = importer;
    }
    if (rival != nullptr)
      ambiguous_ =
          base::fail(base::ErrorCode::Refused, "Two layouts claim " + base::utf8(path) + " equally: " + owner->id() +
                                                   " and " + rival->id() + ". Say which it is: selvox import … --as " +
                                                   owner->id() + " (or --as " + rival->id() + ").");
    return owner;
  }

  void folder(const fs::path& path) {
    if (cancel_.cancelled() || !ambiguous_ || !enter(path)) return;
    ports::Importer* owner = ownerOf(path);
    if (!ambiguous_) return;
    ScanGroup group{owner, path, {}};
    visit(path, owner == nullptr ? nullptr : &group, hidden(path) && path != root_);
    if (owner != nullptr) walk_.groups.push_back(std::move(group));
  }

  // `group`: takes every file below, for a layout that owns them all.
  void visit(const fs::path& path, ScanGroup* group, bool isHidden) {
    for (const fs::path& entry : entries(path)) {
      std::error_code error;
      if (fs::is_directory(entry, error)) {
        if (group == nullptr && !isHidden && !hidden(entry))
          folder(entry);
        else if (enter(entry))
          visit(entry, group, isHidden || hidden(entry));
      } else if (isHidden || hidden(entry)) {
        pass(entry, FileState::Skipped, "a hidden file");
      } else if (group == nullptr) {
        file(entry);
      } else if (readable(entry)) {
        group->files.push_back(entry);
      }
    }
  }

  // A regular file met for the first time; otherwise it is in the list with its reason.
  bool readable(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
      return pass(path, FileState::Quarantined, "a link that leads nowhere: remove it or restore its target"), false;
    if (!fs::is_regular_file(status)) return pass(path, FileState::Skipped, "not a regular file"), false;
    if (!enter(path)) {
      if (!listed_.contains(path)) pass(path, FileState::Skipped, "the same file was met under another path");
      return false;
    }
    listed_.insert(path);
    return true;
  }

  void file(const fs::path& path) {
    if (cancel_.cancelled() || !readable(path)) return;
    std::array<std::byte, 1024> head{};
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return pass(path, FileState::Quarantined, "the file cannot be opened: check its permissions");
    stream.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
    const auto size = static_cast<std::size_t>(stream.gcount());
    ports::Importer* reader = nullptr;
    int best = 0;
    for (ports::Importer* importer : importers_)
      if (const int score = importer->probeFile(path, std::span(head.data(), size)); score > best)
        best = score, reader = importer;
    if (progress_ && ++met_ % 64 == 0)
      progress_({"Looking through folders", met_, 0, base::utf8(path.parent_path().filename())});
    if (reader == nullptr) {
      if (!as_.empty())
        return pass(path, FileState::Skipped, "left out: it is none of the files that --as " + as_ + " reads");
      walk_.passedOver.push_back(whyUnread(path));
      return;
    }
    ScanGroup& group = loose_[{root_, std::find(importers_.begin(), importers_.end(), reader) - importers_.begin()}];
    group.importer = reader;
    group.root = root_;
    group.files.push_back(path);
  }

  const std::vector<ports::Importer*> importers_;
  const base::ProgressFunction& progress_;
  const base::CancelToken& cancel_;
  const std::string as_;
  base::Status ambiguous_;
  fs::path root_;
  std::set<fs::path> visited_, listed_;
  std::map<std::pair<fs::path, std::ptrdiff_t>, ScanGroup> loose_;
  std::int64_t met_ = 0;
  Walk walk_;
};

struct Unread {
  const char* ending;
  FileState state;
  const char* reason;
};

const Unread kUnread[] = {
    {".mgz", FileState::Quarantined, "FreeSurfer MGH is not read: convert it to NIfTI"},
    {".mgh", FileState::Quarantined, "FreeSurfer MGH is not read: convert it to NIfTI"},
    {".mnc", FileState::Quarantined, "MINC is not read: convert it to NIfTI"},
    {".par", FileState::Quarantined, "Philips PAR/REC is not read: convert it to NIfTI"},
    {".rec", FileState::Quarantined, "Philips PAR/REC is not read: convert it to NIfTI"},
    {".h5", FileState::Quarantined, "HDF5 is not read: export the images as NIfTI"},
    {".gif", FileState::Quarantined, "GIF is not read: convert it to PNG"},
    {".webp", FileState::Quarantined, "WebP is not read: convert it to PNG"},
    {".zip", FileState::Quarantined, "an archive: unpack it and import the folder"},
    {".tar", FileState::Quarantined, "an archive: unpack it and import the folder"},
    {".tgz", FileState::Quarantined, "an archive: unpack it and import the folder"},
    {".7z", FileState::Quarantined, "an archive: unpack it and import the folder"},
    {".gz", FileState::Quarantined, "a packed file of unknown content: unpack it and import the result"},
    {".md", FileState::Skipped, "a document, no image"},
    {".txt", FileState::Skipped, "a document, no image"},
    {".csv", FileState::Skipped, "a table, no image"},
    {".tsv", FileState::Skipped, "a table, no image"},
    {".json", FileState::Skipped, "a description, no image"},
    {".bval", FileState::Skipped, "diffusion values, no image"},
    {".bvec", FileState::Skipped, "diffusion directions, no image"},
    {".xml", FileState::Skipped, "a document, no image"},
    {".pdf", FileState::Skipped, "a document, no image"}};

base::Result<std::vector<ports::Importer*>> only(const std::vector<ports::Importer*>& importers,
                                                 const std::string& id) {
  if (id.empty()) return importers;
  std::string known;
  for (ports::Importer* importer : importers) {
    if (importer->id() == id) return std::vector<ports::Importer*>{importer};
    known += (known.empty() ? "" : ", ") + importer->id();
  }
  return base::fail(base::ErrorCode::InvalidArgument, "No importer is called \"" + id + "\": there are " + known + ".");
}

}  // namespace

base::Result<Walk> walk(const std::vector<fs::path>& paths, const std::vector<ports::Importer*>& importers,
                        const base::ProgressFunction& progress, const base::CancelToken& cancel,
                        const std::string& as) {
  SELVOX_TRY(auto asked, only(importers, as));
  Walker walker(std::move(asked), progress, cancel, as);
  for (const fs::path& path : paths) SELVOX_CHECK(walker.start(path));
  return walker.finish();
}

PassedOver whyUnread(const fs::path& file) {
  std::string name = base::utf8(file.filename());
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const Unread& kind : kUnread)
    if (name.ends_with(kind.ending)) return {file, kind.state, kind.reason};
  return {file, FileState::Skipped,
          "no image of a kind that Selvox reads (DICOM, NIfTI, NRRD, MetaImage, Analyze, PNG, JPEG, TIFF, BMP, NumPy)"};
}

}  // namespace selvox::services
