// The facets beneath the datasets: counts, bars, checks.

#include <algorithm>

#include <QAbstractButton>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/pages/data/series_model.h"
#include "ui/pages/data/source_panel.h"
#include "ui/shell/words.h"
#include "ui/theme/style_paint.h"
#include "ui/widgets/basics.h"

namespace selvox::ui {

namespace {

constexpr qsizetype kMostValues = 8;         // of a facet; the others are found by the filter

}  // namespace

QString SourcePanel::facetTitle(const QString& key) {
  if (key == "labelled") return tr("Labels");
  if (key == "split") return tr("Split");
  if (key == "rating") return tr("Rating");
  if (key == "tag") return tr("Tag");
  if (key == "site") return tr("Site");
  if (key == "scanner") return tr("Scanner");
  if (key == "body_part") return tr("Body part");
  if (key == "spacing") return tr("Spacing");
  return tr("Modality");
}

QString SourcePanel::facetValue(const QString& key, const QString& value) {
  if (key == "labelled") return value == "yes" ? tr("labelled") : tr("no label");
  if (key == "split") return value == "none" ? tr("in no split") : roleWord(value);
  if (key == "rating" && value.isEmpty()) return tr("not rated");
  if (key == "tag" && value.isEmpty()) return tr("no tag");
  if (key == "tag" && value == "flagged") return tr("flagged");
  if (key == "spacing" && value == "over 4 mm") return tr("over 4 mm");
  return value.isEmpty() ? tr("not known") : value;
}

// A check, a bar and a count; checking one of a group unchecks its neighbours.
class FacetRow : public QAbstractButton {
 public:
  FacetRow(const QString& text, qint64 count, qint64 total, bool checked)
      : count_(count), total_(std::max<qint64>(1, total)) {
    setText(text);
    setCheckable(true);
    setChecked(checked);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(QString("%1, %2").arg(text, countText(count)));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  [[nodiscard]] QSize sizeHint() const override { return {200, 26}; }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (underMouse()) paint::box(&painter, rect(), Theme::color(Token::Hover), Qt::transparent, kRadiusChip);
    QStyleOption option;
    option.initFrom(this);
    const auto mirrored = [this](QRect r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    option.rect = mirrored(QRect(2, (height() - 16) / 2, 16, 16));
    option.state.setFlag(QStyle::State_On, isChecked());
    paint::checkBox(&option, &painter);
    painter.setFont(Theme::font(isChecked() ? FontRole::BodyBold : FontRole::Body));
    painter.setPen(Theme::color(Token::Text));
    const int nameWidth = width() - 26 - 116;
    painter.drawText(mirrored(QRect(26, 0, nameWidth, height())), Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, nameWidth));
    const QRect track = mirrored(QRect(width() - 108, height() / 2 - 2, 52, 4));
    paint::box(&painter, track, Theme::color(Token::Divider), Qt::transparent, 2);
    QRect done = track;
    done.setWidth(static_cast<int>(track.width() * count_ / total_));
    if (done.width() > 0) paint::box(&painter, done, Theme::color(Token::FieldBorder), Qt::transparent, 2);
    painter.setFont(Theme::font(FontRole::Table));
    painter.setPen(Theme::color(Token::Text2));
    painter.drawText(mirrored(QRect(width() - 52, 0, 48, height())), Qt::AlignVCenter | Qt::AlignTrailing,
                     countText(count_));
    if (hasFocus()) paint::focusRing(&painter, rect(), kRadiusChip);
  }

