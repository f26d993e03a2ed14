#pragma once
// Strokes of SelvoxStyle, shared by its parts and by widgets that paint themselves.

#include <QPainter>
#include <QStyleOption>

#include "ui/theme/theme.h"

namespace selvox::ui::paint {

// Filled round rectangle with a crisp border of `width` pixels inside `rect`; transparent colours are left out.
void box(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& border, qreal radius,
         qreal width = 1.0);
// Two pixels of accent around the control, one pixel inside its edge.
void focusRing(QPainter* painter, const QRect& rect, qreal radius);
void chevron(QPainter* painter, const QRect& rect, Qt::ArrowType direction, const QColor& colour);
void tick(QPainter* painter, const QRect& rect, const QColor& colour);

void button(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget);
void buttonLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget);
void toolButton(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget);
void checkBox(const QStyleOption* option, QPainter* painter);
void radioButton(const QStyleOption* option, QPainter* painter);
void field(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void comboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget);
void spinBox(const QStyleOptionSpinBox* option, QPainter* painter, const QWidget* widget);
void scrollBar(const QStyleOptionSlider* option, const QRect& handle, QPainter* painter);
void slider(const QStyleOptionSlider* option, const QRect& groove, const QRect& handle, QPainter* painter);
void tab(const QStyleOptionTab* option, QPainter* painter);
void headerSection(const QStyleOptionHeader* option, QPainter* painter);
void progress(const QStyleOptionProgressBar* option, QPainter* painter);

}  // namespace selvox::ui::paint
