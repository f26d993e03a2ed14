// The table of methods, in the order people see. NAME here is a function NAMEInfo() in the method's own file.

#include "core/learn/methods/combined.h"
#include "core/learn/methods/method.h"

#define SELVOX_METHODS(X) \
  X(exemplar)             \
  X(jigsaw)               \
  X(relativePatch)        \
  X(rotation)             \
  X(rubiksCube)           \
  X(sliceOrder)           \
  X(slicePosition)        \
  X(autoencoder)          \
  X(vae)                  \
  X(superResolution)      \
  X(lowLight)             \
  X(artifactCorrection)   \
  X(modelsGenesis)        \
  X(mae)                  \
  X(simmim)               \
  X(volumeFusion)         \
  X(diffusion)            \
  X(gan)                  \
  X(spark)                \
  X(autoregressive)       \
  X(crossModality)        \
  X(crossModalityLabels)  \
  X(simclr)               \
  X(mocoV2)               \
  X(mocoV3)               \
  X(regionContrast)       \
  X(patientContrast)      \
  X(voco)                 \
  X(deepclusterV2)        \
  X(swav)                 \
  X(byol)                 \
  X(dino)                 \
  X(dinov2)               \
  X(simsiam)              \
  X(pgl)                  \
  X(pcrl)                 \
  X(vicreg)               \
  X(barlowTwins)          \
  X(wMse)                 \
  X(scratch)              \
  X(randomFrozen)         \
  X(noop)                 \
  X(diverge)              \
  X(slow)

namespace selvox::learn::methods {

#define SELVOX_DECLARE(name) MethodInfo name##Info();
SELVOX_METHODS(SELVOX_DECLARE)
#undef SELVOX_DECLARE

const std::vector<MethodInfo>& builtin() {
#define SELVOX_ENTRY(name) name##Info(),
  static const std::vector<MethodInfo> table{SELVOX_METHODS(SELVOX_ENTRY)};
#undef SELVOX_ENTRY
  return table;
}

base::Result<const MethodInfo*> find(std::string_view id) {
  if (id.find('+') != std::string_view::npos) return findCombination(id);
  std::string known;
  for (const MethodInfo& info : builtin()) {
    if (info.id == id) return &info;
    if (info.family != "test") known += (known.empty() ? "" : ", ") + info.id;
  }
  return base::fail(base::ErrorCode::NotFound,
                    "No method is called \"" + std::string(id) + "\". Known: " + known + ".");
}

}  // namespace selvox::learn::methods
