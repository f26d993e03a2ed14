#include "core/services/search.h"

#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/metric_table.h"
#include "app/cli/train.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/services/judged.h"
#include "core/services/search_space.h"
#include "core/services/settings.h"
#include "core/services/supervise.h"
#include "core/services/worker_call.h"
#include "core/spec/columns.h"

namespace selvox::cli {

namespace {

using base::Json;

struct SearchOptions : Common {
  std::string dataset, task = "segmentation", from = "scratch", arch, device = "auto", name = "search",
                       strategy = "halving";
  std::vector<std::string> over, assignments;
  std::uint64_t seed = 0;
  std::int64_t trials = 12, steps = 0, eta = 3;
  int dim = 0;
};

Json requestJson(const SearchOptions& options) {
  return {{"dataset", options.dataset}, {"task", options.task},         {"from", options.from},
          {"arch", options.arch},       {"dim", options.dim},           {"over", options.over},
          {"set", options.assignments}, {"strategy", options.strategy}, {"trials", options.trials},
          {"steps", options.steps},     {"eta", options.eta},           {"seed", options.seed}};
}

TrainRequest trialRequest(const SearchOptions& options, const std::string& run, const Json& settings) {
  TrainRequest request;
  request.run.kind = "finetune";
  request.run.task = options.task;
  request.run.arch = options.arch;
  request.run.dim = options.dim;
  request.run.device = options.device;
  request.run.from = options.from;
  request.run.name = run;
  request.run.seed = options.seed;
  request.run.datasets = {{options.dataset, 0}};
  request.run.settings = settings;
  request.run.created = base::isoNow();
  request.assignments = options.assignments;
  request.steps = options.steps;
  return request;
}

// A search must not look at the test cases.
base::Status checkValidation(const Session& session, const SearchOptions& options, Console& console) {
  auto request = trialRequest(options, options.name + "-t1", Json::object()).run;
  SELVOX_TRY(const auto spec, services::buildRunSpec(session.ports(), request, console.watch()));
  const auto column = base::valueOr<std::string>(spec.settings, "task.column", "");
  const bool judged = std::any_of(spec.cases.begin(), spec.cases.end(), [&](const spec::CaseEntry& one) {
    return one.role == "val" && (spec::learnsFromMaps(spec)     ? !one.label.empty()
                                 : spec::learnsFromColumn(spec) ? one.columns.count(column) > 0
                                                                : true);
  });
  if (judged) return {};
  return base::fail(base::ErrorCode::NotFound,
                    "The split of '" + options.dataset +
                        "' has no validation cases to judge by, and a search must not look at the test cases. Make "
                        "another: selvox split WS --dataset " +
                        options.dataset + " --train 0.7 --val 0.1 --test 0.2");
}

base::Result<std::vector<services::Dimension>> spaceOf(const Session& session, const SearchOptions& options,
                                                       Console& console) {
  if (!session.ports().worker) {
    const auto missing = workerClient();
    if (!missing) return tl::unexpected(missing.error());
  }
  SELVOX_TRY(const auto describe, services::askWorkerJson(session.ports(), {"describe", "--json"}, console.watch()));
  SELVOX_TRY(const auto schema, services::runSchema(describe, {"finetune", "", options.task,
                                                               options.arch.empty() ? "unet" : options.arch}));
  SELVOX_TRY(const auto fixed, services::parseSettings(schema, options.assignments));
  SELVOX_TRY(auto space, services::searchSpace(schema, options.over));
  for (const auto& dimension : space)
    if (fixed.contains(dimension.name))
      return base::fail(base::ErrorCode::InvalidArgument,
                        dimension.name + " is both searched (--over) and set (--set). Leave one of them out.");
  return space;
}

base::Result<services::Search> beginSearch(const Session& session, const SearchOptions& options, Console& console) {
  SELVOX_TRY(const auto space, spaceOf(session, options, console));
  SELVOX_CHECK(checkValidation(session, options, console));
  services::Search search;
  search.name = options.name;
  search.request = requestJson(options);
  const auto drawn = services::drawTrials(space, static_cast<std::size_t>(options.trials), options.seed);
  if (drawn.size() < static_cast<std::size_t>(options.trials))
    console.note("Note: the settings to choose from make " + std::to_string(drawn.size()) + " different trials, not " +
                 std::to_string(options.trials) + ".");
  search.rungs =
      services::rungsOf(options.strategy, drawn.size(), options.steps, static_cast<std::size_t>(options.eta));
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    auto run = options.name + "-t" + std::to_string(i + 1);
    std::error_code failed;
    if (std::filesystem::exists(session.ports().runs->folder(run).root, failed))
      return base::fail(base::ErrorCode::AlreadyExists,
                        "There is a run '" + run + "' of another search already. Choose another --name.");
    search.trials.push_back({std::move(run), drawn[i], {}});
  }
  SELVOX_CHECK(services::saveSearch(session.ports().root, search));
  return search;
}

base::Result<services::Search> openSearch(const Session& session, const SearchOptions& options, Console& console) {
  SELVOX_TRY(auto known, services::loadSearch(session.ports().root, options.name));
  if (!known) return beginSearch(session, options, console);
  if (known->request == requestJson(options)) return std::move(*known);
  return base::fail(base::ErrorCode::Refused, "There is a search '" + options.name +
                                                  "' with other options already. Choose another --name, or give the "
                                                  "same options to go on: " +
                                                  base::dumpJson(known->request));
}

// What the device decided for the first trial holds for all, but what is searched.
base::Result<Json> settingsOf(const Session& session, const services::Search& search, std::size_t trial) {
  Json settings = Json::object();
  std::error_code failed;
  if (trial > 0 && std::filesystem::exists(session.ports().runs->folder(search.trials[0].run).spec(), failed)) {
    SELVOX_TRY(settings, sharedSettings(session, search.trials[0].run));
  }
  settings.update(search.trials[trial].settings);
  return settings;
}

// Settings that cannot be trained are a result too; a missing program or a full disk is none.
bool blamesSettings(const base::Error& error) {
  return error.code == base::ErrorCode::InvalidArgument || error.code == base::ErrorCode::Unsupported ||
         error.code == base::ErrorCode::Refused;
}

base::Result<services::TrialResult> runStep(const Session& session, const SearchOptions& options,
                                            services::Search& search, const services::SearchStep& step,
                                            Console& console) {
  const auto& trial = search.trials[step.trial];
  SELVOX_TRY(const auto settings, settingsOf(session, search, step.trial));
  auto request = trialRequest(options, trial.run, settings);
  request.until = search.rungs[step.rung].steps;
  const auto state = advanceRun(session, std::move(request), console);
  if (!state && step.trial > 0 && blamesSettings(state.error()))
    return services::TrialResult{nullptr, state.error().message};
  if (!state) return tl::unexpected(state.error());
  SELVOX_TRY(const auto run, services::findRun(*session.ports().runs, trial.run));
  if (*state == "failed") return services::TrialResult{nullptr, run.listing.snapshot.view.reason};
  SELVOX_TRY(const auto evaluation, services::evaluateRun(session.ports(), trial.run, "val", "", console.watch()));
  search.metric = services::mainMetric(evaluation);
  services::PatientValues values;
  services::addValues(values, services::judgedCases(evaluation, run.listing.snapshot.spec), search.metric);
  if (values.empty()) return services::TrialResult{nullptr, "no validation case has a value"};
  return services::TrialResult{services::intervalJson(values), {}};
}

std::string wordOf(const Json& value) {
  if (value.is_null()) return "auto";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return base::dumpJson(value);
  std::string text;
  for (const auto& one : value) text += (text.empty() ? "" : ",") + base::dumpJson(one);
  return text;
}

// One word of a shell.
std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=.,/:+";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string commandOf(const SearchOptions& options, const Json& settings) {
  std::vector<std::string> words{"selvox", "finetune",   options.workspace, "--dataset", options.dataset,
                                 "--task", options.task, "--from",          options.from};
  if (!options.arch.empty() && options.from == "scratch") words.insert(words.end(), {"--arch", options.arch});
  if (options.dim != 0 && options.from == "scratch") words.insert(words.end(), {"--dim", std::to_string(options.dim)});
  words.insert(words.end(), {"--steps", std::to_string(options.steps), "--seed", std::to_string(options.seed)});
  for (const auto& [name, value] : settings.items()) words.insert(words.end(), {"--set", name + "=" + wordOf(value)});
  for (const auto& assignment : options.assignments) words.insert(words.end(), {"--set", assignment});
  std::string line;
  for (const auto& word : words) line += (line.empty() ? "" : " ") + quoted(word);
  return line;
}

