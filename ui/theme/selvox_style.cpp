#include "ui/theme/selvox_style.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QSplitterHandle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include "ui/theme/style_paint.h"

namespace selvox::ui {

namespace {

bool isTable(const QWidget* widget) {
  const auto* tree = qobject_cast<const QTreeView*>(widget);
  return qobject_cast<const QTableView*>(widget) != nullptr || (tree != nullptr && !tree->isHeaderHidden());
}

// A table in a narrow pane, whose cells stand closer.
bool isDense(const QWidget* widget) {
  return widget != nullptr && widget->property("dense").toBool();
}

}  // namespace

SelvoxStyle::SelvoxStyle() : QProxyStyle(QStyleFactory::create("Fusion")) {}

void SelvoxStyle::polish(QWidget* widget) {
  QProxyStyle::polish(widget);
  if (qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr ||
      qobject_cast<QTabBar*>(widget) != nullptr || qobject_cast<QSplitterHandle*>(widget) != nullptr)
    widget->setAttribute(Qt::WA_Hover);
}

void SelvoxStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
  switch (element) {
    case PE_PanelLineEdit: {
      const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
      if (frame != nullptr && frame->lineWidth > 0) paint::field(option, painter, widget);
      return;
    }
    case PE_FrameLineEdit:
      return;  // drawn with the panel
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
      paint::checkBox(option, painter);
      return;
    case PE_IndicatorRadioButton:
      paint::radioButton(option, painter);
      return;
    case PE_PanelButtonTool: {
      if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option); tool != nullptr) {
        paint::toolButton(tool, painter, widget);
        return;
      }
      break;
    }
    case PE_FrameFocusRect: {
      if (qobject_cast<const QAbstractItemView*>(widget) != nullptr || qobject_cast<const QTabBar*>(widget) != nullptr)
        return;
      if (option->state.testFlag(State_KeyboardFocusChange)) paint::focusRing(painter, option->rect, kRadiusChip);
      return;
    }
    case PE_Frame: {
      if (widget != nullptr && widget->property("kind") == "field") {
        paint::field(option, painter, widget);
        return;
      }
      painter->save();
      painter->setPen(Theme::color(Token::Divider));
      painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
      painter->restore();
      return;
    }
    case PE_PanelScrollAreaCorner:
      return;
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
      return;
    case PE_IndicatorBranch: {
      if (!option->state.testFlag(State_Children)) return;
      const bool open = option->state.testFlag(State_Open);
      const auto closed = option->direction == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow;
      paint::chevron(painter, option->rect, open ? Qt::DownArrow : closed, Theme::color(Token::Text2));
      return;
    }
    default:
      break;
  }
  QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void SelvoxStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
  switch (element) {
    case CE_PushButtonBevel:
      if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
        return paint::button(button, painter, widget);
      break;
    case CE_PushButtonLabel:
      if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
        return paint::buttonLabel(button, painter, widget);
      break;
    case CE_TabBarTabShape:
      if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) return paint::tab(tab, painter);
      break;
    case CE_TabBarTabLabel:
      if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
        QStyleOptionTab copy(*tab);
        const bool selected = tab->state.testFlag(State_Selected);
        copy.palette.setColor(QPalette::WindowText, Theme::color(!tab->state.testFlag(State_Enabled) ? Token::Text3
                                                                 : selected                          ? Token::Accent
                                                                                                     : Token::Text));
        painter->save();
        QFont font = painter->font();
        font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(copy.palette.color(QPalette::WindowText));
        painter->drawText(
            tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic,
            painter->fontMetrics().elidedText(tab->text, Qt::ElideRight, tab->rect.width() - 8, Qt::TextShowMnemonic));
        painter->restore();
        return;
      }
      break;
    case CE_HeaderLabel: {
      painter->save();
      QFont bold = Theme::font(FontRole::Table);
      bold.setWeight(QFont::DemiBold);
      painter->setFont(bold);
      if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
        QStyleOptionHeader label(*header);
        label.text = painter->fontMetrics().elidedText(header->text, Qt::ElideRight, header->rect.width());
        QProxyStyle::drawControl(element, &label, painter, widget);
      }
      painter->restore();
      return;
    }
    case CE_HeaderSection:
      if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
        return paint::headerSection(header, painter);
      break;
    case CE_HeaderEmptyArea:
      painter->fillRect(option->rect, Theme::color(Token::Sunken));
      painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                        Theme::color(Token::Divider));
      return;
    case CE_ProgressBarContents:
      return;  // drawn with its groove
    case CE_ProgressBar:
    case CE_ProgressBarGroove:
      if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
        return paint::progress(bar, painter);
      break;
    case CE_Splitter:
      painter->fillRect(option->rect,
                        Theme::color(option->state.testFlag(State_MouseOver) ? Token::Accent : Token::Divider));
      return;
    default:
      break;
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void SelvoxStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const {
  switch (control) {
    case CC_ComboBox:
      if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
        return paint::comboBox(combo, painter, widget);
      break;
    case CC_SpinBox:
      if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
        return paint::spinBox(spin, painter, widget);
      break;
    case CC_ScrollBar:
      if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
        return paint::scrollBar(bar, proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget),
                                painter);
      break;
    case CC_Slider:
      if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
        return paint::slider(slider, proxy()->subControlRect(CC_Slider, option, SC_SliderGroove, widget),
                             proxy()->subControlRect(CC_Slider, option, SC_SliderHandle, widget), painter);
      break;
    case CC_ToolButton:
      if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option)) {
        paint::toolButton(tool, painter, widget);
        QStyleOptionToolButton label(*tool);
        label.state &= ~(State_Sunken | State_HasFocus);
        if (!tool->state.testFlag(State_Enabled))
          label.palette.setColor(QPalette::ButtonText, Theme::color(Token::Text3));
        label.rect = tool->rect.adjusted(2, 2, -2, -2);
        QProxyStyle::drawControl(CE_ToolButtonLabel, &label, painter, widget);
        return;
      }
      break;
    default:
      break;
  }
  QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int SelvoxStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_SplitterWidth:
      return 1;
    case PM_ScrollBarExtent:
      return 12;
    case PM_ScrollBarSliderMin:
      return 28;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
      return 16;
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
      return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
      return 8;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
      return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
      return kIconSize;
    case PM_TabBarTabHSpace:
      return 28;
    case PM_TabBarTabVSpace:
      return 14;
    case PM_SliderLength:
      return 14;
    case PM_MenuButtonIndicator:
      return 16;
    case PM_FocusFrameHMargin:  // cells of a table keep as far from their edges as its head
      if (isTable(widget)) return (isDense(widget) ? kSpace1 : kSpace2) - 1;
      return QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ScrollView_ScrollBarSpacing:
      return 0;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int SelvoxStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* data) const {
  switch (hint) {
    case SH_Table_GridLineColor:
      return static_cast<int>(Theme::color(Token::Divider).rgba());
    case SH_ComboBox_Popup:
      return 0;
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
      return 0;
    case SH_ItemView_ShowDecorationSelected:
      return 1;
    case SH_Widget_Animation_Duration:
      return 0;
    case SH_ToolTip_WakeUpDelay:
      return 400;
    case SH_DialogButtonBox_ButtonsHaveIcons:
      return 0;
    default:
      return QProxyStyle::styleHint(hint, option, widget, data);
  }
}

