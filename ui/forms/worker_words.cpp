// Texts that the worker sends in English: summaries, units, help, titles of previews. A text that is not listed here is
// shown as it came; a new unit of the worker adds its own in a line each.

#include "ui/forms/worker_words.h"

#include <QCoreApplication>

namespace selvox::ui {
namespace {

// Only for lupdate: the worker's own words are the keys.
[[maybe_unused]] constexpr const char* kTexts[] = {
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Hide blocks of a patch and restore them; trains encoder and decoder"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Share of the patch that is hidden. Higher makes the task harder and the features more global."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "voxels"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Side of the hidden blocks. Larger asks for anatomy, smaller for texture. Auto: 16, halved along "
                      "each axis until four blocks fit."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Each block is compared in units of its own mean and spread. On stresses texture; needs a patch "
                      "that whole blocks fill."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Two views of one patch attract, other patches repel; wants large batches"),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "How sharply near negatives count. Lower: the hardest dominate; higher: all alike. Large batches bear 0.1."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "features"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Width of the projector's hidden layer."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Length of the embedding on which the loss is taken."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Normalisation inside the heads. Batch norm needs some 32 samples a batch; layer norm works with "
                      "two. Auto: batch in 2D, layer in 3D."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Predict a slow copy of the network on another view; bears small batches"),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "Momentum of the target at the start; it rises to 1 by a cosine. Lower for short runs, 0.996 for long ones."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Width of the hidden layers of projector and predictor."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Test double: learns nothing"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Test double: its loss becomes NaN"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "steps"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "First step whose loss is not a number."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Test double: every step takes its time"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "ms"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Extra time of each step."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "nnU-Net's plain U-Net: the first choice for segmentation and restoration"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Resolutions of the pyramid. Fewer: faster, sees less context. Auto: as many as the patch "
                      "allows, at most 6 in 3D and 7 in 2D."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "channels"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Channels of the finest stage, doubled at each coarser one. Lower: faster and smaller."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Most channels of any stage. Auto: 320 in 3D, 512 in 2D."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Convolutions per stage. More: slower, a little more accurate on large data."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "A loss at every resolution of the decoder: faster, steadier training. Off: one output only."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Step of each stage along each axis (z, y, x), stage by stage. Auto: from patch and spacing."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Kernel of each stage along each axis (z, y, x), stage by stage. Auto: from the spacing."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Small residual network: the first choice for classification and contrastive learning"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "First layer. 7x7 with pooling: for images from about 64 voxels a side. Small (3x3, no pooling): "
                      "for images of about 28 voxels, such as MedMNIST."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Step of the 7x7 stem. 1 keeps more detail at 4 (2D) or 8 (3D) times the cost; MONAI uses 1."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Channels of the first layer, doubled at each of the next three. Lower: faster and smaller."),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "Where a decoder is put on this encoder (segmentation): a loss at every resolution of the decoder."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Residual network of twice the depth"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Outlines every labelled structure, voxel by voxel (Dice and cross entropy)."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Weight of the Dice loss. Higher favours overlap of small structures."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Weight of the cross entropy. Higher favours every single voxel."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Losses on the coarser outputs as well: learns faster, costs a little time."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "One Dice over the whole batch instead of one per patch; for 2D slices."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Predict every mirror image and average: a little better, four to eight times slower."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Overlap of neighbouring windows when predicting. Higher is smoother and slower."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Starting point of every random draw. The same seed on the same data repeats the run."),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "How large automatic sizes may be: what this device does at ease, what a large GPU does, or the paper's."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Length of the run in optimizer steps. More takes longer and usually helps, less and less. Auto: "
                      "1,000, or no limit when a time is given."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "min"),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "Most training time, over all resumes; the learning rate falls so that it ends with it. Auto: no limit."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "AdamW adapts each weight's step; SGD with Nesterov momentum is nnU-Net's."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Learning rate at its highest. Too high diverges, too low wastes time."),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "Factor on the learning rate of the encoder. Below 1 keeps pretrained features longer; 0 freezes them."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Pull of the weights towards zero. With AdamW, biases and norms are left out."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Momentum of SGD."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "How the learning rate falls: to zero by a cosine or by (1 - t)^0.9, or not at all."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "of the run"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Share of the run in which the learning rate rises to its highest."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Largest gradient norm; longer gradients are scaled down to it. 0 turns it off."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "batches"),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "Batches whose gradients are added before one optimizer step: a larger batch in the same memory."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Decay of a moving average of the weights that is evaluated instead of them. 0 turns it off."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "patches"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Patches per step. Larger is steadier and slower. Auto: by device."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Size of the patches, x,y,z (2D: x,y). Larger sees more context and takes more memory. Auto: by "
                      "data and device."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Share of each batch that is drawn around labelled voxels. Higher helps small structures."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Arithmetic of the network. Auto: a three-step trial on this machine decides."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "threads"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Processor threads. Auto: all cores."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Steps between two validations. Auto: twenty times a run."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "validations"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Stop after so many validations without a better one. 0 never stops early."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Steps between two points of a curve. Auto: 1 until a curve would pass 50,000 points."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Previews written over a run."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Time between two checkpoints: what a crash can cost at most."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "GB"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Room for older checkpoints. The last two, the best and the final one always stay."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Chance, per axis, that a patch is mirrored. 0 keeps left and right apart."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Chance that a patch is turned. Higher makes the network bear odd positions."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "degrees"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Largest angle about each axis."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance that a patch is zoomed."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Smallest zoom; below 1 shows more of the surroundings."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Largest zoom."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance of a gamma curve on the grey values."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Smallest exponent; below 1 brightens the middle greys."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Largest exponent."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance of a gamma curve on the inverted greys."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance of Gaussian noise."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Largest variance of the noise, in units of the normalised image."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance of a Gaussian blur."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Smallest sigma of the blur."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Largest sigma of the blur."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance that all values are multiplied by one factor."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Smallest factor."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Largest factor."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance that values are spread around their mean."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Smallest spread."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Largest spread."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Chance that a patch is shrunk and enlarged again, as from a coarser scanner."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Smallest size, as a share of the patch's."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Chance that a box of the patch is set to zero."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Share of the patch that the box covers."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "Smallest share of the patch that a random resized crop keeps; 1 turns it off."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The patch"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Original patch"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Hidden blocks"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What the network sees"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What the network makes of it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "First view"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Second view of the same patch"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Patch"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Reference"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Patch as the network sees it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Reference as the network sees it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Prediction"),
};

}  // namespace

QString workerText(const QString& text) {
  if (text.isEmpty()) return {};
  return QCoreApplication::translate("selvox::ui::WorkerWords", text.toUtf8().constData());
}

QString workerText(const std::string& text) {
  return workerText(QString::fromStdString(text));
}

}  // namespace selvox::ui
