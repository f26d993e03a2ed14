#include "core/learn/engine/tensors.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <torch/nn/module.h>

namespace selvox::learn::engine {
namespace {

using base::DType;
using base::ErrorCode;

struct Row {
  DType dtype;
  at::ScalarType type;
};
constexpr Row kTypes[] = {{DType::F64, at::kDouble},    {DType::F32, at::kFloat}, {DType::F16, at::kHalf},
                          {DType::BF16, at::kBFloat16}, {DType::I64, at::kLong},  {DType::I32, at::kInt},
                          {DType::I16, at::kShort},     {DType::I8, at::kChar},   {DType::U8, at::kByte},
                          {DType::Bool, at::kBool}};

std::optional<DType> dtypeOf(at::ScalarType type) {
  for (const Row& row : kTypes) {
    if (row.type == type) return row.dtype;
  }
  return std::nullopt;
}

at::ScalarType typeOf(DType dtype) {
  for (const Row& row : kTypes) {
    if (row.dtype == dtype) return row.type;
  }
  return at::kFloat;
}

}  // namespace

std::string shapeText(at::IntArrayRef sizes) {
  std::string text;
  for (const auto size : sizes) {
    if (!text.empty()) text += 'x';
    text += std::to_string(size);
  }
  return text.empty() ? "one number" : text;
}

base::Status saveTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                         const base::TensorMetadata& metadata) {
  std::map<std::string, at::Tensor> byName;
  std::vector<base::TensorDeclaration> declarations;
  for (const auto& [name, tensor] : tensors) {
    const auto dtype = dtypeOf(tensor.scalar_type());
    if (!dtype)
      return base::fail(ErrorCode::Unsupported, "The tensor " + name + " has a type that safetensors cannot hold.");
    if (!byName.emplace(name, tensor).second)
      return base::fail(ErrorCode::Internal, "Two tensors are called " + name + ".");
    declarations.push_back({name, *dtype, tensor.sizes().vec()});
  }
  SELVOX_TRY(base::SafetensorsWriter writer,
             base::SafetensorsWriter::create(path, std::move(declarations), metadata, true));
  const auto order = writer.order();
  for (const auto& declaration : order) {
    const at::Tensor bytes = byName[declaration.name].detach().to(at::kCPU).contiguous();
    SELVOX_CHECK(writer.append({static_cast<const std::byte*>(bytes.data_ptr()), bytes.nbytes()}));
  }
  return writer.commit();
}

at::Tensor toTensor(const base::TensorView& view) {
  at::Tensor tensor = at::empty(view.shape, at::TensorOptions().dtype(typeOf(view.dtype)));
  if (!view.bytes.empty())
    std::memcpy(tensor.data_ptr(), view.bytes.data(), std::min(view.bytes.size(), tensor.nbytes()));
  return tensor;
}

base::Result<LoadedTensors> loadTensors(const std::filesystem::path& path, const std::vector<std::string>& prefixes) {
  SELVOX_TRY(const base::SafetensorsFile file, base::SafetensorsFile::open(path));
  SELVOX_CHECK(file.verify());
  LoadedTensors result;
  result.metadata = file.metadata();
  for (const auto& [name, view] : file.tensors()) {
    const auto starts = [&name = name](const std::string& prefix) { return name.starts_with(prefix); };
    if (!prefixes.empty() && std::none_of(prefixes.begin(), prefixes.end(), starts)) continue;
    result.tensors.emplace(name, toTensor(view));
  }
  return result;
}

NamedTensors weightsOf(const torch::nn::Module& module) {
  NamedTensors result;
  std::set<std::string> seen;  // a module shared by two parents is listed once by its first name
  for (const auto& item : module.named_parameters(true)) {
    if (seen.insert(item.key()).second) result.emplace_back(item.key(), item.value());
  }
  for (const auto& item : module.named_buffers(true)) {
    if (item.value().defined() && seen.insert(item.key()).second) result.emplace_back(item.key(), item.value());
  }
  return result;
}

base::Status loadWeights(torch::nn::Module& module, const TensorMap& tensors, const std::string& prefix) {
  const at::NoGradGuard noGrad;
  for (auto& [name, target] : weightsOf(module)) {
    const auto found = tensors.find(prefix + name);
    if (found == tensors.end())
      return base::fail(ErrorCode::Corrupt, "The checkpoint has no tensor \"" + prefix + name + "\".");
    if (found->second.sizes() != target.sizes()) {
      return base::fail(ErrorCode::Corrupt, "The checkpoint's tensor \"" + prefix + name + "\" has the shape " +
                                                shapeText(found->second.sizes()) + ", the network wants " +
                                                shapeText(target.sizes()) + ".");
    }
    at::Tensor copy = target;
    copy.copy_(found->second);
  }
  return {};
}

}  // namespace selvox::learn::engine
