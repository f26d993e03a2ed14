#include "core/base/json.h"

#include "core/base/file.h"
#include "core/base/text.h"

namespace selvox::base {
namespace {

constexpr int kDeepest = 64;
constexpr std::uint64_t kLargest = 256ull << 20;

// Position of the bracket that opens level kDeepest + 1, or npos. Runs before the parser so that depth costs nothing.
std::size_t tooDeepAt(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return i;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return std::string_view::npos;
}

class Dumper {
 public:
  explicit Dumper(int indent) : indent_(indent) {}
  void dump(const Json& value, int level) {
    if (value.is_object() && !value.empty()) {
      text += '{';
      bool first = true;
      for (const auto& [key, item] : value.items()) {
        separate(first, level + 1);
        text += quote(Json(key));
        text += indent_ < 0 ? ":" : ": ";
        dump(item, level + 1);
      }
      close('}', level);
    } else if (value.is_array() && !value.empty()) {
      const bool flat = indent_ >= 0 && isFlat(value);
      text += '[';
      bool first = true;
      for (const auto& item : value) {
        if (flat)
          text += first ? "" : ", ";
        else
          separate(first, level + 1);
        first = false;
        dump(item, level + 1);
      }
      flat ? void(text += ']') : close(']', level);
    } else if (value.is_number_float()) {
      const double number = value.get<double>();
      text += number - number == 0 ? toText(number) : "null";
    } else {
      text += quote(value);
    }
  }
  std::string text;

 private:
  static std::string quote(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }
  static bool isFlat(const Json& array) {
    for (const auto& item : array) {
      if (item.is_structured()) return false;
    }
    return true;
  }
  void separate(bool& first, int level) {
    if (!first) text += ',';
    first = false;
    newLine(level);
  }
  void close(char bracket, int level) {
    newLine(level);
    text += bracket;
  }
  void newLine(int level) {
    if (indent_ < 0) return;
    text += '\n';
    text.append(static_cast<std::size_t>(indent_ * level), ' ');
  }
  int indent_;
};

}  // namespace

Result<Json> parseJson(std::string_view text, std::string_view what) {
  if (const std::size_t deep = tooDeepAt(text); deep != std::string_view::npos) {
    return fail(ErrorCode::Corrupt, std::string(what) + " is nested deeper than " + std::to_string(kDeepest) +
                                        " levels at byte " + std::to_string(deep + 1) + ".");
  }
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const nlohmann::json::parse_error& error) {
    return fail(ErrorCode::Corrupt,
                std::string(what) + " is not valid JSON at byte " + std::to_string(error.byte) + ".", error.what());
  } catch (const nlohmann::json::exception& error) {
    return fail(ErrorCode::Corrupt, std::string(what) + " is not valid JSON.", error.what());
  }
}

Result<Json> readJson(const std::filesystem::path& path) {
  SELVOX_TRY(const std::string text, readFile(path, kLargest));
  return parseJson(text, utf8(path));
}

std::string dumpJson(const Json& value, int indent) {
  Dumper dumper(indent);
  dumper.dump(value, 0);
  return std::move(dumper.text);
}

Status writeJson(const std::filesystem::path& path, const Json& value) {
  return writeFile(path, dumpJson(value, 2) + "\n");
}

}  // namespace selvox::base
