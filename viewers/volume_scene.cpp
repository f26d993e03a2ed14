#include "viewers/volume_scene.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include <vtkActor.h>
#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkColorTransferFunction.h>
#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkFixedPointVolumeRayCastMapper.h>
#include <vtkFlyingEdges3D.h>
#include <vtkGPUVolumeRayCastMapper.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkImageData.h>
#include <vtkLight.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkUnsignedCharArray.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>
#include <vtkWindowedSincPolyDataFilter.h>

#include "viewers/vtk_bridge.h"

namespace selvox::viewers {

namespace {

constexpr std::int64_t kMostVoxels = 48'000'000;  // more is averaged down before it is drawn
constexpr std::int64_t kBodySide = 144;           // longest side of the volume that the body surface is cut from
constexpr int kSmoothing = 15;                    // iterations of the windowed sinc
constexpr double kPassBand = 0.05;

int reduction(const volume::Extent& extent, std::int64_t mostVoxels, std::int64_t mostSide) {
  int factor = 1;
  while (extent.voxels() / (static_cast<std::int64_t>(factor) * factor * factor) > mostVoxels ||
         std::max({extent.x, extent.y, extent.z}) / factor > mostSide)
    ++factor;
  return factor;
}

VolumePtr reduced(const VolumePtr& volume, int factor) {
  return factor == 1 && volume->channels == 1 ? volume
                                              : std::make_shared<const volume::Volume>(shrink(*volume, factor));
}

vtkSmartPointer<vtkActor> surfaceActor(vtkPolyData* mesh, vtkMatrix4x4* worldFromImage, const QColor& colour) {
  vtkNew<vtkWindowedSincPolyDataFilter> smooth;
  smooth->SetInputData(mesh);
  smooth->SetNumberOfIterations(kSmoothing);
  smooth->SetPassBand(kPassBand);
  smooth->BoundarySmoothingOff();
  smooth->FeatureEdgeSmoothingOff();
  smooth->NonManifoldSmoothingOn();
  smooth->NormalizeCoordinatesOn();
  vtkNew<vtkPolyDataNormals> normals;
  normals->SetInputConnection(smooth->GetOutputPort());
  normals->SplittingOff();
  normals->ConsistencyOff();
  normals->Update();
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(normals->GetOutput());
  mapper->ScalarVisibilityOff();  // label numbers as uchar would be taken for colours
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->SetUserMatrix(worldFromImage);
  actor->GetProperty()->SetColor(colour.redF(), colour.greenF(), colour.blueF());
  actor->GetProperty()->SetAmbient(0.15);
  actor->GetProperty()->SetDiffuse(0.85);
  actor->GetProperty()->SetSpecular(0.2);
  actor->GetProperty()->SetSpecularPower(20);
  return actor;
}

}  // namespace

struct VolumeScene::Parts {
  vtkNew<vtkGenericOpenGLRenderWindow> window;
  vtkNew<vtkRenderer> renderer;
  vtkSmartPointer<vtkVolumeMapper> mapper;
  vtkNew<vtkVolume> volume;
  std::vector<std::pair<int, vtkSmartPointer<vtkActor>>> labels;  // by label number
  vtkSmartPointer<vtkActor> body;
  SceneContent content;
  SceneLook look;
  VolumePtr drawn;  // what the mapper reads; kept alive here
  VolumePtr previousImage, previousLabels;
  int factor = 1;
  bool software = true, volumeStale = true, bodyStale = true;
  volume::Vec3 middle{};
  double radius = 100;
  std::function<void()> makeCurrent;
  std::function<bool()> isCurrent, cancelled;

