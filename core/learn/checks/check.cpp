#include "core/learn/checks/check.h"

#include <exception>
#include <ostream>

#include "core/learn/checks/arch_call.h"

namespace selvox::learn::checks {
namespace {

struct Kind {
  const char* name;
  const char* usage;
  std::size_t files;                  // positional ones
  std::vector<std::string> required;  // options…
  std::vector<std::string> options;   // …and those that may be left out
  base::Status (*run)(const Call&, std::ostream&);
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> table{
      {"loss", "NAME [--set k=v]… IN OUT | --list", 2, {}, {}, &checkLoss},
      {"metric", "NAME [--set k=v]… IN OUT | --list", 2, {}, {}, &checkMetric},
      {"optimizer", "NAME [--set k=v]… IN OUT | --list", 2, {}, {}, &checkOptimizer},
      {"arch",
       "ID --dim D --in C --out K [--set k=v]… [--seed S] [--weights FILE --layout "
       "selvox|torchvision|timm|monai|nnunet] "
       "[--input X.npy --output Y.npy] | --list",
       0,
       {"dim", "in", "out"},
       {"seed", "weights", "layout", "input", "output"},
       &checkArch},
      {"surgery",
       "ID --dim D --in C --out K --weights FILE [--layout auto|selvox|torchvision|timm|monai|nnunet] "
       "[--task segmentation] [--set k=v]…",
       0,
       {"dim", "in", "out", "weights"},
       {"seed", "layout", "task"},
       &checkSurgery},
      {"method",
       "ID --dim D --input X.npy --seed S [--arch ID] [--set k=v]… OUT | --list",
       1,
       {"dim", "input"},
       {"seed", "arch"},
       &checkMethod},
  };
  return table;
}

int usage(std::ostream& err) {
  for (const Kind& kind : kinds()) err << "selvox-worker check " << kind.name << " " << kind.usage << "\n";
  return 2;
}

// What is missing or too much in words that are each right; nothing in a whole call.
std::string wrongUse(const Kind& kind, const Call& call) {
  if (call.list) return {};
  for (const std::string& option : kind.required)
    if (call.options.count(option) == 0) return "--" + option + " is missing.";
  if (call.files.size() == kind.files) return {};
  return "check " + std::string(kind.name) + " takes " + std::to_string(kind.files) + " files behind the name, got " +
         std::to_string(call.files.size()) + ".";
}

}  // namespace

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  for (const Kind& kind : kinds()) {
    if (arguments.empty() || arguments.front() != kind.name) continue;
    std::vector<std::string> options = kind.required;
    options.insert(options.end(), kind.options.begin(), kind.options.end());
    const auto call = parseCall({arguments.begin() + 1, arguments.end()}, options);
    if (const std::string wrong = call ? wrongUse(kind, *call) : call.error().message; !wrong.empty()) {
      err << wrong << "\nselvox-worker check " << kind.name << " " << kind.usage << "\n";
      return 2;
    }
    base::Status status;
    try {
      status = kind.run(*call, out);
    } catch (const c10::Error& e) {  // LibTorch's own words, without its stack
      status = base::fail(base::ErrorCode::InvalidArgument, e.what_without_backtrace());
    } catch (const std::exception& e) {
      status = base::fail(base::ErrorCode::Internal, e.what());
    }
    if (status) return 0;
    err << status.error().message << "\n";
    return 1;
  }
  return usage(err);
}

}  // namespace selvox::learn::checks
