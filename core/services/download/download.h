#pragma once
// Series to be fetched from an archive, one file each in a folder of the user's private data: what was begun is gone on
// with after a crash, a cancel or a restart, image by image.
//
//   QUEUE/<id>.json       what, from where, to where, and how far it is
//   QUEUE/<id>.received   one line for every image that was kept, hashed; written after the image's file
//   QUEUE/lock            held by the process that downloads

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/ports/pacs.h"
#include "core/services/workspace.h"

namespace selvox::services {

enum class DownloadState { Waiting, Running, Done, Failed };
[[nodiscard]] const char* name(DownloadState state);

struct Download {
  std::string id;  // by server, study, series and target; made by add()
  ports::PacsServer server;
  std::string study, series, modality, description, added;
  std::filesystem::path target;
  DownloadState state = DownloadState::Waiting;
  int expected = -1, received = 0;  // images
  std::string error;                // of Failed
};

[[nodiscard]] base::Json toJson(const Download& download);

class DownloadQueue {
 public:
  explicit DownloadQueue(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // In the order in which they were added. A file that is no entry is passed over.
  [[nodiscard]] base::Result<std::vector<Download>> list() const;
  // A series that is there already waits again unless it is done. Returns it.
  [[nodiscard]] base::Result<Download> add(Download download) const;
  [[nodiscard]] base::Status store(const Download& download) const;
  [[nodiscard]] base::Status remove(const std::string& id) const;  // NotFound lists nothing; downloaded files stay
  [[nodiscard]] std::set<std::string> receivedOf(const std::string& id) const;
  [[nodiscard]] base::Status noteReceived(const std::string& id, const std::string& instance) const;
  [[nodiscard]] std::filesystem::path lock() const { return folder_ / "lock"; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  [[nodiscard]] std::filesystem::path fileOf(const std::string& id, const char* ending) const;
  std::filesystem::path folder_;
};

// What a queue needs from outside.
struct DownloadPorts {
  std::function<std::unique_ptr<ports::PacsClient>(const ports::PacsServer&)> client;
  // Keeps a received file below the target, without its patient.
  std::function<base::Status(const std::filesystem::path& file, const Download& download)> keep;
};

struct DownloadSummary {
  int done = 0, failed = 0, images = 0;  // series, series, images kept now
};

// Works off what waits or failed. Busy while another process does. A series that fails does not stop the others; a
// cancel leaves the rest waiting and is an error (Cancelled).
[[nodiscard]] base::Result<DownloadSummary> workDownloads(const DownloadQueue& queue, const DownloadPorts& ports,
                                                          const Watch& watch);

}  // namespace selvox::services