 private:
  qint64 count_, total_;
};

struct SourcePanel::Counts {
  std::map<ports::Facet, std::vector<std::pair<std::string, qint64>>> values;  // the commonest first
  qint64 all = 0;
};

void SourcePanel::countFacets() {
  std::vector<std::string> modalities;
  for (const auto& row : datasets_)
    if (dataset_.isEmpty() || toQt(row.name) == dataset_)
      modalities.insert(modalities.end(), row.modalities.begin(), row.modalities.end());
  std::sort(modalities.begin(), modalities.end());
  modalities.erase(std::unique(modalities.begin(), modalities.end()), modalities.end());
  runLatest(
      Lane::Catalog, this, countTicket_,
      [catalog = context_.catalog, curation = context_.curation, query = query(), modalities] {
        return count(*catalog, curation, query, modalities);
      },
      [this](const Counts& counts) {
        loading_ = false;
        fillFacets(counts);
      });
}

// Without the catalog's other half only what an import knows is counted.
SourcePanel::Counts SourcePanel::count(ports::Catalog& catalog, ports::Curation* curation,
                                       const ports::SeriesQuery& query, const std::vector<std::string>& modalities) {
  using ports::Facet;
  Counts counts;
  const auto ask = [&](auto&& change) {
    ports::SeriesQuery one;
    one.dataset = query.dataset;
    change(one);
    const auto ids = catalog.seriesIds(one);
    return ids ? static_cast<qint64>(ids->size()) : 0;
  };
  if (curation != nullptr) {
    const auto all = curation->facetCounts(query);
    if (!all) return counts;
    for (const auto& one : *all)
      if (one.series > 0) counts.values[one.facet].emplace_back(one.value, one.series);
    for (const auto& [value, series] : counts.values[Facet::Labelled]) counts.all += series;
    return counts;
  }
  counts.all = ask([](auto&) {});
  const qint64 labelled = ask([](auto& one) { one.labelled = true; });
  counts.values[Facet::Labelled] = {{"yes", labelled}, {"no", counts.all - labelled}};
  for (const char* role : {"train", "val", "test", "none"})
    counts.values[Facet::Split].emplace_back(role, ask([role](auto& one) { one.split = role; }));
  for (const auto& modality : modalities)
    counts.values[Facet::Modality].emplace_back(modality, ask([&](auto& one) { one.modality = modality; }));
  return counts;
}

void SourcePanel::fillFacets(const Counts& counts) {
  using ports::Facet;
  while (auto* item = facetRows_->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    delete item;
  }
  knownTags_.clear();
  for (const Facet facet : {Facet::Labelled, Facet::Split, Facet::Rating, Facet::Tag, Facet::Modality, Facet::Site,
                            Facet::Scanner, Facet::BodyPart, Facet::Spacing}) {
    const auto found = counts.values.find(facet);
    if (found == counts.values.end() || found->second.empty()) continue;
    const QString key = ports::name(facet);
    // One value that all of them have tells nothing; neither does a split that nothing is in.
    const auto& first = found->second.front();
    const bool unknown = found->second.size() == 1 && (first.first.empty() || first.first == "none");
    if (counts.all == 0 || (unknown && !facets_.contains(key))) continue;
    QList<QPair<QString, QString>> names;
    QList<qint64> numbers;
    for (const auto& [value, series] : found->second) {
      if (facet == Facet::Tag && !value.empty()) knownTags_ << toQt(value);
      if (names.size() >= kMostValues) continue;
      names.append({toQt(value), facetValue(key, toQt(value))});
      numbers.append(series);
    }
    addGroup(facetTitle(key), key, names, numbers);
  }
  facetRows_->addStretch(1);
}

void SourcePanel::addGroup(const QString& title, const QString& key, const QList<QPair<QString, QString>>& values,
                           const QList<qint64>& counts) {
  qint64 total = 0;
  for (const qint64 count : counts) total += count;
  auto* head = textLabel(title, FontRole::Table, Token::Text2);
  QFont bold = Theme::font(FontRole::Table);
  bold.setWeight(QFont::DemiBold);
  head->setFont(bold);
  head->setContentsMargins(0, 6, 0, 2);
  facetRows_->addWidget(head);
  for (qsizetype i = 0; i < values.size(); ++i) {
    const QString value = values[i].first;
    auto* row = new FacetRow(values[i].second, counts.value(i), total,
                             facets_.contains(key) && facets_.value(key) == value);
    connect(row, &QAbstractButton::clicked, this, [this, key, value](bool checked) {
      if (checked)
        facets_[key] = value;
      else
        facets_.remove(key);
      quarantine_ = false;
      countFacets();
      Q_EMIT changed();
    });
    facetRows_->addWidget(row);
  }
}

}  // namespace selvox::ui
