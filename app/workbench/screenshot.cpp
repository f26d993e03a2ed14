#include "app/workbench/screenshot.h"

#include <chrono>
#include <cstdio>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPixmap>

#include "ui/async.h"
#include "ui/shell/main_window.h"

namespace selvox::workbench {
namespace {

using namespace std::chrono_literals;
constexpr auto kLook = 50ms;
constexpr int kQuietLooks = 4;            // in a row, so that what an answer starts is waited for too
constexpr qint64 kLongestWait = 120'000;  // ms; a page that never settles is still painted, and said so

}  // namespace

Screenshot::Screenshot(ui::MainWindow& window, QString file, QObject* parent)
    : QObject(parent), window_(window), file_(std::move(file)), timer_(this) {
  since_.start();
  timer_.setInterval(kLook);
  connect(&timer_, &QTimer::timeout, this, &Screenshot::look);
  timer_.start();
}

void Screenshot::look() {
  quiet_ = window_.ready() ? quiet_ + 1 : 0;
  const bool late = since_.elapsed() > kLongestWait;
  if (late) std::fputs("selvox-workbench: the page is still loading; it is painted as it is.\n", stderr);
  if (quiet_ >= kQuietLooks || late) save();
}

void Screenshot::save() {
  timer_.stop();
  QDir().mkpath(QFileInfo(file_).absolutePath());
  const bool saved = window_.grab().save(file_, "PNG");
  if (!saved) std::fprintf(stderr, "selvox-workbench: %s cannot be written.\n", qPrintable(file_));
  QCoreApplication::exit(saved ? 0 : 1);
}

}  // namespace selvox::workbench
