#pragma once
// What most methods are made of: one network, heads beside it, named tensors of state, views by augmentation.

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <torch/nn/module.h>

#include "core/learn/augment/augment.h"
#include "core/learn/methods/method.h"

namespace selvox::learn::methods {

// The network a method trains: the shared one of a combination, or a new one. Encoder alone, or dense with
// `outChannels` outputs at full resolution and no deep supervision (refused where a shared network has others).
[[nodiscard]] base::Result<std::shared_ptr<architectures::Network>> encoderNetwork(const MethodConfig& config);
[[nodiscard]] base::Result<std::shared_ptr<architectures::Network>> denseNetwork(const MethodConfig& config,
                                                                                 int outChannels);

class HeadedMethod : public Method {
 public:
  // `wholeNetwork`: encoder and decoder are trained, otherwise the encoder alone.
  HeadedMethod(std::shared_ptr<architectures::Network> network, const MethodConfig& config,
               const augment::Settings& augmentation, bool wholeNetwork = false);

  std::shared_ptr<torch::nn::Module> trainable() override { return trained_; }
  std::shared_ptr<architectures::Network> network() override { return network_; }
  Tensors state() override;  // every tensor given to keep(), weights and buffers of every module given to keepModule()
  base::Status loadState(const std::map<std::string, at::Tensor>& tensors) override;
  void to(const at::Device& device) override;
  void train(bool on) override;
  std::vector<Preview> preview(const Batch& batch) override;  // the images among views(), titled by name

 protected:
  // Registers a trained head under its name in checkpoints and draws its first weights.
  template <class Head>
  std::shared_ptr<Head> addHead(const std::string& name, std::shared_ptr<Head> head) {
    registerHead(name, head);
    return head;
  }
  // State that is not trained by gradients. The reference stays valid; it follows to().
  at::Tensor& keep(const std::string& name, at::Tensor tensor);
  void keepModule(const std::string& name, std::shared_ptr<torch::nn::Module> module);
  // A module that becomes the trained one's copy, is kept under `name` and moves with moveTeachers() alone.
  void addTeacher(const std::string& name, std::shared_ptr<torch::nn::Module> teacher,
                  std::shared_ptr<torch::nn::Module> trained);
  void moveTeachers(double tau);

  [[nodiscard]] at::ScalarType type() const;  // of the trained weights
  [[nodiscard]] at::Tensor view(const Batch& batch, int stream) const;

  std::shared_ptr<architectures::Network> network_;
  augment::Settings augment_;
  const std::uint64_t seed_;

 private:
  void registerHead(const std::string& name, const std::shared_ptr<torch::nn::Module>& head);
  std::shared_ptr<torch::nn::Module> trained_;
  std::vector<std::pair<std::string, std::unique_ptr<at::Tensor>>> kept_;
  std::vector<std::pair<std::string, std::shared_ptr<torch::nn::Module>>> modules_;
  std::vector<std::pair<std::shared_ptr<torch::nn::Module>, std::shared_ptr<torch::nn::Module>>> teachers_;
};

// to = tau * to + (1 - tau) * from, parameter by parameter of the same name. tau 0 copies exactly, running statistics
// too; otherwise a teacher keeps its own.
void moveTowards(torch::nn::Module& to, const torch::nn::Module& from, double tau);
// A copy that gradients never reach: for teachers. `module` is built like `from`; weights are copied.
void becomeTeacher(torch::nn::Module& module, const torch::nn::Module& from);

}  // namespace selvox::learn::methods
