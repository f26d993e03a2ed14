// Texts that the worker sends in English: summaries, units, help (listed in worker_texts.cpp), titles and captions of
// previews, causes of alarms. A text that is not listed is shown as it came.

#include "ui/forms/worker_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace selvox::ui {
namespace {

constexpr const char* kContext = "selvox::ui::WorkerWords";

// Only for lupdate: the worker's own words are the keys.
[[maybe_unused]] constexpr const char* kTitles[] = {
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
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The patch, from which nothing is learned"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What comes back from the code"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What comes back from the code's mean"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "A patch from a random code"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The block that comes next"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "With the block that the network expects"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What the network finds most alike in the batch"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The modality to restore"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Where the loss counts"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The modality that makes the labels"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Its looks, sorted into classes"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Classes that the network finds"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Drawn from noise alone"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What the student sees of the first view"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The copy that it is to be recognised in"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "A patch that is to lie far away"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Drawn from the original's code"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Drawn from a random code"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Pieces as the network gets them"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Pieces in their places"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Pieces where the network puts them"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Nearest other patch, as the network sees it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Hidden tokens"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Another image of the same key"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Second view: the key has no other image"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "First view of the patch"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What the network sees of it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Second view, as the network sees it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "A local view"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "What the network makes of the first view"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Second view put back onto the first"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Where both views show the same place"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The patch with other greys"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Regions that are told apart"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The piece in the middle"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The piece in question"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "1: the middle, 2: where the piece comes from"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "1: the middle, 2: where the network puts it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Turned back as the network says"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Cubes as the network gets them"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Cubes in their places"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Cubes as the network puts and turns them"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "A small view"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "How much each place of the first view is like its summary"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Slices in the order shown"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "From the feet to the head"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "From the feet to the head, as the network says"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Slice"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Two crops"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Crops"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Slices from the feet up"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Slice, and what the network says"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Two crops, and what the network says"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Crops, and what the network says"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Slices from the feet up, and what the network says"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "A small crop of it"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "A crop of it: where was it taken?"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The base crop in which most of it lies"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "The base crop that the network finds most alike"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Patch that is laid over"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Patch beneath"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "How strongly it was laid over"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "How strongly the network thinks"),
};

[[maybe_unused]] constexpr const char* kCauses[] = {
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "The embeddings of all patches point almost the same way: the network has found an answer that "
                      "fits any input."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "The embeddings use fewer and fewer directions: half of what the best moment of this run had."),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "The code tells nothing about the image: the pull towards the prior outweighs the reconstruction."),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "The discriminator tells real from made images almost every time, so the generator learns nothing from it."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "The generator makes nearly the same image from every code: a fifth of the variety it once had."),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "More than half of the prototypes are never chosen: there are more of them than kinds of patches."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "One prototype takes more than half of all patches: the clusters say little about the images."),
    QT_TRANSLATE_NOOP(
        "selvox::ui::WorkerWords",
        "The teacher gives every patch one and the same answer with full certainty: sharpening outweighs centring."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "The teacher's answers are nearly uniform: there is nothing to learn from them, centring "
                      "outweighs sharpening."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "After a third of the run the loss is still that of one who guesses."),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords",
                      "A number has become infinite or undefined; most often the learning rate is too high."),
};

