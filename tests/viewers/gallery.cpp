// Renders the four-up to PNG files for people to look at: every overlay mode, layout, an oblique and an anisotropic
// grid, and given brick files. viewers_gallery OUT [IMAGE.vol [REFERENCE.vol [PREDICTION.vol]]]

#include <clocale>
#include <cstdio>
#include <memory>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QThread>

#include "core/base/file.h"
#include "core/volume/brick_file.h"
#include "tests/viewers/phantom.h"
#include "viewers/four_up.h"

using namespace selvox;
using namespace selvox::viewers;

namespace {

struct Gallery {
  QString folder;
  ViewState state{ViewerStyle{}};
  FourUp views{&state};

  void settle() {
    QElapsedTimer timer;
    timer.start();
    do {
      QApplication::processEvents(QEventLoop::AllEvents, 50);
      QThread::msleep(5);
    } while (timer.elapsed() < 60000 && (timer.elapsed() < 400 || !views.solid()->settled()));
  }
  void save(const QString& name) {
    settle();
    views.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    std::printf("%s: 3D frame %.0f ms, %d surfaces, %s\n", qPrintable(name), views.solid()->frame().milliseconds,
                views.solid()->frame().surfaces, qPrintable(views.solid()->problem()));
  }
  void show(VolumePtr image, VolumePtr reference, VolumePtr prediction, bool ct) {
    const volume::Statistics facts = volume::statistics(*image);
    state.setImage(image, ct ? "CT" : "FLAIR", ct ? Window{400, 40} : percentileWindow(facts));
    views.solid()->setImageFacts(facts, ct);
    state.setLabels(
        {{1, {"lesion", QColor(0xF8, 0xE1, 0x03), true}}, {2, {"ventricle", QColor(0x3D, 0x9B, 0xE9), true}}});
    state.setLayer(LayerRole::Reference, {reference, "Reference", true, 0.5});
    state.setLayer(LayerRole::PredictionA, {prediction, "Prediction A", true, 0.5});
  }
};

VolumePtr load(const char* path) {
  auto file = volume::BrickFile::open(base::pathFromUtf8(path));
  if (!file) {
    std::fprintf(stderr, "%s: %s\n", path, file.error().message.c_str());
    return nullptr;
  }
  return std::make_shared<const volume::Volume>(file->readAll());
}

void phantomPictures(Gallery& g) {
  volume::Affine affine = volume::Affine::scaling({1, 1, 1});
  affine(0, 3) = -90, affine(1, 3) = -109, affine(2, 3) = -80;
  const test::Head head = test::head({182, 218, 182}, affine);
  g.show(head.image, head.reference, head.prediction, false);
  g.state.setCursor({-38, 27, 18});
  g.save("labels");
  g.state.setMode(OverlayMode::Outlines);
  g.save("outlines");
  g.state.setMode(OverlayMode::Difference);
  g.save("difference");
  g.state.setMode(OverlayMode::Swipe);
  g.save("swipe");
  g.state.setMode(OverlayMode::Labels);
  g.views.solid()->setLook(SolidMode::Volume, "mr-default");
  g.save("volume-mr");
  g.views.solid()->setLook(SolidMode::Volume, "mip");
  g.views.setLayout(ViewLayout::OnePlusThree);
  g.save("mip-1+3");
  g.views.setLayout(ViewLayout::Row);
  g.save("row");
  g.views.setLayout(ViewLayout::FourUp);
  g.views.solid()->setLook(SolidMode::Surfaces, "");
  const double c = std::cos(0.35), s = std::sin(0.35);
  volume::Affine oblique;
  oblique(0, 0) = c, oblique(0, 1) = -s * 2, oblique(1, 0) = s, oblique(1, 1) = c * 2, oblique(2, 2) = 4;
  oblique(0, 3) = -20, oblique(1, 3) = -130, oblique(2, 3) = -80;
  const test::Head tilted = test::head({182, 109, 45}, oblique);
  g.show(tilted.image, tilted.reference, nullptr, false);
  g.save("oblique-anisotropic");
  g.views.snapshot(2, "brain_0412 · ft-mae-10 against reference").save(g.folder + "/snapshot.png");
  g.state.clear(
      "The cache entry of this case is damaged: its length is wrong. Import the case again to write it anew.");
  g.save("message");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2)
    return std::fprintf(stderr, "usage: viewers_gallery OUT [IMAGE.vol [REFERENCE.vol [PREDICTION.vol]]]\n"), 2;
  QApplication application(argc, argv);
  std::setlocale(LC_NUMERIC, "C");
  Gallery g;
  g.folder = QString::fromLocal8Bit(argv[1]);
  QDir().mkpath(g.folder);
  const QByteArray size = qgetenv("GALLERY_SIZE");
  const QList<QByteArray> sides = size.split('x');
  g.views.resize(sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize(830, 720));
  g.views.show();
  if (argc == 2) return phantomPictures(g), 0;
  const VolumePtr image = load(argv[2]);
  if (!image) return 1;
  const bool ct = volume::statistics(*image).minimum < -500;
  g.show(image, argc > 3 ? load(argv[3]) : nullptr, argc > 4 ? load(argv[4]) : nullptr, ct);
  g.save("real");
  g.views.solid()->setLook(SolidMode::Volume, ct ? "ct-bone" : "mr-default");
  g.save("real-volume");
  return 0;
}
