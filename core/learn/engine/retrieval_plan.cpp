#include "core/learn/engine/retrieval_plan.h"

#include "core/learn/architectures/classifier.h"
#include "core/learn/methods/parts.h"
#include "core/learn/tasks/retrieval.h"
#include "core/spec/columns.h"

namespace selvox::learn::engine {

base::Result<std::shared_ptr<architectures::Network>> retrievalNetwork(const spec::RunSpec& spec,
                                                                       const base::Json& settings) {
  const tasks::RetrievalHow how = tasks::retrievalHow(unprefixed(settings, "task."));
  architectures::NetworkConfig config;
  config.dim = spec.dim;
  config.inChannels = 1;
  config.outChannels = static_cast<int>(how.embedding);
  config.settings = unprefixed(settings, "arch.");
  architectures::ClassifierOptions options;
  options.classes = how.embedding;
  options.hidden = how.hidden;
  return architectures::buildClassifier(spec.arch, config, options, spec.seed);
}

EmbedFunction embedFunction(architectures::Network& network, const spec::RunSpec& spec, const base::Json& settings) {
  if (spec::learnsSimilarity(spec) && tasks::retrievalHow(unprefixed(settings, "task.")).head)
    return [&network](const at::Tensor& windows) { return network.forward(windows).front(); };
  return [&network](const at::Tensor& windows) { return methods::embed(network, windows); };
}

}  // namespace selvox::learn::engine
