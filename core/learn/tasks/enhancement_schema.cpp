#include "core/learn/methods/parts.h"
#include "core/learn/tasks/enhancement.h"

namespace selvox::learn::tasks {
namespace {

spec::Param seriesName(const char* name, const char* help) {
  spec::Param p;
  p.name = name;
  p.type = spec::ParamType::Text;
  p.defaultValue = "";
  p.help = help;
  return p;
}

}  // namespace

spec::ParamSchema enhancementSchema() {
  constexpr const char* zhao = "Zhao et al., Loss functions for image restoration, IEEE TCI 2017";
  spec::ParamSchema schema;
  schema.params = {
      methods::choice(
          "kind", "denoise", {"denoise", "super-resolution", "artifact", "normalise", "synthesis"},
          {"",
           "Take noise away, find lost resolution, mend artifacts, make greys even, or make another registered image "
           "of the patient: PET from MR, soft tissue from a chest X-ray.",
           ""}),
      methods::integer("factor", 2, 2, 8,
                       {"", "Super-resolution: how many times finer the result is. Higher: harder.",
                        "Dong et al., Image super-resolution using deep convolutional networks, ECCV 2014"}),
      methods::choice("axes", "all", {"all", "in-plane", "through-plane"},
                      {"", "Super-resolution: the axes along which it is found. Between slices: thick slices, 3D only.",
                       "Zhao et al., SMORE, IEEE TMI 2021"}),
      methods::number("noise", 0.3, 0.01, 5,
                      {"", "Denoising: deviation of the noise, in deviations of the image. Higher: harder.",
                       "Zhang et al., Beyond a Gaussian denoiser, IEEE TIP 2017"}),
      methods::number("strength", 1.0, 0.1, 3,
                      {"", "Artifacts and uneven greys: 1 is what scanners do, 2 twice as much.",
                       "Valanarasu et al., Disruptive autoencoders, MIDL 2024"}),
      seriesName("source",
                 "Synthesis: what the image is made from: a sequence, a modality or a column's value (T1, MR, CXR), or "
                 "column=value. Both images of a patient need the same voxel grid."),
      seriesName("target", "Synthesis: what is made, told apart in the same way (FLAIR, PT, BS)."),
      methods::toggle(
          "residual", true,
          {"", "The network gives the difference to its input. Off: the whole image, for inputs of another look.",
           "Zhang et al., Beyond a Gaussian denoiser, IEEE TIP 2017"}),
      methods::number("l1", 1.0, 0, 100, {"", "Weight of the absolute error.", zhao}),
      methods::number("ssim", 0.15, 0, 100, {"", "Weight of 1 - SSIM. Higher favours structure over greys.", zhao}),
      methods::number(
          "perceptual", 0.0, 0, 100,
          {"",
           "Weight of the distance between features of the parent's encoder, kept as it was. Needs a pretrained run "
           "to start from; 0 turns it off.",
           "Johnson et al., ECCV 2016; Zhang et al., LPIPS, CVPR 2018"}),
      methods::number("adversarial", 0.0, 0, 10,
                      {"",
                       "Weight of a critic that tells made from true patches: sharper images, which may show what is "
                       "not there. 0 turns it off, 0.01 is usual.",
                       "Isola et al., CVPR 2017; Mao et al., ICCV 2017"}),
      methods::number("overlap", 0.5, 0, 0.9,
                      {"", "Overlap of neighbouring windows when predicting. Higher is smoother and slower.",
                       "nnU-Net (Isensee 2021)"}),
  };
  for (spec::Param& param : schema.params) {
    const bool rare = param.name == "l1" || param.name == "ssim" || param.name == "overlap";
    param.advanced = param.advanced || rare;
    param.group = "Enhancement";
  }
  return schema;
}

}  // namespace selvox::learn::tasks
