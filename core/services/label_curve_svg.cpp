// The picture of a label-fraction curve.

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"
#include "core/services/label_curve.h"

namespace selvox::services {

using base::Json;

namespace {

constexpr double kWidth = 720, kHeight = 440, kLeft = 64, kRight = 190, kTop = 24, kBottom = 52;
// Okabe and Ito's colours, told apart by colour-blind readers too.
constexpr std::array kColours = {"#555555", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"};

std::string number(double value) {
  return base::toText(std::round(value * 100) / 100);
}

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '&')
      safe += "&amp;";
    else if (c == '<')
      safe += "&lt;";
    else if (c == '"')
      safe += "&quot;";
    else
      safe += c;
  }
  return safe;
}

struct Axes {
  double least = 1, most = 1, low = 0, high = 1;
  [[nodiscard]] double x(double labelled) const {
    const double share = most > least ? std::log(labelled / least) / std::log(most / least) : 0.5;
    return kLeft + share * (kWidth - kLeft - kRight);
  }
  [[nodiscard]] double y(double value) const {
    return kTop + (high - value) / (high - low) * (kHeight - kTop - kBottom);
  }
};

Axes axesOf(const Json& document) {
  Axes axes{1e18, 0, 1, 0};
  for (const auto& arm : document["arms"])
    for (const auto& point : arm["points"]) {
      axes.least = std::min(axes.least, point["labelled"].get<double>());
      axes.most = std::max(axes.most, point["labelled"].get<double>());
      axes.low = std::min(axes.low, point["value"]["low"].get<double>());
      axes.high = std::max(axes.high, point["value"]["high"].get<double>());
    }
  axes.low = std::floor(axes.low * 10) / 10;
  axes.high = std::max(std::ceil(axes.high * 10) / 10, axes.low + 0.1);
  return axes;
}

std::string text(double x, double y, const char* anchor, const std::string& words, const char* colour = "#333333") {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\" fill=\"" + colour +
         "\">" + escaped(words) + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, const char* colour, const char* width) {
  return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) +
         "\" stroke=\"" + colour + "\" stroke-width=\"" + width + "\"/>\n";
}

std::string grid(const Axes& axes, const Json& document) {
  std::string svg;
  const int steps = static_cast<int>(std::lround((axes.high - axes.low) * 10));
  for (int i = 0; i <= steps; ++i) {
    const double value = axes.low + i * 0.1;
    svg += line(kLeft, axes.y(value), kWidth - kRight, axes.y(value), "#dddddd", "1");
    svg += text(kLeft - 8, axes.y(value) + 4, "end", number(value));
  }
  std::vector<double> counts;
  for (const auto& arm : document["arms"])
    for (const auto& point : arm["points"]) counts.push_back(point["labelled"].get<double>());
  std::sort(counts.begin(), counts.end());
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
  for (const double count : counts) svg += text(axes.x(count), kHeight - kBottom + 20, "middle", number(count));
  svg += text((kLeft + kWidth - kRight) / 2, kHeight - 10, "middle", "labelled cases");
  return svg + text(kLeft, 14, "start",
                    (document["metric"] == "dice" ? "Dice, " : "accuracy, ") + document["split"].get<std::string>() +
                        " cases, with 95% intervals");
}

}  // namespace

std::string curveSvg(const Json& document) {
  const Axes axes = axesOf(document);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(kWidth) + "\" height=\"" +
                    number(kHeight) + "\" font-family=\"sans-serif\" font-size=\"13\">\n" +
                    "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + grid(axes, document);
  std::size_t drawn = 0;
  double lastLabel = -1e9;
  std::vector<std::pair<double, std::string>> names;  // height at the right end, arm
  for (const auto& arm : document["arms"]) {
    const char* colour = kColours[drawn % kColours.size()];
    const double aside = (static_cast<double>(drawn) - static_cast<double>(document["arms"].size() - 1) / 2) * 5;
    std::string path;
    for (const auto& point : arm["points"]) {
      const auto& value = point["value"];
      const double x = axes.x(point["labelled"].get<double>()) + aside, y = axes.y(value["mean"].get<double>());
      path += (path.empty() ? "M" : " L") + number(x) + " " + number(y);
      svg += line(x, axes.y(value["low"].get<double>()), x, axes.y(value["high"].get<double>()), colour, "1.5");
      svg += "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"3.5\" fill=\"" + colour + "\"/>\n";
    }
    svg += "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + std::string(colour) + "\" stroke-width=\"2\"/>\n";
    names.emplace_back(axes.y(arm["points"].back()["value"]["mean"].get<double>()),
                       text(kWidth - kRight + 16, 0, "start", arm["arm"].get<std::string>(), colour));
    ++drawn;
  }
  std::sort(names.begin(), names.end());
  for (const auto& [height, words] : names) {  // below each other where the lines end close together
    lastLabel = std::max(height + 4, lastLabel + 16);
    std::string placed = words;
    placed.replace(placed.find("y=\"0\""), 5, "y=\"" + number(lastLabel) + "\"");
    svg += placed;
  }
  return svg + "</svg>\n";
}

}  // namespace selvox::services