  void observe();
  void placeCamera(const Camera& camera);
  void buildLabels();
  void colourLabels();
  void buildBody();
  void buildVolume();
  void applyPreset();
  void setQuality(bool coarse);
  QImage readBack(const QSize& pixels);
};

void VolumeScene::Parts::observe() {
  const auto add = [&](unsigned long event, void (*run)(vtkObject*, unsigned long, void*, void*)) {
    vtkNew<vtkCallbackCommand> command;
    command->SetClientData(this);
    command->SetCallback(run);
    window->AddObserver(event, command);
  };
  add(vtkCommand::WindowMakeCurrentEvent, [](vtkObject*, unsigned long, void* self, void*) {
    auto* parts = static_cast<Parts*>(self);
    if (!parts->isCurrent()) parts->makeCurrent();
  });
  add(vtkCommand::WindowIsCurrentEvent, [](vtkObject*, unsigned long, void* self, void* answer) {
    *static_cast<bool*>(answer) = static_cast<Parts*>(self)->isCurrent();
  });
  add(vtkCommand::WindowSupportsOpenGLEvent,
      [](vtkObject*, unsigned long, void*, void* answer) { *static_cast<int*>(answer) = 1; });
  add(vtkCommand::AbortCheckEvent, [](vtkObject* caller, unsigned long, void* self, void*) {
    auto* parts = static_cast<Parts*>(self);
    if (parts->cancelled && parts->cancelled()) static_cast<vtkRenderWindow*>(caller)->SetAbortRender(1);
  });
}

VolumeScene::VolumeScene(bool softwareGl, std::function<void()> makeCurrent, std::function<bool()> isCurrent)
    : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.software = softwareGl;
  p.makeCurrent = std::move(makeCurrent);
  p.isCurrent = std::move(isCurrent);
  p.observe();
  p.window->SetReadyForRendering(true);
  p.window->SetMultiSamples(0);
  p.window->SetFrameBlitModeToNoBlit();
  p.window->SetMapped(1);
  p.window->OpenGLInit();
  p.window->AddRenderer(p.renderer);
  p.renderer->SetBackground(0, 0, 0);
  if (softwareGl) {
    vtkNew<vtkFixedPointVolumeRayCastMapper> mapper;
    mapper->AutoAdjustSampleDistancesOff();
    p.mapper = mapper;
  } else {
    vtkNew<vtkGPUVolumeRayCastMapper> mapper;
    mapper->AutoAdjustSampleDistancesOff();
    p.mapper = mapper;
  }
  p.volume->SetMapper(p.mapper);
  p.volume->VisibilityOff();
  p.renderer->AddViewProp(p.volume);
}

VolumeScene::~VolumeScene() {
  parts_->makeCurrent();
  parts_->renderer->RemoveAllViewProps();
  parts_->window->RemoveAllObservers();
  parts_->window->RemoveRenderer(parts_->renderer);
  parts_->window->Finalize();
}

void VolumeScene::setContent(const SceneContent& content) {
  Parts& p = *parts_;
  const bool newImage = content.image != p.previousImage;
  const bool newLabels = newImage || content.labels != p.previousLabels;
  p.content = content;
  p.previousImage = content.image;
  p.previousLabels = content.labels;
  if (newImage) {
    p.volumeStale = p.bodyStale = true;
    p.volume->VisibilityOff();
    if (p.body) p.renderer->RemoveActor(p.body);
    p.body = nullptr;
    p.mapper->SetInputDataObject(nullptr);
    p.drawn.reset();
    if (content.image) {
      const volume::Extent& e = content.image->extent;
      const volume::Vec3 far{static_cast<double>(e.x - 1), static_cast<double>(e.y - 1), static_cast<double>(e.z - 1)};
      const volume::Vec3 a = content.image->worldFromVoxel.apply({0, 0, 0}),
                         b = content.image->worldFromVoxel.apply(far);
      for (std::size_t i = 0; i < 3; ++i) p.middle[i] = (a[i] + b[i]) / 2;
      p.radius = std::max(1.0, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2);
    }
  }
  if (newLabels) p.buildLabels();
  p.colourLabels();
}

void VolumeScene::setLook(const SceneLook& look) {
  parts_->look = look;
  parts_->renderer->SetBackground(look.ground.redF(), look.ground.greenF(), look.ground.blueF());
}