std::string settingsText(const Json& settings) {
  std::string text;
  for (const auto& [name, value] : settings.items()) text += (text.empty() ? "" : " ") + name + "=" + wordOf(value);
  return text.empty() ? "as without a search" : text;
}

void showSearch(const services::Search& search, const Json& document, Console& console) {
  std::vector<std::vector<std::string>> table{{"TRIAL", "SETTINGS"}};
  for (const auto& rung : search.rungs)
    table[0].push_back(search.metric + " at " + std::to_string(rung.steps) + " [95% interval]");
  for (const auto& trial : search.trials) {
    table.push_back({trial.run, settingsText(trial.settings)});
    for (const auto& result : trial.results)
      table.back().push_back(result.failure.empty() ? withInterval(result.value, 3) : "failed: " + result.failure);
    table.back().resize(table[0].size());
  }
  console.table(table);
  if (document["best"].is_null()) return;
  console.text("Best on validation cases: " + document["best"]["run"].get<std::string>() +
               ". Judge it once: selvox "
               "evaluate " +
               quoted(document["workspace"].get<std::string>()) + " --run " +
               document["best"]["run"].get<std::string>() + " --split test");
  console.text(document["command"].get<std::string>());
}

Outcome runSearch(const SearchOptions& options, Console& console) {
  if (options.over.empty()) return console.wrongUsage("Say what to search over: --over train.lr=1e-4..1e-2:log");
  SELVOX_TRY(const auto session, Session::open(options.workspace));
  SearchOptions plan = options;
  SELVOX_TRY(const auto network, adoptNetwork(session, options.from, plan.arch, plan.dim));
  (void)network;  // every trial starts from the parent, which brings it
  SELVOX_TRY(auto search, openSearch(session, plan, console));
  while (const auto step = services::nextStep(search)) {
    console.note("Rung " + std::to_string(step->rung + 1) + " of " + std::to_string(search.rungs.size()) + ", " +
                 search.trials[step->trial].run + ": " + settingsText(search.trials[step->trial].settings));
    SELVOX_TRY(auto result, runStep(session, plan, search, *step, console));
    if (!result.failure.empty()) console.note(search.trials[step->trial].run + " failed: " + result.failure);
    search.trials[step->trial].results.push_back(std::move(result));
    SELVOX_CHECK(services::saveSearch(session.ports().root, search));
  }
  auto document = services::toJson(search);
  document["workspace"] = options.workspace;
  if (const auto best = services::bestTrial(search))
    document["command"] = commandOf(plan, search.trials[*best].settings);
  else
    return base::fail(base::ErrorCode::Refused,
                      "Every trial failed, the last because: " + search.trials.back().results.back().failure);
  if (options.json)
    console.document(document);
  else
    showSearch(search, document, console);
  return 0;
}

}  // namespace

