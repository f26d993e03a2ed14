#pragma once
// A workspace that could not be opened: why, and what can be done about it.

#include <filesystem>

#include <QWidget>

#include "core/base/result.h"

namespace selvox::ui {

class ProblemPage : public QWidget {
  Q_OBJECT
 public:
  ProblemPage(const base::Error& error, const std::filesystem::path& folder, QWidget* parent = nullptr);

 Q_SIGNALS:
  void retryAsked();
  void createAsked();
  void startAsked();
};

}  // namespace selvox::ui