void VolumeScene::Parts::buildLabels() {
  for (const auto& [label, actor] : labels) renderer->RemoveActor(actor);
  labels.clear();
  if (!content.labels || content.labels->extent.voxels() == 0) return;
  int most = 0;
  volume::withType(content.labels->type, [&](auto tag) {
    for (const auto value : content.labels->as<decltype(tag)>()) most = std::max(most, static_cast<int>(value));
  });
  const auto image = imageFromVolume(*content.labels);
  const auto matrix = matrixFromVolume(*content.labels);
  for (int label = 1; label <= std::min(most, 255); ++label) {
    vtkNew<vtkDiscreteFlyingEdges3D> edges;
    edges->SetInputData(image);
    edges->SetValue(0, label);
    edges->ComputeNormalsOff();
    edges->ComputeGradientsOff();
    edges->Update();
    if (edges->GetOutput()->GetNumberOfCells() == 0) continue;
    auto actor = surfaceActor(edges->GetOutput(), matrix, Qt::white);
    labels.emplace_back(label, actor);
    renderer->AddActor(actor);
  }
}

void VolumeScene::Parts::colourLabels() {
  for (const auto& [label, actor] : labels) {
    const auto colour = content.colours.find(label);
    actor->SetVisibility(colour != content.colours.end());
    if (colour != content.colours.end())
      actor->GetProperty()->SetColor(colour->second.redF(), colour->second.greenF(), colour->second.blueF());
  }
}

void VolumeScene::Parts::buildBody() {
  bodyStale = false;
  if (!content.image) return;
  const VolumePtr small = reduced(content.image, reduction(content.image->extent, kMostVoxels, kBodySide));
  const double scale = small->scale == 0 ? 1 : small->scale;
  vtkNew<vtkFlyingEdges3D> edges;
  edges->SetInputData(imageFromVolume(*small));
  edges->SetValue(0, (bodyThreshold(*small, content.hounsfield) - small->offset) / scale);
  edges->ComputeNormalsOff();
  edges->ComputeGradientsOff();
  edges->ComputeScalarsOff();
  edges->Update();
  if (edges->GetOutput()->GetNumberOfCells() == 0) return;
  body = surfaceActor(edges->GetOutput(), matrixFromVolume(*small), QColor::fromRgbF(0.86f, 0.79f, 0.74f));
  body->GetProperty()->BackfaceCullingOn();
  renderer->AddActor(body);
}

void VolumeScene::Parts::buildVolume() {
  volumeStale = false;
  if (!content.image) return;
  factor = reduction(content.image->extent, kMostVoxels, 1 << 20);
  drawn = reduced(content.image, factor);
  mapper->SetInputDataObject(imageFromVolume(*drawn));
  volume->SetUserMatrix(matrixFromVolume(*drawn));
}

void VolumeScene::Parts::applyPreset() {
  if (!drawn) return;
  const VolumePreset& preset = volumePreset(look.preset.c_str());
  const double scale = drawn->scale == 0 ? 1 : drawn->scale;
  vtkNew<vtkColorTransferFunction> colours;
  vtkNew<vtkPiecewiseFunction> opacity;
  for (const TransferPoint& point : realPoints(preset, content.statistics, look.shift)) {
    const double code = (point.value - drawn->offset) / scale;
    colours->AddRGBPoint(code, point.red, point.green, point.blue);
    opacity->AddPoint(code, point.opacity);
  }
  vtkVolumeProperty* property = volume->GetProperty();
  property->SetColor(colours);
  property->SetScalarOpacity(opacity);
  property->SetInterpolationTypeToLinear();
  property->SetShade(preset.shaded);
  // Ray casting on the CPU gives flat regions ambient light only; more of it keeps them from going black.
  property->SetAmbient(software ? std::max(preset.ambient, 0.4) : preset.ambient);
  property->SetDiffuse(preset.diffuse);
  property->SetSpecular(preset.specular);
  property->SetSpecularPower(preset.power);
  const volume::Vec3 spacing = drawn->worldFromVoxel.spacing();
  property->SetScalarOpacityUnitDistance(std::min({spacing[0], spacing[1], spacing[2]}) * 1.5);
  switch (preset.blend) {
    case Blend::Composite:
      mapper->SetBlendModeToComposite();
      break;
    case Blend::Maximum:
      mapper->SetBlendModeToMaximumIntensity();
      break;
    case Blend::Minimum:
      mapper->SetBlendModeToMinimumIntensity();
      break;
    case Blend::Average:
      mapper->SetBlendModeToAverageIntensity();
      break;
  }
}

