#include "viewers/volume_renderer.h"

#include <atomic>
#include <mutex>

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QSurfaceFormat>
#include <QThread>

namespace selvox::viewers {

namespace {

QSurfaceFormat wantedFormat() {
  QSurfaceFormat format;
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  format.setAlphaBufferSize(8);
  format.setSamples(0);
  return format;
}

// Renderers that are the processor in disguise: rays are cast by VTK's fixed-point mapper there, three times cheaper.
bool isSoftware(const QString& device) {
  for (const char* name : {"llvmpipe", "softpipe", "SVGA", "GDI Generic", "SwiftShader", "swrast"})
    if (device.contains(QLatin1String(name), Qt::CaseInsensitive)) return true;
  return false;
}

}  // namespace

bool openGlAvailable() {
  static const bool available = [] {
    QOpenGLContext context;
    context.setFormat(wantedFormat());
    QOffscreenSurface surface;
    surface.setFormat(wantedFormat());
    surface.create();
    if (!surface.isValid() || !context.create() || !context.makeCurrent(&surface)) return false;
    const auto version = context.format().version();
    context.doneCurrent();
    return version >= qMakePair(3, 2);
  }();
  return available;
}

struct VolumeRenderer::Shared {
  std::mutex mutex;
  std::optional<SceneContent> content;
  std::optional<SceneLook> look;
  struct View {
    Camera camera;
    QSize pixels;
    bool coarse = false;
  };
  std::optional<View> view;
  std::atomic<bool> posted{false}, working{false}, workingCoarse{false}, closing{false}, outdated{false};
  QString problem, device;
};

// Lives in the render thread.
class VolumeRenderer::Core : public QObject {
 public:
  Core(std::shared_ptr<Shared> shared, QOffscreenSurface* surface, QOpenGLContext* context, VolumeRenderer* owner)
      : shared_(std::move(shared)), surface_(surface), context_(context), owner_(owner) {}

  void work() {
    shared_->working = true;
    shared_->posted = false;
    std::optional<SceneContent> content;
    std::optional<SceneLook> look;
    std::optional<Shared::View> view;
    {
      const std::lock_guard lock(shared_->mutex);
      content.swap(shared_->content);
      look.swap(shared_->look);
      view.swap(shared_->view);
      shared_->outdated = false;
      shared_->workingCoarse = view && view->coarse;
    }
    if (!shared_->closing && start()) {
      if (content) scene_->setContent(*content);
      if (look) scene_->setLook(*look);
      if (view) draw(*view);
    }
    shared_->working = false;
  }

  void close() {
    scene_.reset();
    context_->doneCurrent();
    context_->moveToThread(qApp->thread());
    moveToThread(qApp->thread());
  }

 private:
  bool start() {
    if (scene_) return true;
    if (failed_) return false;
    if (!context_->isValid() || !context_->makeCurrent(surface_)) {
      failed_ = true;
      {
        const std::lock_guard lock(shared_->mutex);
        shared_->problem = VolumeRenderer::tr(
            "There is no 3D view here: OpenGL 3.2 is not available on this display. "
            "The three slice views work without it.");
      }
      Q_EMIT owner_->failed(shared_->problem);
      return false;
    }
    const auto* text = context_->functions()->glGetString(GL_RENDERER);
    const QString device = QString::fromLatin1(reinterpret_cast<const char*>(text));
    {
      const std::lock_guard lock(shared_->mutex);
      shared_->device = device;
    }
    scene_ = std::make_unique<VolumeScene>(
        isSoftware(device), [this] { context_->makeCurrent(surface_); },
        [this] { return QOpenGLContext::currentContext() == context_; });
    return true;
  }

  void draw(const Shared::View& view) {
    const SceneFrame frame = scene_->render(view.camera, view.pixels, view.coarse,
                                            [this] { return shared_->closing.load() || shared_->outdated.load(); });
    if (!frame.image.isNull()) Q_EMIT owner_->frameReady(frame);
  }

  std::shared_ptr<Shared> shared_;
  QOffscreenSurface* surface_;
  QOpenGLContext* context_;
  VolumeRenderer* owner_;
  std::unique_ptr<VolumeScene> scene_;
  bool failed_ = false;
};

struct VolumeRenderer::Owned {
  QThread thread;
  QOffscreenSurface surface;
  std::unique_ptr<QOpenGLContext> context;
  std::unique_ptr<Core> core;
  bool threaded = false;
};

VolumeRenderer::VolumeRenderer(QObject* parent)
    : QObject(parent), shared_(std::make_shared<Shared>()), owned_(std::make_unique<Owned>()) {
  qRegisterMetaType<SceneFrame>("SceneFrame");
  qRegisterMetaType<SceneFrame>("selvox::viewers::SceneFrame");
  owned_->surface.setFormat(wantedFormat());
  owned_->surface.create();
  owned_->context = std::make_unique<QOpenGLContext>();
  owned_->context->setFormat(wantedFormat());
  owned_->context->create();
  owned_->core = std::make_unique<Core>(shared_, &owned_->surface, owned_->context.get(), this);
  // Without threaded OpenGL the same work runs between events on the GUI thread.
  owned_->threaded = owned_->context->isValid() && QOpenGLContext::supportsThreadedOpenGL();
  if (!owned_->threaded) return;
  owned_->context->moveToThread(&owned_->thread);
  owned_->core->moveToThread(&owned_->thread);
  owned_->thread.setObjectName(QStringLiteral("3D view"));
  owned_->thread.start();
}

VolumeRenderer::~VolumeRenderer() {
  shared_->closing = true;
  Core* core = owned_->core.get();
  if (owned_->threaded) {
    QMetaObject::invokeMethod(
        core, [core] { core->close(); }, Qt::BlockingQueuedConnection);
    owned_->thread.quit();
    owned_->thread.wait();
  } else {
    core->close();
  }
}

void VolumeRenderer::setContent(SceneContent content) {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->content = std::move(content);
    shared_->outdated = true;
  }
  post();
}

void VolumeRenderer::setLook(SceneLook look) {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->look = std::move(look);
  }
  post();
}

void VolumeRenderer::request(const Camera& camera, const QSize& pixels, bool coarse) {
  if (pixels.isEmpty()) return;
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->view = Shared::View{camera, pixels, coarse};
    // A coarse frame under way is let finish: dropping it at every move would show none while the mouse moves.
    if (shared_->working && !shared_->workingCoarse) shared_->outdated = true;
  }
  post();
}

void VolumeRenderer::post() {
  if (shared_->posted.exchange(true)) return;
  Core* core = owned_->core.get();
  QMetaObject::invokeMethod(
      core, [core] { core->work(); }, Qt::QueuedConnection);
}

bool VolumeRenderer::busy() const {
  return shared_->posted || shared_->working;
}

QString VolumeRenderer::problem() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->problem;
}

QString VolumeRenderer::device() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->device;
}

}  // namespace selvox::viewers
