#pragma once
// What is looked at: all data, one dataset or its quarantine; and facets with counts that narrow it.

#include <vector>

#include <QWidget>

#include "ui/async.h"
#include "ui/context.h"

class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace selvox::ui {

// A check, a bar and a count; checking one of a group unchecks its neighbours.
class FacetRow;

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

 Q_SIGNALS:
  void changed();  // another dataset, quarantine or facet
  void datasetsLoaded();
  void importAsked();
  void splitAsked(const QString& dataset);

 private:
  struct Counts;
  void takeDatasets(std::vector<ports::DatasetRow> rows);
  void fillTree();
  void countFacets();
  void fillFacets(const Counts& counts);
  void addGroup(const QString& title, const QString& key, const QList<QPair<QString, QString>>& values,
                const QList<qint64>& counts);
  void itemChosen(QTreeWidgetItem* item);
  void openMenu(const QPoint& point);

  Context& context_;
  std::vector<ports::DatasetRow> datasets_;
  QString dataset_;
  bool quarantine_ = false, loading_ = true, filling_ = false;
  QMap<QString, QString> facets_;  // "labelled" -> "yes"
  QTreeWidget* tree_ = nullptr;
  QVBoxLayout* facetRows_ = nullptr;
  Ticket ticket_, countTicket_;
};

}  // namespace selvox::ui
