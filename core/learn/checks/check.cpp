#include "core/learn/checks/check.h"

#include <exception>
#include <ostream>

#include "core/learn/checks/call.h"

namespace selvox::learn::checks {
namespace {

struct Kind {
  const char* name;
  const char* usage;
  std::vector<std::string> options;
  base::Status (*run)(const Call&, std::ostream&);
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> table{
      {"loss", "NAME [--set k=v]… IN OUT | --list", {}, &checkLoss},
      {"metric", "NAME [--set k=v]… IN OUT | --list", {}, &checkMetric},
      {"optimizer", "NAME [--set k=v]… IN OUT | --list", {}, &checkOptimizer},
      {"arch",
       "ID --dim D --in C --out K [--set k=v]… [--seed S] [--weights FILE --layout "
       "selvox|torchvision|timm|monai|nnunet] "
       "[--input X.npy --output Y.npy] | --list",
       {"dim", "in", "out", "seed", "weights", "layout", "input", "output"},
       &checkArch},
      {"method",
       "ID --dim D --input X.npy --seed S [--arch ID] [--set k=v]… OUT | --list",
       {"dim", "input", "seed", "arch"},
       &checkMethod},
  };
  return table;
}

int usage(std::ostream& err) {
  for (const Kind& kind : kinds()) err << "selvox-worker check " << kind.name << " " << kind.usage << "\n";
  return 2;
}

}  // namespace

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  for (const Kind& kind : kinds()) {
    if (arguments.empty() || arguments.front() != kind.name) continue;
    const auto call = parseCall({arguments.begin() + 1, arguments.end()}, kind.options);
    if (!call) {
      err << call.error().message << "\nselvox-worker check " << kind.name << " " << kind.usage << "\n";
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
