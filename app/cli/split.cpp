#include "core/services/split.h"

#include <algorithm>

#include "app/cli/command.h"
#include "core/base/text.h"
#include "core/services/nearest.h"

namespace selvox::cli {

namespace {

using base::Json;

struct SplitOptions : Common {
  std::string dataset, train, val = "0", test = "0", labelled, column, stratify, byDate;
  std::vector<std::string> leaveOut;
  std::uint64_t seed = 0;
};

Json splitJson(const ports::SplitRow& split) {
  return {{"dataset", split.dataset}, {"seed", split.seed}, {"created", split.created},  {"train", split.train},
          {"val", split.val},         {"test", split.test}, {"labelled", split.labelled}};
}

// "site=graz", "site=oslo": one column, its values.
base::Status readLeftOut(const std::vector<std::string>& words, services::SplitRequest& request) {
  for (const auto& word : words) {
    const auto equals = word.find('=');
    const auto column = word.substr(0, equals);
    if (equals == std::string::npos || column.empty() || (!request.leaveOut.empty() && request.leaveOut != column))
      return base::fail(base::ErrorCode::InvalidArgument,
                        "--leave-out takes COLUMN=VALUE, of one column, not '" + word + "'.");
    request.leaveOut = column;
    request.values.push_back(word.substr(equals + 1));
  }
  return {};
}

Outcome runSplit(const SplitOptions& options, Console& console) {
  services::SplitRequest request;
  request.dataset = options.dataset;
  request.seed = options.seed;
  request.column = options.column;
  request.stratify = options.stratify;
  request.byDate = options.byDate;
  if (const auto read = readLeftOut(options.leaveOut, request); !read) return console.wrongUsage(read.error().message);
  const std::pair<const char*, std::pair<const std::string*, services::Amount*>> amounts[] = {
      {"--train", {&options.train, &request.train}},
      {"--val", {&options.val, &request.val}},
      {"--test", {&options.test, &request.test}},
      {"--labelled", {&options.labelled, &request.labelled}}};
  for (const auto& [name, pair] : amounts) {
    if (pair.first->empty()) continue;
    const auto amount = services::parseAmount(name, *pair.first);
    if (!amount) return console.wrongUsage(amount.error().message);
    *pair.second = *amount;
  }
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  auto& catalog = *session.ports().catalog;
  SELVOX_TRY(const auto datasets, catalog.datasets());
  std::vector<std::string> names;
  for (const auto& row : datasets) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), options.dataset) == names.end())
    return tl::unexpected(services::unknownName("dataset", options.dataset, names, "'selvox datasets WS' lists all."));
  SELVOX_TRY(const auto cases,
             services::splitCases(catalog, options.dataset,
                                  request.column + request.stratify + request.leaveOut + request.byDate));
  SELVOX_TRY(const auto result, services::makeSplit(cases, request, base::isoNow()));
  SELVOX_CHECK(catalog.storeSplit(result.split));
  for (const auto& note : result.notes) console.note(note);
  const auto& split = result.split;
  if (options.json) {
    console.document(splitJson(split));
  } else {
    console.text(options.dataset + ": " + std::to_string(split.train.size()) + " train (" +
                 std::to_string(split.labelled.size()) + " labelled), " + std::to_string(split.val.size()) + " val, " +
                 std::to_string(split.test.size()) + " test; seed " + std::to_string(split.seed));
  }
  return 0;
}

}  // namespace

void addSplit(Program& program) {
  const auto options = std::make_shared<SplitOptions>();
  auto* command = makeCommand(
      program.app, "split", "Divide a dataset by patient into training, validation and test cases; numbers count scans",
      "selvox split WS --dataset hippocampus --train 160 --val 10 --test 30 --labelled 8 --seed 1", *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", options->dataset, "Dataset to split")->required()->type_name("NAME");
  command
      ->add_option("--train", options->train,
                   "Training cases: a number, or a share such as 0.7; default: all that is left")
      ->type_name("N");
  command->add_option("--val", options->val, "Validation cases: a number or a share; taken from labelled patients")
      ->type_name("N");
  command->add_option("--test", options->test, "Test cases: a number or a share; taken from labelled patients")
      ->type_name("N");
  command
      ->add_option("--labelled", options->labelled,
                   "Training cases whose labels may be used; default: all. Smaller sets of one seed are nested")
      ->type_name("N");
  command->add_option("--column", options->column, "Take an official split from this column: train, val and test")
      ->excludes("--train")
      ->excludes("--val")
      ->excludes("--test")
      ->type_name("COLUMN");
  command
      ->add_option("--stratify", options->stratify,
                   "Every part has the same shares of this column's values (or modality, format, site)")
      ->type_name("COLUMN");
  command
      ->add_option("--leave-out", options->leaveOut,
                   "Test on all patients with this value, e.g. site=graz: other sites train; may be given again")
      ->excludes("--test")
      ->type_name("COLUMN=VALUE");
  command->add_option("--by-date", options->byDate, "Test on the latest patients by this column, train on earlier ones")
      ->type_name("COLUMN");
  for (const char* way : {"--stratify", "--leave-out", "--by-date"})
    for (const char* other : {"--column", "--stratify", "--leave-out", "--by-date"})
      if (std::string(way) != other) command->get_option(way)->excludes(other);
  command->add_option("--seed", options->seed, "Another seed, another split")->check(seedNumber());
  printsData(command, *options);
  onChosen(command, program, options, runSplit);
}

}  // namespace selvox::cli
