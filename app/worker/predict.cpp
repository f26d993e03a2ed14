#include <algorithm>

#include "app/worker/doors.h"
#include "core/base/file.h"
#include "core/base/process.h"
#include "core/learn/inference/classifier.h"
#include "core/learn/inference/enhancer.h"
#include "core/learn/inference/segment_run.h"
#include "core/spec/columns.h"

namespace selvox::worker {
namespace {

struct Job {
  std::string image, output;
};

base::Result<std::vector<Job>> readJobs(const std::string& path) {
  SELVOX_TRY(const base::Json list, base::readJson(base::pathFromUtf8(path)));
  std::vector<Job> jobs;
  for (const base::Json& row : list.is_array() ? list : base::Json::array()) {
    jobs.push_back({base::valueOr<std::string>(row, "image", ""), base::valueOr<std::string>(row, "output", "")});
    if (jobs.back().image.empty() || jobs.back().output.empty()) {
      return base::fail(base::ErrorCode::InvalidArgument, "Each entry of " + path + " needs \"image\" and \"output\".");
    }
  }
  if (jobs.empty()) return base::fail(base::ErrorCode::InvalidArgument, path + " lists no image.");
  return jobs;
}

base::Status enhanceOne(const learn::inference::Enhancer& enhancer, const Job& job) {
  SELVOX_TRY(const volume::BrickFile image, volume::BrickFile::open(base::pathFromUtf8(job.image)));
  SELVOX_TRY(const volume::Volume made, enhancer.predict(image));
  return learn::inference::writeImage(base::pathFromUtf8(job.output), made, image.header());
}

base::Status predictOne(const learn::inference::Segmenter& segmenter, const Job& job) {
  SELVOX_TRY(const volume::BrickFile image, volume::BrickFile::open(base::pathFromUtf8(job.image)));
  SELVOX_TRY(const volume::Volume labels, segmenter.predict(image));
  return learn::inference::writeLabels(base::pathFromUtf8(job.output), labels, image.header());
}

// {answer, classes:[{name, probability}]} in the run's order of classes.
base::Status classifyOne(const learn::inference::Classifier& classifier, const Job& job) {
  SELVOX_TRY(const volume::BrickFile image, volume::BrickFile::open(base::pathFromUtf8(job.image)));
  SELVOX_TRY(const std::vector<double> p, classifier.predict(image));
  const auto& names = classifier.targets().classes;
  base::Json classes = base::Json::array();
  std::string answer;
  for (std::size_t k = 0; k < p.size(); ++k) {
    classes.push_back({{"name", names[k]}, {"probability", p[k]}});
    if (!classifier.targets().exclusive() && p[k] >= 0.5) answer += (answer.empty() ? "" : "|") + names[k];
  }
  if (classifier.targets().exclusive())
    answer = names[static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin())];
  return base::writeJson(base::pathFromUtf8(job.output), {{"answer", answer}, {"classes", classes}});
}

// With what its validation cases say is to be done to its predictions.
base::Result<learn::inference::Segmenter> segmenterOf(const events::RunFolder& folder, const std::string& checkpoint) {
  SELVOX_TRY(auto segmenter, learn::inference::Segmenter::load(folder, checkpoint));
  SELVOX_CHECK(learn::inference::choosePostprocessing(segmenter, folder, progressLines()));
  return segmenter;
}

// One job after the other, told to whoever listens.
template <class Model, class Work>
int work(const base::Result<Model>& model, const std::vector<Job>& jobs, const Work& one) {
  if (!model) return failed(model.error());
  const auto tell = progressLines();
  const auto total = static_cast<std::int64_t>(jobs.size());
  for (std::int64_t i = 0; i < total; ++i) {
    const Job& job = jobs[static_cast<std::size_t>(i)];
    tell({"Predicting", i, total, base::utf8(base::pathFromUtf8(job.image).filename())});
    if (const auto status = one(*model, job); !status) return failed(status.error());
  }
  tell({"Predicting", total, total, ""});
  return 0;
}

}  // namespace

int predict(const Arguments& arguments) {
  const auto words = split(arguments, {"--checkpoint"}, {});
  if (!words) return usage(words.error().message);
  if (words->positional.size() != 2) return usage("selvox-worker predict RUN LIST [--checkpoint best|final|NAME]");
  base::lowerPriority();
  const auto jobs = readJobs(words->positional[1]);
  if (!jobs) return failed(jobs.error());
  const events::RunFolder folder{base::pathFromUtf8(words->positional[0])};
  const auto checkpoint = words->option("--checkpoint", "final");
  const auto json = base::readJson(folder.spec());
  if (!json) return failed(json.error());
  const auto spec = spec::runSpecFromJson(*json);
  if (!spec) return failed(spec.error());
  if (spec::learnsSimilarity(*spec)) {
    return failed({base::ErrorCode::InvalidArgument,
                   "The run " + spec->name + " names nothing: it finds similar cases. Do: selvox similar",
                   {}});
  }
  if (spec::enhances(*spec)) return work(learn::inference::Enhancer::load(folder, checkpoint), *jobs, enhanceOne);
  return spec::learnsFromColumn(*spec)
             ? work(learn::inference::Classifier::load(folder, checkpoint), *jobs, classifyOne)
             : work(segmenterOf(folder, checkpoint), *jobs, predictOne);
}

}  // namespace selvox::worker
