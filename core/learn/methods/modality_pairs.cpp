#include "core/learn/methods/modality_pairs.h"

#include <algorithm>

#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>

#include "core/base/rng.h"
#include "core/learn/methods/condition.h"

namespace selvox::learn::methods {
namespace {

at::Tensor aboveShare(const at::Tensor& image, double share) {
  const at::Tensor flat = image.flatten(1);
  std::vector<std::int64_t> shape(static_cast<std::size_t>(image.dim()), 1);
  shape.front() = image.size(0);
  const at::Tensor low = flat.amin({1}).view(shape), high = flat.amax({1}).view(shape);
  return image.gt(low + share * (high - low)).any(1, true).to(image.scalar_type());
}

struct There {
  std::int64_t slot = 0;  // 0: the sample, k: its companion k - 1
  std::string modality;
};

// A patch that is there has a volume it was cut from.
std::vector<There> modalitiesOf(const Batch& batch, std::size_t n) {
  std::vector<There> all{{0, n < batch.places.size() ? batch.places[n].modality : std::string()}};
  if (n >= batch.companionPlaces.size()) return all;
  const auto& places = batch.companionPlaces[n];
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (places[k].field[0] > 0) all.push_back({static_cast<std::int64_t>(k) + 1, places[k].modality});
  }
  return all;
}

}  // namespace

at::Tensor ModalityPairs::wantedVectors(std::int64_t width, const at::Tensor& like) const {
  std::vector<at::Tensor> rows;
  for (const std::string& name : wanted) rows.push_back(wordVector(name, width));
  return at::stack(rows).to(like.options());
}

std::int64_t ModalityPairs::pairs() const {
  return std::count(paired.begin(), paired.end(), true);
}

ModalityPairs drawModalities(const Batch& batch, const at::Tensor& all, bool several) {
  ModalityPairs drawn;
  std::vector<at::Tensor> sources, targets;
  for (std::int64_t n = 0; n < all.size(0); ++n) {
    base::Rng rng(batch.seed, base::Purpose::Method, static_cast<std::uint64_t>(batch.step),
                  static_cast<std::uint64_t>(n * 64));
    std::vector<There> there = modalitiesOf(batch, static_cast<std::size_t>(n));
    drawn.paired.push_back(there.size() > 1);
    base::shuffle(there, rng);
    const There& target = there.front();
    targets.push_back(all[n][target.slot]);
    drawn.wanted.push_back(target.modality);
    // The shuffled order is random, so the first ones of the others are a random part of them.
    const std::size_t others = there.size() - 1;
    const std::size_t taken = others == 0 ? 0 : several ? 1 + static_cast<std::size_t>(rng.below(others)) : 1;
    std::string names;
    for (std::size_t i = 0; i < std::max<std::size_t>(taken, 1); ++i) {
      const There& source = others == 0 ? target : there[i + 1];
      sources.push_back(all[n][source.slot]);
      drawn.owner.push_back(n);
      names += (names.empty() ? "" : ", ") + source.modality;
    }
    drawn.from.push_back(names);
  }
  drawn.sources = at::stack(sources);
  drawn.target = at::stack(targets);
  return drawn;
}

at::Tensor bodyMask(const ModalityPairs& pairs, double share) {
  const at::Tensor above = aboveShare(pairs.sources, share), target = aboveShare(pairs.target, share);
  std::vector<at::Tensor> masks;
  for (std::int64_t n = 0; n < target.size(0); ++n) {
    at::Tensor mask = target[n];
    for (std::size_t i = 0; i < pairs.owner.size(); ++i) {
      if (pairs.owner[i] == n) mask = mask.maximum(above[static_cast<std::int64_t>(i)]);
    }
    masks.push_back(pairs.paired[static_cast<std::size_t>(n)] ? mask : mask * 0);
  }
  return at::stack(masks);
}

at::Tensor meanOfSources(const at::Tensor& perSource, const ModalityPairs& pairs) {
  const auto samples = static_cast<std::int64_t>(pairs.paired.size());
  if (perSource.size(0) == samples) return perSource;  // one each, in order
  std::vector<at::Tensor> means;
  std::int64_t from = 0;
  for (std::int64_t n = 0; n < samples; ++n) {
    const std::int64_t count = std::count(pairs.owner.begin(), pairs.owner.end(), n);
    means.push_back(perSource.narrow(0, from, count).mean(0));
    from += count;
  }
  return at::stack(means);
}

}  // namespace selvox::learn::methods
