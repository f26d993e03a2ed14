// What a person says of the current case: shown at once, written on the catalog's lane, read again where that failed.

#include <algorithm>

#include "core/services/ratings.h"
#include "ui/pages/qc/qc_session.h"
#include "ui/shell/words.h"

namespace selvox::ui {

namespace {
constexpr std::size_t kPausesKept = 20;
constexpr double kBreak = 300;  // seconds; longer ones are no part of the pace
}  // namespace

void QcSession::say(const QString& what, Change::Kind kind, const std::string& name,
                    std::optional<std::string> value) {
  const auto id = idAt(position_);
  said_.push_back(id);
  note(id, entries_[id]);
  Q_EMIT entryChanged(position_);
  ++writing_;
  Change change;
  change.kind = kind;
  change.target = id;
  change.name = name;
  change.value = std::move(value);
  runAsync(
      Lane::Catalog, this,
      [curation = context_.curation, text = what.toStdString(), change]() -> base::Status {
        SELVOX_TRY(const auto edit, curation->apply(text, {change}));
        (void)edit;
        return {};
      },
      [this, id](const base::Status& status) { written(id, status); });
}

void QcSession::written(std::int64_t id, const base::Status& status) {
  --writing_;
  if (status) return;
  Q_EMIT failed(status.error());
  const auto last = std::find(said_.rbegin(), said_.rend(), id);
  if (last != said_.rend()) said_.erase(std::next(last).base());
  fetch({id});
}

void QcSession::rate(int rating) {
  const auto* entry = current();
  if (entry == nullptr || entry->rating == rating) return;
  entries_[idAt(position_)].rating = rating;
  if (sinceRating_.isValid() && rating > 0) {
    const double seconds = static_cast<double>(sinceRating_.elapsed()) / 1000;
    if (seconds < kBreak) pauses_.push_back(seconds);
    if (pauses_.size() > kPausesKept) pauses_.pop_front();
  }
  sinceRating_.start();
  const QString name = toQt(entry->row->caseName);
  say(rating == 0 ? tr("Rating of %1 taken away").arg(name) : tr("%1 rated %2").arg(name).arg(rating),
      Change::Kind::Rating, {}, rating == 0 ? std::nullopt : std::optional(std::to_string(rating)));
}

void QcSession::toggleFlag() {
  const auto* entry = current();
  if (entry == nullptr) return;
  const bool flag = !entry->flagged;
  entries_[idAt(position_)].flagged = flag;
  const QString name = toQt(entry->row->caseName);
  say(flag ? tr("%1 flagged").arg(name) : tr("Flag of %1 taken away").arg(name), Change::Kind::Tag,
      std::string(services::kFlagTag), flag ? std::optional<std::string>("") : std::nullopt);
}

void QcSession::addTag(const QString& tag) {
  const auto* entry = current();
  if (entry == nullptr || tag.isEmpty() || entry->tags.contains(tag)) return;
  if (tag.toStdString() == services::kFlagTag) {
    if (!entry->flagged) toggleFlag();
    return;
  }
  auto& tags = entries_[idAt(position_)].tags;
  tags << tag;
  tags.sort();
  if (!knownTags_.contains(tag)) knownTags_ << tag;
  say(tr("%1 tagged %2").arg(toQt(entry->row->caseName), tag), Change::Kind::Tag, tag.toStdString(), "");
}

void QcSession::removeTag(const QString& tag) {
  const auto* entry = current();
  if (entry == nullptr || !entry->tags.contains(tag)) return;
  entries_[idAt(position_)].tags.removeAll(tag);
  say(tr("Tag %1 of %2 taken away").arg(tag, toQt(entry->row->caseName)), Change::Kind::Tag, tag.toStdString(),
      std::nullopt);
}

void QcSession::setNote(const QString& note) {
  const auto* entry = current();
  const QString text = note.trimmed();
  if (entry == nullptr || entry->note == text) return;
  entries_[idAt(position_)].note = text;
  say(tr("Note on %1").arg(toQt(entry->row->caseName)), Change::Kind::Column, std::string(services::kNoteColumn),
      text.isEmpty() ? std::nullopt : std::optional(text.toStdString()));
}

void QcSession::undo() {
  if (said_.empty()) {
    Q_EMIT nothingToUndo();
    return;
  }
  const auto id = said_.back();
  said_.pop_back();
  ++writing_;
  runAsync(
      Lane::Catalog, this,
      [curation = context_.curation]() -> base::Status {
        SELVOX_TRY(const auto edit, curation->undo());
        (void)edit;
        return {};
      },
      [this, id](const base::Status& status) {
        --writing_;
        if (!status) Q_EMIT failed(status.error());
        fetch({id});
        if (positions_.contains(id)) go(positions_.at(id));
      });
}

}  // namespace selvox::ui
