#pragma once
// Which series, as words of several commands.

#include <string>
#include <vector>

#include "app/cli/command.h"

namespace selvox::cli {

struct QueryOptions {
  ports::SeriesQuery query;
  std::vector<std::string> facets, cases;
  std::vector<std::int64_t> series;
  std::string saved;
};
void addQueryOptions(CLI::App* command, QueryOptions& options);

// The query in words; InvalidArgument: an unknown facet; NotFound: an unknown dataset or saved query.
[[nodiscard]] base::Result<ports::SeriesQuery> queryOf(const services::Workspace& workspace,
                                                       const QueryOptions& options);

// The series meant: those of the query, and of them those named by --case or --series. NotFound: a case that is none of
// them.
[[nodiscard]] base::Result<std::vector<std::int64_t>> chosenSeries(const services::Workspace& workspace,
                                                                   const QueryOptions& options);

}  // namespace selvox::cli
