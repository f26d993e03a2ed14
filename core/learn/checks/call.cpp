#include "core/learn/checks/call.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include <ATen/ops/empty.h>

#include "core/base/safetensors.h"
#include "core/base/text.h"

namespace selvox::learn::checks {
namespace {

using base::DType;
using base::ErrorCode;

base::Result<at::ScalarType> scalarType(DType type, const std::string& name) {
  switch (type) {
    case DType::F64:
      return at::kDouble;
    case DType::F32:
      return at::kFloat;
    case DType::F16:
      return at::kHalf;
    case DType::BF16:
      return at::kBFloat16;
    case DType::I64:
      return at::kLong;
    case DType::I32:
      return at::kInt;
    case DType::I16:
      return at::kShort;
    case DType::I8:
      return at::kChar;
    case DType::U8:
      return at::kByte;
    case DType::Bool:
      return at::kBool;
  }
  return base::fail(ErrorCode::Unsupported, "The tensor \"" + name + "\" has a type that is not known here.");
}

std::optional<double> settingValue(const std::string& text) {
  if (text == "true" || text == "on" || text == "yes") return 1.0;
  if (text == "false" || text == "off" || text == "no") return 0.0;
  return base::toDouble(text);
}

struct Limit {
  const char* name;
  double low, high;
  bool whole;
  const char* allowed;
};

constexpr double kMost = 1e9;
constexpr std::array<Limit, 13> kLimits{{
    {"temperature", 1e-6, kMost, false, "a number above 0"},
    {"student_temp", 1e-6, kMost, false, "a number above 0"},
    {"teacher_temp", 1e-6, kMost, false, "a number above 0"},
    {"range", 1e-12, 1e300, false, "a number above 0"},
    {"tau", 0, 1e300, false, "a number from 0"},
    {"k", 1, kMost, true, "a whole number from 1"},
    {"bins", 1, 1e6, true, "a whole number from 1 to 1000000"},
    {"sinkhorn", 0, 1e6, true, "a whole number from 0 to 1000000"},
    {"iterations", 0, 1e6, true, "a whole number from 0 to 1000000"},
    {"patch", 0, kMost, true, "a whole number from 0"},
    {"w_size", 0, kMost, true, "a whole number from 0"},
    {"step", 1, kMost, true, "a whole number from 1"},
    {"strategy", 0, 2, true, "0, 1 or 2"},
}};

// What the setting may be, where `value` is not; nothing where it fits.
const char* refused(const std::string& name, double value) {
  if (!std::isfinite(value)) return "a finite number";
  for (const Limit& limit : kLimits) {
    const bool fits = value >= limit.low && value <= limit.high && (!limit.whole || value == std::floor(value));
    if (name == limit.name && !fits) return limit.allowed;
  }
  return nullptr;
}

}  // namespace

base::Status refuseEmpty(const std::string& loss, const Named& in) {
  for (const auto& [name, tensor] : in) {
    if (tensor.numel() == 0)
      return base::fail(ErrorCode::InvalidArgument, loss + " got no values in the input \"" + name + "\".");
  }
  return {};
}

base::Result<Call> parseCall(const std::vector<std::string>& arguments, const std::vector<std::string>& known) {
  Call call;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--list") {
      call.list = true;
    } else if (word.rfind("--", 0) == 0) {
      const std::string option = word.substr(2);
      if (option != "set" && std::find(known.begin(), known.end(), option) == known.end()) {
        return base::fail(ErrorCode::InvalidArgument, "Unknown option " + word + "; known: --set, --list" +
                                                          (known.empty() ? "" : ", --" + joined(known)) + ".");
      }
      if (++i == arguments.size()) return base::fail(ErrorCode::InvalidArgument, word + " needs a value.");
      const std::size_t equals = arguments[i].find('=');
      if (option != "set") {
        call.options[option] = arguments[i];
      } else if (equals == std::string::npos || equals == 0) {
        return base::fail(ErrorCode::InvalidArgument, "--set takes name=value, got \"" + arguments[i] + "\".");
      } else {
        call.settings[arguments[i].substr(0, equals)] = arguments[i].substr(equals + 1);
      }
    } else if (call.name.empty()) {
      call.name = word;
    } else {
      call.files.push_back(word);
    }
  }
  if (call.name.empty() && !call.list)
    return base::fail(ErrorCode::InvalidArgument, "A name is missing; --list prints them.");
  return call;
}

base::Result<Named> readTensors(const std::string& path) {
  SELVOX_TRY(const base::SafetensorsFile file, base::SafetensorsFile::open(base::pathFromUtf8(path)));
  Named tensors;
  for (const auto& [name, view] : file.tensors()) {
    SELVOX_TRY(const at::ScalarType type, scalarType(view.dtype, name));
    at::Tensor tensor = at::empty(view.shape, type);
    if (!view.bytes.empty()) std::memcpy(tensor.data_ptr(), view.bytes.data(), view.bytes.size());
    tensors.emplace(name, std::move(tensor));
  }
  return tensors;
}

base::Status writeTensors(const std::string& path, const Named& tensors) {
  Named kept;
  base::TensorViews views;
  for (const auto& [name, tensor] : tensors) {
    const bool single = tensor.scalar_type() == at::kFloat;
    const at::Tensor plain = tensor.detach().cpu().to(single ? at::kFloat : at::kDouble).contiguous();
    kept[name] = plain;
    views[name] = {single ? DType::F32 : DType::F64,
                   plain.sizes().vec(),
                   {static_cast<const std::byte*>(plain.data_ptr()), plain.nbytes()}};
  }
  return base::writeSafetensors(base::pathFromUtf8(path), views);
}

base::Result<Values> resolveValues(const Call& call, const Values& defaults) {
  Values values = defaults;
  for (const auto& [name, text] : call.settings) {
    const auto found = values.find(name);
    if (found == values.end()) {
      std::vector<std::string> names;
      for (const auto& entry : defaults) names.push_back(entry.first);
      return base::fail(ErrorCode::InvalidArgument, call.name + " has no setting \"" + name +
                                                        "\"; known: " + (names.empty() ? "none" : joined(names)) + ".");
    }
    const auto value = settingValue(text);
    if (!value) return base::fail(ErrorCode::InvalidArgument, name + " takes a number, got \"" + text + "\".");
    if (const char* allowed = refused(name, *value))
      return base::fail(ErrorCode::InvalidArgument, name + " cannot be " + text + ": allowed is " + allowed + ".");
    found->second = *value;
  }
  return values;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace selvox::learn::checks
