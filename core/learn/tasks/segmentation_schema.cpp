#include <utility>

#include "core/learn/methods/parts.h"
#include "core/learn/tasks/segmentation.h"

namespace selvox::learn::tasks {
namespace {

spec::Param words(const char* name, const char* help, const char* citation) {
  spec::Param p;
  p.name = name;
  p.type = spec::ParamType::Text;
  p.defaultValue = "";
  p.help = help;
  p.citation = citation;
  return p;
}

}  // namespace

spec::ParamSchema segmentationSchema() {
  constexpr const char* isensee = "nnU-Net (Isensee 2021)";
  spec::ParamSchema schema;
  schema.params = {
      methods::choice("loss", "dice-ce", {"dice-ce", "dice-focal", "tversky-ce", "focal-tversky"},
                      {"",
                       "Overlap and single voxels: Dice with cross entropy; focal looks at the voxels that are still "
                       "wrong; Tversky weighs what is missed more than what is too much; focal Tversky favours hard "
                       "structures.",
                       "Isensee 2021; Lin et al., ICCV 2017; Salehi et al., MLMI 2017; Abraham and Khan, ISBI 2019"}),
      methods::number("dice_weight", 1.0, 0, 100,
                      {"", "Weight of the overlap loss. Higher favours overlap of small structures.", isensee}),
      methods::number("ce_weight", 1.0, 0, 100,
                      {"", "Weight of the cross entropy. Higher favours every single voxel.", isensee}),
      methods::number("focal_gamma", 2.0, 0, 10,
                      {"", "Focal loss: how little voxels that are answered well count. 0 is cross entropy.",
                       "Lin et al., ICCV 2017"}),
      methods::number("tversky_alpha", 0.3, 0, 1,
                      {"", "Tversky: weight of what is outlined too much.", "Salehi et al., MLMI 2017"}),
      methods::number(
          "tversky_beta", 0.7, 0, 1,
          {"", "Tversky: weight of what is missed. Higher finds more of small lesions.", "Salehi et al., MLMI 2017"}),
      methods::number("boundary", 0.0, 0, 10,
                      {"",
                       "Weight at the end of the run of a loss that grows with a mistake's distance from the boundary; "
                       "it rises from 0. 0 turns it off, 0.5 is usual.",
                       "Kervadec et al., MIDL 2019"}),
      words("class_weights",
            "Weights of the background and the labels in the voxel loss, separated by commas, such as 1,4,2; of "
            "regions one apiece. Empty: all alike.",
            ""),
      words("regions",
            "Structures that overlap, each a sum of labels, from large to small: whole=1+2+3, core=2+3. They are "
            "learnt instead of the labels and judged beside them. Empty: none.",
            isensee),
      methods::toggle("deep_supervision", true,
                      {"", "Losses on the coarser outputs as well: learns faster, costs a little time.", isensee}),
      methods::toggle("batch_dice", false,
                      {"", "One Dice over the whole batch instead of one per patch; for 2D slices.", isensee}),
      methods::toggle(
          "mirror", false,
          {"", "Predict every mirror image and average: a little better, four to eight times slower.", isensee}),
      methods::number("overlap", 0.5, 0, 0.9,
                      {"", "Overlap of neighbouring windows when predicting. Higher is smoother and slower.", isensee}),
      methods::choice("postprocess", "off", {"off", "auto"},
                      {"",
                       "Keep the largest piece or fill holes of a label where that is better on the validation cases. "
                       "They are predicted once more for it.",
                       isensee}),
      methods::number("surface_tolerance", 1.0, 0.01, 50,
                      {"mm", "Normalised surface distance: what counts as the same surface when a run is judged.",
                       "Nikolov et al., JMIR 2021"}),
  };
  for (spec::Param& param : schema.params) {
    const bool plain = param.name == "loss" || param.name == "deep_supervision" || param.name == "batch_dice" ||
                       param.name == "mirror";
    param.group = "Segmentation";
    param.advanced = param.advanced || !plain;
  }
  return schema;
}

}  // namespace selvox::learn::tasks
