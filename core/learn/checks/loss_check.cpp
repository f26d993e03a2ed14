#include <algorithm>
#include <ostream>

#include "core/base/text.h"
#include "core/learn/checks/loss_table.h"

namespace selvox::learn::checks {
namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "s12" where "s" is numbered.
bool isNumbered(const LossEntry& entry, const std::string& name) {
  const auto digits = base::toInteger(name.substr(std::min<std::size_t>(1, name.size())));
  return contains(entry.numbered, name.substr(0, 1)) && digits && *digits >= 0;
}

std::vector<std::string> knownInputs(const LossEntry& entry) {
  std::vector<std::string> known = entry.inputs;
  known.insert(known.end(), entry.optional.begin(), entry.optional.end());
  for (const std::string& letter : entry.numbered) known.push_back(letter + "0, " + letter + "1, …");
  return known;
}

base::Result<Named> inputsOf(const LossEntry& entry, const std::string& path) {
  SELVOX_TRY(Named in, readTensors(path));
  const std::string known = joined(knownInputs(entry));
  for (const auto& item : in) {
    if (contains(entry.inputs, item.first) || contains(entry.optional, item.first) || isNumbered(entry, item.first))
      continue;
    return base::fail(base::ErrorCode::InvalidArgument,
                      entry.name + " has no input \"" + item.first + "\"; known: " + known + ".");
  }
  std::vector<std::string> required = entry.inputs;
  for (const std::string& letter : entry.numbered) required.push_back(letter + "0");
  for (const std::string& name : required) {
    if (in.count(name) > 0) continue;
    return base::fail(base::ErrorCode::InvalidArgument,
                      entry.name + " needs the input \"" + name + "\"; it takes " + known + ".");
  }
  SELVOX_CHECK(refuseEmpty(entry.name, in));
  for (auto& item : in) item.second = item.second.to(at::kDouble).requires_grad_(true);
  return in;
}

base::Json listed() {
  base::Json all = base::Json::array();
  for (const LossEntry& e : lossTable()) {
    all.push_back({{"name", e.name},
                   {"inputs", e.inputs},
                   {"optional", e.optional},
                   {"numbered", e.numbered},
                   {"settings", e.settings}});
  }
  return all;
}

}  // namespace

base::Status checkLoss(const Call& call, std::ostream& out) {
  if (call.list) {
    out << listed().dump() << "\n";
    return {};
  }
  const auto& table = lossTable();
  const auto found = std::find_if(table.begin(), table.end(), [&](const LossEntry& e) { return e.name == call.name; });
  if (found == table.end()) {
    std::vector<std::string> names;
    for (const LossEntry& e : table) names.push_back(e.name);
    return base::fail(base::ErrorCode::NotFound,
                      "No loss is called \"" + call.name + "\"; known: " + joined(names) + ".");
  }
  SELVOX_TRY(const Values settings, resolveValues(call, found->settings));
  SELVOX_TRY(const Named in, inputsOf(*found, call.files[0]));
  Named result;
  base::Json printed{{"name", found->name}, {"settings", settings}};
  if (const at::Tensor loss = found->compute(in, settings, result); loss.defined()) {
    result["loss"] = loss;
    printed["loss"] = loss.item<double>();
    if (loss.requires_grad()) loss.backward();
    for (const auto& [name, tensor] : in) {
      result["grad." + name] = tensor.grad().defined() ? tensor.grad() : tensor.detach() * 0;
    }
  }
  SELVOX_CHECK(writeTensors(call.files[1], result));
  out << printed.dump() << "\n";
  return {};
}

}  // namespace selvox::learn::checks
