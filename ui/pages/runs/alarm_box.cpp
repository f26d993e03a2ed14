#include "ui/pages/runs/alarm_box.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/forms/param_words.h"
#include "ui/forms/worker_words.h"
#include "ui/pages/runs/run_words.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

AlarmBox::AlarmBox(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(kSpace2);
  hide();
}

void AlarmBox::show(const std::vector<AlarmItem>& alarms) {
  QStringList wanted;
  for (const AlarmItem& alarm : alarms) wanted << alarm.name + '|' + alarm.metric + '|' + alarm.suggested;
  if (wanted == shown_) return;
  shown_ = wanted;
  while (QLayoutItem* item = column_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  for (const AlarmItem& alarm : alarms) column_->addWidget(line(alarm));
  setVisible(!alarms.empty());
}

QWidget* AlarmBox::line(const AlarmItem& alarm) {
  auto* frame = new QFrame;
  frame->setProperty("kind", "tint-warn");
  frame->setAccessibleName(alarmTitle(alarm.name));
  auto* row = new QHBoxLayout(frame);
  row->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
  row->addWidget(iconLabel("exclamation-triangle-fill", Token::Warn), 0, Qt::AlignTop);
  auto* words = new QVBoxLayout;
  words->addWidget(wrappedLabel(alarmTitle(alarm.name), FontRole::BodyBold));
  words->addWidget(wrappedLabel(workerText(alarm.cause.toStdString()), FontRole::Table));
  if (!alarm.setting.isEmpty()) {
    // No value: the setting is automatic now, and a person chooses one.
    const QString title = paramTitle(alarm.setting.toStdString());
    auto* copy = secondaryButton(alarm.suggested.isEmpty() ? tr("Copy and set %1").arg(title)
                                                           : tr("Copy with %1 = %2").arg(title, alarm.suggested),
                                 "plus");
    copy->setToolTip(tr("Composes the same run with this one setting changed; this run goes on"));
    connect(copy, &QPushButton::clicked, this, [this, alarm] { Q_EMIT copyAsked(alarm.setting, alarm.suggested); });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch(1);
    words->addLayout(buttons);
  }
  row->addLayout(words, 1);
  return frame;
}

}  // namespace selvox::ui
