#pragma once
// One pass through a list of series: the place in it, cases read ahead, and what a person says of each. Everything is
// written at once, one edit a word, so that nothing waits for the end of the pass.

#include <deque>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <QElapsedTimer>
#include <QStringList>

#include "core/ports/curation.h"
#include "ui/async.h"
#include "ui/context.h"
#include "ui/pages/viewer/viewer_data.h"

namespace selvox::ui {

class QcSession : public QObject {
  Q_OBJECT
 public:
  static constexpr int kAhead = 3;  // cases that are read before they are asked for

  struct Entry {
    std::shared_ptr<const ports::SeriesRow> row;
    int rating = 0;
    QStringList tags;  // without the flag
    bool flagged = false;
    QString note;
  };

  explicit QcSession(Context& context, QObject* parent = nullptr);

  // `place` names the pass: where it was left it goes on; new ones begin at `start`.
  void begin(const QString& place, const ports::SeriesQuery& query, std::vector<std::int64_t> ids, std::int64_t start);
  void reorder(std::vector<std::int64_t> ids);  // the same series in another order; the case stays
  void end();                                   // forgets the voxels; the place is kept
  [[nodiscard]] int count() const { return static_cast<int>(ids_.size()); }
  [[nodiscard]] int position() const { return position_; }
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }
  [[nodiscard]] const Entry* entry(int position) const;          // null: on its way
  [[nodiscard]] const Entry* current() const { return entry(position_); }
  [[nodiscard]] std::shared_ptr<const LoadedCase> loaded() const;  // of the current case; null: on its way
  [[nodiscard]] int readyAhead() const;                           // cases behind the current one that are read
  [[nodiscard]] bool busy() const { return opening_ || !fetching_.empty() || !loading_.empty() || writing_ > 0; }

  void go(int position);
  void step(int by) { go(position_ + by); }
  void nextUnrated();
  void look(int first, int last);  // entries that are shown: fetched when they are missing

  void rate(int rating);  // 1 to 5; 0 takes it away
  void toggleFlag();
  void addTag(const QString& tag);
  void removeTag(const QString& tag);
  void setNote(const QString& note);
  void undo();  // the last thing said in this pass; the case is shown again

  [[nodiscard]] int rated() const { return count() - static_cast<int>(unrated_.size()); }
  [[nodiscard]] int flagged() const { return static_cast<int>(flagged_.size()); }
  [[nodiscard]] double secondsACase() const;  // 0: not known yet
  [[nodiscard]] const QStringList& knownTags() const { return knownTags_; }

 Q_SIGNALS:
  void opened();                // the pass has its numbers
  void moved();                 // another case is the current one
  void caseLoaded();            // its voxels are here
  void aheadChanged();
  void entryChanged(int position);
  void progressChanged();
  void failed(const base::Error& error);
  void nothingToUndo();
  void allRated();

 private:
  struct Opening;
  struct Fetched;
  using Change = ports::SeriesChange;
  [[nodiscard]] std::int64_t idAt(int position) const { return ids_[static_cast<std::size_t>(position)]; }
  void take(const Opening& opening);
  void fetch(std::vector<std::int64_t> ids);
  void takeEntries(const std::vector<std::int64_t>& ids, base::Result<Fetched> fetched);
  void loadAround();
  void load(int position);
  void takeCase(std::int64_t id, std::shared_ptr<LoadedCase> loaded);
  void say(const QString& what, Change::Kind kind, const std::string& name, std::optional<std::string> value);
  void written(std::int64_t id, const base::Status& status);
  void note(std::int64_t id, const Entry& entry);
  void keepPlace() const;

  Context& context_;
  QString place_;
  std::vector<std::int64_t> ids_;
  std::unordered_map<std::int64_t, int> positions_;
  int position_ = 0;
  std::unordered_map<std::int64_t, Entry> entries_;
  std::set<std::int64_t> fetching_, loading_;
  std::unordered_map<std::int64_t, std::shared_ptr<LoadedCase>> cases_;
  std::unordered_set<std::int64_t> unrated_, flagged_;
  QStringList knownTags_;
  std::vector<std::int64_t> said_;  // the series of every edit of this pass, in order
  std::deque<double> pauses_;       // seconds between ratings
  QElapsedTimer sinceRating_;
  std::shared_ptr<std::atomic<std::int64_t>> wanted_ = std::make_shared<std::atomic<std::int64_t>>(0);
  Ticket openTicket_;
  bool opening_ = false;
  int writing_ = 0;
};

}  // namespace selvox::ui
