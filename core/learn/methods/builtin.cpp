#include "core/learn/methods/byol.h"
#include "core/learn/methods/doubles.h"
#include "core/learn/methods/mae.h"
#include "core/learn/methods/method.h"
#include "core/learn/methods/simclr.h"

namespace selvox::learn::methods {

const std::vector<MethodInfo>& builtin() {
  static const std::vector<MethodInfo> table{
      {"mae",
       "generative",
       {2, 3},
       "Hide blocks of a patch and restore them; trains encoder and decoder",
       "Wald et al., CVPR 2025; He et al., CVPR 2022",
       maeSchema(),
       maeTrainDefaults(),
       &buildMae},
      {"simclr",
       "contrastive",
       {2, 3},
       "Two views of one patch attract, other patches repel; wants large batches",
       "Chen et al., ICML 2020",
       simclrSchema(),
       contrastiveTrainDefaults(),
       &buildSimclr},
      {"byol",
       "non-contrastive",
       {2, 3},
       "Predict a slow copy of the network on another view; bears small batches",
       "Grill et al., NeurIPS 2020",
       byolSchema(),
       contrastiveTrainDefaults(),
       &buildByol},
      {"noop", "test", {2, 3}, "Test double: learns nothing", "", noopSchema(), base::Json::object(), &buildNoop},
      {"diverge",
       "test",
       {2, 3},
       "Test double: its loss becomes NaN",
       "",
       divergeSchema(),
       base::Json::object(),
       &buildDiverge},
      {"slow",
       "test",
       {2, 3},
       "Test double: every step takes its time",
       "",
       slowSchema(),
       base::Json::object(),
       &buildSlow},
  };
  return table;
}

base::Result<const MethodInfo*> find(std::string_view id) {
  std::string known;
  for (const MethodInfo& info : builtin()) {
    if (info.id == id) return &info;
    known += (known.empty() ? "" : ", ") + info.id;
  }
  return base::fail(base::ErrorCode::NotFound,
                    "No method is called \"" + std::string(id) + "\". Known: " + known + ".");
}

}  // namespace selvox::learn::methods