QSize SelvoxStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const {
  QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
    case CT_PushButton: {
      const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
      const bool main = widget != nullptr && widget->property("size").toString() == "main";
      const bool compact = widget != nullptr && widget->property("size").toString() == "compact";
      const int height = main ? kMainHeight : compact ? kCompactHeight : kControlHeight;
      result.setHeight(std::max(height, size.height() + 8));
      if (button != nullptr) {
        // As wide in either weight: a name of digits and hyphens is narrower in bold.
        QFont font = widget != nullptr ? widget->font() : QFont();
        int text = QFontMetrics(font).size(Qt::TextShowMnemonic, button->text).width();
        font.setWeight(QFont::DemiBold);
        text = std::max(text, QFontMetrics(font).size(Qt::TextShowMnemonic, button->text).width());
        const int icon = button->icon.isNull() ? 0 : button->iconSize.width() + (button->text.isEmpty() ? 0 : 8);
        const int padding = widget != nullptr && widget->property("kind") == "link" ? 4 : 28;
        result.setWidth(text + icon + padding + (button->features.testFlag(QStyleOptionButton::HasMenu) ? 16 : 0));
        if (button->text.isEmpty()) result.setWidth(result.height());
      }
      return result;
    }
    case CT_HeaderSection:
      return {result.width() + 10, std::max(result.height(), kControlHeight)};
    case CT_LineEdit:
    case CT_SpinBox:
    case CT_ComboBox:
      result.setHeight(std::max(kControlHeight, result.height()));
      if (type == CT_ComboBox) result.rwidth() += 12;
      return result;
    case CT_ToolButton:
      return QSize(std::max(result.width(), kCompactHeight), std::max(result.height(), kCompactHeight));
    case CT_TabBarTab:
      if (widget != nullptr && widget->property("kind").toString() == "header") result.setHeight(kHeaderHeight);
      return result;
    case CT_MenuItem:
      return QSize(result.width() + 8, std::max(result.height(), kControlHeight));
    default:
      return result;
  }
}

