#include "core/learn/architectures/params.h"

#include <utility>

namespace selvox::learn::architectures {
namespace {

spec::Param row(const char* name, spec::ParamType type, base::Json value, const Words& words) {
  spec::Param p;
  p.name = name;
  p.type = type;
  p.defaultValue = std::move(value);
  p.unit = words.unit;
  p.help = words.help;
  p.citation = words.citation;
  return p;
}

}  // namespace

spec::Param wholeParam(const char* name, base::Json value, double low, double high, const Words& words) {
  spec::Param p = row(name, spec::ParamType::Int, std::move(value), words);
  p.minimum = low, p.maximum = high;
  return p;
}

spec::Param choiceParam(const char* name, const char* value, std::vector<std::string> choices, const Words& words) {
  spec::Param p = row(name, spec::ParamType::Choice, value, words);
  p.choices = std::move(choices);
  return p;
}

spec::Param switchParam(const char* name, bool value, const Words& words) {
  return row(name, spec::ParamType::Bool, value, words);
}

spec::Param rare(spec::Param p) {
  p.advanced = true;
  return p;
}

spec::Param skipsParam() {
  return rare(switchParam(
      "skips", true,
      {"",
       "The decoder sees the encoder's finer levels as well. Off: everything passes the coarsest one, as autoencoders "
       "need; outputs lose detail.",
       "Ronneberger et al., U-Net, MICCAI 2015"}));
}

std::vector<spec::Param> decoderParams() {
  return {rare(switchParam("deep_supervision", true,
                           {"",
                            "Where a decoder is put on this encoder (segmentation): a loss at every resolution of the "
                            "decoder.",
                            "Isensee et al., Nature Methods 2021"})),
          skipsParam()};
}

}  // namespace selvox::learn::architectures
