// How the viewer page gets its lists and cases, off the GUI thread.

#include <algorithm>

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QStackedLayout>

#include "ui/pages/viewer/side_pane.h"
#include "ui/pages/viewer/viewer_bar.h"
#include "ui/pages/viewer_page.h"
#include "ui/shell/settings.h"
#include "ui/shell/words.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"

namespace selvox::ui {

namespace {
constexpr std::size_t kMostPrefetch = std::size_t{1} << 30;  // bytes of the case shown and the next one together
}

void ViewerPage::activated() {
  if (const auto scheme = viewers::schemeFromName(settings::mouseScheme())) state_.setScheme(*scheme);
  if (!std::exchange(stale_, false)) return;
  runLatest(
      Lane::Files, this, sourceTicket_, [context = &context_] { return evaluatedRuns(*context); },
      [this](const std::vector<std::string>& runs) { fillSources(runs); });
  if (wanted_ == 0 && shown_ && shown_->entry.series) wanted_ = shown_->entry.series->id;
  loadList();
}

bool ViewerPage::ready() const {
  return !stale_ && !listing_ && !loading_ && !model_->loading() && views_->solid()->settled();
}

void ViewerPage::openCase(qint64 series, const QString& run) {
  stale_ = false;
  wanted_ = series;
  if (run != runA_) {
    runA_ = run;
    a_.reset();
    if (runB_ == runA_) compareWith({});
    state_.setMode(run.isEmpty() ? viewers::OverlayMode::Labels : viewers::OverlayMode::Difference);
  }
  runLatest(
      Lane::Files, this, sourceTicket_, [context = &context_] { return evaluatedRuns(*context); },
      [this](const std::vector<std::string>& runs) { fillSources(runs); });
  loadList();
}

void ViewerPage::compareWith(const QString& run) {
  runB_ = run;
  b_.reset();
  prefetched_.reset();
  const auto reload = [this] {
    Q_EMIT headerChanged();
    if (list_->currentIndex().isValid()) openRow(list_->currentIndex().row());
  };
  if (run.isEmpty()) return reload();
  loading_ = true;
  runAsync(
      Lane::Files, this, [context = &context_, name = run.toStdString()] { return readViewerRun(*context, name); },
      [this, run, reload](base::Result<ViewerRun> read) {
        if (run != runB_) return;
        loading_ = false;
        if (read)
          b_ = std::make_shared<const ViewerRun>(std::move(*read));
        else
          Q_EMIT navigator_.toast(QString::fromStdString(read.error().message));
        reload();
      });
}

void ViewerPage::fillSources(const std::vector<std::string>& runs) {
  runs_ = runs;
  source_->clear();
  source_->addItem(tr("All series"), QString());
  for (const std::string& run : runs) source_->addItem(tr("Run %1").arg(toQt(run)), toQt(run));
  const int at = source_->findData(runA_);
  if (at < 0) source_->addItem(tr("Run %1").arg(runA_), runA_);
  source_->setCurrentIndex(source_->findData(runA_));
}

void ViewerPage::sourceChosen() {
  const qint64 series = shown_ && shown_->entry.series ? shown_->entry.series->id : 0;
  openCase(series, source_->currentData().toString());
}

void ViewerPage::fillOrders() {
  order_->clear();
  order_->setVisible(a_ != nullptr);
  if (!a_) return;
  const auto add = [this](const QString& name, const QString& label, const char* metric) {
    order_->addItem(tr("Worst %1 first").arg(name), QStringList{label, metric});
  };
  add(tr("mean Dice"), {}, "dice");
  for (const auto& [number, name] : a_->labels) add(tr("%1 Dice").arg(toQt(name)), QString::number(number), "dice");
  for (const auto& [number, name] : a_->labels) add(tr("%1 HD95").arg(toQt(name)), QString::number(number), "hd95");
}

void ViewerPage::orderChosen() {
  const QStringList chosen = order_->currentData().toStringList();
  if (chosen.size() != 2) return;
  const qint64 series = shown_ && shown_->entry.series ? shown_->entry.series->id : 0;
  model_->setOrder({chosen[0].toStdString(), chosen[1].toStdString(), true});
  const int row = model_->rowOf(series);
  if (row >= 0) list_->setCurrentIndex(model_->index(row));
}

void ViewerPage::loadList() {
  listing_ = true;
  if (!runA_.isEmpty()) {
    return runLatest(
        Lane::Catalog, this, listTicket_,
        [context = &context_, run = runA_.toStdString()] { return readRunCases(*context, run); },
        [this](base::Result<RunCases> read) {
          listing_ = false;
          if (!read) return showListError(read.error());
          a_ = std::make_shared<const ViewerRun>(std::move(read->run));
          fillOrders();
          model_->setRunCases(std::move(read->cases), a_->labels, {});
          listReady(true);
        });
  }
  a_.reset();
  ports::SeriesQuery query;
  query.text = filter_->text().trimmed().toStdString();
  runLatest(
      Lane::Catalog, this, listTicket_,
      [catalog = context_.catalog, query]() -> base::Result<std::vector<std::int64_t>> {
        if (!catalog) return std::vector<std::int64_t>{};
        return catalog->seriesIds(query);
      },
      [this](base::Result<std::vector<std::int64_t>> ids) {
        listing_ = false;
        if (!ids) return showListError(ids.error());
        const bool any = !ids->empty() || !filter_->text().trimmed().isEmpty();
        fillOrders();
        model_->setIds(std::move(*ids));
        listReady(any);
      });
}

void ViewerPage::showListError(const base::Error& error) {
  shown_.reset();
  model_->setIds({});
  side_->setCase(nullptr);
  stack_->setCurrentIndex(0);
  state_.clear(QString::fromStdString(error.message));
  updateHeads();
}

void ViewerPage::listReady(bool any) {
  stack_->setCurrentIndex(any ? 0 : 1);
  updateHeads();
  if (model_->rowCount() == 0) return;
  const int row = model_->rowOf(std::exchange(wanted_, 0));
  selectRow(std::max(row, 0));
}

void ViewerPage::updateHeads() {
  count_->setText(
      (a_ ? tr("%1 cases · %2").arg(toQt(a_->evaluation.split).left(1).toUpper() + toQt(a_->evaluation.split).mid(1))
          : tr("%1 · %2").arg(tr("Series")))
          .arg(countText(model_->rowCount())));
  Q_EMIT headerChanged();
}

void ViewerPage::selectRow(int row) {
  const QModelIndex index = model_->index(row);
  list_->setCurrentIndex(index);
  list_->scrollTo(index);
}

void ViewerPage::openRow(int row) {
  loading_ = true;
  const Ticket::Number asked = caseTicket_.next();
  model_->whenLoaded(row, [this, row, asked] {
    if (!caseTicket_.valid(asked)) return;
    const ViewerCase entry = *model_->at(row);
    const bool same = prefetched_ && prefetched_->entry.series == entry.series && entry.series &&
                      prefetched_->runA == runA_.toStdString();
    if (same) {
      showCase(std::exchange(prefetched_, nullptr));
      return prefetch(row + 1);
    }
    runLatest(
        Lane::Files, this, caseTicket_,
        [context = &context_, entry, a = a_, b = b_] { return loadCase(*context, entry, a.get(), b.get()); },
        [this, row](const std::shared_ptr<LoadedCase>& loaded) {
          showCase(loaded);
          prefetch(row + 1);
        });
  });
}

void ViewerPage::prefetch(int row) {
  if (row >= model_->rowCount() || !shown_ || shown_->bytes() > kMostPrefetch / 2) return;
  const Ticket::Number asked = prefetchTicket_.next();
  model_->whenLoaded(row, [this, row, asked] {
    if (!prefetchTicket_.valid(asked)) return;
    runLatest(
        Lane::Files, this, prefetchTicket_,
        [context = &context_, entry = *model_->at(row), a = a_, b = b_] {
          return loadCase(*context, entry, a.get(), b.get());
        },
        [this](const std::shared_ptr<LoadedCase>& loaded) { prefetched_ = loaded; });
  });
}

void ViewerPage::showCase(const std::shared_ptr<LoadedCase>& loaded) {
  loading_ = false;
  const bool keepWindow = shown_ && shown_->hounsfield && loaded->hounsfield && state_.image();
  const viewers::Window window = keepWindow ? state_.window() : openingWindow(*loaded);
  shown_ = loaded;
  if (!loaded->image) {
    state_.clear(loaded->problem);
    bar_->setPresets({});
    side_->setPresets({});
    bar_->setCompared(false, false);
  } else {
    QString name = toQt(loaded->entry.series->modality);
    state_.setImage(loaded->image, name.isEmpty() ? tr("Image") : name, window);
    views_->solid()->setImageFacts(loaded->statistics, loaded->hounsfield);
    showLayers(*loaded);
    bar_->setPresets(windowPresets(*loaded));
    side_->setPresets(bar_->presets());
    bar_->setCompared(loaded->reference != nullptr, loaded->predictionA != nullptr);
  }
  side_->setCase(loaded);
  Q_EMIT headerChanged();
  Q_EMIT navigator_.statusChanged();
}

void ViewerPage::showLayers(const LoadedCase& loaded) {
  state_.setLabels(labelLooks(loaded));
  const auto put = [this](viewers::LayerRole role, const viewers::VolumePtr& volume, const QString& name) {
    state_.setLayer(role, {volume, name, true, 0.5});
  };
  put(viewers::LayerRole::Reference, loaded.reference, tr("Reference"));
  put(viewers::LayerRole::PredictionA, loaded.predictionA, tr("Prediction A, %1").arg(toQt(loaded.runA)));
  put(viewers::LayerRole::PredictionB, loaded.predictionB, tr("Prediction B, %1").arg(toQt(loaded.runB)));
  // Two predictions over each other hide both: B waits for the swipe.
  if (loaded.predictionA && loaded.predictionB && state_.mode() != viewers::OverlayMode::Swipe)
    state_.setLayerVisible(viewers::LayerRole::PredictionB, false);
  if (loaded.focus) state_.setCursor(loaded.image->worldFromVoxel.apply(*loaded.focus));
}

}  // namespace selvox::ui
