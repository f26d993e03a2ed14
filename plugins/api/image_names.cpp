#include "plugins/api/image_names.h"

#include "core/base/file.h"

namespace selvox::plugins {
namespace {

struct Ending {
  const char* text;
  const char* format;
};

constexpr Ending kEndings[] = {{".nii.gz", "NIfTI"}, {".nii", "NIfTI"},     {".seg.nrrd", "NRRD"}, {".nrrd", "NRRD"},
                               {".nhdr", "NRRD"},    {".mha", "MetaImage"}, {".mhd", "MetaImage"}, {".png", "PNG"},
                               {".jpg", "JPEG"},     {".jpeg", "JPEG"},     {".tif", "TIFF"},      {".tiff", "TIFF"},
                               {".bmp", "BMP"}};

const Ending* endingOf(const std::string& name) {
  std::string low = name;
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const Ending& ending : kEndings)
    if (low.ends_with(ending.text) && low.size() > std::string_view(ending.text).size()) return &ending;
  return nullptr;
}

}  // namespace

std::string imageStem(const std::filesystem::path& file) {
  const std::string name = base::utf8(file.filename());
  const Ending* ending = endingOf(name);
  return ending == nullptr ? std::string() : name.substr(0, name.size() - std::string_view(ending->text).size());
}

std::string imageFormat(const std::filesystem::path& file) {
  const Ending* ending = endingOf(base::utf8(file.filename()));
  return ending == nullptr ? "" : ending->format;
}

ImageReader readerByFormat(std::vector<FormatReader> readers) {
  return
      [readers = std::move(readers)](const std::filesystem::path& file) -> base::Result<std::vector<volume::Volume>> {
        const std::string format = imageFormat(file);
        for (const FormatReader& reader : readers)
          if (reader.format == format) return reader.read(file);
        return base::fail(base::ErrorCode::Unsupported, "its format is not read inside a dataset of this layout");
      };
}

}  // namespace selvox::plugins
