#include <algorithm>
#include <ostream>

#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros_like.h>

#include "core/learn/checks/call.h"
#include "core/learn/engine/optimizer.h"

namespace selvox::learn::checks {
namespace {

// Inputs w (weights) and g (gradient); the slots are optional and start at 0. Outputs: w_after, <slot>_after, and of
// LARS and LAMB the ratio.
struct OptimizerEntry {
  std::string name;
  std::vector<std::string> slots;
  Values settings;
  void (*step)(Named& t, const Values& set);
};

const std::vector<OptimizerEntry>& optimizerTable() {
  static const std::vector<OptimizerEntry> rows{
      {"adamw",
       {"first", "second"},
       {{"lr", 1e-3}, {"beta1", 0.9}, {"beta2", 0.999}, {"eps", 1e-8}, {"weight_decay", 0}, {"step", 1}},
       [](Named& t, const Values& set) {
         engine::adamwStep(t["w"], t["g"], t["first"], t["second"], static_cast<std::int64_t>(set.at("step")),
                           {set.at("lr"), set.at("beta1"), set.at("beta2"), set.at("eps"), set.at("weight_decay")});
       }},
      {"sgd",
       {"velocity"},
       {{"lr", 1e-2}, {"momentum", 0.99}, {"weight_decay", 0}, {"nesterov", 1}},
       [](Named& t, const Values& set) {
         engine::sgdStep(t["w"], t["g"], t["velocity"],
                         {set.at("lr"), set.at("momentum"), set.at("weight_decay"), set.at("nesterov") != 0});
       }},
      {"lars",
       {"velocity"},
       {{"lr", 0.3}, {"momentum", 0.9}, {"weight_decay", 0}, {"eta", 0.02}, {"clip", 1}, {"joint", 0}, {"adapt", 1}},
       [](Named& t, const Values& set) {
         const engine::LarsOptions options{set.at("lr"),        set.at("momentum"),  set.at("weight_decay"),
                                           set.at("eta"),       set.at("clip") != 0, set.at("joint") != 0,
                                           set.at("adapt") != 0};
         t["ratio"] = at::scalar_tensor(engine::larsStep(t["w"], t["g"], t["velocity"], options), at::kDouble);
       }},
      {"lamb",
       {"first", "second"},
       {{"lr", 1e-3}, {"beta1", 0.9}, {"beta2", 0.999}, {"eps", 1e-6}, {"weight_decay", 0}, {"step", 1}, {"adapt", 1}},
       [](Named& t, const Values& set) {
         const engine::LambOptions options{set.at("lr"),  set.at("beta1"),        set.at("beta2"),
                                           set.at("eps"), set.at("weight_decay"), set.at("adapt") != 0};
         t["ratio"] = at::scalar_tensor(engine::lambStep(t["w"], t["g"], t["first"], t["second"],
                                                         static_cast<std::int64_t>(set.at("step")), options),
                                        at::kDouble);
       }},
  };
  return rows;
}

base::Result<Named> inputsOf(const OptimizerEntry& entry, const std::string& path) {
  SELVOX_TRY(Named in, readTensors(path));
  std::vector<std::string> known{"w", "g"};
  known.insert(known.end(), entry.slots.begin(), entry.slots.end());
  for (auto& item : in) {
    if (std::find(known.begin(), known.end(), item.first) == known.end()) {
      return base::fail(base::ErrorCode::InvalidArgument,
                        entry.name + " has no input \"" + item.first + "\"; known: " + joined(known) + ".");
    }
    item.second = item.second.to(at::kDouble).contiguous();
  }
  if (in.count("w") == 0 || in.count("g") == 0) {
    return base::fail(base::ErrorCode::InvalidArgument, entry.name + " needs the inputs w and g.");
  }
  for (const std::string& slot : entry.slots) {
    if (in.count(slot) == 0) in[slot] = at::zeros_like(in["w"]);
  }
  for (const auto& item : in) {
    if (item.second.sizes() != in["w"].sizes()) {
      return base::fail(base::ErrorCode::InvalidArgument, "\"" + item.first + "\" must have the shape of w.");
    }
  }
  return in;
}

}  // namespace

base::Status checkOptimizer(const Call& call, std::ostream& out) {
  base::Json all = base::Json::array();
  std::vector<std::string> names;
  const OptimizerEntry* entry = nullptr;
  for (const OptimizerEntry& e : optimizerTable()) {
    all.push_back({{"name", e.name}, {"inputs", {"w", "g"}}, {"optional", e.slots}, {"settings", e.settings}});
    names.push_back(e.name);
    if (e.name == call.name) entry = &e;
  }
  if (call.list) {
    out << all.dump() << "\n";
    return {};
  }
  if (entry == nullptr) {
    return base::fail(base::ErrorCode::NotFound,
                      "No optimizer is called \"" + call.name + "\"; known: " + joined(names) + ".");
  }
  SELVOX_TRY(const Values settings, resolveValues(call, entry->settings));
  SELVOX_TRY(Named tensors, inputsOf(*entry, call.files[0]));
  entry->step(tensors, settings);
  Named result{{"w_after", tensors["w"]}};
  for (const std::string& slot : entry->slots) result[slot + "_after"] = tensors[slot];
  if (const auto ratio = tensors.find("ratio"); ratio != tensors.end()) result["ratio"] = ratio->second;
  SELVOX_CHECK(writeTensors(call.files[1], result));
  out << base::Json{{"name", entry->name}, {"settings", settings}}.dump() << "\n";
  return {};
}

}  // namespace selvox::learn::checks
