#pragma once
// What is done to a predicted label map because it was better on the validation cases: the largest piece of a label is
// kept, its holes are filled (nnU-Net's post-processing). Torch-free.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/learn/metrics/segmentation.h"
#include "core/volume/volume.h"

namespace selvox::learn::inference {

struct PostStep {
  bool largest = false;  // only the largest piece stays
  bool fill = false;     // background that the label encloses becomes the label
  bool operator==(const PostStep&) const = default;
};
using PostPlan = std::map<int, PostStep>;  // by label number

void postprocess(std::vector<std::uint16_t>& values, int label, const PostStep& step, const metrics::Grid& grid);
void postprocess(volume::Volume& labels, const PostPlan& plan);

// Collects what each way would have done to the Dice of every label, case by case.
class PostChoice {
 public:
  void add(const std::vector<std::uint16_t>& made, const std::vector<std::uint16_t>& truth, const metrics::Grid& grid,
           const std::map<int, std::string>& labels);
  // The way with the best mean Dice; of equal ones the one that does less.
  [[nodiscard]] PostPlan plan() const;
  // {"1":{largest, fill, dice, dice_before, n}}
  [[nodiscard]] base::Json report() const;

 private:
  struct Sums {
    std::vector<double> dice;
    std::int64_t n = 0;
  };
  [[nodiscard]] static std::size_t best(const Sums& sums);
  std::map<int, Sums> sums_;
};

[[nodiscard]] PostPlan postPlanFrom(const base::Json& labels);

}  // namespace selvox::learn::inference
