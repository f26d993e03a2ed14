#pragma once
// The differences between LibTorch 1.13 and 2.11, in one place. ATen core headers only: include it freely.

#include <cstdint>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/version.h>

#define SELVOX_TORCH (TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR)  // 113, 206, 211

#if __has_include(<ATen/ops/_fused_adamw.h>)
#include <ATen/ops/_fused_adamw.h>
#define SELVOX_HAS_FUSED_ADAMW 1  // on CUDA since 2.0, on the CPU since 2.4
#endif

namespace selvox::learn::compat {

struct Precision {
  bool mixed = false;
  at::ScalarType type = at::kFloat;
};

// Mixed precision for the life of the object; the operator cache is emptied at its end, as LibTorch asks.
class Autocast {
 public:
  Autocast(c10::DeviceType device, at::ScalarType type, bool on = true) : device_(device) {
    wasOn_ = enabled(device);
    was_ = currentType(device);
    setEnabled(on);
    setType(type);
    at::autocast::increment_nesting();
  }
  ~Autocast() {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    setEnabled(wasOn_);
    setType(was_);
  }
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;
  // What holds at this moment, on this thread.
  [[nodiscard]] static Precision precision(c10::DeviceType device) { return {enabled(device), currentType(device)}; }

 private:
#if SELVOX_TORCH >= 204
  [[nodiscard]] static bool enabled(c10::DeviceType device) {
    return at::autocast::is_autocast_enabled(device);
  }
  [[nodiscard]] static at::ScalarType currentType(c10::DeviceType device) {
    return at::autocast::get_autocast_dtype(device);
  }
  void setEnabled(bool on) const {
    at::autocast::set_autocast_enabled(device_, on);
  }
  void setType(at::ScalarType type) const {
    at::autocast::set_autocast_dtype(device_, type);
  }
#else
  [[nodiscard]] static bool cuda(c10::DeviceType device) {
    return device == c10::DeviceType::CUDA;
  }
  [[nodiscard]] static bool enabled(c10::DeviceType device) {
    return cuda(device) ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled();
  }
  [[nodiscard]] static at::ScalarType currentType(c10::DeviceType device) {
    return cuda(device) ? at::autocast::get_autocast_gpu_dtype() : at::autocast::get_autocast_cpu_dtype();
  }
  void setEnabled(bool on) const {
    cuda(device_) ? at::autocast::set_enabled(on) : at::autocast::set_cpu_enabled(on);
  }
  void setType(at::ScalarType type) const {
    cuda(device_) ? at::autocast::set_autocast_gpu_dtype(type) : at::autocast::set_autocast_cpu_dtype(type);
  }
#endif
  c10::DeviceType device_;
  bool wasOn_ = false;
  at::ScalarType was_ = at::kFloat;
};

// Inside, every operator keeps its inputs' type although autocast is on: for losses, statistics and the norms that
// throw in bfloat16 (LibTorch 1.13: group_norm, layer_norm).
class FullPrecision {
 public:
  FullPrecision() : guard_(c10::autocast_dispatch_keyset) {}

 private:
  c10::impl::ExcludeDispatchKeyGuard guard_;
};

// float64 stays, everything narrower becomes float32.
[[nodiscard]] inline at::Tensor atLeastFloat(const at::Tensor& x) {
  return x.scalar_type() == at::kDouble ? x : x.to(at::kFloat);
}

// An own CPU generator: state by get_state/set_state under std::lock_guard(generator.mutex()).
[[nodiscard]] inline at::Generator cpuGenerator(std::uint64_t seed) {
  return at::detail::createCPUGenerator(seed);
}

// Deterministic kernels only; an operator that has none throws instead of warning when `strict`.
inline void setDeterministic(bool on, bool strict = false) {
  at::globalContext().setDeterministicAlgorithms(on, !strict);
}

inline void setOneDnn(bool on) {
  at::globalContext().setUserEnabledMkldnn(on);
}

// True where at::_fused_adamw_ may be called for tensors on this device.
[[nodiscard]] inline bool hasFusedAdamW(c10::DeviceType device) {
#if defined(SELVOX_HAS_FUSED_ADAMW)
  return device == c10::DeviceType::CUDA || (device == c10::DeviceType::CPU && SELVOX_TORCH >= 204);
#else
  static_cast<void>(device);
  return false;
#endif
}

struct AdamWStep {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, weightDecay = 0.0, eps = 1e-8;
};
// One fused AdamW step over all tensors; call only where hasFusedAdamW(). `steps` are float scalars already increased.
inline void fusedAdamW(at::TensorList weights, at::TensorList gradients, at::TensorList first, at::TensorList second,
                       at::TensorList steps, const AdamWStep& o) {
#if defined(SELVOX_HAS_FUSED_ADAMW)
  at::_fused_adamw_(weights, gradients, first, second, {}, steps, o.lr, o.beta1, o.beta2, o.weightDecay, o.eps,
                    /*amsgrad=*/false, /*maximize=*/false);
#else
  static_cast<void>(weights), static_cast<void>(gradients), static_cast<void>(first), static_cast<void>(second);
  static_cast<void>(steps), static_cast<void>(o);
  TORCH_CHECK(false, "this LibTorch has no fused AdamW");
#endif
}

}  // namespace selvox::learn::compat
