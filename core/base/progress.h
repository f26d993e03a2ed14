#pragma once
// Progress and cancellation of anything that may take more than a second.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace selvox::base {

class CancelToken {
 public:
  CancelToken() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  void cancel() const { flag_->store(true); }
  [[nodiscard]] bool cancelled() const { return flag_->load(); }

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

struct Progress {
  std::string stage;  // "Reading", "Preparing"
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0: not known yet
  std::string what;        // current item, for a person
};
using ProgressFunction = std::function<void(const Progress&)>;

}  // namespace selvox::base