void addSearch(Program& program) {
  const auto options = std::make_shared<SearchOptions>();
  auto* command = makeCommand(program.app, "search",
                              "Search settings of a fine-tuning by validation cases: random trials, or successive "
                              "halving, which stops the worse ones early",
                              "selvox search WS --dataset hippocampus --over train.lr=1e-4..1e-2:log --over "
                              "train.batch=2,4,8 --trials 12 --steps 900",
                              *options);
  needsWorkspace(command, *options);
  command->add_option("--dataset", options->dataset, "Dataset with labels and a split that has validation cases")
      ->required()
      ->type_name("NAME");
  command->add_option("--task", options->task, "What to learn ('selvox tasks')")->type_name("ID");
  command->add_option("--from", options->from, "Every trial starts from this run, or scratch")->type_name("RUN");
  command
      ->add_option("--over", options->over,
                   "A setting and its range, NAME=LOW..HIGH[:log], or its values, NAME=A,B,C; a name alone takes the "
                   "range of its schema; may be repeated")
      ->type_name("NAME=…")
      ->allow_extra_args(false);
  command->add_option("--trials", options->trials, "Trials; the first sets nothing, for comparison")
      ->check(countAbove0())
      ->type_name("N");
  command
      ->add_option("--strategy", options->strategy,
                   "random: all trials to the end; halving: all a little, the best part of them longer, and so on")
      ->check(CLI::IsMember({"random", "halving"}));
  command->add_option("--eta", options->eta, "Halving: one of so many goes on, and so many times as long")
      ->check(CLI::Range(2, 10))
      ->type_name("N");
  command->add_option("--steps", options->steps, "Training steps of a trial that goes to the end")
      ->required()
      ->check(countAbove0());
  command->add_option("--seed", options->seed, "Of the trials' settings and of their training")->check(seedNumber());
  command->add_option("--arch", options->arch, "Network; default: that of --from, else unet")->type_name("ID");
  command->add_option("--dim", options->dim, "2 or 3; default: that of --from, else 3")->check(CLI::IsMember({2, 3}));
  command->add_option("--set", options->assignments, "A setting of every trial, name=value; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command->add_option("--device", options->device, "auto, cpu or cuda:N");
  command->add_option("--name", options->name, "Trials are called NAME-tN; the same command again goes on")
      ->type_name("NAME");
  printsData(command, *options);
  onChosen(command, program, options, runSearch);
}

}  // namespace selvox::cli
