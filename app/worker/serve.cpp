// The warm worker: one JSON object a line in, one out; it ends with its input.
// {"id":7,"call":"preview","spec":PATH,"out":FOLDER,"case":NAME,"seed":S} -> {"id":7,"ok":true,"result":{…}} or
// {"id":7,"ok":false,"error":"…"}. Calls: preview, resolve, describe.

#include <exception>
#include <iostream>

#include "app/worker/doors.h"

namespace selvox::worker {
namespace {

using base::Json;

base::Result<Json> answer(const Json& request) {
  const auto call = base::valueOr<std::string>(request, "call", "");
  if (call == "describe") return description();
  if (call == "resolve") return resolved(base::valueOr<std::string>(request, "spec", ""));
  if (call == "preview") {
    return makePreview({base::valueOr<std::string>(request, "spec", ""), base::valueOr<std::string>(request, "out", ""),
                        base::valueOr<std::string>(request, "case", ""),
                        base::valueOr<long long>(request, "seed", -1)});
  }
  return base::fail(base::ErrorCode::InvalidArgument,
                    "Unknown call \"" + call + "\"; known: describe, preview, resolve.");
}

}  // namespace

int serve(const Arguments& arguments) {
  if (!arguments.empty()) return usage("selvox-worker serve takes no further words.");
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    Json reply{{"id", nullptr}, {"ok", false}};
    if (const auto request = base::parseJson(line, "the request"); !request) {
      reply["error"] = request.error().message;
    } else {
      if (request->is_object() && request->contains("id")) reply["id"] = (*request)["id"];
      try {
        if (auto result = answer(*request)) {
          reply["ok"] = true;
          reply["result"] = std::move(*result);
        } else {
          reply["error"] = result.error().message;
        }
      } catch (const std::exception& e) {
        reply["error"] = std::string("The worker failed: ") + e.what();
      }
    }
    print(reply);
  }
  return 0;
}

}  // namespace selvox::worker
