#include <algorithm>
#include <iostream>

#include "app/worker/doors.h"

namespace selvox::worker {

std::string Words::option(const std::string& name, const std::string& fallback) const {
  for (const auto& [key, value] : options) {
    if (key == name) return value;
  }
  return fallback;
}

base::Result<Words> split(const Arguments& arguments, const std::vector<std::string>& withValue,
                          const std::vector<std::string>& flags) {
  Words words;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (!word.starts_with("--")) {
      words.positional.push_back(word);
    } else if (std::find(flags.begin(), flags.end(), word) != flags.end()) {
      words.options.emplace_back(word, "");
    } else if (std::find(withValue.begin(), withValue.end(), word) == withValue.end()) {
      return base::fail(base::ErrorCode::InvalidArgument, "Unknown option " + word + ".");
    } else if (i + 1 == arguments.size()) {
      return base::fail(base::ErrorCode::InvalidArgument, "The option " + word + " wants a value.");
    } else {
      words.options.emplace_back(word, arguments[++i]);
    }
  }
  return words;
}

int usage(const std::string& message) {
  std::cerr << message << std::endl;
  return 2;
}

int failed(const base::Error& error) {
  std::cerr << error.message << std::endl;
  return 1;
}

void print(const base::Json& document) {
  std::cout << document.dump(-1, ' ', false, base::Json::error_handler_t::replace) << std::endl;
}

base::ProgressFunction progressLines() {
  return [](const base::Progress& progress) {
    const base::Json line{
        {"progress",
         {{"stage", progress.stage}, {"done", progress.done}, {"total", progress.total}, {"what", progress.what}}}};
    std::cerr << line.dump(-1, ' ', false, base::Json::error_handler_t::replace) << std::endl;
  };
}

}  // namespace selvox::worker