// Captions are sentences with numbers in them: %1 stands for anything, itself translated. The first that fits is taken,
// so a longer one stands before its own beginning.
constexpr const char* kCaptions[] = {
    // What became of a tensor when a run began from others' weights.
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "a head belongs to its own task"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "this network has no tensor of this name"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "a head of the pretraining method"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the parent has no tensor of this name"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the parent's shape is %1 instead of %2, and %3"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the parent's shape is %1 instead of %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "patches of %1 resized to %2 by the pseudo-inverse (FlexiViT)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "inflated to a depth of %1 (mean)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "inflated to a depth of %1 (centre)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "repeated over a depth of %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "a transposed convolution whose blocks overlap cannot be inflated"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 input channels made %2 (repeat)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 input channels made %2 (average)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 input channels made %2 (zero)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the grid of its positions is not known"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "positions of %1 interpolated to %2 (linear)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the grid of its offsets is not known"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "offsets of %1 interpolated to %2 (linear)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "it stands beside the network, whose names begin with %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the layout carries it without need"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "another tensor stands for the same one"),
    // Reasons of a plan; with what is special before "%1 about %2" and its like.
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 values of feature maps a sample, as a patch of %2 has them: a processor takes seconds for such a step, whatever its memory"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 values of feature maps a sample, for %2 GB (nnU-Net: %3 for 8 GB)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the median of %1 series, but along %2, which is over 3 times coarser than the other axes, the 10th percentile"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the median of %1 series"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "no axis is over 3 times coarser than the others"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the median shape of %1 voxels fits, rounded up for the halvings"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "as much of the median shape of %1 voxels as the budget holds"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the smallest there is: 5% of the dataset's voxels are no more"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the smallest there is: the budget holds no more"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "at most 5% of the dataset's voxels in one batch"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "as many as the budget holds"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "an axis is halved while it keeps an edge of 4 and its spacing is within twice the finest"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "as given"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 numbers for %2 voxels"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "block %1 of %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "its own second view is number %1 of %2, similarity %3"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "nothing is registered with this scan"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 % of the voxels right"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the two views fall into clusters %1 and %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "time %1 of %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 steps, averaged weights"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "series %1 of %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "answered %1 (%2)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the critic believes it to %1 %"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "order %1 asked, %2 answered (%3): %4 of %5 pieces in place"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "order %1 asked, %2 answered (%3)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 of %2 turns right"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 of %2 masks right"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "cosine %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "with its own second view %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "key %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1% in common"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "part %1 of %2, counted from the feet"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked %1, answered %2 (%3)"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked height %1, answered %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked 100 mm x %1, answered %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked offset along x, y, z %1, answered %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked distance %1, answered %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked distances from the first %1, answered %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "heights in mm %1, answered scores %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked height %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked 100 mm x %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked offset along x, y, z %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked distance %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "asked distances from the first %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "heights in mm %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "turned by %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "%1 about %2"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "then %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "left as it is"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "unchanged"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "inverted"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "gamma %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "contrast %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "right"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "left"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "anterior"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "posterior"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "below"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "above"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the first is higher"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the second is higher"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "voxels shuffled"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "contrast bent"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "contrast bent and inverted"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "boxes painted over"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "surroundings painted over"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "blocks hidden"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "blur"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "coarse grid"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "shuffled voxels"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "uneven brightness of the coil"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "motion ghost"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Gibbs ringing"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "spike in k-space"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "streaks of few views"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "rings"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "cupping"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "speckle"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "noise"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "resolution in the plane divided by %1"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "slices %1 times as thick"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "each block in the original's brightness and contrast"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "Student and teacher choose the same prototype for %1 of %2 samples"),
    QT_TRANSLATE_NOOP("selvox::ui::WorkerWords", "the teacher uses %1 prototypes."),
};

QString translated(const QString& text) {
  return QCoreApplication::translate(kContext, text.toUtf8().constData());
}

// "asked %1, answered %2" -> ^asked (.+?), answered (.+?)$; one without a comma takes no list ("contrast %1").
QRegularExpression matcher(const QString& pattern) {
  static const QRegularExpression mark("%[1-9]");
  const QString any = pattern.contains(',') ? "(.+?)" : "([^,]+?)";
  QString expression;
  qsizetype from = 0;
  for (auto it = mark.globalMatch(pattern); it.hasNext();) {
    const auto found = it.next();
    expression += QRegularExpression::escape(pattern.mid(from, found.capturedStart() - from)) + any;
    from = found.capturedEnd();
  }
  return QRegularExpression('^' + expression + QRegularExpression::escape(pattern.mid(from)) + '$');
}

struct Sentence {
  QString pattern;
  QRegularExpression matcher;
};

const std::vector<Sentence>& sentences() {
  static const std::vector<Sentence> all = [] {
    std::vector<Sentence> made;
    for (const char* pattern : kCaptions) made.push_back({pattern, matcher(pattern)});
    // "contrast bent" is a sentence of its own, not "contrast %1".
    std::stable_partition(made.begin(), made.end(), [](const Sentence& one) { return !one.pattern.contains('%'); });
    return made;
  }();
  return all;
}

QString joined(const QString& text, const QString& separator) {
  QStringList parts;
  for (const QString& part : text.split(separator)) parts << workerCaption(part);
  return parts.join(separator);
}

}  // namespace

QString workerText(const QString& text) {
  return text.isEmpty() ? QString() : translated(text);
}

QString workerText(const std::string& text) {
  return workerText(QString::fromStdString(text));
}

QString workerCaption(const QString& text) {
  static const QRegularExpression decimal("^-?[0-9]+\\.[0-9]+$");
  if (text.contains("; ")) return joined(text, "; ");
  if (decimal.match(text).hasMatch()) return QString(text).replace('.', QLocale().decimalPoint());
  for (const Sentence& sentence : sentences()) {
    const auto match = sentence.matcher.match(text);
    if (!match.hasMatch()) continue;
    QString made = translated(sentence.pattern);
    for (int i = match.lastCapturedIndex(); i > 0; --i)
      made.replace('%' + QString::number(i), workerCaption(match.captured(i)));
    return made;
  }
  return text.contains(", ") ? joined(text, ", ") : text;
}

QString workerCaption(const std::string& text) {
  return workerCaption(QString::fromStdString(text));
}

}  // namespace selvox::ui