void VolumeScene::Parts::setQuality(bool coarse) {
  if (!drawn) return;
  const volume::Vec3 spacing = drawn->worldFromVoxel.spacing();
  const double step = std::min({spacing[0], spacing[1], spacing[2]});
  if (auto* cpu = vtkFixedPointVolumeRayCastMapper::SafeDownCast(mapper)) {
    cpu->SetImageSampleDistance(coarse ? 4 : 1);
    cpu->SetSampleDistance(static_cast<float>(coarse ? 2 * step : step));
    cpu->SetInteractiveSampleDistance(static_cast<float>(2 * step));
    if (coarse) volume->GetProperty()->ShadeOff();
  } else if (auto* gpu = vtkGPUVolumeRayCastMapper::SafeDownCast(mapper)) {
    gpu->SetImageSampleDistance(coarse ? 2 : 1);
    gpu->SetSampleDistance(static_cast<float>(coarse ? 2 * step : step / 2));
  }
}

void VolumeScene::Parts::placeCamera(const Camera& camera) {
  vtkCamera* eye = renderer->GetActiveCamera();
  constexpr double kAngle = 30;  // degrees, vertical
  const double distance = radius / std::sin(kAngle / 2 * 3.14159265358979323846 / 180) * 0.68 / camera.zoom;
  const double height = 2 * radius / camera.zoom;  // millimetres a view height, about
  const volume::Vec3 right = camera.right();
  volume::Vec3 focus = middle;
  for (std::size_t i = 0; i < 3; ++i) focus[i] -= (right[i] * camera.panX + camera.up[i] * camera.panY) * height;
  eye->SetViewAngle(kAngle);
  eye->SetFocalPoint(focus.data());
  eye->SetPosition(focus[0] + camera.direction[0] * distance, focus[1] + camera.direction[1] * distance,
                   focus[2] + camera.direction[2] * distance);
  eye->SetViewUp(camera.up.data());
  renderer->ResetCameraClippingRange();
}

QImage VolumeScene::Parts::readBack(const QSize& pixels) {
  vtkNew<vtkUnsignedCharArray> rgba;
  if (window->GetRGBACharPixelData(0, 0, pixels.width() - 1, pixels.height() - 1, 0, rgba) == 0) return {};
  QImage image(pixels, QImage::Format_RGB32);
  if (image.isNull() || rgba->GetNumberOfTuples() < static_cast<vtkIdType>(pixels.width()) * pixels.height()) return {};
  const unsigned char* source = rgba->GetPointer(0);
  for (int y = 0; y < pixels.height(); ++y) {  // OpenGL's first row is the lowest
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(pixels.height() - 1 - y));
    for (int x = 0; x < pixels.width(); ++x, source += 4) line[x] = qRgb(source[0], source[1], source[2]);
  }
  return image;
}

SceneFrame VolumeScene::render(const Camera& camera, const QSize& pixels, bool coarse,
                               const std::function<bool()>& cancelled) {
  Parts& p = *parts_;
  const auto start = std::chrono::steady_clock::now();
  p.cancelled = cancelled;
  p.makeCurrent();
  const bool asVolume = p.look.mode == SolidMode::Volume;
  if (asVolume && p.volumeStale) p.buildVolume();
  if (!asVolume && p.bodyStale) p.buildBody();
  if (asVolume) p.applyPreset();
  p.setQuality(coarse);
  p.volume->SetVisibility(asVolume && p.drawn);
  if (p.body) {
    p.body->SetVisibility(!asVolume);
    p.body->GetProperty()->SetOpacity(p.labels.empty() ? 1.0 : p.look.bodyOpacity);
  }
  p.window->SetSize(pixels.width(), pixels.height());
  p.placeCamera(camera);
  p.window->SetAbortRender(0);
  p.window->Render();
  SceneFrame frame;
  frame.coarse = coarse && asVolume;
  frame.reduced = asVolume ? p.factor : 1;
  frame.surfaces = static_cast<int>(p.labels.size());
  if (!(cancelled && cancelled())) frame.image = p.readBack(pixels);
  p.cancelled = nullptr;
  frame.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return frame;
}

}  // namespace selvox::viewers
