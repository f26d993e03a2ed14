#include "ui/forms/param_words.h"

#include <array>
#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "core/base/text.h"
#include "ui/shell/words.h"

namespace selvox::ui {
namespace {

constexpr const char* kContext = "selvox::ui::ParamWords";
using Entry = std::pair<const char*, const char*>;

constexpr Entry kTitles[] = {
    {"seed", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Seed")},
    {"preset", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Preset")},
    {"train.steps", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Length")},
    {"train.max_minutes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Time limit")},
    {"train.optimizer", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Optimiser")},
    {"train.lr", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Learning rate")},
    {"train.encoder_lr", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Encoder rate factor")},
    {"finetune.mode", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "What learns")},
    {"finetune.thaw", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Thawed after")},
    {"train.weight_decay", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight decay")},
    {"train.momentum", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Momentum")},
    {"train.schedule", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Schedule")},
    {"train.warmup", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Warm-up")},
    {"train.clip", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Gradient limit")},
    {"train.accumulate", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Accumulate")},
    {"train.ema", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight average")},
    {"train.batch", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Batch")},
    {"train.patch", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Patch size")},
    {"train.precision", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Precision")},
    {"train.threads", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Threads")},
    {"train.early_stop", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Early stop")},
    {"sample.foreground", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Foreground share")},
    {"validate.every", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Validate every")},
    {"log.every", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Log every")},
    {"preview.count", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Previews")},
    {"checkpoint.minutes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Checkpoint every")},
    {"checkpoint.keep_gb", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Room for checkpoints")},
    {"transfer.layout", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Names in the file")},
    {"transfer.channels", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Other channels")},
    {"transfer.inflate", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "From 2D to 3D")},
    {"mask_ratio", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Hidden share")},
    {"temperature", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Temperature")},
    {"augment.flip", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Flip")},
    {"augment.rotate", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Rotation")},
    {"augment.rotate_degrees", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest rotation")},
    {"augment.scale", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Scaling")},
    {"augment.scale_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Smallest scale")},
    {"augment.scale_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest scale")},
    {"augment.gamma", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Gamma")},
    {"augment.gamma_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest gamma")},
    {"augment.gamma_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Highest gamma")},
    {"augment.gamma_invert", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Inverted gamma")},
    {"augment.noise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise")},
    {"augment.noise_variance", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise variance")},
    {"augment.blur", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Blur")},
    {"augment.blur_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Least blur")},
    {"augment.blur_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Most blur")},
    {"augment.brightness", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Brightness")},
    {"augment.brightness_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest brightness")},
    {"augment.brightness_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Highest brightness")},
    {"augment.contrast", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Contrast")},
    {"augment.contrast_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest contrast")},
    {"augment.contrast_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Highest contrast")},
    {"augment.low_resolution", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Low resolution")},
    {"augment.low_resolution_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lowest resolution")},
    {"augment.cutout", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cut-out")},
    {"augment.cutout_share", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cut-out share")},
    {"augment.crop_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Smallest crop")},
    {"block", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Block size")},
    {"norm_pix", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Normalised target")},
    {"hidden", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Hidden width")},
    {"out", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Embedding width")},
    {"feature_norm", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Norm of the features")},
    {"head_norm", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Norm of the head")},
    {"tau", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Slowness of the copy")},
    {"arch.stages", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Stages")},
    {"arch.base", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "First channels")},
    {"arch.cap", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Most channels")},
    {"arch.convs", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Convolutions a stage")},
    {"arch.deep_supervision", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Deep supervision")},
    {"arch.strides", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Strides")},
    {"arch.kernels", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Kernels")},
    {"arch.stem", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Stem")},
    {"arch.stem_stride", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Stride of the stem")},
    {"task.dice_weight", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of Dice")},
    {"task.ce_weight", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of cross entropy")},
    {"task.deep_supervision", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Deep supervision")},
    {"task.batch_dice", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Dice over the batch")},
    {"task.mirror", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Mirroring")},
    {"task.overlap", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Overlap of tiles")},
    {"task.column", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Column to learn")},
    {"task.kind", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Kind")},
    {"task.classes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Order of the classes")},
    {"task.loss", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Loss")},
    {"task.focal_gamma", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Focus on wrong answers")},
    {"task.balance", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Balance of the classes")},
    {"task.label_smoothing", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Label smoothing")},
    {"task.mixup", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Mixup")},
    {"task.cutmix", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "CutMix")},
    {"task.dropout", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Dropout")},
    {"task.pool", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Pooling of slices")},
    {"task.slices", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Slices at once")},
    {"task.factor", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Times finer")},
    {"task.axes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Axes to refine")},
    {"task.noise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise")},
    {"task.strength", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Strength")},
    {"task.source", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Made from")},
    {"task.target", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "What is made")},
    {"task.residual", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Difference only")},
    {"task.l1", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of the absolute error")},
    {"task.ssim", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of SSIM")},
    {"task.perceptual", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of features")},
    {"train.layer_decay", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Layer decay")},
    {"train.weight_decay_end", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight decay at the end")},
    {"train.beta1", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Beta 1")},
    {"train.beta2", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Beta 2")},
    {"train.lars_eta", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "LARS step length")},
    {"train.lars_clip", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "LARS clipping")},
    {"train.lars_form", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Form of LARS")},
    {"sample.key", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Pairs share")},
    {"probe.column", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Probe column")},
    {"probe.every", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Probe every")},
    {"probe.cases", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cases of the probe")},
    {"augment.preset", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Preset by modality")},
    {"augment.keep_laterality", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Keep left and right")},
    {"augment.flip_x", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Flip along x")},
    {"augment.flip_y", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Flip along y")},
    {"augment.flip_z", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Flip along z")},
    {"augment.crop_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest crop")},
    {"augment.solarise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Solarisation")},
    {"augment.solarise_threshold", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Solarisation threshold")},
    {"arch.skips", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Skip connections")},
    {"arch.patch", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Token edge")},
    {"arch.dim", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Token width")},
    {"arch.depth", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Transformer blocks")},
    {"arch.heads", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Attention heads")},
    {"arch.mlp", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "MLP width")},
    {"arch.size", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Image size of the positions")},
    {"arch.drop_path", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Drop path")},
    {"arch.layer_scale", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Layer scale")},
    {"arch.checkpointing", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Compute blocks twice")},
    {"arch.feature_size", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Channels at full resolution")},
    {"arch.window", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Window side")},
    {"arch.depths", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Blocks of each stage")},
    {"arch.form", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Form of the network")},
    {"arch.dropout", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Dropout")},
    {"arch.init", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "First channels")},
    {"arch.root", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "First channels")},
    {"arch.growth", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Channels a layer")},
    {"arch.side", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Image side")},
    {"arch.hidden", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Hidden width")},
    {"form", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Form")},
    {"margin", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Margin")},
    {"permutations", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Orders")},
    {"gap", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Gap between pieces")},
    {"classes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Classes")},
    {"copies", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Turns a patch")},
    {"predict", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "What is asked")},
    {"plus", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cube+")},
    {"slices", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Slices")},
    {"nearest", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Least distance")},
    {"farthest", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest distance")},
    {"merge_reversed", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Reverse counts as same")},
    {"slab", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Slab thickness")},
    {"target", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Target")},
    {"unit", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Unit")},
    {"count", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Crops or slices")},
    {"code", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Code size")},
    {"loss", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Loss")},
    {"task.embedding", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Length of an embedding")},
    {"task.features", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Found by")},
    {"task.temperature", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Temperature")},
    {"task.margin", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Margin")},
    {"task.hidden", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Hidden width")},
    {"greedy", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Level by level")},
    {"beta", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Beta")},
    {"warmup", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Warm-up")},
    {"reconstruction", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Reconstruction error")},
    {"axes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Axes")},
    {"in_plane", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Factor in the plane")},
    {"through_plane", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Factor between slices")},
    {"noise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise")},
    {"curve", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Share with a curve")},
    {"gamma", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest gamma")},
    {"darkest", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Darkest")},
    {"spread", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise in the dark")},
    {"structure", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of SSIM")},
    {"by_modality", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "By modality")},
    {"most", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Most at once")},
    {"strength", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Strength")},
    {"blur", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Blur")},
    {"low_resolution", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Coarse grid")},
    {"disturbance", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Shuffled voxels")},
    {"bias_field", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Bias field")},
    {"ghost", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Motion ghost")},
    {"gibbs", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Gibbs ringing")},
    {"spike", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "K-space spike")},
    {"streak", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Streaks")},
    {"ring", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Rings")},
    {"cupping", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cupping")},
    {"speckle", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Speckle")},
    {"flip", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Mirroring")},
    {"shuffle", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Shuffled voxels")},
    {"nonlinear", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Bent contrast")},
    {"inverted", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Inverted curves")},
    {"paint", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Painting over")},
    {"inpaint", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Painted inside")},
    {"windows", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Shuffle windows")},
    {"decoder_dim", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Decoder width")},
    {"decoder_depth", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Decoder depth")},
    {"decoder_heads", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Decoder heads")},
    {"decoder_width", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Decoder width")},
    {"boxes_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Fewest boxes")},
    {"boxes_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Most boxes")},
    {"schedule", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise schedule")},
    {"time_dropout", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Time withheld")},
    {"times", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Noise strengths")},
    {"ema", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight average")},
    {"time_width", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Time width")},
    {"space", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Space")},
    {"autoencoder", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Autoencoder")},
    {"latent_width", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Width on codes")},
    {"modality_weight", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Contrast of modalities")},
    {"modality_temperature", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Temperature of the contrast")},
    {"sample_steps", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Steps of a sample")},
    {"latent", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Code length")},
    {"r1", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "R1 penalty")},
    {"spectral_norm", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Spectral norm")},
    {"width", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "First channels")},
    {"palette", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Palette")},
    {"bins", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Colours")},
    {"reach", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Reach of the palette")},
    {"modalities", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Modalities read")},
    {"sources", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "From how many")},
    {"edges", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of edges")},
    {"body", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Body threshold")},
    {"queue", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Queue length")},
    {"queue_from", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Queue starts at")},
    {"momentum", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Momentum at the start")},
    {"momentum_end", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Momentum at the end")},
    {"split_batches", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Shuffled batch norm")},
    {"strategy", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Strategy")},
    {"partitions", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Parts along z")},
    {"regions", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Regions a patch")},
    {"region_side", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Region edge")},
    {"local_channels", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Region features")},
    {"mask_same_key", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Same key: no negatives")},
    {"grid", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Grid of base crops")},
    {"targets", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Crops to place")},
    {"regulariser", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of the regulariser")},
    {"clusters", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Clusters")},
    {"heads", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Clusterings")},
    {"memory", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Memory")},
    {"every", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Cluster every")},
    {"iterations", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Iterations")},
    {"local_crops", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Small views")},
    {"local_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Smallest share of a small view")},
    {"local_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest share of a small view")},
    {"local_size", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Edge of a small view")},
    {"local_views", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Small views")},
    {"prototypes", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Prototypes")},
    {"eps", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Epsilon")},
    {"freeze", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Freeze prototypes")},
    {"freeze_last", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Freeze prototypes")},
    {"asymmetric", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Asymmetric blur")},
    {"teacher_temp", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Teacher temperature")},
    {"teacher_temp_end", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Teacher temperature at the end")},
    {"temp_warmup", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Temperature warm-up")},
    {"student_temp", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Student temperature")},
    {"centre_momentum", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Centre momentum")},
    {"bottleneck", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Bottleneck")},
    {"mask_probability", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Masked views")},
    {"mask_low", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Least hidden share")},
    {"mask_high", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Largest hidden share")},
    {"ibot_weight", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of iBOT")},
    {"koleo_weight", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of KoLeo")},
    {"centring", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Balance of the teacher")},
    {"layer_decay", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Layer decay")},
    {"constant_lr", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Predictor at full rate")},
    {"overlap", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Common share")},
    {"stride", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Stride")},
    {"sim", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of agreement")},
    {"var", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of variance")},
    {"cov", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Weight of covariance")},
    {"lambda", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Lambda")},
    {"scale", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Loss factor")},
    {"at_step", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "At step")},
    {"milliseconds", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Extra time")},
};

constexpr Entry kGroups[] = {
    {"", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "General")},
    {"General", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "General")},
    {"Training", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Training")},
    {"Watching", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Watching")},
    {"Augmentation", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Augmentation")},
    {"Network", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Network")},
    {"Method", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Method")},
    {"Segmentation", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Segmentation")},
    {"Classification", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Classification")},
    {"Enhancement", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Enhancement")},
    {"Retrieval", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Retrieval")},
    {"Task", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Task")},
    {"Masking", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Masking")},
    {"Loss", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Loss")},
    {"Inference", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Inference")},
    {"Artifacts", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Artifacts")},
    {"Views", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Views")},
};

constexpr Entry kChoices[] = {
    {"mm", "mm"},
    {"gd", "gd"},
    {"gd-", "gd-"},
    {"float32", "float32"},
    {"bfloat16", "bfloat16"},
    {"", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "auto")},
    {"adamw", "AdamW"},
    {"sgd", "SGD"},
    {"lars", "LARS"},
    {"lamb", "LAMB"},
    {"all", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "all")},
    {"denoise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "take noise away")},
    {"super-resolution", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "super-resolution")},
    {"artifact", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "mend artifacts")},
    {"normalise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "even greys")},
    {"synthesis", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "another image")},
    {"attention", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "attention")},
    {"class-balanced", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "class-balanced")},
    {"focal", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "focal")},
    {"cross-entropy", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "cross entropy")},
    {"ordinal", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "grades")},
    {"multi-label", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "several labels")},
    {"softmax", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "one class")},
    {"batch", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "batch")},
    {"layer", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "layer")},
    {"none", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "none")},
    {"body-part", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "body part")},
    {"both", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "both")},
    {"constant", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "constant")},
    {"cosine", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "cosine")},
    {"poly", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "polynomial")},
    {"linear", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "linear")},
    {"ct", "CT"},
    {"mr", "MR"},
    {"xray", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "X-ray")},
    {"ultrasound", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "ultrasound")},
    {"microscopy", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "microscopy")},
    {"device", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "device")},
    {"workstation", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "workstation")},
    {"paper", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "paper")},
    {"distance", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "distance")},
    {"distance-matrix", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "distance matrix")},
    {"offset", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "offset")},
    {"position", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "position")},
    {"every", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "every")},
    {"one", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "one")},
    {"several", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "several")},
    {"global", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "global")},
    {"local", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "local")},
    {"full", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "everything")},
    {"layer-decay", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "early layers slower")},
    {"gradual-thaw", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "gradual thaw")},
    {"frozen-encoder", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "encoder frozen")},
    {"linear-probe", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "last layer alone")},
    {"joint", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "joint")},
    {"separate", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "separate")},
    {"in-plane", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "in the plane")},
    {"through-plane", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "between slices")},
    {"mixed", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "mixed")},
    {"l1", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "absolute")},
    {"mse", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "squared")},
    {"mean", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "mean")},
    {"sum", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "sum")},
    {"noise", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "noise")},
    {"velocity", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "velocity")},
    {"uniform", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "even bins")},
    {"kmeans", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "by k-means")},
    {"patch", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "patches")},
    {"latent", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "codes")},
    {"vae", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "variational")},
    {"autoencoder", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "plain")},
    {"photons", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "photons")},
    {"rician", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Rician")},
    {"random", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "random")},
    {"relative", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "relative")},
    {"small", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "small")},
    {"surrogate", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "surrogate")},
    {"triplet", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "triplet")},
    {"supcon", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "supervised contrastive")},
    {"head", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "head")},
    {"encoder", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "encoder")},
    {"centre", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "centre")},
    {"sinkhorn", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "Sinkhorn")},
    {"turn", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "turn")},
    {"transform", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "transform")},
    {"mended", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "mended")},
    {"published", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "published")},
    {"auto", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "auto")},
    {"classic", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "classic")},
    {"monai", "MONAI"},
    {"selvox", "Selvox"},
    {"torchvision", "torchvision"},
    {"timm", "timm"},
    {"nnunet", "nnU-Net"},
    {"repeat", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "repeat")},
    {"average", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "average")},
    {"zero", QT_TRANSLATE_NOOP("selvox::ui::ParamWords", "zero")},
};

template <std::size_t n>
QString lookUp(const Entry (&table)[n], const std::string& key) {
  for (const auto& [name, title] : table)
    if (key == name) return QCoreApplication::translate(kContext, title);
  return {};
}

// "arch.deep_supervision" -> "Deep supervision"
QString fromName(const std::string& name) {
  QString words = toQt(name).section('.', -1).replace('_', ' ');
  if (!words.isEmpty()) words[0] = words[0].toUpper();
  return words;
}

}  // namespace

QString knownParamTitle(const std::string& name) {
  return lookUp(kTitles, name);
}

QString paramTitle(const std::string& name) {
  if (const QString known = knownParamTitle(name); !known.isEmpty()) return known;
  const auto dot = name.rfind('.');  // of a member of a combination: "byol.tau"
  const QString own = dot == std::string::npos ? QString() : knownParamTitle(name.substr(dot + 1));
  return own.isEmpty() ? fromName(name) : own;
}

QString groupTitle(const std::string& group) {
  const QString known = lookUp(kGroups, group);
  return known.isEmpty() ? toQt(group) : known;
}

QString choiceTitle(const std::string& choice) {
  const QString known = lookUp(kChoices, choice);
  return known.isEmpty() ? toQt(choice) : known;
}

bool isKnownChoice(const std::string& choice) {
  const bool figure = !choice.empty() && choice.front() >= '0' && choice.front() <= '9';
  return figure || !lookUp(kChoices, choice).isEmpty();
}

QString valueText(const base::Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return toQt(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_float()) return toQt(base::toText(value.get<double>()));
  if (value.is_array()) {
    QStringList parts;
    for (const auto& entry : value) parts << valueText(entry);
    return parts.join(", ");
  }
  return toQt(value.dump());
}

QString rangeText(const spec::Param& param) {
  QStringList parts;
  const auto bound = [](double value) {
    return std::abs(value) >= 1e4 ? countText(static_cast<qint64>(value)) : toQt(base::toText(value));
  };
  constexpr double kHuge = 1e8;
  if (param.minimum && param.maximum && *param.maximum < kHuge)
    parts << QString("%1–%2").arg(bound(*param.minimum), bound(*param.maximum));
  else if (param.minimum)
    parts << QCoreApplication::translate("selvox::ui::ParamWords", "at least %1").arg(bound(*param.minimum));
  if (param.defaultValue.is_null())
    parts << QCoreApplication::translate("selvox::ui::ParamWords", "empty: automatic");
  else if (param.type != spec::ParamType::Bool && param.type != spec::ParamType::Choice && !parts.isEmpty())
    parts << QCoreApplication::translate("selvox::ui::ParamWords", "usually %1").arg(valueText(param.defaultValue));
  return parts.join(", ");
}

}  // namespace selvox::ui
