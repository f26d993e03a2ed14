#pragma once
// Ctrl+K: one field over pages, actions, datasets, runs and cases. Words match anywhere, in any order.

#include <functional>
#include <vector>

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace selvox::ui {

struct PaletteEntry {
  QString text;
  QString kind;  // "page", "action", "dataset", "run", "case", translated
  QString icon;
  QString shortcut;
  std::function<void()> run;
};

// Entries that hold every word of `typed`; those whose text begins with it come first. At most `limit`.
[[nodiscard]] std::vector<const PaletteEntry*> matching(const std::vector<PaletteEntry>& entries, const QString& typed,
                                                        std::size_t limit = 60);

class CommandPalette : public QDialog {
  Q_OBJECT
 public:
  CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent);
  // More entries that came later (runs, cases).
  void add(std::vector<PaletteEntry> entries);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fill();
  void runCurrent();
  std::vector<PaletteEntry> entries_;
  std::vector<const PaletteEntry*> shown_;
  QLineEdit* field_ = nullptr;
  QListWidget* list_ = nullptr;
};

}  // namespace selvox::ui
