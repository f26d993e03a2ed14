#include "ui/theme/icons.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme/theme.h"

// Resources in a static library must be named by someone who is linked; the macro wants the global namespace.
static void selvoxInitIcons() {
  Q_INIT_RESOURCE(selvox_icons);
}

namespace selvox::ui {
namespace {

QString pathOf(const QString& name) {
  static const bool once = [] {
    selvoxInitIcons();
    return true;
  }();
  Q_UNUSED(once);
  return ":/selvox/icons/" + name + ".svg";
}

QPixmap render(const QString& name, const QSize& size, const QColor& colour, qreal ratio) {
  const QString key = QString("selvox-icon/%1/%2x%3@%4/%5")
                          .arg(name)
                          .arg(size.width())
                          .arg(size.height())
                          .arg(ratio)
                          .arg(colour.rgba());
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap)) return pixmap;
  QFile file(pathOf(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QByteArray svg = file.readAll();
  svg.replace("currentColor", colour.name().toLatin1());
  QSvgRenderer renderer(svg);
  renderer.setAspectRatioMode(Qt::KeepAspectRatio);
  pixmap = QPixmap(QSize(qRound(size.width() * ratio), qRound(size.height() * ratio)));
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  renderer.render(&painter);
  painter.end();
  pixmap.setDevicePixelRatio(ratio);
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

class Engine : public QIconEngine {
 public:
  Engine(QString name, Token role, QString checkedName, Token checkedRole)
      : name_(std::move(name)), checkedName_(std::move(checkedName)), role_(role), checkedRole_(checkedRole) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const qreal ratio = painter->device() != nullptr ? painter->device()->devicePixelRatio() : 1.0;
    painter->drawPixmap(rect, draw(rect.size(), mode, state, ratio));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return draw(size, mode, state, 1.0);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
    // Qt 6.4 hands the size in device pixels; it sets the ratio of the answer itself.
    Q_UNUSED(scale);
    return draw(size, mode, state, 1.0);
  }
  QIconEngine* clone() const override { return new Engine(*this); }
  QString key() const override { return "selvox"; }

 private:
  QPixmap draw(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal ratio) const {
    const bool checked = state == QIcon::On && !checkedName_.isEmpty();
    const Token role = mode == QIcon::Disabled ? Token::Text3 : checked ? checkedRole_ : role_;
    return render(checked ? checkedName_ : name_, size, Theme::color(role), ratio);
  }
  QString name_, checkedName_;
  Token role_, checkedRole_;
};

}  // namespace

QIcon icon(const QString& name, Token role, const QString& checkedName, Token checkedRole) {
  return QIcon(new Engine(name, role, checkedName, checkedRole));
}

QPixmap iconPixmap(const QString& name, int size, Token role, qreal devicePixelRatio) {
  return render(name, QSize(size, size), Theme::color(role), devicePixelRatio);
}

bool hasIcon(const QString& name) {
  return QFile::exists(pathOf(name));
}

QString iconLicence() {
  QFile file(pathOf("x").replace("icons/x.svg", "icons-licence.txt"));
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}  // namespace selvox::ui
