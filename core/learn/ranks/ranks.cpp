#include "core/learn/ranks/ranks.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/stack.h>
#include <torch/csrc/autograd/custom_function.h>

namespace selvox::learn::ranks {
namespace {

thread_local Group* current = nullptr;

// The backward pass may run in another thread, which belongs to no group: the node remembers its own.
struct GatherRows : torch::autograd::Function<GatherRows> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& own, std::int64_t group) {
    context->saved_data["group"] = group;
    context->saved_data["rows"] = own.size(0);
    return at::cat(reinterpret_cast<Group*>(group)->gather(own.contiguous()), 0);  // NOLINT(performance-no-int-to-ptr)
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::variable_list& gradients) {
    auto* group = reinterpret_cast<Group*>(context->saved_data["group"].toInt());  // NOLINT(performance-no-int-to-ptr)
    const std::int64_t rows = context->saved_data["rows"].toInt();
    const at::Tensor sum = at::stack(group->gather(gradients[0].contiguous())).sum(0);
    return {sum.narrow(0, group->rank() * rows, rows), at::Tensor()};
  }
};

}  // namespace

Joined::Joined(Group& group) : before_(current) {
  current = &group;
}
Joined::~Joined() {
  current = before_;
}

std::int64_t count() {
  return current != nullptr ? current->count() : 1;
}
std::int64_t rank() {
  return current != nullptr ? current->rank() : 0;
}

at::Tensor gatherRows(const at::Tensor& own) {
  if (count() == 1) return own;
  return GatherRows::apply(own, static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(current)));
}

at::Tensor ownRows(const at::Tensor& all) {
  if (count() == 1) return all;
  const std::int64_t rows = all.size(0) / count();
  return all.narrow(0, rank() * rows, rows);
}

at::Tensor meanOverRanks(const at::Tensor& own) {
  if (count() == 1) return own.detach();
  return at::stack(current->gather(own.detach().contiguous())).mean(0);
}

}  // namespace selvox::learn::ranks
