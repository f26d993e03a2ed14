#include "core/services/search_space.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/rng.h"

namespace selvox::services {

using base::Json;
using spec::ParamType;

namespace {

constexpr const char* kBudget[] = {"train.steps", "train.max_minutes", "seed"};
constexpr std::uint64_t kRedraws = 100;

bool isNumber(const spec::Param& param) {
  return param.type == ParamType::Int || param.type == ParamType::Float;
}

tl::unexpected<base::Error> refuse(const std::string& word, const std::string& why) {
  return base::fail(base::ErrorCode::InvalidArgument, "--over " + word + ": " + why);
}

tl::unexpected<base::Error> unknownField(const spec::ParamSchema& schema, const std::string& word,
                                         const std::string& name) {
  std::string known;
  for (const auto& param : schema.params) known += (known.empty() ? "" : ", ") + param.name;
  return refuse(word, "there is no setting '" + name + "'. Known: " + known + ".");
}

base::Result<Dimension> ofSchema(const spec::Param& param, const std::string& word) {
  Dimension made;
  made.name = param.name;
  if (param.type == ParamType::Bool) made.values = {false, true};
  for (const auto& choice : param.choices) made.values.emplace_back(choice);
  if (!made.values.empty()) return made;
  if (!isNumber(param) || !param.minimum || !param.maximum)
    return refuse(word, "its schema names no range to draw from. Give values, " + param.name + "=A,B" +
                            (isNumber(param) ? ", or a range, " + param.name + "=LOW..HIGH." : "."));
  made.low = *param.minimum;
  made.high = *param.maximum;
  made.whole = param.type == ParamType::Int;
  made.logarithmic = param.logarithmic && made.low > 0;
  return made;
}

base::Result<Dimension> rangeOf(const spec::Param& param, const std::string& word, std::string text) {
  Dimension made;
  made.name = param.name;
  made.whole = param.type == ParamType::Int;
  made.logarithmic = param.logarithmic;
  if (const auto colon = text.rfind(':'); colon != std::string::npos) {
    const auto scale = text.substr(colon + 1);
    if (scale != "log" && scale != "linear") return refuse(word, "behind the colon stands log or linear.");
    made.logarithmic = scale == "log";
    text.resize(colon);
  }
  const auto dots = text.find("..");
  SELVOX_TRY(const auto low, spec::parseValue(param, text.substr(0, dots)));
  SELVOX_TRY(const auto high, spec::parseValue(param, text.substr(dots + 2)));
  if (!low.is_number() || !high.is_number() || low >= high)
    return refuse(word, "a range goes from a lower to a higher number, LOW..HIGH.");
  made.low = low.get<double>();
  made.high = high.get<double>();
  if (made.logarithmic && made.low <= 0)
    return refuse(word, "a logarithmic range begins above 0. Begin higher, or add :linear.");
  return made;
}

base::Result<Dimension> listOf(const spec::Param& param, const std::string& text) {
  Dimension made;
  made.name = param.name;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    SELVOX_TRY(auto value, spec::parseValue(param, std::string_view(text).substr(begin, end - begin)));
    if (std::find(made.values.begin(), made.values.end(), value) == made.values.end())
      made.values.push_back(std::move(value));
    begin = end + 1;
  }
  return made;
}

// Four significant digits: a value that a person can write down.
double readable(double value, const Dimension& range) {
  if (value == 0) return 0;
  const int digits = 3 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  const double power = std::pow(10.0, std::abs(digits));  // divided by, where it is exact and its inverse is not
  const double rounded4 = digits >= 0 ? std::round(value * power) / power : std::round(value / power) * power;
  return std::clamp(rounded4, range.low, range.high);
}

Json drawnFrom(const Dimension& dimension, base::Rng& rng) {
  if (!dimension.values.empty()) return dimension.values[rng.below(dimension.values.size())];
  const double u = rng.uniform();
  if (dimension.whole && !dimension.logarithmic)
    return std::min(static_cast<std::int64_t>(dimension.low + std::floor(u * (dimension.high - dimension.low + 1))),
                    static_cast<std::int64_t>(dimension.high));
  const double value = dimension.logarithmic ? dimension.low * std::pow(dimension.high / dimension.low, u)
                                             : dimension.low + u * (dimension.high - dimension.low);
  if (dimension.whole)
    return std::clamp(static_cast<std::int64_t>(std::llround(value)), static_cast<std::int64_t>(dimension.low),
                      static_cast<std::int64_t>(dimension.high));
  return readable(value, dimension);
}

}  // namespace

base::Result<std::vector<Dimension>> searchSpace(const spec::ParamSchema& schema,
                                                 const std::vector<std::string>& words) {
  std::vector<Dimension> space;
  for (const auto& word : words) {
    const auto equals = word.find('=');
    const auto name = word.substr(0, equals);
    if (std::find(std::begin(kBudget), std::end(kBudget), name) != std::end(kBudget))
      return refuse(word, "the search sets it itself (--steps, --seed). Search over something else.");
    const auto* param = schema.find(name);
    if (!param) return unknownField(schema, word, name);
    if (std::any_of(space.begin(), space.end(), [&](const auto& one) { return one.name == name; }))
      return refuse(word, "this setting is given twice.");
    const auto text = equals == std::string::npos ? std::string() : word.substr(equals + 1);
    auto made = equals == std::string::npos                                ? ofSchema(*param, word)
                : isNumber(*param) && text.find("..") != std::string::npos ? rangeOf(*param, word, text)
                                                                           : listOf(*param, text);
    if (!made) return tl::unexpected(made.error());
    space.push_back(std::move(*made));
  }
  std::sort(space.begin(), space.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return space;
}

std::vector<Json> drawTrials(const std::vector<Dimension>& space, std::size_t trials, std::uint64_t seed) {
  std::vector<Json> drawn{Json::object()};
  std::set<std::string> known;
  for (std::uint64_t trial = 1; drawn.size() < trials; ++trial) {
    bool fresh = false;
    for (std::uint64_t attempt = 0; attempt < kRedraws && !fresh; ++attempt) {
      base::Rng rng(seed, base::Purpose::Sample, attempt, trial);
      Json settings = Json::object();
      for (const auto& dimension : space) settings[dimension.name] = drawnFrom(dimension, rng);
      fresh = known.insert(base::dumpJson(settings)).second;
      if (fresh) drawn.push_back(std::move(settings));
    }
    if (!fresh) break;
  }
  return drawn;
}

}  // namespace selvox::services
