#include "app/worker/doors.h"
#include "core/learn/architectures/network.h"
#include "core/learn/augment/augment.h"
#include "core/learn/compat/compat.h"
#include "core/learn/engine/device.h"
#include "core/learn/engine/settings.h"
#include "core/learn/methods/method.h"
#include "core/learn/tasks/task.h"

namespace selvox::worker {

using base::Json;

namespace {

Json described(const learn::methods::MethodInfo& m) {
  return {{"id", m.id},
          {"family", m.family},
          {"dims", m.dims},
          {"summary", m.summary},
          {"paper", m.paper},
          {"network", m.network},
          {"schema", spec::toJson(m.schema)},
          {"train_defaults", m.trainDefaults}};
}

}  // namespace

Json description() {
  Json devices = Json::array(), methods = Json::array(), networks = Json::array(), tasks = Json::array();
  for (const auto& device : learn::engine::devices()) {
    devices.push_back({{"id", device.id}, {"name", device.name}, {"memory", device.memory}});
  }
  for (const auto& m : learn::methods::builtin()) methods.push_back(described(m));
  for (const auto& n : learn::architectures::builtin()) {
    networks.push_back({{"id", n.id},
                        {"dims", n.dims},
                        {"summary", n.summary},
                        {"paper", n.paper},
                        {"schema", spec::toJson(n.schema)}});
  }
  for (const auto& t : learn::tasks::builtin()) {
    tasks.push_back({{"id", t.id},
                     {"dims", t.dims},
                     {"summary", t.summary},
                     {"schema", spec::toJson(t.schema)},
                     {"train_defaults", t.trainDefaults}});
  }
  spec::ParamSchema engine = learn::engine::engineSchema();
  const spec::ParamSchema augmentation = learn::augment::schema();
  for (const auto& param : augmentation.params) engine.params.push_back(param);
  return {{"version", SELVOX_VERSION},
          {"libtorch", TORCH_VERSION},
          {"threads", learn::engine::coreCount()},
          {"devices", devices},
          {"engine", {{"schema", spec::toJson(engine)}}},
          {"methods", methods},
          {"networks", networks},
          {"tasks", tasks}};
}

int describe(const Arguments& arguments) {
  const auto words = split(arguments, {}, {"--json"});
  if (!words) return usage(words.error().message);
  Json all = description();
  for (const auto& id : words->positional) {  // combinations, which no table lists
    const auto found = learn::methods::find(id);
    if (!found) return failed(found.error());
    if (id.find('+') != std::string::npos) all["methods"].push_back(described(**found));
  }
  print(all);
  return 0;
}

}  // namespace selvox::worker
