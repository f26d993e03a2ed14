#include "app/cli/planning.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/services/prepare.h"
#include "core/services/settings.h"
#include "core/services/worker_call.h"

namespace selvox::cli {

namespace {

using base::Json;

constexpr double kMemoryShare = 0.7;  // of what is free
constexpr double kUsualGb = 8;
constexpr std::int64_t kProcessorBase = 16, kUsualBase = 32;  // channels of the first stage, as runs take them

std::string assigned(const std::vector<std::string>& assignments, const std::string& name) {
  for (const auto& assignment : assignments)
    if (assignment.rfind(name + "=", 0) == 0) return assignment.substr(name.size() + 1);
  return {};
}

// Classes with background, of a dataset that has label maps.
base::Result<std::size_t> outputsOf(const Session& session, const PlanWords& words) {
  if (words.task != "segmentation") return std::size_t{1};
  ports::SeriesQuery query;
  query.dataset = words.dataset;
  SELVOX_TRY(const auto ids, session.ports().catalog->seriesIds(query));
  SELVOX_TRY(const auto rows, session.ports().catalog->series(ids));
  std::size_t most = 1;
  for (const auto& row : rows)
    for (const auto& label : row.labels) most = std::max(most, label.names.size());
  return most + 1;
}

struct Device {
  std::string id;
  double memoryGb = 0;
};

Device deviceOf(const Json& describe, const std::string& wish) {
  Device chosen;
  for (const Json& one : base::valueOr(describe, "devices", Json::array())) {
    const auto id = base::valueOr<std::string>(one, "id", "");
    const bool wanted = wish == "auto" ? id.rfind("cpu", 0) != 0 || chosen.id.empty() : id == wish;
    if (wanted) chosen = {id, base::valueOr(one, "memory", 0.0) / 1e9 * kMemoryShare};
  }
  return chosen;
}

// Sizes that a person set, checked as runs check them.
base::Status keepGiven(const spec::ParamSchema& schema, const PlanWords& words, services::PlanRequest& request) {
  std::vector<std::string> given;
  for (const char* name : {"train.patch", "train.batch"})
    if (const auto value = assigned(words.assignments, name); !value.empty() && value != "auto")
      given.push_back(std::string(name) + "=" + value);
  SELVOX_TRY(const auto settings, services::parseSettings(schema, given));
  request.patch = base::valueOr(settings, "train.patch", request.patch);
  request.batch = base::valueOr(settings, "train.batch", request.batch);
  return {};
}

}  // namespace

base::Result<Planned> planDataset(const Session& session, const PlanWords& words, Console& console) {
  SELVOX_TRY(auto fingerprint, services::readFingerprint(session.ports(), words.dataset));
  SELVOX_TRY(const auto describe, services::askWorkerJson(session.ports(), {"describe", "--json"}, console.watch()));
  SELVOX_TRY(const auto schema,
             services::runSchema(describe, {"finetune", "", words.task, words.arch.empty() ? "unet" : words.arch}));
  const auto device = deviceOf(describe, words.device);
  if (device.id.empty())
    return base::fail(base::ErrorCode::NotFound,
                      "There is no device '" + words.device + "' here. Take auto, or say --memory-gb for another.");
  services::PlanRequest request;
  request.dim = words.dim;
  request.memoryGb = words.memoryGb > 0 ? words.memoryGb : device.memoryGb;
  if (request.memoryGb <= 0) {
    request.memoryGb = kUsualGb;
    console.note("Note: " + device.id + " does not say how much memory it has; planned for " + base::toText(kUsualGb) +
                 " GB. 'selvox plan --memory-gb' plans for another size.");
  }
  request.processor = device.id == "cpu" && words.memoryGb <= 0;
  request.followsPlan = schema.find("arch.strides") != nullptr;
  request.base = request.processor && request.followsPlan ? kProcessorBase : kUsualBase;
  request.spacing = words.spacing;
  SELVOX_TRY(request.outputs, outputsOf(session, words));
  SELVOX_CHECK(keepGiven(schema, words, request));
  SELVOX_TRY(auto plan, services::planFor(fingerprint, request));
  return Planned{std::move(fingerprint), std::move(plan), words.memoryGb > 0 ? "as given" : device.id,
                 request.memoryGb};
}

base::Status prepareAsPlanned(const Session& session, const PlanWords& words, const Planned& planned,
                              Console& console) {
  const auto& root = session.ports().root;
  SELVOX_TRY(const auto latest, services::latestVersion(root, words.dataset));
  const auto same = [&](std::size_t axis) {
    return latest && std::abs(latest->spacing[axis] - planned.plan.spacing[axis]) <= 1e-3 * planned.plan.spacing[axis];
  };
  if (same(0) && same(1) && same(2)) return {};
  auto settings = latest ? services::prepareSettingsFrom(latest->request) : services::PrepareSettings{};
  settings.spacing = words.spacing;
  settings.anisotropicPercentile = planned.fingerprint.anisotropic;
  const auto& mm = planned.plan.spacing;
  console.note("Preparing " + words.dataset + " at " + base::toText(mm[0]) + " x " + base::toText(mm[1]) + " x " +
               base::toText(mm[2]) + " mm, as planned");
  SELVOX_TRY(const auto report,
             services::prepare(session.ports(), words.dataset, settings, base::isoNow(), console.watch()));
  (void)report;
  return {};
}

base::Status applyPlan(const Session& session, TrainRequest& request, Console& console) {
  if (request.run.datasets.size() != 1 || !request.run.like.empty())
    return base::fail(base::ErrorCode::InvalidArgument,
                      "--plan auto plans one dataset: give one --dataset and no --like, or leave the plan out.");
  PlanWords words;
  words.dataset = request.run.datasets.front().name;
  words.task = request.run.kind == "finetune" ? request.run.task : "segmentation";
  words.arch = request.run.arch;
  words.dim = request.run.dim;
  words.device = request.run.device;
  words.assignments = request.assignments;
  SELVOX_TRY(const auto network, adoptNetwork(session, request.run.from, words.arch, words.dim));
  (void)network;
  SELVOX_TRY(const auto planned, planDataset(session, words, console));
  SELVOX_CHECK(prepareAsPlanned(session, words, planned, console));
  if (request.run.dim == 0) request.run.dim = planned.plan.dim;
  const Json settings = services::settingsJson(planned.plan);
  for (const auto& [name, value] : settings.items())  // the depth follows from the patch by itself
    if (name.rfind("arch.", 0) != 0 && assigned(request.assignments, name).empty() &&
        !request.run.settings.contains(name))
      request.run.settings[name] = value;
  return {};
}

}  // namespace selvox::cli