QRect SelvoxStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
  const QRect rect = QProxyStyle::subElementRect(element, option, widget);
  if (element == SE_HeaderLabel) {
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
    const bool sorted = header != nullptr && header->sortIndicator != QStyleOptionHeader::None;
    constexpr int kArrow = 12;
    const int margin = isDense(widget != nullptr ? widget->parentWidget() : nullptr) ? kSpace1 : kSpace2;
    return visualRect(option->direction, option->rect,
                      option->rect.adjusted(margin, 0, -margin - (sorted ? kArrow : 0), 0));
  }
  if (element != SE_LineEditContents || qobject_cast<const QLineEdit*>(widget) == nullptr) return rect;
  // The editor inside a spin box or a combo box has its room already.
  const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
  return frame != nullptr && frame->lineWidth > 0 ? rect.adjusted(5, 0, -4, 0) : rect;
}

QRect SelvoxStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const {
  const QRect r = option->rect;
  if (control == CC_ScrollBar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine)) return {};
  if (control == CC_ScrollBar) {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (bar != nullptr) {
      const bool horizontal = bar->orientation == Qt::Horizontal;
      const int length = horizontal ? r.width() : r.height();
      const double range = static_cast<double>(bar->maximum) - bar->minimum;
      int thumb =
          range <= 0 ? length : static_cast<int>(static_cast<double>(bar->pageStep) * length / (range + bar->pageStep));
      thumb = std::clamp(thumb, std::min(28, length), length);
      const int start =
          sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
      if (part == SC_ScrollBarGroove) return r;
      const auto along = [&](int from, int size) {
        return horizontal ? QRect(r.left() + from, r.top(), size, r.height())
                          : QRect(r.left(), r.top() + from, r.width(), size);
      };
      if (part == SC_ScrollBarSlider) return along(start, thumb);
      if (part == SC_ScrollBarSubPage) return along(0, start);
      if (part == SC_ScrollBarAddPage) return along(start + thumb, length - start - thumb);
    }
  }
  if (control == CC_ComboBox && part == SC_ComboBoxEditField)
    return visualRect(option->direction, r, r.adjusted(8, 1, -22, -1));
  if (control == CC_SpinBox) {
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    const bool buttons = spin != nullptr && spin->buttonSymbols != QAbstractSpinBox::NoButtons;
    const int width = buttons ? 20 : 0;
    if (part == SC_SpinBoxEditField) return visualRect(option->direction, r, r.adjusted(4, 2, -width - 2, -2));
    if (part == SC_SpinBoxUp && buttons)
      return visualRect(option->direction, r, QRect(r.right() - width, r.top() + 1, width, r.height() / 2));
    if (part == SC_SpinBoxDown && buttons)
      return visualRect(option->direction, r, QRect(r.right() - width, r.center().y(), width, r.height() / 2));
    if (part == SC_SpinBoxFrame) return r;
  }
  return QProxyStyle::subControlRect(control, option, part, widget);
}

}  // namespace selvox::ui
