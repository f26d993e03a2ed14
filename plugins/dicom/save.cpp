#include "plugins/dicom/save.h"

#include <vector>

#include "core/base/file.h"
#include "plugins/dicom/tags.h"
//
#include "dcmtk/dcmdata/dcostrmb.h"
#include "dcmtk/dcmdata/dcwcache.h"

namespace selvox::plugins::dicom {
namespace {

constexpr std::size_t kPiece = 1 << 18;

base::Status drain(DcmOutputBufferStream& stream, base::AtomicFile& target) {
  void* bytes = nullptr;
  offile_off_t length = 0;
  stream.flushBuffer(bytes, length);
  return length > 0 ? target.write(bytes, static_cast<std::size_t>(length)) : base::Status();
}

}  // namespace

base::Status saveDicom(DcmFileFormat& file, const std::filesystem::path& path) {
  SELVOX_TRY(auto target, base::AtomicFile::create(path));
  std::vector<char> piece(kPiece);
  DcmOutputBufferStream stream(piece.data(), static_cast<offile_off_t>(piece.size()));
  const E_TransferSyntax read = file.getDataset()->getOriginalXfer();
  const E_TransferSyntax syntax = read == EXS_Unknown ? EXS_LittleEndianExplicit : read;
  DcmWriteCache cache;
  file.transferInit();
  OFCondition state = EC_StreamNotifyClient;
  while (state == EC_StreamNotifyClient) {  // the piece is full
    state = file.write(stream, syntax, EET_UndefinedLength, &cache, EGL_withoutGL, EPD_withoutPadding, 0, 0, 0,
                       EWM_createNewMeta);
    if (state.good()) stream.flush();
    SELVOX_CHECK(drain(stream, target));
  }
  file.transferEnd();
  if (state.bad())
    return base::fail(base::ErrorCode::Unsupported,
                      "the file cannot be written in its own transfer syntax: " + std::string(state.text()));
  return target.commit();
}

}  // namespace selvox::plugins::dicom
