#pragma once
// What is looked at: all data, one dataset or its quarantine; and facets with counts that narrow it.

#include <map>
#include <vector>

#include <QWidget>

#include "ui/async.h"
#include "ui/context.h"

class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace selvox::ui {

class SourcePanel : public QWidget {
  Q_OBJECT
 public:
  explicit SourcePanel(Context& context, QWidget* parent = nullptr);
  void reload();
  void selectDataset(const QString& name);  // empty: all
  void selectQuarantine(const QString& dataset);
  [[nodiscard]] QString dataset() const { return dataset_; }
  [[nodiscard]] bool quarantine() const { return quarantine_; }
  // Dataset and facets as a query without text.
  [[nodiscard]] ports::SeriesQuery query() const;
  // One facet off, or all of them.
  void clearFacet(const QString& key);
  [[nodiscard]] QList<QPair<QString, QString>> activeFacets() const;  // key, words
  [[nodiscard]] const std::vector<ports::DatasetRow>& datasets() const { return datasets_; }
  [[nodiscard]] bool loading() const { return loading_; }
  [[nodiscard]] const QStringList& knownTags() const { return knownTags_; }

 Q_SIGNALS:
  void changed();  // another dataset, quarantine or facet
  void datasetsLoaded();
  void viewChosen(const ports::SeriesQuery& query);  // its facets are set already
  void importAsked();
  void splitAsked(const QString& dataset);

 private:
  struct Counts;
  struct Listing {
    std::vector<ports::DatasetRow> datasets;
    std::vector<ports::SavedQuery> views;
  };
  void take(Listing listing);
  void addViews();
  void chooseView(const ports::SeriesQuery& query);
  void removeView(const QString& name);
  [[nodiscard]] static Counts count(ports::Catalog& catalog, ports::Curation* curation,
                                    const ports::SeriesQuery& query, const std::vector<std::string>& modalities);
  void fillTree();
  void countFacets();
  [[nodiscard]] static QString facetTitle(const QString& key);
  [[nodiscard]] static QString facetValue(const QString& key, const QString& value);
  void fillFacets(const Counts& counts);
  void addGroup(const QString& title, const QString& key, const QList<QPair<QString, QString>>& values,
                const QList<qint64>& counts);
  void itemChosen(QTreeWidgetItem* item);
  void openMenu(const QPoint& point);

  Context& context_;
  std::vector<ports::DatasetRow> datasets_;
  std::vector<ports::SavedQuery> views_;
  QStringList knownTags_;
  QString dataset_;
  bool quarantine_ = false, loading_ = true, filling_ = false;
  QMap<QString, QString> facets_;  // "labelled" -> "yes"
  QTreeWidget* tree_ = nullptr;
  QVBoxLayout* facetRows_ = nullptr;
  Ticket ticket_, countTicket_;
};

}  // namespace selvox::ui
