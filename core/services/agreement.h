#pragma once
// How far raters agree: several label maps of one series voxel by voxel, or two columns case by case.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/services/workspace.h"

namespace selvox::services {

// Counts of how often the first said the row and the second the column.
using Confusion = std::map<std::pair<std::string, std::string>, std::int64_t>;

// Cohen's kappa: (observed - expected) / (1 - expected) agreement; 1 where both always say the same one thing; not a
// number without any count.
[[nodiscard]] double cohenKappa(const Confusion& counts);

// 2 |A and B| / (|A| + |B|) of one answer; not a number where neither gave it.
[[nodiscard]] double diceOf(const Confusion& counts, const std::string& answer);

struct MapAgreement {  // of label maps `first` and `second` (1, 2, …) of one series
  std::int64_t series = 0;
  std::string dataset, caseName;
  std::size_t first = 0, second = 0;
  double kappa = 0;                    // over all voxels, background included
  std::map<std::string, double> dice;  // by name of the label
};
// Labels are the same where they have the same name, whatever their numbers. Series with fewer than two label maps are
// passed over. Refused: maps of one series that lie on different grids.
[[nodiscard]] base::Result<std::vector<MapAgreement>> mapAgreement(const Workspace& workspace,
                                                                   const std::vector<std::int64_t>& series,
                                                                   const Watch& watch);

struct ColumnAgreement {
  std::int64_t cases = 0;  // with a value in both
  double kappa = 0, same = 0;
  Confusion counts;
};
[[nodiscard]] base::Result<ColumnAgreement> columnAgreement(const Workspace& workspace,
                                                            const std::vector<std::int64_t>& series,
                                                            const std::string& first, const std::string& second);

}  // namespace selvox::services
