#include "core/learn/tasks/retrieval.h"

#include "core/learn/methods/parts.h"

namespace selvox::learn::tasks {

spec::ParamSchema retrievalSchema() {
  constexpr const char* khosla = "Khosla et al., Supervised contrastive learning, NeurIPS 2020";
  constexpr const char* hermans = "Hermans, Beyer and Leibe, In defense of the triplet loss, arXiv 2017";
  spec::Param column;
  column.name = "column";
  column.type = spec::ParamType::Text;
  column.defaultValue = nullptr;
  column.help =
      "Column of the catalog whose classes are to lie near each other. Auto: the only one there is, or one called "
      "class, label or diagnosis.";
  spec::ParamSchema schema;
  schema.params = {
      std::move(column),
      methods::choice("loss", "supcon", {"supcon", "triplet"},
                      {"",
                       "Supervised contrastive compares each case with all others of the batch; triplet with the "
                       "hardest two.",
                       "Khosla et al., NeurIPS 2020 (supcon); Hermans et al., arXiv 2017 (triplet)"}),
      methods::number("temperature", 0.1, 0.01, 1,
                      {"", "Supervised contrastive: lower looks at the nearest cases only.", khosla}),
      methods::number("margin", 0, 0, 2,
                      {"",
                       "Triplet: how much farther the nearest other class must be, in distances of at most 2. 0: a "
                       "soft margin, which never stops pulling.",
                       hermans}),
      methods::integer("embedding", 128, 2, 4096,
                       {"numbers", "Length of an embedding. More tells finer differences apart.", khosla}),
      methods::integer("hidden", 512, 0, 8192, {"features", "Width of the head's middle layer. 0: one layer.", khosla}),
      methods::choice("features", "head", {"head", "encoder"},
                      {"",
                       "What a case is found by: the head's embedding, where its classes lie nearest, or the "
                       "encoder's features, which keep more besides.",
                       khosla}),
  };
  for (spec::Param& param : schema.params) {
    param.advanced = param.name == "temperature" || param.name == "hidden" || param.name == "margin";
    param.group = "Retrieval";
  }
  return schema;
}

RetrievalHow retrievalHow(const base::Json& task) {
  RetrievalHow how;
  how.triplet = base::valueOr<std::string>(task, "loss", "supcon") == "triplet";
  how.temperature = base::valueOr(task, "temperature", how.temperature);
  how.margin = base::valueOr(task, "margin", how.margin);
  how.embedding = base::valueOr<std::int64_t>(task, "embedding", how.embedding);
  how.hidden = base::valueOr<std::int64_t>(task, "hidden", how.hidden);
  how.head = base::valueOr<std::string>(task, "features", "head") == "head";
  return how;
}

}  // namespace selvox::learn::tasks
